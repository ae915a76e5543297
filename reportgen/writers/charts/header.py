"""The line above a chart's axes: units and, for two or more series, the legend."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.core.document import ChartSeries, Mark
from reportgen.writers.charts.face import fitted, width
from reportgen.writers.charts.scale import Scale, tick_text
from reportgen.writers.charts.sheet import SYMBOLS, Area, Ink, Sheet

_KEY, _GAP, _MARGIN = 11, 13, 5  # room for the symbol, space between entries, space below


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend. joined: its points are joined by a line."""

    name: str
    colour: str
    symbol: str
    joined: bool = False


def keys(ink: Ink, series: Sequence[ChartSeries], *, dots: bool = False) -> list[Key]:
    """Legend entries: squares for columns; the symbol of the points for dots and lines."""
    return [Key(one.name, ink.colour(i), SYMBOLS[i % len(SYMBOLS)] if dots or one.mark is Mark.LINE else "square",
                one.mark is Mark.LINE) for i, one in enumerate(series)]


def unit_text(unit: str, scale: Scale | None = None) -> str:
    """What the axis counts, and where it begins if that is not zero."""
    words = [f"单位：{unit}"] if unit else []
    if scale is not None and not scale.based:
        words.append(f"坐标自{tick_text(scale, scale.ticks[0])}起")
    return "，".join(words)


def header(sheet: Sheet, area: Area, legend: Sequence[Key], *, left: str = "", right: str = "") -> Area:
    """Draws units (left and right) and legend; returns what remains below them."""
    size = _size(sheet.ink)
    middle = area.top + size * 0.65
    if left:
        sheet.text(area.left, middle, left, at="middle right", size=size, colour=sheet.ink.muted)
    if right:
        sheet.text(area.right, middle, right, at="middle left", size=size, colour=sheet.ink.muted)
    first, rows = _arranged(legend, size, area.width, (left, right))
    for number, row in enumerate(rows, first):
        length = sum(_room(key, size) for key in row) - _GAP
        beside = width(right, size) + _GAP if right and number == 0 else 0
        _row(sheet, area.right - beside - length, middle + number * size * 1.5, row)
    return area.inset(top=height(sheet.ink, area.width, legend, left=left, right=right))


def height(ink: Ink, room: float, legend: Sequence[Key], *, left: str = "", right: str = "") -> float:
    """What the header takes."""
    first, rows = _arranged(legend, _size(ink), room, (left, right))
    lines = max(first + len(rows), 1 if left or right else 0)
    return lines * _size(ink) * 1.5 + _MARGIN if lines else 2


def _size(ink: Ink) -> float:
    return ink.size - 0.5


def _arranged(legend: Sequence[Key], size: float, room: float, units: Sequence[str]) -> tuple[int, list[list[Key]]]:
    """The legend in rows, and the line the first stands on: beside the units if there is room, else below them."""
    taken = sum(width(text, size) + _GAP for text in units if text)
    beside = _rows(legend, size, room - taken)
    if len(beside) <= 1 or not taken:
        return 0, beside
    return 1, _rows(legend, size, room)


def _row(sheet: Sheet, x: float, y: float, row: Sequence[Key]) -> None:
    size = _size(sheet.ink)
    for key in row:
        if key.joined:
            sheet.line([(x - 3, y), (x + 9, y)], colour=key.colour, width=1.5)
        sheet.mark(x + 3, y, colour=key.colour, symbol=key.symbol, size=6 if key.joined else 7)
        sheet.text(x + _KEY, y, key.name, at="middle right", size=size)
        x += _room(key, size)


def _room(key: Key, size: float) -> float:
    return _KEY + width(key.name, size) + _GAP


def _rows(legend: Sequence[Key], size: float, room: float) -> list[list[Key]]:
    """The entries in rows that fit; a name that fits nowhere is cut."""
    rows: list[list[Key]] = []
    used = room
    for key in legend:
        name = fitted(key.name, size, max(room - _KEY, 3 * size), 1)[0]
        key = Key(name, key.colour, key.symbol, key.joined)
        if used + _room(key, size) - _GAP > room:
            rows.append([])
            used = 0
        rows[-1].append(key)
        used += _room(key, size)
    return rows
