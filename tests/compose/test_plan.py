"""Assignments in YAML: every mistake at its line and column."""

import pytest

from reportgen.compose import read_cases, read_plan, read_project, report_ids
from reportgen.core.document import PartRole
from tests.compose.specimen import PART, told, texts

PROJECT = "school: 岭海职业技术学院\nyear: 2025\ndate: 2025年12月\n"


def test_a_project() -> None:
    project, found = read_project({"project.yaml": PROJECT + "short_names: 岭海职院\nenterprises:\n  - {id: ent1, name: 甲公司}\nallowed: [0759-1234567]\n"})
    assert not found
    assert (project.school, project.year, project.date, project.short_names, project.allowed) == \
        ("岭海职业技术学院", 2025, "2025年12月", ("岭海职院",), ("0759-1234567",))
    assert [(one.id, one.name) for one in project.enterprises] == [("ent1", "甲公司")]


@pytest.mark.parametrize(("text", "expected"), [
    (PROJECT + "shool: 错字\n", ["A103 4:1"]),
    ("year: 2025\ndate: 2025年12月\n", ["A104 1:1"]),
    (PROJECT.replace("2025\n", "二〇二五\n"), ["A106 2:7"]),
    (PROJECT + "enterprises: [{id: e 1, name: 甲}]\n", ["A112 4:20"]),
    (PROJECT + "enterprises: [{id: e, name: 甲}, {id: e, name: 乙}]\n", ["A113 4:33"]),
    (PROJECT + "year: 2024\n", ["A102 4:1"]),
    (PROJECT + "\tx: 1\n", ["A101 4:1"]),
])
def test_mistakes_in_project_yaml(text: str, expected: list[str]) -> None:
    assert [one for one in told(read_project({"project.yaml": text})[1]) if one in expected] == expected


def test_a_project_without_a_school_is_none() -> None:
    assert read_project({})[0] is None


def test_a_plan() -> None:
    plan, found = read_plan(texts("字"), "school")
    assert not found
    part = plan.parts[0]
    assert (plan.id, plan.each, plan.look, plan.subtitle, part.id, part.role, part.folder) == \
        ("school", "", "official", "（{label}）", "talent", PartRole.PART, "chapters/school/01-talent")
    assert [(one.id, one.title, one.file, one.lead) for one in part.sections] == [("jobs", "就业质量", "text.md", "招生就业处")]


def test_a_whole_assignment() -> None:
    part = PART.replace("lead: 招生就业处}", "lead: 招生就业处, support: [学生处, 团委], writer: 甲, reviewer: 乙, due: 2025-11-20, words: [800, 1600],"
                        " points: [要点], figures: [grad_total], charts: [c], tables: t, cases: [k]}")
    files = texts("字", "c: {title: 图, kind: bar, series: by_dept}\n", "t: {title: 表, rows: [grad_total]}\n")
    plan, found = read_plan({**files, "chapters/school/01-talent/part.yaml": part}, "school")
    assert not found
    section = plan.parts[0].sections[0]
    assert (section.support, section.due, section.words, section.tables) == (("学生处", "团委"), "2025-11-20", (800, 1600), ("t",))
    assert plan.parts[0].charts["c"] == {"title": "图", "kind": "bar", "series": "by_dept"}


def marked(text: str, code: str) -> tuple[str, str]:
    """The text without its mark », and the code with the place where the mark stood."""
    before = text[:text.index("»")]
    return text.replace("»", ""), f"{code} {before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


@pytest.mark.parametrize(("old", "new", "code"), [
    ("text.md", "»txt.md", "A110"),
    ("{id: jobs, title: 就业质量, file: text.md", "»{id: jobs, title: 就业质量", "A104"),
    ("role: part", "role: »chapter", "A106"),
    ("id: jobs", "id: »jobs/a", "A112"),
    ("lead: 招生就业处}", "lead: 招生就业处, »leed: x}", "A103"),
    ("lead: 招生就业处}", "lead: 招生就业处, words: »[9, 1]}", "A106"),
    ("lead: 招生就业处}", "lead: 招生就业处, charts: [»nope]}", "A114"),
    ("lead: 招生就业处}", "lead: 招生就业处}\n  - »{id: jobs, title: 又一, file: text.md, lead: 甲}", "A113"),
])
def test_mistakes_in_part_yaml(old: str, new: str, code: str) -> None:
    path = "chapters/school/01-talent/part.yaml"
    text, expected = marked(PART.replace(old, new), code)
    found = read_plan({**texts("字"), path: text}, "school")[1]
    assert expected in told(tuple(one for one in found if one.at.file == path))


def test_a_missing_part_folder_names_the_nearest() -> None:
    files = texts("字")
    files["chapters/school/report.yaml"] = files["chapters/school/report.yaml"].replace("01-talent", "01-talnet")
    found = read_plan(files, "school")[1]
    assert told(found)[0] == "A110 5:9"
    assert "01-talent" in found[0].hint


def test_files_that_nobody_assigned() -> None:
    files = texts("字", **{"chapters/school/01-talent/旧稿.md": "字", "chapters/school/09-x/part.yaml": PART})
    assert [(one.code, one.at.file) for one in read_plan(files, "school")[1]] == \
        [("A111", "chapters/school/01-talent/旧稿.md"), ("A111", "chapters/school/09-x/part.yaml")]


@pytest.mark.parametrize(("charts", "code"), [
    ("c: {title: 图, kind: »cake, series: s}\n", "A106"),
    ("c: »{kind: bar, series: s}\n", "A104"),
    ("c: {title: 图, »serie: s}\n", "A103"),
    ("c: {title: 图, series: s, years: [»去年]}\n", "A106"),
    ("c: {title: 图, groups: »[a]}\n", "A105"),
    ("c: {title: 图, series: s, top: »很多}\n", "A106"),
    ("»c d: {title: 图, series: s}\n", "A112"),
])
def test_mistakes_in_charts_yaml(charts: str, code: str) -> None:
    text, expected = marked(charts, code)
    assert expected in told(read_plan(texts("字", text), "school")[1])


def test_a_chart_and_a_table_may_not_share_an_id() -> None:
    found = read_plan(texts("字", "x: {title: 图, series: s}\n", "x: {title: 表, series: s}\n"), "school")[1]
    assert [(one.code, one.at.file.rsplit("/")[-1], one.also[0].file.rsplit("/")[-1]) for one in found] == [("A113", "tables.yaml", "charts.yaml")]


def test_reports_are_listed_the_school_s_first() -> None:
    assert report_ids({"chapters/a/report.yaml": "", "chapters/school/report.yaml": "", "chapters/b/x.md": ""}) == ("school", "a")
    assert read_plan({}, "b")[0] is None


CASE = "---\ntitle: 题目\nsubtitle: 副题\ndepartment: 机电学院\npictures:\n  - {file: a.png, caption: 题注, alt: 画面}\n---\n正文"


def test_a_case() -> None:
    cases, found = read_cases({"cases/jd-01/case.md": CASE})
    case = cases["jd-01"]
    assert not found
    assert (case.title, case.subtitle, case.department, case.body, case.first, case.pictures["a.png"].alt) == \
        ("题目", "副题", "机电学院", "正文", 8, "画面")


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("title: 题目\n", "", ["A104 2:1"]), ("department", "dept", ["A103 4:1", "A104 2:1"]), ("---\ntitle", "title", ["A104 1:1", "A104 1:1"]),
    ("title: 题目", "title: 题目\nid: a/b", ["A112 3:5"]),
])
def test_mistakes_in_a_case_s_head(old: str, new: str, expected: list[str]) -> None:
    assert told(read_cases({"cases/jd-01/case.md": CASE.replace(old, new, 1)})[1]) == expected


def test_case_ids_are_unique() -> None:
    found = read_cases({"cases/a/case.md": CASE.replace("title", "id: b\ntitle", 1), "cases/b/case.md": CASE})[1]
    assert [(one.code, one.at.file) for one in found] == [("A113", "cases/b/case.md")]
