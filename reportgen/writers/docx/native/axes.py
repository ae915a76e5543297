"""Axes, their units and gridlines, as the picture has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Context, Decimal

from lxml.etree import _Element as Element

from reportgen.writers.charts.scale import Scale, tick_text
from reportgen.writers.charts.sheet import Area, Ink, lightened
from reportgen.writers.docx.native.dml import c, line, placed, rich, type_of
from reportgen.writers.docx.native.picture import Picture, Spot

CATEGORY, VALUE, CATEGORY_2, VALUE_2 = 1001, 1002, 1003, 1004
_ROUGH = Context(prec=8)  # ends of an axis without ticks


@dataclass(frozen=True, slots=True)
class Span:
    """A value axis from lo to hi; ticks: the ones to be read, of which there may be none."""

    lo: Decimal
    hi: Decimal
    ticks: tuple[Decimal, ...] = ()

    @property
    def told(self) -> bool:
        """Whether the ticks are written: a number format that leaves out the lower ones does so for numbers above zero only."""
        return bool(self.ticks) and (self.lo == self.ticks[0] or self.ticks[0] >= 0)


def category_axis(ink: Ink, *, at: str, size: float, line_colour: str, reverse: bool = False, step: int = 1) -> Element:
    """The names. step: only every so many is written."""
    skip = [c("tickLblSkip", val=step)] if step > 1 else []
    return c("catAx", c("axId", val=CATEGORY), c("scaling", c("orientation", val="maxMin" if reverse else "minMax")), c("delete", val=0),
             c("axPos", val=at), c("numFmt", formatCode="General", sourceLinked=0), *_marks("low"), c("spPr", line(line_colour)),
             type_of(size, ink.text), c("crossAx", val=VALUE), c("crosses", val="autoZero"), c("auto", val=0), c("lblAlgn", val="ctr"),
             c("lblOffset", val=60), *skip, c("noMultiLvlLbl", val=1))


def hidden_category_axis() -> Element:
    """The categories of a second value axis."""
    return c("catAx", c("axId", val=CATEGORY_2), c("scaling", c("orientation", val="minMax")), c("delete", val=1), c("axPos", val="b"),
             *_marks("none"), c("crossAx", val=VALUE_2), c("crosses", val="autoZero"), c("auto", val=0), c("lblAlgn", val="ctr"), c("lblOffset", val=100),
             c("noMultiLvlLbl", val=1))


def value_axis(ink: Ink, span: Span, *, at: str, unit: Element | None = None, second: bool = False) -> Element:
    """Values; without ticks nothing of the axis is seen but its unit. second: the one on the right, without lines in the field."""
    own, other = (VALUE_2, CATEGORY_2) if second else (VALUE, CATEGORY)
    lines = [c("majorGridlines", c("spPr", line(lightened(lightened(ink.rule)), 0.6)))] if span.ticks and not second else []
    step = [c("majorUnit", val=_plain(span.ticks[1] - span.ticks[0]))] if len(span.ticks) > 1 else []
    return c("valAx", c("axId", val=own),
             c("scaling", c("orientation", val="minMax"), c("max", val=_plain(span.hi)), c("min", val=_plain(span.lo))), c("delete", val=0),
             c("axPos", val=at), *lines, *([unit] if unit is not None else []), c("numFmt", formatCode=_tick_code(span), sourceLinked=0),
             *_marks("nextTo" if span.told else "none"), c("spPr", line()), type_of(ink.size - 1, ink.muted), c("crossAx", val=other),
             c("crosses", val="max" if second else "min"), c("crossBetween", val="between"), *step)


def words_at(spot: Spot | None, picture: Picture, face: str) -> Element | None:
    """A title that says what the picture says at a place, there."""
    if spot is None:
        return None
    left, top = spot.centre[0] - spot.width / 2, spot.centre[1] - spot.height / 2
    place = placed(xMode="edge", yMode="edge", x=max(0, left) / picture.width, y=max(0, top) / picture.height)
    return c("title", rich(spot.lines, spot.size, spot.colour, face), place, c("overlay", val=1))


def spanned(ticks: Sequence[Decimal], steps: int) -> Span:
    """An axis that ends at the last tick and goes so many steps down; what is below the first tick is not written."""
    step = ticks[1] - ticks[0]
    return Span(ticks[-1] - step * steps, ticks[-1], tuple(ticks))


def steps_within(ticks: Sequence[Decimal], length: float, per_step: float) -> int:
    """How many steps of that many points fill a length, and at least those between the ticks."""
    return max(len(ticks) - 1, int(Decimal(str(round(length / per_step, 3))).to_integral_value(ROUND_CEILING)))


def within(area: Area, whole: tuple[float, float]) -> Element:
    """The layout of a plot: where its axes stand, labels not counted."""
    width, height = whole
    return placed(layoutTarget="inner", xMode="edge", yMode="edge", x=area.left / width, y=area.top / height, w=area.width / width,
                  h=area.height / height)


def _marks(labels: str) -> list[Element]:
    return [c("majorTickMark", val="none"), c("minorTickMark", val="none"), c("tickLblPos", val=labels)]


def _tick_code(span: Span) -> str:
    if not span.told:
        return "General"
    zero = tick_text(Scale(span.lo, span.hi, span.ticks), Decimal(0))
    return f'[<{_plain(span.ticks[0])}]"";{zero}' if span.lo < span.ticks[0] else zero


def _plain(value: Decimal) -> str:
    return format(_ROUGH.plus(value), "f")
