"""Last year's data under this year's name."""

from pathlib import Path

import pytest

from tests.intake.specimen import MAJOR_ROWS, MAJORS, PEOPLE, PEOPLE_HEAD, contracts, export, frozen, people, said


@pytest.mark.parametrize("title", ["开设专业（2023—2024学年）", "开设专业（2023-2024学年）", "截至2024年8月31日", "２０２４年８月３１日"])
def test_a_title_of_another_year(tmp_path: Path, title: str) -> None:
    _, findings = frozen(export(tmp_path / "in", **{"A7-1 开设专业": [[title], *MAJOR_ROWS]}), tmp_path / "out")
    assert said(findings) == ["K150 A1"] and findings[0].department == "教务处"


@pytest.mark.parametrize("title", ["开设专业（2024—2025学年）", "截至2025年8月31日", "填报日期2025年10月8日", "2024年9月1日—2025年8月31日"])
def test_a_title_of_this_year(tmp_path: Path, title: str) -> None:
    assert said(frozen(export(tmp_path / "in", **{"A7-1 开设专业": [[title], *MAJOR_ROWS]}), tmp_path / "out")[1]) == []


def test_a_finance_table_speaks_of_the_calendar_year(tmp_path: Path) -> None:
    known = contracts(MAJORS.replace("period: 时点", "period: 自然年"), PEOPLE)
    good = export(tmp_path / "a", **{"A7-1 开设专业": [["2024年1月1日—12月31日"], *MAJOR_ROWS]})
    bad = export(tmp_path / "b", **{"A7-1 开设专业": [["2023年1月1日—12月31日"], *MAJOR_ROWS]})
    assert said(frozen(good, tmp_path / "out", known=known)[1]) == []
    assert said(frozen(bad, tmp_path / "out", known=known)[1]) == ["K150 A1"]


def test_a_cover_of_another_year(tmp_path: Path) -> None:
    _, findings = frozen(export(tmp_path / "in", 封面=[["状态数据"], ["（2023—2024学年）"]]), tmp_path / "out")
    assert said(findings) == ["K150 A2"]


def test_a_cover_of_this_year_that_mentions_an_earlier_one(tmp_path: Path) -> None:
    cover = [["状态数据"], ["（2024—2025学年）"], ["2023—2024学年起改用新表"]]
    assert said(frozen(export(tmp_path / "in", 封面=cover), tmp_path / "out")[1]) == []


def test_last_years_rows_again(tmp_path: Path) -> None:
    last, _ = frozen(export(tmp_path / "last"), tmp_path / "2024")
    now = export(tmp_path / "now", people(change={"G2": 130, "G3": 70, "G4": 1}))
    result, findings = frozen(now, tmp_path / "out", last=last.folder)
    assert result is None and said(findings) == ["K151 A7-1 开设专业"]


def test_a_steady_table_may_stay_as_it_was(tmp_path: Path) -> None:
    known = contracts(MAJORS.replace("key: [code]", "key: [code]\nsteady: true"), PEOPLE)
    last, _ = frozen(export(tmp_path / "last"), tmp_path / "2024", known=known)
    result, findings = frozen(export(tmp_path / "now", people(change={"G2": 130, "G3": 70})), tmp_path / "out", last=last.folder, known=known)
    assert result is not None and said(findings, notes=True) == ["K151 A7-1 开设专业"]


def test_a_value_in_another_unit_than_last_year(tmp_path: Path) -> None:
    last, _ = frozen(export(tmp_path / "last", people(change={"G2": 0.01, "G3": 0.02})), tmp_path / "2024")
    now = export(tmp_path / "now", people(change={"G2": 9, "G3": 200}), **{"A7-1 开设专业": [MAJOR_ROWS[0], ["460101", "机械", 1], ["510201", "计算机", 2]]})
    result, findings = frozen(now, tmp_path / "out", last=last.folder)
    assert result is None and said(findings) == ["K143 G3", "K143 C3"]
    assert "10000倍" in findings[0].message and findings[1].severity == "warning"


def test_contract_checks_run_over_the_whole(tmp_path: Path) -> None:
    more = """\
checks:
  - {id: most, column: students, sql: "SELECT _row, students AS found, 200 AS expected FROM majors WHERE students > 200", message: "{found}多于{expected}", hint: 改小}
  - {id: broken, column: students, sql: "SELECT nothing FROM majors", message: 坏}
  - {id: outside, column: students, sql: "SELECT * FROM read_csv('/etc/passwd')", message: 外}
"""
    _, findings = frozen(export(tmp_path / "in"), tmp_path / "out", known=contracts(MAJORS + more, PEOPLE))
    assert sorted(one.code for one in findings) == ["K141", "K142", "K142"]
    assert next(one for one in findings if one.code == "K141").message == "300多于200"


def rows_of(*departments: str) -> list[list[object]]:
    """People of these departments, each with 100 hours."""
    return [[f"{number:04}", "丁", f"x{number}", "1990", name, "是", 100, "", "", ""] for number, name in enumerate(departments)]


def test_totals_that_moved_and_which_rows_moved_most(tmp_path: Path) -> None:
    last, _ = frozen(export(tmp_path / "last", [PEOPLE_HEAD, *rows_of(*["机电学院"] * 6, *["信息学院"] * 6)]), tmp_path / "2024")
    now = [PEOPLE_HEAD, *rows_of(*["机电学院"] * 6, *["信息学院"] * 6)]
    now[3][6], now[5][6], now[9][6], now[10][6] = 150, 600, 230, 90
    majors = [MAJOR_ROWS[0], ["460101", "机械", 150], ["510201", "计算机", 300]]
    _, findings = frozen(export(tmp_path / "now", now, **{"A7-1 开设专业": majors}), tmp_path / "out", last=last.folder)
    (found,) = (one for one in findings if one.code == "K152")
    assert found.message == "教职工：课时合计1870学时，上年1200学时，增加55.8%；变动最大的：机电学院＋550、信息学院＋120"
    assert (found.severity, found.at.cell, [one.cell for one in found.also]) == ("warning", "G6", ["G10"])


def test_more_rows_point_at_a_new_one_and_their_sums_are_not_told_again(tmp_path: Path) -> None:
    last, _ = frozen(export(tmp_path / "last", [PEOPLE_HEAD, *rows_of(*["机电学院"] * 6, *["信息学院"] * 6)]), tmp_path / "2024")
    now = [PEOPLE_HEAD, *rows_of(*["机电学院"] * 6, *["信息学院"] * 6, *["信息学院"] * 5)]
    _, findings = frozen(export(tmp_path / "now", now), tmp_path / "out", last=last.folder)
    assert [(one.message, one.at.cell) for one in findings if one.code == "K152"] == [
        ("教职工：数据17行，上年12行，增加41.7%；变动最大的：信息学院＋5", "E14")]


def test_small_numbers_jump_without_a_word(tmp_path: Path) -> None:
    last, _ = frozen(export(tmp_path / "last", people(change={"G2": 1, "G3": 1})), tmp_path / "2024")
    _, findings = frozen(export(tmp_path / "now", people(change={"G2": 4, "G3": 3})), tmp_path / "out", last=last.folder)
    assert "K152" not in {one.code for one in findings}
