"""Charts that stand: columns, dots and lines over categories side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.core.document import Chart, ChartSeries, Mark
from reportgen.core.figure import Absent
from reportgen.core.show import ABSENT_TEXT
from reportgen.writers.charts import face
from reportgen.writers.charts.header import header, keys, unit_text
from reportgen.writers.charts.labels import Room, Spot, box, spread
from reportgen.writers.charts.scale import Scale, around, ceiling, drawn, from_zero, narrow, present, tick_text, timelike
from reportgen.writers.charts.sheet import SYMBOLS, Area, Ink, Sheet, exact

Numbered = tuple[int, ChartSeries]  # a series with its place in the chart, which gives colour and symbol

_GROUP, _HEAD = 0.74, 15     # share of a slot that its columns fill, room above them for labels
_COLUMN, _SLOT = 48, 140     # widest column and slot
_LONG = 64                   # a name longer than this is no mere year
_KEY = 13                    # from a field to the name of a line, with its symbol between


@dataclass(frozen=True, slots=True)
class Fit:
    """How the words of a chart fit its width. label: size of the labels; None: there is no room for them all."""

    names: tuple[tuple[str, ...], ...]
    size: float
    label: float | None

    @property
    def height(self) -> float:
        """Room below the axis for the names."""
        return max(map(len, self.names)) * self.size * face.LEADING + 4


def fit(chart: Chart, ink: Ink, width: float) -> Fit | None:
    """Names under the axis and labels of the columns, as large as there is room; None if the names do not fit.

    Of points in time every second (third …) may go without a name where there are lines only.
    """
    slot = min(width / len(chart.categories), _SLOT)
    columns = [one for one in chart.series if one.mark is Mark.COLUMN]
    whole = timelike(chart.categories)
    for size in ink.sizes():
        names = tuple(face.wrap(name, size, slot - 5, 1 if whole else 3) for name in chart.categories)
        if None not in names and (slot >= 3 * size + 5 or max(map(len, names)) == 1):
            return Fit(names, size, _label_size(columns, ink, slot))
    longest = face.widest(chart.categories, ink.size)
    if whole and not columns and longest < _LONG:
        step = int((longest + 5) / slot) + 1
        last = len(chart.categories) - 1
        return Fit(tuple((name,) if (last - i) % step == 0 else () for i, name in enumerate(chart.categories)), ink.size, ink.size)
    return None


def _label_size(columns: Sequence[ChartSeries], ink: Ink, slot: float) -> float | None:
    room = slot - 3 if len(columns) < 2 else pitch(slot, len(columns)) - 1
    texts = tuple(text for one in columns for text in one.texts)
    return next((size for size in ink.sizes() if face.widest(texts, size) <= room), None)


def pitch(slot: float, count: int) -> float:
    """Distance from one column of a group to the next."""
    return min(slot * _GROUP / max(count, 1), _COLUMN)


def margins(chart: Chart, ink: Ink) -> tuple[float, float]:
    """Room beside the fields: ticks on the left; on the right ticks too, or the names of lines."""
    lower, upper = _sides(chart)
    left = tick_room(ink, scale_of(lower), lower)
    if upper:
        return left, tick_room(ink, scale_of(upper), upper)
    ends = _end_names(ink, tuple(enumerate(chart.series))) if _direct(chart) else {}
    return left, max((face.widest(lines, ink.size) + _KEY + 2 for lines in ends.values()), default=0)


def draw(sheet: Sheet, area: Area, chart: Chart, fitted: Fit) -> None:
    """Columns and lines with header and names.

    Series of the right axis have a band of their own above the others: two scales never cross in one field, labels never meet.
    """
    lower, upper = _sides(chart)
    left, right = scale_of(lower), scale_of(upper)
    keyed = len(chart.series) > 1 and not _direct(chart)
    area = header(sheet, area, keys(sheet.ink, chart.series, dots=not left.based) if keyed else (),
                  left=unit_text(lower[0].unit, left), right=unit_text(upper[0].unit, right) if upper else "")
    before, after = margins(chart, sheet.ink)
    area = centred(area.inset(left=before, right=after, bottom=fitted.height), len(fitted.names))
    base = area.inset(top=area.height * 0.42) if upper else area
    pairs = tuple(enumerate(chart.series))
    if upper:
        band = Area(area.left, area.top, area.right, base.top - 10)
        _field(sheet, band, tuple(pair for pair in pairs if pair[1] in upper), right, fitted, side="right")
    ends = _end_names(sheet.ink, pairs) if _direct(chart) else {}
    _field(sheet, base, tuple(pair for pair in pairs if pair[1] in lower), left, fitted, ends=ends)
    names(sheet, area, fitted)


def _sides(chart: Chart) -> tuple[tuple[ChartSeries, ...], tuple[ChartSeries, ...]]:
    """The series of the left axis and those of the right."""
    return tuple(tuple(one for one in chart.series if (one.axis == "right") == right) for right in (False, True))


def _direct(chart: Chart) -> bool:
    """Whether the names of lines stand at their ends instead of in a legend."""
    return len(chart.series) > 1 and all(one.mark is Mark.LINE and one.axis != "right" for one in chart.series)


def centred(area: Area, count: int) -> Area:
    """Few categories do not stretch over the whole width."""
    spare = max(0, area.width - count * _SLOT) / 2
    return area.inset(left=spare, right=spare)


def _series(pairs: Sequence[Numbered]) -> tuple[ChartSeries, ...]:
    return tuple(one for _, one in pairs)


def panel(sheet: Sheet, area: Area, one: ChartSeries, fitted: Fit, scale: Scale) -> None:
    """One series without header."""
    area = centred(area.inset(left=tick_room(sheet.ink, scale, (one,)), bottom=fitted.height), len(fitted.names))
    _field(sheet, area, ((0, one),), scale, fitted)
    names(sheet, area, fitted)


def scale_of(series: Sequence[ChartSeries]) -> Scale:
    """From zero where there are columns; for lines and dots around the values."""
    if narrow(series) or all(one.mark is Mark.LINE for one in series):
        return around(drawn(series), ceiling=ceiling(series))
    return from_zero(drawn(series))


def _ticked(series: Sequence[ChartSeries], scale: Scale) -> bool:
    """Ticks and grid are drawn with lines, whose labels may not all find room, and where zero is not the base."""
    return any(one.mark is Mark.LINE for one in series) or not scale.based


def _field(sheet: Sheet, area: Area, pairs: Sequence[Numbered], scale: Scale, fitted: Fit, *, side: str = "left",
           ends: dict[int, tuple[str, ...]] | None = None) -> None:
    """Everything that shares one value axis."""
    columns = tuple(pair for pair in pairs if pair[1].mark is Mark.COLUMN)
    lines = tuple(pair for pair in pairs if pair[1].mark is Mark.LINE)
    ticked = _ticked(_series(pairs), scale)
    low = min(drawn(_series(pairs)), default=scale.lo)
    tight = scale.lo < 0 or lines and scale.share(low) * area.height < _HEAD
    scale = scale.padded(area.height, before=_HEAD if tight else 0 if scale.based else 6, after=_HEAD)
    count = len(fitted.names)
    axes = sheet.axes(area, (0, count), (scale.lo, scale.hi), yticks=scale.ticks if ticked else ())
    if ticked:
        ticks(sheet, area, scale, side)
    room = Room(area.inset(top=-2, left=-4, right=-2))
    _columns(sheet, area, columns, scale, fitted, axes=axes, room=room)
    _lines(sheet, area, lines, scale, axes=axes, room=room, ends=ends or {})
    if scale.based:
        foot = _foot(area, scale)
        sheet.line([(area.left, foot), (area.right, foot)])


def _foot(area: Area, scale: Scale) -> float:
    """Height of the zero line; of the least tick if zero is not on the axis."""
    return area.y(scale, max(scale.lo, Decimal(0)))


def ticks(sheet: Sheet, area: Area, scale: Scale, side: str = "left") -> None:
    """Tick texts beside a field."""
    x, at = (area.left - 4, "middle left") if side == "left" else (area.right + 4, "middle right")
    for tick in scale.ticks:
        sheet.text(x, area.y(scale, tick), tick_text(scale, tick), at=at, size=sheet.ink.size - 1, colour=sheet.ink.muted)


def tick_room(ink: Ink, scale: Scale, series: Sequence[ChartSeries]) -> float:
    """Room for tick texts beside a field, if it has any."""
    if not _ticked(series, scale):
        return 0
    return tick_width(ink, scale)


def tick_width(ink: Ink, scale: Scale) -> float:
    """Width of the widest tick text and the gap beside it."""
    return face.widest(tuple(tick_text(scale, tick) for tick in scale.ticks), ink.size - 1) + 6


def names(sheet: Sheet, area: Area, fitted: Fit) -> None:
    """Category names under a field."""
    slot = area.width / len(fitted.names)
    for i, lines in enumerate(fitted.names):
        half = face.widest(lines, fitted.size) / 2 + 2
        x = max(half, min(sheet.width - half, area.left + slot * (i + 0.5)))
        if lines:
            sheet.text(x, area.bottom + 3, lines, at="bottom center", size=fitted.size)


def _columns(sheet: Sheet, area: Area, pairs: Sequence[Numbered], scale: Scale, fitted: Fit, *,
             axes: dict[str, str], room: Room) -> None:
    count, dots = len(fitted.names), not scale.based
    slot = area.width / count
    step = pitch(slot, len(pairs))
    for place, (index, one) in enumerate(pairs):
        shift = (place - len(pairs) / 2) * step
        colour = sheet.ink.colour(index)
        if dots:
            sheet.trace(type="scatter", mode="markers", y=exact(one.values), cliponaxis=False, **axes,
                        x=[round(i + 0.5 + (shift + step / 2) / slot, 4) for i in range(count)],
                        marker={"color": colour, "symbol": SYMBOLS[index % len(SYMBOLS)], "size": 8})
        else:
            sheet.trace(type="bar", x=[i + 0.5 for i in range(count)], y=exact(one.values), marker={"color": colour}, **axes,
                        offset=round((shift + step * 0.04) / slot, 4), width=round(step * 0.92 / slot, 4))
        for i in range(count):
            x = area.left + slot * (i + 0.5) + shift + step / 2
            _column_label(sheet, area, one, i, x, scale, 5 if dots else 1, fitted.label, room)


def _column_label(sheet: Sheet, area: Area, one: ChartSeries, i: int, x: float, scale: Scale, lift: float,
                  size: float | None, room: Room) -> None:
    value = one.values[i]
    known = not isinstance(value, Absent)
    y = area.y(scale, value if known else max(scale.lo, Decimal(0)))
    spot = (x, y + lift, "bottom center") if known and value < 0 else (x, y - (lift if known else 1), "top center")
    text = one.texts[i] if known else ABSENT_TEXT
    sheet.text(spot[0], spot[1], text, at=spot[2], size=size, colour=None if known else sheet.ink.muted)
    room.take(box(spot, text, size))


def _end_names(ink: Ink, pairs: Sequence[Numbered]) -> dict[int, tuple[str, ...]]:
    """What stands right of each line: its name and last value, on two lines if long."""
    ends = {}
    for index, one in pairs:
        last = _last(one)
        text = one.texts[last] if last is not None else ABSENT_TEXT
        whole = f"{one.name} {text}"
        names = face.fitted(one.name, ink.size, 96, 2)
        ends[index] = (whole,) if face.width(whole, ink.size) <= 96 else (*names[:-1], names[-1] + " " + text)
    return ends


def _last(one: ChartSeries) -> int | None:
    """Place of the last point if it has a value."""
    return len(one.values) - 1 if not isinstance(one.values[-1], Absent) else None


def _lines(sheet: Sheet, area: Area, pairs: Sequence[Numbered], scale: Scale, *, axes: dict[str, str], room: Room,
           ends: dict[int, tuple[str, ...]]) -> None:
    for index, one in pairs:
        points = _points(area, one, scale)
        _obstruct(room, points)
        colour = sheet.ink.colour(index)
        sheet.trace(type="scatter", mode="lines+markers", x=[i + 0.5 for i in range(len(points))], y=exact(one.values),
                    line={"color": colour, "width": 1.75}, connectgaps=False, cliponaxis=False, **axes,
                    marker={"color": colour, "symbol": SYMBOLS[index % len(SYMBOLS)], "size": 6})
    if ends:
        _draw_ends(sheet, area, pairs, scale, ends)
    _gaps(sheet, area, pairs, _foot(area, scale), room)
    _point_labels(sheet, area, pairs, scale, room, set(ends))


def _points(area: Area, one: ChartSeries, scale: Scale) -> list[tuple[float, float] | None]:
    slot = area.width / len(one.values)
    return [None if isinstance(value, Absent) else (area.left + slot * (i + 0.5), area.y(scale, value))
            for i, value in enumerate(one.values)]


def _obstruct(room: Room, points: Sequence[tuple[float, float] | None]) -> None:
    """Labels keep off the markers and the line."""
    for point in points:
        if point:
            room.take(Area(point[0] - 3.5, point[1] - 3.5, point[0] + 3.5, point[1] + 3.5))
    for start, end in zip(points, points[1:], strict=False):
        if start and end:
            steps = int(max(abs(end[0] - start[0]), abs(end[1] - start[1])) / 3) + 1
            for k in range(steps + 1):
                x, y = (a + (b - a) * k / steps for a, b in zip(start, end, strict=True))
                room.take(Area(x - 1, y - 1, x + 1, y + 1))


def _draw_ends(sheet: Sheet, area: Area, pairs: Sequence[Numbered], scale: Scale, ends: dict[int, tuple[str, ...]]) -> None:
    """Names right of the lines, in the order of their last points, joined to them by hairlines."""
    lasts = {}
    for index, one in pairs:
        known = [point for point in _points(area, one, scale) if point]
        lasts[index] = known[-1] if known else (area.right, area.bottom)
    order = sorted(lasts, key=lambda index: lasts[index][1])
    heights = [len(ends[index]) * sheet.ink.size * face.LEADING for index in order]
    middles = spread([lasts[index][1] for index in order], heights, area.top - 6, area.bottom + 6)
    slot = area.width / len(pairs[0][1].values)
    for index, y in zip(order, middles, strict=True):
        colour, (x, from_y) = sheet.ink.colour(index), lasts[index]
        if x > area.right - slot:
            sheet.line([(x + 4, from_y), (area.right + 3, y)], colour=colour, width=0.5)
        sheet.mark(area.right + 7, y, colour=colour, symbol=SYMBOLS[index % len(SYMBOLS)], size=6)
        sheet.text(area.right + _KEY, y, ends[index], at="middle right")


def _point_labels(sheet: Sheet, area: Area, pairs: Sequence[Numbered], scale: Scale, room: Room, ended: set[int]) -> None:
    """Every label if all find room, else those of the first and last points: never an arbitrary choice."""
    wanted = [(index, one, i, point) for index, one in pairs
              for i, point in enumerate(_points(area, one, scale))
              if point and not (index in ended and i == _last(one))]
    for chosen in (wanted, [each for each in wanted if each[2] in (0, len(each[1].values) - 1)]):
        for size in sheet.ink.sizes():
            trial = Room(room.area, list(room.taken))
            spots = [trial.place(_spots(point, one, i), one.texts[i], size) for _, one, i, point in chosen]
            if None not in spots:
                for (_, one, i, _), spot in zip(chosen, spots, strict=True):
                    sheet.text(spot[0], spot[1], one.texts[i], at=spot[2], size=size)
                return


def _gaps(sheet: Sheet, area: Area, pairs: Sequence[Numbered], foot: float, room: Room) -> None:
    """A dash at the foot of the field where a line has a gap."""
    values = [one.values for _, one in pairs]
    for i, several in enumerate(zip(*values, strict=True)):
        if any(isinstance(value, Absent) for value in several):
            spot = (area.left + area.width / len(values[0]) * (i + 0.5), foot - 1, "top center")
            room.take(box(spot, ABSENT_TEXT, sheet.ink.size))
            sheet.text(*spot[:2], ABSENT_TEXT, at=spot[2], colour=sheet.ink.muted)


def _spots(point: tuple[float, float], one: ChartSeries, i: int) -> list[Spot]:
    """Where the label of a point may stand, the best first: outside the bend of the line."""
    x, y = point
    near = present(one.values[max(0, i - 1):i + 2])
    down = one.values[i] == min(near) and len(set(near)) > 1
    vertical = [("bottom", 4.5), ("top", -4.5)] if down else [("top", -4.5), ("bottom", 4.5)]
    return [(x + shift, y + rise, f"{at} {side}") for shift, side in ((0, "center"), (-2, "right"), (2, "left"))
            for at, rise in vertical] + [(x + 6, y, "middle right"), (x - 6, y, "middle left")]
