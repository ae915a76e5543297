"""A known value in the words of the text: what is expected, and what to write instead."""

import re
from decimal import ROUND_HALF_UP, Decimal

from reportgen.core.reading import Comparison, Known, ReadFigure
from reportgen.reading.folding import fold
from reportgen.reading.judge import in_unit
from reportgen.reading.numerals import MULTIPLIERS

_NUMERAL = re.compile(r"\d[\d, ]*(?:\.\d+)?")
_SIZE = re.compile(r"\d[余多几]*(万亿|百万|千万|亿|万|千|百)")
_TWO = Decimal("0.01")


def value_text(known: Known) -> str:
    """>>> value_text(Known("a", "落实率", (), Decimal("97.07"), "%", "2025"))
    '97.07%'
    """
    return f"{known.value:f}{known.unit}"


def number_text(value: Decimal, places: int | None = None) -> str:
    """Digits at so many places, or at two without idle zeros."""
    if places is not None:
        return f"{value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):f}"
    text = f"{value.quantize(_TWO, rounding=ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rewritten(read: ReadFigure, known: Known) -> str:
    """The known value in the style of the span: its unit, multiplier and decimals; exact, so without "about" and the like."""
    if read.kind == "ratio":
        left, right = known.value, "1"
        return f"1∶{left:f}" if isinstance(read.value, tuple) and read.value[0] == 1 else f"{left:f}∶{right}"
    value = _in_base(known, read.unit)
    span = fold(read.span)
    digits = _NUMERAL.search(span)
    if value is None or digits is None:
        return value_text(known) if value is None else f"{known.value:f}{_unit_of(read, known)}"
    size = _SIZE.search(span)
    scale = MULTIPLIERS[size[1]] if size else Decimal(1)
    places = len(digits[0].split(".")[1]) if "." in digits[0] else 0
    shown = value / scale
    if read.approx != "none" or places < -int(min(0, shown.normalize().as_tuple().exponent)) > 2:
        places = max(places, 2 if size else 0)
    if not size and places == 0:
        places = max(0, -int(shown.normalize().as_tuple().exponent))
    text = number_text(shown, places)
    return text + (size[1] if size else "") + _tail(read, known)


def _in_base(known: Known, unit: str | None) -> Decimal | None:
    """The known value as the span counts it: percent in percent, money in 元."""
    if unit in ("%", "成", "比例") and known.unit == "%":
        return known.value
    if unit == "‰" and known.unit == "‰":
        return known.value
    one = in_unit(Decimal(1), unit, known.unit)
    return known.value / one if one else None


def _tail(read: ReadFigure, known: Known) -> str:
    if read.unit in ("成", "比例"):
        return "%"
    found = re.search(r"[^\d.,，\s余多几万亿千百约近超逾突破过达不足低于高]+$", fold(read.span))
    return re.sub(r"(?:及?以上|及?以下|以内|之内|左右|上下|之多)$", "", found[0]) if found else ""


def _unit_of(read: ReadFigure, known: Known) -> str:
    return known.unit


def judged(read: ReadFigure, known: Known | None, verdict: str, *, expected: str | None = None, message: str = "",
           candidates: tuple[str, ...] = (), edits: tuple[tuple[int, int, str], ...] = ()) -> Comparison:
    """A comparison of one figure."""
    said = expected if expected is not None else value_text(known) if known else ""
    return Comparison(read.start, read.end, read.span, known.id if known else None, verdict, said, message, candidates,
                      known.period if known else "", edits)


def unbound(read: ReadFigure, message: str = "") -> Comparison:
    return judged(read, None, "unbound", message=message)
