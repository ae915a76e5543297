"""check: files finished by hand, SARIF, safe fixes shown as a diff."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import run
from tests.cli.project import make

SECTION = "chapters/school/01-人才培养/就业质量.md"
TEXT = ("{{届}}毕业生{{毕业生人数}},毕业去向落实率为{{毕业去向落实率}} ，{{毕业去向落实率|较上届}}，见{{表:jobs-table}}和{{图:jobs}}。"
        "学校坚持改革,推进 创新，占比约15～20%左右。\n\n::: 表 jobs-table\n\n::: 图 jobs\n")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make(tmp_path_factory.mktemp("checked"))
    (folder / SECTION).write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    return folder


def test_sarif_names_rules_places_and_degrees(project: Path) -> None:
    ran = run("check", "school", "--sarif", "--project", project)
    told = json.loads(ran.out)
    (only,) = told["runs"]
    rules = only["tool"]["driver"]["rules"]
    assert told["version"] == "2.1.0" and ran.status == 1 and len({one["id"] for one in rules}) == len(rules)
    found = next(one for one in only["results"] if one["properties"].get("rule") == "数字-百分范围")
    region = found["locations"][0]["physicalLocation"]["region"]
    assert rules[found["ruleIndex"]]["name"] == "number-form" and found["level"] == "error" and "GB/T 15835" in found["properties"]["basis"]
    line = TEXT.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1:region["endColumn"] - 1] == "15～20%"


def test_diff_shows_and_writes_nothing(project: Path) -> None:
    before = (project / SECTION).read_bytes()
    ran = run("check", "school", "--diff", "--project", project)
    assert ran.status == 0 and "+" in ran.out and "可以自动改 4 处" in ran.out and (project / SECTION).read_bytes() == before


def test_fix_touches_spaces_and_punctuation_alone(project: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(project, tmp_path / "copy")
    ran = run("check", "school", "--fix", "--project", copy)
    after = (copy / SECTION).read_bytes()
    assert "已改 4 处空格和标点" in ran.err and "-" in ran.err
    assert after == b"\xef\xbb\xbf" + TEXT.replace("改革,推进 创新", "改革，推进创新").replace("}},毕业", "}}，毕业").replace("}} ，", "}}，").replace("\n", "\r\n").encode()
    assert "T301" in ran.out and ran.status == 1  # the numbers are still as they were, and still told


def test_a_file_finished_by_hand(project: Path, tmp_path: Path) -> None:
    text = tmp_path / "终稿.md"
    text.write_text("# 就业\n\n学校开展顶岗实习，联系电话13800138000。\n", "utf-8")
    ran = run("check", "--file", text, "--json", "--project", project)
    codes = {(one["code"], one["at"]["line"]) for one in ran.json()["findings"]}
    assert ran.status == 1 and {("W401", 3), ("I501", 3)} <= codes


def test_a_file_that_nobody_can_read(project: Path, tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"not a document")
    ran = run("check", "--file", tmp_path / "坏.docx", "--project", project)
    assert ran.status == 2 and "N101" in ran.out


def test_a_waiver_lets_a_file_s_finding_stand(project: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(project, tmp_path / "copy")
    (copy / "waivers.yaml").write_text("- {code: W401, file: 终稿.md, text: 顶岗实习, reason: 引自旧文件, by: 高致远, on: 2025-12-01}\n", "utf-8")
    (tmp_path / "终稿.md").write_text("学校开展顶岗实习。\n", "utf-8")
    ran = run("check", "--file", tmp_path / "终稿.md", "--json", "--project", copy)
    (only,) = [one for one in ran.json()["findings"] if one["code"] == "W401"]
    assert only["waived"]["by"] == "高致远" and ran.status == 0


@pytest.mark.parametrize("typed", [("school", "--file", "x.md"), ("--json", "--sarif")])
def test_options_that_exclude_one_another(project: Path, tmp_path: Path, typed: tuple[str, ...]) -> None:
    (tmp_path / "x.md").write_text("正文。\n", "utf-8")
    ran = run("check", *(tmp_path / one if one == "x.md" else one for one in typed), "--project", project)
    assert ran.status == 2 and "一起用" in ran.err or "只能用一个" in ran.err


def test_personal_data_are_shown_in_no_form(project: Path, tmp_path: Path) -> None:
    text = tmp_path / "稿.md"
    text.write_text("联系电话13800138000，邮箱zhang@example.com。\n", "utf-8")
    for form in ((), ("--json",), ("--sarif",)):
        ran = run("check", "--file", text, *form, "--project", project)
        assert "I501" in ran.out and "I502" in ran.out and "13800138000" not in ran.out and "zhang@" not in ran.out
