"""A resident process keeps what an edit leaves as it was; what it writes is what a build from nothing writes, whatever was edited."""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.build import Built, build
from reportgen.rules import rules, run
from reportgen.reading import read_figures
from reportgen.turns import Turns
from reportgen.workspace import open_workspace
from tests.cli import project
from tests.cli.conftest import outputs

PART = "chapters/school/01-人才培养"
JOBS, COOP, NEXT = f"{PART}/就业质量.md", f"{PART}/校企合作.md", "chapters/school/02-服务贡献/社会服务.md"
_MORE = {
    "chapters/school/report.yaml": """id: school
title: "{school}职业教育质量年度报告"
look: official
annex: true
parts: [01-人才培养, 02-服务贡献]
""",
    f"{PART}/charts.yaml": """jobs: {title: 毕业生去向, kind: column, figures: [毕业生人数, 毕业去向落实人数, 升学人数]}
study: {title: 升学, kind: bar, figures: [毕业生人数, 升学人数]}
""",
    f"{PART}/tables.yaml": """jobs-table: {title: 毕业生去向落实情况, columns: [指标, 单位, 上年, 本年], rows: [毕业生人数, 毕业去向落实率]}
more-table: {title: 升学情况, columns: [指标, 单位, 本年], rows: [升学人数]}
""",
    JOBS: """{{届}}毕业生{{毕业生人数}}^[含{{升学人数}}名升学的。]，毕业去向落实率为{{毕业去向落实率}}，见{{表:jobs-table}}和{{图:study}}。

::: 表 jobs-table

## 去向

- 升学的有{{升学人数}}^[见附表。]。
- **落实**的有{{毕业去向落实人数}}。

::: 图 jobs

学校走访了500家企业^[走访由[招生就业处](https://www.example.edu.cn/)组织。]。

::: 图 study

> 毕业生说，学校好，参见{{案例:jidian-01-zhizao}}。
""",
    "chapters/school/02-服务贡献/part.yaml": """id: service
title: 服务贡献
role: part
sections: [{id: society, title: 社会服务, file: 社会服务.md, lead: 继续教育学院}]
""",
    NEXT: """毕业生{{毕业生人数}}，比上年{{毕业生人数|较上年}}，其中升学{{升学人数}}^[同前。]，见{{图:study}}、{{表:more-table}}。

1. 一是培训。
2. 二是 咨询。
""",
}
_SWAPS = (("::: 图 jobs", "::: 图 study"), ("{{毕业生人数}}", "{{升学人数}}"), ("{{图:study}}", "{{表:jobs-table}}"))


def _edit(path: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        text = (folder / path).read_text("utf-8")
        changed = change(text)
        assert changed != text
        (folder / path).write_text(changed, "utf-8")
    return edit


def _swapped(one: str, other: str) -> Callable[[str], str]:
    words = {one: other, other: one}
    return lambda text: re.sub("|".join(map(re.escape, words)), lambda found: words[found[0]], text)


EDITS = {
    "sentence": _edit(JOBS, lambda text: text + "\n学校总结了经验。\n"),
    "line above": _edit(JOBS, lambda text: "学校总结了经验。\n\n" + text),
    "finding": _edit(COOP, lambda text: text + "\n企业投入300万元。\n"),
    "footnote": _edit(JOBS, lambda text: "学校有规定^[见文件。]。\n\n" + text),
    "footnote gone": _edit(JOBS, lambda text: text.replace("^[见附表。]", "", 1) + "\n"),
    "heading": _edit(JOBS, lambda text: "## 概况\n\n学校概况。\n\n" + text),
    "exhibits exchanged": _edit(JOBS, _swapped(*_SWAPS[0])),
    "figures exchanged": _edit(JOBS, _swapped(*_SWAPS[1])),
    "reference": _edit(NEXT, _swapped(*_SWAPS[2])),
    "new table": _edit(COOP, lambda text: text + ("" if "more-table" in text else "\n::: 表 more-table\n") + "\n"),
    "figure used first": _edit(JOBS, lambda text: "升学{{升学人数}}。\n\n" + text),
    "case": _edit("cases/jidian-01-zhizao/case.md", lambda text: text + "\n学校与企业共同总结^[2025年。]。\n"),
    "title": _edit(f"{PART}/charts.yaml", lambda text: text.replace("title: ", "title: 新", 1)),
    "list": _edit(NEXT, lambda text: "1. 第一。\n2. 第二。\n\n学校如下。\n\n" + text),
    "section gone": _edit(COOP, lambda text: "" if text.strip() else "学校又写了一节。\n"),
    "section moved": _edit(f"{PART}/part.yaml", lambda text: text.replace("就业质量", "暂名").replace("校企合作.md", "就业质量.md").replace("暂名.md", "校企合作.md")
                           .replace("title: 暂名", "title: 就业质量")),
    "look": _edit("templates/official/styles.yaml", lambda text: re.sub(r"[0-9a-f]{6}", lambda found: f"{(int(found[0], 16) + 1) % 0x3fffff:06x}", text, count=1)),
}


@pytest.fixture(scope="module")
def resident(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that one process builds again and again."""
    folder = project.make(tmp_path_factory.mktemp("resident") / "项目")
    for name, text in _MORE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    _turn(folder)
    return folder


def _turn(folder: Path) -> Built:
    workspace = open_workspace(folder)
    workspace.store().turn()
    return build(workspace, ["school"])


def _fresh(folder: Path, aside: Path) -> tuple[Built, dict[str, bytes]]:
    """What a process that keeps nothing makes of the same sources."""
    shutil.copytree(folder, aside, ignore=shutil.ignore_patterns("build"))
    return build(open_workspace(aside), ["school"]), outputs(aside)


@pytest.mark.parametrize("seed", range(4))
def test_edits_at_random_leave_the_bytes_and_findings_of_a_build_from_nothing(seed: int, resident: Path, tmp_path: Path) -> None:
    """Every kind of edit comes once, in an order of its own for every run of the four; one to three between two builds."""
    order = random.Random(20251201).sample(sorted(EDITS), len(EDITS))[seed::4]
    choice = random.Random(seed)
    while order:
        chosen = [order.pop() for _ in range(min(len(order), choice.randint(1, 3)))]
        for one in chosen:
            EDITS[one](resident)
        made = _turn(resident)
        fresh, files = _fresh(resident, tmp_path / "-".join(chosen))
        assert made.findings == fresh.findings, chosen
        assert {path for path, data in outputs(resident).items() if data != files.get(path)} == set(), chosen


def test_what_was_undone_is_as_it_was(resident: Path) -> None:
    _turn(resident)
    before, text = outputs(resident), (resident / JOBS).read_text("utf-8")
    EDITS["footnote"](resident)
    _turn(resident)
    assert outputs(resident) != before
    (resident / JOBS).write_text(text, "utf-8")
    _turn(resident)
    assert outputs(resident) == before


def test_an_edit_leaves_all_other_sections_the_same_objects(resident: Path) -> None:
    before = {section.id: section for part in _turn(resident).reports[0].document.parts for section in part.sections}
    EDITS["sentence"](resident)
    after = {section.id: section for part in _turn(resident).reports[0].document.parts for section in part.sections}
    other = {id for id in after if after[id] is not before[id]}
    assert len(after) > 5 and len([id for id in other if id.startswith("training/")]) == 1
    assert all(id.startswith(("training/", "remarks", "open-findings")) for id in other)


def test_rules_that_judge_each_passage_by_itself_find_the_same_in_the_whole(resident: Path) -> None:
    from reportgen.rules.passages import manuscript
    report = _turn(resident).reports[0]
    found = run(report, read_figures)
    each = [one for one in rules() if one.each]
    assert len(each) > 10
    for one in each:
        assert [finding for finding in found if finding.code == one.code] == list(dict.fromkeys(one.check_text(manuscript(report)))), one.code


def test_what_nobody_asks_for_any_more_is_let_go() -> None:
    turns, thing, made = Turns(), (object(),), []

    def make() -> str:
        made.append(1)
        return "made"
    turns.held("kind", thing, 1, make)
    turns.held("kind", thing, 1, make)
    assert len(made) == 2  # no turn was begun: nothing is kept
    for _ in range(3):
        turns.begin()
        assert turns.held("kind", thing, 1, make) == "made"
    assert len(made) == 3
    for _ in range(2):
        turns.begin()
    turns.held("kind", thing, 1, make)
    assert len(made) == 4


def test_an_equal_thing_is_not_the_same_thing() -> None:
    turns = Turns()
    turns.begin()
    assert turns.held("kind", (["a"],), (), lambda: 1) == 1
    assert turns.held("kind", (["a"],), (), lambda: 2) == 2
    assert turns.held("kind", (), "a", lambda: 3) == turns.held("kind", (), "a", lambda: 4) == 3
