"""Cards at the head of a part: chosen by the plan, or taken from what its sections must use; only in a look that has them."""

from pathlib import Path

import pytest

from reportgen.build import load_sources
from reportgen.compose import compose
from reportgen.core.document import Cards, numbers, plain
from reportgen.edition import open_year
from reportgen.workspace import Workspace
from tests.corrections.specimen import project

PART = "chapters/school/01-人才培养/part.yaml"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return project(tmp_path_factory.mktemp("cards"))


def composed(workspace: Workspace, part: str = "", *, cards: bool = True):
    """The report and its findings, with that added to part.yaml."""
    sources = load_sources(workspace)
    texts = {**sources.texts, PART: sources.texts[PART].replace("fulfils:", part + "\nfulfils:")}
    from reportgen.compose import read_plan
    plan, _ = read_plan(texts, "school")
    opened = open_year(workspace, sources.project, 2025)
    return compose(sources.project, plan, opened.pack, opened.figures, texts, sources.cases, sources.pictures,
                   styles={"cards": {"height_pt": 88}} if cards else {})


def cards(document) -> list[tuple[str, str, str]]:
    (opening,) = document.parts[0].opening
    assert isinstance(opening, Cards)
    return [(one.label, plain(one.value), plain(one.change)) for one in opening.cards]


def test_the_chosen_figures_with_their_change(workspace: Workspace) -> None:
    document, _ = composed(workspace, "cards: [毕业生人数, 落实率]")
    assert cards(document) == [("毕业生人数", "3人", "比上年增加1人"), ("落实率", "67%", "比上年下降33个百分点")]
    assert {"3人", "67%"} <= {one.text for one in numbers(document) if one.figure}


def test_a_look_without_cards_has_none(workspace: Workspace) -> None:
    assert composed(workspace, "cards: [毕业生人数]", cards=False)[0].parts[0].opening == ()


def test_without_a_choice_those_of_the_sections(workspace: Workspace) -> None:
    document, _ = composed(workspace)
    assert document.parts[0].opening == ()
    path = workspace.root / PART
    before = path.read_text("utf-8")
    path.write_text(before.replace("file: 就业.md,", "file: 就业.md, figures: [落实人数, 无此指标],"), "utf-8")
    try:
        document, findings = composed(workspace)
        assert [label for label, *_ in cards(document)] == ["落实人数"]
        assert [one.code for one in findings if "无此指标" in one.message] == [one.code for one in composed(workspace, cards=False)[1] if "无此指标" in one.message]
    finally:
        path.write_text(before, "utf-8")


def test_an_unknown_name_is_a_finding(workspace: Workspace) -> None:
    _, findings = composed(workspace, "cards: [没有的指标]")
    (found,) = [one for one in findings if "没有的指标" in one.message]
    assert found.code == "T202" and found.at.file == PART
