"""Data labels: the text, size and place that the picture gives them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from reportgen.writers.docx.native.dml import c, flags, held, line, no_leaders, placed, rich, shape, type_of


@dataclass(frozen=True, slots=True)
class Looks:
    """What the labels of a series share. code: their number format. place: t, b, l, r, ctr, outEnd; "" for the kind's own.

    named: the series' or the category's name stands before the value ("ser", "cat"). leaders: colour of lines to labels that
    have been moved.
    """

    code: str
    size: float
    colour: str
    place: str = ""
    named: str = ""
    leaders: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """One label that differs. shift: from where Word would put it, in shares of the chart. text: what it says instead of the value.
    lines: the name stands on a line of its own.
    """

    place: str | None = None
    shift: tuple[float, float] | None = None
    text: str = ""
    named: str | None = None
    lines: bool = False
    colour: str = ""
    hidden: bool = False


def labels(looks: Looks, points: Mapping[int, Label], *, kind: str) -> Element:
    """`c:dLbls` of a series. kind: "round" for pies and rings, which may have lines to their labels."""
    return c("dLbls", *(_point(i, label, looks) for i, label in sorted(points.items())), *_shown(looks, looks.place, looks.named, False),
             *(_leaders(looks) if kind == "round" else [no_leaders()]))


def none() -> Element:
    """No labels at all."""
    return c("dLbls", *flags(showLegendKey=False, showVal=False, showCatName=False, showSerName=False, showPercent=False, showBubbleSize=False))


def _point(i: int, label: Label, looks: Looks) -> Element:
    if label.hidden:
        return c("dLbl", c("idx", val=i), c("delete", val=1))
    moved = [placed(x=label.shift[0], y=label.shift[1])] if label.shift else []
    own = [rich((label.text,), looks.size, label.colour or looks.colour)] if label.text else []
    named = looks.named if label.named is None else label.named
    place = looks.place if label.place is None else label.place
    shown = _shown(looks, place, named, label.lines, label.colour)
    return c("dLbl", c("idx", val=i), *moved, *own, *shown)


def _shown(looks: Looks, place: str, named: str, lines: bool, colour: str = "") -> Iterable[Element]:
    return [c("numFmt", formatCode=looks.code, sourceLinked=0), shape(), type_of(looks.size, colour or looks.colour, wrap="none"),
            *([c("dLblPos", val=place)] if place else []),
            *flags(showLegendKey=False, showVal=True, showCatName=named == "cat", showSerName=named == "ser", showPercent=False, showBubbleSize=False),
            *([held(c("separator"), "\n" if lines else " ")] if named else [])]


def _leaders(looks: Looks) -> Iterable[Element]:
    drawn = c("spPr", line(looks.leaders, 0.6))
    return [c("showLeaderLines", val=1), c("leaderLines", drawn)]
