"""Radars: at each corner the name and below it the values, which the workbook puts together."""

from collections.abc import Iterator
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name

from reportgen.core.document import Chart
from reportgen.core.show import ABSENT_TEXT
from reportgen.writers.charts.sheet import Ink, lightened
from reportgen.writers.docx.native.axes import CATEGORY, VALUE, Span, category_axis, value_axis, words_at
from reportgen.writers.docx.native.data import Data, code, odd
from reportgen.writers.docx.native.dml import c, line
from reportgen.writers.docx.native.labels import none
from reportgen.writers.docx.native.picture import Picture
from reportgen.writers.docx.native.plot import Plot, marker

_BETWEEN = " / "


def told(chart: Chart) -> tuple[tuple[str, str], ...]:
    """The words at each corner and the formula that makes them; none if no formula can."""
    if any(True for one in chart.series for _ in odd(one)):
        return ()
    return tuple((f"{name}\n{_BETWEEN.join(one.texts[i] for one in chart.series)}", _formula(chart, i)) for i, name in enumerate(chart.categories))


def _formula(chart: Chart, i: int) -> str:
    def pieces() -> Iterator[str]:
        for j, one in enumerate(chart.series, 1):
            known = isinstance(one.values[i], Decimal)
            yield f'TEXT({xl_col_to_name(j)}{i + 2},"{code(one)}")' if known else f'"{ABSENT_TEXT}"'
    return f"=A{i + 2}&CHAR(10)&" + f'&"{_BETWEEN}"&'.join(pieces())


def web(chart: Chart, picture: Picture, ink: Ink, data: Data, face: str) -> Plot | None:
    """The plot of a radar; None if its corners cannot be told."""
    if not data.told:
        return None
    circle, lo, hi, ticks = picture.polar()
    profiles = []
    for j in range(len(chart.series)):
        profiles.append(c("ser", c("idx", val=j), c("order", val=j), data.name(j), c("spPr", line(ink.colour(j), 1.75)), marker(j, ink), none(),
                          data.categories(), data.values(j)))
    group = c("radarChart", c("radarStyle", val="marker"), c("varyColors", val=0), *profiles, c("axId", val=CATEGORY), c("axId", val=VALUE))
    axes = (category_axis(ink, at="b", size=ink.size, line_colour=lightened(ink.rule)), value_axis(ink, Span(lo, hi, ticks), at="l"))
    return Plot(circle, (group,), axes, legend=len(chart.series) > 1, title=words_at(picture.units()[0], picture, face))
