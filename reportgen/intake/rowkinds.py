"""What a row below a header is: data, or a 合计, a remark, the header again, the numbers of the columns, nothing."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile

from reportgen.core.intake import Way
from reportgen.intake.canon import halfwidth, trimmed
from reportgen.intake.sheets import Cell

_TOTAL = re.compile(r"(?:全校|本表|本页)?(?:合计|总计|共计)[:：]?\Z")
_SUBTOTAL = re.compile(r".{0,12}(?:小计|累计)[:：]?\Z")
_REMARK = re.compile(r"(?:[注※*]|备注|说明|填[表报]|制表|审核|复核|单位负责人|负责人签|联系[人电])")
_LEADS = frozenset("合总共全本小累注备说填制审复单负联※* \u3000\xa0\t\n")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LEAST_NUMBERED = 3  # columns: fewer could be data
BLANK = "blank"


def row_kinds(head: Sequence[Sequence[Cell]], used: Sequence[int], label: int, *,
              above: Sequence[Sequence[Cell]] = ()) -> Callable[[Sequence[Cell]], Way | str]:
    """A function that says of one row after another why it is no data: a `Way`, or `BLANK`; "" for data.

    head: the rows of the header; above: those above it, a title that a page break may repeat with the header. used: the columns that are read, in order. label: the one where the contract has 合计 stand.
    """
    first, labels = used[0], {used[0], label}
    titles = {row[first] for row in (*above, *head)}
    headings = {texts for row in (*above, *head) if any(texts := _texts(row, used))}
    begun = noted = False

    def kind(row: Sequence[Cell]) -> Way | str:
        nonlocal begun, noted
        cell = row[first]
        if begun and not noted and cell != "" and cell not in titles and not _leads(cell) and not _leads(row[0]) and not _leads(row[label]):
            return ""
        again = _texts(row, used) in headings or (cell == head[0][first] != "" and not any(isinstance(one, float) for one in row))
        found = Way.REPEATED_HEADER if again else _kind(row, used, labels, noted=noted)
        if not begun and not found and _numbered(row):
            return Way.COLUMN_NUMBERS
        begun = begun or not found
        noted = found is Way.REMARK or (noted and found == BLANK)
        return found
    return kind


def _leads(cell: Cell) -> bool:
    """Whether it may begin a 合计 row or a remark."""
    return isinstance(cell, str) and cell != "" and cell[0] in _LEADS


def _texts(row: Sequence[Cell], used: Sequence[int]) -> tuple[str, ...]:
    return tuple(trimmed(row[column]) for column in used)


def _kind(row: Sequence[Cell], used: Sequence[int], labels: Iterable[int], *, noted: bool) -> Way | str:
    """noted: a remark stands above, whose further lines may follow."""
    filled = [text for text in map(trimmed, (cell for cell in row if cell != "")) if text]
    if not filled or not any(_texts(row, used)):
        return BLANK
    heads = [text.replace(" ", "") for text in (filled[0], *(trimmed(row[label]) for label in labels))]
    if any(map(_TOTAL.match, heads)):
        return Way.TOTAL
    if any(map(_SUBTOTAL.match, heads)):
        return Way.SUBTOTAL
    lone = len(filled) == 1 and ((noted and len(used) > 1) or (len(used) > 3 and re.search("[，。；：:]", heads[0])))
    return Way.REMARK if lone or (len(filled) <= max(1, len(used) // 2) and _REMARK.match(heads[0])) else ""


def _numbered(row: Sequence[Cell]) -> bool:
    """Whether it only numbers the columns: 1 2 3 …, or 甲 乙 1 2 …"""
    marks = [halfwidth(trimmed(cell)).strip("() ") for cell in row if trimmed(cell)]
    stems = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(marks, _STEMS, strict=False)))
    return len(marks) >= _LEAST_NUMBERED and marks[stems:] == [str(number) for number in range(1, len(marks) - stems + 1)]
