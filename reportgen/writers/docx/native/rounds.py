"""Pies and rings: every slice labelled outside, with a line to it, where the picture has it."""

from collections.abc import Mapping
from decimal import Decimal
from math import cos, pi, sin

from lxml.etree import _Element as Element

from reportgen.core.document import Chart, ChartSeries
from reportgen.core.show import with_unit
from reportgen.writers.charts.sheet import Area, Ink
from reportgen.writers.docx.native.axes import words_at
from reportgen.writers.docx.native.data import Data, code, odd
from reportgen.writers.docx.native.dml import c, shape
from reportgen.writers.docx.native.labels import Label, Looks, labels
from reportgen.writers.docx.native.picture import Picture, Spot
from reportgen.writers.docx.native.plot import Plot


def rounds(chart: Chart, picture: Picture, ink: Ink, data: Data, face: str) -> Plot | None:
    """The plot of a pie or a ring; None if the picture has words that Word has no place for."""
    one, trace = chart.series[0], picture.traces[0]
    if not all(isinstance(value, Decimal) for value in one.values) or any(odd(one)):
        return None
    circle, hole = picture.circle(trace["domain"]), trace["hole"]
    spots = _spots(chart, one, picture)
    if spots is None:
        return None
    slices = [c("dPt", c("idx", val=i), c("bubble3D", val=0), shape(colour, "#ffffff", 1)) for i, colour in enumerate(trace["marker"]["colors"])]
    looks = Looks(code(one, with_unit("", one.unit)), ink.size, ink.text, "" if hole else "ctr", "cat", ink.rule)
    points = {i: _moved(spot, centre, picture) for i, (spot, centre) in enumerate(zip(spots, _middles(one, circle, trace), strict=True))}
    series = c("ser", c("idx", val=0), c("order", val=0), data.name(0), *slices, labels(looks, points, kind="round"), data.categories(), data.values(0))
    angle = c("firstSliceAng", val=round(trace["rotation"]) % 360)
    if not hole:
        return Plot(circle, (c("pieChart", c("varyColors", val=1), series, angle),))
    ring = c("doughnutChart", c("varyColors", val=1), series, angle, c("holeSize", val=round(hole * 100)))
    return Plot(circle, (ring,), title=_inside(picture, circle, face))


def _spots(chart: Chart, one: ChartSeries, picture: Picture) -> list[Spot] | None:
    """The label of each slice in the picture."""
    known = {"".join("".join(spot.lines).split()): spot for spot in picture.spots}
    wanted = ("".join(f"{name}{with_unit(text, one.unit)}".split()) for name, text in zip(chart.categories, one.texts, strict=True))
    found = [known.get(words) for words in wanted]
    return None if None in found else found


def _middles(one: ChartSeries, circle: Area, trace: Mapping) -> list[tuple[float, float]]:
    """Where a label stands by itself: the middle of its slice."""
    x, y, radius = (circle.left + circle.right) / 2, (circle.top + circle.bottom) / 2, circle.width / 2
    out = radius * (1 + trace["hole"]) / 2
    total, before, found = sum(one.values), Decimal(0), []
    for value in one.values:
        turn = int((before + value / 2) / total * 1_000_000) / 1_000_000 * 2 * pi + trace["rotation"] / 180 * pi
        before += value
        found.append((x + out * sin(turn), y - out * cos(turn)))
    return found


def _moved(spot: Spot, middle: tuple[float, float], picture: Picture) -> Label:
    x, y = spot.centre
    return Label(shift=((x - middle[0]) / picture.width, (y - middle[1]) / picture.height), lines=len(spot.lines) > 1)


def _inside(picture: Picture, circle: Area, face: str) -> Element | None:
    """What is told in the hole: the chart's title."""
    x, y = (circle.left + circle.right) / 2, (circle.top + circle.bottom) / 2
    spot = next((one for one in picture.spots if one.at == "middle center" and abs(one.x - x) < 1 and abs(one.y - y) < 2), None)
    if spot is None:
        return None
    return words_at(spot, picture, face)
