"""Lines in a field: their points, gaps, names and labels."""

from collections.abc import Iterator, Sequence

from reportgen.core.document import ChartSeries
from reportgen.core.figure import Absent
from reportgen.core.show import ABSENT_TEXT
from reportgen.writers.charts import face
from reportgen.writers.charts.field import Field, Numbered
from reportgen.writers.charts.labels import Room, Spot, spread
from reportgen.writers.charts.scale import present
from reportgen.writers.charts.sheet import SYMBOLS, Area, Ink, exact

_KEY, _NAME = 13, 96  # from a field to the name of a line with its symbol between; widest name

Point = tuple[float, float]


def draw(field: Field, pairs: Sequence[Numbered], *, named: bool = False) -> None:
    """The lines with their labels. named: with their names at their ends, for which there is room beside the field."""
    for index, one in pairs:
        _obstruct(field.room, _points(field, one))
        colour = field.sheet.ink.colour(index)
        field.sheet.trace(
            type="scatter", mode="lines+markers", x=[i + 0.5 for i in range(field.count)], y=exact(one.values), **field.axes,
            line={"color": colour, "width": 1.75}, connectgaps=False, cliponaxis=False,
            marker={"color": colour, "symbol": SYMBOLS[index % len(SYMBOLS)], "size": 6})
    _gaps(field, pairs)
    if named:
        _ends(field, pairs)
    _labels(field, pairs, named=named)


def beside(ink: Ink, series: Sequence[ChartSeries]) -> float:
    """Room for the names of lines right of their field."""
    return max(face.widest(_name(ink, one), ink.size) for one in series) + _KEY + 2


def _name(ink: Ink, one: ChartSeries) -> tuple[str, ...]:
    """What stands right of a line: its name and last value, on two lines or three if long."""
    text = one.texts[-1]
    if face.width(f"{one.name} {text}", ink.size) <= _NAME:
        return (f"{one.name} {text}",)
    *first, last = face.fitted(one.name, ink.size, _NAME, 2)
    return (*first, f"{last} {text}")


def _points(field: Field, one: ChartSeries) -> list[Point | None]:
    return [None if isinstance(value, Absent) else (field.x(i), field.y(value)) for i, value in enumerate(one.values)]


def _obstruct(room: Room, points: Sequence[Point | None]) -> None:
    """Labels keep off the markers and the line."""
    for point in points:
        if point:
            room.take(Area(point[0] - 3.5, point[1] - 3.5, point[0] + 3.5, point[1] + 3.5))
    for start, end in zip(points, points[1:], strict=False):
        if start and end:
            for x, y in _between(start, end):
                room.take(Area(x - 1, y - 1, x + 1, y + 1))


def _between(start: Point, end: Point) -> Iterator[Point]:
    """Places along a stretch of line, three points apart."""
    steps = int(max(abs(end[0] - start[0]), abs(end[1] - start[1])) / 3) + 1
    for k in range(steps + 1):
        yield start[0] + (end[0] - start[0]) * k / steps, start[1] + (end[1] - start[1]) * k / steps


def _gaps(field: Field, pairs: Sequence[Numbered]) -> None:
    """A dash at the foot of the field where a line has a gap."""
    for i, several in enumerate(zip(*(one.values for _, one in pairs), strict=True)):
        if any(isinstance(value, Absent) for value in several):
            field.label((field.x(i), field.foot - 1, "top center"), ABSENT_TEXT, muted=True)


def _ends(field: Field, pairs: Sequence[Numbered]) -> None:
    """Names right of the lines, in the order of their last points, joined to them by hairlines."""
    sheet, area = field.sheet, field.area
    lasts = {index: next((point for point in reversed(_points(field, one)) if point), (area.left, area.bottom))
             for index, one in pairs}
    series = dict(pairs)
    order = sorted(lasts, key=lambda index: lasts[index][1])
    names = {index: _name(sheet.ink, series[index]) for index in order}
    heights = [len(names[index]) * sheet.ink.size * face.LEADING for index in order]
    middles = spread([lasts[index][1] for index in order], heights, area.top - 6, area.bottom + 6)
    for index, y in zip(order, middles, strict=True):
        colour, (x, from_y) = sheet.ink.colour(index), lasts[index]
        if x > area.right - field.slot:
            sheet.line([(x + 4, from_y), (area.right + 3, y)], colour=colour, width=0.5)
        sheet.mark(area.right + 7, y, colour=colour, symbol=SYMBOLS[index % len(SYMBOLS)], size=6)
        sheet.text(area.right + _KEY, y, names[index], at="middle right")


def _labels(field: Field, pairs: Sequence[Numbered], *, named: bool) -> None:
    """Every label if all find room, else those of the first and last points: never an arbitrary choice."""
    last = field.count - 1
    everything = [one for _, one in pairs if not one.reference]
    points = [(one, i, point) for one in everything for i, point in enumerate(_points(field, one))
              if point and not (named and i == last)]
    for chosen in (points, [each for each in points if each[1] in (0, last)]):
        for size in field.sheet.ink.sizes():
            trial = Room(field.room.area, list(field.room.taken))
            spots = [trial.place(_spots(point, _below(one, i, everything)), one.texts[i], size) for one, i, point in chosen]
            if None not in spots:
                for (one, i, _), spot in zip(chosen, spots, strict=True):
                    field.label(spot, one.texts[i], size=size)
                return


def _below(one: ChartSeries, i: int, everything: Sequence[ChartSeries]) -> bool:
    """Whether a label is better below its point: under the lowest line, or inside the bend of a line alone."""
    others = present(other.values[i] for other in everything if other is not one)
    if others and not min(others) < one.values[i] < max(others):
        return one.values[i] < max(others)
    near = present(one.values[max(0, i - 1):i + 2])
    return one.values[i] == min(near) and len(set(near)) > 1


def _spots(point: Point, below: bool) -> list[Spot]:
    """Where the label of a point may stand, the best first."""
    x, y = point
    upward, downward = [("top", -rise) for rise in (4.5, 8)], [("bottom", rise) for rise in (4.5, 8)]
    vertical = [*downward, *upward] if below else [*upward, *downward]
    return [(x + shift, y + rise, f"{at} {side}") for shift, side in ((0, "center"), (-2, "right"), (2, "left"))
            for at, rise in vertical] + [(x + 6, y, "middle right"), (x - 6, y, "middle left")]
