"""A working copy read back: what it remembers, and what stands in it now, key by key."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from reportgen.core.errors import Unreadable
from reportgen.core.place import Place
from reportgen.core.working import NAMESPACE, NUMBER_MARK, PARAGRAPH_MARK, STORE
from reportgen.reading.extract.besides import Besides, besides
from reportgen.reading.extract.dress import dressed, heading_styles, list_styles
from reportgen.reading.extract.package import Package, open_word
from reportgen.reading.extract.runs import MC, W

_N = f"{{{NAMESPACE}}}"
_BODY = "word/document.xml"
_XPATH = re.compile(r"rg:number\[(\d+)\]$")
_TITLE = re.compile(r"\[(\d+)\]$")
_NUMBER, _PARAGRAPH = (re.compile(re.escape(mark.format("")) + r"(\d+)$") for mark in (NUMBER_MARK, PARAGRAPH_MARK))
_CLOSED = frozenset((f"{W}txbxContent", f"{MC}Fallback", f"{W}rPr", f"{W}pPr", f"{W}instrText", f"{W}delInstrText", f"{W}sdtPr", f"{W}sdtEndPr"))
_FIELDS = frozenset((f"{W}fldChar", f"{W}instrText", f"{W}fldSimple", f"{W}hyperlink"))
_STOPS = frozenset("，。；：、！？（）《》“”‘’ \u3000\n")
_WORD = re.compile("[\u4e00-\u9fff](?<![零一二三四五六七八九十百千万亿两半负])")
_BREAKS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Token:
    """A character; or a bound number (n) with the words that stand in it now; or the mark of a footnote. author: of a tracked insertion; said: in the note."""

    text: str
    n: int = 0
    note: bool = False
    author: str = ""
    said: str = ""


@dataclass(slots=True)
class Line:
    """A paragraph as it stands. keys: of the remembered paragraphs that begin or go on in it. gone: authors of tracked deletions in it.

    kind: text · heading · item. table: it stands in a table. holds: whether it holds a picture or a chart; linked: or a field or a link.
    dressed: its words that somebody set bold, slanted, struck out, underlined or coloured by hand.
    """

    number: int
    kind: str = "text"
    level: int = 0
    table: bool = False
    holds: bool = False
    linked: bool = False
    dressed: str = ""
    keys: list[int] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, numbers included."""
        return "".join(token.text for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Segment:
    """A printed piece of a remembered paragraph. line, column: where its source begins; 0 if the source does not say. n: of a bound number; said: in a note."""

    kind: str
    text: str
    line: int
    column: int
    n: int = 0
    said: str = ""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A paragraph as it was written. kind: text · quote · item · heading, or fixed (the engine's own words). level: of a heading; None if the copy does not say."""

    n: int
    kind: str
    file: str
    line: int
    segments: tuple[Segment, ...]
    text: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """A working copy. about: report, year, snapshot, pack. numbers: printed text by n; places: what each number is (id, form).

    found: what stands in each control or bookmark now, by n. lines: every paragraph of the body in order. tables: (file, words) as written,
    and `tables_now` as they stand.
    """

    about: Mapping[str, str]
    numbers: Mapping[int, str]
    meant: Mapping[int, tuple[str, str, str]]
    paragraphs: Mapping[int, Remembered]
    sources: Mapping[str, str]
    found: Mapping[int, str]
    lines: tuple[Line, ...]
    tables: tuple[tuple[str, str], ...]
    tables_now: tuple[str, ...]
    besides: Besides


def working_copy(name: str, data: bytes) -> WorkingCopy | None:
    """The working copy; None if the file is a Word file that remembers nothing. Raises: Unreadable."""
    package = open_word(name, data)
    root = _store(package)
    if root is None:
        return None
    if root.get("version") != "1":
        raise Unreadable("这份工作稿是新版本的程序生成的", at=Place(name), hint="升级 reportgen 再运行")
    numbers = {int(one.get("n")): one for one in root.iterfind(f"{_N}numbers/{_N}number")}
    reader = _Reader(package, {n: one.get("text", "") for n, one in numbers.items()}, remembers=root.find(f"{_N}drawings") is not None)
    lines = tuple(reader.lines())
    return WorkingCopy(
        dict(root.attrib), {n: one.get("text", "") for n, one in numbers.items()},
        {n: (one.get("figure", ""), one.get("scope", ""), one.get("form", "")) for n, one in numbers.items()},
        {one.n: one for one in map(_remembered, root.iterfind(f"{_N}paragraphs/{_N}paragraph"))},
        {one.get("file", ""): one.text or "" for one in root.iterfind(f"{_N}sources/{_N}source")},
        reader.found, lines, tuple((one.get("file", ""), one.text or "") for one in root.iterfind(f"{_N}tables/{_N}table")), tuple(reader.tables),
        besides(package, root, reader.numbered, tuple(_cover(lines))))


def _cover(lines: tuple[Line, ...]) -> Iterator[str]:
    """What stands before the first remembered paragraph, the contents aside."""
    for line in lines:
        if line.keys:
            return
        if line.text.strip() and not line.linked:
            yield line.text


def _store(package: Package) -> Element | None:
    """The part that remembers, by its root element: word processors rename it."""
    for part in sorted(name for name in package.parts if name.startswith("customXml/") and name.endswith(".xml")):
        if NAMESPACE.encode() in package.parts[part] and STORE.encode() not in package.parts[part]:
            root = package.tree(part)
            if root is not None and root.tag == f"{_N}report":
                return root
    return None


def _remembered(element: Element) -> Remembered:
    segments = tuple(Segment(one.get("kind", ""), one.text or "", int(one.get("line", 0)), int(one.get("column", 0)), int(one.get("n", 0)), one.get("said", ""))
                     for one in element.iterfind(f"{_N}s"))
    words = "".join(one.text for one in segments) if segments else element.text or ""
    level = element.get("level")
    line = int(element.get("line", 0))
    sourced = element.get("file") and (line or any(one.line for one in segments))  # what has no source is the engine's own, whatever it is set as
    return Remembered(int(element.get("n", 0)), element.get("kind", "") if sourced else "fixed", element.get("file", ""), line, segments, words,
                      int(level) if level is not None else None)


class _Reader:
    """Goes through the body once."""

    def __init__(self, package: Package, printed: Mapping[int, str], *, remembers: bool) -> None:
        self.package, self.printed = package, printed
        self.found: dict[int, str] = {}
        self.tables: list[str] = []
        self.open: dict[str, int] = {}      # bookmark id → paragraph key, while it is open
        self.marks: dict[str, int] = {}     # bookmark id → number key, while it is open
        self.controls: list[int] = []       # number keys of the controls that are being read
        self.n = 0                          # the number that is being read: whose control or bookmark began last
        self.levels, self.listed = heading_styles(package), list_styles(package)
        self.notes = _notes(package) if remembers else {}
        self.numbered: dict[Element, int] = {}  # every paragraph of the body, with its number

    def lines(self) -> Iterator[Line]:
        """Every paragraph of the body; those of notes only for the numbers in them."""
        root = self.package.tree(_BODY)
        body = root.find(f"{W}body") if root is not None else None
        number = -1
        for paragraph in body.iter(f"{W}p") if body is not None else ():
            number += paragraph.getparent() is body  # as the other readers count; what stands in a table has the number of the one before
            if not any(parent.tag in _CLOSED for parent in paragraph.iterancestors()):
                self.numbered[paragraph] = number
                yield self._line(number, paragraph)
        for part in ("word/footnotes.xml", "word/endnotes.xml"):
            notes = self.package.tree(part)
            for paragraph in notes.iter(f"{W}p") if notes is not None else ():
                self._line(0, paragraph)
        self.tables = ["".join(one.itertext(f"{W}t")) for one in body.iterfind(f"{W}tbl")] if body is not None else []

    def _line(self, number: int, paragraph: Element) -> Line:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        level = self.levels.get(style.get(f"{W}val", ""), 0) if style is not None else 0
        listed = paragraph.find(f"{W}pPr/{W}numPr") is not None or (style is not None and style.get(f"{W}val", "") in self.listed)
        line = Line(number, "heading" if level else "item" if listed else "text", level, any(one.tag == f"{W}tc" for one in paragraph.iterancestors()),
                    any(str(one.tag).endswith(("}blip", "}chart")) for one in paragraph.iter()),
                    any(one.tag in _FIELDS for one in paragraph.iter()), dressed(paragraph), list(self.open.values()))
        self.n, self.marks = 0, {}  # no number goes on from one paragraph to the next
        self._before(paragraph, line)
        self._walk(paragraph, line, "")
        line.tokens = [one for token in line.tokens for one in self._apart(token)]
        return line

    def _before(self, paragraph: Element, line: Line) -> None:
        """Marks that stand between paragraphs, as some word processors move them."""
        for sibling in paragraph.itersiblings(preceding=True):
            if sibling.tag not in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
                return
            self._mark(sibling, line, bool(line.tokens))

    def _walk(self, element: Element, line: Line, author: str) -> None:
        for child in element:
            tag = child.tag
            if tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
                self._mark(child, line, bool(line.tokens))
            elif tag in _CLOSED or not isinstance(tag, str):
                continue
            elif tag in (f"{W}del", f"{W}moveFrom"):
                line.gone.append(child.get(f"{W}author", ""))
                for mark in child.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):  # LibreOffice moves a mark into what is deleted after it
                    self._mark(mark, line, bool(line.tokens))
            elif tag in (f"{W}ins", f"{W}moveTo"):
                self._walk(child, line, child.get(f"{W}author", ""))
            elif tag == f"{W}sdt" and (key := _key(child)):
                self._control(child, line, author, key)
            elif tag == f"{W}footnoteReference":
                line.tokens.append(Token("", note=True, author=author, said=self.notes.get(child.get(f"{W}id", ""), "")))
            elif tag == f"{W}t" or tag in _BREAKS:
                self._words(child.text or "" if tag == f"{W}t" else _BREAKS[tag], line, author)
            else:
                self._walk(child, line, author)

    def _control(self, control: Element, line: Line, author: str, key: int) -> None:
        self.controls.append(key)
        self.n = key
        self._walk(control, line, author)
        self.controls.pop()
        self.n = next(iter((*self.marks.values(), *self.controls[-1:])), 0)

    def _words(self, text: str, line: Line, author: str) -> None:
        n = self.n
        if not n:
            line.tokens += [Token(character, author=author) for character in text]
            return
        self.found[n] = self.found.get(n, "") + text
        if line.tokens and line.tokens[-1].n == n:
            line.tokens[-1] = Token(line.tokens[-1].text + text, n, author=author)
        else:
            line.tokens.append(Token(text, n, author=author))

    def _apart(self, token: Token) -> Iterator[Token]:
        """Words typed beside a number land in its control; where it is plain that they are beside it, they are prose."""
        before, number, after = token.text.partition(self.printed.get(token.n) or "\0") if token.n else (token.text, "", "")
        if not number or token.text == number or not _beside(before, number, after):
            yield token
            return
        self.found[token.n] = self.found[token.n].replace(token.text, number, 1)
        yield from (Token(one, author=token.author) for one in before)
        yield Token(number, token.n, author=token.author)
        yield from (Token(one, author=token.author) for one in after)

    def _mark(self, mark: Element, line: Line, begun: bool) -> None:
        """A bookmark of ours opens or closes."""
        id = mark.get(f"{W}id", "")
        if mark.tag == f"{W}bookmarkEnd":
            key = self.open.pop(id, None)
            if self.marks.pop(id, None):
                self.n = next(iter(self.controls[-1:]), 0)
            if key is not None and not begun and key in line.keys and len(line.keys) > 1:
                line.keys.remove(key)
        elif found := _PARAGRAPH.match(mark.get(f"{W}name", "")):
            self.open = {id: int(found[1])}  # paragraphs do not overlap: what began before ends here, whatever became of its own end
            line.keys = [*(line.keys if begun else ()), int(found[1])]
        elif found := _NUMBER.match(mark.get(f"{W}name", "")):
            self.n = int(found[1])
            self.marks = {id: self.n}  # nor do numbers; LibreOffice opens an emptied bookmark twice and closes it once


def _beside(before: str, number: str, after: str) -> bool:
    """Whether words around a number leave its digits and its unit alone.

    >>> _beside("约", "44人", "（含实习）"), _beside("1", "44人", ""), _beside("", "44人", "次")
    (True, False, False)
    """
    led = not before or before[-1] in _STOPS or (number[0].isdigit() and _WORD.fullmatch(before[-1]))
    return bool(led) and (not after or after[0] in _STOPS)


def _key(control: Element) -> int:
    """Which bound number a control holds, by its binding, its title or its tag; 0 if it is none of ours."""
    binding = control.find(f"{W}sdtPr/{W}dataBinding")
    if binding is not None and (found := _XPATH.search(binding.get(f"{W}xpath", ""))):
        return int(found[1])
    alias, tag = (control.find(f"{W}sdtPr/{W}{name}") for name in ("alias", "tag"))
    if tag is not None and tag.get(f"{W}val", "").startswith("rg:"):
        return int(tag.get(f"{W}val")[3:]) if tag.get(f"{W}val")[3:].isdigit() else 0
    found = _TITLE.search(alias.get(f"{W}val", "")) if alias is not None else None
    return int(found[1]) if found else 0


def _notes(package: Package) -> dict[str, str]:
    """What every footnote says, by its id."""
    root = package.tree("word/footnotes.xml")
    return {note.get(f"{W}id", ""): "".join(note.itertext(f"{W}t")).strip() for note in (root.iter(f"{W}footnote") if root is not None else ())}
