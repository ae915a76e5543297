"""What is counted, as the grammar found it: value in base form, unit, approximation, direction."""

import re
from dataclasses import dataclass
from decimal import Decimal

from reportgen.core.reading import ReadFigure
from reportgen.reading.numerals import MULTIPLIERS, chinese, number

Match = re.Match[str]
_APPROX = {
    "about": ("约", "大约", "大概", "约为", "左右", "上下"),
    "over": ("超过", "超出", "突破", "高于", "多于", "大于", "逾", "超", "＞", ">", "之多", "上"),
    "nearly": ("近", "将近", "接近"),
    "at_least": ("不低于", "不少于", "不小于", "至少", "≥", "以上", "及以上"),
    "at_most": ("不超过", "不高于", "不多于", "不足", "不到", "最多", "低于", "少于", "小于", "≤", "＜", "<", "以下", "及以下", "以内", "之内"),
}
_MEANING = {word: approx for approx, words in _APPROX.items() for word in words}
_BY_LENGTH = sorted(_MEANING, key=len, reverse=True)
_UNIT_NAMES = {"㎡": "平方米", "平米": "平方米", "m²": "平方米", "㎡/生": "平方米/生", "百分点": "个百分点", "个点": "个百分点", "万字": "字", "台（套）": "台套",
               "台(套)": "台套", "台/套": "台套", "大": "个", "人·天": "人日", "人·日": "人日", "人/天": "人日", "人·次": "人次"}
_SCALES = {"%": (Decimal("0.01"), "%"), "‰": (Decimal("0.001"), "‰"), "万字": (Decimal(10_000), "字")}
_NEW = re.compile(r"新增(?:了|约|近|超过?|逾)?$")
_COMPARED = re.compile(r"(?:较|比|同比|环比)[^，。；]{0,10}$")
_UP = re.compile(r"(?:增加|增长|提高|提升|上升|增收|增幅|涨幅|升幅|净增|增|(?<![晋攀飙])升|(?<![许最])多)(?:了|为|达到|达|约|近|超过|超|逾|率为|比例为)*[:：]?\s*$")
_DOWN = re.compile(r"(?:减少|下降|降低|回落|下滑|缩减|减幅|降幅|跌幅|微降|降|(?<![至不])少)(?:了|为|达到|达|约|近|超过|超|逾)*[:：]?\s*$")
_IDIOM_UNITS = frozenset("个 种 批 次 项 位 支 名 条 家 大 类 方面 代 点 线 场 路 站 端 年 人 班 课 体 套 层 对 本 张 所 处 步 部 期 组 间 校 省 市 县 村 国 队 轮 "
                         "首 号 集 句 天 月 座 分 周 头 只 门 份 件 节 幅 款 台 例 股 级 字 页".split())
_NO_COUNTS = frozenset("线 路 站 端 号 级 字".split())
_BOUND_BEFORE = re.compile(r"[第每各逐同统单唯万之十新进某任头前后上下这那另]$")
_AWARD = re.compile(r"奖(?:项)?$")
_WINDOW = re.compile(r"\d{1,2}|[一二两三四五六七八九十]")
_WINDOW_UNITS = frozenset(("年", "个月", "天", "周"))
_PEOPLE_AFTER = re.compile(r"(?:余|多)?(?:名)?(?:产业|技能|技术|高素质|农村|城镇|退役|在校|高职|应届|专业|各类|本地){0,2}(?:人口|学生|毕业生|工人|农民|群众|居民|考生|人才|精英|师生|学员|职工|员工|军人|劳动者|学子)")
_PEOPLE_BEFORE = re.compile(r"人口(?:已|有|达|约|为|共)*$")


@dataclass(frozen=True, slots=True)
class Found:
    """A match in its folded text."""

    match: Match
    text: str

    @property
    def span(self) -> str:
        return self.match.group().strip()

    @property
    def start(self) -> int:
        whole = self.match.group()
        return self.match.start() + len(whole) - len(whole.lstrip())

    @property
    def end(self) -> int:
        whole = self.match.group()
        return self.match.end() - len(whole) + len(whole.rstrip())

    @property
    def before(self) -> str:
        return self.text[max(0, self.start - 12):self.start]

    @property
    def after(self) -> str:
        return self.text[self.end:self.end + 12]


def fraction(found: Found) -> ReadFigure | None:
    """三分之二, 百分之九十五, 千分之三."""
    below, above = chinese(found.match["below"]), _with_point(found.match["above"])
    if not below or above is None:
        return None
    parts = {"百": ("%", above / 100), "千": ("‰", above / 1000)}
    unit, value = parts.get(found.match["below"], ("比例", above / below))
    return _counted(found, value, unit)


def _with_point(text: str) -> Decimal | None:
    whole, _, part = text.partition("点")
    value, digits = chinese(whole), [chinese(character) for character in part]
    if value is None or not digits:
        return value
    return value + Decimal("0." + "".join(str(digit) for digit in digits))


def slash(found: Found) -> ReadFigure | None:
    """2/3 of something, not a date and not a page."""
    over, under = Decimal(found.match["over"]), Decimal(found.match["under"])
    return _counted(found, over / under, "比例") if over < under else None


def half(found: Found) -> ReadFigure:
    """过半, 半数以上, 近一半."""
    approx = "over" if "过半" in found.span else _approx(found.span)
    return ReadFigure(found.start, found.end, "", Decimal("0.5"), "比例", approx, "quantity")


def double(found: Found) -> ReadFigure:
    """翻一番: grown by once itself; twice: by three times."""
    times = chinese(one.group()) if (one := re.search("[一两二三]", found.span)) else Decimal(1)
    return ReadFigure(found.start, found.end, "", Decimal(2) ** int(times or 1) - 1, "倍", _approx_within(found.span), "change", "up")


def tenths(found: Found) -> ReadFigure | None:
    """七成, 七八成, 九成半."""
    match = found.match
    digits = [Decimal(chinese(character) or 0) for character in match["tenth"] if character != "、"]
    if len(digits) == 2:
        low, high = (digit / 10 for digit in digits)
        return ReadFigure(found.start, found.end, "", (low, high), "成", "range", "range")
    return _counted(found, digits[0] / 10 + (Decimal("0.05") if match["halfway"] else 0), "成", over=bool(match["tenthover"]))


def ratio(found: Found) -> ReadFigure | None:
    """17.62∶1, 1∶200; a time of day is none."""
    match, text = found.match, found.text
    if re.search(r"\d$", text[:match.start()]) or re.match(r"\d|:\d", text[match.end():]) or _is_time(found):
        return None
    left, right = Decimal(match["left"]), Decimal(match["right"])
    if match["left2"]:
        first, second = (left, Decimal(match["left2"])) if right == Decimal(match["right2"]) else (right, Decimal(match["right2"]))
        return ReadFigure(found.start, found.end, "", (first, second), "比", "range", "ratio")
    return ReadFigure(found.start, found.end, "", (left, right), "比", _approx(found.span), "ratio")


def _is_time(found: Found) -> bool:
    return bool(re.fullmatch(r"(?:[01]?\d|2[0-3])[:：][0-5]\d", found.span)) and bool(
        re.search(r"(?:上午|下午|晚上?|时间|日|早)\s?$", found.before) or re.match(r"\s?(?:前|后|开始|-|—|至)", found.after))


def span_of(found: Found) -> ReadFigure | None:
    """A range: 3～5个, 80%—85%, 1.5万-3万元."""
    match = found.match
    unit = match["highu"] or match["lowu"]
    if re.search(r"[A-Za-z]-?$", found.before) or (match["lowu"] and not match["highu"]):
        return None
    size_high = MULTIPLIERS.get(match["highm"] or "", Decimal(1))
    size_low = MULTIPLIERS.get(match["lowm"] or ("" if match["lowu"] else match["highm"]) or "", Decimal(1))
    low, high = _value(match["low"]) * size_low, _value(match["high"]) * size_high
    scale, name = _scaled(unit)
    if high < low or (unit in ("年", "月", "日") and low > 1900):
        return None
    return ReadFigure(found.start, found.end, "", (low * scale, high * scale), name, "range", "range")


def pair(found: Found) -> ReadFigure | None:
    """十五六个, 三四十人, 七八百家."""
    match = found.match
    tens = Decimal(chinese(match["tens"]) or 0) if match["tens"] else Decimal(0)
    size = MULTIPLIERS.get(match["size"] or "", Decimal(1))
    low, high = ((tens + Decimal(chinese(character) or 0)) * size for character in match["near"])
    scale, name = _scaled(match["pairu"])
    return ReadFigure(found.start, found.end, "", (low * scale, high * scale), name, "range", "range")


def measure(found: Found) -> ReadFigure | None:
    """Any count, with multiplier, unit and qualifiers."""
    match = found.match
    digits, unit = match["n"], match["unit"]
    arabic = digits[0].isdigit()
    value = number(digits)
    if value is None or (not arabic and not _counts(found)) or (arabic and _glued(found)):
        return None
    scale, name = _scaled(unit)
    size = MULTIPLIERS.get(match["nm"] or "", Decimal(1))
    if name is None and (match["nm"] or not arabic) and (_PEOPLE_AFTER.match(found.after) or _PEOPLE_BEFORE.search(found.before)):
        name = "人"
    marks = (match["na"] or "") + (match["nb"] or "")
    return _without_window(found, _counted(found, value * size * scale, name, over=bool(re.search("[余多+＋]", marks))))


def _without_window(found: Found, read: ReadFigure) -> ReadFigure:
    """近三年 is a stretch of time, not nearly three years."""
    before = found.match["before"]
    if before == "近" and read.unit in _WINDOW_UNITS and not found.match["nm"] and _WINDOW.fullmatch(found.match["n"]) and read.approx == "nearly":
        start = found.match.start("n")
        return ReadFigure(start, read.end, "", read.value, read.unit, "none", "quantity")
    return read


def _value(text: str) -> Decimal:
    return number(text) or Decimal(0)


def _counted(found: Found, value: Decimal, unit: str | None, *, over: bool = False) -> ReadFigure:
    before = found.before
    direction = "up" if _UP.search(before) else "down" if _DOWN.search(before) else None
    if _NEW.search(before) and not _COMPARED.search(_NEW.sub("", before)):
        direction = None
    kind = "change" if direction or unit == "个百分点" else "quantity"
    return ReadFigure(found.start, found.end, "", value, unit, "over" if over else _approx(found.span), kind, direction)


def _approx(span: str) -> str:
    return next((_MEANING[word] for word in _BY_LENGTH if span.startswith(word) or span.endswith(word) and word != "上"), "none")


def _approx_within(span: str) -> str:
    return "nearly" if "近" in span else "about" if "约" in span else "none"


def _scaled(unit: str | None) -> tuple[Decimal, str | None]:
    """What one of the printed unit is in base form, and the unit's standard name."""
    if unit is None:
        return Decimal(1), None
    return _SCALES.get(unit) or (Decimal(1), _UNIT_NAMES.get(unit, unit))


def _counts(found: Found) -> bool:
    """Whether a Chinese numeral counts something: it has a unit and is no idiom (一个, 一批, 统一)."""
    match = found.match
    digits, unit = match["n"], match["unit"]
    if all(sign in "百千万亿" for sign in digits):
        return bool(match["before"] or match["na"] or match["nb"]) and bool(unit)
    if not unit or unit in _NO_COUNTS and len(digits) == 1:
        return False
    if digits == "一" and unit in _IDIOM_UNITS and not match["before"]:
        return bool(_AWARD.search(found.before))
    multiple = match["nm"] or len(digits) > 1 or digits in "百千万亿十"
    return bool(multiple) or not _BOUND_BEFORE.search(found.text[:match.start()])


def _glued(found: Found) -> bool:
    """Whether Arabic digits are part of a code or a name (A类1, B2C, 2.0版, file.2)."""
    match = found.match
    before, after = found.text[:match.start("n")][-1:], found.text[match.end():][:1]
    if before and before.isascii() and (before.isalpha() or before in "_/#.") and match["before"] is None:
        return True
    if match["unit"] is None and after and after.isascii() and (after.isalpha() or after == "_"):
        return True
    return match["unit"] is None and after == "版"


READERS = {"fraction": fraction, "slash": slash, "half": half, "double": double, "tenths": tenths, "ratio": ratio, "range": span_of, "pair": pair,
           "measure": measure}
