"""The only place where a number becomes text. Half up by default; no float ever enters."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from reportgen.core.figure import Absent, Figure, Value
from reportgen.core.unit import convert, unit

ABSENT_TEXT = "—"


class Rounding(StrEnum):
    HALF_UP = "half_up"
    HALF_EVEN = "half_even"


_MODES = {Rounding.HALF_UP: ROUND_HALF_UP, Rounding.HALF_EVEN: ROUND_HALF_EVEN}


def rounded(value: Decimal, decimals: int, rounding: Rounding = Rounding.HALF_UP) -> Decimal:
    """`value` at `decimals` places.

    >>> rounded(Decimal("96.875"), 2)
    Decimal('96.88')
    """
    result = value.quantize(Decimal(1).scaleb(-decimals), rounding=_MODES[rounding])
    return abs(result) if result == 0 else result


def digits(value: Value, decimals: int, rounding: Rounding = Rounding.HALF_UP) -> str:
    """The printed digits without a unit; "—" if absent."""
    if isinstance(value, Absent):
        return ABSENT_TEXT
    return format(rounded(value, decimals, rounding), "f")


def with_unit(text: str, unit_name: str) -> str:
    """Digits and unit as prose prints them.

    >>> with_unit("15.97", "∶1"), with_unit("4975", "元/生")
    ('15.97∶1', '4975元/生')
    """
    return text + unit(unit_name).name


def show(figure: Figure, *, in_unit: str | None = None, decimals: int | None = None,
         rounding: Rounding = Rounding.HALF_UP) -> str:
    """The figure as prose prints it, with its unit.

    in_unit: convert first (万元, 亿元 …); two decimals then, unless `decimals` says otherwise.
    Absent: "—". Raises: ValueError if `in_unit` measures something else.
    """
    if isinstance(figure.value, Absent):
        return ABSENT_TEXT
    value, name, places = figure.value, figure.unit, figure.decimals
    if in_unit is not None:
        converted = convert(rounded(value, places, rounding), name, in_unit)
        if converted is None:
            raise ValueError(f"{figure.name}的单位是{name}，不能换算成{in_unit}")
        value, name, places = converted, in_unit, 2
    return with_unit(digits(value, places if decimals is None else decimals, rounding), name)


def shown_value(figure: Figure, rounding: Rounding = Rounding.HALF_UP) -> Value:
    """The value as printed: differences are taken between these, so that a reader can check them."""
    if isinstance(figure.value, Absent):
        return figure.value
    return rounded(figure.value, figure.decimals, rounding)
