"""Outlines as SVG path data: lines with gaps, symbols, slices of a circle, a web."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import cos, pi, sin, sqrt

from reportgen.writers.charts.sheet import Area

Point = tuple[float, float]

_DIAMOND = 1.3  # half a diamond's width over the symbol's radius
_ARM = 0.8 / sqrt(2)  # of a cross: its half width over the radius
_PENTAGON = ((0.951, -0.309), (0.588, 0.809), (-0.588, 0.809), (-0.951, -0.309), (0.0, -1.0))
_CROSS = ((0, 1), (1, 2), (2, 1), (1, 0), (2, -1), (1, -2), (0, -1), (-1, -2), (-2, -1), (-1, 0), (-2, 1), (-1, 2))
_OUTLINES = {
    "square": ((1, 1), (-1, 1), (-1, -1), (1, -1)),
    "diamond": ((_DIAMOND, 0), (0, _DIAMOND), (-_DIAMOND, 0), (0, -_DIAMOND)),
    "triangle-up": ((-2 / sqrt(3), 0.5), (2 / sqrt(3), 0.5), (0, -1)),
    "x": tuple((_ARM * x, _ARM * y) for x, y in _CROSS),
    "pentagon": _PENTAGON,
}


def number(value: float) -> str:
    """A coordinate with two decimals at most.

    >>> number(3.0), number(-0.001), number(12.346)
    ('3', '0', '12.35')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def polyline(points: Sequence[Point | None]) -> str:
    """A line through the points, interrupted at every None."""
    parts = (list(group) for known, group in groupby(points, key=lambda point: point is not None) if known)
    return "".join("M" + "L".join(map(_pair, part)) for part in parts)


def symbol(name: str, x: float, y: float, radius: float) -> str:
    """One of plotly's symbols around a point; its size is that of the circle."""
    if name == "circle":
        r = number(radius)
        return f"M{number(x + radius)},{number(y)}A{r},{r} 0 1 1 {number(x - radius)},{number(y)}A{r},{r} 0 1 1 {number(x + radius)},{number(y)}Z"
    return polyline([(x + dx * radius, y + dy * radius) for dx, dy in _OUTLINES[name]]) + "Z"


def slices(circle: Area, values: Sequence[float], start: float, hole: float) -> Iterator[str]:
    """The slices of a pie, clockwise from `start` degrees after twelve o'clock; "" for one that is nothing. hole: its share of the radius."""
    total, turn = sum(values), start / 360
    for value in values:
        share = value / total
        yield _slice(circle, turn, share, hole) if share else ""
        turn += share


def _slice(circle: Area, turn: float, share: float, hole: float) -> str:
    if share == 1:
        return _disc(circle, 1) + (_disc(circle, hole, sweep=0) if hole else "")
    large = int(share > 0.5)
    outer, inner = ([_pair(spot(circle, at, size)) for at in (turn, turn + share)] for size in (1, hole))
    arc = f"M{outer[0]}A{_radii(circle, 1)} 0 {large} 1 {outer[1]}"
    return f"{arc}L{inner[1]}A{_radii(circle, hole)} 0 {large} 0 {inner[0]}Z" if hole else f"{arc}L{inner[0]}Z"


def _disc(circle: Area, size: float, *, sweep: int = 1) -> str:
    top, foot, radii = _pair(spot(circle, 0, size)), _pair(spot(circle, 0.5, size)), _radii(circle, size)
    return f"M{top}A{radii} 0 1 {sweep} {foot}A{radii} 0 1 {sweep} {top}Z"


def webbing(circle: Area, corners: int, shares: Sequence[float]) -> Iterator[str]:
    """A web: a ring at each share of the radius and at the edge, a spoke to each corner."""
    for share in dict.fromkeys((*shares, 1.0)):
        if share > 0:
            yield polyline([spot(circle, n / corners, share) for n in range(corners)]) + "Z"
    for n in range(corners):
        yield polyline([spot(circle, 0, 0), spot(circle, n / corners, 1)])


def spot(circle: Area, turn: float, share: float) -> Point:
    """A point of a circle, `turn` of a full turn clockwise from its top, at a share of the radius."""
    x, y = (circle.left + circle.right) / 2, (circle.top + circle.bottom) / 2
    radius = min(circle.width, circle.height) / 2 * share
    return x + radius * sin(2 * pi * turn), y - radius * cos(2 * pi * turn)


def _radii(circle: Area, share: float) -> str:
    radius = number(min(circle.width, circle.height) / 2 * share)
    return f"{radius},{radius}"


def _pair(point: Point) -> str:
    return f"{number(point[0])},{number(point[1])}"
