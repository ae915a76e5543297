"""The board: each section's state, size, findings and days; the same on the terminal, in the workbook and on the page."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from reportgen.assignments import STATES, board, reminder_words
from reportgen.build import assemble
from reportgen.core.errors import Unreadable
from reportgen.forms import load_form
from reportgen.workspace import Workspace
from reportgen.writers.board import board_html, board_text, board_xlsx
from tests.corrections.specimen import project
from tests.signoff.test_sections import AID, JOBS, PEOPLE, TEXT, edit, returns, signs
from tests.writers.docx_lint import faults

PART = "chapters/school/01-人才培养/part.yaml"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = project(tmp_path)
    (made.root / "people.yaml").write_text(PEOPLE, "utf-8")
    edit(made.root / PART, "lead: 招生就业处}", "lead: 招生就业处, due: 2025-11-10, words: [100, 300]}")
    edit(made.root / PART, "lead: 学生工作处}", "lead: 学生工作处, due: 2025-11-20}\n  - {id: mind, title: 心理<b>健康, file: 心理.md, lead: 学生工作处}")
    (made.root / "chapters/school/01-人才培养/心理.md").write_text("待补充：请牵头部门提交本节。数字写名称，写法见写作手册。\n", "utf-8")
    return made


def made(workspace: Workspace, day: str = "2025-11-12", **options: str) -> dict[str, object]:
    return board(workspace, assemble(workspace)[0], on=date.fromisoformat(day), **options)


def rows(workspace: Workspace, day: str = "2025-11-12") -> dict[str, dict[str, object]]:
    return {str(row["id"]): row for row in made(workspace, day)["sections"]}


def test_states_from_nothing_to_signed(workspace: Workspace) -> None:
    seen = []
    for person, level in (("", ""), ("甲", ""), ("乙", "部门负责人"), ("丙", ""), ("戊", "")):
        assert not person or signs(workspace, person, JOBS, level=level) == []
        row = rows(workspace)[JOBS]
        seen.append((row["state"], row["next"], row["waiting"]))
    assert seen == [("draft", "执笔", ["甲", "乙"]), ("reviewed", "部门负责人", ["乙"]), ("reviewed", "归口", ["丙"]), ("reviewed", "校级", ["丁", "戊"]),
                    ("signed", "", [])]
    assert rows(workspace)["school/talent/mind"]["state"] == "not_begun"


def test_returned_and_voided_say_why(workspace: Workspace) -> None:
    signs(workspace, "己", AID), signs(workspace, "甲", JOBS)
    returns(workspace, "丁", AID, level="归口", reason="口径写明")
    edit(workspace.root / TEXT, "毕业生{{", "共有毕业生{{")
    known = rows(workspace)
    assert known[AID]["state"] == "returned" and "口径写明" in known[AID]["remark"]
    assert known[JOBS]["state"] == "draft" and "正文改动1段" in known[JOBS]["remark"]


def test_size_findings_and_days(workspace: Workspace) -> None:
    row = rows(workspace)[JOBS]
    assert (row["words"], row["words_planned"], row["errors"], row["warnings"]) == (32, [100, 300], 0, 1) and row["figures"] == 8
    assert (row["due"], row["days_left"], row["late"]) == ("2025-11-10", -2, True)
    assert rows(workspace, "2025-11-01")[JOBS]["days_left"] == 9 and not rows(workspace, "2025-11-10")[JOBS]["late"]
    mind = rows(workspace)["school/talent/mind"]
    assert (mind["words"], mind["days_left"]) == (0, None)
    edit(workspace.root / "chapters/school/01-人才培养/资助.md", "资助", "资助{{无此指标}}，")
    assert (rows(workspace)[AID]["errors"], rows(workspace)[JOBS]["errors"]) == (1, 0)


def test_sums_and_one_department(workspace: Workspace) -> None:
    known = made(workspace)
    assert known["states"] == {"not_begun": 1, "draft": 2, "returned": 0, "reviewed": 0, "signed": 0}
    assert [(one["department"], one["sections"], one["late"], one["days_left"]) for one in known["departments"]] == [("招生就业处", 1, 1, -2), ("学生工作处", 2, 0, 8)]
    assert [row["department"] for row in made(workspace, department="学生工作处")["sections"]] == ["学生工作处"] * 2
    with pytest.raises(Unreadable):
        made(workspace, department="后勤处")


def test_a_reminder_for_whoever_has_not_finished(workspace: Workspace) -> None:
    for person, level in (("甲", ""), ("乙", "部门负责人"), ("丙", ""), ("戊", "")):
        signs(workspace, person, JOBS, level=level)
    (words,) = reminder_words(made(workspace), "2025年度")
    assert (words["部门"], words["节数"], words["未交数"], words["日期"]) == ("学生工作处", "2", "1", "2025年11月12日")
    assert [(row["名称"], row["状态"], row["剩余"]) for row in words["小节"]] == [("学生资助", "草稿", "还有8天"), ("心理<b>健康", "未动笔", "—")]
    data = load_form(workspace, "reminder").filled({**words, "发出部门": "质量管理办公室"})
    printed = Document(BytesIO(data))
    assert faults(data) == []
    assert "截至2025年11月12日，贵部门牵头的小节还有2节没有签齐" in "\n".join(one.text for one in printed.paragraphs)
    assert [cell.text for cell in printed.tables[0].rows[1].cells][1:4] == ["学生资助", "草稿", "2025-11-20"]


def test_terminal_workbook_and_page_say_the_same(workspace: Workspace) -> None:
    known = made(workspace)
    text, page = board_text(known, STATES), board_html(known, STATES).decode()
    assert "就业质量　草稿（等执笔：甲、乙）" in text and "已过2天" in text and "未动笔1，草稿2" in text
    assert "心理&lt;b&gt;健康" in page and "<b>健康" not in page and not re.search(r"https?://|<script", page) and page == board_html(known, STATES).decode()
    book = openpyxl.load_workbook(BytesIO(board_xlsx(known, STATES)))
    assert book.sheetnames == ["部门汇总", "各节进度"] and [cell.value for cell in book["各节进度"][4]][:4] == ["招生就业处", "就业质量", "人才培养", "草稿"]
    assert board_xlsx(known, STATES) == board_xlsx(known, STATES)
