"""What changed between two snapshots, and what it touches, as a workbook. Equal input gives equal bytes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_KINDS = {"added": "新增", "removed": "取消"}
_PLACES = (("sentences", "句子"), ("tables", "表"), ("charts", "图"), ("annex", "指标表"))
_TABLES = (("数据表", 22), ("部门", 16), ("变化", 60), ("作废的签字", 50))
_FIGURES = (("指标", 28), ("编号", 22), ("范围", 20), ("部门", 16), ("原值", 16), ("现值", 16), ("差", 12), ("变化", 22))
_POINTS = (("分组数据", 28), ("编号", 22), ("范围", 20), ("部门", 16), ("类别", 22), ("原值", 16), ("现值", 16), ("变化", 22))
_USES = (("责任部门", 14), ("报告", 20), ("小节", 16), ("案例", 16), ("类别", 7), ("图表", 22), ("行、列", 22), ("原来印的", 36), ("现在印的", 36), ("变化", 13),
         ("文件", 26), ("行号", 6))
_DUTIES = (("部门", 18), ("句子", 8), ("表", 8), ("图", 8), ("指标表行", 10), ("来源数据项", 12), ("变了的数据表", 40), ("涉及小节", 60))
_Row = tuple[str, ...]


def difference_xlsx(told: Mapping[str, object]) -> bytes:
    """A workbook of what `diff --json` or `impact --json` prints; with an impact also every place and every department."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        book.set_properties({"title": _title(told), "created": datetime(int(told["new"]["year"]), 1, 1)})
        looks = _looks(book)
        for name, columns, rows in _sheets(told):
            _sheet(book.add_worksheet(name), f"{name}　{_title(told)}", columns, tuple(rows), looks)
    return out.getvalue()


def _title(told: Mapping[str, object]) -> str:
    old, new = told["old"], told["new"]
    return f"{old['year']}年度快照 {old['snapshot']} → {new['year']}年度快照 {new['snapshot']}"


def _sheets(told: Mapping[str, object]) -> Iterator[tuple[str, tuple[tuple[str, int], ...], Iterable[_Row]]]:
    if "departments" in told:
        yield "按部门", _DUTIES, (_duty(one) for one in told["departments"])
        yield "涉及的地方", _USES, _uses(told["reports"])
    yield "指标", _FIGURES, ((one["name"], one["id"], one["scope"], one["department"], one["old_shown"], one["new_shown"], one["change"], _kind(one))
                           for one in told["figures"])
    yield "分组数据", _POINTS, ((one["name"], one["id"], one["scope"], one["department"], point["label"], point["old_shown"], point["new_shown"], _kind(point))
                            for one in told["series"] for point in one["points"])
    yield "数据表", _TABLES, ((one["title"], one["department"], one["changed"], "；".join(one.get("signatures", ()))) for one in told["tables"])


def _kind(one: Mapping[str, object]) -> str:
    return _KINDS.get(str(one.get("kind")), "印出的数变了" if one["printed"] else "只有精确值变了")


def _duty(one: Mapping[str, object]) -> _Row:
    return (one["department"], *(str(one[name]) for name, _ in _PLACES), str(one["figures"]), "、".join(one["source_tables"]),
            "、".join(dict.fromkeys(section["title"] for section in one["sections"])))


def _uses(reports: Iterable[Mapping[str, object]]) -> Iterator[_Row]:
    for report in reports:
        for section in report["sections"]:
            cases = {case["id"]: case for case in section["cases"]}
            for name, word in _PLACES:
                for one in section[name]:
                    case = cases.get(one["case"], {"title": "", "department": section["department"]})
                    exhibit, cell = (f"{one['number']} {one['caption']}", f"{one['row']}，{one['column']}") if "row" in one else ("", "")
                    yield (case["department"], report["title"], section["title"], case["title"], word, exhibit, cell, one["old"], one["new"],
                           "印出的字变了" if one["printed"] else "印出的字不变", one["file"], str(one["line"] or ""))


def _looks(book: xlsxwriter.Workbook) -> Mapping[str, Format]:
    cell = {"font_name": "宋体", "font_size": 10, "border": 1, "border_color": "#9AA5B1", "valign": "top", "text_wrap": True}
    return {"title": book.add_format({"font_name": "黑体", "font_size": 13, "valign": "vcenter"}), "text": book.add_format(cell),
            "head": book.add_format({**cell, "font_name": "黑体", "align": "center", "valign": "vcenter", "bg_color": "#EEF3F8"})}


def _sheet(sheet: Worksheet, title: str, columns: tuple[tuple[str, int], ...], rows: tuple[_Row, ...], looks: Mapping[str, Format]) -> None:
    sheet.write_string(0, 0, title, looks["title"])
    sheet.set_row(0, 26)
    for column, (head, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, head, looks["head"])
    for n, row in enumerate(rows, 2):
        for column, text in enumerate(row):
            sheet.write_string(n, column, text, looks["text"])
    sheet.freeze_panes(2, 1)
    sheet.autofilter(1, 0, max(2, len(rows) + 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.set_footer("&C第 &P 页，共 &N 页")
