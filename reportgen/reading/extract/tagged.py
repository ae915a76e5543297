"""A tagged PDF by its structure, as a screen reader follows it: headings, paragraphs, captions, table cells, notes, descriptions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NumberObject

from reportgen.core.reading import Context, Extract, Piece, Spot
from reportgen.reading.extract.marked import Fonts, marked
from reportgen.reading.extract.outline import Outline, is_caption
from reportgen.reading.extract.tables import Cell, contexts

_TEXTS = frozenset(("/P", "/LBody", "/BlockQuote", "/Span", "/Title", "/Em", "/Strong"))
_LEVELS = {f"/H{n}": n for n in range(1, 7)}
_DEEPEST = 60
_MAKER = "Typst"


def tagged(reader: PdfReader, title: str) -> Extract | None:
    """The document by its tags; None if it is none of our own making, or its tags cannot be followed."""
    if not str((reader.metadata or {}).get("/Creator") or "").startswith(_MAKER):
        return None
    root = reader.trailer["/Root"].get_object()
    if "/StructTreeRoot" not in root:
        return None
    try:
        walk = _Walk(reader, title)
        walk.go(root["/StructTreeRoot"].get_object().get("/K"), None, 0)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError):
        return None
    return Extract("pdf", title, tuple(walk.pieces))


@dataclass(slots=True)
class _Where:
    """The page that a node stands on: its object number and its number for people."""

    id: int
    number: int


class _Walk:
    """One structure tree being followed."""

    def __init__(self, reader: PdfReader, title: str) -> None:
        fonts = Fonts()
        self.texts = {page.indirect_reference.idnum: marked(page, fonts) for page in reader.pages}
        self.numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, 1)}
        self.outline = Outline(title)
        self.pieces: list[Piece] = []
        self.tables = 0

    def go(self, node: object, page: _Where | None, depth: int) -> None:
        for one in _kids(node):
            if not isinstance(one, DictionaryObject) or depth > _DEEPEST:
                continue
            here, tag = self._page(one, page), str(one.get("/S", ""))
            if tag == "/TOC":
                continue
            if alt := str(one.get("/Alt", "")):
                self._add(alt, Spot("alt", page=here.number if here else None), replace(self.outline.over(), loose=True))
            elif tag in _LEVELS or tag in _TEXTS or tag == "/Caption":
                self._text(one, tag, here)
            elif tag == "/Table":
                self._table(one, here)
            elif tag != "/Lbl":
                self.go(one.get("/K"), here, depth + 1)

    def _page(self, node: DictionaryObject, page: _Where | None) -> _Where | None:
        if "/Pg" not in node:
            return page
        id = node.raw_get("/Pg").idnum
        return _Where(id, self.numbers[id])

    def _add(self, text: str, spot: Spot, context: Context | None = None) -> None:
        if text.strip():
            self.pieces.append(Piece(text, spot, context or self.outline.over()))

    def _text(self, node: DictionaryObject, tag: str, page: _Where | None) -> None:
        notes: list[str] = []
        text = "".join(self._said(node.get("/K"), page, notes)).strip()
        level, number = _LEVELS.get(tag), page.number if page else None
        self._add(text, Spot("heading" if level else "caption" if tag == "/Caption" or is_caption(text) else "body", page=number))
        if level:
            self.outline.heading(level, text)
        else:
            self.outline.paragraph(text)
        for note in notes:
            self._add(note, Spot("note", page=number))

    def _said(self, node: object, page: _Where | None, notes: list[str]) -> Iterator[str]:
        """The text of a node; that of its footnotes goes to `notes`, labels are left out."""
        for one in _kids(node):
            if isinstance(one, NumberObject):
                yield self.texts[page.id].get(int(one), "") if page else ""
            elif isinstance(one, DictionaryObject):
                here = self._page(one, page)
                if "/MCID" in one:
                    yield self.texts[here.id].get(int(one["/MCID"]), "") if here else ""
                elif one.get("/S") == "/Note":
                    notes.append("".join(self._said(one.get("/K"), here, notes)))
                elif one.get("/S") is not None and one.get("/S") != "/Lbl":
                    yield from self._said(one.get("/K"), here, notes)

    def _table(self, node: DictionaryObject, page: _Where | None) -> None:
        caption = next((one for one in _kids(node.get("/K")) if one.get("/S") == "/Caption"), None)
        if caption is not None:
            self._text(caption, "/Caption", self._page(caption, page))
        cells, pages = self._cells(node, page)
        number, self.tables = self.tables, self.tables + 1
        for cell, context in contexts(cells, self.outline.over_table()):
            self._add(cell.text, Spot("cell", table=number, row=cell.row, column=cell.column, page=pages[cell.row, cell.column]), context)
        self.outline.close_table()

    def _cells(self, table: DictionaryObject, page: _Where | None) -> tuple[list[Cell], dict[tuple[int, int], int | None]]:
        cells: list[Cell] = []
        pages: dict[tuple[int, int], int | None] = {}
        taken: set[tuple[int, int]] = set()
        for row, (line, where) in enumerate(self._rows(table, page)):
            column = 0
            kids = [one for one in _kids(line.get("/K")) if one.get("/S") in ("/TH", "/TD")]
            head = all(one.get("/S") == "/TH" for one in kids)
            for one in kids:
                while (row, column) in taken:
                    column += 1
                high, wide = _spans(one)
                taken |= {(row + down, column + right) for down in range(high) for right in range(wide)}
                here = self._page(one, where)
                cells.append(Cell("".join(self._said(one.get("/K"), here, [])).strip(), row, column, high, wide, head))
                pages[row, column] = here.number if here else None
                column += wide
        return cells, pages

    def _rows(self, node: DictionaryObject, page: _Where | None) -> Iterator[tuple[DictionaryObject, _Where | None]]:
        for one in _kids(node.get("/K")):
            if one.get("/S") == "/TR":
                yield one, self._page(one, page)
            elif one.get("/S") in ("/THead", "/TBody", "/TFoot"):
                yield from self._rows(one, self._page(one, page))


def _kids(node: object) -> Iterator[object]:
    """What stands in a node's /K: one thing or several."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, ArrayObject):
        yield from (one.get_object() for one in node)
    elif node is not None:
        yield node


def _spans(cell: DictionaryObject) -> tuple[int, int]:
    about = [one for one in _kids(cell.get("/A")) if isinstance(one, DictionaryObject)]
    found = [next((int(one[name]) for one in about if name in one), 1) for name in ("/RowSpan", "/ColSpan")]
    return tuple(max(1, min(number, 1000)) for number in found)
