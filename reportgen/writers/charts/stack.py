"""Parts of a whole on one another: stacked columns and bars."""

from collections.abc import Sequence
from decimal import Decimal

from reportgen.core.document import Chart, ChartSeries
from reportgen.core.figure import Absent
from reportgen.core.show import ABSENT_TEXT
from reportgen.writers.charts import face, lying, upright
from reportgen.writers.charts.header import header, keys, unit_text
from reportgen.writers.charts.scale import Scale, from_zero, present
from reportgen.writers.charts.sheet import Area, Ink, Sheet, exact, on

_FILL, _WIDEST, _BESIDE = 0.62, 58, 170  # share of a slot, widest column, longest text beyond a bar


def stand(sheet: Sheet, area: Area, chart: Chart, fitted: upright.Fit) -> None:
    """Stacked columns. A label that is too large for its part stands on top of the column with the part's name."""
    scale = _scale(chart)
    area = header(sheet, area, keys(sheet.ink, chart.series), left=unit_text(chart.series[0].unit)).inset(bottom=fitted.height)
    area = upright.centred(area, len(chart.categories))
    field = area.inset(left=upright.tick_width(sheet.ink, scale))
    slot = field.width / len(chart.categories)
    wide, size = min(slot * _FILL, _WIDEST), sheet.ink.size - 0.5
    line = size * face.LEADING
    flat = [[j for j in range(len(chart.series)) if not _stands(chart, i, j, field, scale, size, wide)]
            for i in range(len(chart.categories))]
    above = [[_part(chart.series[j], i) for j in reversed(flat[i])] for i in range(len(flat))]
    room = max((len(lines) for lines in above), default=0) * line + 4
    complete = room < field.height / 2 and all(face.widest(tuple(lines), size) <= slot - 2 for lines in above)
    field = field if not complete else area
    slot = field.width / len(chart.categories)
    scale = scale.padded(field.height, after=room if complete else 4)
    axes = sheet.axes(field, (0, len(chart.categories)), (scale.lo, scale.hi), yticks=() if complete else scale.ticks)
    if not complete:
        upright.ticks(sheet, field, scale)
    _bars(sheet, chart, wide / slot, axes=axes, lying=False)
    for i in range(len(chart.categories)):
        x = field.left + slot * (i + 0.5)
        for j, low, high in _parts(chart, i):
            if j not in flat[i]:
                colour = on(sheet.ink.colour(j), sheet.ink)
                middle = field.y(scale, (low + high) / 2)
                sheet.text(x, middle, chart.series[j].texts[i], size=size, colour=colour)
        if complete and above[i]:
            sheet.text(x, field.y(scale, _total(chart, i)) - 2, above[i], at="top center", size=size)
    sheet.line([(field.left, field.y(scale, Decimal(0))), (field.right, field.y(scale, Decimal(0)))])
    upright.names(sheet, field, fitted)


def lie(chart: Chart, ink: Ink, fitted: lying.Rows) -> Sheet:
    """Stacked bars. A label that is too large for its part follows the bar with the part's name."""
    sheet, area = lying.begin(chart, ink, fitted, _scale(chart))
    lying.names(sheet, area, fitted)
    field = Area(area.left, area.top, area.right, area.top + fitted.height)
    scale, room, count = _scale(chart), 4.0, len(chart.categories)
    for _ in range(3):  # more room beyond the bars makes parts shorter, which may push out another label
        padded = scale.padded(field.width, after=room)
        thin = [[j for j in range(len(chart.series)) if not _lies(chart, i, j, field, padded, fitted.size)] for i in range(count)]
        after = ["，".join(_part(chart.series[j], i) for j in thin[i]) for i in range(count)]
        room = min(max(face.width(text, fitted.size) for text in after) + 6, _BESIDE)
    axes = sheet.axes(field, (padded.lo, padded.hi), (count, 0))
    _bars(sheet, chart, min(fitted.bar, 15) / fitted.row, axes=axes, lying=True)
    for i in range(count):
        y = field.top + fitted.row * (i + 0.5)
        for j, low, high in _parts(chart, i):
            if j not in thin[i]:
                sheet.text(field.x(padded, (low + high) / 2), y, chart.series[j].texts[i], size=fitted.size,
                           colour=on(sheet.ink.colour(j), sheet.ink))
        beyond = field.x(padded, _total(chart, i)) + 4
        if after[i]:
            sheet.text(beyond, y, face.fitted(after[i], fitted.size, field.right - beyond + 2, 1),
                       at="middle right", size=fitted.size)
    sheet.line([(field.left, field.top), (field.left, field.bottom)])
    return sheet


def _scale(chart: Chart) -> Scale:
    return from_zero(_total(chart, i) for i in range(len(chart.categories)))


def _total(chart: Chart, i: int) -> Decimal:
    return sum(present(one.values[i] for one in chart.series), Decimal(0))


def _parts(chart: Chart, i: int) -> list[tuple[int, Decimal, Decimal]]:
    """Series, lower and upper end of each part of one column."""
    parts, low = [], Decimal(0)
    for j, one in enumerate(chart.series):
        value = one.values[i]
        if isinstance(value, Decimal):
            parts.append((j, low, low + value))
            low += value
    return parts


def _part(one: ChartSeries, i: int) -> str:
    return f"{one.name} {ABSENT_TEXT if isinstance(one.values[i], Absent) else one.texts[i]}"


def _stands(chart: Chart, i: int, j: int, field: Area, scale: Scale, size: float, wide: float) -> bool:
    """Whether the label has room inside its part of a column."""
    value = chart.series[j].values[i]
    return (isinstance(value, Decimal) and scale.share(scale.lo + value) * field.height >= size * 1.5
            and face.width(chart.series[j].texts[i], size) <= wide - 2)


def _lies(chart: Chart, i: int, j: int, field: Area, scale: Scale, size: float) -> bool:
    value = chart.series[j].values[i]
    return (isinstance(value, Decimal)
            and scale.share(scale.lo + value) * field.width >= face.width(chart.series[j].texts[i], size) + 4)


def _bars(sheet: Sheet, chart: Chart, share: float, *, axes: dict[str, str], lying: bool) -> None:
    places = [i + 0.5 for i in range(len(chart.categories))]
    sheet.layout(barmode="stack")
    for j, one in enumerate(chart.series):
        values = exact(one.values)
        ends = {"x": values, "y": places, "orientation": "h"} if lying else {"x": places, "y": values}
        sheet.trace(type="bar", width=round(share, 4), **ends, **axes,
                    marker={"color": sheet.ink.colour(j), "line": {"color": "#ffffff", "width": 0.5}})
