"""An HTML page as pieces: headings, paragraphs, table cells; scripts and styles aside."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree, html as lxml_html
from lxml.etree import _Element as Element

from reportgen.core.errors import Unreadable
from reportgen.core.place import Place
from reportgen.core.reading import Extract, Piece, Spot
from reportgen.reading.extract.outline import Outline, heading_level, is_caption
from reportgen.reading.extract.plain import decoded
from reportgen.reading.extract.tables import Cell, contexts

MAX_BYTES = 60 * 1024 * 1024
_SKIPPED = frozenset(("script", "style", "nav", "template", "noscript", "head", "svg", "math", "canvas", "object", "iframe", "select", "button"))
_BLOCKS = frozenset(("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "caption", "figcaption", "blockquote", "pre", "dt", "dd", "section",
                     "article", "main", "header", "footer", "nav", "aside", "figure", "ul", "ol", "dl", "body", "details", "summary", "td", "th", "form",
                     "fieldset", "address", "hr", "dialog"))
_DEPTH = re.compile(r"(?:^|\s)(?:i|indent|level|lv)-?(\d)(?:\s|$)")
_PADDED = re.compile(r"(?:padding-left|text-indent)\s*:\s*(\d{1,3}(?:\.\d+)?)em")
_BLANK = re.compile(r"[ \t\r\n\f]+")


def html(name: str, data: bytes) -> Extract:
    """The document. Raises: Unreadable if it is too large or holds nothing."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"网页超过 {MAX_BYTES >> 20} MB，不读取", at=Place(name), hint="拆分后再试")
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        root = lxml_html.document_fromstring(decoded(name, data).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Unreadable("网页里没有可读的文字", at=Place(name), hint="检查文件是否完整") from None
    return Page(root).extract()


class Page:
    """One page being read."""

    def __init__(self, root: Element) -> None:
        self.root = root
        title = root.findtext(".//title") or ""
        self.outline = Outline(_BLANK.sub(" ", title).strip())
        self.found: list[Piece] = []
        self.tables = 0
        self.pictures = sum(1 for _ in root.iter("img", "svg", "canvas"))

    def extract(self) -> Extract:
        body = self.root.find(".//body")
        self._block(body if body is not None else self.root)
        unread = (f"图片和图形{self.pictures}处未读",) if self.pictures else ()
        return Extract("html", self.outline.title, tuple(self.found), unread)

    def _block(self, element: Element) -> None:
        """The element's own text in pieces, its blocks in order."""
        text: list[str] = [element.text or ""]
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _SKIPPED or _hidden(child) or _note_mark(child):
                self._described(child)
                text.append(child.tail or "")
            elif child.tag == "table":
                self._flush(text, element)
                self._table(child)
                text = [child.tail or ""]
            elif child.tag in _BLOCKS or child.tag == "br" or _has_blocks(child):
                self._flush(text, element)
                if child.tag != "br":
                    self._block(child)
                text = [child.tail or ""]
            else:
                self._described(child)
                text += [_inline(child), child.tail or ""]
        self._flush(text, element)

    def _described(self, element: Element) -> None:
        """What is said of the pictures in it; it states no figure by itself, so nothing is called wrong by it."""
        for one in () if not isinstance(element.tag, str) or _hidden(element) else element.iter("svg", "img"):
            text = (one.get("alt") or one.findtext("{*}desc") or one.findtext("desc") or one.get("aria-label") or "").strip()
            if text:
                self.found.append(Piece(text, Spot("alt", lines=((0, one.sourceline or 1, 1),)), replace(self.outline.over(), loose=True)))

    def _flush(self, parts: list[str], element: Element) -> None:
        text = _BLANK.sub(" ", "".join(parts)).strip()
        if not text:
            return
        level = int(element.tag[1]) if re.fullmatch("h[1-6]", str(element.tag)) else heading_level(text) if element.tag in ("p", "div") else None
        kind = "heading" if level else "caption" if element.tag in ("caption", "figcaption") or is_caption(text) else "body"
        self.found.append(Piece(text, Spot(kind, lines=((0, element.sourceline or 1, 1),)), self.outline.over()))
        if level:
            self.outline.heading(level, text)
        else:
            self.outline.paragraph(text)

    def _table(self, table: Element) -> None:
        caption = table.find("caption")
        if caption is not None:
            self._flush([_inline(caption)], caption)
        around = self.outline.over_table()
        number, self.tables = self.tables, self.tables + 1
        for cell, context in contexts(list(_cells(table)), around):
            text = cell.text.strip()
            if text:
                self.found.append(Piece(text, Spot("cell", table=number, row=cell.row, column=cell.column, lines=((0, table.sourceline or 1, 1),)), context))
        self.outline.close_table()


def _hidden(element: Element) -> bool:
    """Whether it is no text of the document: not shown, or beside it (data-extra: what a report's page adds to the report)."""
    style = (element.get("style") or "").replace(" ", "")
    return any(element.get(name) is not None for name in ("hidden", "data-extra")) or "display:none" in style or element.get("aria-hidden") == "true"


def _note_mark(element: Element) -> bool:
    """Whether it is the mark of a footnote: a raised link to a place of the same page."""
    links = list(element.iter("a")) if element.tag in ("a", "sup") else []
    return any(one.get("role") == "doc-noteref" or (element.tag == "sup" and (one.get("href") or "").startswith("#")) for one in links)


def _has_blocks(element: Element) -> bool:
    return any(isinstance(one.tag, str) and one.tag in _BLOCKS for one in element.iterdescendants())


def _inline(element: Element) -> str:
    """The text inside, breaks as blanks, what is skipped left out."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED and not _hidden(child) and not _note_mark(child):
            parts.append(" " if child.tag == "br" else _inline(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _indent(cell: Element) -> int:
    """How deep a cell is set in, by its class (indent-1) or its padding."""
    named = _DEPTH.search(cell.get("class") or "")
    padded = _PADDED.search(cell.get("style") or "")
    return int(named[1]) if named else int(float(padded[1])) if padded else 0


def _cells(table: Element) -> Iterator[Cell]:
    taken: set[tuple[int, int]] = set()
    rows = [row for row in table.iter("tr") if next((one for one in row.iterancestors("table")), None) is table]
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while (number, column) in taken:
                column += 1
            high, wide = (min(int(value), 1000) if (value := cell.get(name, "1")).isdigit() and int(value) else 1 for name in ("rowspan", "colspan"))
            taken |= {(number + down, column + right) for down in range(high) for right in range(wide)}
            head = cell.tag == "th" and (cell.get("scope") or "col") != "row" and all(other.tag == "th" for other in row if other.tag in ("td", "th"))
            yield Cell(_BLANK.sub(" ", _inline(cell)).strip(), number, column, high, wide, head, _indent(cell))
            column += wide


