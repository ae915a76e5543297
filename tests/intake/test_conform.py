"""Cells against their contract: every fault at its cell, all at once, with a remedy."""

from pathlib import Path

import pytest

from tests.intake.specimen import MAJOR_ROWS, export, frozen, people, said


def findings_of(tmp_path: Path, **changes: object):
    result, findings = frozen(export(tmp_path / "in", people(change=changes)), tmp_path / "out")
    assert (result is None) == any(one.severity == "error" for one in findings)
    return findings


@pytest.mark.parametrize(("cell", "value", "code"), [
    ("A3", "", "K120"), ("G2", "约120左右", "K121"), ("F2", "也许", "K121"), ("I2", "2025-13-01", "K121"), ("G2", 4800, "K122"), ("G2", -3, "K122"),
    ("J2", 104.3, "K123"), ("E2", "机械学院", "K124"), ("H2", "469999", "K125"), ("I2", "2023-05-08", "K126"), ("I2", "2025-09-01", "K126")])
def test_a_cell_that_does_not_fit(tmp_path: Path, cell: str, value: object, code: str) -> None:
    found = findings_of(tmp_path, **{cell: value})
    assert said(found) == [f"{code} {cell}"] and found[0].hint and found[0].department == "组织人事处"


def test_all_faults_at_once_in_the_order_of_the_sheet(tmp_path: Path) -> None:
    assert said(findings_of(tmp_path, E2="", G3="若干", I4="昨天")) == ["K120 E2", "K121 G3", "K121 I4"]


def test_what_was_found_what_was_expected_and_a_remedy(tmp_path: Path) -> None:
    found = findings_of(tmp_path, E2="机电学院学院")[0]
    assert "机电学院、信息学院" in found.message and "实为“机电学院学院”" in found.message and found.hint.startswith("改为“机电学院”")


def test_personal_content_never_enters_a_message(tmp_path: Path) -> None:
    found = findings_of(tmp_path, D2="八〇年生人", E2="000000198001010011")
    assert said(found) == ["K121 D2", "K124 E2"]
    assert not any("八〇" in one.message or "0000001980" in one.message for one in found)


def test_many_faults_of_one_kind_are_cut_short_and_counted(tmp_path: Path) -> None:
    more = [[f"1{index:03}", "丁", f"id{index}", "1990-01-01", "机电学院", "是", "若干", "", "", ""] for index in range(80)]
    _, findings = frozen(export(tmp_path / "in", people(more=more)), tmp_path / "out")
    assert len(findings) == 51 and findings[-1].code == "K160" and "30 处" in findings[-1].message


def test_a_total_that_is_not_the_sum(tmp_path: Path) -> None:
    _, findings = frozen(export(tmp_path / "in", **{"A7-1 开设专业": [*MAJOR_ROWS, ["合计", "", 430]]}), tmp_path / "out")
    assert said(findings) == ["K140 C4"] and "430" in findings[0].message and "420" in findings[0].message


def test_percentages_stored_as_fractions(tmp_path: Path) -> None:
    assert said(findings_of(tmp_path, J2=0.985)) == ["K135 J2"]
    whole = findings_of(tmp_path, J2=0.985, J3=1, J4=0.97)
    assert said(whole) == ["K135 J2"] and whole[0].severity == "error"
