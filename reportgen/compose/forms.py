"""The words after the bar: {{NAME|较上年}}, {{NAME|亿元|1}}. They choose what is printed; the data decide the rest."""

import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from reportgen.compose.faults import UNKNOWN_FORM, WRONG_UNIT, Fault, nearest
from reportgen.core.figure import Absent, Figure, Value
from reportgen.core.pack import Bound
from reportgen.core.show import Rounding, digits, rounded, shown_value, with_unit
from reportgen.core.unit import convert, unit

CHANGE, GROWTH, LAST, BARE = "较上年", "同比", "上年", "数值"
MEETS, STANDARD, TARGET, PEERS = "达标", "标准", "目标", "同类院校均值"
YARDSTICKS = (MEETS, STANDARD, TARGET, PEERS)
_KINDS = {"较上年": CHANGE, "比上年": CHANGE, "较上届": CHANGE, "比上届": CHANGE, "同比": GROWTH, "上年": LAST, "上届": LAST,
          **{word: word for word in YARDSTICKS}}
_POINTS = {"%": "个百分点", "‰": "个千分点"}


@dataclass(frozen=True, slots=True)
class Form:
    """How a figure is printed.

    words: as written. kind: "", CHANGE, GROWTH, LAST or one of YARDSTICKS. than: 上年 or 上届, as the comparison names it.
    bare: without unit. unit: convert to it; None keeps the figure's. decimals: None for the usual ones.
    """

    words: tuple[str, ...] = ()
    kind: str = ""
    than: str = "上年"
    bare: bool = False
    unit: str | None = None
    decimals: int | None = None

    def __str__(self) -> str:
        return "|".join(self.words)


@dataclass(frozen=True, slots=True)
class Misread:
    """Words that make no form: the fault, what to say, what to do."""

    fault: Fault
    message: str
    hint: str


def read_form(words: tuple[str, ...], figure: Figure) -> Form | Misread:
    """What the words ask of this figure."""
    kinds = [word for word in words if word in _KINDS]
    rest = [word for word in words if word not in _KINDS and word != BARE]
    decimals = [unicodedata.normalize("NFKC", word) for word in rest if word.isdecimal()]
    units = [word for word in rest if not word.isdecimal()]
    if misread := _misread(units, figure):
        return misread
    if len(kinds) > 1 or len(units) > 1 or len(decimals) > 1 or any(int(one) > 6 for one in decimals):
        return Misread(UNKNOWN_FORM, f"“{'|'.join(words)}”自相矛盾或小数位数过多", "每种写法只用一个，小数位数写 0 到 6")
    kind = _KINDS[kinds[0]] if kinds else ""
    if BARE in words and kind in (CHANGE, GROWTH, MEETS):
        return Misread(UNKNOWN_FORM, f"“{kinds[0]}”不能与“{BARE}”同用，升降和达标与否要由数据决定", f"去掉“|{BARE}”")
    same = units and unit(units[0]).name == unit(figure.unit).name
    return Form(words, kind, kinds[0][-2:] if kind == CHANGE else "上年", BARE in words, None if same or not units else units[0],
                int(decimals[0]) if decimals else None)


def _misread(units: list[str], figure: Figure) -> Misread | None:
    wrong = next((word for word in units if convert(Decimal(1), figure.unit, word) is None), None)
    if wrong is None:
        return None
    near = nearest(wrong, (*_KINDS, BARE), 1)
    if near:
        return Misread(UNKNOWN_FORM, f"不认识“|{wrong}”这种写法", f"改成“|{near[0]}”")
    return Misread(WRONG_UNIT, f"“{figure.name}”的单位是{figure.unit}，不能换算成“{wrong}”",
                   f"可用：|{CHANGE}、|较上届、|{GROWTH}、|{LAST}、|{BARE}、|{'、|'.join(YARDSTICKS)}、小数位数（如 |1），或与{figure.unit}同类的单位")


def face(figure: Figure, form: Form) -> tuple[str, int]:
    """The unit and the decimals a form prints a figure with."""
    usual = figure.decimals if form.unit is None else 2
    return form.unit or figure.unit, usual if form.decimals is None or form.kind == GROWTH else form.decimals


def shown(figure: Figure, in_unit: str, decimals: int, rounding: Rounding) -> Value:
    """The value as it is printed in that unit at those decimals; differences are taken between these."""
    if isinstance(figure.value, Absent):
        return figure.value
    if unit(in_unit).name == unit(figure.unit).name:
        return rounded(figure.value, decimals, rounding)
    converted = convert(shown_value(figure, rounding), figure.unit, in_unit)
    return Absent("不适用", "单位不同") if converted is None else rounded(converted, decimals, rounding)


def change(now: Decimal, last: Decimal, unit_name: str, decimals: int, than: str = "上年") -> str:
    """The difference of two shown values in words.

    >>> change(Decimal("97.07"), Decimal("96.66"), "%", 2), change(Decimal("5"), Decimal("8"), "人", 0)
    ('比上年提高0.41个百分点', '比上年减少3人')
    """
    if now == last:
        return f"与{than}持平"
    name, amount = unit(unit_name).name, digits(abs(now - last), decimals)
    if name in _POINTS:
        return f"比{than}{'提高' if now > last else '下降'}{amount}{_POINTS[name]}"
    if name.startswith("∶"):
        return f"比{than}{'上升' if now > last else '下降'}{amount}"
    return f"比{than}{'增加' if now > last else '减少'}{with_unit(amount, name)}"


def growth(now: Decimal, last: Decimal, decimals: int = 2, rounding: Rounding = Rounding.HALF_UP) -> str:
    """The relative growth of two shown values in words. last: above zero.

    >>> growth(Decimal("1034"), Decimal("1000"))
    '同比增长3.40%'
    """
    if now == last:
        return "与上年持平"
    rate = rounded((now - last) / last * 100, decimals, rounding)
    if rate == 0:
        return "与上年基本持平"
    return f"同比{'增长' if rate > 0 else '下降'}{digits(abs(rate), decimals)}%"


def standing(margin: Decimal, bound: Bound, shown: str, called: str) -> str:
    """How a figure stands to a standard, in words. margin: how far it is on the good side.

    >>> standing(Decimal("1.9"), Bound.AT_MOST, "18∶1", "国家标准"), standing(Decimal("-2"), Bound.AT_LEAST, "80册/生", "合格标准")
    ('优于18∶1的国家标准', '尚未达到80册/生的合格标准')
    """
    better = "优于" if bound is Bound.AT_MOST else "高于"
    return f"{better if margin > 0 else '达到' if margin == 0 else '尚未达到'}{shown}的{called}"


def signed_change(now: str, last: str) -> str:
    """The difference of two printed numbers, signed, at their decimals.

    >>> signed_change("97.07", "96.66"), signed_change("5", "8"), signed_change("3", "3")
    ('+0.41', '−3', '0')
    """
    gap = Decimal(now) - Decimal(last)
    return ("+" if gap > 0 else "−" if gap < 0 else "") + format(abs(gap), "f")
