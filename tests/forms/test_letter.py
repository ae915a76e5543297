"""What is said of a covering letter's answers, and of sealed papers that can be read."""

import shutil
from pathlib import Path

import pytest

from reportgen.build import assemble
from reportgen.forms import approvals, imprint_findings, letter_findings, paper_findings
from reportgen.workspace import open_workspace
from tests.cli.conftest import run, small

__all__ = ["small"]
GOOD = {"发文字号": "岭海职院〔2025〕68号", "签发人": ["甲某"], "成文日期": "2025-12-20", "印发日期": "2025-12-20"}
TITLES = ("某学院职业教育质量年度报告（2025年度）", "某公司参与高等职业教育人才培养年度报告（2025年度）")


def codes(approved: dict[str, str] = {}, **told: object) -> list[str]:
    return [one.code for one in letter_findings(GOOD | told, approved)]


def test_a_letter_in_order_and_one_that_is_blank_still() -> None:
    assert codes() == [] and codes({"最后一节会签的日期": "2025-12-20"}, 报送期限="2025-12-20") == []
    assert codes(发文字号="　　〔2025〕　　号", 成文日期="　　　　年　　月　　日", 印发日期="") == []


@pytest.mark.parametrize("number", ["岭海职院[2025]68号", "岭海职院（2025）68号", "岭海职院〔25〕68号", "岭海职院〔2025〕第68号", "岭海职院〔2025〕068号", "岭海职院〔2025〕68", "〔2025〕68号",
                                    "岭海职院〔2024〕68号"])
def test_a_number_is_written_as_the_standard_says(number: str) -> None:
    assert codes(发文字号=number) == ["G111"]


def test_somebody_signs_a_letter_that_goes_up() -> None:
    assert codes(签发人=[]) == codes(签发人="") == ["G112"]


@pytest.mark.parametrize(("told", "approved"), [
    ({"成文日期": "2025-12-32"}, {}), ({"成文日期": "十二月"}, {}), ({}, {"合规审查作结论的日期": "2025-12-21"}), ({"报送期限": "2025-12-19"}, {}),
    ({"印发日期": "2025年12月19日"}, {})], ids=str)
def test_days_follow_one_another(told: dict[str, str], approved: dict[str, str]) -> None:
    assert codes(approved, **told) == ["G113"]


def test_the_imprint_is_on_an_even_page_or_it_is_told() -> None:
    assert codes(版记面="隔面") == [] and codes(版记面="反面") == ["G115"]
    assert [one.code for one in imprint_findings((2, 3, 4))] == ["G115"]


def test_the_command_writes_the_letter_and_says_what_is_wrong(small: Path, tmp_path: Path) -> None:  # noqa: F811
    folder = shutil.copytree(small, tmp_path / "项目")
    (folder / "forms.yaml").write_text("letter:\n  发文字号: 某院[2025]1号\n  签发人: [甲某]\n", "utf-8")
    ran = run("form", "letter", "--project", folder, "--out", tmp_path / "公文.docx")
    assert ran.status == 0 and "G111" in ran.out and (tmp_path / "公文.docx").exists()
    assert approvals(open_workspace(folder), assemble(open_workspace(folder))[0]) == {}


def test_a_sealed_paper_is_of_what_is_in_the_package() -> None:
    letter = "附件：1. 某学院职业教育质量年度报告（2025 年度）\n2. 某公司参与高等职业教育人才培养年度报告（2025年度）"
    assert not list(paper_findings("公文.pdf", letter, TITLES, letter=True))
    assert ["某公司" in one.message for one in paper_findings("公文.pdf", letter[:30], TITLES, letter=True)] == [True]
    statement = "内容真实性责任声明 某学院对《某学院职业教育质量年度报告（2025年度）》的真实性负责。2025年12月1日"
    assert not list(paper_findings("声明.pdf", statement, TITLES, letter=False))
    assert [one.code for one in paper_findings("声明.pdf", statement.replace("2025年度", "2024年度"), TITLES, letter=False)] == ["G114"]
