"""plan, check, rule."""

import openpyxl
import pytest

from reportgen.rules import rules
from tests.cli.conftest import run
from tests.cli.test_data import findings

SECTION = "chapters/school/01-人才培养/就业质量.md"


def test_check_of_a_sound_report(small) -> None:
    ran = run("check", "ent4", "--project", small)
    assert ran.status == 0 and ran.out == "没有问题\n"


def test_check_as_json_and_as_a_workbook(small, tmp_path) -> None:
    ran = run("check", "school", "--json", "--xlsx", tmp_path / "问题.xlsx", "--project", small)
    found = findings(ran)
    assert ran.status == 1 and sum(one["code"] == "S301" for one in found) == 6
    summary = ran.json()["summary"]
    assert summary["figures_bound"] == summary["figures_checked"] > 100 and summary["warnings"]
    book = openpyxl.load_workbook(tmp_path / "问题.xlsx")
    assert book["全部问题"].max_row == len(found) + 1 and "国际交流合作处" in book.sheetnames


def test_a_finding_is_a_place_an_excerpt_a_sentence_a_remedy_and_a_page(own, edit) -> None:
    edit(own / SECTION, "{{毕业生人数}}", "4067人")
    edit(own / SECTION, "{{毕业去向落实率}}", "{{毕业去向落实绿}}")
    ran = run("check", "school", "--project", own)
    assert ran.status == 1 and "不合格：" in ran.out.splitlines()[-1]
    told = {block.splitlines()[0]: block for block in ran.out.split("\n\n")}
    typed, unknown = told[f"{SECTION}:1:9: 错误 T201 bare-number"], told[f"{SECTION}:1:23: 错误 T202 unknown-figure"]
    assert "4067人" in typed and "^^^^^" in typed and "责任部门：招生就业处" in typed and "说明：reportgen rule T201" in typed
    assert "{{毕业去向落实率}}（现值97.07%）" in unknown


def test_a_broken_line_of_part_yaml_is_found_there(own, edit) -> None:
    edit(own / "chapters/school/01-人才培养/part.yaml", "    title: 校企合作\n", "\ttitle: 校企合作\n")
    ran = run("check", "school", "--json", "--project", own)
    found = [one for one in findings(ran) if one["code"] == "A101"]
    assert ran.status == 1 and [(one["at"]["file"], one["at"]["line"]) for one in found] == [("chapters/school/01-人才培养/part.yaml", 17)]
    assert "Tab" in found[0]["message"] + found[0]["hint"]


def test_a_broken_pack_is_refused_with_every_fault(own, edit) -> None:
    edit(own / "data_contracts/2024/pack.yaml", "rounding: half_up", "rounding: 四舍五入")
    edit(own / "data_contracts/2024/pack.yaml", "required_parts:", "required_part:")
    ran = run("check", "--project", own)
    assert ran.status == 1 and ran.err.startswith("错误：") and "年度包有错误" in ran.err
    assert {code for code in ("P103", "P104", "P106") if f"错误 {code}" in ran.err} == {"P103", "P104", "P106"}
    assert "data_contracts/2024/pack.yaml:" in ran.err


def test_a_broken_project_file_is_told_with_its_line(own, edit) -> None:
    edit(own / "project.yaml", "year: 2025", "year: 二〇二五")
    ran = run("check", "--project", own)
    assert ran.status == 2 and "project.yaml:3" in ran.err and "应为整数" in ran.err


def test_an_unknown_report_names_those_there_are(small) -> None:
    for command in ("check", "build"):
        ran = run(command, "没有", "--project", small)
        assert ran.status == 2 and "没有报告“没有”" in ran.err and "school" in ran.err
    assert run("plan", "没有", "--project", small).status == 2


def test_plan_for_people_programs_and_as_a_workbook(small, tmp_path) -> None:
    ran = run("plan", "--project", small)
    assert ran.status == 0 and "人才培养　就业质量　牵头：招生就业处　配合：各二级学院" in ran.out
    rows = run("plan", "school", "--json", "--xlsx", tmp_path / "分工.xlsx", "--project", small).json()
    assert [set(row) for row in rows] == [{"part", "section", "lead", "support", "writer", "reviewer", "due", "words"}] * 2
    assert rows[0]["words"] == [20, 400] and rows[0]["due"] == "2025-11-20"
    assert "校企合作处" in openpyxl.load_workbook(tmp_path / "分工.xlsx").sheetnames


def test_rule_prints_the_page_by_code_and_by_name() -> None:
    assert run("rule", "t201").out == run("rule", "bare-number").out
    page = run("rule", "T201").out
    assert page.startswith("# T201 bare-number 手写的统计数字") and "**改写成**" in page
    assert [set(one) for one in run("rule", "T201", "--json").json()] == [{"code", "name", "title", "page"}]


def test_rule_lists_every_rule() -> None:
    listed = run("rule").out.splitlines()
    assert [line[:4] for line in listed] == [one.code for one in rules()] and len(listed) > 100
    assert [one["code"] for one in run("rule", "--json").json()] == [one.code for one in rules()]


@pytest.mark.parametrize("one", rules(), ids=lambda one: one.code)
def test_every_rule_can_be_asked_for(one) -> None:
    ran = run("rule", one.code)
    assert ran.status == 0 and ran.out.startswith(f"# {one.code} {one.name} ")
