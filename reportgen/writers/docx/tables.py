"""Grids as Word tables: fixed widths, repeated heads, honest spans, decimals aligned."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from reportgen.core.document import Cell, Grid, Role, plain
from reportgen.writers.docx.alignment import right_indents
from reportgen.writers.docx.press import Press
from reportgen.writers.docx.runs import runs
from reportgen.writers.docx.xml import clean, paragraph, w
from reportgen.writers.pdf.tables import FEWEST, setting

_STYLES = {Role.HEAD: "表头", Role.ITEM: "表格文字", Role.TEXT: "表格文字", Role.CENTRE: "表格居中", Role.NUMBER: "表格数字", Role.TOTAL: "表格合计"}
_NUMBERS = (Role.NUMBER, Role.TOTAL)
_SIDES = 160  # left and right padding of a cell, in twips, as the table styles have it
_FOOT = {True: 10, False: 20}  # twips of the rule below a full-grid and a three-line table, which LibreOffice adds to the last row
_SUM = 10  # and of the rule above a sum, to the row above it


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in its column. width: columns covered. below: it began in a row above. last: it does not reach further down."""

    cell: Cell
    column: int
    width: int = 1
    below: bool = False
    last: bool = True


def laid_out(rows: tuple[tuple[Cell, ...], ...], columns: int) -> Iterator[list[Slot]]:
    """Each row with a slot for every cell that begins in it or reaches down into it.

    Spans that reach out of the table are cut, and a place no cell fills gets an empty one: Word refuses ragged rows.
    """
    reaching: dict[int, tuple[Slot, int]] = {}
    for n, row in enumerate(rows):
        slots, cells, column = [], iter(row), 0
        while column < columns:
            if column in reaching:
                above, left = reaching.pop(column)
                slot = replace(above, below=True, last=left == 1)
            else:
                cell = next(cells, Cell(()))
                left = min(cell.rowspan, len(rows) - n)
                free = min((k for k in reaching if k > column), default=columns) - column
                slot = Slot(cell, column, min(cell.colspan, free), last=left == 1)
            if not slot.last:
                reaching[column] = (slot, left - 1)
            slots.append(slot)
            column += slot.width
        yield slots


def table(press: Press, grid: Grid) -> Element:
    """The `w:tbl` of a grid."""
    press.next("tables")
    return _Table(press, grid).element()


class _Table:
    def __init__(self, press: Press, grid: Grid) -> None:
        self.press, self.grid = press, grid
        made = setting(grid, press.design, press.base.measure / 20, press.base.height / 20)
        self.size, self.whole = made.size_pt, made.whole
        self.heights = [round(height * 20) for height in (*made.head, *made.rows)]
        self.widths = _whole_twips(made.columns, press.base.measure)
        self.head, self.count = len(grid.head), len(grid.head) + len(grid.body)
        self.body = list(laid_out(grid.body, len(self.widths)))
        self.totals = {self.head + n for n, row in enumerate(self.body) if any(slot.cell.role is Role.TOTAL for slot in row)}
        self.indents = [self._indents(column) for column in range(len(self.widths))]

    def _indents(self, column: int) -> dict[str, float]:
        texts = [_printed(slot.cell) for row in self.body for slot in row
                 if slot.column == column and slot.cell.role in _NUMBERS and slot.width == 1]
        return right_indents(texts, (self.widths[column] - _SIDES) / 20 / self.size)

    def element(self) -> Element:
        made = w("tbl", self._properties(), w("tblGrid", *(w("gridCol", w=width) for width in self.widths)))
        rows = [*laid_out(self.grid.head, len(self.widths)), *self.body]
        made.extend(self._row(n, slots) for n, slots in enumerate(rows))
        return made

    def _properties(self) -> Element:
        style = self.press.style("全框表" if self.grid.official else "三线表")
        title = clean(" ".join(part for part in (self.grid.number, self.grid.caption) if part))
        return w("tblPr", w("tblStyle", val=style), w("tblW", w=sum(self.widths), type="dxa"), w("jc", val="center"), w("tblLayout", type="fixed"),
                 w("tblLook", val="04A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=0, noVBand=1),
                 *([w("tblCaption", val=title)] if title else []))

    def _row(self, n: int, slots: list[Slot]) -> Element:
        rules = (_FOOT[self.grid.official] if n == self.count - 1 else 0) + (_SUM if n + 1 in self.totals and not self.grid.official else 0)
        height = w("trHeight", val=self.heights[n] - rules, hRule="atLeast")
        head = [w("tblHeader")] if n < self.head else []
        return w("tr", w("trPr", w("cantSplit"), height, *head), *(self._cell(n, slot) for slot in slots))

    def _kept(self, n: int) -> bool:
        """Does row n stay with what follows? A short table stays whole; of a long one some rows begin it, and no row ends it alone."""
        if n == self.count - 1:
            return bool(self.grid.notes)
        return self.whole or n < self.head + FEWEST - 1 or n == self.count - 2

    def _cell(self, n: int, slot: Slot) -> Element:
        properties = w("tcPr", w("tcW", w=sum(self.widths[slot.column:slot.column + slot.width]), type="dxa"))
        if slot.width > 1:
            properties.append(w("gridSpan", val=slot.width))
        if slot.below or not slot.last:
            properties.append(w("vMerge", val="continue" if slot.below else "restart"))
        properties.extend((*self._lines(n, slot), *self._tint(n), w("vAlign", val="center")))
        return w("tc", properties, self._text(n, slot))

    def _lines(self, n: int, slot: Slot) -> list[Element]:
        """The line under the head, a thin one under a spanner and over a sum."""
        edges = []
        if n in self.totals:
            edges.append(_line("top", 4, self.press.colour("rule")))
        if n == self.head - 1:
            edges.append(_line("bottom", 6, self.press.colour("ink")))
        elif n < self.head and slot.width > 1 and slot.last:
            edges.append(_line("bottom", 4, self.press.colour("rule")))
        return [w("tcBorders", *edges)] if edges and not self.grid.official else []

    def _tint(self, n: int) -> list[Element]:
        return [w("shd", val="clear", color="auto", fill=self.press.colour("tint"))] if n < self.head and self.grid.official else []

    def _text(self, n: int, slot: Slot) -> Element:
        cell = slot.cell
        role = Role.TOTAL if n in self.totals and cell.role is Role.NUMBER else cell.role
        mark = "Strong" if n in self.totals else ""
        made = paragraph(self.press.style(_STYLES[role]), *([] if slot.below else runs(self.press, cell.children, mark)))
        if self.size < self.press.length("table", "size_pt"):
            self._shrink(made)
        if self._kept(n):
            made.pPr.insert(1, w("keepNext"))  # right after the style
        if cell.indent:
            self._indent(made, "left", cell.indent)
        if cell.role in _NUMBERS and n >= self.head and not slot.below:
            self._indent(made, "right", self.indents[slot.column].get(_printed(cell), 0))
        return made

    def _shrink(self, made: Element) -> None:
        """A table with little room is set smaller than its style says."""
        for run in made.iter(qn("w:r")):
            run.get_or_add_rPr().get_or_add_sz().set(qn("w:val"), str(round(self.size * 2)))

    def _indent(self, made: Element, side: str, ems: float) -> None:
        twips = round(ems * self.size * 20)
        if twips:
            made.pPr.get_or_add_ind().set(qn(f"w:{side}"), str(twips))


def _printed(cell: Cell) -> str:
    return clean(plain(cell.children))


def _line(side: str, size: int, colour: str) -> Element:
    return w(side, val="single", sz=size, space=0, color=colour)


def _whole_twips(points: tuple[float, ...], measure: int) -> tuple[int, ...]:
    """Widths in twips that add up to the width of the text exactly."""
    edges = [round(sum(points[:n]) / sum(points) * measure) for n in range(len(points) + 1)]
    return tuple(right - left for left, right in zip(edges, edges[1:]))
