"""What every kind of chart is in the end: groups of series on axes in an area, with or without a legend."""

from dataclasses import dataclass

from lxml.etree import _Element as Element

from reportgen.writers.charts.sheet import SYMBOLS, Area, Ink
from reportgen.writers.docx.native.dml import c, shape

_SYMBOLS = {"circle": "circle", "square": "square", "diamond": "diamond", "triangle-up": "triangle", "x": "x", "pentagon": "star"}


@dataclass(frozen=True, slots=True)
class Plot:
    """area: of the plot proper, in points of the picture. title: words over the chart (in the hole of a ring)."""

    area: Area
    groups: tuple[Element, ...]
    axes: tuple[Element, ...] = ()
    legend: bool = False
    title: Element | None = None


def marker(j: int, ink: Ink, size: int = 6) -> Element:
    """The points of a series, in the symbol the picture has for it."""
    return c("marker", c("symbol", val=_SYMBOLS[SYMBOLS[j % len(SYMBOLS)]]), c("size", val=size), shape(ink.colour(j), ink.colour(j)))
