"""A signature on a section holds for its text, figures, exhibits and cases; each later change of one of them voids it and is named."""

from multiprocessing import get_context
from pathlib import Path

import pytest

from reportgen.build import load_sources, unchecked
from reportgen.core.report import Report
from reportgen.edition import open_year
from reportgen.ledger import section_log
from reportgen.people import Level
from reportgen.signoff import Act, section_desk, section_loose_ends, sections, send_back_at, sign_at
from reportgen.workspace import Workspace, open_workspace
from tests.corrections.specimen import AID_ROWS, GRAD_ROWS, freeze, project

PEOPLE = """sections:
  required: true
  collate: {default: 质量管理办公室, parts: {教务处: [school/talent/jobs]}}
people:
  - {name: 甲, department: 招生就业处, roles: [执笔]}
  - {name: 乙, department: 招生就业处, roles: [执笔, 部门负责人]}
  - {name: 丙, department: 教务处, roles: [归口]}
  - {name: 丁, department: 质量管理办公室, roles: [归口, 校级]}
  - {name: 戊, department: 质量管理办公室, roles: [校级]}
  - {name: 己, department: 学生工作处, roles: [执笔]}
  - {name: 庚, department: 学生工作处, roles: [部门负责人]}
"""
JOBS, AID = "school/talent/jobs", "school/talent/aid"
TEXT = "chapters/school/01-人才培养/就业.md"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = project(tmp_path)
    (made.root / "people.yaml").write_text(PEOPLE, "utf-8")
    return made


def composed(workspace: Workspace) -> tuple[Report, ...]:
    sources = load_sources(workspace)
    return tuple(unchecked(workspace, sources, open_year(workspace, sources.project, 2025)))


def signs(workspace: Workspace, person: str, *ids: str, level: str = "", on: str = "2025-11-10", note: str = "", seen: str = "") -> list[str]:
    act = Act(person, on, Level(level) if level else None, ids, note=note, seen=seen)
    signed, findings = sign_at(section_desk(workspace, 2025, composed(workspace)), act)
    assert bool(signed) != bool(findings)
    return [one.code for one in findings]


def returns(workspace: Workspace, person: str, id: str, *, reason: str = "再核", level: str = "") -> list[str]:
    act = Act(person, "2025-11-12", Level(level) if level else None, (id,), note=reason)
    return [one.code for one in send_back_at(section_desk(workspace, 2025, composed(workspace)), act)[1]]


def all_levels(workspace: Workspace) -> None:
    assert signs(workspace, "甲", JOBS) == signs(workspace, "己", AID) == signs(workspace, "庚", AID) == []
    assert signs(workspace, "乙", JOBS, level="部门负责人") == signs(workspace, "丙", JOBS) == signs(workspace, "丁", AID, level="归口") == []
    assert signs(workspace, "戊") == []


def signed(workspace: Workspace, id: str) -> list[str]:
    return [str(level) for level in sections(workspace, 2025, composed(workspace)).pieces[id].signed]


def ends(workspace: Workspace, *, final: bool = False) -> dict[str, str]:
    """What is not settled: the section's title → code and message."""
    found = section_loose_ends(workspace, 2025, sections(workspace, 2025, composed(workspace)), final=final)
    return {one.message.split("”")[0][1:]: f"{one.code} {one.message}" for one in found}


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def test_four_levels_and_nothing_is_open(workspace: Workspace) -> None:
    assert [one[:4] for one in ends(workspace, final=True).values()] == ["H711", "H711"] and ends(workspace) == {}
    all_levels(workspace)
    assert signed(workspace, JOBS) == ["执笔", "部门负责人", "归口", "校级"] and ends(workspace, final=True) == {}
    assert section_log(workspace, 2025).read()[1] == () and sections(workspace, 2025, composed(workspace)).findings == ()


@pytest.mark.parametrize(("person", "id", "level", "code"), [
    ("辛", JOBS, "", "D711"),                 # in no list
    ("己", JOBS, "", "D712"),                 # another department's
    ("丁", JOBS, "归口", "D712"),             # collated by another department
    ("甲", JOBS, "校级", "D712"),             # not their role
    ("乙", JOBS, "", "D712"),                 # two roles, none named
    ("乙", JOBS, "部门负责人", "D713"),       # before the writer
    ("甲", "school/talent/nothing", "", "D716"),
    ("甲", "school/other", "", "D716"),
])
def test_who_may_not_sign(workspace: Workspace, person: str, id: str, level: str, code: str) -> None:
    assert signs(workspace, person, id, level=level) == [code] and section_log(workspace, 2025).read()[0] == ()


def test_nobody_passes_their_own_draft(workspace: Workspace) -> None:
    assert signs(workspace, "乙", JOBS, level="执笔") == []
    assert signs(workspace, "乙", JOBS, level="部门负责人") == ["D714"]
    edit(workspace.root / "chapters/school/01-人才培养/part.yaml", "lead: 招生就业处}", "lead: 招生就业处, writer: 甲, reviewer: 乙}")
    assert signs(workspace, "乙", JOBS, level="执笔") == ["D712"]
    edit(workspace.root / "cases/firm/case.md", "author: 某人", "author: 乙")
    assert signs(workspace, "甲", JOBS, on="2025-11-11") == [] and signs(workspace, "乙", JOBS, level="部门负责人", on="2025-11-11") == ["D714"]


def test_a_correction_after_freezing_voids_exactly_the_right_signatures(workspace: Workspace) -> None:
    all_levels(workspace)
    freeze(workspace, GRAD_ROWS, [["国家奖学金", "1.3"], AID_ROWS[1]])
    assert signed(workspace, AID) == [] and len(signed(workspace, JOBS)) == 4
    (said,) = ends(workspace).values()
    assert said.startswith("H713") and "数字“奖助学金额”由4.65万元变为4.75万元" in said and "执笔、部门负责人、归口、校级签字作废" in said


@pytest.mark.parametrize(("path", "before", "after", "words"), [
    (TEXT, "毕业生{{毕业生人数}}，", "毕业生共{{毕业生人数}}，", "正文改动1段"),
    (TEXT, "落实率{{落实率}}。", "落实率{{落实率}}，落实{{落实人数}}。", "新增数字“落实人数”"),
    ("chapters/school/01-人才培养/charts.yaml", "各类毕业生", "毕业生构成", "图“毕业生构成”变动"),
    ("chapters/school/01-人才培养/tables.yaml", "rows: [毕业生人数, 落实率]", "rows: [毕业生人数]", "表“就业情况”变动"),
    ("cases/firm/case.md", "全年", "一年来", "案例“入企访问”变动"),
    (TEXT, "\n\n::: 案例 firm\n", "\n", "去掉案例“入企访问”"),
])
def test_what_changed_is_named(workspace: Workspace, path: str, before: str, after: str, words: str) -> None:
    all_levels(workspace)
    edit(workspace.root / path, before, after)
    (said,) = ends(workspace).values()
    assert words in said and "就业质量" in said and len(signed(workspace, AID)) == 4


def test_what_others_do_voids_nothing(workspace: Workspace) -> None:
    """Another section before this one moves the numbers of its headings, tables and charts."""
    all_levels(workspace)
    edit(workspace.root / "chapters/school/01-人才培养/part.yaml", "sections:\n", "sections:\n  - {id: new, title: 新的一节, file: 新.md, lead: 学生工作处}\n")
    (workspace.root / "chapters/school/01-人才培养/新.md").write_text("见下表。\n\n::: 表 more\n", "utf-8")
    tables = workspace.root / "chapters/school/01-人才培养/tables.yaml"
    tables.write_text(tables.read_text("utf-8") + "more:\n  title: 又一张表\n  columns: [指标, 单位, 上年, 本年]\n  rows: [落实人数]\n", "utf-8")
    assert len(signed(workspace, JOBS)) == len(signed(workspace, AID)) == 4 and ends(workspace) == {}


def test_return_with_reasons_and_submission_again(workspace: Workspace) -> None:
    assert returns(workspace, "丙", JOBS) == ["D715"]
    signs(workspace, "甲", JOBS)
    assert returns(workspace, "丁", JOBS, level="归口") == ["D712"] and returns(workspace, "甲", JOBS) == ["D712"]
    assert returns(workspace, "丙", JOBS, reason=" ") == ["D717"]
    assert returns(workspace, "丙", JOBS, reason="数据来源写清楚") == []
    assert "H712" in ends(workspace)["就业质量"] and "丙退回" in ends(workspace)["就业质量"] and "数据来源写清楚" in ends(workspace)["就业质量"]
    assert signs(workspace, "甲", JOBS, on="2025-11-13") == ["D718"]
    edit(workspace.root / TEXT, "毕业生{{", "据统计，毕业生{{")
    assert signs(workspace, "甲", JOBS, on="2025-11-13") == [] and ends(workspace) == {}


def test_nobody_signs_what_they_did_not_see(workspace: Workspace) -> None:
    seen = sections(workspace, 2025, composed(workspace)).pieces[JOBS].content[:8]
    edit(workspace.root / TEXT, "毕业生{{", "据统计，毕业生{{")
    assert signs(workspace, "甲", JOBS, seen=seen) == ["H721"]
    assert signs(workspace, "甲", JOBS, seen=sections(workspace, 2025, composed(workspace)).pieces[JOBS].content[:8]) == []


def test_a_section_without_text_cannot_be_signed(workspace: Workspace) -> None:
    (workspace.root / "chapters/school/01-人才培养/资助.md").write_text("\n", "utf-8")
    assert signs(workspace, "己", AID) == ["D715"] and signs(workspace, "己") == ["D715"]


def test_assignments_and_people_that_do_not_fit(workspace: Workspace) -> None:
    edit(workspace.root / "people.yaml", "department: 学生工作处, roles: [执笔]", "department: 学生事务处, roles: [执笔]")
    edit(workspace.root / "people.yaml", "[school/talent/jobs]", "[school/talent/jobs, school/talents]")
    found = {one.code: one for one in sections(workspace, 2025, composed(workspace)).findings}
    assert sorted(found) == ["H701", "H702", "H703"]
    assert "学生工作处没有人能签执笔" in found["H701"].message and found["H701"].at.file.endswith("part.yaml") and found["H701"].severity == "error"
    assert found["H702"].at.line == 10 and found["H703"].at.line == 3


def test_a_line_taken_out_of_the_log_is_found(workspace: Workspace) -> None:
    all_levels(workspace)
    log = section_log(workspace, 2025)
    lines = log.path.read_text("utf-8").splitlines(keepends=True)
    log.path.write_text("".join(lines[:2] + lines[3:]), "utf-8")
    (finding,) = log.read()[1]
    assert finding.code == "L101" and (finding.at.file, finding.at.line) == ("data_contracts/2025/sections.jsonl", 3)


def _sign(folder: str, person: str) -> None:
    workspace = open_workspace(folder)
    sign_at(section_desk(workspace, 2025, composed(workspace)), Act(person, "2025-11-10", Level.WRITE, (JOBS,)))


def test_two_people_at_once_and_one_signature(workspace: Workspace) -> None:
    context = get_context("spawn")
    both = [context.Process(target=_sign, args=(str(workspace.root), person)) for person in "甲乙"]
    for one in both:
        one.start()
    for one in both:
        one.join()
    entries, findings = section_log(workspace, 2025).read()
    assert findings == () and [entry["level"] for entry in entries] == ["执笔"]
