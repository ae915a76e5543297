"""The allocation workbook, read back."""

from io import BytesIO

import openpyxl

from reportgen.core.document import PartRole
from reportgen.core.pack import frozen
from reportgen.core.plan import PartPlan, Project, ReportPlan, SectionPlan
from reportgen.writers.plan_xlsx import COLUMNS, plan_xlsx

PROJECT = Project("岭海职业技术学院", 2025, "2025年12月")
JOBS = SectionPlan("jobs", "就业质量", "jobs.md", "招生就业处", ("学生工作处", "教务/实训:部"), "=HYPERLINK(\"x\")", "李处长", "2025-11-20", (800, 1600),
                   ("去向", "质量"), ("placement_rate", "x"), ("c",), ("t",), ("jd",))
PREFACE = SectionPlan("p", "前言", "p.md", "质量办")
PLAN = ReportPlan("school", "{school}职业教育质量年度报告", "", (
    PartPlan("p", "前言", PartRole.PREFACE, "", (PREFACE,)),
    PartPlan("talent", "人才培养", PartRole.PART, "", (JOBS,), frozen({"c": {"title": "去向图"}}), frozen({"t": {"title": "去向表"}}))))
NAMES = {"placement_rate": "毕业去向落实率", "jd": "真功夫"}


def rows(sheet) -> list[list]:
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(plan_xlsx(PLAN, PROJECT, NAMES)))


def test_one_sheet_for_all_and_one_a_department() -> None:
    made = book()
    assert made.sheetnames == ["总表", "质量办", "招生就业处", "学生工作处", "教务实训部"]
    assert made["总表"]["A1"].value == "岭海职业技术学院职业教育质量年度报告（2025年度）编写任务分工表"
    assert [row[1] for row in rows(made["学生工作处"])[1:]] == ["人才培养 / 就业质量"]


def test_a_row() -> None:
    head, first, second = rows(book()["总表"])
    assert head == [name for name, _ in COLUMNS]
    assert first[:4] == ["1", "前言", "", "质量办"]
    assert second == ["2", "人才培养 / 就业质量", "去向\n质量", "招生就业处", "学生工作处、教务/实训:部", '=HYPERLINK("x")', "李处长", "800—1600", "毕业去向落实率、x",
                      "图：去向图\n表：去向表\n案例：真功夫", "2025-11-20"]


def test_what_was_typed_is_text_and_never_a_formula() -> None:
    assert book()["总表"]["F4"].data_type == "s"


def test_it_prints_on_a4_landscape_with_repeated_heads() -> None:
    sheet = book()["总表"]
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize), sheet.freeze_panes, sheet.print_title_rows) == ("landscape", "9", "C3", "$1:$2")


def test_equal_plans_give_equal_bytes() -> None:
    assert plan_xlsx(PLAN, PROJECT, NAMES) == plan_xlsx(PLAN, PROJECT, NAMES)
