"""Heights of a workbook's rows: not every program finds out by itself how many lines a wrapped cell takes."""

import unicodedata
from collections.abc import Iterable


def row_height(cells: Iterable[str], widths: Iterable[int], *, line: int = 14) -> int:
    """Points that a row needs for wrapped texts in columns of those widths. line: points of one line.

    >>> row_height(["一二三四五", "x"], [6, 6])
    28
    """
    return line * max(_lines(text, width) for text, width in zip(cells, widths, strict=True))


def _lines(text: str, width: int) -> int:
    """How many lines a text takes; a Chinese character is two wide."""
    return sum(max(1, -(-sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line) // max(1, width - 1)))
               for line in text.split("\n"))
