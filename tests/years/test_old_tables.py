"""The old tables as they are printed: two years side by side, a split by grade, one text over all rows, notes below."""

from functools import cache

import pytest

from reportgen.compose import compose
from reportgen.core.document import Document, Grid, Role, plain
from reportgen.core.figure import Figures
from reportgen.core.plan import Project, ReportPlan
from reportgen.core.report import Report
from reportgen.workspace import load_look, open_workspace
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from reportgen.writers.pdf import write_pdf
from tests.spec.texts import READERS
from tests.years.sample import CONTRACTS, figures, pack

PROJECT = Project("岭海职业技术学院", 2021, "2021年12月", code="99011")
PLAN = ReportPlan("school", "{school}质量年度报告", "", (), annex=True)


def both() -> Figures:
    """The export of 2025 as this year's and that of 2024 as last year's, both under the old pack."""
    return figures(2021, 2025).with_previous(figures(2021, 2024, told=2020))


@cache
def document() -> Document:
    """The annex alone."""
    made, found = compose(PROJECT, PLAN, pack(2021), both(), {}, {}, {})
    assert found == ()
    return made


def table(key: str) -> Grid:
    return next(block for block in document().blocks() if isinstance(block, Grid) and block.id == f"annex-{key}")


def cells(grid: Grid) -> list[list[str]]:
    return [[plain(cell.children) for cell in row] for row in grid.body]


def test_two_years_and_one_school_over_all_rows() -> None:
    grid = table("scorecard")
    assert [plain(cell.children) for cell in grid.head[0]] == ["院校代码", "院校名称", "指标", "单位", "2020年", "2021年"]
    rows = cells(grid)
    assert rows[0] == ["99011", "岭海职业技术学院", "就业率", "%", "95.92", "97.07"] and rows[1][:2] == ["毕业生本省就业比例", "%"]
    assert [cell.rowspan for cell in grid.body[0][:2]] == [8, 8]


def test_a_value_split_by_grade_and_values_that_are_not() -> None:
    grid = table("feedback")
    assert [cell.colspan for cell in grid.body[0]] == [1, 1, 1, 1, 1]
    assert [(plain(cell.children), cell.colspan, cell.role) for cell in grid.body[2]] == [
        ("课堂育人——满意度", 1, Role.ITEM), ("%", 1, Role.CENTRE), ("94.10", 2, Role.CENTRE), ("", 1, Role.CENTRE)]


def test_what_is_missing_is_a_dash_with_its_reason() -> None:
    grid = table("policy")
    assert ["其中：财政专项补贴", "元", "—", "—"] in cells(grid)
    assert "年支付企业兼职教师课酬" not in plain(grid.notes[0]) and "没有分列课酬的经费来源" in plain(grid.notes[0])


def test_a_ratio_without_unit_and_the_boxes_to_tick() -> None:
    assert cells(table("resources"))[0] == ["生师比", "—", "16.11", "15.97"]
    assert [plain(note)[:8] for note in table("service").notes[:2]] == ["主要办学经费来源", "院校举办者：公办"]


def test_a_year_that_does_not_compare_is_a_dash() -> None:
    made, _ = compose(PROJECT, PLAN, pack(2021), figures(2021, 2025).with_previous(figures(2024, 2024)), {}, {}, {})
    grid = next(block for block in made.blocks() if isinstance(block, Grid) and block.id == "annex-resources")
    assert cells(grid)[1] == ["双师素质专任教师比例", "%", "—", "63.68"]
    assert "双师素质专任教师比例（2020年）（不适用，口径与上年不同）" in plain(grid.notes[0])


@pytest.mark.parametrize(("kind", "write"), [("docx", write_docx), ("html", write_html), ("pdf", write_pdf)])
def test_every_writer_prints_them(kind: str, write) -> None:
    report = Report("school", PROJECT, PLAN, pack(2021), both(), document())
    text = str(READERS[kind](write(report, load_look(open_workspace(CONTRACTS.parent), "official"), {}).data))
    for word in ("院校代码", "2020年", "一年级", "国（境）外办学点数量", "1964740.00", "院校举办者"):
        assert word in text.replace(" ", ""), word
