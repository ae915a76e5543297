"""`read_figures`: every figure of a Chinese text, as a careful person would mark it."""

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.core.reading import ReadFigure
from reportgen.reading.grammar import figures, fold
from reportgen.reading.lexicon import Lexicon, lexicon
from reportgen.reading.numerals import HAN, MULTIPLIERS, chinese, number

_APPROX = {
    "about": ("约", "大约", "大概", "约为", "左右", "上下"),
    "over": ("超过", "超出", "突破", "高于", "多于", "大于", "逾", "超", "＞", ">", "之多"),
    "nearly": ("近", "将近", "接近"),
    "at_least": ("不低于", "不少于", "不小于", "至少", "≥", "以上", "及以上"),
    "at_most": ("不超过", "不高于", "不多于", "不足", "不到", "最多", "低于", "少于", "小于", "≤", "＜", "<", "以下", "及以下", "以内", "之内"),
}
_MEANING = {word: approx for approx, words in _APPROX.items() for word in words}
_UNIT_NAMES = {"㎡": "平方米", "平米": "平方米", "㎡/生": "平方米/生", "百分点": "个百分点", "万字": "字", "台（套）": "台套", "台(套)": "台套", "大": "个"}
_NEW = re.compile(r"新增(?:了|约|近|超过?|逾)?$")
_COMPARED = re.compile(r"(?:较|比|同比|环比)[^，。；]{0,10}$")
_UP = re.compile(r"(?:增加|增长|提高|提升|上升|增收|增幅|涨幅|升幅|净增|增|(?<![晋攀飙])升|(?<![许最])多)(?:了|为|达到|达|约|近|超过|超|逾|率为|比例为)*[:：]?$")
_DOWN = re.compile(r"(?:减少|下降|降低|回落|下滑|缩减|减幅|降幅|跌幅|微降|降|少)(?:了|为|达到|达|约|近|超过|超|逾)*[:：]?$")
_IDIOM_UNITS = {"个", "种", "批", "次", "项", "位", "支", "名", "条", "家", "大", "类", "方面", "代", "点", "线", "场", "路", "站", "端", "年", "人",
                "班", "课", "体", "套", "层", "对", "本", "张", "所", "处", "步", "部", "期", "组", "间", "校", "省", "市", "县", "村", "国", "队", "轮",
                "首", "号", "集", "句", "天", "月", "座", "分", "周", "头", "只"}
_WORDS_AFTER_ONE = re.compile(r"[一]$")


def read_figures(text: str, words: Lexicon | None = None) -> tuple[ReadFigure, ...]:
    """Every figure of `text` in order, those that no snapshot measures included (years, names, numbers of documents).

    words: a school's lexicon instead of the built-in one. Offsets are characters of the text as given. Units and kinds: see `reportgen.core.reading.ReadFigure`.
    """
    return tuple(_read(text, fold(text), words or lexicon()))


def _read(text: str, folded: str, words: Lexicon) -> Iterator[ReadFigure]:
    pattern, position = figures(words), 0
    while match := pattern.search(folded, position):
        found = _figure(match, folded)
        if found is None:
            position = max(match.end() if match.end() > match.start() else match.start() + 1, match.start() + 1)
            continue
        start, end = found.start, found.end
        yield ReadFigure(start, end, text[start:end], found.value, found.unit, found.approx, found.kind, found.direction)
        position = end


def _figure(match: re.Match[str], text: str) -> ReadFigure | None:
    kind = match.lastgroup if match.lastgroup in _READERS else next(name for name in _READERS if match.group(name) is not None)
    return _READERS[kind](match, text, kind)


def _plain(match: re.Match[str], kind: str, value: object = None, unit: str | None = None) -> ReadFigure:
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    return ReadFigure(start, match.start() + len(match.group().rstrip()), "", value, unit, "none", kind)


def _name(match: re.Match[str], text: str, kind: str) -> ReadFigure:
    return _plain(match, kind)


def _section(match: re.Match[str], text: str, kind: str) -> ReadFigure:
    return _plain(match, "section_number")


def _clause(match: re.Match[str], text: str, kind: str) -> ReadFigure:
    law = "》" in text[max(0, match.start() - 2):match.start()] or "法" in text[max(0, match.start() - 1):match.start()]
    return _plain(match, "law_ref" if law else "section_number")


def _school_year(match: re.Match[str], text: str, kind: str) -> ReadFigure:
    return _plain(match, "year", match.group(), None)


def _date(match: re.Match[str], text: str, kind: str) -> ReadFigure:
    numbers = [number(part) for part in re.findall(rf"\d+|{HAN}+", match.group())]
    head = f"{int(numbers[0]):04d}" if numbers[0] > 1000 else "-"
    rest = numbers[1:] if numbers[0] > 1000 else numbers
    return _plain(match, kind, "-".join([head, *(f"{int(one):02d}" for one in rest)]))


def _year(match: re.Match[str], text: str, kind: str) -> ReadFigure:
    value = number(re.match(rf"\d+|{HAN}+", match.group()).group())
    unit = "届" if match.group().endswith("届") else "年"
    return _plain(match, kind, value, unit)


def _ordinal(match: re.Match[str], text: str, kind: str) -> ReadFigure | None:
    found = re.search(rf"\d+|{HAN}+", match.group())
    return _plain(match, kind, number(found.group()) if found else None)


def _fraction(match: re.Match[str], text: str, kind: str) -> ReadFigure | None:
    below, above = chinese(match["below"]), _with_point(match["above"])
    if not below or above is None:
        return None
    unit, value = ("%", above / 100) if match["below"] == "百" else ("‰", above / 1000) if match["below"] == "千" else ("比例", above / below)
    return _measure_of(match, text, value, unit)


def _with_point(text: str) -> Decimal | None:
    if "点" not in text:
        return chinese(text)
    whole, part = text.split("点", 1)
    digits = [chinese(character) for character in part]
    return chinese(whole) + Decimal("0." + "".join(str(digit) for digit in digits))


def _half(match: re.Match[str], text: str, kind: str) -> ReadFigure:
    over = "过半" in match.group()
    approx = "over" if over else _approx(match.group())
    return ReadFigure(match.start(), match.end(), "", Decimal("0.5"), "比例", approx, "quantity")


def _double(match: re.Match[str], text: str, kind: str) -> ReadFigure:
    times = chinese(found.group()) if (found := re.search("[一两二三]", match.group())) else Decimal(1)
    return ReadFigure(match.start(), match.end(), "", Decimal(2) ** int(times) - 1, "倍", "none", "change", "up")


def _tenths(match: re.Match[str], text: str, kind: str) -> ReadFigure | None:
    digits = [chinese(character) for character in match["tenth"] if character != "、"]
    half = Decimal("0.05") if match["halfway"] else Decimal(0)
    if len(digits) == 2:
        low, high = (digit / 10 for digit in digits)
        return ReadFigure(match.start(), match.end(), "", (low, high), "成", "range", "range")
    return _measure_of(match, text, digits[0] / 10 + half, "成", over=bool(match["tenthover"]))


def _ratio(match: re.Match[str], text: str, kind: str) -> ReadFigure | None:
    if re.search(r"\d$", text[:match.start()]) or re.match(r"\d|:\d", text[match.end():]):
        return None
    if _is_time(match, text):
        return None
    left, right = Decimal(match["left"]), Decimal(match["right"])
    if match["left2"]:
        first, second = (left, Decimal(match["left2"])) if right == Decimal(match["right2"]) else (right, Decimal(match["right2"]))
        return ReadFigure(match.start(), match.end(), "", (first, second), "比", "range", "ratio")
    return ReadFigure(match.start(), match.end(), "", (left, right), "比", _approx(match.group()), "ratio")


def _is_time(match: re.Match[str], text: str) -> bool:
    return bool(re.fullmatch(r"(?:[01]?\d|2[0-3])[:：][0-5]\d", match.group())) and bool(
        re.search(r"(?:上午|下午|晚上?|时间|日|早)\s?$", text[:match.start()]) or re.match(r"\s?(?:前|后|开始|-|—|至)", text[match.end():]))


def _range(match: re.Match[str], text: str, kind: str) -> ReadFigure | None:
    if re.search(r"[A-Za-z]-?$", text[:match.start()]):
        return None
    unit = match["highu"] or match["lowu"]
    if match["lowu"] and not match["highu"]:
        return None
    size_high = MULTIPLIERS.get(match["highm"] or "", Decimal(1))
    size_low = MULTIPLIERS.get(match["lowm"] or ("" if match["lowu"] else match["highm"]) or "", Decimal(1))
    low, high = number(match["low"]) * size_low, number(match["high"]) * size_high
    scale, name = _scale(unit)
    if high < low or (unit in ("年", "月", "日") and low > 1900):
        return None
    return ReadFigure(match.start(), match.end(), "", (low * scale, high * scale), name, "range", "range")


def _measure(match: re.Match[str], text: str, kind: str) -> ReadFigure | None:
    digits, unit = match["n"], match["unit"]
    arabic = digits[0].isdigit()
    size = MULTIPLIERS.get(match["nm"] or "", Decimal(1))
    value = number(digits)
    if value is None or (not arabic and not _counts(match, text)) or (arabic and _glued(match, text)):
        return None
    scale, name = _scale(unit)
    over = bool(match["na"] or match["nb"]) and (match["na"] or match["nb"]) in "余多"
    return _measure_of(match, text, value * size * scale, name, over=over)


def _measure_of(match: re.Match[str], text: str, value: Decimal, unit: str | None, *, over: bool = False) -> ReadFigure:
    approx = "over" if over else _approx(match.group())
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    before = text[max(0, start - 12):start]
    direction = "up" if _UP.search(before) else "down" if _DOWN.search(before) else None
    if _NEW.search(before) and not _COMPARED.search(_NEW.sub("", before)):
        direction = None
    kind = "change" if direction or unit == "个百分点" else "quantity"
    end = match.end() - (len(match.group()) - len(match.group().rstrip()))
    return ReadFigure(start, end, "", value, unit, approx, kind, direction)


def _approx(span: str) -> str:
    for word in sorted(_MEANING, key=len, reverse=True):
        if span.startswith(word) or span.endswith(word):
            return _MEANING[word]
    return "none"


def _scale(unit: str | None) -> tuple[Decimal, str | None]:
    if unit == "%":
        return Decimal("0.01"), "%"
    if unit == "‰":
        return Decimal("0.001"), "‰"
    if unit == "万字":
        return Decimal(10_000), "字"
    return Decimal(1), _UNIT_NAMES.get(unit, unit) if unit else None


def _counts(match: re.Match[str], text: str) -> bool:
    """Whether a Chinese numeral counts something: it has a unit and is no idiom (一个, 一批, 统一)."""
    digits, unit = match["n"], match["unit"]
    multiple = match["nm"] or len(digits) > 1 or digits in "百千万亿十"
    if digits in ("百", "千", "万", "亿", "百万", "千万", "万亿"):
        return bool(match["before"] or match["na"] or match["nb"]) and bool(unit)
    if not unit:
        return False
    if digits == "一" and unit in _IDIOM_UNITS and not match["before"]:
        return False
    if re.search(r"[第每各逐同统单唯万之十新进某任头前后上下这那另]$", text[:match.start()]) and not multiple:
        return False
    return not (unit in ("大", "线", "路", "点", "分", "站", "端", "号", "级") and digits == "一")


def _glued(match: re.Match[str], text: str) -> bool:
    """Whether Arabic digits are part of a code or a name (A类1, B2C, 2.0版, file.2)."""
    before, after = text[:match.start("n")][-1:], text[match.end():][:1]
    if before and before.isascii() and (before.isalpha() or before in "_/#.") and match["before"] is None:
        return True
    if match["unit"] is None and after and after.isascii() and (after.isalpha() or after == "_"):
        return True
    return match["unit"] is None and text[match.end():][:1] == "版"


def _skip(match: re.Match[str], text: str, kind: str) -> None:
    return None


_READERS = {
    "word": _skip, "name_part": _name, "doc_number": _name, "phone": _name, "reference": _section, "page": _section, "caption": _section, "heading": _section,
    "clause": _clause, "school_year": _school_year, "date": _date, "year": _year, "ordinal": _ordinal, "fraction": _fraction,
    "half": _half, "double": _double, "tenths": _tenths, "ratio": _ratio, "range": _range, "measure": _measure,
}
