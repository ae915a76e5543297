"""Figures for people and programs: JSON, CSV, XLSX."""

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO

from reportgen.core.figure import Absent, Figure
from reportgen.core.show import show

_COLUMNS = (("编号", 22), ("名称", 30), ("数值", 16), ("单位", 8), ("显示", 16), ("时段", 22), ("口径", 24), ("范围", 22), ("定义", 60), ("公式", 40),
            ("出处", 40), ("部门", 16), ("快照", 16))


def figures_json(figures: Iterable[Figure]) -> list[dict[str, object]]:
    """The stable JSON shape; value is an exact decimal string in `unit`, null if absent."""
    return [_object(one) for one in figures]


def _object(one: Figure) -> dict[str, object]:
    absent = one.value.reason if isinstance(one.value, Absent) else None
    return {"id": one.id, "name": one.name, "aliases": list(one.aliases), "value": None if absent else format(one.value, "f"), "absent": absent,
            "shown": show(one), "unit": one.unit, "decimals": one.decimals, "period": one.period.as_json(), "population": one.population,
            "scope": one.scope, "definition": one.definition, "formula": one.formula, "citation": one.citation,
            "department": one.department, "snapshot": one.snapshot}


def figure_rows(figures: Iterable[Figure]) -> Iterator[tuple[str, ...]]:
    """One row of texts a figure, in the columns of the sheet."""
    for one in figures:
        value = "" if isinstance(one.value, Absent) else format(one.value, "f")
        shown = f"—（{one.value.reason}）" if isinstance(one.value, Absent) else show(one)
        yield (one.id, one.name, value, one.unit, shown, str(one.period), one.population, one.scope, one.definition, one.formula,
               one.citation, one.department, one.snapshot)


def figures_csv(figures: Iterable[Figure]) -> str:
    """CSV with a header; cells that a spreadsheet would take for a formula are quoted as text."""
    out = StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(title for title, _ in _COLUMNS)
    sheet.writerows(tuple(inert(cell) for cell in row) for row in figure_rows(figures))
    return out.getvalue()


def inert(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return "'" + cell if cell[:1] in ("=", "+", "@", "\t", "\r", "＝", "＋", "＠") else cell


def figures_xlsx(figures: Iterable[Figure]) -> bytes:
    """One sheet, frozen head, filters; the same bytes for the same figures."""
    from datetime import datetime

    from xlsxwriter import Workbook
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": "指标表", "created": datetime(2000, 1, 1)})
    head = book.add_format({"bold": True, "bg_color": "#1f4e79", "font_color": "#ffffff", "border": 1})
    sheet = book.add_worksheet("指标")
    for column, (title, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write(0, column, title, head)
    count = 0
    for count, row in enumerate(figure_rows(figures), 1):
        for column, cell in enumerate(row):
            sheet.write_string(count, column, cell)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, count), len(_COLUMNS) - 1)
    book.close()
    return stream.getvalue()
