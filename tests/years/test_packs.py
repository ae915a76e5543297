"""The packs of four cycles: sound, cited, the old tables as they were, and the newer years where they were."""

from pathlib import Path

import pytest

from reportgen.core.figure import Absent
from reportgen.core.pack import Pack
from reportgen.core.show import digits
from reportgen.pack import diff_packs, load_pack
from tests.years.sample import CONTRACTS, YEARS, figures, pack


@pytest.mark.parametrize("year", YEARS)
def test_every_pack_is_sound(year: int) -> None:
    found, findings = load_pack(CONTRACTS, year)
    assert findings == () and found is not None


@pytest.mark.parametrize(("year", "label", "data_year", "cohort", "finance_year"), [
    (2021, "2021年", "2019—2020学年", 2020, 2019), (2023, "2023年度", "2022—2023学年", 2023, 2022),
    (2024, "2024年度", "2023—2024学年", 2024, 2023), (2025, "2025年度", "2024—2025学年", 2025, 2024)])
def test_the_years_of_each_edition(year: int, label: str, data_year: str, cohort: int, finance_year: int) -> None:
    edition = pack(year).edition
    assert (edition.label, str(edition.data_year), edition.cohort, edition.finance_year) == (label, data_year, cohort, finance_year)


def test_the_old_tables() -> None:
    old = pack(2021)
    assert [(table.number, table.name, len(table.rows)) for table in old.annex] == [
        (1, "计分卡", 8), (2, "学生反馈表", 20), (3, "教学资源表", 11), (4, "国际影响表", 8), (5, "服务贡献表", 17), (6, "落实政策表", 13)]
    assert old.required_parts == ("学生发展", "教学改革", "政策保障", "国际合作", "服务贡献", "面临挑战")
    assert not {"就业率", "企业兼职教师"} & {term.instead for term in old.terms} and "过时-去向落实率" not in {term.code for term in old.terms}
    units = {row.indicator: row.unit for table in old.annex for row in table.rows}
    assert (units["pt_pay"], units["train_days"], units["emp_rate"]) == ("元", "人日", "%")


def test_the_new_tables_are_the_same_in_three_years() -> None:
    assert pack(2023).annex == pack(2024).annex == pack(2025).annex


def test_what_differs_between_neighbours() -> None:
    assert {change.kind for change in diff_packs(pack(2024), pack(2025))} == {"年度", "规则"}
    changed = [change for change in diff_packs(pack(2023), pack(2024)) if change.kind not in ("年度", "规则")]
    assert {change.kind for change in changed} == {"指标"} and all(change.comparable for change in changed)


def cited(one: Pack) -> set[str]:
    return {indicator.citation.confidence for indicator in one.indicators.values()}


@pytest.mark.parametrize("year", YEARS)
def test_every_definition_says_how_sure_it_is(year: int) -> None:
    assert cited(pack(year)) <= {"high", "medium", "low"} and pack(year).citation.confidence in ("low", "medium")


def test_the_old_indicators_computed_from_today_s_export() -> None:
    found = figures(2021, 2024)
    shown = {id: digits(found.find(id).value, found.find(id).decimals) for id in (
        "emp_rate", "emp_in_province", "relevance", "sat_alma", "dual_teacher_rate", "pt_pay", "pt_h", "train_days", "train_days_vet",
        "abroad_days", "fund_special_per_stu", "club_members", "course_online_n")}
    assert shown == {"emp_rate": "95.92", "emp_in_province": "87.02", "relevance": "82.77", "sat_alma": "94.65", "dual_teacher_rate": "61.82",
                     "pt_pay": "1964740.00", "pt_h": "22278", "train_days": "73383", "train_days_vet": "1530", "abroad_days": "654",
                     "fund_special_per_stu": "4304.73", "club_members": "5775", "course_online_n": "119"}


def test_what_nobody_collects_is_absent_and_says_why() -> None:
    found = figures(2021, 2024)
    for id in ("volunteer_days", "sat_ipt_times", "pt_pay_fiscal", "train_days_comm", "intl_train_days", "course_online_avg"):
        value = found.find(id).value
        assert isinstance(value, Absent) and value.reason == "未采集" and value.note.startswith("平台 V2.16"), id


def test_the_grades_of_the_feedback_table_follow_the_edition(tmp_path: Path) -> None:
    found = figures(*rebased(tmp_path, 2024), contracts=tmp_path)
    assert dict(found.find("ft_students").extra) == {"一年级": "4014", "二年级": "3872"}


def rebased(folder: Path, year: int) -> tuple[int, int]:
    """The old pack with the edition of `year`, as year 2099: a pack is put on another footing by its edition alone."""
    for one in YEARS:
        (folder / str(one)).symlink_to(CONTRACTS / str(one))
    own = (CONTRACTS / str(year) / "pack.yaml").read_text("utf-8")
    edition = own[own.index("edition:"):own.index("citation:")]
    (folder / "2099").mkdir()
    (folder / "2099" / "pack.yaml").write_text(
        f"extends: 2021\n{edition}citation: {{source: 试用, confidence: low, checked_on: 2026-11-24}}\n", "utf-8")
    return 2099, year
