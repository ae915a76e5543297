"""Begun on last year's pack, re-based when the notice arrives."""

from pathlib import Path

import pytest

from reportgen.pack import load_pack
from reportgen.workspace import Workspace
from tests.cli.conftest import run
from tests.corrections.specimen import CITATION, project

OWN = """extends: 2024
provisional: true
edition:
  label: 2025年度
  data_year: {start: 2024-09-01, end: 2025-08-31}
  finance_year: 2024
  cohort: 2025
  publish_year: 2025
citation: {source: 待下发, confidence: low, checked_on: 2025-09-01}
"""
NOTICE = f"""placed:
  name: 落实人数
  citation: {CITATION}
  sql: SELECT count(*) FROM grads WHERE outcome = '就业'
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """2025 on the pack of 2024, and what the notice changed."""
    made = project(tmp_path)
    own = made.contracts / "2025"
    for name in ("tables/grads.yaml", "tables/aid.yaml", "indicators/all.yaml", "indicators/series.yaml", "annex.yaml"):
        (own / name).unlink()
    (own / "pack.yaml").write_text(OWN, "utf-8")
    return made


def notice(workspace: Workspace) -> None:
    (workspace.contracts / "2025" / "indicators" / "notice.yaml").write_text(NOTICE, "utf-8")


def test_begun_before_the_notice(workspace: Workspace) -> None:
    ran = run("pack", "new", "2026", "--on", "2025-09-20", "--project", workspace.root)
    pack, findings = load_pack(workspace.contracts, 2026)
    assert ran.status == 0 and [one.code for one in findings] == ["P145"] and findings[0].severity == "warning"
    assert (pack.base, pack.provisional, pack.edition.label, str(pack.edition.data_year), pack.edition.finance_year) == (
        2025, True, "2026年度", "2025—2026学年", 2025)
    assert run("pack", "new", "2026", "--project", workspace.root).status == 1


def test_a_year_on_a_provisional_one_is_not_provisional_itself(workspace: Workspace) -> None:
    path = workspace.contracts / "2026" / "pack.yaml"
    path.parent.mkdir()
    path.write_text(OWN.replace("2024\n", "2025\n", 1).replace("provisional: true\n", ""), "utf-8")
    pack, findings = load_pack(workspace.contracts, 2026)
    assert not pack.provisional and findings == ()


def test_a_final_report_waits_for_the_notice(workspace: Workspace) -> None:
    (workspace.root / "people.yaml").unlink()
    ran = run("build", "--final", "--format", "html", "--project", workspace.root)
    assert ran.status == 1 and "错误 P145" in ran.out
    assert run("build", "--format", "html", "--project", workspace.root).status == 0
    page = next((workspace.build(2025) / "school").glob("*.html")).read_text("utf-8")
    assert "2025年度的编制通知尚未下发，本稿暂用2024年度的口径" in page


def test_what_the_notice_moves(workspace: Workspace) -> None:
    assert "没有一份报告用到变了的数" in run("pack", "rebase", "2025", "--project", workspace.root).out
    notice(workspace)
    told = run("pack", "rebase", "2025", "--json", "--project", workspace.root).json()
    assert [(one["id"], one["old_shown"], one["new_shown"]) for one in told["figures"]] == [("placed", "2人", "1人"), ("rate", "67%", "33%")]
    assert {one["id"] for one in told["changes"]} == {"placed", "rate"} and told["old"] == told["new"]
    sentences = [one for section in told["reports"][0]["sections"] for one in section["sentences"]]
    assert [(one["old"], one["new"]) for one in sentences] == [("落实率67%。", "落实率33%。"), ("全年落实2人。", "全年落实1人。")]
    text = run("pack", "rebase", "2025", "--project", workspace.root).out
    assert "取数：SELECT count(*) FROM grads WHERE outcome <> '待就业' → SELECT" in text and "口径由暂用的改为现在的" in text


def test_a_pack_that_stands_alone_has_nothing_to_be_compared_with(workspace: Workspace) -> None:
    ran = run("pack", "rebase", "2024", "--project", workspace.root)
    assert ran.status == 1 and "没有沿用别的年度" in ran.err
