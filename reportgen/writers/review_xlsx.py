"""A review as a workbook: one sheet a list, ready to print. Equal input gives equal bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from reportgen.writers.rowheights import row_height

_MARKED = {"没有写到": "bad", "写到了": "good"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list: its name, its columns with their widths, its rows of text."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, ...], ...]


def review_xlsx(title: str, sheets: Iterable[Sheet], *, year: int) -> bytes:
    """The workbook. Cells are text whatever they look like."""
    from xlsxwriter import Workbook
    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        book.set_properties({"title": title, "created": datetime(year, 1, 1)})
        base = {"font_name": "宋体", "font_size": 10, "border": 1, "border_color": "#9AA5B1", "valign": "vcenter", "text_wrap": True}
        looks = {"head": book.add_format(base | {"bold": True, "bg_color": "#1f4e79", "font_color": "#ffffff", "align": "center"}), "body": book.add_format(base),
                 "bad": book.add_format(base | {"bold": True, "font_color": "#9c1c1c", "bg_color": "#fbe9e7"}),
                 "good": book.add_format(base | {"font_color": "#1b5e20"})}
        for one in sheets:
            _write(book.add_worksheet(one.name), one, looks)
    return out.getvalue()


def _write(page: object, sheet: Sheet, looks: dict[str, object]) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 0)
    page.set_footer("&C第 &P 页，共 &N 页")
    for column, (title, width) in enumerate(sheet.columns):
        page.set_column(column, column, width)
        page.write_string(0, column, title, looks["head"])
    for number, row in enumerate(sheet.rows, 1):
        page.set_row(number, row_height(row, (width for _, width in sheet.columns)) + 4)
        for column, text in enumerate(row):
            look = _MARKED.get(text, "bad" if text.startswith("待整改（逾期") else "body")
            page.write_string(number, column, text, looks[look])
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    else:
        page.write_string(1, 0, "无", looks["body"])
