"""Formulas over figures: their order, whether their inputs go together, and their exact values."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from reportgen.core.errors import ScopeMismatch
from reportgen.core.figure import Absent, Value
from reportgen.core.formula import Expression, evaluate, names
from reportgen.core.pack import Indicator, Pack

Exact = Fraction | Absent
Key = tuple[str, str]
_PRECISE = Context(prec=34)
DIVIDED_BY_ZERO = "分母为零"
NOT_COLLECTED = "未采集"
TO_BE_MENDED = "待补"


def order(needs: Mapping[Key, Iterable[Key]]) -> tuple[list[Key], list[list[Key]]]:
    """The keys so that inputs come first, and the circles found, each as a path that ends where it began.

    Keys in or behind a circle are not in the order.
    """
    remaining = {key: set(inputs) for key, inputs in needs.items()}
    circles: list[list[Key]] = []
    while True:
        try:
            return list(TopologicalSorter(remaining).static_order()), circles
        except CycleError as error:
            circle = list(reversed(error.args[1]))
            circles.append(circle)
            lost = _behind(set(circle), remaining)
            remaining = {key: inputs for key, inputs in remaining.items() if key not in lost}


def _behind(lost: set[Key], needs: Mapping[Key, set[Key]]) -> set[Key]:
    """The lost keys and all that need them."""
    while more := {key for key, inputs in needs.items() if key not in lost and inputs & lost}:
        lost |= more
    return lost


def agree(result: Indicator, inputs: Sequence[Indicator], pack: Pack) -> None:
    """Refuses a formula whose figures are of different periods or of populations that do not contain one another.

    Raises: ScopeMismatch, naming both. A definition with `combines` mixes them on purpose.
    """
    if result.combines:
        return
    for first, second in _pairs((*inputs, result)):
        if pack.periods[first.period] != pack.periods[second.period]:
            raise _mismatch(result, "统计时段", (first, str(pack.periods[first.period])), (second, str(pack.periods[second.period])))
        if not _related(first.population, second.population, pack.populations):
            raise _mismatch(result, "统计对象", (first, first.population), (second, second.population))


def _pairs(all_: Sequence[Indicator]) -> Iterator[tuple[Indicator, Indicator]]:
    return ((a, b) for number, a in enumerate(all_) for b in all_[number + 1:])


def _related(one: str, other: str, wider: Mapping[str, str]) -> bool:
    return one in _chain(other, wider) or other in _chain(one, wider)


def _chain(population: str, wider: Mapping[str, str]) -> Iterator[str]:
    while population:
        yield population
        population = wider.get(population, "")


def _mismatch(result: Indicator, what: str, first: tuple[Indicator, str], second: tuple[Indicator, str]) -> ScopeMismatch:
    (a, of_a), (b, of_b) = first, second
    return ScopeMismatch(
        f"“{result.name}”的公式混用了不同的{what}：“{a.name}”（{of_a}）与“{b.name}”（{of_b}）", at=result.at,
        hint=f"改用{what}一致的指标；口径本来如此的，在“{result.id}”下写 combines: true，并在 definition 中说明")


def derive(expression: Expression, inputs: Mapping[str, Exact], name_of: Callable[[str], str]) -> Exact:
    """The formula's value; Absent as soon as one input is, or if it divides by zero.

    name_of: the name of an input, for the note.
    """
    for id in dict.fromkeys(names(expression)):
        value = inputs[id]
        if isinstance(value, Absent):
            return Absent(value.reason, f"{name_of(id)}没有数据{'（' + value.note + '）' if value.note else ''}")
    try:
        return evaluate(expression, inputs)  # type: ignore[arg-type]
    except ZeroDivisionError:
        return Absent(DIVIDED_BY_ZERO)


def as_value(exact: Exact) -> Value:
    """The exact value as a Decimal: all digits if they end, else 34 of them.

    >>> as_value(Fraction(31, 32) * 100)
    Decimal('96.875')
    """
    return exact if isinstance(exact, Absent) else _PRECISE.divide(Decimal(exact.numerator), Decimal(exact.denominator))
