"""The summary as a workbook: schools, reports, findings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_SCHOOLS = (("学校", 30), ("年度", 8), ("结果", 10), ("应编报告", 9), ("已编", 8), ("未变", 8), ("错误", 8), ("警告", 8), ("页数", 8), ("用时（秒）", 11), ("说明", 60), ("文件夹", 50))
_REPORTS = (("学校", 30), ("报告", 56), ("结果", 10), ("未变", 8), ("错误", 8), ("警告", 8), ("页数", 8), ("用时（秒）", 11), ("说明", 60))
_FINDINGS = (("学校", 30), ("程度", 8), ("规则", 8), ("位置", 44), ("问题", 70), ("改法", 60), ("责任部门", 18))
_LABELS = {"error": "错误", "warning": "警告", "note": "提示"}
_Cell = str | int | Decimal
_Row = Mapping[str, object]


def batch_xlsx(told: Mapping[str, object]) -> bytes:
    """told: in the shape of summary.json."""
    out = BytesIO()
    schools: Sequence[_Row] = told["schools"]  # type: ignore[assignment]
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        book.set_properties({"title": "批量生成汇总", "created": datetime(2000, 1, 1)})
        looks = _looks(book)
        _sheet(book.add_worksheet("各校"), _SCHOOLS, (_school(one) for one in schools), looks)
        _sheet(book.add_worksheet("报告"), _REPORTS, (row for one in schools for row in _reports(one)), looks)
        _sheet(book.add_worksheet("问题"), _FINDINGS, (row for one in schools for row in _findings(one)), looks)
    return out.getvalue()


def _school(one: _Row) -> Sequence[_Cell]:
    year = int(str(one["year"]))
    return (str(one["school"]), year or "—", str(one["state"]), *(int(str(one[key])) for key in ("reports", "made", "kept", "errors", "warnings", "pages")),
            Decimal(str(one["seconds"])), str(one["message"]), str(one["root"]))


def _reports(school: _Row) -> Iterator[Sequence[_Cell]]:
    for one in school["outcomes"]:  # type: ignore[attr-defined]
        said = "。".join(words for words in (one["error"], one["hint"]) if words)
        yield (str(school["school"]), one["title"], one["state"], "是" if one["kept"] else "", one["errors"], one["warnings"], one["pages"], Decimal(one["seconds"]), said)


def _findings(school: _Row) -> Iterator[Sequence[_Cell]]:
    for one in school["findings"]:  # type: ignore[attr-defined]
        yield (str(school["school"]), _LABELS[one["severity"]], one["code"], one["place"], one["message"], one["hint"], one["department"])


def _looks(book: xlsxwriter.Workbook) -> dict[str, Format]:
    cell = {"font_name": "宋体", "font_size": 10, "border": 1, "border_color": "#9AA5B1", "valign": "vcenter", "text_wrap": True}
    return {"head": book.add_format({**cell, "font_name": "黑体", "align": "center", "bg_color": "#EEF3F8"}), "text": book.add_format(cell),
            "count": book.add_format({**cell, "align": "right"}), "time": book.add_format({**cell, "align": "right", "num_format": "0.0"}),
            "完成": book.add_format({**cell, "align": "center", "font_color": "#1D6B3F"}), "有错误": book.add_format({**cell, "align": "center", "font_color": "#8A5300"}),
            "没有完成": book.add_format({**cell, "align": "center", "font_color": "#A4262C"})}


def _sheet(sheet: Worksheet, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[_Cell]], looks: Mapping[str, Format]) -> None:
    for column, (head, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, looks["head"])
    sheet.set_row(0, 22)
    count = 0
    for count, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write(sheet, count, column, value, looks)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, count), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _write(sheet: Worksheet, row: int, column: int, value: _Cell, looks: Mapping[str, Format]) -> None:
    if isinstance(value, Decimal):
        sheet.write_number(row, column, value, looks["time"])
    elif isinstance(value, int):
        sheet.write_number(row, column, value, looks["count"])
    else:
        sheet.write_string(row, column, value, looks.get(value, looks["text"]))
