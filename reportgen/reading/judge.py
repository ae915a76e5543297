"""Whether what a text says agrees with a known value: units, rounding, approximation."""

import re
from decimal import Decimal
from functools import lru_cache

from reportgen.core.reading import Known, ReadFigure
from reportgen.core.unit import convert, unit
from reportgen.reading.folding import fold
from reportgen.reading.numerals import MULTIPLIERS

_SHARES = frozenset(("%", "‰", "成", "比例"))
_FREE = frozenset("个 项".split())
_COUNTERS = frozenset("个 项 所 家 门 种 本 册 部 篇 件 套 台 支 枚 张 份 条 款 例 处 座 栋 间 辆 户 期 场 类 点 国 省 校 专业 校区 省份 省区 "
                      "大类 级 批 只 台套 块 组 班 队 国家 号 端 对 项次 门次".split())
_PEOPLE = frozenset("人 名 位".split())
_TEN_THOUSAND = Decimal(10_000)
_MU = Decimal(2000) / 3  # 平方米
_SCALE = re.compile(r"^(万|亿)(.+)$")
_NUMERAL = re.compile(r"(\d[\d, ]*)(?:\.(\d+))?(?:余|多|几)?(万亿|百万|千万|亿|万|千|百)?")
_HAN_STEP = re.compile(r"(万亿|千万|百万|亿|万|千|百|十)[^零〇一二两三四五六七八九十百千万亿]*$")
_SLIPS = frozenset({frozenset(("人", "人次")), frozenset(("人", "人日")), frozenset(("人次", "人日")), frozenset(("%", "‰")), frozenset(("亩", "平方米")),
                    frozenset(("%", "个百分点")), frozenset(("学时", "课时")), frozenset(("门", "门次")), frozenset(("项", "项次")),
                    frozenset(("%", "元")), frozenset(("人", "元"))})
_FACTORS = tuple(Decimal(10) ** power for power in (4, -4, 8, -8))
_MANY, _MOST_PLACES = 3, 12
_TENTHS = (Decimal(10), Decimal("0.1"))
_ROUGH = {"成": Decimal(10), "比例": Decimal(2)}  # percent: one step of shares told in words


def in_unit(value: Decimal, stated: str | None, known: str) -> Decimal | None:
    """`value` in the known figure's unit; None if the units measure different things. A bare number is taken as it is."""
    if known in ("%", "‰"):
        if stated is None:
            return value
        scale = Decimal(100) if known == "%" else Decimal(1000)
        return value * scale if stated in _SHARES else None
    if stated in _SHARES:
        return None
    if stated is None:
        return value
    return _converted(value, stated, known)


def _converted(value: Decimal, stated: str, known: str) -> Decimal | None:
    have, factor = _bare(stated)
    for target in dict.fromkeys((known, known if "/" in stated else known.split("/")[0])):
        want, size = _bare(target)
        for plain, name in ((value, have), (value * _MU, "平方米")) if have == "亩" else ((value, have),):
            if (found := convert(plain * factor, name, want)) is not None:
                return found / size
    return value * factor / _bare(known)[1] if same_counter(stated, known) else None


@lru_cache(maxsize=256)
def _bare(name: str) -> tuple[str, Decimal]:
    """A unit without 万 or 亿, and the factor."""
    found = _SCALE.match(name)
    return (found[2], _TEN_THOUSAND if found[1] == "万" else _TEN_THOUSAND ** 2) if found else (name, Decimal(1))


def same_counter(one: str, other: str) -> bool:
    """Whether two counting units may stand for one another (78门 for 78个专业, 66名 for 66人)."""
    bases = {unit(_bare(one)[0]).of, unit(_bare(other)[0]).of}
    return bases <= _COUNTERS or bases <= _PEOPLE


def stated_in(read: ReadFigure, known_unit: str) -> Decimal | None:
    """The read value in that unit; None for ranges and where the units measure different things."""
    value = read.value
    if isinstance(value, tuple):
        return _ratio(value, known_unit) if read.kind == "ratio" and read.approx != "range" else None
    return in_unit(value, read.unit, known_unit) if isinstance(value, Decimal) else None


def _ratio(value: tuple[Decimal, Decimal], known: str) -> Decimal | None:
    """a∶b as the number that is not one: 15.97∶1 and 1∶189 alike."""
    if known not in ("", "比") and "1" not in known:
        return None
    left, right = value
    return left if right == 1 else right if left == 1 else left / right if right else None


def suits(read: ReadFigure, known_unit: str) -> float:
    """How well a figure's unit suits a known figure's: 1 the same, less where one stands for the other or slipped, 0 not at all."""
    if isinstance(read.value, tuple) and read.kind == "range":
        return suits_unit(read.value[0], read.unit, known_unit)
    if read.kind == "ratio":
        return 1.0 if stated_in(read, known_unit) is not None else 0.0
    return suits_unit(read.value, read.unit, known_unit) if isinstance(read.value, Decimal) else 0.0


def suits_unit(value: Decimal, stated: str | None, known: str) -> float:
    if stated is None:
        return 0.9
    if in_unit(value, stated, known) is None:
        slip = frozenset((_bare(stated)[0], _bare(known)[0])) in _SLIPS or (stated == "元" and "元" in known)
        return 0.8 if slip else 0.0
    here, there = _bare(stated)[0], _bare(known)[0]
    if here == there or not same_counter(here, there) or {here, there} <= _PEOPLE:
        return 1.0
    return 0.9 if _FREE & {here, there} else 0.7


def step(read: ReadFigure, known_unit: str) -> Decimal:
    """One unit of the last printed place, in the known figure's unit."""
    if read.unit in _ROUGH:
        return _ROUGH[read.unit] if known_unit == "%" else Decimal(0)
    if read.kind == "ratio":
        return Decimal(1).scaleb(-max((len(part) for part in re.findall(r"\.(\d+)", read.span)), default=0))
    found = _NUMERAL.search(fold(read.span))
    if found:
        size = Decimal(1).scaleb(-len(found[2] or "")) * MULTIPLIERS.get(found[3] or "", Decimal(1))
    else:
        words = _HAN_STEP.search(read.span)
        size = Decimal(10) if words and words[1] == "十" else MULTIPLIERS[words[1]] if words else Decimal(1)
        size = Decimal(1) if size <= 10 else size
    fraction = {"%": Decimal("0.01"), "‰": Decimal("0.001")}.get(read.unit or "", Decimal(1))
    scaled = in_unit(size * fraction, read.unit, known_unit)
    return scaled if scaled is not None else Decimal(0)


def agrees(read: ReadFigure, known: Known) -> str | None:
    """match, rounded_ok or approx_ok if the text says what is known; None if not (or units differ)."""
    stated = stated_in(read, known.unit)
    if stated is None:
        return _in_range(read, known)
    if read.approx not in ("none", "range"):
        return "approx_ok" if approximates(stated, known.value, read) else None
    if stated == known.value:
        return "match"
    return "rounded_ok" if abs(stated - known.value) <= tolerance(read, known) else None


def tolerance(read: ReadFigure, known: Known) -> Decimal:
    """Half a step of what is printed, or of what is known where the text prints more places."""
    printed, own = step(read, known.unit), Decimal(1).scaleb(min(0, known.value.as_tuple().exponent))
    return max(printed, own if own < 1 and printed < own else printed) / 2


def _in_range(read: ReadFigure, known: Known) -> str | None:
    if not isinstance(read.value, tuple) or read.approx != "range":
        return None
    low, high = (_ratio((one, Decimal(1)), known.unit) if read.kind == "ratio" else in_unit(one, read.unit, known.unit) for one in read.value)
    return "approx_ok" if low is not None and high is not None and low <= known.value <= high else None


def approximates(stated: Decimal, value: Decimal, read: ReadFigure) -> bool:
    """Whether the qualifier holds of `value`."""
    match read.approx:
        case "about":
            return abs(value - stated) <= abs(stated) * Decimal("0.05")
        case "nearly":
            return stated * Decimal("0.9") <= value <= stated
        case "over":
            return stated <= value < stated + _last_place(stated) if re.search("[余多](?!于)", read.span) else value >= stated
        case "at_least":
            return value >= stated
        case "at_most":
            return value < stated if read.span.startswith(("不足", "不到", "低于", "少于", "小于", "＜", "<")) else value <= stated
    return False


def _last_place(value: Decimal) -> Decimal:
    """One unit of the last non-zero place: 1100 → 100."""
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


def slipped_unit(read: ReadFigure, known: Known) -> bool:
    """Right digits, wrong unit: 元 for 万元, % for ‰, 人次 for 人."""
    if not isinstance(read.value, Decimal) or read.unit is None or known.value == 0:
        return False
    stated, (here, _), (there, size) = stated_in(read, known.unit), _bare(read.unit), _bare(known.unit)
    if stated is None or frozenset((here, there)) in _SLIPS:
        digits = printed_number(read)
        alike = digits is not None and digits == _like(known.value, digits)
        return suits(read, known.unit) > 0 and (alike or stated is None and abs(read.value - known.value * size) <= step(read, read.unit) / 2)
    factors = _TENTHS if known.unit in _SHARES else _FACTORS
    half = step(read, known.unit) / 2
    return stated != 0 and any(abs(stated * factor - known.value) <= half * factor for factor in factors)


def misprinted(read: ReadFigure, known: Known) -> bool:
    """Whether the figure looks like the known one ill copied: two digits exchanged, one wrong, the point moved; three digits at least."""
    stated = stated_in(read, known.unit)
    if stated is None or read.approx not in ("none", "range") or stated.as_tuple().exponent < -_MOST_PLACES:
        return False
    told, true = (_digits(one) for one in (stated, _like(known.value, stated)))
    if min(len(told), len(true)) < _MANY:
        return False
    if told.rstrip("0") == true.rstrip("0"):
        return True
    return len(told) == len(true) and (sorted(told) == sorted(true) or sum(one != other for one, other in zip(told, true, strict=True)) == 1)


def _digits(value: Decimal) -> str:
    return "".join(map(str, value.as_tuple().digits))


def printed_number(read: ReadFigure) -> Decimal | None:
    """The digits as printed, whatever the multiplier and unit."""
    found = _NUMERAL.search(fold(read.span))
    return Decimal(found[1].replace(",", "").replace(" ", "") + ("." + found[2] if found[2] else "")) if found else None


def _like(value: Decimal, pattern: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(int(pattern.as_tuple().exponent)))


def telling(read: ReadFigure) -> int:
    """How many digits of the figure could be wrong: equal values are no accident from three on."""
    number = printed_number(read)
    return len(number.normalize().as_tuple().digits) if number is not None else 1
