"""How each figure moved since last year: its shown values, their difference, its share, and whether that asks for an explanation."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reportgen.core.figure import SCHOOL, Absent, Figure, Figures
from reportgen.core.pack import Outliers
from reportgen.core.show import ABSENT_TEXT, Rounding, digits, rounded, shown_value
from reportgen.core.unit import unit

WATCH, EXPLAIN = "watch", "explain"
_FROM_NOTHING = Decimal(10) ** 9  # sorts before every change that has a rate


@dataclass(frozen=True, slots=True)
class Movement:
    """One figure against last year's. last: None if there is none that compares. gap, rate: None without two values.

    rate: percent of last year's; None also for percentages, whose gap counts in points. weight: what to sort by. level: "", WATCH or EXPLAIN.
    """

    figure: Figure
    last: Figure | None
    gap: Decimal | None = None
    rate: Decimal | None = None
    weight: Decimal = Decimal(-1)
    level: str = ""


def own_figures(figures: Figures, department: str = "") -> tuple[Figure, ...]:
    """The school's figures; of one department if it is named."""
    return tuple(one for one in figures.values() if one.scope == SCHOOL and department in ("", one.department))


def movements(own: Iterable[Figure], figures: Figures, rules: Outliers, rounding: Rounding) -> tuple[Movement, ...]:
    """The movement of each figure, the largest first; those that cannot be compared last, in their own order."""
    made = [_movement(one, figures.before(one), rules, rounding) for one in own]
    return tuple(sorted(made, key=lambda one: -one.weight))


def _movement(figure: Figure, last: Figure | None, rules: Outliers, rounding: Rounding) -> Movement:
    now = shown_value(figure, rounding)
    before = Absent("") if last is None else shown_value(last, rounding)
    if isinstance(now, Absent) or isinstance(before, Absent):
        return Movement(figure, last)
    gap = now - before
    if unit(figure.unit).of == "%":
        return Movement(figure, last, gap, None, abs(gap), EXPLAIN if abs(gap) >= rules.points else "")
    if before == 0 or now == before:
        weight = _FROM_NOTHING if gap else Decimal(0)
        return Movement(figure, last, gap, None if gap else Decimal(0), weight, EXPLAIN if gap and now > rules.small else "")
    rate = gap / before * 100
    return Movement(figure, last, gap, rate, abs(rate), _level(abs(rate), max(now, before), rules))


def rate_text(moved: Movement) -> str:
    """The share with its sign; “—” where there is none to tell."""
    if moved.rate is None:
        return ABSENT_TEXT
    rate = rounded(moved.rate, 2)
    return f"{'+' if rate > 0 else '−' if rate < 0 else ''}{digits(abs(rate), 2)}%"


def _level(rate: Decimal, size: Decimal, rules: Outliers) -> str:
    if size <= rules.small:
        return ""
    return EXPLAIN if rate >= rules.explain else WATCH if rate >= rules.watch else ""
