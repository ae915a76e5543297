"""What changed much is asked of the departments by a workbook; their answers come back into explanations.yaml."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from reportgen.core.errors import Unreadable
from reportgen.core.figure import Figures
from reportgen.core.yardstick import Reason
from reportgen.reasons import asked, take, with_reasons
from reportgen.workspace import Workspace
from reportgen.writers.reasons_xlsx import reasons_xlsx
from reportgen.yamlplaces import load
from tests.corrections.specimen import GRAD_ROWS, freeze, project

ON = date(2025, 11, 20)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Many more graduates and twice the aid of last year."""
    made = project(tmp_path)
    many = [[str(n), "统招", "就业"] for n in range(4, 40)]
    freeze(made, [*GRAD_ROWS, *many], [["国家奖学金", "20"]], reason="补报")
    return made


def sent(workspace: Workspace) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(reasons_xlsx(asked(workspace, 2025), school="某校", label="2025年度", year=2025)))


def returned(workspace: Workspace, book: openpyxl.Workbook, name: str = "交回.xlsx") -> Path:
    path = workspace.root / name
    book.save(path)
    return path


def test_each_department_is_asked_for_its_own(workspace: Workspace) -> None:
    assert [(one.figure.id, one.last, one.now, one.rate, one.reason) for one in asked(workspace, 2025, "学生工作处")] == [
        ("aid_total", "3.00", "20.00", "+566.67%", None)]
    book = sent(workspace)
    assert set(book.sheetnames) == {"招生就业处", "学生工作处"}
    row = [cell.value for cell in book["学生工作处"][4]]
    assert row[:7] == ["奖助学金额", "aid_total", "万元", "3.00", "20.00", "+17.00", "+566.67%"] and not row[7]
    assert not book["学生工作处"]["H4"].protection.locked and book["学生工作处"]["B4"].protection.locked
    with pytest.raises(Unreadable, match="没有哪个指标归"):
        asked(workspace, 2025, "后勤处")


def test_answers_are_taken_once(workspace: Workspace) -> None:
    book = sent(workspace)
    book["学生工作处"]["H4"], book["学生工作处"]["J4"] = "新设{{落实人数}}人的“专项”: #1", "2025年11月5日"
    path = returned(workspace, book)
    taken, findings = take(workspace, 2025, [path], ON)
    assert findings == () and [(one.indicator, one.by, one.date) for one in taken] == [("aid_total", "学生工作处", "2025-11-05")]
    assert [one.reason.text for one in asked(workspace, 2025, "学生工作处")] == ["新设{{落实人数}}人的“专项”: #1"]
    before = (workspace.root / "explanations.yaml").read_bytes()
    assert take(workspace, 2025, [path], ON) == ((), ()) and (workspace.root / "explanations.yaml").read_bytes() == before


def test_a_wrong_row_stops_all(workspace: Workspace) -> None:
    book = sent(workspace)
    sheet = book["学生工作处"]
    sheet["H4"], sheet["J4"], sheet["B5"], sheet["H5"] = "增资", "去年底", "nobody", "原因"
    taken, findings = take(workspace, 2025, [returned(workspace, book)], ON)
    assert taken == () and [(one.code, one.at.sheet, one.at.cell) for one in findings] == [("A106", "学生工作处", "B4"), ("A132", "学生工作处", "B5")]
    assert not (workspace.root / "explanations.yaml").exists()


def test_another_table_is_no_answer(workspace: Workspace) -> None:
    book = openpyxl.Workbook()
    book.active.append(["指标", "原因"])
    with pytest.raises(Unreadable, match="没有变动说明表"):
        take(workspace, 2025, [returned(workspace, book)], ON)


TEXT = """# 说明
2024:
  落实人数: {text: 去年的, by: 甲, date: 2024-11-01}
2025:
  奖助学金额:      # 财务已核
    text: 旧的
    by: 学生工作处
    date: 2025-10-01
  rate: {text: 留着, by: 乙, date: 2025-10-02}
"""


def test_the_rest_of_the_file_stays(workspace: Workspace) -> None:
    figures = {one.figure.id: one.figure for one in asked(workspace, 2025)}
    known = Figures(2025, "s", figures.values())
    text = with_reasons(TEXT, 2025, {"aid_total": Reason("aid_total", "新的", "学生工作处", "2025-11-05")}, known)
    node, findings = load("explanations.yaml", text)
    assert findings == () and text.startswith(TEXT[:TEXT.index("  奖助学金额")])
    assert {key: entry.get("text").value for key, entry in node.get("2025").items()} == {"rate": "留着", "奖助学金额": "新的"}
    assert list(load("x", with_reasons("", 2025, {"aid_total": Reason("aid_total", "新的", "某处", "2025-11-05")}, known))[0].keys) == ["2025"]
