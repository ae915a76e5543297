"""A Word file as pieces: body, tables, text boxes, notes, comments, headers, chart caches, descriptions of pictures."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml.etree import _Element as Element

from reportgen.core.reading import Context, Extract, Piece, Spot
from reportgen.reading.extract.charts import chart_pieces
from reportgen.reading.extract.outline import Outline, heading_level, is_caption
from reportgen.reading.extract.package import Package, open_word
from reportgen.reading.extract.runs import MC, W, words
from reportgen.reading.extract.tables import Cell, contexts, under_value

_BODY = "word/document.xml"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CHART = f"{_C}chart"
_DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LISTING = re.compile(r"(?:toc|目录) ?\d|table of figures|图表目录")
_NOTES = (("footnotes", f"{W}footnote", "note"), ("endnotes", f"{W}endnote", "note"), ("comments", f"{W}comment", "comment"))


def word(name: str, data: bytes) -> Extract:
    """The document. Raises: Unreadable."""
    return Reader(open_word(name, data)).extract()


class Reader:
    """One Word file being read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.levels = _style_levels(package)
        self.listing = _listing_styles(package)
        self.outline = Outline()
        self.pieces: list[Piece] = []
        self.pictures = 0
        self.unread: dict[str, int] = {}

    def extract(self) -> Extract:
        root = self.package.tree(_BODY)
        body = root.find(f"{W}body") if root is not None else None
        self._numbered(root)
        if body is not None:
            self.outline.title = next((text for paragraph in body.iter(f"{W}p") if (text := words(paragraph).text.strip())), "")
            self._blocks(body, _BODY, direct=True)
        for part, tag, kind in _NOTES:
            self._notes(part, tag, kind)
        for kind in ("header", "footer"):
            for part in sorted(set(self.package.related(_BODY, kind).values())):
                self._part(part, "running")
        self.pieces += chart_pieces(self.package)
        return Extract("docx", self.outline.title, tuple(self.pieces), tuple(self._unread()))

    def _numbered(self, root: Element | None) -> None:
        """Every paragraph's number in its part."""
        self.numbers = {paragraph: n for n, paragraph in enumerate(root.iter(f"{W}p"))} if root is not None else {}

    def _blocks(self, container: Element, part: str, *, direct: bool = False) -> None:
        paragraph = table = -1
        for child in container:
            if child.tag == f"{W}p":
                paragraph += 1
                self._paragraph(child, Spot("body", part, self.numbers[child], paragraph if direct else None))
            elif child.tag == f"{W}tbl":
                table += 1
                self._table(child, part, table if direct else None)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"):
                self._blocks(child, part)
            elif child.tag == f"{W}altChunk":
                self._skip("嵌入的外部文档")

    def _paragraph(self, paragraph: Element, spot: Spot) -> None:
        found = words(paragraph)
        if _style(paragraph) in self.listing:
            self._add(found.text, replace(spot, kind="contents"), Context(self.outline.title), found.unspoken, found.original)
            return
        level = self._level(paragraph, found.text)
        kind = "heading" if level else "caption" if is_caption(found.text) else spot.kind
        if found.text.strip():
            self._add(found.text, replace(spot, kind=kind), self.outline.over(), found.unspoken, found.original)
        if level:
            self.outline.heading(level, found.text)
        else:
            self.outline.paragraph(found.text)
        self._inside(paragraph, spot)

    def _add(self, text: str, spot: Spot, context: Context, unspoken: tuple[int, ...] = (), original: str | None = None) -> None:
        self.pieces.append(Piece(text, spot, context, unspoken))
        if original is not None and original.strip():
            self.pieces.append(Piece(original, spot, context, original=True))

    def _inside(self, paragraph: Element, spot: Spot) -> None:
        """What hangs on a paragraph: text boxes, pictures, formulas, embedded objects."""
        for box in paragraph.iter(f"{W}txbxContent"):
            if not any(parent.tag == f"{MC}Fallback" or parent.tag == f"{W}txbxContent" for parent in box.iterancestors()):
                for inner in box.iter(f"{W}p"):
                    found = words(inner)
                    if found.text.strip():
                        self._add(found.text, Spot("box", spot.part, self.numbers.get(inner)), self.outline.over(), found.unspoken, found.original)
        for element in paragraph.iter():
            tag = str(element.tag)
            if tag.endswith("}blip") and not any(parent.tag == f"{MC}Fallback" for parent in element.iterancestors()):
                self._skip("图片（其中的文字和数字）")
            elif tag == _DESCRIBED and _HAN.search(element.get("descr", "")) and not any(parent.tag == f"{MC}Fallback" for parent in element.iterancestors()):
                self._add(element.get("descr", ""), Spot("alt", spot.part), replace(self.outline.over(), loose=True))
            elif tag.endswith("}oMath"):
                self._skip("公式")
            elif tag.endswith("}OLEObject"):
                self._skip("嵌入对象")
            elif tag.endswith("}relIds") and "diagram" in tag:
                self._skip("SmartArt 图示")
            elif tag.endswith("/chartex}chart"):
                self._skip("新式图表（瀑布图、旭日图等）")

    def _table(self, table: Element, part: str, number: int | None) -> None:
        around = self.outline.over_table()
        cells = list(_cells(table))
        texts = {id(cell): ["".join(words(p).text for p in paragraphs), paragraphs] for cell, paragraphs in cells}
        for cell, context in contexts([cell for cell, _ in cells], around):
            named = under_value([words(paragraph).text for paragraph in texts[id(cell)][1]])
            for paragraph in texts[id(cell)][1]:
                found = words(paragraph)
                if found.text.strip():
                    spot = Spot("cell", part, self.numbers.get(paragraph), None, number, cell.row, cell.column)
                    self._add(found.text, spot, replace(context, row=(named,)) if named and found.text != named else context, found.unspoken, found.original)
                self._inside(paragraph, Spot("cell", part))
        for inner in table.iterfind(f"{W}tr/{W}tc/{W}tbl"):
            self._table(inner, part, None)
        self.outline.close_table()

    def _level(self, paragraph: Element, text: str) -> int | None:
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if own is not None and (value := own.get(f"{W}val", "9")).isdigit() and int(value) < 9:
            return int(value) + 1
        level = self.levels.get(_style(paragraph))
        return level if level is not None and text.strip() else heading_level(text)

    def _notes(self, part: str, tag: str, kind: str) -> None:
        root = self.package.tree(f"word/{part}.xml")
        if root is None:
            return
        self._numbered(root)
        for note in root.iter(tag):
            if note.get(f"{W}type") in (None, "normal"):
                self._texts(note, f"word/{part}.xml", kind)

    def _part(self, part: str, kind: str) -> None:
        root = self.package.tree(part)
        if root is not None:
            self._numbered(root)
            self._texts(root, part, kind)

    def _texts(self, element: Element, part: str, kind: str) -> None:
        for paragraph in element.iter(f"{W}p"):
            found = words(paragraph)
            if found.text.strip():
                self._add(found.text, Spot(kind, part, self.numbers[paragraph]), Context(self.outline.title), found.unspoken, found.original)

    def _skip(self, what: str) -> None:
        self.unread[what] = self.unread.get(what, 0) + 1

    def _unread(self) -> Iterator[str]:
        for what, count in self.unread.items():
            yield f"{what}{count}处未读"


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""


def _listing_styles(package: Package) -> frozenset[str]:
    """The styles of entries in a table of contents or a list of figures."""
    root = package.tree("word/styles.xml")
    named = {one.get(f"{W}styleId", ""): one.find(f"{W}name") for one in (root.iter(f"{W}style") if root is not None else ())}
    return frozenset(id for id, name in named.items() if name is not None and _LISTING.match(name.get(f"{W}val", "").lower()))


def _style_levels(package: Package) -> dict[str, int]:
    """Style id → heading level, by the style's outline level or its name, through what it is based on."""
    root = package.tree("word/styles.xml")
    if root is None:
        return {}
    styles = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}

    def level(id: str, depth: int = 0) -> int | None:
        style = styles.get(id)
        if style is None or depth > 10:
            return None
        name = (style.find(f"{W}name").get(f"{W}val", "") if style.find(f"{W}name") is not None else "").lower()
        if name.startswith(("heading ", "标题 ")) and name[-1:].isdigit():
            return int(name[-1])
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None and outline.get(f"{W}val", "").isdigit():
            return int(outline.get(f"{W}val")) + 1 if int(outline.get(f"{W}val")) < 9 else None
        base = style.find(f"{W}basedOn")
        return level(base.get(f"{W}val", ""), depth + 1) if base is not None else None
    return {id: found for id in styles if (found := level(id)) is not None}


def _cells(table: Element) -> Iterator[tuple[Cell, list[Element]]]:
    """The cells of a table at their grid places, spans honest; and their paragraphs."""
    grown: dict[int, tuple[Cell, list[Element], int]] = {}
    for row, line in enumerate(_rows(table)):
        head = line.find(f"{W}trPr/{W}tblHeader") is not None
        before = line.find(f"{W}trPr/{W}gridBefore")
        column = int(before.get(f"{W}val", "0")) if before is not None else 0
        for cell in _row_cells(line):
            properties = cell.find(f"{W}tcPr")
            span = properties.find(f"{W}gridSpan") if properties is not None else None
            width = int(span.get(f"{W}val", "1")) if span is not None else 1
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            if merge is not None and merge.get(f"{W}val") != "restart" and column in grown:
                first, paragraphs, _ = grown[column]
                grown[column] = (first, paragraphs, row - first.row + 1)
            else:
                if column in grown:
                    yield _grown(*grown.pop(column))
                paragraphs = [one for one in cell.iter(f"{W}p") if _home(one) is cell]
                made = Cell("".join(words(one).text for one in paragraphs), row, column, 1, width, head, _indent(paragraphs))
                grown[column] = (made, paragraphs, 1)
            column += width
    for first, paragraphs, height in grown.values():
        yield _grown(first, paragraphs, height)


def _indent(paragraphs: list[Element]) -> int:
    """How many characters the first paragraph is set in."""
    found = paragraphs[0].find(f"{W}pPr/{W}ind") if paragraphs else None
    if found is None:
        return 0
    for name, unit in (("leftChars", 100), ("firstLineChars", 100), ("left", 200), ("start", 200), ("firstLine", 200)):
        value = found.get(f"{W}{name}", "")
        if value.isdigit() and int(value) >= unit // 2:
            return max(1, int(value) // unit)
    return 0


def _grown(cell: Cell, paragraphs: list[Element], height: int) -> tuple[Cell, list[Element]]:
    return replace(cell, rows=height), paragraphs


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _rows(child)


def _row_cells(line: Element) -> Iterator[Element]:
    for child in line:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _row_cells(child)


def _home(paragraph: Element) -> Element | None:
    """The cell a paragraph is in, text boxes and nested tables aside."""
    for parent in paragraph.iterancestors():
        if parent.tag == f"{W}txbxContent":
            return None
        if parent.tag == f"{W}tc":
            return parent
    return None
