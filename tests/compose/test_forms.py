"""Words of change: the printed difference is the difference of the printed numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.compose.forms import Form, change, face, growth, shown, signed_change
from reportgen.core.show import Rounding, digits, show, with_unit
from tests.compose.specimen import figure

_AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=4)


@given(now=_AMOUNTS, last=_AMOUNTS, decimals=st.integers(0, 3))
def test_a_reader_who_subtracts_gets_what_is_printed(now: Decimal, last: Decimal, decimals: int) -> None:
    one, other = (shown(figure("x", "指标", str(value), "元", decimals), "元", decimals, Rounding.HALF_UP) for value in (now, last))
    text = change(one, other, "元", decimals)
    if one == other:
        assert text == "与上年持平"
    else:
        amount = Decimal(text.removeprefix("比上年").removeprefix("增加").removeprefix("减少").removesuffix("元"))
        assert (amount if "增加" in text else -amount) == Decimal(digits(one, decimals)) - Decimal(digits(other, decimals))


@given(value=_AMOUNTS, unit=st.sampled_from(["元", "万元", "亿元"]), decimals=st.one_of(st.none(), st.integers(0, 3)))
def test_shown_values_are_what_show_prints(value: Decimal, unit: str, decimals: int | None) -> None:
    one = figure("x", "指标", str(value), "元", 2)
    wanted, places = face(one, Form(unit=None if unit == "元" else unit, decimals=decimals))
    assert with_unit(digits(shown(one, wanted, places, Rounding.HALF_UP), places), wanted) == \
        show(one, in_unit=None if unit == "元" else unit, decimals=decimals)


@pytest.mark.parametrize(("now", "last", "unit", "expected"), [
    ("97.07", "96.66", "%", "比上年提高0.41个百分点"), ("4.6", "4.9", "‰", "比上年下降0.30个千分点"), ("15.97", "16.5", "∶1", "比上年下降0.53"),
    ("1", "1", "%", "与上年持平"), ("12", "10", "万元", "比上年增加2.00万元"),
])
def test_change(now: str, last: str, unit: str, expected: str) -> None:
    assert change(Decimal(now), Decimal(last), unit, 2) == expected


def test_growth_and_signed_change() -> None:
    assert growth(Decimal("66"), Decimal("33")) == "同比增长100.00%"
    assert growth(Decimal("8"), Decimal("9")) == "同比下降11.11%"
    assert [signed_change(*pair) for pair in (("2.10", "2.00"), ("2.00", "2.10"), ("3", "3"))] == ["+0.10", "−0.10", "0"]
