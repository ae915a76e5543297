"""Numbers become text exactly as the pack says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reportgen.core.figure import SCHOOL, Absent, Figure, Figures
from reportgen.core.period import Period, PeriodKind
from reportgen.core.show import Rounding, rounded, show, shown_value
from reportgen.core.unit import convert

COHORT = Period(PeriodKind.COHORT, date(2024, 9, 1), date(2025, 8, 31))
RATE = Figure("placement_rate", "毕业去向落实率", Decimal("96.875"), "%", 2, COHORT, "毕业生")


def test_half_up_and_half_even_differ_at_the_half() -> None:
    assert rounded(Decimal("96.865"), 2) == Decimal("96.87")
    assert rounded(Decimal("96.865"), 2, Rounding.HALF_EVEN) == Decimal("96.86")


def test_a_figure_prints_with_its_unit_and_decimals() -> None:
    assert show(RATE) == "96.88%"


def test_negative_zero_is_zero() -> None:
    assert show(replace(RATE, value=Decimal("-0.001"))) == "0.00%"


def test_absent_is_a_dash_and_never_zero() -> None:
    assert show(replace(RATE, value=Absent("未采集"))) == "—"


def test_a_unit_is_converted_from_the_shown_value() -> None:
    money = replace(RATE, value=Decimal("342588900"), unit="元", decimals=0)
    assert show(money, in_unit="亿元") == "3.43亿元"
    assert show(money, in_unit="万元", decimals=1) == "34258.9万元"


def test_a_unit_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="不能换算"):
        show(RATE, in_unit="万元")


@given(some.decimals(allow_nan=False, allow_infinity=False, min_value=-10**9, max_value=10**9, places=4))
def test_there_and_back_changes_nothing(value: Decimal) -> None:
    assert convert(convert(value, "元", "万元"), "万元", "元") == value


def test_shown_values_are_what_differences_are_taken_between() -> None:
    assert shown_value(RATE) == Decimal("96.88")


def test_a_name_means_the_scope_s_figure_first() -> None:
    firm = "某某有限公司"
    own = replace(RATE, id="ent1_order", name="订单培养人数", scope=firm)
    school = replace(RATE, id="order_stu", name="订单培养人数", scope=SCHOOL)
    known = Figures(2025, "s", [school, own])
    assert known.find("订单培养人数", firm) is own
    assert known.find("订单培养人数") is school
    assert known.find("ent1_order") is own
    assert known.find(firm + "订单培养人数") is own


def test_an_ambiguous_name_means_nothing() -> None:
    known = Figures(2025, "s", [RATE, replace(RATE, id="other")])
    assert known.find("毕业去向落实率") is None
    assert len(known.candidates("毕业去向落实率")) == 2
