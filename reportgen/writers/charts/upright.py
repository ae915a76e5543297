"""Charts that stand: columns, dots and lines over categories side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.core.document import Chart, ChartSeries, Mark
from reportgen.writers.charts import face, lines
from reportgen.writers.charts.field import Field, Numbered, scale_of, tick_room
from reportgen.writers.charts.header import header, keys, unit_text
from reportgen.writers.charts.scale import Scale, timelike
from reportgen.writers.charts.sheet import MARGIN, SYMBOLS, Area, Ink, Sheet, exact

_GROUP = 0.74             # share of a slot that its columns fill
_COLUMN, _SLOT = 48, 140  # widest column and slot
_LONG = 64                # a name longer than this is no mere year


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
    in_time = timelike(chart.categories)
    for size in ink.sizes():
        wrapped = tuple(face.wrap(name, size, slot - (5 if in_time else 7), 1 if in_time else 3) for name in chart.categories)
        if None not in wrapped and (slot >= 3 * size + 7 or max(map(len, wrapped)) == 1):
            return Fit(wrapped, size, _label_size(columns, ink, slot))
    longest = face.widest(chart.categories, ink.size)
    if in_time and not columns and longest < _LONG:
        pushed = max(0, longest / 2 + 2 - slot / 2 - MARGIN)  # where the last name would leave the sheet
        return Fit(_thinned(chart.categories, int((longest + 5 + pushed) / slot) + 1), ink.size, ink.size)
    return None


def _label_size(columns: Sequence[ChartSeries], ink: Ink, slot: float) -> float | None:
    room = slot - 3 if len(columns) < 2 else _pitch(slot, len(columns)) - 1
    texts = tuple(text for one in columns for text in one.texts)
    return next((size for size in ink.sizes() if face.widest(texts, size) <= room), None)


def _thinned(categories: Sequence[str], step: int) -> tuple[tuple[str, ...], ...]:
    """Every `step`-th name, the last one among them."""
    last = len(categories) - 1
    return tuple((name,) if (last - i) % step == 0 else () for i, name in enumerate(categories))


def _pitch(slot: float, count: int) -> float:
    """Distance from one column of a group to the next."""
    return min(slot * _GROUP / max(count, 1), _COLUMN)


def margins(chart: Chart, ink: Ink) -> tuple[float, float]:
    """Room beside the fields: ticks on the left; on the right ticks too, or the names of lines."""
    lower, upper = _sides(chart)
    left = tick_room(ink, scale_of(lower), lower)
    return left, lines.beside(ink, lower) if _direct(chart) else tick_room(ink, scale_of(upper), upper)


def draw(sheet: Sheet, area: Area, chart: Chart, fitted: Fit) -> None:
    """Columns and lines with header and names.

    Series of the right axis have a band of their own above the others: two scales never cross in one field, nor labels.
    """
    lower, upper = _sides(chart)
    left, right = scale_of(lower), scale_of(upper)
    legend = keys(sheet.ink, chart.series, dots=not left.based) if len(chart.series) > 1 and not _direct(chart) else ()
    area = header(sheet, area, legend, left=unit_text(lower[0].unit, left), right=unit_text(upper[0].unit, right) if upper else "")
    before, after = margins(chart, sheet.ink)
    area = centred(area.inset(left=before, right=after, bottom=fitted.height), len(fitted.names))
    base = area.inset(top=area.height * 0.42) if upper else area
    pairs = tuple(enumerate(chart.series))
    if upper:
        band = Area(area.left, area.top, area.right, base.top - 10)
        _fill(Field.over(sheet, band, right, upper, right=True), [pair for pair in pairs if pair[1] in upper], fitted)
    _fill(Field.over(sheet, base, left, lower), [pair for pair in pairs if pair[1] in lower], fitted, named=_direct(chart))
    names(sheet, area, fitted)


def panel(sheet: Sheet, area: Area, one: ChartSeries, fitted: Fit, scale: Scale) -> None:
    """One series without header."""
    area = centred(area.inset(left=tick_room(sheet.ink, scale, (one,)), bottom=fitted.height), len(fitted.names))
    _fill(Field.over(sheet, area, scale, (one,)), [(0, one)], fitted)
    names(sheet, area, fitted)


def names(sheet: Sheet, area: Area, fitted: Fit) -> None:
    """Category names under a field."""
    slot = area.width / len(fitted.names)
    for i, name in enumerate(fitted.names):
        half = face.widest(name, fitted.size) / 2 + 2
        x = max(half, min(sheet.width - half, area.left + slot * (i + 0.5)))
        if name:
            sheet.text(x, area.bottom + 3, name, at="bottom center", size=fitted.size)


def centred(area: Area, count: int) -> Area:
    """Few categories do not stretch over the whole width."""
    spare = max(0, area.width - count * _SLOT) / 2
    return area.inset(left=spare, right=spare)


def _sides(chart: Chart) -> tuple[tuple[ChartSeries, ...], tuple[ChartSeries, ...]]:
    """The series of the left axis and those of the right."""
    return (tuple(one for one in chart.series if one.axis != "right"), tuple(one for one in chart.series if one.axis == "right"))


def _direct(chart: Chart) -> bool:
    """Whether the names of lines stand at their ends instead of in a legend."""
    return len(chart.series) > 1 and all(one.mark is Mark.LINE and one.axis != "right" for one in chart.series)


def _fill(field: Field, pairs: Sequence[Numbered], fitted: Fit, *, named: bool = False) -> None:
    columns = [pair for pair in pairs if pair[1].mark is Mark.COLUMN]
    step = _pitch(field.slot, len(columns))
    for place, (index, one) in enumerate(columns):
        shift = (place - len(columns) / 2 + 0.5) * step
        (_column if field.scale.based else _dots)(field, one, index, shift, step)
        for i, value in enumerate(one.values):
            known = isinstance(value, Decimal)
            lift = 5 if known and not field.scale.based else 1
            x, y = field.x(i) + shift, field.y(value)
            spot = (x, y + lift, "bottom center") if known and value < 0 else (x, y - lift, "top center")
            field.label(spot, one.texts[i], size=fitted.label, muted=not known)
    lined = [pair for pair in pairs if pair[1].mark is Mark.LINE]
    if lined:
        lines.draw(field, lined, named=named)
    field.close()


def _column(field: Field, one: ChartSeries, index: int, shift: float, step: float) -> None:
    """One series as columns, `shift` points off the middles of the categories."""
    wide = step * 0.92
    field.sheet.trace(type="bar", x=[i + 0.5 for i in range(field.count)], y=exact(one.values), **field.axes,
                      offset=round((shift - wide / 2) / field.slot, 4), width=round(wide / field.slot, 4),
                      marker={"color": field.sheet.ink.colour(index)})


def _dots(field: Field, one: ChartSeries, index: int, shift: float, _: float) -> None:
    """One series as dots, for an axis on which no column can stand."""
    field.sheet.trace(type="scatter", mode="markers", y=exact(one.values), cliponaxis=False, **field.axes,
                      x=[round(i + 0.5 + shift / field.slot, 4) for i in range(field.count)],
                      marker={"color": field.sheet.ink.colour(index), "symbol": SYMBOLS[index % len(SYMBOLS)], "size": 8})
