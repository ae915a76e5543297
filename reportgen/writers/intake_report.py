"""The intake report for people: a line a table for the terminal, a workbook for whoever wants to see each cell."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from reportgen.core.intake import Handled, IntakeReport, SheetRead
from reportgen.core.place import Place
from reportgen.writers.celllinks import cell_link
from reportgen.writers.rowheights import row_height

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_SHEETS = (("数据表", 26), ("责任部门", 16), ("文件", 34), ("工作表", 28), ("表头行", 8), ("数据行", 9), ("读入列", 9), ("契约列", 9), ("编码", 10))
_WAYS = (("处理方式", 20), ("数据表", 26), ("列", 24), ("责任部门", 16), ("处数", 9), ("示例位置", 34), ("原样", 26), ("读成", 22))
_COUNTS = (("处理方式", 24), ("处数", 12))
_LINE = 15  # points
_Cell = str | int | Place


def intake_text(report: IntakeReport) -> str:
    """How much was read of each sheet, and how often each way was taken there."""
    tables = len({one.table for one in report.sheets})
    lines = [f"读入：{report.files}个文件，{len(report.sheets)}张工作表（{tables}张数据表），{report.rows}行，"
             f"{sum(one.columns for one in report.sheets)}列", *_by_table(report)]
    counts = [f"{way}{count}" for way, count in report.counts().items()]
    if counts:
        lines.append(f"合计：{'、'.join(counts)}（处；逐项明细加 --report 文件.xlsx）")
    return "\n".join(lines)


def _by_table(report: IntakeReport) -> Iterator[str]:
    """A line for each sheet; what was done in a table stands behind its first one."""
    told: set[str] = set()
    for one in report.sheets:
        ways = {} if one.title in told else report.counts(one.title)
        told.add(one.title)
        sheet = "" if one.at.sheet == one.title else f"［{one.at.sheet}］"
        done = "：" + "、".join(f"{way}{count}" for way, count in ways.items()) if ways else ""
        yield f"  {one.title}{sheet}{one.rows}行，{one.columns}/{one.wanted}列{done}"


def intake_xlsx(report: IntakeReport, *, books: str | None = None) -> bytes:
    """Counts, what was done by table and column with examples, and what was read; the same bytes for the same report.

    books: where the read workbooks lie as seen from this one, for links to their cells.
    """
    from xlsxwriter import Workbook
    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        book.set_properties({"title": "读入报告", "created": datetime(2000, 1, 1)})
        base = {"font_name": "宋体", "font_size": 10, "border": 1, "border_color": "#9AA5B1", "valign": "top", "text_wrap": True}
        looks = {"head": book.add_format(base | {"bold": True, "bg_color": "#1f4e79", "font_color": "#ffffff", "align": "center"}),
                 "body": book.add_format(base),
                 "link": book.add_format(base | {"font_color": "#0563c1", "underline": 1})}
        _sheet(book.add_worksheet("读入的表"), _SHEETS, _read(report.sheets), looks, books)
        _sheet(book.add_worksheet("处理汇总"), _COUNTS, [(str(way), count) for way, count in report.counts().items()], looks, books)
        _sheet(book.add_worksheet("处理明细"), _WAYS, _handled(report.handled), looks, books)
    return out.getvalue()


def _handled(known: Iterable[Handled]) -> Iterator[Sequence[_Cell]]:
    """One row an example; the count stands in the first one only, so that the column adds up."""
    for one in known:
        for number, sample in enumerate(one.samples):
            yield (str(one.way), one.table, one.column, one.department, one.count if number == 0 else "", sample.at, sample.before, sample.after)


def _read(known: Iterable[SheetRead]) -> Iterator[Sequence[_Cell]]:
    for one in known:
        yield one.title, one.department, one.at.file, one.at, one.header, one.rows, one.columns, one.wanted, one.encoding


def _sheet(sheet: "Worksheet", columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[_Cell]], looks: "dict[str, Format]",
           books: str | None) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.freeze_panes(1, 0)
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, looks["head"])
    count = 0
    for count, row in enumerate(rows, 1):
        sheet.set_row(count, row_height(map(_shown, row), (width for _, width in columns), line=_LINE))
        for column, cell in enumerate(row):
            _write(sheet, count, column, cell, looks, books)
    sheet.autofilter(0, 0, max(1, count), len(columns) - 1)


def _write(sheet: "Worksheet", row: int, column: int, cell: _Cell, looks: "dict[str, Format]", books: str | None) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, column, cell, looks["body"])
    elif cell == "":
        sheet.write_blank(row, column, None, looks["body"])
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell, looks["body"])
    else:
        link, text = cell_link(books, cell), _shown(cell)
        if link is None or sheet.write_url(row, column, link, looks["link"], text) < 0:
            sheet.write_string(row, column, text, looks["body"])


def _shown(cell: _Cell) -> str:
    if not isinstance(cell, Place):
        return str(cell)
    return f"{cell.sheet}!{cell.cell}" if cell.cell else cell.sheet or ""
