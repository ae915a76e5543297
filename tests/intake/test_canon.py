"""One spelling for each value."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.intake.canon import Unfit, canonical

NUMBERS = st.decimals(min_value=-10**12, max_value=10**12, places=4, allow_nan=False, allow_infinity=False)
WIDE = str.maketrans("0123456789,.%-", "０１２３４５６７８９，．％－")


@given(NUMBERS, st.booleans(), st.booleans(), st.sampled_from(["", " ", "\u3000", "\xa0", "\n"]))
def test_a_number_typed_as_text_keeps_its_value(value: Decimal, grouped: bool, wide: bool, blank: str) -> None:
    text = format(value, ",f") if grouped else format(value, "f")
    read = canonical(blank + (text.translate(WIDE) if wide else text) + blank, "decimal")
    assert Decimal(read) == value and read == canonical(read, "decimal")


@given(st.integers(-10**14, 10**14), st.integers(0, 6))
def test_a_number_cell_reads_as_excel_shows_it(digits: int, places: int) -> None:
    value = Decimal(digits).scaleb(-places)
    assert Decimal(canonical(float(value), "decimal")) == value


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y-%m-%d 08:30:00"]))
def test_every_usual_way_to_write_a_date(day: date, form: str) -> None:
    text = day.strftime(form)
    assert canonical(text, "date") == day.isoformat() == canonical(text.translate(WIDE), "date")
    assert canonical(text, "month") == day.isoformat()[:7]
    assert canonical(text, "year") == str(day.year)


@given(st.text())
def test_any_text_reads_or_is_unfit_and_reading_again_changes_nothing(text: str) -> None:
    for kind in ("text", "code", "integer", "decimal", "percent", "date", "month", "year", "flag"):
        try:
            once = canonical(text, kind)
        except Unfit:
            continue
        assert canonical(once, kind) == once


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "—", "——", "-", "/", "无", "／"])
def test_what_stands_for_nothing_is_nothing_and_not_zero(blank: str) -> None:
    assert canonical(blank, "decimal") == "" == canonical(blank, "text") == canonical(blank, "flag")


@pytest.mark.parametrize(("cell", "kind", "wanted"), [
    ("96.5%", "percent", "96.5"), ("９６．５％", "percent", "96.5"), (0.1 + 0.2, "decimal", "0.3"), ("0.50", "decimal", "0.5"), (-0.0, "decimal", "0"),
    (460101.0, "code", "460101"), ("46 0101\u3000", "code", "460101"), ("学士\u3000", "text", "学士"), ("甲\n乙", "text", "甲 乙"), (True, "flag", "true"),
    ("√", "flag", "true"), ("否", "flag", "false"), ("2025年6月", "month", "2025-06"), (2025.06, "month", "2025-06"), ("202506", "month", "2025-06"),
    (datetime(2025, 6, 1), "date", "2025-06-01"), (2009.0, "year", "2009"), ("2022届", "year", "2022"), ("1984-04-11", "year", "1984"),
    (date(1984, 4, 11), "year", "1984"), ("2025 年 6 月 2 日", "date", "2025-06-02")])
def test_readings(cell: object, kind: str, wanted: str) -> None:
    assert canonical(cell, kind) == wanted


@pytest.mark.parametrize(("cell", "kind", "code"), [
    ("约300", "decimal", "K121"), ("300人", "integer", "K121"), (3.5, "integer", "K121"), ("1,23", "decimal", "K121"), ("2025-02-30", "date", "K121"),
    ("2025-06", "date", "K121"), (45820.0, "date", "K121"), (2025.1, "month", "K121"), (1e17, "code", "K121"), ("1e99", "decimal", "K122"),
    ("也许", "flag", "K121"), ("#N/A", "decimal", "K127"), ("#REF!", "text", "K127")])
def test_what_does_not_fit_its_column(cell: object, kind: str, code: str) -> None:
    with pytest.raises(Unfit) as caught:
        canonical(cell, kind)
    assert caught.value.code == code
