"""Tables as grids of cells: which rows are heads, and what stands over and beside each cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.core.reading import Context
from reportgen.reading.extract.outline import UNIT_LINE

_NUMBER = re.compile(r"^[\s约近超逾≥≤<>＜＞(（]*[-+－−–]?[\d０-９][\d０-９,，.．\s]*(?:万|亿)?\s*[^\d\s]{0,6}[)）]?$|^\s*\d+(?:\.\d+)?\s*[∶:：]\s*\d+(?:\.\d+)?\s*$|^[—–\-/无×]*$")
_BRACKET_UNIT = re.compile(r"[（(]\s*(?:单位[：:])?\s*(?P<unit>[^（）()\d]{1,8}?)\s*[)）]\s*$|[/／](?P<slash>人|万元|元|个|项|门|%|人次)$")
_UNIT_HEADS = frozenset(("单位", "计量单位"))
UNITS = frozenset("人 人次 个 项 门 家 所 元 万元 亿元 % ‰ 平方米 ㎡ 册 万册 台 学时 课时 学分 人日 本 种 张 份 篇 件 亩 Mbps 元/生 平方米/生 册/生 台/百生 ：1 ∶1".split())
_SUBORDINATE = re.compile(r"^(?:[\s\u3000]+|其中[：:]|[-—–·]|（\d+）|\(\d+\)|[①-⑳])")
_YEARISH = re.compile(r"^\s*(?:(?:19|20)\d{2}\s*(?:年度|学年|年|届)?(?:\d{1,2}月(?:\d{1,2}日)?)?(?:\s*[-—–~～]\s*(?:19|20)?\d{2}\s*(?:学年|年度|年)?)?|上年|本年|上一年度?|本年度|上年度|去年|今年|上学年|本学年)\s*$")
_COUNTS = ("人次", "人日", "学时", "课时", "人数")
_SERIAL = frozenset(("序号", "编号", "No", "No."))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its grid place. rows, columns: how many it spans. head: marked as such by the file. indent: how deep its text is set in."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False
    indent: int = 0


def contexts(cells: Sequence[Cell], around: Context) -> Iterator[tuple[Cell, Context]]:
    """Each cell but running numbers, with its heads; those of a head row or head column come with the table's own context."""
    grid = {(row, column): cell for cell in cells for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)}
    depth = _head_depth(cells, grid)
    width = 1 + max((column for _, column in grid), default=-1)
    unit_column = next((column for column in range(width) for row in range(depth)
                        if (row, column) in grid and grid[row, column].text.strip() in _UNIT_HEADS), None)
    above: list[tuple[int, str]] = []
    previous = ""
    for cell in sorted(cells, key=lambda one: (one.row, one.column)):
        if cell.row >= depth and _head_of(grid, depth, cell.column) in _SERIAL and is_value(cell.text):
            continue
        over = _over(grid, cell, depth)
        beside = _beside(grid, cell, unit_column, depth, width)
        if cell.row < depth or not is_value(cell.text) or (cell.column == 0 and width > 1 and depth):
            if cell.row >= depth and cell.text.strip() and (cell.column == 0 or _head_of(grid, depth, 0) in _SERIAL and cell.column == 1):
                rank = _rank(cell) + (cell.column == 1 and not grid[cell.row, 0].text.strip())  # without a running number: part of the row above
                previous = above[-1][1] if above else ""
                above = [*(one for one in above if one[0] < rank), (rank, _plain(cell.text))]
            yield cell, _told_of(grid, cell, depth, around)
            continue
        row = (*(text for _, text in above[:-1]), *beside)
        unit = _unit(grid, cell, over, beside, unit_column) or around.unit
        yield cell, replace(around, row=row, column=over, unit=unit, before=previous)


def _told_of(grid: dict[tuple[int, int], Cell], cell: Cell, depth: int, around: Context) -> Context:
    """What stands over words in a cell: the table's heading, and below the head rows the name of the row, on its left."""
    left = (grid[cell.row, column] for column in range(cell.column) if cell.row >= depth and (cell.row, column) in grid)
    name = next((_plain(other.text) for other in left if other.text.strip() and not is_value(other.text)), "")
    return replace(around, headings=(*around.headings, name)) if name else around


def is_value(text: str) -> bool:
    """Whether a cell holds a number, with or without a unit, or a dash for none."""
    return bool(_NUMBER.match(text.strip())) and bool(text.strip())


def under_value(lines: Sequence[str]) -> str:
    """The name under the number with which a cell begins, as on a card; "" if the cell is none.

    >>> under_value(["97.07%", "毕业去向落实率", "比上年提高1.15个百分点"]), under_value(["毕业去向落实率", "97.07%"])
    ('毕业去向落实率', '')
    """
    said = [line.strip() for line in lines if line.strip()]
    return said[1] if len(said) > 1 and is_value(said[0]) and not re.search(r"\d", said[1]) else ""


def is_yearish(text: str) -> bool:
    """Whether a head says a year: 2024年, 2023—2024学年, 上年."""
    return bool(_YEARISH.match(text))


def _head_depth(cells: Sequence[Cell], grid: dict[tuple[int, int], Cell]) -> int:
    """How many rows on top are heads: those marked, else those before the first row with a number that is no year."""
    marked = 1 + max((cell.row + cell.rows - 1 for cell in cells if cell.head), default=-1)
    if marked > 0:
        return marked
    height = 1 + max((row for row, _ in grid), default=-1)
    for row in range(height):
        here = {id(cell): cell for (at, _), cell in grid.items() if at == row}.values()
        if any(is_value(cell.text) and re.search(r"\d", cell.text) and not _YEARISH.match(cell.text) for cell in here):
            return max(row, 1) if height > 1 and row > 0 else 0
    return 1


def _over(grid: dict[tuple[int, int], Cell], cell: Cell, depth: int) -> tuple[str, ...]:
    """The column heads, from the outermost."""
    heads = [grid[row, cell.column].text.strip() for row in range(depth) if (row, cell.column) in grid]
    return tuple(dict.fromkeys(head for head in heads if head))


def _beside(grid: dict[tuple[int, int], Cell], cell: Cell, unit_column: int | None, depth: int, width: int) -> tuple[str, ...]:
    """The texts to the left that name the row, up to another number; where there are none, those to the right."""
    def texts(columns: range) -> list[str]:
        found: list[str] = []
        for column in columns:
            other = grid.get((cell.row, column))
            if other is None or column == unit_column or not other.text.strip():
                continue
            if is_value(other.text):
                if found:
                    break
            elif _head_of(grid, depth, column) not in _SERIAL:
                found.append(_plain(other.text))
        return found
    named = texts(range(cell.column - 1, -1, -1))[::-1] or ([] if depth else texts(range(cell.column + cell.columns, width)))
    return tuple(dict.fromkeys(named))


def _head_of(grid: dict[tuple[int, int], Cell], depth: int, column: int) -> str:
    return grid[depth - 1, column].text.strip() if depth and (depth - 1, column) in grid else ""


def _plain(text: str) -> str:
    return re.sub(r"^(?:其中[：:]?|\d+[.．、]\s*)", "", text.strip(" \u3000-—·"))


def _rank(cell: Cell) -> int:
    """How deep a row's name stands: 其中, blanks or an indent make it part of the one above."""
    blanks = len(cell.text) - len(cell.text.lstrip(" \u3000"))
    return 2 * bool(_SUBORDINATE.match(cell.text)) + blanks + cell.indent


def _unit(grid: dict[tuple[int, int], Cell], cell: Cell, over: tuple[str, ...], beside: tuple[str, ...], unit_column: int | None) -> str:
    """The unit that the column's head gives, the row's unit column, a head's bracket or a head itself."""
    ending = next((unit for unit in _COUNTS if over and over[-1].endswith(unit)), "")
    if ending:
        return "人" if ending == "人数" else ending
    if unit_column is not None and (own := grid.get((cell.row, unit_column))) and own is not cell and own.text.strip() and not is_value(own.text):
        return own.text.strip()
    return next((unit for head in (*reversed(over), *reversed(beside)) if (unit := head_unit(head))), "")


def head_unit(head: str) -> str:
    """The unit that a head gives: 金额（万元）, 学时; "" if none."""
    found = _BRACKET_UNIT.search(head)
    if found and (found["unit"] or found["slash"]) in UNITS:
        return found["unit"] or found["slash"]
    if head in UNITS:
        return head
    line = UNIT_LINE.search(head)
    return line["unit"] if line else ""
