"""Units: what they measure, and how to go from one to another exactly."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed. `of` is the dimension's base unit; one of this unit is `factor` of the base."""

    name: str
    of: str
    factor: Decimal


_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_SCALABLE = ("元", "人", "人次", "册", "平方米", "学时", "课时", "家", "个", "项", "张", "人日", "元/生", "元/人")
_SYNONYMS = {"㎡": "平方米", "m²": "平方米", "平米": "平方米", "㎡/生": "平方米/生", "名": "人", "：1": "∶1", ":1": "∶1"}
_OTHER = {"Mbps": ("Mbps", "1"), "Gbps": ("Mbps", "1000"), "亩": ("亩", "1"), "公顷": ("平方米", "10000"), "平方公里": ("平方米", "1000000"),
          "%": ("%", "1"), "‰": ("%", "0.1")}


def _table() -> dict[str, Unit]:
    known = {scale + base: Unit(scale + base, base, Decimal(factor))
             for base in _SCALABLE for scale, factor in _SCALES.items()}
    known.update({name: Unit(name, base, Decimal(factor)) for name, (base, factor) in _OTHER.items()})
    return known


_UNITS = _table()


def unit(name: str) -> Unit:
    """The unit of that printed name; an unknown one is its own dimension.

    >>> unit("万元").factor
    Decimal('10000')
    """
    canonical = _SYNONYMS.get(name, name)
    return _UNITS.get(canonical) or Unit(canonical, canonical, Decimal(1))


def is_unit(name: str) -> bool:
    """Whether a word is a unit that we know."""
    return _SYNONYMS.get(name, name) in _UNITS


def convert(value: Decimal, source: str, target: str) -> Decimal | None:
    """`value` of unit `source` in unit `target`, exactly; None if they measure different things.

    >>> convert(Decimal("18001800"), "元", "万元")
    Decimal('1800.18')
    """
    have, want = unit(source), unit(target)
    if have.of != want.of:
        return None
    return value * have.factor / want.factor
