"""Points for data work follow the facts of the log and the scheme of the year."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reportgen.assessment import assess, load_scheme, read_scheme
from reportgen.core.errors import Unreadable
from reportgen.signoff import CRITERIA, Act, send_back, sign
from reportgen.workspace import Workspace
from reportgen.writers.assessment_xlsx import assessment_xlsx
from tests.corrections.specimen import project

FINE = dict.fromkeys(CRITERIA, "符合")
SCHEME = """weights: {及时: 30, 完整: 30, 退回: 20, 问题: 20}
timely: {per_day: 10}
complete: {fair: 10}
returned: {each: 50}
issues: {warning: 5, fair: 5, bad: 10}
grades: {合格: 60, 优秀: 90, 不合格: 0}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return project(tmp_path)


def scores(workspace: Workspace, department: str = "招生就业处") -> tuple[dict[str, str], str, str]:
    row = next(one for one in assess(workspace, 2025)["departments"] if one["department"] == department)
    return row["scores"], row["total"], row["grade"]


def test_nothing_signed_is_not_timely(workspace: Workspace) -> None:
    assert scores(workspace) == ({"及时": "0.0", "完整": "30.0", "退回": "20.0", "问题": "20.0"}, "70.0", "合格")


def test_in_time_and_without_remarks(workspace: Workspace) -> None:
    sign(workspace, 2025, Act("甲", "2025-10-15", conclusions=FINE))
    assert scores(workspace)[1:] == ("100.0", "优秀")


def test_late_returned_and_remarked(workspace: Workspace) -> None:
    """Two days late: 80 % of 30; one return of one table: 50 % of 20; one remark: 95 % of 20; on completeness: 90 % of 30."""
    sign(workspace, 2025, Act("甲", "2025-10-17", conclusions=FINE))
    send_back(workspace, 2025, Act("戊", "2025-10-18", items=("grads",), note="有误"))
    sign(workspace, 2025, Act("甲", "2025-10-19", items=("grads",), conclusions={**FINE, "完整性": "基本符合"}, note="已补"))
    assert scores(workspace)[0] == {"及时": "24.0", "完整": "27.0", "退回": "10.0", "问题": "19.0"}


def test_ranks_are_shared(workspace: Workspace) -> None:
    made = assess(workspace, 2025)["departments"]
    assert [one["rank"] for one in made] == [1, 1]
    sign(workspace, 2025, Act("乙", "2025-10-15", conclusions=FINE))
    assert [(one["department"], one["rank"]) for one in assess(workspace, 2025)["departments"]] == [("学生工作处", 1), ("招生就业处", 2)]


def test_the_scheme_of_an_earlier_year_holds_on(workspace: Workspace) -> None:
    assert load_scheme(workspace, 2025)[1] == "data_contracts/2024/assessment.yaml"
    (workspace.contracts / "2025" / "assessment.yaml").write_text(SCHEME.replace("合格: 60", "合格: 75"), "utf-8")
    assert scores(workspace)[2] == "不合格"


@pytest.mark.parametrize(("before", "after"), [("及时: 30", "及时: 40"), ("per_day: 10", "per_day: 十"), ("grades: {合格: 60, 优秀: 90, 不合格: 0}", "grades: {}"),
                                               ("timely", "timly")])
def test_a_faulty_scheme_is_refused(before: str, after: str) -> None:
    with pytest.raises(Unreadable):
        read_scheme("assessment.yaml", SCHEME.replace(before, after))
    assert read_scheme("assessment.yaml", SCHEME).grade(Decimal(89)) == "合格"


def test_the_workbook(workspace: Workspace) -> None:
    made = assess(workspace, 2025)
    data = assessment_xlsx(made)
    book = load_workbook(BytesIO(data))
    assert book.sheetnames == ["考核汇总", "各表明细", "计分办法"] and data == assessment_xlsx(made)
    assert [cell.value for cell in book["考核汇总"][4]][-2:] == [70, "合格"] and book["各表明细"].max_row == 5
