"""The commands of data work as a user types them."""

from pathlib import Path

import pytest

from reportgen.workspace import Workspace
from tests.cli.conftest import Ran, run
from tests.corrections.specimen import AID_ROWS, GRAD_ROWS, export, freeze, project


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return project(tmp_path / "项目")


def typed(workspace: Workspace, *arguments: object) -> Ran:
    return run(*map(str, arguments), "--project", workspace.root)


def test_sign_return_status(workspace: Workspace) -> None:
    signed = typed(workspace, "data", "sign", "--person", "甲", "--conclude", "均符合", "--on", "2025-10-12")
    assert (signed.status, signed.out) == (0, "已签字：毕业生去向（1张表）\n")
    again = typed(workspace, "data", "sign", "--person", "甲", "--conclude", "均符合", "--conclude", "及时性＝基本符合")
    assert again.status == 1 and "D715" in again.out and "没有登记" in again.out
    returned = typed(workspace, "data", "return", "grads", "--person", "戊", "--reason", "缺一人", "--on", "2025-10-13")
    assert (returned.status, returned.out) == (0, "已退回：毕业生去向（1张表）\n")
    status = typed(workspace, "data", "status", "--department", "招生就业处")
    assert status.status == 0 and "填报：—" in status.out and "D703" in status.out and "奖助学" not in status.out
    (row,) = typed(workspace, "data", "status", "--department", "招生就业处", "--json").json()
    assert (row["table"], row["next"], row["returns"], row["returned"]["reason"]) == ("grads", "填报", 1, "缺一人")


def test_assess(workspace: Workspace, tmp_path: Path) -> None:
    assert "招生就业处　70.0　合格" in typed(workspace, "data", "assess").out
    assert typed(workspace, "data", "assess", "--json").json()["departments"][0]["total"] == "70.0"
    assert typed(workspace, "data", "assess", "--xlsx", tmp_path / "考核.xlsx").status == 0 and (tmp_path / "考核.xlsx").is_file()


def test_keygen_seal_verify(workspace: Workspace, tmp_path: Path) -> None:
    assert typed(workspace, "data", "keygen", tmp_path / "key.pem", "--owner", "质量管理办公室").status == 0
    sealed = typed(workspace, "data", "seal", "--key", tmp_path / "key.pem")
    assert sealed.status == 0 and sealed.out.startswith("已封签：data_contracts/2025/snapshots/")
    verified = typed(workspace, "verify")
    assert verified.status == 0 and "快照登记簿（1条）" in verified.out and "2025年度封签" in verified.out


def test_a_correction_from_export_to_erratum(workspace: Workspace, tmp_path: Path) -> None:
    from reportgen.intake import current_snapshot
    from reportgen.ledger import record_final
    old = current_snapshot(workspace.snapshots(2025))
    record_final(workspace, 2025, old, ("school",))
    folder = export(workspace, [*GRAD_ROWS, ["4", "扩招", "就业"]])
    refused = typed(workspace, "freeze", folder, "--year", "2025")
    assert refused.status == 1 and "--reason、--requested-by、--approved-by" in refused.err
    frozen = typed(workspace, "freeze", folder, "--year", "2025", "--supersedes", old, "--reason", "漏报一人", "--requested-by", "甲", "--approved-by", "戊")
    assert frozen.status == 0
    new = current_snapshot(workspace.snapshots(2025))
    told = typed(workspace, "diff", old[:6], new)
    assert told.status == 0 and "更正原因：漏报一人" in told.out and "毕业生人数：3人 → 4人，+1" in told.out
    assert [one["id"] for one in typed(workspace, "diff", old, new, "--json").json()["figures"]] == ["total", "placed", "rate"]
    reach = typed(workspace, "impact", old, new)
    assert "就业.md:1" in reach.out and "＋ 毕业生4人，比上年增加2人。" in reach.out and "校企合作处：1句" in reach.out
    assert typed(workspace, "impact", old, new, "--xlsx", tmp_path / "影响.xlsx").status == 0
    for form, name in (("difference", "数据差异说明表"), ("erratum", "勘误表")):
        assert typed(workspace, "form", form, old, new).status == 0
        assert (workspace.build(2025) / "forms" / f"{name}（{old}-{new}）.docx").is_file()


def test_forms_of_departments(workspace: Workspace, tmp_path: Path) -> None:
    assert typed(workspace, "form", "approval").status == typed(workspace, "form", "responsibility", "--out", tmp_path / "书").status == 0
    assert len(list((workspace.build(2025) / "forms").glob("数据提交审批表*.docx"))) == len(list((tmp_path / "书").glob("*.docx"))) == 2
    one = typed(workspace, "form", "approval", "--department", "学生工作处", "--out", tmp_path / "一份.docx")
    assert one.status == 0 and (tmp_path / "一份.docx").is_file()
    many = typed(workspace, "form", "approval", "--out", tmp_path / "一份.docx")
    assert many.status == 1 and "--department" in many.err


@pytest.mark.parametrize("group", ["data", "form"])
def test_a_group_alone_says_what_it_has(group: str) -> None:
    assert run(group, "--help").status == 0
    ran = run(group)
    assert ran.status == 2 and "缺少命令" in ran.err


def test_a_table_sent_back_and_corrected_keeps_the_others(workspace: Workspace) -> None:
    for person, more in (("甲", ()), ("乙", ())):
        typed(workspace, "data", "sign", "--person", person, "--conclude", "均符合", "--on", "2025-10-12", *more)
    freeze(workspace, aid=[*AID_ROWS, ["助学金", "9"]])
    status = typed(workspace, "data", "status")
    assert "D702" in status.out and "“奖助学”签字后内容变了（新增1行），填报签字作废" in status.out and "填报：甲" in status.out
