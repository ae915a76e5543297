"""Two years are compared if they mean the same, or if the pack says how; otherwise they are refused."""

from decimal import Decimal

import pytest

from reportgen.core.figure import SCHOOL, Absent, Conversion, Figure, Figures, Series
from tests.compose.specimen import COHORT, figure
from tests.years.sample import FIRM, figures


def years(now: Figure, *last: Figure) -> Figures:
    return Figures(2025, "a", (now,), previous=Figures(2024, "b", last))


def test_the_same_meaning_compares() -> None:
    now = figure("x", "指标", "5", definition_id="x:1")
    both = years(now, figure("x", "从前的名称", "4", definition_id="x:1"))
    assert both.before(now).value == 4 and both.changed(now) is None


def test_another_meaning_is_refused_and_named() -> None:
    now = figure("x", "指标", "5", definition_id="x:2")
    both = years(now, figure("x", "指标", "4", definition_id="x:1"))
    assert both.before(now) is None and both.changed(now).value == 4


def test_nothing_last_year_is_no_change_of_meaning() -> None:
    now = figure("x", "指标", "5", definition_id="x:2")
    assert years(now).changed(now) is None and Figures(2025, "a", (now,)).before(now) is None


@pytest.mark.parametrize(("rule", "expected"), [
    (Conversion("old"), Decimal("4.2")), (Conversion("old", Decimal("0.001")), Decimal("42")), (Conversion("old", never="理由"), None),
    (Conversion("nobody"), None)])
def test_conversions(rule: Conversion, expected: Decimal | None) -> None:
    now = figure("x", "课酬", "5", "万元", 2, definition_id="x:2", convert=rule)
    last = years(now, figure("old", "旧课酬", "42000", "元")).before(now)
    assert (last and (last.value, last.unit, last.decimals, last.id)) == (expected and (expected, "万元", 2, "old"))


def test_units_of_different_kinds_need_a_factor() -> None:
    now = figure("x", "学时", "5", "学时", definition_id="x:2", convert=Conversion("old"))
    both = years(now, figure("old", "人日", "4", "人日"))
    assert both.before(now) is None and both.changed(now).id == "old"


def test_an_absent_value_stays_absent_when_converted() -> None:
    now = figure("x", "课酬", "5", "万元", definition_id="x:2", convert=Conversion("old"))
    assert isinstance(years(now, figure("old", "旧", Absent("未采集"), "元")).before(now).value, Absent)


def test_series_compare_by_their_meaning_too() -> None:
    def one(meaning: str) -> Series:
        return Series("s", "分组", "学院", (), "人", 0, COHORT, "全体", definition_id=meaning)
    def both(meaning: str) -> Figures:
        return Figures(2025, "a", (), (one("s:1"),), previous=Figures(2024, "b", (), (one(meaning),)))
    assert both("s:1").series_before(one("s:1")) is not None and not both("s:1").series_changed(one("s:1"))
    assert both("s:2").series_before(one("s:1")) is None and both("s:2").series_changed(one("s:1"))


def test_from_the_old_tables_to_the_new() -> None:
    """课酬 goes from 元 to 万元 by conversion; 人日, 就业率, 国（境）外 and 双师素质 are refused."""
    both = figures(2023, 2024).with_previous(figures(2021, 2024))
    pay = both.find("mentor_pay")
    assert both.before(pay).id == "pt_pay" and both.before(pay).value == pay.value
    assert both.before(both.find("club_members")).unit == "人次"
    refused = {id: both.changed(both.find(id)).id for id in ("train_h", "grad_placed", "placement_rate", "emp_first", "rate_in_province", "dual_n",
                                                             "dual_teacher_rate", "dual_rate_major", "abroad_days", "intl_std_major", "intl_std")}
    assert refused["train_h"] == "train_days" and refused["grad_placed"] == "emp_rate" and refused["emp_first"] == "emp_n"
    assert both.find("train_h").convert.never


def test_what_did_not_change_still_compares() -> None:
    both = figures(2023, 2024).with_previous(figures(2021, 2024))
    for id in ("ft_students", "stu_teacher_ratio", "monthly_income", "svc_horizontal", "equip_per_stu", "sat_class", "train_income"):
        assert both.before(both.find(id)).value == both.find(id).value, id
    assert both.series_before(both.series("dept_students")) is not None


@pytest.mark.parametrize(("new", "old"), [(2024, 2023), (2025, 2024)])
def test_neighbours_of_the_new_tables_compare_throughout(new: int, old: int) -> None:
    both = figures(new, new if new == 2025 else 2024).with_previous(figures(old, 2024))
    assert [one.id for one in both.values() if both.before(one) is None] == []
    assert [one.id for one in both.all_series() if both.series_before(one) is None] == []


def test_an_enterprise_is_converted_from_its_own_figure() -> None:
    now = figures(2025, 2025)
    assert now.find("ent1_svc", FIRM).scope == FIRM and now.get(("ent1_svc", SCHOOL)) is None
    both = now.with_previous(figures(2024, 2024))
    assert both.before(now.find("ent1_svc", FIRM)).scope == FIRM
