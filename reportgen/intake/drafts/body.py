"""The body of a Word document as a flat row of items: lines, pictures, tables, in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from reportgen.core.finding import Finding
from reportgen.core.place import Place
from reportgen.intake.drafts.codes import fail, note, quoted, warn
from reportgen.intake.drafts.model import Item, Line, Look, Pieces, Sheet, Shot, Slot, parted, plain, trimmed
from reportgen.intake.drafts.objects import Objects, words_of
from reportgen.intake.drafts.package import MC, Element, Package, W, value
from reportgen.intake.drafts.runs import ACCEPT, Noted, Runs, chosen, raw_text
from reportgen.intake.drafts.styles import Sort, Styles

_JOINED = 60  # characters up to which a heading broken by hand is one line
_PAGE_NUMBER = "-—–第页共/ 0123456789"
_TYPED_PAGE = re.compile(r"\s*(?:[—–－-]{1,2}\s*\d{1,3}\s*[—–－-]{1,2}|第\s*\d{1,3}\s*页(?:\s*[，,/／（(]?\s*共\s*\d{1,3}\s*页[)）]?)?)\s*")
_CONTENTS = ("toc ", "目录", "table of contents")


@dataclass(frozen=True, slots=True)
class Body:
    """What stands in the body. dropped: words left out on purpose; noted: what was met on the way.

    opened: tables that became something else. linked: pictures that are not in the file. pages: page numbers typed as paragraphs.
    """

    items: tuple[Item, ...]
    dropped: tuple[str, ...]
    opened: int
    linked: int
    noted: Noted
    found: tuple[Finding, ...]
    pages: int = 0


def read_body(package: Package, name: str, changes: str) -> Body:
    """Everything in the body, tracked changes resolved."""
    reader = _Reader(package, name, changes)
    items = tuple(reader.blocks(package.body))
    items = (*items, *reader.rest())
    noted = reader.runs.finish()
    pages = [item.text for item in items if isinstance(item, Line) and _TYPED_PAGE.fullmatch(item.text)]
    if pages:
        items = tuple(item for item in items if not (isinstance(item, Line) and _TYPED_PAGE.fullmatch(item.text)))
        reader.dropped.extend(pages)
        reader.found.append(note("N114", f"手打的页码{len(pages)}处没有转入：{quoted('、'.join(pages))}", Place(name), "页码由版式统一排印"))
    if noted.contents:
        reader.found.append(note("N129", "目录没有转入", Place(name), "目录由程序生成，不必手写"))
    reader.dropped.extend((*noted.contents, *(text for _, text in noted.hidden)))
    reader.found.extend((*_side_words(package, name), *_tabbed(items)))
    return Body(items, tuple(reader.dropped), reader.opened, reader.objects.linked, noted, tuple(reader.found), len(pages))


def _side_words(package: Package, name: str) -> Iterator[Finding]:
    """Headers and footers: the look has its own."""
    words = dict.fromkeys(words_of(side) for kind in ("header", "footer") for side in package.sides(kind))
    for text in (one for one in words if one.strip(_PAGE_NUMBER)):
        yield note("N114", f"页眉页脚中的文字没有转入：{quoted(text)}", Place(name), "页眉页脚由版式统一排印")


def _tabbed(items: tuple[Item, ...]) -> Iterator[Finding]:
    """Lines set as a table with tabs: two or more, one after another, with as many columns each."""
    columns = [len([cell for cell in item.text.strip().split("\t") if cell.strip()]) if isinstance(item, Line) else 0 for item in items]
    for count, group in groupby(zip(columns, items, strict=True), key=lambda pair: pair[0]):
        lines = [item for _, item in group if isinstance(item, Line)]
        if count > 1 and len(lines) > 1:
            yield warn("N133", f"{len(lines)}行像表格的文字是用制表符排的，照文字转入：{quoted(lines[0].text)}", lines[0].at,
                       "在 Word 中选中这几行，用“插入—表格—文本转换成表格”做成表格后再收")


class _Reader:
    def __init__(self, package: Package, name: str, changes: str) -> None:
        self.name, self.styles = name, Styles(package)
        self.runs = Runs(package, self.styles, changes)
        self.changes = changes
        self.found: list[Finding] = []
        self.dropped: list[str] = []
        self.objects = Objects(package, self.found, self.runs.noted.added, self._boxed)
        self.paragraph, self.tables, self.opened, self.box = -1, 0, 0, 0
        self._held: Pieces = ()

    def blocks(self, element: Element) -> Iterator[Item]:
        """The items of a body, a content control, a cell, a text box."""
        for child in element:
            name = child.tag.removeprefix(W)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name == "altChunk":
                self.found.append(fail("N119", "文中嵌入了另一份文档，没有转入", self._at(), "用 Word 打开，把嵌入的内容复制进正文后另存"))
            elif name in ("ins", "moveTo", "del", "moveFrom") and not self.runs.keeps(child):
                continue
            elif child.tag == MC + "AlternateContent":
                yield from self.blocks(chosen(child))
            elif name == "sdt" and any("table of contents" in (value(one) or "").lower() for one in child.iter(W + "docPartGallery")):
                self.runs.noted.contents.append(raw_text(child))
            elif name not in ("sectPr", "sdtPr", "sdtEndPr", "tcPr", "pPr"):
                yield from self.blocks(child)

    def rest(self) -> Iterator[Line]:
        """What was to be joined with a paragraph that never came."""
        if plain(self._held).strip():
            yield Line(trimmed(self._held), Look(), self._at())
        self._held = ()

    def _at(self) -> Place:
        return Place(self.name, paragraph=max(0, self.paragraph))

    # ── paragraphs ─────────────────────────────────────────────────────────

    def _paragraph(self, element: Element) -> Iterator[Item]:
        if not self.box:
            self.paragraph += 1
        sort = self.styles.sort(element)
        pieces, extras, size = self.runs.read(element, sort, self._at())
        if sort.name.lower().startswith(_CONTENTS):
            self.runs.noted.contents.append(plain(pieces))
            pieces = ()
        if self._runs_on(element):
            self._held = (*self._held, *pieces)
            pieces = ()
        else:
            pieces, self._held = (*self._held, *pieces), ()
        yield from self._lines(pieces, element, sort, size)
        for extra in extras:
            yield from self.objects.items(extra, self._at())

    def _runs_on(self, element: Element) -> bool:
        """Whether the revision of its mark joins this paragraph with the next."""
        mark = element.find(f"{W}pPr/{W}rPr")
        gone = "del" if self.changes == ACCEPT else "ins"
        return mark is not None and mark.find(W + gone) is not None

    def _lines(self, pieces: Pieces, element: Element, sort: Sort, size: int) -> Iterator[Line]:
        """One line; several where the author broke the paragraph by hand."""
        look = Look(sort.name, sort.level, size, False, sort.align, self.styles.mark(element, sort))
        whole = plain(pieces)
        if "\n" in whole and len(whole) <= _JOINED and (look.level or look.align == "center"):
            pieces = tuple(replace(piece, text=piece.text.replace("\n", " ")) for piece in pieces)
        for number, part in enumerate(_split(pieces)):
            part = trimmed(part)
            if plain(part) or any(piece.note for piece in part):
                bold = all(piece.bold for piece in part if piece.text.strip())
                yield Line(part, replace(look, bold=bold, mark=None if number else look.mark), self._at(), bool(self.box))

    def _boxed(self, content: Element) -> Iterator[Item]:
        self.box += 1
        items = list(self.blocks(content))
        self.box -= 1
        lines = [one for one in items if isinstance(one, Line)]
        if lines:
            self.found.append(warn("N116", f"文本框里的文字移到了它所在的段落之后：{quoted(lines[0].text)}", self._at(), "看看放在那里是否通顺"))
        yield from items

    # ── tables ─────────────────────────────────────────────────────────────

    def _table(self, element: Element) -> Iterator[Item]:
        if not self.box:
            self.tables += 1
        number = self.tables
        self.box += 1
        slots, heads, rows, inner = self._slots(element)
        self.box -= 1
        width = max((slot.column + slot.width for slot in slots), default=0)
        layout = _layout(slots, inner)
        if layout is not None:
            self.opened += 1
            self.found.append(warn("N116", "用来排版的表格（一格，或摆放图片）拆成了段落和图片", self._at(), "看看次序是否对"))
            yield from layout
            return
        within = sum(isinstance(item, Sheet) for items in inner for item in items)
        if within:
            self.opened += within
            self.found.append(warn("N116", f"表格{number}里又套了表格，内层拆成了文字", self._at(), "把内层表格移到外面，或改写成文字"))
        yield Sheet(tuple(slots), rows, width, heads, self._at(), number)
        for slot, items in zip(slots, inner, strict=True):
            for item in items:
                if isinstance(item, Shot):
                    self.found.append(warn("N116", f"表格{number}第{slot.row + 1}行里的图片移到了表后", self._at(), "看看放在那里是否合适"))
                    yield item

    def _slots(self, element: Element) -> tuple[list[Slot], int, int, list[list[Item]]]:
        """Cells at their corners, heading rows, rows; and all items of each cell."""
        slots: list[Slot] = []
        inner: list[list[Item]] = []
        open_: dict[int, int] = {}
        heads = row = 0
        for line in _rows(element):
            if not self._stays(line):
                continue
            heads += heads == row and line.find(f"{W}trPr/{W}tblHeader") is not None
            column = _count(value(line, "trPr/gridBefore"))
            for cell in _cells(line):
                width = max(1, _count(value(cell, "tcPr/gridSpan")))
                if value(cell, "tcPr/hMerge") == "continue" and slots and slots[-1].row == row:
                    items = list(self.blocks(cell))
                    slots[-1] = replace(slots[-1], width=slots[-1].width + width, lines=(*slots[-1].lines, *_flat(items)))
                    inner[-1].extend(items)
                elif _continues(cell) and column in open_:
                    place = open_[column]
                    items = list(self.blocks(cell))
                    slots[place] = replace(slots[place], height=row - slots[place].row + 1, lines=(*slots[place].lines, *_flat(items)))
                    inner[place].extend(items)
                else:
                    items = list(self.blocks(cell))
                    open_[column] = len(slots)
                    slots.append(Slot(row, column, 1, width, tuple(_flat(items))))
                    inner.append(items)
                column += width
            row += 1
        return slots, heads, row, inner

    def _stays(self, row: Element) -> bool:
        marks = row.find(W + "trPr")
        gone = "del" if self.changes == ACCEPT else "ins"
        kept = marks is None or marks.find(W + gone) is None
        if marks is not None and (marks.find(W + "ins") is not None or marks.find(W + "del") is not None):
            kind = "插入" if marks.find(W + "ins") is not None else "删去"
            if not kept:
                self.runs.noted.revisions.append((self._at(), f"{kind}表格的一行", raw_text(row)))
        return kept


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == W + "tr":
            yield child
        elif child.tag not in (W + "tblPr", W + "tblGrid"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag not in (W + "trPr", W + "tblPrEx"):
            yield from _cells(child)


def _continues(cell: Element) -> bool:
    """Whether the cell is merged with the one above it."""
    mark = cell.find(f"{W}tcPr/{W}vMerge")
    return mark is not None and value(mark) in (None, "continue")


def _count(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _flat(items: list[Item]) -> Iterator[Line]:
    """The lines of a cell; those of a table within it too."""
    for item in items:
        if isinstance(item, Line):
            yield item
        elif isinstance(item, Sheet):
            for slot in item.slots:
                yield from slot.lines


def _layout(slots: list[Slot], inner: list[list[Item]]) -> list[Item] | None:
    """The items of a table that is none: a frame of one cell, or a rack of pictures with their captions. Column by column."""
    if not slots:
        return []
    pictures = sum(isinstance(item, Shot) for items in inner for item in items)
    lines = [line for slot in slots for line in slot.lines]
    rack = pictures and len(lines) <= 2 * pictures and all(len(line.text) <= _JOINED for line in lines)
    if len(slots) > 1 and not rack:
        return None
    order = sorted(range(len(slots)), key=lambda n: (slots[n].column, slots[n].row))
    return [item for n in order for item in inner[n]]


def _split(pieces: Pieces) -> Iterator[Pieces]:
    """The pieces of each line of a paragraph that was broken by hand."""
    while (place := plain(pieces).find("\n")) >= 0:
        head, rest = parted(pieces, place)
        yield head
        pieces = parted(rest, 1)[1]
    yield pieces
