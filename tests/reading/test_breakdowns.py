"""Breakdowns: a chart keeps more digits than are shown; prose says a category's value where it names the series."""

from datetime import date
from decimal import Decimal

import pytest

from reportgen.audit.breakdowns import Breakdowns, Candidate
from reportgen.core.figure import Figures, Point, Series
from reportgen.core.period import Period, PeriodKind
from reportgen.core.reading import Comparison, Context, JudgedPiece, Piece, Spot
from reportgen.core.show import Rounding
from reportgen.reading import read_figures


@pytest.mark.parametrize(("said", "right"), [("20.10%", True), ("20.0968523%", True), ("20.0968524%", False), ("20.0958523%", False), ("20.09%", False)])
def test_more_digits_than_shown_are_compared_with_the_exact_value(said: str, right: bool) -> None:
    exact = Decimal("20.09685230024213")
    series = Series("s", "各二级学院升学率", "二级学院", (Point("商贸学院", exact),), "%", 2, Period(PeriodKind.COHORT, date(2025, 1, 1), date(2025, 8, 31)), "毕业生")
    one = Candidate(series, 2025, {"商贸学院": Decimal("20.10")}, {"商贸学院": exact})
    assert one.says("商贸学院", read_figures(said)[0]) == right


_POINTS = {2025: (("正高级", "22"), ("副高级", "161")), 2024: (("正高级", "21"), ("副高级", "153"))}


def _year(year: int, previous: Figures | None = None) -> Figures:
    points = tuple(Point(label, Decimal(value)) for label, value in _POINTS[year])
    return Figures(year, "s", (), (Series("title", "专任教师专业技术职务", "职务", points, "人", 0, Period(PeriodKind.COHORT, date(year, 1, 1), date(year, 8, 31)), "教师"),),
                   previous=previous)


@pytest.mark.parametrize(("text", "verdicts"), [
    ("专任教师专业技术职务方面，正高级22人，副高级161人。", ["match", "match"]),
    ("专任教师专业技术职务方面，正高级23人，副高级16人。", ["unbound", "unbound"]),
    ("专任教师专业技术职务方面，正高级21人。", ["unbound"]), ("上年专任教师专业技术职务方面，正高级21人。", ["match"]),
    ("专任教师专业技术职务中，副高级由153人变为161人。", ["match", "match"]), ("获奖项目中，正高级22人。", ["unbound"])])
def test_prose_says_a_category_of_a_series_that_it_names(text: str, verdicts: list[str]) -> None:
    figures = read_figures(text)
    plain = tuple(Comparison(one.start, one.end, one.span, None, "unbound") for one in figures if one.measures)
    (judged,) = Breakdowns(_year(2025, _year(2024)), Rounding("half_up")).settled([JudgedPiece(Piece(text, Spot("body"), Context()), figures, plain)])
    assert [one.verdict for one in judged.comparisons] == verdicts
