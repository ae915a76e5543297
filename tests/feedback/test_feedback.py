"""Feedback is received, assigned and answered in a chained log that holds nothing of who wrote; only what was cleared for it is published."""

import json
from multiprocessing import get_context
from pathlib import Path

import pytest

from reportgen.core.errors import ReportgenError
from reportgen.feedback import add, answer, assign, items, public_answers, verify_feedback
from reportgen.feedback.book import log_of, private_path, written
from reportgen.feedback.summary import summary_words
from reportgen.workspace import Workspace
from tests.cli.conftest import run
from tests.corrections.specimen import project
from tests.writers.docx_lint import faults

SAID = "我是家长王小明，电话13800138000，落实率与官网不同"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return project(tmp_path_factory.mktemp("feedback"))


@pytest.fixture
def workspace(made: Workspace, tmp_path: Path) -> Workspace:
    import shutil
    return Workspace(shutil.copytree(made.root, tmp_path / "项目"))


def received(workspace: Workspace, text: str = SAID, *, on: str = "2026-01-05", days: int = 15, kind: str = "数据疑问") -> str:
    return add(workspace, 2025, text=text, channel="邮件", kind=kind, department="招生就业处", on=on, days=days, name="王小明", contact="13800138000").id


def answered(workspace: Workspace, id: str, *, on: str = "2026-01-12", question: str = "", public: str = "") -> None:
    answer(workspace, 2025, id, text="王小明您好，时点不同。", on=on, question=question, public=public)


def test_from_receipt_to_answer(workspace: Workspace) -> None:
    id = received(workspace)
    assign(workspace, 2025, id, department="质量管理办公室", on="2026-01-06", due="2026-01-18")
    answered(workspace, id, question="落实率为什么与官网不同？", public="统计时点不同。")
    (item,) = items(workspace, 2025)
    assert (id, item.on, item.department, item.due, item.answered, item.days) == ("2025-001", "2026-01-05", "质量管理办公室", "2026-01-18", "2026-01-12", 7)
    assert public_answers(workspace) == [{"question": "落实率为什么与官网不同？", "answer": "统计时点不同。", "kind": "数据疑问", "department": "质量管理办公室", "on": "2026-01-12"}]


def test_nothing_of_who_wrote_is_in_the_log_the_list_or_the_form(workspace: Workspace) -> None:
    id = received(workspace)
    answered(workspace, id, question="落实率为什么与官网不同？", public="统计时点不同。")
    told = log_of(workspace, 2025).path.read_text("utf-8") + json.dumps(summary_words(workspace, 2025, today="2026-02-01"), ensure_ascii=False)
    told += run("feedback", "list", "--json", "--project", workspace.root).out
    assert not any(one in told for one in ("王小明", "13800138000", "家长", "您好"))
    assert written(workspace, id)["name"] == "王小明" and written(workspace, id)["text"] == SAID


@pytest.mark.parametrize(("question", "public"), [("王小明问落实率", "时点不同"), ("落实率？", "已致电 138 0013 8000"), ("落实率？", "请来信人王 小 明放心"),
                                                  ("落实率？", "已致电13900139000")])
def test_what_tells_who_wrote_is_not_published(workspace: Workspace, question: str, public: str) -> None:
    id = received(workspace)
    with pytest.raises(ReportgenError) as stop:
        answered(workspace, id, question=question, public=public)
    assert [one.code for one in stop.value.findings] == ["G301"] and "王小明" not in stop.value.message and items(workspace, 2025)[0].answered == ""


def test_states_by_the_day(workspace: Workspace) -> None:
    first, second, third = received(workspace), received(workspace), received(workspace)
    answered(workspace, first, on="2026-01-20")
    answered(workspace, second, on="2026-01-21")
    assert [one.state("2026-01-25") for one in items(workspace, 2025)] == ["已答复", "逾期答复", "逾期5天"]
    assert items(workspace, 2025)[2].state("2026-01-20") == "还有0天" and third == "2025-003"


def test_the_form_counts_what_the_list_shows(workspace: Workspace) -> None:
    for n in range(3):
        received(workspace, on=f"2026-01-0{n + 1}", kind="数据疑问" if n else "内容有误")
    answered(workspace, "2025-001", on="2026-01-04")
    answered(workspace, "2025-002", on="2026-02-01", question="问", public="答")
    told = summary_words(workspace, 2025, today="2026-02-02")
    assert [told[key] for key in ("收到", "已答复", "未答复", "逾期", "平均天数", "类别", "渠道", "日期")] == [
        "3", "2", "1", "2", "16.5", "数据疑问2件、内容有误1件", "邮件3件", "2026年2月2日"]
    assert told["公开"] == [{"问题": "问", "答复": "答"}] and [row["状态"] for row in told["意见"]] == ["已答复", "逾期答复", "逾期15天"]


def test_an_empty_year_is_a_form_too(workspace: Workspace) -> None:
    ran = run("form", "feedback", "--on", "2026-02-02", "--project", workspace.root)
    (path,) = workspace.build(2025).glob("forms/意见反馈情况汇总表*.docx")
    from reportgen.reading.extract import extract
    text = "".join(piece.text for piece in extract(path.name, path.read_bytes()).pieces)
    assert faults(path.read_bytes()) == []
    assert ran.status == 0 and "本年度没有收到意见" in text and "0 件" in text and summary_words(workspace, 2025, today="2026-02-02")["平均天数"] == "—"


@pytest.mark.parametrize(("make", "said"), [
    (lambda w: received(w, "  "), "没有写收到的内容"), (lambda w: received(w, on="1月5日"), "不是日期"),
    (lambda w: answered(w, "2025-009"), "没有编号"), (lambda w: answered(w, received(w), on="2026-01-01"), "早于收到"),
    (lambda w: answered(w, received(w), question="问"), "都写上"),
    (lambda w: add(w, 2025, text="x", channel="邮件", kind="其他", department="13800138000", on="2026-01-05", days=1), "个人信息")])
def test_what_cannot_be_recorded_is_refused_and_nothing_is_written(workspace: Workspace, make: object, said: str) -> None:
    with pytest.raises(ReportgenError) as stop:
        make(workspace)
    assert said in stop.value.message and not any(one.answered for one in items(workspace, 2025))


def test_answered_is_answered(workspace: Workspace) -> None:
    id = received(workspace)
    answered(workspace, id)
    for again in (lambda: answered(workspace, id), lambda: assign(workspace, 2025, id, department="教务处", on="2026-01-13")):
        with pytest.raises(ReportgenError):
            again()


def test_what_is_changed_or_taken_out_shows(workspace: Workspace) -> None:
    id = received(workspace)
    received(workspace)
    answered(workspace, id)
    assert list(verify_feedback(workspace, 2025)) == []
    private_path(workspace, id).unlink()  # a person asked for it
    assert list(verify_feedback(workspace, 2025)) == []
    path = private_path(workspace, "2025-002")
    path.write_bytes(path.read_bytes().replace("官网".encode(), "别处".encode()))
    log = log_of(workspace, 2025).path
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[1:]))
    assert sorted(one.code for one in verify_feedback(workspace, 2025)) == ["L101"]
    log.write_bytes(b"")
    assert "L102" in [one.code for one in verify_feedback(workspace, 2025)]
    assert "L10" in run("verify", "2025", "--project", workspace.root).out


def test_a_changed_original_shows(workspace: Workspace) -> None:
    path = private_path(workspace, received(workspace))
    path.write_bytes(path.read_bytes().replace("官网".encode(), "别处".encode()))
    assert [one.code for one in verify_feedback(workspace, 2025)] == ["G302"]


def _add(root: Path) -> None:
    for _ in range(5):
        received(Workspace(root))


def test_two_at_once_lose_nothing(workspace: Workspace) -> None:
    context = get_context("spawn")
    both = [context.Process(target=_add, args=(workspace.root,)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(60)
    assert [one.id for one in items(workspace, 2025)] == [f"2025-{n:03d}" for n in range(1, 11)] and list(verify_feedback(workspace, 2025)) == []


def test_the_command_says_what_is_late(workspace: Workspace) -> None:
    own = ("--project", workspace.root)
    assert run("feedback", "add", "--text", "目录页码错了", "--department", "教务处", "--on", "2026-01-05", *own).status == 0
    assert run("feedback", "list", "--on", "2026-01-20", *own).status == 0
    late = run("feedback", "list", "--open", "--on", "2026-01-21", *own)
    assert late.status == 1 and "逾期1天" in late.out and "收到1件，未答复1件" in late.out
    assert run("feedback", "answer", "2025-001", "--text", "已改", "--on", "2026-01-22", *own).status == 0
    assert run("feedback", "list", "--open", "--on", "2026-01-22", *own).out.strip() == "2025年度没有未答复的意见"
