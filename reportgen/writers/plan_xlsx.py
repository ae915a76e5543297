"""任务分工表 as a workbook: one sheet for everybody, one for each department. Equal plans give equal bytes."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reportgen.core.pack import frozen
from reportgen.core.plan import PartPlan, Project, ReportPlan, SectionPlan

COLUMNS = (("序号", 5), ("章节", 22), ("内容要点", 26), ("牵头部门", 13), ("配合部门", 15), ("执笔人", 9), ("审核人", 9), ("字数", 10),
           ("必含指标", 30), ("图表案例", 30), ("完成时间", 11))
OVERVIEW = "总表"
_CENTRED = (0, 7, 10)
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST = 31
_Row = tuple[PartPlan, SectionPlan]


def plan_xlsx(plan: ReportPlan, project: Project, names: Mapping[str, str] = frozen({})) -> bytes:
    """The allocation sheet of one report. names: id → printed name of figures and cases; an id without one is printed itself."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        book.set_properties({"title": _title(plan, project), "author": project.school, "created": datetime(project.year, 1, 1)})
        rows = tuple((part, section) for part in plan.parts for section in part.sections)
        looks = _looks(book)
        used = {OVERVIEW.casefold()}
        _sheet(book.add_worksheet(OVERVIEW), _title(plan, project), rows, names, looks)
        for department in _departments(rows):
            own = tuple(row for row in rows if department in (row[1].lead, *row[1].support))
            _sheet(book.add_worksheet(sheet_name(department, used)), f"{_title(plan, project)}（{department}）", own, names, looks)
    return out.getvalue()


def _title(plan: ReportPlan, project: Project) -> str:
    words = {"school": project.school, "label": f"{project.year}年度", "year": str(project.year), "enterprise": "合作企业"}
    title = re.sub(r"\{(\w+)\}", lambda match: words.get(match[1], match[0]), plan.title)
    return f"{title}（{project.year}年度）编写任务分工表"


def _departments(rows: Iterable[_Row]) -> tuple[str, ...]:
    """Every department that leads or supports, leaders first, in the order of their sections."""
    known = tuple(rows)
    leads = [section.lead for _, section in known]
    helpers = [one for _, section in known for one in section.support]
    return tuple(one for one in dict.fromkeys((*leads, *helpers)) if one)


def sheet_name(department: str, used: set[str]) -> str:
    """A lawful sheet name, unique in the book."""
    plain = _FORBIDDEN.sub("", department)[:_LONGEST] or "部门"
    name, count = plain, 1
    while name.casefold() in used:
        count += 1
        name = f"{plain[:_LONGEST - len(str(count))]}{count}"
    used.add(name.casefold())
    return name


def _looks(book: xlsxwriter.Workbook) -> Mapping[str, Format]:
    cell = {"font_name": "宋体", "font_size": 10, "border": 1, "border_color": "#9AA5B1", "valign": "vcenter", "text_wrap": True}
    return {
        "title": book.add_format({"font_name": "黑体", "font_size": 15, "align": "center", "valign": "vcenter"}),
        "head": book.add_format({**cell, "font_name": "黑体", "align": "center", "bg_color": "#EEF3F8"}),
        "text": book.add_format(cell),
        "centre": book.add_format({**cell, "align": "center"}),
    }


def _sheet(sheet: Worksheet, title: str, rows: tuple[_Row, ...], names: Mapping[str, str], looks: Mapping[str, Format]) -> None:
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, title, looks["title"])
    sheet.set_row(0, 30)
    for column, (head, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(1, column, head, looks["head"])
    sheet.set_row(1, 22)
    for n, row in enumerate(rows, 1):
        texts = _texts(n, row, names)
        for column, text in enumerate(texts):
            sheet.write_string(n + 1, column, text, looks["centre" if column in _CENTRED else "text"])
        sheet.set_row(n + 1, _height(texts))
    _print_setup(sheet, len(rows) + 1)


def _print_setup(sheet: Worksheet, last_row: int) -> None:
    sheet.freeze_panes(2, 2)
    sheet.set_landscape()
    sheet.center_horizontally()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    sheet.print_area(0, 0, last_row, len(COLUMNS) - 1)
    sheet.autofilter(1, 0, last_row, len(COLUMNS) - 1)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _texts(number: int, row: _Row, names: Mapping[str, str]) -> tuple[str, ...]:
    part, section = row
    words = f"{section.words[0]}—{section.words[1]}" if section.words else ""
    return (str(number), f"{part.title} / {section.title}" if part.title != section.title else part.title, "\n".join(section.points), section.lead,
            "、".join(section.support), section.writer, section.reviewer, words, "、".join(names.get(id, id) for id in section.figures),
            _exhibits(part, section, names), section.due)


def _exhibits(part: PartPlan, section: SectionPlan, names: Mapping[str, str]) -> str:
    lists = (("图", section.charts, part.charts), ("表", section.tables, part.tables))
    lines = [f"{word}：{specs.get(id, {}).get('title', id)}" for word, ids, specs in lists for id in ids]
    return "\n".join((*lines, *(f"案例：{names.get(id, id)}" for id in section.cases)))


def _height(texts: tuple[str, ...]) -> float:
    """Points a row needs so that no text is cut off; spreadsheets do not fit wrapped rows by themselves when opened."""
    lines = (sum(max(1, -(-_width(line) // (width - 1))) for line in text.split("\n")) for text, (_, width) in zip(texts, COLUMNS, strict=True))
    return max(22, 14.5 * max(lines) + 6)


def _width(line: str) -> int:
    return sum(2 if east_asian_width(one) in "WFA" else 1 for one in line)
