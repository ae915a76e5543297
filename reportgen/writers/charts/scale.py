"""Value axes: honest ranges and round ticks, in exact arithmetic."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from reportgen.core.document import ChartSeries
from reportgen.core.figure import Value

HUNDRED = Decimal(100)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis from `lo` to `hi` with its ticks."""

    lo: Decimal
    hi: Decimal
    ticks: tuple[Decimal, ...]

    @property
    def based(self) -> bool:
        """Zero is on it: columns may stand on it. If not, only dots and lines are honest."""
        return self.lo <= 0 <= self.hi

    def share(self, value: Decimal) -> float:
        """How far along the axis the value lies, 0 to 1: where ink goes, never what is printed."""
        return int((value - self.lo) / (self.hi - self.lo) * 100_000) / 100_000

    def padded(self, length: float, *, before: float = 0, after: float = 0) -> "Scale":
        """The same ticks on an axis with so many points left free at either end of its `length`."""
        free = max(int(length - before - after), 1)
        point = (self.hi - self.lo) / free
        return Scale(self.lo - point * int(before), self.hi + point * int(after), self.ticks)


def present(values: Iterable[Value]) -> list[Decimal]:
    """The values that are there."""
    return [value for value in values if isinstance(value, Decimal)]


def drawn(series: Iterable[ChartSeries]) -> list[Decimal]:
    """Every value there is of several series."""
    return [value for one in series for value in present(one.values)]


def from_zero(values: Iterable[Decimal], intervals: int = 5) -> Scale:
    """For lengths (columns, bars): zero is on the axis. It ends at the extreme value; ticks stop before it."""
    known = [Decimal(0), *values]
    lo, hi = min(known), max(known)
    if lo == hi:
        hi = Decimal(1)
    return Scale(lo, hi, _ticks(lo, hi, _step(hi - lo, intervals), outer=False))


def around(values: Iterable[Decimal], intervals: int = 4, *, ceiling: Decimal | None = None) -> Scale:
    """For positions (dots, lines): from the round value below the least to the one above the greatest.

    Zero is taken in when it is near: the least value below 40 % of the greatest. ceiling: no tick above it (100 %).
    """
    known = list(values) or [Decimal(0)]
    lo, hi = min(known), max(known)
    if Decimal(0) <= lo < hi * Decimal("0.4"):
        lo = Decimal(0)
    if lo == hi:
        lo, hi = (lo - max(abs(lo) / 20, Decimal(1)) if lo else lo), hi + max(abs(hi) / 20, Decimal(1))
    if ceiling is not None and max(known) <= ceiling:
        hi = min(hi, ceiling)
    ticks = _ticks(lo, hi, _step(hi - lo, intervals), outer=True)
    return Scale(ticks[0], ticks[-1], ticks)


def narrow(series: Iterable[ChartSeries]) -> bool:
    """Rates close to one another and far from zero (90–98 %): as columns from zero they would all look alike."""
    series = tuple(series)
    values = drawn(series)
    if len(values) < 2 or any(one.unit not in ("%", "‰") for one in series):
        return False
    return min(values) > 0 and max(values) - min(values) < max(values) / 5


def timelike(names: Sequence[str]) -> bool:
    """Names that differ in their digits only: years, terms, months; what happens between them may be a line.

    >>> timelike(("2023年", "2024年", "2025年")), timelike(("A类", "B类", "C类"))
    (True, False)
    """
    return len(names) > 2 and all(_DIGITS.search(name) for name in names) and len({_DIGITS.sub("", name) for name in names}) == 1


def ceiling(series: Iterable[ChartSeries]) -> Decimal | None:
    """100 for percentages, which may not be drawn beyond it."""
    return HUNDRED if all(one.unit == "%" for one in series) else None


def tick_text(scale: Scale, tick: Decimal) -> str:
    """The tick with as many decimals as its neighbours.

    >>> tick_text(Scale(Decimal(0), Decimal(1), (Decimal("0"), Decimal("0.5"), Decimal("1"))), Decimal(1))
    '1.0'
    """
    decimals = max(max(0, -int(one.normalize().as_tuple().exponent)) for one in scale.ticks)
    return f"{tick:.{decimals}f}"


def _step(span: Decimal, intervals: int) -> Decimal:
    raw = span / intervals
    unit = Decimal(1).scaleb(raw.adjusted())
    return next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= raw)


def _ticks(lo: Decimal, hi: Decimal, step: Decimal, *, outer: bool) -> tuple[Decimal, ...]:
    """Multiples of `step` inside lo…hi, or the least run of them that encloses it."""
    below, above = (ROUND_FLOOR, ROUND_CEILING) if outer else (ROUND_CEILING, ROUND_FLOOR)
    first = (lo / step).to_integral_value(below)
    last = (hi / step).to_integral_value(above)
    return tuple(step * (first + i) for i in range(int(last - first) + 1))
