"""Columns, dots and lines over categories side by side; parts on one another; columns with lines on a second axis."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from lxml.etree import _Element as Element

from reportgen.core.document import Chart, ChartKind, Mark
from reportgen.writers.charts import face as typeface
from reportgen.writers.charts.sheet import Area, Ink
from reportgen.writers.docx.native.axes import (
    CATEGORY, CATEGORY_2, VALUE, VALUE_2, Span, category_axis, hidden_category_axis, spanned, steps_within, value_axis, words_at)
from reportgen.writers.docx.native.data import Data, code, odd
from reportgen.writers.docx.native.dml import c, flags, line, shape
from reportgen.writers.docx.native.labels import Label, Looks, labels
from reportgen.writers.docx.native.picture import Field, Picture
from reportgen.writers.docx.native.plot import Plot, marker

_HEAD = 15   # points a label needs below a point
_LOOSE = 2   # points a line that a program's own line is higher than the picture's
_NEAR = 14   # how far from its point a label may stand
_SIDES = {"top": "t", "bottom": "b"}


class Standing:
    """Makes the plot of one chart. None of `plot` if Word cannot show what the picture shows."""

    def __init__(self, chart: Chart, picture: Picture, ink: Ink, data: Data, face: str) -> None:
        self.chart, self.picture, self.ink, self.data, self.face = chart, picture, ink, data, face
        self.columns = [j for j, one in enumerate(chart.series) if one.mark is Mark.COLUMN]
        self.lines = [j for j, one in enumerate(chart.series) if one.mark is Mark.LINE and one.axis != "right"]
        self.upper = [j for j, one in enumerate(chart.series) if one.axis == "right"]
        self.fields = {j: picture.field(self._trace(j)) for j in range(len(chart.series))}

    def _trace(self, j: int) -> Mapping:
        return self.picture.drawn_in(self.ink.colour(j))

    def plot(self) -> Plot | None:
        """The plot."""
        dots = [j for j in self.columns if self._trace(j)["type"] != "bar"]
        if len(dots) > 1 or dots and (self.lines or self.upper):
            return None
        self.direct = len(self.lines) > 1 and len(self.lines) == len(self.chart.series)
        left, right = (words_at(spot, self.picture, self.face) for spot in self.picture.units())
        area, lower, upper = self._spans()
        area = area.inset(bottom=self._loose())
        groups = [self._stack() if self.picture.stacked else self._bars()] if self.columns and not dots else []
        groups += [self._curves(some, second=some is self.upper) for some in (self.lines or dots, self.upper) if some]
        axes = [category_axis(self.ink, at="b", size=self._names(), line_colour=self.ink.rule if lower.lo <= 0 <= lower.hi else "", step=self._step()),
                value_axis(self.ink, lower, at="l")]
        if upper:
            axes += [value_axis(self.ink, upper, at="r", unit=right, second=True), hidden_category_axis()]
        return Plot(area, tuple(groups), tuple(axes), legend=len(self.chart.series) > 1 and not self.direct, title=left)

    # ── axes ───────────────────────────────────────────────────────────────

    def _spans(self) -> tuple[Area, Span, Span | None]:
        """The area that all share, the left axis and the right one."""
        field = self.fields[next(j for j in range(len(self.chart.series)) if j not in self.upper)]
        if not self.upper:
            return (*_ticked(field), None) if field.ticks else (field.area, Span(field.lo, field.hi), None)
        above = self.fields[self.upper[0]]
        top = above.area.bottom - above.along(above.ticks[-1]) * above.area.height
        area = Area(field.area.left, top, field.area.right, field.area.bottom)
        per_step = above.along(above.ticks[1]) - above.along(above.ticks[0])
        upper = spanned(above.ticks, steps_within(above.ticks, area.height, per_step * above.area.height))
        stretch = Decimal(str(round(area.height / field.area.height, 5)))
        return area, Span(field.lo, field.lo + (field.hi - field.lo) * stretch, field.ticks), upper

    def _loose(self) -> float:
        """What names need more than in the picture; some programs write all and break them where only every second has room."""
        lines = max((len(spot.lines) for spot in self.picture.spots if spot.at == "bottom center"), default=1)
        return _LOOSE * lines + (self.ink.size * typeface.LEADING if self._step() > 1 else 0)

    def _names(self) -> float:
        return self.picture.set_in(max(self.chart.categories, key=len), self.ink.size)

    def _step(self) -> int:
        """Every how many names one is written."""
        shown = sum(self.picture.shows(name) for name in self.chart.categories)
        return -(-len(self.chart.categories) // shown) if shown else 1

    # ── columns ────────────────────────────────────────────────────────────

    def _bars(self) -> Element:
        wide = self._trace(self.columns[0])["width"]
        pitch = self._pitch(wide)
        gap = (1 - (pitch * (len(self.columns) - 1) + wide)) / wide
        made = [self._column(j, self._looks(j, "outEnd"), {}) for j in self.columns]
        return bar_chart("col", "clustered", made, gap, -(pitch - wide) / wide)

    def _pitch(self, wide: float) -> float:
        """From one column of a group to the next, in slots."""
        if len(self.columns) < 2:
            return wide
        first, second = (self._trace(j)["offset"] for j in self.columns[:2])
        return second - first

    def _looks(self, j: int, place: str) -> Looks:
        one = self.chart.series[j]
        sizes = [spot.size for spot in self.picture.spots if spot.lines[0] in one.texts and spot.colour == self.ink.text]
        return Looks(code(one), min(sizes, default=self.ink.size), self.ink.text, place)

    def _column(self, j: int, looks: Looks, points: Mapping[int, Label]) -> Element:
        own = {i: Label(text=self.chart.series[j].texts[i]) for i in odd(self.chart.series[j])}
        return c("ser", c("idx", val=j), c("order", val=j), self.data.name(j), shape(self.ink.colour(j), "#ffffff" if self.picture.stacked else "", 0.5), c("invertIfNegative", val=0),
                 labels(looks, {**own, **points}, kind="bar"), self.data.categories(), self.data.values(j))

    def _stack(self) -> Element:
        wide = self._trace(0)["width"]
        made = [self._column(j, *stacked_labels(self.chart, self.picture, self.ink, self.fields[0], j, lying=False)) for j in self.columns]
        return bar_chart("col", "stacked", made, (1 - wide) / wide, 1)

    # ── lines ──────────────────────────────────────────────────────────────

    def _curves(self, some: Sequence[int], *, second: bool) -> Element:
        axes = (CATEGORY_2, VALUE_2) if second else (CATEGORY, VALUE)
        return c("lineChart", c("grouping", val="standard"), c("varyColors", val=0), *(self._curve(j) for j in some), c("marker", val=1),
                 *(c("axId", val=id) for id in axes))

    def _curve(self, j: int) -> Element:
        colour = self.ink.colour(j)
        joined = self.chart.series[j].mark is Mark.LINE
        return c("ser", c("idx", val=j), c("order", val=j), self.data.name(j), c("spPr", line(colour if joined else "", 1.75)),
                 marker(j, self.ink, 6 if joined else 8), labels(self._looks(j, "t"), self._line_labels(j), kind="line"), self.data.categories(), self.data.values(j), *flags(smooth=False))

    def _line_labels(self, j: int) -> dict[int, Label]:
        """Where the picture puts each label of a line; the last one of several lines bears the line's name."""
        one, field, found = self.chart.series[j], self.fields[j], {}
        written = set(odd(one))
        for i, value in enumerate(one.values):
            if not isinstance(value, Decimal):
                continue
            point = _point(field, i, value, len(one.values))
            spot = self.picture.saying(one.texts[i], point, _NEAR)
            text = one.texts[i] if i in written else ""
            if self.direct and i == len(one.values) - 1:
                found[i] = self._end(j, point)
            elif spot is None:
                found[i] = Label(hidden=True)
            else:
                upward, side = spot.at.split()
                place = _SIDES.get(upward) or ("r" if side == "right" else "l")
                shift = (spot.centre[0] - point[0]) / self.picture.width if upward in _SIDES and side != "center" else 0
                found[i] = Label(place, (shift, 0) if shift else None, text)
        return found

    def _end(self, j: int, point: tuple[float, float]) -> Label:
        """The name and last value right of a line, moved to where none covers another."""
        one = self.chart.series[j]
        wanted = "".join(f"{one.name}{one.texts[-1]}".split())
        spot = next((spot for spot in self.picture.spots if "".join("".join(spot.lines).split()) == wanted), None)
        if spot is None:
            return Label("r", named="ser")
        return Label("r", (0.008, (spot.y - point[1]) / self.picture.height), named="ser", lines=len(spot.lines) > 1)


def stacked_labels(chart: Chart, picture: Picture, ink: Ink, field: Field, j: int, *, lying: bool) -> tuple[Looks, dict[int, Label]]:
    """The labels of one part: inside it, or with its name where the picture puts them outside."""
    one = chart.series[j]
    inside, points = ink.text, {}
    size = ink.size
    for i, value in enumerate(one.values):
        if not isinstance(value, Decimal):
            continue
        low = sum((other.values[i] for other in chart.series[:j] if isinstance(other.values[i], Decimal)), Decimal(0))
        middle = _middle(field, i, low + value / 2, len(one.values), lying=lying)
        spot = picture.saying(one.texts[i], middle, 3)
        if spot is not None:
            inside, size = spot.colour, spot.size
            continue
        centre, size = _outside(picture, f"{one.name} {one.texts[i]}", middle)
        shift = ((centre[0] - middle[0]) / picture.width, (centre[1] - middle[1]) / picture.height)
        points[i] = Label(shift=shift, named="ser", colour=ink.text)
    return Looks(code(one), size, inside, "ctr"), points


def _outside(picture: Picture, words: str, middle: tuple[float, float]) -> tuple[tuple[float, float], float]:
    """The centre of a label beyond the end of a stack, and its size: one line of several, or a part of a line."""
    near = min((spot for spot in picture.spots if any(words in text.split("，") for text in spot.lines)),
               key=lambda spot: abs(spot.x - middle[0]) + abs(spot.y - middle[1]))
    row = next(n for n, text in enumerate(near.lines) if words in text.split("，"))
    before = near.lines[row].partition(words)[0]
    x = near.centre[0] if not before and near.lines[row] == words and near.at.endswith("center") else \
        near.x + typeface.width(before, near.size) + typeface.width(words, near.size) / 2
    y = near.centre[1] - near.height / 2 + (row + 0.5) * near.size * typeface.LEADING
    return (x, y), near.size


def _middle(field: Field, i: int, value: Decimal, count: int, *, lying: bool) -> tuple[float, float]:
    if not lying:
        return _point(field, i, value, count)
    return field.area.left + field.along(value) * field.area.width, field.area.top + field.area.height * (i + 0.5) / count


def _point(field: Field, i: int, value: Decimal, count: int) -> tuple[float, float]:
    return field.area.left + field.area.width * (i + 0.5) / count, field.area.bottom - field.along(value) * field.area.height


def _ticked(field: Field) -> tuple[Area, Span]:
    """The axis from the first tick to the last; a step lower where labels stand below the points near its foot."""
    first, last = (field.area.bottom - field.along(tick) * field.area.height for tick in (field.ticks[0], field.ticks[-1]))
    if field.area.bottom - first > _HEAD - 2:
        span = spanned(field.ticks, len(field.ticks))
        return Area(field.area.left, last, field.area.right, field.area.bottom), span
    return Area(field.area.left, last, field.area.right, first), spanned(field.ticks, len(field.ticks) - 1)


def bar_chart(direction: str, grouping: str, series: Sequence[Element], gap: float, overlap: float) -> Element:
    return c("barChart", c("barDir", val=direction), c("grouping", val=grouping), c("varyColors", val=0), *series,
             c("gapWidth", val=min(500, round(gap * 100))), c("overlap", val=max(-100, min(100, round(overlap * 100)))),
             c("axId", val=CATEGORY), c("axId", val=VALUE))
