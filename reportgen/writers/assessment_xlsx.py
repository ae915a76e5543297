"""数据工作量化考核表 as a workbook: the ranking, the facts behind it, the scheme. Equal input gives equal bytes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_SUMMARY = (("名次", 6), ("部门", 20), ("应报表", 8), ("实报表", 8), ("未签字", 8), ("迟报表", 8), ("退回次数", 9), ("数据警告", 9), ("审核意见", 9))
_TABLES = (("部门", 20), ("数据表", 26), ("编号", 14), ("数据行", 10), ("应填项填写率", 13), ("填报签字", 13), ("迟报天数", 9), ("退回次数", 9), ("基本符合", 9),
           ("不符合", 9), ("三级签齐", 9))
_RULES = {"timely.per_day": "及时：每迟一天，这张表扣百分之几（没有签字的表按0计）", "complete.fair": "完整：“完整性”结论不是“符合”的表，扣百分之几",
          "returned.each": "退回：每退回一次扣百分之几（按部门的表数平均）", "issues.warning": "问题：冻结时每条警告扣百分之几",
          "issues.fair": "问题：审核中每个“基本符合”扣百分之几", "issues.bad": "问题：审核中每个“不符合”扣百分之几"}
_Cell = str | int | Decimal


def assessment_xlsx(made: Mapping[str, object]) -> bytes:
    """A workbook of what `data assess --json` prints."""
    out = BytesIO()
    title = f"{made['year']}年度部门数据工作量化考核"
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        book.set_properties({"title": title, "created": datetime(int(made["year"]), 1, 1)})
        looks = _looks(book)
        parts = made["scheme"]["weights"]
        note = f"数据快照 {made['snapshot']}　填报截止 {made['due'] or '（未规定）'}　计分办法 {made['scheme']['file']}"
        columns = (*_SUMMARY, *((f"{part}（{weight}）", 11) for part, weight in parts.items()), ("总分", 9), ("等次", 9))
        _sheet(book.add_worksheet("考核汇总"), title, note, columns, _summary(made["departments"]), looks)
        _sheet(book.add_worksheet("各表明细"), f"{title}（各表明细）", note, _TABLES, _tables(made["departments"]), looks)
        _sheet(book.add_worksheet("计分办法"), f"{title}（计分办法）", note, (("项目", 64), ("数值", 12)), _scheme(made["scheme"]), looks)
    return out.getvalue()


def _summary(departments: Iterable[Mapping[str, object]]) -> Iterator[Sequence[_Cell]]:
    for one in departments:
        yield (one["rank"], one["department"], one["owed"], one["delivered"], one["unsigned"], one["late"], one["returns"], one["warnings"], one["remarks"],
               *(Decimal(score) for score in one["scores"].values()), Decimal(one["total"]), one["grade"])


def _tables(departments: Iterable[Mapping[str, object]]) -> Iterator[Sequence[_Cell]]:
    for department in departments:
        for one in department["tables"]:
            held = one["rows"] is not None
            filled = f"{Decimal(one['filled']):.1f}%" if held else "—"
            yield (department["department"], one["title"], one["table"], one["rows"] if held else "未报送", filled, one["signed"] or "—", one["late"],
                   one["returns"], one["fair"], one["bad"], "是" if one["complete"] else "否")


def _scheme(scheme: Mapping[str, Mapping[str, str]]) -> Iterator[Sequence[_Cell]]:
    yield from ((f"{part}：分值", Decimal(weight)) for part, weight in scheme["weights"].items())
    yield from ((_RULES[name], Decimal(value)) for name, value in scheme["rules"].items())
    yield from ((f"{grade}：不低于", Decimal(least)) for grade, least in scheme["grades"].items())


def _looks(book: xlsxwriter.Workbook) -> Mapping[str, Format]:
    cell = {"font_name": "宋体", "font_size": 10, "border": 1, "border_color": "#9AA5B1", "valign": "vcenter", "text_wrap": True}
    return {
        "title": book.add_format({"font_name": "黑体", "font_size": 15, "align": "center", "valign": "vcenter"}),
        "note": book.add_format({"font_name": "宋体", "font_size": 9, "font_color": "#52606D", "align": "center", "valign": "vcenter"}),
        "head": book.add_format({**cell, "font_name": "黑体", "align": "center", "bg_color": "#EEF3F8"}),
        "text": book.add_format(cell), "centre": book.add_format({**cell, "align": "center"}),
        "points": book.add_format({**cell, "align": "center", "num_format": "0.0"}),
    }


def _sheet(sheet: Worksheet, title: str, note: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[_Cell]], looks: Mapping[str, Format]) -> None:
    last = len(columns) - 1
    sheet.merge_range(0, 0, 0, last, title, looks["title"])
    sheet.merge_range(1, 0, 1, last, note, looks["note"])
    sheet.set_row(0, 30)
    for column, (head, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, head, looks["head"])
    sheet.set_row(2, 22)
    count = 2
    for count, row in enumerate(rows, 3):
        for column, value in enumerate(row):
            _write(sheet, count, column, value, looks)
    sheet.freeze_panes(3, 2 if last > 2 else 1)
    sheet.autofilter(2, 0, max(3, count), last)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _write(sheet: Worksheet, row: int, column: int, value: _Cell, looks: Mapping[str, Format]) -> None:
    if isinstance(value, Decimal):
        sheet.write_number(row, column, value, looks["points"])
    elif isinstance(value, int):
        sheet.write_number(row, column, value, looks["centre"])
    else:
        sheet.write_string(row, column, value, looks["centre" if len(value) <= 12 else "text"])
