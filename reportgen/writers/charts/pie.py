"""Shares of one whole: pies and rings, every slice named outside with a line to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import cos, hypot, pi, sin

from reportgen.core.document import Chart, ChartKind, ChartSeries
from reportgen.core.figure import Absent
from reportgen.core.show import ABSENT_TEXT, with_unit
from reportgen.writers.charts import face
from reportgen.writers.charts.labels import spread
from reportgen.writers.charts.scale import present
from reportgen.writers.charts.sheet import Area, Ink, Sheet, exact

MOST = 12  # slices
_STARTS = (0, 30, -30, 60, -60, 90, -90, 120, 150, 180)  # where the first slice may begin, the best first
_TOO_HIGH = 10_000  # cost of labels that do not fit one above the other
_ELBOW, _TEXT = 12, 4  # from the rim to the bend of the line, from its end to the text


@dataclass(frozen=True, slots=True)
class _Slice:
    index: int
    angle: float  # of its middle, clockwise from the top
    lines: tuple[str, ...]


def is_whole(one: ChartSeries) -> bool:
    """Whether the values are shares of something: not negative, not all zero, not too many to tell apart."""
    values = present(one.values)
    return len(one.values) <= MOST and any(values) and min(values) >= 0


def draw(sheet: Sheet, area: Area, chart: Chart) -> None:
    """A pie or ring with its labels; values that are absent are named below."""
    one, size = chart.series[0], sheet.ink.size
    missing = [name for name, value in zip(chart.categories, one.values, strict=True) if isinstance(value, Absent)]
    if missing:
        note = face.fitted("，".join(f"{name} {ABSENT_TEXT}" for name in missing), size, area.width - 20, 2)
        area = area.inset(bottom=len(note) * size * face.LEADING + 4)
        sheet.text((area.left + area.right) / 2, area.bottom + 2, note, at="bottom center", colour=sheet.ink.muted)
    radius = min(area.height / 2 - 16, 86)
    x, y = (area.left + area.right) / 2, (area.top + area.bottom) / 2
    ring = chart.kind is ChartKind.RING
    start, slices = _turned(chart, sheet.ink, radius, area)
    _trace(sheet, chart, Area(x - radius, y - radius, x + radius, y + radius), start=start, hole=0.58 if ring else 0)
    for right in (True, False):
        _side(sheet, [one for one in slices if (sin(one.angle) >= 0) == right], area, radius, right=right)
    if ring:
        sheet.text(x, y, face.fitted(one.name, size, radius, 3), colour=sheet.ink.muted)


def height(chart: Chart, ink: Ink) -> int:
    """Of the sheet: more than usual for many slices."""
    return ink.height + (45 if len(chart.categories) > 8 else 0)


def _trace(sheet: Sheet, chart: Chart, circle: Area, *, start: float, hole: float) -> None:
    one = chart.series[0]
    known = [i for i, value in enumerate(one.values) if isinstance(value, Decimal)]
    sheet.trace(type="pie", labels=[str(i) for i in known], values=exact(one.values[i] for i in known), sort=False,
                direction="clockwise", rotation=start, hole=hole, textinfo="none",
                marker={"colors": [sheet.ink.colour(i) for i in known], "line": {"color": "#ffffff", "width": 1}},
                domain={"x": [round(circle.left / sheet.width, 5), round(circle.right / sheet.width, 5)],
                        "y": [round(1 - circle.bottom / sheet.height, 5), round(1 - circle.top / sheet.height, 5)]})


def _turned(chart: Chart, ink: Ink, radius: float, area: Area) -> tuple[float, list[_Slice]]:
    """The first slice begins at the top, unless another start keeps the lines off the pie and the labels close."""
    for lines in (3, 2):
        turned = [(start, _slices(chart, ink, radius, area, start, lines=lines)) for start in _STARTS]
        best = min(turned, key=lambda each: _cost(each[1], ink.size, radius, area))
        if _cost(best[1], ink.size, radius, area) < _TOO_HIGH:
            break
    return best


def _slices(chart: Chart, ink: Ink, radius: float, area: Area, start: float, *, lines: int) -> list[_Slice]:
    one = chart.series[0]
    total = sum(value for value in one.values if isinstance(value, Decimal))
    room = area.width / 2 - radius - _ELBOW - _TEXT - 6
    slices, before = [], Decimal(0)
    for i, value in enumerate(one.values):
        if isinstance(value, Absent):
            continue
        turn = int((before + value / 2) / total * 1_000_000) / 1_000_000 + start / 360
        before += value
        label = f"{chart.categories[i]} {with_unit(one.texts[i], one.unit)}"
        words = (label,) if face.width(label, ink.size) <= room else (
            *face.fitted(chart.categories[i], ink.size, room, lines - 1), with_unit(one.texts[i], one.unit))
        slices.append(_Slice(i, turn % 1 * 2 * pi, words))
    return slices


def _ordered(slices: Sequence[_Slice]) -> list[_Slice]:
    return sorted(slices, key=lambda one: (-cos(one.angle), one.index))


def _middles(slices: Sequence[_Slice], size: float, radius: float, area: Area) -> list[float]:
    """Heights of the labels of one side, from the top."""
    y = (area.top + area.bottom) / 2
    wanted = [y - (radius + _ELBOW) * cos(one.angle) for one in slices]
    return spread(wanted, [len(one.lines) * size * face.LEADING + 2 for one in slices], area.top, area.bottom)


def _cost(slices: Sequence[_Slice], size: float, radius: float, area: Area) -> float:
    """How far labels are from their slices; a line over the pie, or labels higher than the sheet, cost more."""
    total = 0.0
    y = (area.top + area.bottom) / 2
    for right in (True, False):
        side = _ordered([one for one in slices if (sin(one.angle) >= 0) == right])
        high = sum(len(one.lines) * size * face.LEADING + 2 for one in side)
        total += _TOO_HIGH if high > area.height else 0
        for one, middle in zip(side, _middles(side, size, radius, area), strict=True):
            moved = abs(middle - (y - (radius + _ELBOW) * cos(one.angle)))
            total += max(0, moved - 12) + (400 if _crosses(one, middle - y, radius) else 0)
    return round(total)


def _crosses(one: _Slice, down: float, radius: float) -> bool:
    """Whether the line from the slice to its label runs over the pie."""
    x0, y0 = abs(sin(one.angle)) * (radius + 3), -cos(one.angle) * (radius + 3)
    x1, y1 = radius + _ELBOW, down
    return any(hypot(x0 + (x1 - x0) * k / 20, y0 + (y1 - y0) * k / 20) < radius + 0.5 for k in range(1, 20))


def _side(sheet: Sheet, slices: Sequence[_Slice], area: Area, radius: float, *, right: bool) -> None:
    x, y = (area.left + area.right) / 2, (area.top + area.bottom) / 2
    sign = 1 if right else -1
    ordered = _ordered(slices)
    for one, middle in zip(ordered, _middles(ordered, sheet.ink.size, radius, area), strict=True):
        rim = (x + radius * sin(one.angle), y - radius * cos(one.angle))
        bend = (x + sign * (radius + _ELBOW), middle)
        sheet.line([rim, bend, (bend[0] + sign * _TEXT, middle)], colour=sheet.ink.rule, width=0.6)
        sheet.text(bend[0] + sign * (_TEXT + 2), middle, one.lines, at="middle right" if right else "middle left")
