"""What a reader of each format gets: the pieces of text in reading order, taken from the file alone, not from the tree it was made of.

DOCX is read from its XML, HTML by its elements, PDF by its tags (the structure that a screen reader follows). Contents lists, running
headers, footers and what only the web page has are left out. White space is no text.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import NamedTuple
from zipfile import ZipFile

import pikepdf
from lxml import etree, html

_BLANK = re.compile(r"[\s\u00ad\u200b\u2060\ufeff]+")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


class Piece(NamedTuple):
    """kind: heading · caption · text · cell · line (notes, units, bylines: adjacent ones are one)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Reading:
    """One file as read. cover: its first page. notes: footnotes. alts: what is said of charts and pictures."""

    cover: str
    pieces: tuple[Piece, ...]
    notes: tuple[str, ...]
    alts: tuple[str, ...]

    def texts(self) -> tuple[str, ...]:
        return tuple(piece.text for piece in self.pieces) + self.notes


def tight(text: str) -> str:
    """`text` without white space."""
    return _BLANK.sub("", text)


def _reading(cover: str, pieces: Iterator[Piece], notes: Iterator[str], alts: Iterator[str]) -> Reading:
    joined = []
    for kind, group in groupby(((kind, tight(text)) for kind, text in pieces), key=lambda piece: piece[0]):
        texts = [text for _, text in group]
        joined.extend([Piece(kind, "".join(texts))] if kind == "line" else (Piece(kind, text) for text in texts))
    kept = tuple(piece for piece in joined if piece.text or piece.kind == "cell")
    return Reading(tight(cover), kept, tuple(map(tight, notes)), tuple(map(tight, alts)))


# ── Word ───────────────────────────────────────────────────────────────────

_HEADINGS = re.compile(r"heading \d|案例标题|案例小标题|声明标题")
_CAPTIONS = frozenset({"caption", "图题", "案例图题"})
_LINES = frozenset({"图表注", "图注", "案例图注", "表单位", "案例副标题", "案例署名", "声明签署"})
_LISTS = re.compile(r"(?i)toc|table of figures|图表目录")


def docx(data: bytes) -> Reading:
    """A Word file: paragraphs and cells in order, the results of fields, footnotes where they are referred to."""
    with ZipFile(BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml")).find(f"{_W}body")
        names = {one.get(f"{_W}styleId"): one.find(f"{_W}name").get(f"{_W}val")
                 for one in etree.fromstring(archive.read("word/styles.xml")).iter(f"{_W}style")}
        notes = {one.get(f"{_W}id"): _printed(one) for one in etree.fromstring(archive.read("word/footnotes.xml")).iter(f"{_W}footnote")}
    cover, rest = _parted(body)
    used = (notes[one.get(f"{_W}id")] for one in body.iter(f"{_W}footnoteReference"))
    alts = (one.get("descr", "") for one in body.iter(_DESCRIBED))
    return _reading("".join(map(_printed, cover)), _docx_pieces(rest, names), used, alts)


def _parted(body: etree._Element) -> tuple[list[etree._Element], list[etree._Element]]:
    """What stands on the cover, and the rest: the statement's title and the first section mark end the cover."""
    elements = [*body]
    end = next(n for n, one in enumerate(elements) if one.find(f"./{_W}pPr/{_W}sectPr") is not None
               or one.find(f"./{_W}pPr/{_W}pageBreakBefore") is not None)
    return elements[:end], elements[end:]


def _docx_pieces(elements: list[etree._Element], names: Mapping[str, str]) -> Iterator[Piece]:
    for element in elements:
        if element.tag == f"{_W}tbl":
            yield from (Piece("cell", _printed(cell)) for cell in element.iter(f"{_W}tc") if not _covered(cell))
        elif element.tag == f"{_W}p":
            style = names[element.find(f"{_W}pPr/{_W}pStyle").get(f"{_W}val")]
            if not _LISTS.search(style):
                kind = "heading" if _HEADINGS.match(style) else "caption" if style in _CAPTIONS else "line" if style in _LINES else "text"
                yield Piece(kind, _printed(element))


def _covered(cell: etree._Element) -> bool:
    merged = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merged is not None and merged.get(f"{_W}val") != "restart"


def _printed(element: etree._Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{_W}t"))


# ── web page ───────────────────────────────────────────────────────────────

_ASIDE = "ancestor-or-self::*[@data-extra or self::nav or self::svg or self::script or self::style or @role='doc-noteref' or @role='doc-backlink']"
_QUIET = frozenset({"note", "unit", "subtitle", "by", "sign"})
_KINDS = {**dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"), "figcaption": "caption", "p": "text", "li": "text",
          "th": "cell", "td": "cell", "blockquote": "text"}


def web(data: bytes) -> Reading:
    """A web page: what stands between the cover and the endnotes, without what only the page has."""
    page = html.document_fromstring(data.decode())
    cover = page.xpath("//header[contains(@class, 'cover')]")[0]
    ends = page.xpath("//section[@role='doc-endnotes']")
    notes = ("".join(_said(one)) for end in ends for one in end.iter("li"))
    alts = (one.get("alt", "") if one.tag == "img" else one.findtext("{*}desc") or "" for one in page.xpath("//img | //*[local-name()='svg']"))
    return _reading("".join(_said(cover)), _web_pieces(page, {cover, *ends}), notes, alts)


def _web_pieces(page: html.HtmlElement, skipped: set[html.HtmlElement]) -> Iterator[Piece]:
    for element in page.iter(*_KINDS):
        if element.xpath(_ASIDE) or skipped.intersection(element.iterancestors()) or any(one.tag in _KINDS for one in element.iterdescendants()):
            continue
        kind = "line" if _QUIET & set((element.get("class") or "").split()) else _KINDS[element.tag]
        yield Piece(kind, "".join(_said(element)))


def _said(element: html.HtmlElement) -> Iterator[str]:
    """Its texts but those of elements that stand aside."""
    return (text for text in element.xpath(".//text()") if not text.getparent().xpath(_ASIDE) or text.is_tail and not text.getparent().getparent().xpath(_ASIDE))


# ── PDF ────────────────────────────────────────────────────────────────────

_RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_CHAR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_TAGS = {**{f"/H{n}": "heading" for n in range(1, 7)}, "/P": "text", "/LBody": "text", "/BlockQuote": "text", "/Caption": "caption", "/TH": "cell",
         "/TD": "cell", "/Span": "line", "/Title": "line"}


class _Pdf:
    """A tagged PDF. Each leaf of the structure is a marked stretch of a page; its text is told by the fonts' own tables."""

    def __init__(self, data: bytes) -> None:
        self.file = pikepdf.open(BytesIO(data))
        self.marked = {page.obj.objgen: _stretches(page) for page in self.file.pages}
        self.notes: list[str] = []
        self.alts: list[str] = []

    def pieces(self) -> Iterator[Piece]:
        return self._pieces(self.file.Root.StructTreeRoot.K, None)

    def _pieces(self, node: object, page: object) -> Iterator[Piece]:
        if isinstance(node, pikepdf.Array):
            for one in node:
                yield from self._pieces(one, page)
            return
        if not isinstance(node, pikepdf.Dictionary) or (tag := str(node.get("/S"))) == "/TOC":
            return
        page = node.Pg.objgen if "/Pg" in node else page
        if tag in ("/Figure", "/Formula"):
            self.alts.append(str(node.get("/Alt", "")))
        elif tag in _TAGS:
            yield Piece(_TAGS[tag], "".join(self._said(node.get("/K"), page)))
        elif tag != "/Lbl":
            yield from self._pieces(node.get("/K", pikepdf.Array()), page)

    def _said(self, node: object, page: object) -> Iterator[str]:
        """The text of a piece; its footnotes go to `notes`, labels are left out."""
        if isinstance(node, pikepdf.Array):
            for one in node:
                yield from self._said(one, page)
        elif isinstance(node, pikepdf.Dictionary):
            page = node.Pg.objgen if "/Pg" in node else page
            if "/MCID" in node:
                yield self.marked[page].get(int(node.MCID), "")
            elif node.get("/S") == "/Note":
                self.notes.append("".join(self._said(node.K, page)))
            elif node.get("/S") is not None and node.get("/S") != "/Lbl":
                yield from self._said(node.get("/K"), page)
        elif node is not None:
            yield self.marked[page].get(int(node), "")


def _stretches(page: pikepdf.Page) -> dict[int, str]:
    """The marked stretches of a page by their number; what is not marked, or is marked as no content, has none."""
    tables: dict[str, Mapping[int, str]] = {}
    texts: dict[int, str] = {}
    marks: list[int | None] = []
    table: Mapping[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                marks.append(_number(operands))
            case "EMC":
                marks.pop()
            case "Tf":
                name = str(operands[0])
                table = tables.setdefault(name, _characters(page.Resources.Font[name].ToUnicode.read_bytes().decode("latin-1")))
            case "Tj" | "TJ":
                mark = next((mark for mark in reversed(marks) if mark is not None), None)
                if mark is not None:
                    texts[mark] = texts.get(mark, "") + "".join(_decoded(operands, table))
    return texts


def _number(operands: list[object]) -> int | None:
    about = operands[1] if len(operands) > 1 else None
    return int(about.MCID) if isinstance(about, pikepdf.Dictionary) and "/MCID" in about else None


def _characters(table: str) -> dict[int, str]:
    """What each glyph of a font stands for."""
    known: dict[int, str] = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        known |= {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in _CHAR.findall(part)}
    for part in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, text in _RANGE.findall(part):
            known |= {code: chr(int(text, 16) + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)}
    return known


def _decoded(operands: list[object], table: Mapping[int, str]) -> Iterator[str]:
    for one in operands[0] if isinstance(operands[0], pikepdf.Array) else operands:
        if isinstance(one, pikepdf.String):
            data = bytes(one)
            yield from (table.get(int.from_bytes(data[n:n + 2], "big"), "\ufffd") for n in range(0, len(data), 2))


def pdf(data: bytes) -> Reading:
    """A tagged PDF: its structure from the first heading on; before it stands the cover."""
    file = _Pdf(data)
    pieces = [*file.pieces()]
    first = next(n for n, piece in enumerate(pieces) if piece.kind == "heading")
    lists = {"目录", "图目录", "表目录", "案例目录"}
    rest = (piece for piece in pieces[first:] if not (piece.kind == "heading" and tight(piece.text) in lists))
    return _reading("".join(piece.text for piece in pieces[:first]), rest, iter(file.notes), iter(file.alts))


READERS: Mapping[str, Callable[[bytes], Reading]] = {"docx": docx, "pdf": pdf, "html": web}
