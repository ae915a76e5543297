"""review: rounds on record, papers, the reviewer's decision; nothing is recorded when something speaks against it."""

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import run
from tests.cli.project import make

SECTION = "chapters/school/01-人才培养/校企合作.md"
PEOPLE = """people:
  - {name: 高致远, department: 质量管理办公室, roles: [校级]}
  - {name: 沈若兰, department: 教务处, roles: [填报]}
"""
BAD = "学校与企业开展顶岗实习，见{{案例:jidian-01-zhizao}}。\n\n::: 案例 jidian-01-zhizao\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make(tmp_path_factory.mktemp("reviewed"))
    (folder / "people.yaml").write_text(PEOPLE, "utf-8")
    return folder


def review(project: Path, on: str, *more: str):
    return run("review", "--on", on, *more, "--project", project)


def log(project: Path) -> list[dict[str, object]]:
    path = project / "data_contracts/2025/review.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []


def test_the_whole_way_of_a_review(project: Path) -> None:
    good = (project / SECTION).read_text("utf-8")
    (project / SECTION).write_text(BAD, "utf-8")
    first = review(project, "2025-12-01", "--json").json()
    mine = next(one for one in first["problems"] if one["code"] == "W401")
    assert next(one for one in first["points"] if one["point"] == "就业质量")["places"] == [{"section": "就业质量", "page": ""}]
    assert mine["state"] == "open" and mine["department"] == "校企合作处" and mine["due"] == "2025-12-04" and len(log(project)) == 1
    before = (project / "data_contracts/2025/review.jsonl").read_bytes()
    assert review(project, "2025-12-02").status == 1 and (project / "data_contracts/2025/review.jsonl").read_bytes() == before  # nothing new, no round

    errors = [one for one in first["problems"] if one["severity"] == "error" and one["code"] != "W401"]
    refused = review(project, "2025-12-03", "--decide", "通过", "--person", "高致远")
    assert refused.status == 1 and "X111" in refused.out and len(log(project)) == 1
    stranger = review(project, "2025-12-03", "--decide", "退回", "--person", "沈若兰", "--note", "重写")
    assert "D712" in stranger.out and len(log(project)) == 1
    sent_back = review(project, "2025-12-03", "--decide", "退回", "--person", "高致远", "--note", "先改用语")
    assert "结论：退回（高致远，2025-12-03）先改用语" in sent_back.out and log(project)[-1]["round"] == 1

    (project / SECTION).write_text(good, "utf-8")
    second = review(project, "2025-12-05", "--json").json()
    mine = next(one for one in second["problems"] if one["code"] == "W401")
    assert (mine["state"], mine["since"]) == ("mended", "2025-12-05") and second["rounds"][-1]["gone"] == 1 and second["decision"] is None
    if not errors:
        passed = review(project, "2025-12-05", "--decide", "通过", "--person", "高致远", "--note", "同意")
        assert passed.status == 0 and "结论：通过" in passed.out
    assert "D719" in review(project, "2025-12-01").out


def test_the_papers(project: Path) -> None:
    review(project, "2025-12-06")
    folder = project / "build/2025/review"
    assert {path.suffix for path in folder.iterdir()} == {".docx", ".xlsx"} and len(list(folder.glob("*.docx"))) == 2
    book = openpyxl.load_workbook(next(folder.glob("*.xlsx")))
    assert book.sheetnames == ["问题整改台账", "要点对照", "准予保留", "各轮复查"]
    points = {row[0]: row for row in book["要点对照"].iter_rows(min_row=2, values_only=True)}
    assert points["共建“一带一路”"][6] == "没有写到" and points["就业质量"][6] == "写到了" and "就业质量" in points["就业质量"][3]


def test_the_same_review_gives_the_same_bytes(project: Path) -> None:
    folder = project / "build/2025/review"
    review(project, "2025-12-06")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    review(project, "2025-12-06")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_changed_record_is_found(project: Path) -> None:
    path = project / "data_contracts/2025/review.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole.replace("先改用语".encode(), "先改标点".encode()))
    assert "L101" in run("verify", "2025", "--project", project).out and review(project, "2025-12-07").status == 1
    path.write_bytes(whole)
