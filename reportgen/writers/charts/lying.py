"""Charts that lie: bars and dots, a row a category, its name on the left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.core.document import Chart, ChartSeries
from reportgen.writers.charts import face
from reportgen.writers.charts.field import Numbered
from reportgen.writers.charts.header import header, keys, unit_text
from reportgen.writers.charts.header import height as header_height
from reportgen.writers.charts.scale import Scale, around, ceiling, drawn, from_zero, narrow, tick_text
from reportgen.writers.charts.sheet import MARGIN, SYMBOLS, Area, Ink, Sheet, exact

TALLEST = 330  # points; a chart and its caption still leave room for text on the page
_NAMES = 118   # widest column of names


@dataclass(frozen=True, slots=True)
class Rows:
    """How rows fit: names as wrapped, size of the text, height of one bar and of one category's row."""

    names: tuple[tuple[str, ...], ...]
    size: float
    bar: float
    row: float

    @property
    def width(self) -> float:
        """Room for the names."""
        return max(face.widest(lines, self.size) for lines in self.names) + 6

    @property
    def height(self) -> float:
        """Of all rows together."""
        return self.row * len(self.names)


def rows(chart: Chart, ink: Ink, bars: int, *, room: float) -> Rows | None:
    """Rows of `bars` bars each, as generous as `room` allows; None if they would be too thin to read."""
    for size in ink.sizes():
        names, least = _least(chart, bars, size)
        if least * len(names) <= room:
            row = min(room / len(names), max(least, bars * 14 + 8))
            return Rows(names, size, min((row - 4) / bars, 14), row)
    return None


def thinnest(chart: Chart, ink: Ink) -> Rows:
    """Rows of one bar as thin as can be read, however tall the chart gets."""
    names, least = _least(chart, 1, ink.least)
    return Rows(names, ink.least, least - 3, least)


def _least(chart: Chart, bars: int, size: float) -> tuple[tuple[tuple[str, ...], ...], float]:
    """The names in one line or two, and the height a row needs at that size."""
    lines = 1 if len(chart.categories) > 14 else 2
    names = tuple(face.wrap(name, size, _NAMES, lines) or face.fitted(name, size, _NAMES * 1.3, lines)
                  for name in chart.categories)
    bar = size * 1.2 if bars > 1 else size * 1.3
    return names, max(bars * bar + 3, max(map(len, names)) * size * face.LEADING + 2)


def draw(chart: Chart, ink: Ink, fitted: Rows) -> Sheet:
    """Bars (dots for narrow rates) in one field, with header and names."""
    scale = scale_of(chart.series)
    sheet, area = begin(chart, ink, fitted, scale)
    names(sheet, area, fitted)
    field(sheet, area, tuple(enumerate(chart.series)), fitted, roomy(scale, area.width, chart.series, fitted.size))
    return sheet


def begin(chart: Chart, ink: Ink, fitted: Rows, scale: Scale) -> tuple[Sheet, Area]:
    """A sheet as high as rows, header and ticks need, with its header, and the area of the rows."""
    legend = keys(ink, chart.series, dots=not scale.based) if len(chart.series) > 1 else ()
    unit, width = unit_text(chart.series[0].unit, scale), ink.width - 2 * MARGIN
    above = header_height(ink, width, legend, left=unit)
    sheet = Sheet(ink, ink.width, round(above + fitted.height + foot(scale) + 2 * MARGIN + 2))
    area = header(sheet, sheet.area.inset(left=MARGIN, top=MARGIN, right=MARGIN), legend, left=unit)
    return sheet, area.inset(left=fitted.width)


def scale_of(series: Sequence[ChartSeries]) -> Scale:
    """From zero for bars; for dots from a round value below them."""
    return around(drawn(series), ceiling=ceiling(series)) if narrow(series) else from_zero(drawn(series))


def names(sheet: Sheet, area: Area, fitted: Rows) -> None:
    """Category names left of a field."""
    for i, lines in enumerate(fitted.names):
        sheet.text(area.left - 6, area.top + fitted.row * (i + 0.5), lines, at="middle left", size=fitted.size)


def field(sheet: Sheet, area: Area, pairs: Sequence[Numbered], fitted: Rows, scale: Scale) -> None:
    """Bars, or dots where the scale leaves out zero, with their labels, from the top of `area` down.

    scale: `roomy`, so that labels have room beyond the ends.
    """
    dots, count = not scale.based, len(fitted.names)
    area = replace(area, bottom=area.top + fitted.height)
    guides = [Decimal(2 * i + 1) / 2 for i in range(count)] if dots else []
    axes = sheet.axes(area, (scale.lo, scale.hi), (count, 0), xticks=scale.ticks if dots else (), yticks=guides)
    if dots:
        _ticks(sheet, area, scale)
    for place, (index, one) in enumerate(pairs):
        shift = (place - len(pairs) / 2 + 0.5) * fitted.bar
        (_dots if dots else _bars)(sheet, (index, one), fitted, shift, axes=axes)
        for i, value in enumerate(one.values):
            known = isinstance(value, Decimal)
            x = area.x(scale, value if known else max(scale.ticks[0], Decimal(0)))
            at, gap = ("middle left", -3) if known and value < 0 and not dots else ("middle right", 6 if dots and known else 3)
            sheet.text(x + gap, area.top + fitted.row * (i + 0.5) + shift, one.texts[i], at=at, size=fitted.size,
                       colour=None if known else sheet.ink.muted)
    if not dots:
        zero = area.x(scale, Decimal(0))
        sheet.line([(zero, area.top), (zero, area.bottom)])


def roomy(scale: Scale, width: float, series: Sequence[ChartSeries], size: float) -> Scale:
    """The scale with room for every label of the series beyond either end."""
    before, after = ends(series, size)
    return scale.padded(width, before=before, after=after) if scale.based else scale.padded(width, before=6, after=after + 4)


def foot(scale: Scale) -> float:
    """Room below the rows: dots need ticks, because their axis does not begin at zero."""
    return 0 if scale.based else 13


def _ticks(sheet: Sheet, area: Area, scale: Scale) -> None:
    """Tick texts below a field, as many as have room."""
    free = area.left - 20
    for tick in scale.ticks:
        text, x = tick_text(scale, tick), area.x(scale, tick)
        half = face.width(text, sheet.ink.least) / 2
        if x - half > free:
            sheet.text(x, area.bottom + 1, text, at="bottom center", size=sheet.ink.least, colour=sheet.ink.muted)
            free = x + half + 3


def ends(series: Sequence[ChartSeries], size: float) -> tuple[float, float]:
    """What the labels need beyond the ends of the bars, left of negative ones and right of the others."""
    labels = [(text, isinstance(value, Decimal) and value < 0)
              for one in series for value, text in zip(one.values, one.texts, strict=True)]
    left, right = (tuple(text for text, below in labels if below == negative) for negative in (True, False))
    return face.widest(left, size) + 4 if left else 0, face.widest(right, size) + 4


def _dots(sheet: Sheet, pair: Numbered, fitted: Rows, shift: float, *, axes: dict[str, str]) -> None:
    index, one = pair
    sheet.trace(type="scatter", mode="markers", x=exact(one.values), cliponaxis=False, **axes,
                y=[round(i + 0.5 + shift / fitted.row, 4) for i in range(len(fitted.names))],
                marker={"color": sheet.ink.colour(index), "symbol": SYMBOLS[index % len(SYMBOLS)], "size": 7})


def _bars(sheet: Sheet, pair: Numbered, fitted: Rows, shift: float, *, axes: dict[str, str]) -> None:
    index, one = pair
    wide = fitted.bar * 0.9
    sheet.trace(type="bar", orientation="h", x=exact(one.values), y=[i + 0.5 for i in range(len(fitted.names))], **axes,
                offset=round((shift - wide / 2) / fitted.row, 4), width=round(wide / fitted.row, 4),
                marker={"color": sheet.ink.colour(index)})
