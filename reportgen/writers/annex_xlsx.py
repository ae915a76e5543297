"""The mandated indicator tables as a workbook: one sheet a table, to type or copy from, and one flat list for an upload. Equal input, equal bytes."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reportgen.core.document import Cell, Grid, Role, plain
from reportgen.writers.plan_xlsx import sheet_name

FLAT = "上报清单"
_FLAT = (("附表", 10), ("表名", 22), ("序号", 7), ("指标", 44), ("栏目", 14), ("单位", 10), ("数值", 16), ("指标编号", 22))
_UNIT, _ITEM, _NO = "单位", "指标", "序号"


def annex_xlsx(grids: Sequence[Grid], *, title: str, school: str, year: int) -> bytes:
    """The workbook of a report's annex tables, as they are printed there. Numbers are numbers, with the decimals that are printed."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        book.set_properties({"title": title, "author": school, "created": datetime(year, 1, 1)})
        looks = _Dress(book)
        used: set[str] = set()
        for grid in grids:
            _table(book.add_worksheet(sheet_name(f"{grid.number} {grid.caption}", used)), grid, looks)
        _list(book.add_worksheet(sheet_name(FLAT, used)), grids, looks)
    return out.getvalue()


class _Dress:
    """The formats of a workbook; those of numbers by their decimals and by how the cell stands."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._cell = {"font_name": "宋体", "font_size": 10.5, "border": 1, "border_color": "#9AA5B1", "valign": "vcenter", "text_wrap": True}
        self._known: dict[tuple[object, ...], Format] = {}
        self.title = book.add_format({"font_name": "黑体", "font_size": 15, "align": "center", "valign": "vcenter"})
        self.head = book.add_format({**self._cell, "font_name": "黑体", "align": "center", "bg_color": "#EEF3F8"})
        self.note = book.add_format({"font_name": "宋体", "font_size": 9, "font_color": "#52606D", "text_wrap": True, "valign": "top"})

    def text(self, align: str = "left", indent: int = 0) -> Format:
        return self._made((align, indent), {"align": align, "indent": indent})

    def number(self, decimals: int, align: str = "right") -> Format:
        return self._made((decimals, align, "#"), {"align": align, "num_format": "0." + "0" * decimals if decimals else "0"})

    def _made(self, key: tuple[object, ...], more: dict[str, object]) -> Format:
        if key not in self._known:
            self._known[key] = self._book.add_format({**self._cell, **more})
        return self._known[key]


def _table(sheet: Worksheet, grid: Grid, looks: _Dress) -> None:
    last = len(grid.widths) - 1
    sheet.merge_range(0, 0, 0, last, f"{grid.number}　{grid.caption}", looks.title)
    sheet.set_row(0, 30)
    whole = sum(grid.widths)
    for column, width in enumerate(grid.widths):
        sheet.set_column(column, column, max(7, round(92 * width / whole)))
    row = 0
    for row, column, cell in _placed(grid):
        _write(sheet, row + 1, column, cell, looks)
    _notes(sheet, grid, row + 2, last, looks)
    sheet.freeze_panes(1 + len(grid.head), 0)
    sheet.set_paper(9)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, len(grid.head))
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _placed(grid: Grid) -> Iterator[tuple[int, int, Cell]]:
    """Every cell with its row and column, where a span of another leaves room."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate((*grid.head, *grid.body)):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            taken |= {(row + down, column + right) for down in range(cell.rowspan) for right in range(cell.colspan)}
            yield row, column, cell
            column += cell.colspan


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, looks: _Dress) -> None:
    text = plain(cell.children)
    value = number(text) if cell.role in (Role.NUMBER, Role.TOTAL) or cell.colspan > 1 else None
    dress = looks.head if cell.role is Role.HEAD else looks.text("left" if cell.role in (Role.ITEM, Role.TEXT) else "center", cell.indent)
    if value is not None:
        dress = looks.number(max(0, -int(value.as_tuple().exponent)), "center" if cell.colspan > 1 else "right")
    if cell.colspan > 1 or cell.rowspan > 1:
        sheet.merge_range(row, column, row + cell.rowspan - 1, column + cell.colspan - 1, "", dress)
    if value is not None:
        sheet.write_number(row, column, value, dress)
    else:
        sheet.write_string(row, column, text, dress)


def number(text: str) -> Decimal | None:
    """The number that a cell prints; None if it prints something else.

    >>> number("−3.20"), number("—")
    (Decimal('-3.20'), None)
    """
    try:
        value = Decimal(text.replace("−", "-"))
        return value if value.is_finite() else None
    except InvalidOperation:
        return None


def _notes(sheet: Worksheet, grid: Grid, row: int, last: int, looks: _Dress) -> None:
    for n, note in enumerate(grid.notes):
        text = plain(note)
        sheet.merge_range(row + n, 0, row + n, last, text, looks.note)
        sheet.set_row(row + n, 13 * max(1, -(-len(text) // 52)) + 2)


def rows(grid: Grid) -> Iterator[tuple[str, str, str, str, str, str]]:
    """The table's values one by one: ordinal, indicator, column, unit, value as printed, the figure's id."""
    heads = {column: plain(cell.children) for row, column, cell in _placed(grid) if row == 0}
    texts: dict[str, str] = {}
    line = 0
    for row, column, cell in _placed(grid):
        if row < len(grid.head):
            continue
        if row != line:
            line, texts = row, {}
        head, text = heads[column], plain(cell.children)
        known = next((word for word in (_UNIT, _ITEM, _NO) if word in head), None)
        if known:
            texts[known] = text
        elif text:
            figure = next((getattr(child, "figure", "") for child in cell.children), "")
            yield texts.get(_NO, ""), texts.get(_ITEM, ""), head, texts.get(_UNIT, ""), text, figure


def _list(sheet: Worksheet, grids: Sequence[Grid], looks: _Dress) -> None:
    for column, (head, width) in enumerate(_FLAT):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, looks.head)
    count = 0
    for count, (grid, (no, item, head, unit, text, figure)) in enumerate(((grid, one) for grid in grids for one in rows(grid)), 1):
        for column, word in enumerate((grid.number, grid.caption, no, item, head, unit, text, figure)):
            value = number(text) if column == 6 else None
            if value is None:
                sheet.write_string(count, column, word, looks.text("center" if column in (0, 2, 5) else "left"))
            else:
                sheet.write_number(count, column, value, looks.number(max(0, -int(value.as_tuple().exponent))))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, count), len(_FLAT) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
