"""问题清单 and 读入报告 as workbooks: every finding with its file, sheet and cell, linked; equal bytes for equal input."""

import io

import openpyxl
import pytest

from reportgen.core.finding import Finding, Severity
from reportgen.core.intake import Handled, IntakeReport, Sample, SheetRead, Way
from reportgen.core.place import Place
from reportgen.writers.celllinks import cell_link
from reportgen.writers.findings import findings_xlsx
from reportgen.writers.intake_report import intake_text, intake_xlsx

CELL = Place("甲#1.xlsx", sheet="A1 '机构'", cell="F23")
FINDING = Finding("K121", "wrong-type", Severity.ERROR, "课时应为数字，实为“约300”", CELL, "只填数字", also=(Place("乙.csv", sheet="乙", cell="A2"),),
                  department="教务处", found="约300", expected="数字")
OTHER = Finding("K110", "missing-table", Severity.WARNING, "缺少“教材”", Place("导出"), "放入", department="科研处")
REPORT = IntakeReport(1, (SheetRead(Place("乙.csv", sheet="乙"), "majors", "开设专业", "教务处", "2—3", 40, 3, 4, "GB18030"),),
                      (Handled(Way.NOTHING, "开设专业", "学制", 7, (Sample(CELL, "—", "空"), Sample(CELL, "=1", "空")), "教务处"),))


@pytest.mark.parametrize(("books", "at", "link"), [
    ("../in", CELL, "external:../in/甲%231.xlsx#'A1 ''机构'''!F23"), (".", Place("a.xlsx", sheet="S"), "external:a.xlsx#'S'!A1"),
    ("in", Place("乙.csv", sheet="乙", cell="A2"), "external:in/乙.csv"), (None, CELL, None), ("in", Place("a.md", 3), None)])
def test_where_a_link_leads(books: str | None, at: Place, link: str | None) -> None:
    assert cell_link(books, at) == link


def test_each_finding_with_what_is_there_what_should_be_and_a_link() -> None:
    book = openpyxl.load_workbook(io.BytesIO(findings_xlsx([FINDING, OTHER], books="in")))
    assert book.sheetnames == ["全部问题", "科研处", "教务处"] or book.sheetnames == ["全部问题", "教务处", "科研处"]
    head, row = ([cell.value for cell in one] for one in book["教务处"].iter_rows(max_row=2))
    told = dict(zip(head, row, strict=True))
    assert told["文件"] == CELL.file and told["工作表"] == CELL.sheet and told["单元格"] == "F23"
    assert (told["填报内容"], told["应为"], told["改法"], told["另见"]) == ("约300", "数字", "只填数字", "A2")
    link = book["教务处"].cell(2, head.index("单元格") + 1).hyperlink
    assert link.target.endswith("%231.xlsx") and link.location == "'A1 ''机构'''!F23"
    assert book["科研处"].cell(2, head.index("单元格") + 1).hyperlink is None


def test_findings_in_texts_keep_their_list() -> None:
    at = Place("chapters/a.md", 3, 5)
    book = openpyxl.load_workbook(io.BytesIO(findings_xlsx([Finding("T201", "bare-number", Severity.ERROR, "裸数字", at, "写指标名")])))
    assert [cell.value for cell in book.active[1]][4] == "位置" and book.active.cell(2, 5).value == "chapters/a.md:3:5"


def test_the_report_counts_and_shows_examples() -> None:
    book = openpyxl.load_workbook(io.BytesIO(intake_xlsx(REPORT, books="in")))
    assert [[cell.value for cell in row] for row in book["处理明细"].iter_rows(min_row=2)] == [
        ["—、/、无等按空", "开设专业", "学制", "教务处", 7, "A1 '机构'!F23", "—", "空"], ["—、/、无等按空", "开设专业", "学制", "教务处", None, "A1 '机构'!F23", "=1", "空"]]
    assert book["处理明细"]["F2"].hyperlink.location == "'A1 ''机构'''!F23" and book["处理明细"]["G3"].data_type == "s"
    assert [cell.value for cell in book["读入的表"][2]] == ["开设专业", "教务处", "乙.csv", "乙", "2—3", 40, 3, 4, "GB18030"]
    assert intake_text(REPORT).splitlines() == [
        "读入：1个文件，1张工作表（1张数据表），40行，3列", "  开设专业［乙］40行，3/4列：—、/、无等按空7", "合计：—、/、无等按空7（处；逐项明细加 --report 文件.xlsx）"]


def test_the_same_bytes_again() -> None:
    assert intake_xlsx(REPORT, books="in") == intake_xlsx(REPORT, books="in")
    assert findings_xlsx([FINDING, OTHER], books="in") == findings_xlsx([FINDING, OTHER], books="in")
