"""The board as a workbook: the departments, then every section; states are coloured. Equal input gives equal bytes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_SECTIONS = (("部门", 18), ("小节", 26), ("所在部分", 14), ("状态", 9), ("轮到", 11), ("等谁", 16), ("字数", 8), ("约定字数", 11), ("数字", 7), ("错误", 7),
             ("警告", 7), ("期限", 12), ("剩余天数", 9), ("说明", 46), ("编号", 34), ("校验码", 11))
_COLOURS = {"not_begun": "#E3E8EC", "draft": "#FBE9C6", "returned": "#F6D3CF", "reviewed": "#D5E6F5", "signed": "#D3EDDD"}
_Cell = str | int | None


def board_xlsx(board: Mapping[str, object], states: Mapping[str, str]) -> bytes:
    """A workbook of what `status --json` prints. states: state → word."""
    out = BytesIO()
    title = f"{board['year']}年度报告编写进度"
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        book.set_properties({"title": title, "author": str(board["school"]), "created": datetime(int(board["year"]), 1, 1)})
        looks = _looks(book)
        note = f"{board['school']}　截至{board['on']}"
        columns = (("部门", 20), ("小节", 8), *((word, 9) for word in states.values()), ("逾期", 8), ("字数", 9), ("数字", 8), ("错误", 8), ("警告", 8), ("最近剩余天数", 13))
        _sheet(book.add_worksheet("部门汇总"), title, note, columns, _departments(board["departments"], states), looks)
        _sheet(book.add_worksheet("各节进度"), f"{title}（各节）", note, _SECTIONS, _sections(board["sections"]), looks)
    return out.getvalue()


def _departments(departments: Iterable[Mapping[str, object]], states: Mapping[str, str]) -> Iterator[tuple[str, Sequence[_Cell]]]:
    for one in departments:
        yield "", (one["department"], one["sections"], *(one["states"][state] for state in states), one["late"], one["words"], one["figures"],
                   one["errors"], one["warnings"], one["days_left"])


def _sections(rows: Iterable[Mapping[str, object]]) -> Iterator[tuple[str, Sequence[_Cell]]]:
    for one in rows:
        planned = "—".join(map(str, one["words_planned"]))
        yield str(one["state"]), (one["department"], one["title"], one["part"], one["state_shown"], one["next"], "、".join(one["waiting"]), one["words"], planned,
                                  one["figures"], one["errors"], one["warnings"], one["due"], one["days_left"], one["remark"], one["id"], one["code"])


def _looks(book: xlsxwriter.Workbook) -> Mapping[str, Format]:
    cell = {"font_name": "宋体", "font_size": 10, "border": 1, "border_color": "#9AA5B1", "valign": "vcenter", "text_wrap": True}
    return {
        "title": book.add_format({"font_name": "黑体", "font_size": 15, "align": "center", "valign": "vcenter"}),
        "note": book.add_format({"font_name": "宋体", "font_size": 9, "font_color": "#52606D", "align": "center", "valign": "vcenter"}),
        "head": book.add_format({**cell, "font_name": "黑体", "align": "center", "bg_color": "#EEF3F8"}),
        "text": book.add_format(cell), "centre": book.add_format({**cell, "align": "center"}), "late": book.add_format({**cell, "align": "center", "font_color": "#B3261E"}),
        **{state: book.add_format({**cell, "align": "center", "bg_color": colour}) for state, colour in _COLOURS.items()},
    }


def _sheet(sheet: Worksheet, title: str, note: str, columns: Sequence[tuple[str, int]], rows: Iterable[tuple[str, Sequence[_Cell]]],
           looks: Mapping[str, Format]) -> None:
    last = len(columns) - 1
    sheet.merge_range(0, 0, 0, last, title, looks["title"])
    sheet.merge_range(1, 0, 1, last, note, looks["note"])
    sheet.set_row(0, 30)
    for column, (head, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, head, looks["head"])
    sheet.set_row(2, 22)
    count = 2
    for count, (state, row) in enumerate(rows, 3):
        for column, value in enumerate(row):
            _write(sheet, count, column, value, looks[state] if state and column == 3 else None, looks)
    sheet.freeze_panes(3, 2)
    sheet.autofilter(2, 0, max(3, count), last)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _write(sheet: Worksheet, row: int, column: int, value: _Cell, look: Format | None, looks: Mapping[str, Format]) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value, look or looks["late" if value < 0 else "centre"])
    else:
        sheet.write_string(row, column, value or "", look or looks["centre" if len(value or "") <= 12 else "text"])
