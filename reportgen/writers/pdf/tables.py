"""How a table is set: column widths that hold their longest word, decimals under one another, whether it may break."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

from reportgen.core.document import Cell, Chart, Grid, Role, Text, plain
from reportgen.core.errors import ReportgenError
from reportgen.writers.lines import lines
from reportgen.writers.pdf.fonts import width

MOST_ROWS = 2000       # beyond, memory and time grow out of hand; the rows belong into an attachment
KEPT_WHOLE = 12        # rows of a table that is never broken over two pages
FEWEST = 4             # rows of a broken table on its first page
SMALLEST_PT = 7.0      # no text of a table is set smaller
INSET_PT = 4.0         # white at both sides of a cell
SHORT = (12.0, 10.0, 8.0, 6.0, 4.0)  # em: a text up to here had better stand in one line; the next one where there is no room
FAIR = 0.75            # of its share is left to a column of long texts for the sake of short ones in others
_NUMERIC = re.compile(r"[-−+]?[\d,]+(\.\d+)?[%‰]?")
_SEAM = re.compile(r"(?<=[!-~])(?=[㐀-鿿])|(?<=[㐀-鿿])(?=[!-~])")
_UNBREAKABLE = re.compile(r"[!-~\u00a0-\u02ff→]{1,24}")  # longer words are broken by the template


@dataclass(frozen=True, slots=True)
class Setting:
    """columns: widths in points. size_pt: of the text. whole: not to be broken over pages. pads: (left, right) in em by (row, column).

    tall: rows of the body too high to be kept on one page. split: too many columns even so; words and numbers break anywhere.
    head, rows: heights of the head's rows and of the body's, in points.
    """

    columns: tuple[float, ...]
    size_pt: float
    whole: bool
    pads: Mapping[tuple[int, int], tuple[float, float]]
    tall: frozenset[int]
    split: bool
    head: tuple[float, ...]
    rows: tuple[float, ...]


def setting(grid: Grid, styles: Mapping, width_pt: float, height_pt: float) -> Setting:
    """Decide how `grid` is set within a text area of that size.

    Raises: ReportgenError for a table without heading, or with more than 2,000 rows.
    """
    name = f"{grid.number}《{grid.caption}》" if grid.number else f"表《{grid.caption}》"
    if not grid.head:
        raise ReportgenError(f"{name}没有表头，读屏软件无法朗读", at=grid.at, hint="在表格定义里写明各列的名称")
    if len(grid.body) > MOST_ROWS:
        raise ReportgenError(f"{name}有{len(grid.body)}行，超过PDF单表上限{MOST_ROWS}行", at=grid.at,
                             hint="正文只放汇总，明细作为数据附件")
    table = styles["table"]
    return _decided(_This(grid), table["size_pt"], table["line_pt"], table["row_pt"], width_pt, height_pt)


class _This:
    """This very grid: every writer asks about it, and comparing its cells would take as long as setting them."""

    __slots__ = ("grid",)

    def __init__(self, grid: Grid) -> None:
        self.grid = grid

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and other.grid is self.grid

    def __hash__(self) -> int:
        return id(self.grid)


@lru_cache(maxsize=512)
def _decided(this: _This, size_pt: float, line_pt: float, row_pt: float, width_pt: float, height_pt: float) -> Setting:
    grid = this.grid
    pads = _pads(grid)
    columns, size, split = _columns(grid, pads, width_pt, size_pt)
    counts = [_lines(rows, columns, size) for rows in (grid.head, grid.body)]
    tall = frozenset(row for row, count in counts[1].items() if count > height_pt * 0.6 / line_pt)
    head, body = (tuple(row_pt + line_pt * (count - 1) for count in some.values()) for some in counts)
    whole = len(grid.body) <= KEPT_WHOLE and sum((*head, *body)) < height_pt * 0.75
    return Setting(columns, size, whole, {} if split else pads, tall, split, head, body)


def turned(grid: Grid, styles: Mapping, width_pt: float, height_pt: float) -> bool:
    """Whether a table is too wide for an upright page of that text area: its text would be smaller than the look's `turn_below_pt`.

    Raises: as `setting`.
    """
    made = setting(grid, styles, width_pt, height_pt)
    return made.size_pt < styles["table"].get("turn_below_pt", 0)


def turned_area(styles: Mapping, width_pt: float, height_pt: float) -> tuple[float, float]:
    """The text area of a page turned sideways, its margins where they were."""
    longer = (styles["page"]["height_mm"] - styles["page"]["width_mm"]) * 72 / 25.4
    return width_pt + longer, height_pt - longer


def placed(rows: tuple[tuple[Cell, ...], ...]) -> Iterator[tuple[int, int, Cell]]:
    """Each cell with its row and column, spans reckoned in."""
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            taken.update((r + i, c + j) for i in range(cell.rowspan) for j in range(cell.colspan))
            yield r, c, cell
            c += cell.colspan


def _count(grid: Grid) -> int:
    return sum(cell.colspan for cell in grid.head[0])


def _pads(grid: Grid) -> dict[tuple[int, int], tuple[float, float]]:
    """White before and after each number, so that all numbers of a column are equally wide with their points in one line."""
    halves: dict[int, dict[int, tuple[float, float]]] = {}
    for r, c, cell in placed(grid.body):
        text = plain(cell.children)
        if cell.role in (Role.NUMBER, Role.TOTAL) and cell.colspan == 1 and _NUMERIC.fullmatch(text):
            whole, point, rest = text.partition(".")
            halves.setdefault(c, {})[r] = (width(whole), width(point + rest))
    pads = {}
    for c, rows in halves.items():
        left, right = (max(half[k] for half in rows.values()) for k in (0, 1))
        pads.update({(r, c): (round(left - a, 3), round(right - b, 3)) for r, (a, b) in rows.items()})
    return pads


def _columns(grid: Grid, pads: Mapping, width_pt: float, size: float) -> tuple[tuple[float, ...], float, bool]:
    """Widths after the given shares, but none too narrow for its longest word; a smaller size only if nothing else helps.

    The last is True if not even that did.
    """
    count = _count(grid)
    shares = grid.widths if len(grid.widths) == count else (1,) * count
    def points(needs: list[float]) -> list[float]:
        return [need * size + 2 * INSET_PT + 1 for need in needs]
    least = None
    for most in SHORT:
        tried = points(_needs(grid, pads, count, partial(_short, most=most)))
        least = tried if sum(tried) <= width_pt else least
        if least and _fair(_shared(shares, least, width_pt), shares, width_pt):
            break
    if least is None:
        needs = _needs(grid, pads, count, _longest_word)
        while sum(least := points(needs)) > width_pt and size > SMALLEST_PT:
            size -= 0.5
    return tuple(round(w, 2) for w in _shared(shares, least, width_pt)), size, sum(least) > width_pt


def _needs(grid: Grid, pads: Mapping, count: int, part: Callable[[str], float]) -> list[float]:
    """What each column needs in em for the `part` of each cell's text that must stand in one line."""
    needs = [1.0] * count
    for rows, inner in ((grid.head, {}), (grid.body, pads)):
        for r, c, cell in placed(rows):
            if cell.colspan == 1 and c < count:
                needs[c] = max(needs[c], part(plain(cell.children)) + sum(inner.get((r, c), (0, 0))) + cell.indent)
    return needs


def _longest_word(text: str) -> float:
    return max((width(word) for word in _UNBREAKABLE.findall(text)), default=0.0)


def _short(text: str, *, most: float) -> float:
    """All of a short text, with the white between Chinese and Latin; of a long one its longest word."""
    whole = width(text) + 0.25 * len(_SEAM.findall(text))
    return whole if whole <= most else _longest_word(text)


def _shared(shares: tuple[int, ...], least: list[float], width_pt: float) -> list[float]:
    """`width_pt` divided by shares, each column at least as wide as it must be."""
    fixed: set[int] = set()
    while True:
        free = width_pt - sum(least[c] for c in fixed)
        total = sum(share for c, share in enumerate(shares) if c not in fixed)
        if free <= 0 or not total:
            return [width_pt * one / sum(least) for one in least]
        made = [least[c] if c in fixed else free * share / total for c, share in enumerate(shares)]
        narrow = {c for c, one in enumerate(made) if one < least[c] - 0.01}
        if not narrow:
            return made
        fixed |= narrow


def _fair(widths: list[float], shares: tuple[int, ...], width_pt: float) -> bool:
    """Whether short texts in one line leave every column most of its share."""
    return all(one >= FAIR * width_pt * share / sum(shares) for one, share in zip(widths, shares, strict=True))


def _lines(rows: tuple[tuple[Cell, ...], ...], columns: tuple[float, ...], size: float) -> dict[int, int]:
    """How many lines each row takes: as many as its fullest cell."""
    counts: dict[int, int] = {}
    for r, c, cell in placed(rows):
        room = max(sum(columns[c:c + cell.colspan]) - 2 * INSET_PT - cell.indent * size, size)
        counts[r] = max(counts.get(r, 1), math.ceil(lines(plain(cell.children), room / size) / cell.rowspan))
    return counts


def data_table(chart: Chart) -> Grid:
    """A chart's numbers as a table, for where it could not be drawn."""
    def cell(text: str, role: Role) -> Cell:
        return Cell((Text(text),), role)
    heads = (cell(chart.dimension, Role.HEAD), *(cell(f"{s.name}（{s.unit}）" if s.unit else s.name, Role.HEAD) for s in chart.series))
    body = tuple((cell(name, Role.ITEM), *(cell(s.texts[n], Role.NUMBER) for s in chart.series)) for n, name in enumerate(chart.categories))
    return Grid(chart.id, chart.number, chart.caption, (heads,), body, (2,) + (1,) * len(chart.series), notes=chart.notes, at=chart.at)
