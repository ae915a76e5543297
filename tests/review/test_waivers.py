"""Waivers: they let exactly the finding stand that they name, wherever its line moves; a stale or a wrong one is told."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from reportgen.compose import read_waivers
from reportgen.core.finding import Finding, Severity, errors, summary
from reportgen.core.place import Place
from reportgen.core.waiving import waived
from reportgen.people import People, read_people
from reportgen.review import doubts
from tests.compose import specimen

TEXT = "正文第一行。\n学校就业全国第一，培训全国第一。\n"
FILE = "chapters/school/01-talent/text.md"
FINDING = Finding("W401", "term", Severity.ERROR, "用语“全国第一”：须有出处", Place(FILE, 2, 5, start=4, end=8), "改写", rule="绝对-第一")
SECOND = replace(FINDING, at=Place(FILE, 2, 12, start=11, end=15))
JUMP = Finding("D602", "year-jump", Severity.WARNING, "“生师比”由上年1变为2", figures=("stu_teacher_ratio",), hint="说明")
PEOPLE = read_people("people:\n  - {name: 高致远, department: 质量管理办公室, roles: [校级]}\n")


def waivers(text: str, path: str = "chapters/school/01-talent/waivers.yaml", more: Mapping[str, str] = {}):
    made, found = read_waivers({path: text, FILE: TEXT, **more})
    return made, found


def entry(**said: str) -> str:
    told = {"code": "W401", "file": "text.md", "text": "就业全国第一", "reason": "有公布的排名", "by": "高致远", "on": "2025-12-01"} | said
    return "- {" + ", ".join(f"{key}: {value}" for key, value in told.items() if value) + "}\n"


def told(text: str, *findings: Finding, people: People = PEOPLE, folders=("",)) -> list[str]:
    made, _ = waivers(text)
    done = waived(findings, made, {FILE: TEXT})
    return [f"{one.code} {one.at.line}" for one in doubts(made, done, {FILE: TEXT}, specimen.pack(), people, folders)]


def test_only_the_place_that_its_words_name() -> None:
    made, found = waivers(entry())
    first, second = waived((FINDING, SECOND), made, {FILE: TEXT})
    assert found == () and first.waived is not None and second.waived is None
    assert first.as_json()["waived"] == {"code": "W401", "target": f"{FILE}，“就业全国第一”", "reason": "有公布的排名", "by": "高致远", "on": "2025-12-01"}
    assert errors((first,)) == () and summary((first, second))["errors"] == 1


def test_it_finds_its_place_again_when_lines_move() -> None:
    made, _ = waivers(entry())
    moved = replace(FINDING, at=replace(FINDING.at, line=4))
    assert waived((moved,), made, {FILE: "新的一段。\n\n" + TEXT})[0].waived is not None


@pytest.mark.parametrize("said", [{"code": "绝对-第一"}, {"file": ""}, {"text": "全国第一，培训"}])
def test_by_the_year_s_own_rule_in_any_file_of_the_folder(said: dict[str, str]) -> None:
    made, _ = waivers(entry(**said))
    assert waived((FINDING,), made, {FILE: TEXT})[0].waived is not None


@pytest.mark.parametrize("said", [{"code": "W402"}, {"file": "other.md"}, {"text": "全省第一"}])
def test_not_another_rule_file_or_place(said: dict[str, str]) -> None:
    made, _ = waivers(entry(**said))
    assert waived((FINDING,), made, {FILE: TEXT})[0].waived is None


def test_a_finding_on_a_figure_is_named_by_the_figure() -> None:
    for figure in ("生师比", "stu_teacher_ratio"):
        made, _ = waivers(entry(code="D602", file="", text="", figure=figure), "waivers.yaml")
        assert waived((JUMP,), made, {})[0].waived is not None
    made, _ = waivers(entry(code="D602", file="", text="", figure="月收入"), "waivers.yaml")
    assert waived((JUMP,), made, {})[0].waived is None


def test_another_folder_s_waiver_holds_for_nothing_here() -> None:
    made, _ = waivers(entry(file=""), "chapters/school/02-other/waivers.yaml")
    assert waived((FINDING,), made, {FILE: TEXT})[0].waived is None


def test_one_that_matches_nothing_any_more_is_told() -> None:
    assert told(entry(), FINDING) == [] and told(entry(text="全省第一"), FINDING) == ["X101 1"]
    assert told(entry(text="全省第一"), FINDING, folders=()) == [] and told(entry(text="全省第一"), FINDING, folders=("chapters/enterprise",)) == []


def test_what_nobody_may_waive_stays() -> None:
    secret = replace(FINDING, block=True)
    made, _ = waivers(entry())
    assert waived((secret,), made, {FILE: TEXT})[0].waived is None and told(entry(), secret) == ["X103 1"]


def test_an_unknown_rule_and_an_unknown_person() -> None:
    assert told(entry(code="W999"), FINDING) == ["X102 1"] and told(entry(by="无名氏"), FINDING) == ["X102 1"]
    assert told(entry(by="无名氏"), FINDING, people=People()) == []


@pytest.mark.parametrize(("text", "codes"), [
    ("- {code: W401, reason: 原因, by: 高致远, on: 2025-12-01}\n", ["X102"]), ("- {code: W401, text: 第一, by: 高致远, on: 2025-12-01}\n", ["A104"]),
    (entry(on="12月1日"), ["A106"]), (entry(why="多余"), ["A103"]), ("- [W401\n", ["A101"])])
def test_a_waiver_must_say_everything(text: str, codes: list[str]) -> None:
    made, found = waivers(text)
    assert made == () and [one.code for one in found] == codes
