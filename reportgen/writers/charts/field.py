"""The field of a standing chart: everything that shares one value axis, and its ticks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.core.document import ChartSeries, Mark
from reportgen.core.figure import Value
from reportgen.writers.charts import face
from reportgen.writers.charts.labels import Room, Spot, box
from reportgen.writers.charts.scale import Scale, around, ceiling, drawn, from_zero, narrow, tick_text
from reportgen.writers.charts.sheet import Area, Ink, Sheet

Numbered = tuple[int, ChartSeries]  # a series with its place in the chart, which gives colour and symbol

HEAD = 15  # room above (and below) the marks for labels


@dataclass(frozen=True, slots=True)
class Field:
    """Axes over `area` for `count` categories. room: where labels stand so far."""

    sheet: Sheet
    area: Area
    scale: Scale
    count: int
    axes: dict[str, str]
    room: Room

    @classmethod
    def over(cls, sheet: Sheet, area: Area, scale: Scale, series: Sequence[ChartSeries], *, right: bool = False) -> "Field":
        """A field with ticks and grid where the labels alone do not say what is shown."""
        lines = any(one.mark is Mark.LINE for one in series)
        low = min(drawn(series), default=scale.lo)
        tight = scale.lo < 0 or lines and scale.share(low) * area.height < HEAD
        scale = scale.padded(area.height, before=HEAD if tight else 0 if scale.based else 6, after=HEAD)
        count, ticked = len(series[0].values), is_ticked(series, scale)
        axes = sheet.axes(area, (0, count), (scale.lo, scale.hi), yticks=scale.ticks if ticked else ())
        if ticked:
            ticks(sheet, area, scale, right=right)
        return cls(sheet, area, scale, count, axes, Room(area.inset(top=-2, left=-4, right=-2)))

    @property
    def slot(self) -> float:
        """Width of one category."""
        return self.area.width / self.count

    @property
    def foot(self) -> float:
        """Height of the zero line; of the lowest place if zero is not on the axis."""
        return self.area.y(self.scale, max(self.scale.lo, Decimal(0)))

    def x(self, i: int) -> float:
        """The middle of a category."""
        return self.area.left + self.slot * (i + 0.5)

    def y(self, value: Value) -> float:
        """The height of a value; an absent one is at the foot."""
        return self.area.y(self.scale, value) if isinstance(value, Decimal) else self.foot

    def label(self, spot: Spot, text: str, *, size: float | None = None, muted: bool = False) -> None:
        """A label that stands where no other will."""
        ink = self.sheet.ink
        self.sheet.text(spot[0], spot[1], text, at=spot[2], size=size, colour=ink.muted if muted else None)
        self.room.take(box(spot, text, size or ink.size))

    def close(self) -> None:
        """The zero line, above all marks."""
        if self.scale.based:
            self.sheet.line([(self.area.left, self.foot), (self.area.right, self.foot)])


def scale_of(series: Sequence[ChartSeries]) -> Scale:
    """From zero where there are columns; for lines and dots around the values."""
    if narrow(series) or all(one.mark is Mark.LINE for one in series):
        return around(drawn(series), ceiling=ceiling(series))
    return from_zero(drawn(series))


def is_ticked(series: Sequence[ChartSeries], scale: Scale) -> bool:
    """Lines have ticks, because their labels may not all find room; so has an axis without zero."""
    return any(one.mark is Mark.LINE for one in series) or not scale.based


def ticks(sheet: Sheet, area: Area, scale: Scale, *, right: bool = False) -> None:
    """Tick texts beside a field."""
    x, at = (area.right + 4, "middle right") if right else (area.left - 4, "middle left")
    for tick in scale.ticks:
        sheet.text(x, area.y(scale, tick), tick_text(scale, tick), at=at, size=sheet.ink.size - 1, colour=sheet.ink.muted)


def tick_room(ink: Ink, scale: Scale, series: Sequence[ChartSeries]) -> float:
    """Room for tick texts beside a field, if it has any."""
    return tick_width(ink, scale) if series and is_ticked(series, scale) else 0


def tick_width(ink: Ink, scale: Scale) -> float:
    """Width of the widest tick text and the gap beside it."""
    return face.widest(tuple(tick_text(scale, tick) for tick in scale.ticks), ink.size - 1) + 6
