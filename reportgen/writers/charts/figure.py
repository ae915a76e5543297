"""A chart of the document → a plotly figure. The kind asked for is a wish; that everything can be read is not.

A chart that cannot be drawn readably as asked is drawn as the nearest kind that can:
columns whose names or labels are wider than their slots lie down as bars; rows that would be too thin become panels;
a whole with negative parts, several wholes, or more than twelve slices become bars; series of different units on one axis
become panels, each with its own scale; rates close to one another (90–98 %) become dots on an axis that says where it begins.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from reportgen.core.document import Chart, ChartKind, ChartSeries, Mark
from reportgen.core.show import ABSENT_TEXT
from reportgen.writers.charts import lying, panels, pie, radar, stack, upright
from reportgen.writers.charts.scale import drawn, narrow, timelike
from reportgen.writers.charts.sheet import MARGIN, Area, Ink, Sheet

_WHOLES = (ChartKind.PIE, ChartKind.RING)
_MOST = 6  # series in one field, each in a colour of its own


def figure(chart: Chart, styles: Mapping) -> dict:
    """The plotly figure of a chart: {"data", "layout"}, sizes in points, values exact, labels as the chart gives them."""
    ink = Ink.of(styles)
    if not chart.categories or not chart.series:
        return _blank(ink)
    chart = settled(chart)
    if chart.kind in _WHOLES:
        sheet = Sheet(ink, ink.width, pie.height(chart, ink))
        pie.draw(sheet, _inner(sheet), chart)
    elif chart.kind is ChartKind.RADAR and radar.fits(chart, ink):
        sheet = Sheet(ink, ink.width, radar.HEIGHT)
        radar.draw(sheet, _inner(sheet), chart)
    elif chart.kind is ChartKind.MULTIPLES:
        sheet = panels.draw(chart, ink)
    elif chart.kind in (ChartKind.BAR, ChartKind.RADAR):
        sheet = _lying(chart, ink)
    elif chart.kind is ChartKind.STACKED:
        sheet = _stacked(chart, ink)
    else:
        sheet = _standing(chart, ink)
    return sheet.figure()


def settled(chart: Chart) -> Chart:
    """The chart with a kind its data allow, and marks that follow from the kind."""
    kind = _allowed(chart)
    if kind is ChartKind.COMBO:
        marks = [Mark.LINE if one.axis == "right" else one.mark for one in chart.series]
    elif kind is ChartKind.MULTIPLES:
        marks = [_panel_mark(chart, one) for one in chart.series]
    else:
        marks = [Mark.LINE if kind is ChartKind.LINE else Mark.COLUMN] * len(chart.series)
    sides = [one.axis if kind is ChartKind.COMBO else "left" for one in chart.series]
    series = tuple(replace(one, mark=mark, axis=side, texts=_texts(one))
                   for one, mark, side in zip(chart.series, marks, sides, strict=True))
    return replace(chart, kind=kind, series=series)


def _panel_mark(chart: Chart, one: ChartSeries) -> Mark:
    return Mark.LINE if timelike(chart.categories) and narrow((one,)) else one.mark


def _texts(one: ChartSeries) -> tuple[str, ...]:
    return tuple(text if isinstance(value, Decimal) else ABSENT_TEXT
                 for value, text in zip(one.values, one.texts, strict=True))


def _allowed(chart: Chart) -> ChartKind:
    kind, least = chart.kind, min(drawn(chart.series), default=Decimal(0))
    alone = len(chart.series) == 1
    if kind is ChartKind.MULTIPLES:
        return ChartKind.COLUMN if alone and chart.series[0].mark is Mark.COLUMN else kind
    if _mixed(chart) or len(chart.series) > _MOST:
        return ChartKind.MULTIPLES
    if kind in _WHOLES:
        return kind if alone and pie.is_whole(chart.series[0]) else ChartKind.BAR
    if kind is ChartKind.RADAR and len(chart.categories) >= radar.FEWEST:
        return kind if radar.is_web(chart) else ChartKind.BAR
    if kind is ChartKind.COMBO and all(one.axis == "right" for one in chart.series) \
            or kind is ChartKind.COLUMN and narrow(chart.series) and timelike(chart.categories):
        kind = ChartKind.LINE
    if kind is ChartKind.RADAR or kind is ChartKind.STACKED and (alone or least < 0) \
            or kind is ChartKind.LINE and len(chart.categories) == 1:
        return ChartKind.COLUMN
    return kind


def _mixed(chart: Chart) -> bool:
    """Whether one axis would have to count two units."""
    sides = {(one.axis if chart.kind is ChartKind.COMBO else "left", one.unit) for one in chart.series}
    return len(sides) > len({side for side, _ in sides})


def _standing(chart: Chart, ink: Ink) -> Sheet:
    fitted = upright.fit(chart, ink, ink.width - 2 * MARGIN - sum(upright.margins(chart, ink)))
    if fitted is None or fitted.label is None:
        return panels.draw(chart, ink) if chart.kind is ChartKind.COMBO else _lying(chart, ink)
    sheet = Sheet(ink, ink.width, _height(ink, fitted) + (40 if chart.kind is ChartKind.COMBO else 0))
    upright.draw(sheet, _inner(sheet), chart, fitted)
    return sheet


def _stacked(chart: Chart, ink: Ink) -> Sheet:
    standing = upright.fit(chart, ink, ink.width - 2 * MARGIN)
    sheet = standing and stack.stand(chart, ink, standing, _height(ink, standing))
    rows = None if sheet else lying.rows(chart, ink, 1, room=lying.TALLEST - 50)
    return sheet or rows and stack.lie(chart, ink, rows) or panels.beside(chart, ink)


def _height(ink: Ink, fitted: upright.Fit) -> float:
    return round(ink.height + max(0, fitted.height - 28))


def _lying(chart: Chart, ink: Ink) -> Sheet:
    rows = lying.rows(chart, ink, len(chart.series), room=lying.TALLEST - 50)
    return lying.draw(chart, ink, rows) if rows else panels.beside(chart, ink)


def _inner(sheet: Sheet) -> Area:
    return sheet.area.inset(left=MARGIN, top=MARGIN, right=MARGIN, bottom=MARGIN / 2)


def _blank(ink: Ink) -> dict:
    sheet = Sheet(ink, ink.width, 90)
    sheet.text(ink.width / 2, 45, ABSENT_TEXT, colour=ink.muted)
    return sheet.figure()
