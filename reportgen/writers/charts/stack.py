"""Parts of a whole on one another: stacked columns and bars, every part labelled inside or, with its name, at the end."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.core.document import Chart, ChartSeries
from reportgen.writers.charts import face, lying, upright
from reportgen.writers.charts.header import header, keys, unit_text
from reportgen.writers.charts.scale import Scale, from_zero, present
from reportgen.writers.charts.sheet import MARGIN, Area, Ink, Sheet, exact, on

_FILL, _WIDEST = 0.62, 58  # share of a slot, widest column
_HIGH, _GAP = 1.4, 4       # room a label needs inside its part: times its size; points beside it
_MOST = 0.45               # share of the field that labels outside may take

_Stays = Callable[[ChartSeries, int, Scale], bool]  # whether a part holds its label
_Room = Callable[[Sequence[int], int], float]       # what the labels outside take


@dataclass(frozen=True, slots=True)
class _Layout:
    """A scale that leaves room at the ends, and the series of each category whose labels stand there."""

    scale: Scale
    outside: tuple[tuple[int, ...], ...]


def stand(chart: Chart, ink: Ink, fitted: upright.Fit, height: float) -> Sheet | None:
    """Stacked columns; None if the labels that do not fit their parts do not fit above the columns either."""
    sheet = Sheet(ink, ink.width, height)
    area = header(sheet, sheet.area.inset(left=MARGIN, top=MARGIN, right=MARGIN, bottom=MARGIN / 2),
                  keys(ink, chart.series), left=unit_text(chart.series[0].unit))
    area = upright.centred(area.inset(bottom=fitted.height), len(chart.categories))
    slot, size = area.width / len(chart.categories), ink.size - 0.5
    wide = min(slot * _FILL, _WIDEST)
    layout = _standing(chart, area, size, wide)
    above = [[_part(chart.series[j], i) for j in reversed(outside)] for i, outside in enumerate(layout.outside)] if layout else []
    if not layout or any(face.widest(tuple(words), size) > slot - 2 for words in above):
        return None
    axes = sheet.axes(area, (0, len(above)), (layout.scale.lo, layout.scale.hi))
    _bars(sheet, chart, wide / slot, axes=axes, lying=False)
    for i, words in enumerate(above):
        x = area.left + slot * (i + 0.5)
        for j, middle in _inside(chart, i, layout):
            sheet.text(x, area.y(layout.scale, middle), chart.series[j].texts[i], size=size, colour=on(ink.colour(j), ink))
        if words:
            sheet.text(x, area.y(layout.scale, _total(chart, i)) - 2, words, at="top center", size=size)
    sheet.line([(area.left, area.bottom), (area.right, area.bottom)])
    upright.names(sheet, area, fitted)
    return sheet


def lie(chart: Chart, ink: Ink, fitted: lying.Rows) -> Sheet | None:
    """Stacked bars; None if the labels that do not fit their parts do not fit beyond the bars either."""
    sheet, area = lying.begin(chart, ink, fitted, _scale(chart))
    area = Area(area.left, area.top, area.right, area.top + fitted.height)
    layout = _lying(chart, area, fitted.size)
    if layout is None:
        return None
    after = [_beyond(chart, i, outside) for i, outside in enumerate(layout.outside)]
    axes = sheet.axes(area, (layout.scale.lo, layout.scale.hi), (len(after), 0))
    _bars(sheet, chart, fitted.bar / fitted.row, axes=axes, lying=True)
    for i, words in enumerate(after):
        y = area.top + fitted.row * (i + 0.5)
        for j, middle in _inside(chart, i, layout):
            sheet.text(area.x(layout.scale, middle), y, chart.series[j].texts[i], size=fitted.size, colour=on(ink.colour(j), ink))
        if words:
            sheet.text(area.x(layout.scale, _total(chart, i)) + _GAP, y, words, at="middle right", size=fitted.size)
    sheet.line([(area.left, area.top), (area.left, area.bottom)])
    lying.names(sheet, area, fitted)
    return sheet


def _standing(chart: Chart, area: Area, size: float, wide: float) -> _Layout | None:
    def stays(one: ChartSeries, i: int, scale: Scale) -> bool:
        return (scale.share(scale.lo + one.values[i]) * area.height >= size * _HIGH
                and face.width(one.texts[i], size) <= wide - 2)

    def room(outside: Sequence[int], i: int) -> float:
        return len(outside) * size * face.LEADING + _GAP

    return _settled(chart, area.height, stays, room)


def _lying(chart: Chart, area: Area, size: float) -> _Layout | None:
    def stays(one: ChartSeries, i: int, scale: Scale) -> bool:
        return scale.share(scale.lo + one.values[i]) * area.width >= face.width(one.texts[i], size) + _GAP

    def room(outside: Sequence[int], i: int) -> float:
        return face.width(_beyond(chart, i, outside), size) + 2 * _GAP

    return _settled(chart, area.width, stays, room)


def _settled(chart: Chart, length: float, stays: _Stays, room: _Room) -> _Layout | None:
    """Room at the ends makes the parts smaller, which may push out another label: until nothing moves.

    None: the labels at the ends would take more room than the parts.
    """
    free = 0.0
    while True:
        scale = _scale(chart).padded(length, after=free)
        outside = tuple(tuple(j for j, one in enumerate(chart.series)
                              if not isinstance(one.values[i], Decimal) or not stays(one, i, scale))
                        for i in range(len(chart.categories)))
        needed = max(room(each, i) for i, each in enumerate(outside))
        if needed <= free:
            return _Layout(scale, outside)
        if needed > length * _MOST:
            return None
        free = needed


def _inside(chart: Chart, i: int, layout: _Layout) -> Iterator[tuple[int, Decimal]]:
    """Series and middle of each part of one category that holds its own label."""
    low = Decimal(0)
    for j, one in enumerate(chart.series):
        if isinstance(value := one.values[i], Decimal):
            if j not in layout.outside[i]:
                yield j, low + value / 2
            low += value


def _scale(chart: Chart) -> Scale:
    return from_zero(_total(chart, i) for i in range(len(chart.categories)))


def _total(chart: Chart, i: int) -> Decimal:
    return sum(present(one.values[i] for one in chart.series), Decimal(0))


def _part(one: ChartSeries, i: int) -> str:
    return f"{one.name} {one.texts[i]}"


def _beyond(chart: Chart, i: int, outside: Sequence[int]) -> str:
    return "，".join(_part(chart.series[j], i) for j in outside)


def _bars(sheet: Sheet, chart: Chart, share: float, *, axes: dict[str, str], lying: bool) -> None:
    places = [i + 0.5 for i in range(len(chart.categories))]
    sheet.layout(barmode="stack")
    for j, one in enumerate(chart.series):
        values = exact(one.values)
        ends = {"x": values, "y": places, "orientation": "h"} if lying else {"x": places, "y": values}
        sheet.trace(type="bar", width=round(share, 4), **ends, **axes,
                    marker={"color": sheet.ink.colour(j), "line": {"color": "#ffffff", "width": 0.5}})
