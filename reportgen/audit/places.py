"""Where a figure stands, as people look for it: a paragraph, a table cell, a page, a line."""

from reportgen.core.audited import spoken
from reportgen.core.place import Place
from reportgen.core.reading import Extract, Piece, Spot

_KINDS = {"note": "脚注", "box": "文本框", "comment": "批注", "running": "页眉页脚", "chart": "图表", "alt": "图片说明"}


def place(file: str, document: Extract, piece: Piece, start: int, end: int) -> Place:
    """The place of piece.text[start:end]; start and end count the file's own characters."""
    spot = piece.spot
    start, end = spoken(piece, start), spoken(piece, end)
    if document.format in ("markdown", "text") and spot.lines:
        line, column = _line(spot, start)
        return Place(file, line, column, start=column - 1, end=column - 1 + end - start)
    if spot.kind == "cell" and spot.table is not None and spot.row is not None and spot.column is not None:
        return Place(file, sheet=f"表{spot.table + 1}", cell=f"{_letters(spot.column)}{spot.row + 1}", start=start, end=end)
    if spot.page is not None:
        return Place(file, sheet=f"第{spot.page}页", start=start, end=end)
    if spot.paragraph is not None:
        return Place(file, paragraph=spot.paragraph, start=start, end=end)
    if spot.lines:
        return Place(file, spot.lines[0][1], start=start, end=end)
    return Place(file, sheet=_KINDS.get(spot.kind, "正文"), start=start, end=end)


def _line(spot: Spot, offset: int) -> tuple[int, int]:
    """Line and column, 1-based, of an offset."""
    begin, line, column = max((known for known in spot.lines if known[0] <= offset), default=spot.lines[0])
    return line, column + offset - begin


def _letters(number: int) -> str:
    """A column as a workbook names it: 0 → A, 27 → AB."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
