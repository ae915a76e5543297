"""Whether what a text says agrees with a known value: rounding, approximation, unit, year, direction."""

import re
from decimal import Decimal

from reportgen.core.reading import Known, ReadFigure
from reportgen.core.unit import convert, unit
from reportgen.reading.grammar import fold
from reportgen.reading.numerals import MULTIPLIERS

_CLASSIFIERS = frozenset("个 项 所 家 门 种 本 册 部 篇 件 套 台 支 枚 张 份 条 款 例 处 座 栋 间 辆 户 期 场 类 点 国 省 校 专业 校区 省份 省区 "
                         "大类 级 批 只 台套 块 组 班 队 国家 号 端 对".split())
_PEOPLE = frozenset("人 名 位 个".split())
_NUMERAL = re.compile(r"(\d[\d, ]*)(?:\.(\d+))?(?:余|多|几)?(万亿|百万|千万|亿|万|千|百)?")
_FRACTIONS = {"%": Decimal(100), "‰": Decimal(100), "成": Decimal(100), "比例": Decimal(100)}


def in_unit_of(read: ReadFigure, known: Known) -> Decimal | None:
    """The read value in the known figure's unit; None if the units measure different things."""
    value = read.value
    if isinstance(value, tuple):
        return _ratio(value, known) if read.kind == "ratio" else None
    if not isinstance(value, Decimal):
        return None
    return _scalar(value, read.unit, known.unit)


def _ratio(value: tuple[Decimal, Decimal], known: Known) -> Decimal | None:
    """a∶b as the number that is not one: 15.97∶1 and 1∶189 alike."""
    name = unit(known.unit).name
    if name not in ("∶1", "比", "", "1∶x") and "1" not in name:
        return None
    return value[0] if value[1] == 1 else value[1] if value[0] == 1 else value[0] / value[1]


def _scalar(value: Decimal, read: str | None, known: str) -> Decimal | None:
    if known in ("%", "‰"):
        if read is None:
            return value
        return value * _FRACTIONS[read] / (Decimal(1) if known == "%" else Decimal("0.1")) if read in _FRACTIONS else None
    if read in _FRACTIONS:
        return None
    if read is None:
        return value
    converted = convert(value, read, known)
    if converted is not None:
        return converted
    per = known.split("/")[0]
    if "/" in known and "/" not in read:
        return convert(value, read, per)
    return value if same_kind(read, known) else None


def same_kind(one: str, other: str) -> bool:
    """Whether two counting units may stand for one another (78门 for 78个专业, 66名 for 66人)."""
    bases = {unit(one).of, unit(other).of}
    return bases <= _CLASSIFIERS or bases <= _PEOPLE


def step(read: ReadFigure, known: Known) -> Decimal:
    """One unit of the last printed place, in the known figure's unit; zero for numerals in words."""
    found = _NUMERAL.search(fold(read.span))
    if not found:
        return Decimal(0)
    size = Decimal(1).scaleb(-len(found[2] or "")) * MULTIPLIERS.get(found[3] or "", Decimal(1))
    if read.kind == "ratio":
        return Decimal(1).scaleb(-max((len(part) for part in re.findall(r"\.(\d+)", read.span)), default=0))
    scaled = _scalar(size * (Decimal("0.01") if read.unit == "%" else Decimal("0.001") if read.unit == "‰" else 1), read.unit, known.unit)
    return scaled if scaled is not None else Decimal(0)


def agrees(read: ReadFigure, known: Known) -> str | None:
    """match, rounded_ok or approx_ok if the text says what is known; None if not (or units differ)."""
    stated = in_unit_of(read, known)
    if stated is None:
        return _range(read, known)
    if read.approx != "none" and read.approx != "range":
        return "approx_ok" if _approximates(stated, known.value, read) else None
    if stated == known.value:
        return "match"
    return "rounded_ok" if abs(stated - known.value) <= step(read, known) / 2 else None


def _range(read: ReadFigure, known: Known) -> str | None:
    if read.kind != "range" or not isinstance(read.value, tuple):
        return None
    low, high = (_scalar(one, read.unit, known.unit) for one in read.value)
    return "approx_ok" if low is not None and high is not None and low <= known.value <= high else None


def _approximates(stated: Decimal, value: Decimal, read: ReadFigure) -> bool:
    match read.approx:
        case "about":
            return abs(value - stated) <= abs(stated) * Decimal("0.05")
        case "nearly":
            return stated * Decimal("0.9") <= value <= stated
        case "over":
            return stated <= value < stated + _last_place(stated) if "余" in read.span or "多" in read.span else value >= stated
        case "at_least":
            return value >= stated
        case "at_most":
            return value < stated if read.span.startswith(("不足", "不到", "低于", "少于", "小于", "＜", "<")) else value <= stated
    return False


def _last_place(value: Decimal) -> Decimal:
    """One unit of the last non-zero place: 1100 → 100."""
    return Decimal(1).scaleb(value.normalize().as_tuple().exponent)


def slipped_unit(read: ReadFigure, known: Known) -> bool:
    """Right digits, wrong unit: 元 for 万元, % for ‰, 人次 for 人."""
    if not isinstance(read.value, Decimal):
        return False
    stated = in_unit_of(read, known)
    if stated is None:
        digits, own = _digits(read), known.value
        return digits is not None and read.unit not in _CLASSIFIERS and (digits == own or digits == _rounded_like(own, digits))
    if known.value == 0 or stated == 0:
        return False
    ratio = stated / known.value
    return any(abs(ratio / factor - 1) < Decimal("0.0006") for factor in (Decimal(10_000), Decimal("0.0001"), Decimal(10**8), Decimal("1E-8")))


def _digits(read: ReadFigure) -> Decimal | None:
    found = _NUMERAL.search(fold(read.span))
    return Decimal(found[1].replace(",", "").replace(" ", "") + ("." + found[2] if found[2] else "")) if found else None


def _rounded_like(value: Decimal, pattern: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(pattern.as_tuple().exponent))


