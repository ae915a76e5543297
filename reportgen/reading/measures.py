"""What is counted, as the grammar found it: value in base form, unit, approximation, direction."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from reportgen.core.reading import ReadFigure
from reportgen.reading.approximation import approximation
from reportgen.reading.found import Found
from reportgen.reading.idiom import counts, glued
from reportgen.reading.numerals import MULTIPLIERS, chinese, number

_UNIT_NAMES = {"㎡": "平方米", "平米": "平方米", "m²": "平方米", "m2": "平方米", "百分点": "个百分点", "个点": "个百分点", "台（套）": "台套", "台(套)": "台套",
               "台/套": "台套", "大": "个", "人·天": "人日", "人·日": "人日", "人/天": "人日", "人·次": "人次", "港币": "港元", "°C": "℃",
               "周年": "年", "周岁": "岁", "个小时": "小时", "个学期": "学期", "个学年": "学年", "个星期": "周", "载": "年", "省市区": "省份"}
_SCALES = {"%": (Decimal("0.01"), "%"), "‰": (Decimal("0.001"), "‰")}
_HALVES = re.compile(r"个(多|余|半)?(月|小时|学期|学年|星期)")
_NEW = re.compile(r"新增(?:了|约|近|超过?|逾)?$")
_COMPARED = re.compile(r"(?:较|比(?![例重值率赛])|同比|环比)[^，。；]{0,14}$")
_UP = re.compile(r"(?:增加|增长|提高|提升|上升|增收|增幅|涨幅|升幅|净增|增|(?<![晋攀飙])升|(?<![许最众甚更至])多|(?:较|比(?![例重值率赛]))[^，。；]{1,14}高出?(?!达))(?:了|为|达到|达|约|近|超过|超|逾|率为|比例为)*[:：]?\s*$")
_DOWN = re.compile(r"(?:减少|下降|降低|回落|下滑|缩减|减幅|降幅|跌幅|微降|降|(?<![至不最])少|(?:较|比(?![例重值率赛]))[^，。；]{1,14}低)(?:了|为|达到|达|约|近|超过|超|逾)*[:：]?\s*$")
_SIGN = re.compile(r"(?:[为是至到于：:（(]|同比|环比|利润|增速|增幅|增长率?|净额|余额|结余|损益|^)\s?(?P<sign>[-−+])$")
_CHANGING = frozenset("加长高升收幅增多出少降低落滑减了为到达约近过超逾例:：")  # with which the words for a change end
_SIGNS = frozenset("-−+")
_DETACHED = re.compile(r"(?<![签合契节预履公])(?:约|大概)(?:有|占|为|达|需|合|计|共)(?:到|了)?$")
_WINDOW_UNITS = frozenset(("年", "个月", "天", "周", "学年", "学期", "届", "月"))
_DECADE = 10
_ERA = re.compile(r"\s?(?:来|间|以来|期间)")
_PEOPLE = ("产业|技能|技术|高素质|高技能|农村|城镇|退役|在校|高职|中职|应届|专业|各类|本地|优秀|青年|大学|贫困|外来|一线|新型|职业|乡村")
_PEOPLE_AFTER = re.compile(rf"(?:余|多)?(?:名)?(?:{_PEOPLE}){{0,3}}(?:人口|学生|毕业生|新生|工人|农民|群众|居民|考生|人才|精英|师生|学员|职工|员工|军人|劳动者|劳动力|学子|青年|教师|干部|党员|志愿者|游客|观众|网友|粉丝|从业者|从业人员|校友|家长|儿童|老人)")
_PEOPLE_BEFORE = re.compile(r"(?:人口|扩招|人数|在校生|毕业生|考生|师生|招生|学员|学生|农民工?|职工|员工|群众|居民|人员|教师|新生|人才)(?:总数|规模)?(?:已|有|达到?|约|为|共|近)*$")
_MONEY_BEFORE = re.compile(r"(?:资产|经费|投资|投入|产值|收入|资金|金额|总值|总额|价值|利润|营收|资本|拨款|贷款|捐款|GDP|预算|支出|成本|销售额|税收)(?:总值|总额|合计|累计)?(?:已|有|达到?|约|为|共|近|：|:)*$")
_PUPILS = re.compile(r"(?:生师比|师生比)[^。；\n\d]*(?:\d+(?:\.\d+)?[、，,和与及|\s]+)*[^。；\n\d]*$")
_CENTURY = range(1900, 2100)
_LONGEST = 20  # digits of a number that anybody counts


def fraction(found: Found) -> ReadFigure | None:
    """三分之二, 百分之九十五, 千分之三."""
    below, above = chinese(found.match["below"]), chinese(found.match["above"])
    if not below or above is None:
        return None
    parts = {"百": ("%", above / 100), "千": ("‰", above / 1000)}
    unit, value = parts.get(found.match["below"], ("比例", above / below))
    return _counted(found, value, unit)


def slash(found: Found) -> ReadFigure | None:
    """2/3 of something, not a date and not a page."""
    over, under = Decimal(found.match["over"]), Decimal(found.match["under"])
    return _counted(found, over / under, "比例") if over < under else None


def half(found: Found) -> ReadFigure:
    """过半, 半数以上, 近一半."""
    return found.figure(Decimal("0.5"), "比例", "over" if "过半" in found.span else approximation(found.span))


def double(found: Found) -> ReadFigure:
    """翻一番: grown by once itself; twice: by three times."""
    span = found.span
    times = chinese(one.group()) if (one := re.search("[一两二三]", span)) else Decimal(1)
    approx = "nearly" if "近" in span else "about" if "约" in span else "over" if "多" in span else "none"
    return found.figure(Decimal(2) ** int(times or 1) - 1, "倍", approx, "change", direction="up")


def tenths(found: Found) -> ReadFigure | None:
    """七成, 七八成, 七至八成, 九成半."""
    match = found.match
    digits = [number(character) or Decimal(0) for character in match["tenth"] + (match["tenthhigh"] or "") if character != "、"]
    if len(digits) > 1:
        return found.figure((digits[0] / 10, digits[-1] / 10), "成", "range", "range")
    if digits[0] == 1 and not found.qualifier and found.after.startswith("为"):
        return None
    rest = Decimal(5) if match["halfway"] == "半" else chinese(match["halfway"] or "") or Decimal(0)
    return _counted(found, digits[0] / 10 + rest / 100, "成", over=bool(match["tenthover"]))


def ratio(found: Found) -> ReadFigure | None:
    """17.62∶1, 1∶200; a time of day is none."""
    match = found.match
    if _is_time(found) or max(len(match["left"]), len(match["right"])) > _LONGEST:
        return None
    left, right = Decimal(match["left"]), Decimal(match["right"])
    if match["left2"]:
        first, second = (left, Decimal(match["left2"])) if right == Decimal(match["right2"]) else (right, Decimal(match["right2"]))
        return found.figure((first, second), "比", "range", "ratio")
    return found.figure((left, right), "比", approximation(found.span), "ratio")


def _is_time(found: Found) -> bool:
    return bool(re.fullmatch(r"(?:[01]?\d|2[0-3])[:：][0-5]\d", found.span)) and bool(
        re.fullmatch(r"0\d.*|.*[:：]0\d", found.span) or re.search(r"(?:[午晚早夜时间日]|\d{4}-\d\d-\d\d)\s?$", found.before)
        or re.match(r"\s?(?:前|后|开始|-|—|至)", found.after))


def span_of(found: Found) -> ReadFigure | None:
    """A range: 3～5个, 80%—85%, 1.5万-3万元, 三至五年, 85±3分."""
    match = found.match
    unit, low_unit = match["highu"] or match["lowu"], match["lowu"]
    if re.search(r"[A-Za-z]-?$", found.before) or (low_unit and not match["highu"]) or (not unit and not match["low"][0].isdigit()) or _coded(match["low"], match["high"], unit):
        return None
    size_high = MULTIPLIERS.get(match["highm"] or "", Decimal(1))
    size_low = MULTIPLIERS.get(match["lowm"] or ("" if low_unit else match["highm"]) or "", Decimal(1))
    low, high = number(match["low"]), number(match["high"])
    if low is None or high is None or match["high"].startswith("百分"):
        return None
    low, high = low * size_low, high * size_high
    scale, name = scaled(unit)
    if match["between"] == "±":
        low, high = low - high, low + high
    if high < low or (unit in ("年", "月", "日") and low > 1900):
        return None
    return found.figure((low * scale, high * scale), name, "range", "range")


def _coded(low: str, high: str, unit: str | None) -> bool:
    """Whether the two are parts of a number of something (15-0032)."""
    return max(len(low), len(high)) > _LONGEST or unit is None and any(re.match(r"0\d", one) for one in (low, high))


def pair(found: Found) -> ReadFigure | None:
    """十五六个, 三四十人, 七八百家."""
    match = found.match
    tens = Decimal(chinese(match["tens"]) or 0) if match["tens"] else Decimal(0)
    size = MULTIPLIERS.get(match["size"] or "", Decimal(1))
    low, high = ((tens + Decimal(chinese(character) or 0)) * size for character in match["near"])
    scale, name = scaled(match["pairu"])
    return found.figure((low * scale, high * scale), name, "range", "range")


def measure(found: Found) -> ReadFigure | None:
    """Any count, with multiplier, unit and qualifiers."""
    match = found.match
    digits, unit, size = match["n"], match["unit"], match["nm"]
    arabic = digits[0].isdigit()
    if len(digits) > _LONGEST:
        return found.figure(None, None, kind="doc_number", start=match.start("n")) if arabic else None
    value = number(digits)
    if value is None or (not arabic and not counts(found)) or (arabic and glued(found)):
        return None
    if unit == "年" and not size and value in _CENTURY:
        return None
    if arabic and not unit and not size and (bare := _bare(found, digits)):
        return bare
    scale, name = scaled(unit)
    value, name = _half(value * MULTIPLIERS.get(size or "", Decimal(1)), name, match["span"])
    marks = (match["na"] or "") + (match["nb"] or "") + (match["span"] or "") + (unit or "" if _HALVES.fullmatch(unit or "") else "")
    name = name or _understood(found, large=bool(size) or not arabic)
    read = _without_window(found, _counted(found, value * scale, name, over=bool(re.search("[余多几来+＋]", marks))))
    return _signed(found, read) if arabic else read


def _understood(found: Found, *, large: bool) -> str | None:
    """The unit that everybody understands: 769万技能人才, 资产12.3亿, 生师比19.85."""
    if not large:
        return "比" if _PUPILS.search(found.before) else None
    if _PEOPLE_AFTER.match(found.after) or _PEOPLE_BEFORE.search(found.before):
        return "人"
    return "元" if _MONEY_BEFORE.search(found.before) else None


def _bare(found: Found, digits: str) -> ReadFigure | None:
    """Digits without unit that are a code or a year."""
    alone = not (found.text[:found.start].strip() or found.text[found.end:].strip()) if len(found.text) < 12 else False
    if re.fullmatch(r"(?:19[4-9]|20[0-4])\d", digits) and not alone and not found.qualifier and not found.match["after"]:
        return found.figure(Decimal(digits), "年", kind="year")
    return None


def _half(value: Decimal, unit: str | None, tail: str | None) -> tuple[Decimal, str | None]:
    """两个半小时, 一年半: half a unit more; 3个多月 is counted in months."""
    found = _HALVES.fullmatch(unit or "")
    half = Decimal("0.5") if tail == "半" or found and found[1] == "半" else 0
    if found:
        unit = "个月" if found[2] == "月" else "周" if found[2] == "星期" else found[2]
    return value + half, unit


def _without_window(found: Found, read: ReadFigure) -> ReadFigure:
    """近三年 is a stretch of time, not nearly three years; 近80年的历史 is."""
    if found.qualifier == "近" and read.unit in _WINDOW_UNITS and read.approx == "nearly" and (
            isinstance(read.value, Decimal) and read.value <= _DECADE or _ERA.match(found.after)):
        return found.figure(read.value, read.unit, start=found.match.start("n"))
    return read


def _signed(found: Found, read: ReadFigure) -> ReadFigure:
    """A sign before the number belongs to it: a loss of -126.5万元; 同比-3% is a change, and goes down."""
    sign = _SIGN.search(found.text[max(0, read.start - 6):read.start]) if found.text[read.start - 1:read.start] in _SIGNS else None
    if not sign or found.qualifier or not isinstance(read.value, Decimal) or read.start == 1 and read.end < len(found.text.rstrip()):
        return read
    change = read.kind == "change" or sign[0].startswith(("同比", "环比", "增"))
    if sign["sign"] == "+" and not change:
        return read
    down = sign["sign"] != "+"
    return found.figure(read.value if change or not down else -read.value, read.unit, read.approx, "change" if change else "quantity",
                        direction=("down" if down else "up") if change else None, start=read.start - 1)


def _counted(found: Found, value: Decimal, unit: str | None, *, over: bool = False) -> ReadFigure:
    before = found.before
    changing = before.rstrip()[-1:] in _CHANGING
    direction = None if not changing else "up" if _UP.search(before) else "down" if _DOWN.search(before) else None
    if direction and _NEW.search(before) and not _COMPARED.search(_NEW.sub("", before)):
        direction = None
    kind = "change" if direction or unit == "个百分点" else "quantity"
    approx = "over" if over else approximation(found.span)
    if approx == "none" and ("约" in before or "大概" in before) and _DETACHED.search(before):
        approx = "about"
    return found.figure(value, unit, approx, kind, direction=direction)


@cache
def scaled(unit: str | None) -> tuple[Decimal, str | None]:
    """What one of the printed unit is in base form, and the unit's standard name."""
    if unit is None:
        return Decimal(1), None
    head, slash, per = unit.partition("/")
    name = _UNIT_NAMES.get(unit) or _UNIT_NAMES.get(head, head) + slash + per
    return _SCALES.get(unit) or (Decimal(1), name)


READERS: dict[str, Callable[[Found], ReadFigure | None]] = {
    "fraction": fraction, "slash": slash, "half": half, "double": double, "tenths": tenths, "ratio": ratio, "range": span_of, "spoken_range": span_of,
    "pair": pair, "measure": measure, "spoken": measure}
