"""A chart keeps more digits than are shown: they are the series' own, or wrong."""

from datetime import date
from decimal import Decimal

import pytest

from reportgen.audit.breakdowns import Candidate
from reportgen.core.figure import Point, Series
from reportgen.core.period import Period, PeriodKind
from reportgen.reading import read_figures


@pytest.mark.parametrize(("said", "right"), [("20.10%", True), ("20.0968523%", True), ("20.0968524%", False), ("20.0958523%", False), ("20.09%", False)])
def test_more_digits_than_shown_are_compared_with_the_exact_value(said: str, right: bool) -> None:
    exact = Decimal("20.09685230024213")
    series = Series("s", "各二级学院升学率", "二级学院", (Point("商贸学院", exact),), "%", 2, Period(PeriodKind.COHORT, date(2025, 1, 1), date(2025, 8, 31)), "毕业生")
    one = Candidate(series, 2025, {"商贸学院": Decimal("20.10")}, {"商贸学院": exact})
    assert one.says("商贸学院", read_figures(said)[0]) == right
