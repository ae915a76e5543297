"""变动说明表 as a workbook: one sheet a department, the cells to fill in marked. Equal input gives equal bytes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Protocol

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reportgen.core.figure import Figure
from reportgen.core.yardstick import Reason
from reportgen.writers.plan_xlsx import sheet_name

_COLUMNS = (("指标", 30), ("代号", 20), ("单位", 8), ("上年度", 11), ("本年度", 11), ("变化", 11), ("变幅", 10), ("原因", 56), ("说明部门", 16), ("日期", 12))
_OPEN = 7  # the first column to fill in
_NOTE = "请填写黄色的格子：核对源表；属实的写明原因，原因里的统计数字写成 {{指标名}}；有误的更正源表重新报送。其余各栏不要改。"


class Asked(Protocol):
    """What a row shows."""

    figure: Figure
    unit: str
    last: str
    now: str
    change: str
    rate: str
    reason: Reason | None


def reasons_xlsx(rows: Sequence[Asked], *, school: str, label: str, year: int) -> bytes:
    """A workbook that departments fill in and send back."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        book.set_properties({"title": f"{label}数据变动说明表", "created": datetime(year, 1, 1)})
        looks, used = _looks(book), set()
        for department in dict.fromkeys(one.figure.department for one in rows):
            own = [one for one in rows if one.figure.department == department]
            _sheet(book.add_worksheet(sheet_name(department, used)), f"{school}{label}数据变动说明表（{department}）", own, looks)
        if not rows:
            book.add_worksheet("没有要说明的")
    return out.getvalue()


def _looks(book: xlsxwriter.Workbook) -> Mapping[str, Format]:
    cell = {"font_name": "宋体", "font_size": 10, "border": 1, "border_color": "#9AA5B1", "valign": "vcenter", "text_wrap": True}
    return {
        "title": book.add_format({"font_name": "黑体", "font_size": 15, "align": "center", "valign": "vcenter"}),
        "note": book.add_format({"font_name": "宋体", "font_size": 9, "font_color": "#52606D", "align": "center", "valign": "vcenter", "text_wrap": True}),
        "head": book.add_format({**cell, "font_name": "黑体", "align": "center", "bg_color": "#EEF3F8"}),
        "text": book.add_format(cell), "centre": book.add_format({**cell, "align": "center"}), "number": book.add_format({**cell, "align": "right"}),
        "open": book.add_format({**cell, "bg_color": "#FFF8DC", "locked": False}),
    }


def _sheet(sheet: Worksheet, title: str, rows: Sequence[Asked], looks: Mapping[str, Format]) -> None:
    last = len(_COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, title, looks["title"])
    sheet.merge_range(1, 0, 1, last, _NOTE, looks["note"])
    sheet.set_row(0, 30)
    sheet.set_row(1, 20)
    sheet.set_row(2, 22)
    for column, (head, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, head, looks["head"])
    for number, one in enumerate(rows, 3):
        given = (one.reason.text, one.reason.by, one.reason.date) if one.reason else ("", one.figure.department, "")
        for column, text in enumerate((one.figure.name, one.figure.id, one.unit, one.last, one.now, one.change, one.rate, *given)):
            look = "open" if column >= _OPEN else "number" if column > 2 else "centre" if column else "text"
            sheet.write_string(number, column, text, looks[look])
        sheet.set_row(number, 15 * max(2, -(-len(given[0]) // 26)))
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
