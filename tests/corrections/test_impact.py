"""What a changed snapshot changes: figures, points, and every place of the reports that prints them."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reportgen.core.errors import Unreadable
from reportgen.edition import open_project
from reportgen.impact import difference, find_snapshot, impact, open_pair
from reportgen.intake import current_snapshot
from reportgen.workspace import Workspace
from reportgen.writers.difference_xlsx import difference_xlsx
from tests.corrections.specimen import AID_ROWS, GRAD_ROWS, freeze, project

FILE = "chapters/school/01-人才培养/就业.md"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return project(tmp_path)


def changed(workspace: Workspace, grads=GRAD_ROWS, aid=AID_ROWS, **correction: str) -> dict:
    old = current_snapshot(workspace.snapshots(2025))
    return impact(workspace, open_pair(workspace, old, freeze(workspace, grads, aid, **correction)))


def places(told: dict, name: str) -> list[tuple[str, str, bool]]:
    return [(one["old"], one["new"], one["printed"]) for report in told["reports"] for section in report["sections"] for one in section[name]]


def test_the_same_data_differ_in_nothing(workspace: Workspace) -> None:
    told = changed(workspace)
    assert (told["figures"], told["series"], told["tables"], told["reports"], told["departments"]) == ([], [], [], [], [])


def test_one_more_graduate(workspace: Workspace) -> None:
    told = changed(workspace, [*GRAD_ROWS, ["4", "扩招", "就业"]], reason="漏报一人")
    assert [(one["id"], one["old_shown"], one["new_shown"], one["change"]) for one in told["figures"]] == [
        ("total", "3人", "4人", "+1"), ("placed", "2人", "3人", "+1"), ("rate", "67%", "75%", "+8")]
    assert [(point["label"], point["old"], point["new"]) for point in told["series"][0]["points"]] == [("扩招", "1", "2")]
    assert told["tables"][0]["changed"] == "新增1行" and told["correction"]["reason"] == "漏报一人"
    assert places(told, "sentences") == [("毕业生3人，比上年增加1人。", "毕业生4人，比上年增加2人。", True), ("落实率67%。", "落实率75%。", True),
                                         ("全年落实2人。", "全年落实3人。", True)]
    assert places(told, "tables") == [("3", "4", True), ("67", "75", True)]
    assert places(told, "charts") == [("1", "2", True)]
    assert places(told, "annex") == [("3", "4", True)]
    (jobs, annex) = told["reports"][0]["sections"]
    assert (jobs["sentences"][0]["file"], jobs["sentences"][0]["line"], jobs["department"]) == (FILE, 1, "招生就业处")
    assert [case["department"] for case in jobs["cases"]] == ["校企合作处"] and annex["id"] == "annex/card"
    assert (jobs["tables"][0]["row"], jobs["tables"][0]["column"], jobs["charts"][0]["figures"]) == ("毕业生人数", "2025届", ["by_kind"])
    duties = {one["department"]: one for one in told["departments"]}
    assert (duties["招生就业处"]["sentences"], duties["招生就业处"]["tables"], duties["招生就业处"]["annex"]) == (2, 1, 1)
    assert duties["校企合作处"]["sentences"] == 1 and "学生工作处" not in duties


def test_a_change_that_is_not_printed_is_told_apart(workspace: Workspace) -> None:
    """29 of 43 is 67.44 %, which is printed like two of three."""
    rows = [[str(n), "统招", "就业" if n <= 29 else "待就业"] for n in range(1, 44)]
    told = changed(workspace, rows)
    rate = next(one for one in told["figures"] if one["id"] == "rate")
    assert not rate["printed"] and rate["old"] != rate["new"] and rate["old_shown"] == rate["new_shown"] == "67%"
    assert ("落实率67%。", "落实率67%。", False) in places(told, "sentences") and ("67", "67", False) in places(told, "tables")


def test_last_years_data_reach_this_years_comparisons(workspace: Workspace) -> None:
    old = current_snapshot(workspace.snapshots(2024))
    new = freeze(workspace, [*GRAD_ROWS[:2], ["9", "统招", "就业"]], [["国家奖学金", "1"], ["校奖学金", "2"]], year=2024)
    told = impact(workspace, open_pair(workspace, old, new))
    assert places(told, "sentences") == [("毕业生3人，比上年增加1人。", "毕业生3人，与上年持平。", True)]
    assert places(told, "tables") == [("2", "3", True)] and places(told, "annex") == []


def test_years_can_be_compared_but_have_no_impact(workspace: Workspace) -> None:
    pair = open_pair(workspace, "2024", "2025")
    told = difference(workspace, pair)
    assert told["tables"] == [] and {one["id"] for one in told["figures"]} == {"total", "rate", "aid_total"}
    with pytest.raises(Unreadable, match="同一年度"):
        impact(workspace, pair)


def test_a_snapshot_is_found_by_the_beginning_of_its_id(workspace: Workspace) -> None:
    current = current_snapshot(workspace.snapshots(2025))
    assert find_snapshot(workspace, current[:6]) == (2025, workspace.snapshots(2025) / current)
    for thing in ("abc", "zzzz", "2023"):
        with pytest.raises(Unreadable, match="没有快照"):
            find_snapshot(workspace, thing)


def test_what_was_signed_is_named(workspace: Workspace) -> None:
    from reportgen.signoff import CRITERIA, Act, sign
    sign(workspace, 2025, Act("甲", "2025-10-12", conclusions=dict.fromkeys(CRITERIA, "符合")))
    told = changed(workspace, [*GRAD_ROWS, ["4", "扩招", "就业"]])
    assert told["tables"][0]["signatures"] == ["填报 甲 2025-10-12"]


def test_the_workbook_holds_it_all_and_is_the_same_again(workspace: Workspace) -> None:
    told = changed(workspace, [*GRAD_ROWS, ["4", "扩招", "就业"]])
    data = difference_xlsx(told)
    book = load_workbook(BytesIO(data))
    assert book.sheetnames == ["按部门", "涉及的地方", "指标", "分组数据", "数据表"] and data == difference_xlsx(told)
    assert [cell.value for cell in book["指标"][3]][:8] == ["毕业生人数", "total", "学校", "招生就业处", "3人", "4人", "+1", "印出的数变了"]
    assert book["涉及的地方"].max_row == 2 + sum(len(places(told, name)) for name in ("sentences", "tables", "charts", "annex"))


def test_the_project_is_left_alone(workspace: Workspace) -> None:
    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file() and workspace.cache not in path.parents}

    before = files()
    difference(workspace, open_pair(workspace, "2024", "2025"))
    assert files() == before and open_project(workspace).year == 2025


def test_rows_that_only_moved_have_not_changed(workspace: Workspace) -> None:
    path = workspace.root / "chapters" / "school" / "01-人才培养" / "tables.yaml"
    path.write_text("jobs:\n  title: 各类毕业生\n  series: [by_kind]\n  top: 5\n", "utf-8")
    told = changed(workspace, [*GRAD_ROWS, ["4", "扩招", "就业"], ["5", "扩招", "就业"]])
    assert places(told, "tables") == [("1", "3", True)]
