"""Captions typed by hand, and what belongs to a table besides: its unit line, its notes. And references to both in the text."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportgen.core.finding import Finding
from reportgen.core.place import Place
from reportgen.intake.drafts.codes import fail, note, quoted, warn
from reportgen.intake.drafts.model import Block, Item, Line, Look, Picture, Piece, Pieces, Sheet, Shot, Table, even, parted, plain, trimmed
from reportgen.intake.drafts.pictures import NoPicture, usable
from reportgen.intake.drafts.tables import UNIT, Around, make_table, note_line, split_unit

_NUMBER = r"(?P<number>\d{1,3}(?:\s?[-－—–.．]\s?\d{1,3})*|[一二三四五六七八九十]{1,3})"
_LABEL = {kind: re.compile(rf"\s*(?P<label>(?:附)?(?:{words})\s?{_NUMBER}(?!\d*[%年月日人个张项])[\s\u3000：:、.．]*)(?P<title>[^\n]*)$")
          for kind, words in (("图", "图片|图表|图|照片"), ("表", "表格|图表|表"))}
_REFERENCE = re.compile(rf"(?<![附图报列代填制量])(?P<kind>[图表])\s?{_NUMBER.replace('|[一二三四五六七八九十]{1,3}', '')}(?![\d.]*[%年月日人个张项])")
_CONTINUED = re.compile(rf"\s*[（(]?\s*续\s*(?:上\s*)?表(?!\S*[。；，])\s*(?:{_NUMBER})?")
_END = re.compile(r"[。；;]$")
_STYLES = ("caption", "题注", "图片标题", "表格标题")
_LONGEST = 60
_LOOSE = 40
Mixed = Line | Block


@dataclass(slots=True)
class Placed:
    """The items with pictures and tables made. added, dropped: words that are more or less than in the file. joined: tables that went on from another."""

    items: list[Mixed] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)
    lost_pictures: int = 0
    joined: int = 0


@dataclass(frozen=True, slots=True)
class Names:
    """How pictures and tables are called: (count, suffix) → file name, count → id."""

    picture: Callable[[int, str], str]
    table: Callable[[int], str]


def placed(items: Sequence[Item], names: Names) -> Placed:
    """Gives each picture and table its caption, unit and notes; what is left are lines."""
    maker = _Maker(items, names)
    while maker.place < len(items):
        maker.next()
    return maker.made


class _Maker:
    def __init__(self, items: Sequence[Item], names: Names) -> None:
        self.items, self.names = items, names
        self.made = Placed()
        self.place = self.pictures = self.tables = 0

    def next(self) -> None:
        """Takes the next item, with what belongs to it."""
        item = self.items[self.place]
        if isinstance(item, Line):
            self.made.items.append(item)
            self.place += 1
        elif isinstance(item, Sheet):
            self._table(item)
        else:
            self._pictures()

    # ── pictures ───────────────────────────────────────────────────────────

    def _pictures(self) -> None:
        """Pictures that stand together, and the captions below them (or one above)."""
        group: list[Shot] = []
        while self.place < len(self.items) and isinstance(shot := self.items[self.place], Shot):
            group.append(shot)
            self.place += 1
        captions = list(self._below(len(group))) or self._above("图")
        self.made.dropped.extend(_label(line, "图") for line in captions)
        if len(group) > 1 and len(captions) == 1:
            self.made.found.append(warn("N121", f"{len(group)}张图片只有一个题注：{quoted(captions[0].text)}", group[0].at, "每张图片各写一句题注"))
            self.made.added.extend([captions[0].text.removeprefix(_label(captions[0], "图"))] * (len(group) - 1))
            captions = captions * len(group)
        for number, shot in enumerate(group):
            self._picture(shot, captions[number] if number < len(captions) else None)

    def _picture(self, shot: Shot, caption: Line | None) -> None:
        label = _LABEL["图"].match(caption.text) if caption else None
        title = even(trimmed(parted(caption.pieces, label.end("label") if label else 0)[1])) if caption else ()
        try:
            data, suffix = usable(shot)
        except NoPicture as fault:
            self.made.found.append(fail("N120", f"图片{fault}，没有转入{f'：{quoted(caption.text)}' if caption else ''}", shot.at, "在 Word 中另存为 PNG 或 JPEG 图片，重新插入"))
            self.made.lost_pictures += 1
            if title:
                self.made.items.append(Line(title, Look(), shot.at))
            return
        self.pictures += 1
        if caption is None:
            self.made.found.append(warn("N122", "图片没有题注", shot.at, "在 ::: 图片 文件名 后面写一句题注"))
        self.made.items.append(Picture(self.names.picture(self.pictures, suffix), data, title, _number(label), shot.alt, shot.at))

    def _below(self, most: int) -> Iterator[Line]:
        """The captions below a group: as many numbered ones as there are pictures; or one without a number."""
        first = True
        while most and self.place < len(self.items) and isinstance(line := self.items[self.place], Line):
            if not _is_caption(line, "图", loose=first):
                return
            yield line
            numbered = _LABEL["图"].match(line.text)
            self.place += 1
            most -= 1
            first = False
            if not numbered:
                return

    # ── tables ─────────────────────────────────────────────────────────────

    def _table(self, sheet: Sheet) -> None:
        self.place += 1
        if self._goes_on(sheet):
            return
        self.tables += 1
        around = self._around(sheet)
        made = make_table(sheet, around, self.names.table(self.tables), _LABEL["表"])
        table = made.table
        if sheet.drawn:
            self.made.added.extend((*(line.text for slot in sheet.slots for line in slot.lines), *(() if table.title else (sheet.drawn,))))
            table = replace(table, title=table.title or (Piece(sheet.drawn),))
        if not table.title:
            self.made.found.append(warn("N122", f"表格{sheet.number}没有题注", Place(sheet.at.file, sheet=f"表格{sheet.number}"), "在 tables.yaml 中写上 title"))
        self.made.items.append(table)
        self.made.added.extend(made.added)
        self.made.dropped.extend(made.dropped)
        self.made.found.extend(made.found)

    def _goes_on(self, sheet: Sheet) -> bool:
        """Joins a table under 续表 to the one before it, without the head that was repeated."""
        before, over = self.made.items[-2:] if len(self.made.items) > 1 else (None, None)
        if not (isinstance(before, Table) and isinstance(over, Line) and len(over.text) <= _LONGEST and _CONTINUED.match(over.text)):
            return False
        made = make_table(sheet, Around(notes=tuple(self._notes())), before.id, _LABEL["表"])
        table = made.table
        if len(table.columns) != len(before.columns):
            self.place -= len(table.notes)
            return False
        head = [plain(one) for one in table.columns]
        again = head == [plain(one) for one in before.columns]
        rows = table.rows if again or not any(head) else (table.columns, *table.rows)
        self.made.items[-2:] = [replace(before, rows=(*before.rows, *rows), notes=(*before.notes, *table.notes))]
        self.made.joined += 1
        self.made.added.extend(made.added)
        self.made.dropped.extend((over.text, *made.dropped, *(head if again else ())))
        self.made.found.extend((note("N130", f"{quoted(over.text)}接到了前一张表的后面", over.at, "表格在哪里分页由程序决定"), *made.found))
        return True

    def _around(self, sheet: Sheet) -> Around:
        """What stands over and under the table, taken from the lines. A chart that became a table has the caption of a picture."""
        unit = "" if sheet.drawn else self._unit()
        kind = "图" if sheet.drawn else "表"
        caption = self._chart_caption() if sheet.drawn else self._table_caption()
        notes = tuple(self._notes())
        if caption is None:
            return Around((), unit, notes)
        label = _LABEL[kind].match(caption.text)
        cut = label.end("label") if label else 0
        title, own, gone = split_unit(even(trimmed(parted(caption.pieces, cut)[1])))
        self.made.dropped.append(caption.text[:cut] + gone)
        return Around(title, unit or own, notes, "" if sheet.drawn else _number(label))

    def _unit(self) -> str:
        """The unit line right above."""
        over = self._last()
        found = UNIT.match(over.text) if over else None
        if over is None or found is None:
            return ""
        self.made.dropped.append(over.text.replace(found["unit"], "", 1))
        self.made.items.pop()
        return found["unit"]

    def _chart_caption(self) -> Line | None:
        return next(iter(list(self._below(1)) or self._above("图")), None)

    def _table_caption(self) -> Line | None:
        """The caption above; a numbered one below if there is none."""
        if over := self._above("表"):
            return over[0]
        under = self.items[self.place] if self.place < len(self.items) else None
        if isinstance(under, Line) and _LABEL["表"].match(under.text) and _is_caption(under, "表", loose=False):
            self.place += 1
            return under
        return None

    def _notes(self) -> Iterator[Pieces]:
        while self.place < len(self.items) and isinstance(line := self.items[self.place], Line) and note_line(line):
            self.place += 1
            yield line.pieces

    def _last(self) -> Line | None:
        last = self.made.items[-1] if self.made.items else None
        return last if isinstance(last, Line) else None

    def _above(self, kind: str) -> list[Line]:
        """The caption right above, taken back from the lines; none if it is none."""
        last = self._last()
        if last is None or not _is_caption(last, kind, loose=kind == "表"):
            return []
        self.made.items.pop()
        return [last]


def _is_caption(line: Line, kind: str, *, loose: bool) -> bool:
    """Whether a line next to a picture or table is its caption. loose: also without a number, if it is centred or in the style."""
    text = line.text
    if len(text) > _LONGEST or _END.search(text) or line.look.level:
        return False
    other = _LABEL["表" if kind == "图" else "图"].match(text)
    if _LABEL[kind].match(text):
        return True
    styled = line.look.style.lower() in _STYLES
    return loose and not other and not UNIT.match(text) and (styled or (line.look.align == "center" and len(text) <= _LOOSE))


def _label(line: Line, kind: str) -> str:
    """What a caption begins with: "图1  "."""
    found = _LABEL[kind].match(line.text)
    return found["label"] if found else ""


def _number(label: re.Match[str] | None) -> str:
    return fold(label["number"]) if label else ""


def fold(number: str) -> str:
    """A typed number in one form: "１－２" → "1-2"."""
    return re.sub(r"\s*[-—–.]\s*", "-", unicodedata.normalize("NFKC", number)).strip()


# ── references ─────────────────────────────────────────────────────────────

def references(text: str, blocks: Iterable[Block], place: int, at: Place, found: list[Finding]) -> tuple[tuple[int, int, str], ...]:
    """Edits that turn typed numbers into references. place: which block the text is; pictures are only near or far, as they have no id."""
    known = list(enumerate(blocks))
    tables = {one.label: one.id for _, one in known if isinstance(one, Table) and one.label}
    pictures = {one.label: n for n, one in known if isinstance(one, Picture) and one.label}
    edits = []
    typed = list(_REFERENCE.finditer(text))
    for match in typed:
        number = fold(match["number"])
        if match["kind"] == "表" and number in tables:
            edits.append((match.start(), match.end(), f"{{{{表:{tables[number]}}}}}"))
        elif match["kind"] == "图" and number in pictures and len(typed) == 1:
            edits.append((match.start(), match.end(), "下图" if pictures[number] > place else "上图"))
        elif match["kind"] == "图" and number in pictures:
            found.append(warn("N124", f"“{match[0]}”指文中的图片，图号印出时会重排，这里没有改", at, "改写成“上图”“下图”，或用 ::: 图 编号 画的图来引用"))
        else:
            found.append(warn("N124", f"“{match[0]}”在这份文稿里找不到对应的{match['kind']}", at, "写成 {{表:编号}} 或 {{图:编号}}；不是引用的不必管"))
    return tuple(edits)
