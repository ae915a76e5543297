"""Profiles over a few dimensions: a web, with the values written at its corners."""

from decimal import Decimal
from math import cos, pi, sin

from reportgen.core.document import Chart
from reportgen.writers.charts import face
from reportgen.writers.charts.header import header, keys, unit_text
from reportgen.writers.charts.scale import Scale, around, ceiling, drawn, from_zero, narrow, tick_text
from reportgen.writers.charts.sheet import SYMBOLS, Area, Ink, Sheet, exact, lightened

FEWEST, MOST, SERIES = 3, 10, 4  # corners and series a web can show
HEIGHT = 265
_ROOM = 104  # points for the words on either side


def is_web(chart: Chart) -> bool:
    """Whether a web can show these data at all."""
    return (FEWEST <= len(chart.categories) <= MOST and len(chart.series) <= SERIES
            and min(drawn(chart.series), default=Decimal(0)) >= 0)


def fits(chart: Chart, ink: Ink) -> bool:
    """Whether the values of each corner have room there."""
    return all(_values(chart, i, ink) for i in range(len(chart.categories)))


def draw(sheet: Sheet, area: Area, chart: Chart) -> None:
    """The web with its profiles; at each corner the name and the values in the order of the legend."""
    scale = _scale(chart)
    legend = keys(sheet.ink, chart.series, dots=True) if len(chart.series) > 1 else ()
    area = header(sheet, area, legend, left=unit_text(chart.series[0].unit, scale))
    words = [_words(chart, i, sheet.ink) for i in range(len(chart.categories))]
    high = max(map(len, words)) * sheet.ink.size * face.LEADING
    x, radius = (area.left + area.right) / 2, min(area.height / 2 - high - 6, area.width / 2 - _ROOM)
    y = (area.top + high + 6 + area.bottom - high - 6) / 2
    _web(sheet, chart, Area(x - radius, y - radius, x + radius, y + radius), scale)
    for i, lines in enumerate(words):
        angle = 2 * pi * i / len(words)
        sheet.text(x + (radius + 6) * sin(angle), y - (radius + 6) * cos(angle), lines, at=_side(angle))
    for tick in scale.ticks[1:]:
        sheet.text(x + 2, y - radius * scale.share(tick), tick_text(scale, tick), at="middle right",
                   size=sheet.ink.least, colour=sheet.ink.muted)


def _scale(chart: Chart) -> Scale:
    """Narrow rates from a round value on, everything else from zero; it ends at a round value."""
    values = drawn(chart.series)
    if narrow(chart.series):
        return around(values, 3, ceiling=ceiling(chart.series))
    return around([Decimal(0), *values], 4) if values else from_zero(values)


def _words(chart: Chart, i: int, ink: Ink) -> tuple[str, ...]:
    return (*face.fitted(chart.categories[i], ink.size, _ROOM - 8, 2), *(_values(chart, i, ink) or ()))


def _values(chart: Chart, i: int, ink: Ink) -> tuple[str, ...] | None:
    return face.wrap(" / ".join(one.texts[i] for one in chart.series), ink.size, _ROOM - 8, 2)


def _side(angle: float) -> str:
    """Where words stand at a corner: outside the web."""
    across = "center" if abs(sin(angle)) < 0.12 else "right" if sin(angle) > 0 else "left"
    upward = "top" if cos(angle) > 0.85 else "bottom" if cos(angle) < -0.85 else "middle"
    return f"{upward} {across}"


def _web(sheet: Sheet, chart: Chart, circle: Area, scale: Scale) -> None:
    count = len(chart.categories)
    corners = [str(i) for i in range(count)]
    web = lightened(sheet.ink.rule)
    faint = {"showline": False, "ticks": "", "showticklabels": False, "gridcolor": web, "gridwidth": 0.6}
    sheet.layout(polar={
        "domain": {"x": [round(circle.left / sheet.width, 5), round(circle.right / sheet.width, 5)],
                   "y": [round(1 - circle.bottom / sheet.height, 5), round(1 - circle.top / sheet.height, 5)]},
        "gridshape": "linear", "bgcolor": "rgba(0,0,0,0)",
        "radialaxis": faint | {"range": exact([scale.lo, scale.hi]), "tickmode": "array", "tickvals": exact(scale.ticks)},
        "angularaxis": faint | {"showline": True, "linecolor": web, "linewidth": 0.6, "rotation": 90, "direction": "clockwise", "type": "category"}})
    for index, one in enumerate(chart.series):
        colour, radii = sheet.ink.colour(index), exact(one.values)
        closed = [*radii, radii[0]]
        sheet.trace(type="scatterpolar", mode="lines+markers", r=closed, theta=[*corners, corners[0]], connectgaps=False,
                    line={"color": colour, "width": 1.75}, cliponaxis=False,
                    marker={"color": colour, "size": 6, "symbol": SYMBOLS[index % len(SYMBOLS)]})
