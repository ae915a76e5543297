"""Cells, widths, and the table as a whole: what every form of table ends with."""

import unicodedata
from collections.abc import Iterable

from reportgen.compose import faults
from reportgen.compose.exhibits import Spec
from reportgen.compose.notes import Note, caption
from reportgen.compose.resolver import Resolver
from reportgen.core.document import Cell, Grid, Number, Role, Text, plain

_LEAST, _MOST, _PADDING = 6, 38, 2  # of a column's relative width, in half characters


def head_cell(text: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    """A column's heading."""
    return Cell((Text(text),), Role.HEAD, colspan, rowspan)


def number_cell(number: Number, role: Role = Role.NUMBER) -> Cell:
    """A cell that holds one number."""
    return Cell((number,), role)


def widths(rows: Iterable[tuple[Cell, ...]], columns: int) -> tuple[int, ...]:
    """Relative widths from what the columns hold, so that a long name gets room and a number is not squeezed."""
    longest = [_LEAST] * columns
    for row in rows:
        for n, cell in enumerate(row):
            if len(row) == columns and cell.colspan == 1:
                longest[n] = max(longest[n], min(_MOST, _printed(plain(cell.children)) + 2 * cell.indent + _PADDING))
    return tuple(longest)


def _printed(text: str) -> int:
    return max((sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in line) for line in text.split("\n")), default=0)


def whole(spec: Spec, number: str, resolver: Resolver, head: tuple[tuple[Cell, ...], ...], body: Iterable[tuple[Cell, ...]],
          shared: str, made: tuple[Note, ...]) -> Grid:
    """The table of these rows, its widths as asked or by what it holds. shared: what its corner says of units; made: its notes."""
    rows = tuple(body)
    columns = sum(cell.colspan for cell in head[0])
    asked = tuple(int(one) for one in spec.data.get("widths") or ())
    if asked and len(asked) != columns:
        resolver.report(faults.ROW_SHAPE, spec.where("widths"), f"表“{spec.id}”有{columns}列，widths 写了{len(asked)}个", "每列写一个相对宽度，或去掉 widths")
    return Grid(spec.id, number, caption(spec, resolver.binder, resolver.found), head, rows,
                asked if len(asked) == columns else widths((*head, *rows), columns), shared, made, at=spec.at)
