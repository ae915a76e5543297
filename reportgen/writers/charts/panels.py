"""Small multiples: a panel a series, all in one colour, because each has its name above it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil

from reportgen.core.document import Chart, ChartSeries
from reportgen.writers.charts import face, lying, upright
from reportgen.writers.charts.field import scale_of, tick_room
from reportgen.writers.charts.header import header, unit_text
from reportgen.writers.charts.scale import Scale
from reportgen.writers.charts.sheet import MARGIN, Area, Ink, Sheet

_GAP = 18      # between panels
_PANEL, _LEAST = 104, 62  # height of one without its names, at best and at least
_BETWEEN = 6   # below a row of panels
_ACROSS = {1: 1, 2: 2, 3: 3, 4: 2}
_SHORTEST = 14  # room for the longest bar beside its label
_BARS_ACROSS = 4  # panels of bars in one row, where the rows leave room for a second one


def draw(chart: Chart, ink: Ink) -> Sheet:
    """Standing panels in a grid where names and labels fit them, else bars side by side."""
    across = _ACROSS.get(len(chart.series), 3)
    down = ceil(len(chart.series) / across)
    width = (ink.width - 2 * MARGIN + _GAP) / across - _GAP
    scales = _scales(chart, scale_of)
    fits = [upright.fit(replace(chart, series=(one,)), ink, width - tick_room(ink, scale, (one,)))
            for one, scale in zip(chart.series, scales, strict=True)]
    (titles, head), above = _titles(chart, ink, width), _above(chart)
    below = max((fit.height for fit in fits if fit), default=0)
    high = min(below + _PANEL, (lying.TALLEST - above - 2 * MARGIN) / down - head - _BETWEEN)
    if any(fit is None or fit.label is None for fit in fits) or high < below + _LEAST:
        return beside(chart, ink)
    high += _BETWEEN
    sheet = Sheet(ink, ink.width, round((high + head) * down - _BETWEEN + above + 2 * MARGIN))
    _unit(sheet, chart, scales[0])
    for i, (one, fit) in enumerate(zip(chart.series, fits, strict=True)):
        left = MARGIN + i % across * (width + _GAP)
        top = MARGIN + above + i // across * (high + head)
        sheet.text(left, top, titles[i], at="bottom right")
        upright.panel(sheet, Area(left, top + head, left + width, top + head + high - _BETWEEN), one, fit, scales[i])
    return sheet


def beside(chart: Chart, ink: Ink) -> Sheet:
    """Panels of bars side by side, sharing the names; in two or more tiers where the rows leave room for that."""
    count, rows = _tiers(chart, ink)
    across = ceil(len(chart.series) / count)
    width = _width(rows, ink, across)
    titles, head = _titles(chart, ink, width)
    scales = _scales(chart, lying.scale_of)
    above, high = _above(chart), rows.height + head + max(map(lying.foot, scales))
    high += _BETWEEN
    sheet = Sheet(ink, ink.width, round(high * count - _BETWEEN + above + 2 * MARGIN))
    _unit(sheet, chart, scales[0])
    for tier in range(count):
        field = Area(MARGIN + rows.width, MARGIN + above + tier * high + head, ink.width - MARGIN, 0)
        _rules(sheet, field, rows)
        lying.names(sheet, field, rows)
        for i, one in list(enumerate(chart.series))[tier * across:(tier + 1) * across]:
            left = field.left + i % across * (width + _GAP)
            sheet.text(left, field.top - head, titles[i], at="bottom right")
            scale = lying.roomy(scales[i], width, chart.series if _alike(chart) else (one,), rows.size)
            lying.field(sheet, Area(left, field.top, left + width, 0), ((0, one),), rows, scale)
    return sheet


def _tiers(chart: Chart, ink: Ink) -> tuple[int, lying.Rows]:
    """Number of tiers and the rows of each: few panels abreast, but rows must stay readable and labels fit their panel."""
    narrowest = sum(lying.ends(chart.series, ink.size)) + _SHORTEST
    for count in range(ceil(len(chart.series) / _BARS_ACROSS), 0, -1):
        rows = lying.rows(chart, ink, 1, room=(lying.TALLEST - 24) / count - 46)
        if rows and _width(rows, ink, ceil(len(chart.series) / count)) >= narrowest:
            return count, rows
    rows = lying.thinnest(chart, ink)
    for across in range(len(chart.series), 1, -1):
        if _width(rows, ink, across) >= narrowest:
            return ceil(len(chart.series) / across), rows
    return len(chart.series), rows


def _width(rows: lying.Rows, ink: Ink, across: int) -> float:
    return (ink.width - 2 * MARGIN - rows.width + _GAP) / across - _GAP


def _titles(chart: Chart, ink: Ink, width: float) -> tuple[list[tuple[str, ...]], float]:
    """Names of the panels, with the unit where it differs, and the height they take."""
    same = _alike(chart)
    words = [one.name if same or not one.unit else f"{one.name}（{one.unit}）" for one in chart.series]
    titles = [face.fitted(text, ink.size, width, 3) for text in words]
    return titles, max(map(len, titles)) * ink.size * face.LEADING + 5


def _above(chart: Chart) -> float:
    return 17 if _alike(chart) and chart.series[0].unit else 0


def _unit(sheet: Sheet, chart: Chart, scale: Scale) -> None:
    if _above(chart):
        header(sheet, sheet.area.inset(left=MARGIN, top=MARGIN, right=MARGIN), (), left=unit_text(chart.series[0].unit, scale))


def _alike(chart: Chart) -> bool:
    """Whether all panels count the same unit."""
    return len({one.unit for one in chart.series}) == 1


def _scales(chart: Chart, measure: Callable[[Sequence[ChartSeries]], Scale]) -> list[Scale]:
    """One scale for panels of one unit, so that lengths compare; else each its own."""
    if _alike(chart):
        return [measure(chart.series)] * len(chart.series)
    return [measure((one,)) for one in chart.series]


def _rules(sheet: Sheet, area: Area, rows: lying.Rows) -> None:
    """Hairlines between rows, to read across panels."""
    for i in range(len(rows.names) + 1):
        y = area.top + i * rows.row
        sheet.line([(MARGIN, y), (area.right, y)], colour=sheet.ink.tint, width=0.75)
