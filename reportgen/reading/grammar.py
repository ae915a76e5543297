"""The patterns of what is measured: shares, ratios, ranges, and everything that is counted."""

import re

from reportgen.reading.folding import fold
from reportgen.reading.lexicon import Lexicon
from reportgen.reading.numerals import ARABIC, HAN, MIXED

BEFORE = (r"(?:±|不[得应能可]?(?:低于|少于|小于|超过|高于|多于|大于)|不下于|不下|不足|不到|至少|至多|最多|最少|超过了?|超出|突破了?|高于|多于|大于|低于|少于|小于|将近|接近|大约|大概|"
          r"约为|(?<![签合契节预履公制条特])约|(?<![附最邻临就靠贴])近|逾|(?<![赶反])超|(?<![以线网海马])上|≥|≤|＞|＜|>|<)")
AFTER = "(?:[（(]含[）)])?(?:及以上|或以上|以上|及以下|或以下|以下)|以内|之内|左右|上下|之多|有余|出头|开外"
SEPARATOR = r"(?:-|－|—{1,2}|–|~|～|至|到)"
_SIZE = r"(?:万亿|[千百十]?亿|个亿|[千百十]?万(?!元户|向|达|州|能|象|家灯火)|千(?![米克瓦伏焦帕卡赫])|百(?!分))"
_ODD = r"(?:余|多(?!元[化素文的]|媒体|功能|层|维|方|样|边|头|重|发|次)|几|来(?=[个家人名所年次种项门位件场篇本]))"
_PAIRS = "一二|一两|两三|二三|三四|三五|四五|五六|六七|七八|八九"
_PER = (r"(?:[/／·•](?:百生|学年|学期|学分|课时|学时|小时|平方米|立方米|公里|生|人|年|月|周|天|日|次|班|套|台|门|期|亩|吨|册|本|节|组|队|户|秒|[sh])(?![a-zA-Z])){0,2}")


QUALIFIED = re.compile(rf"(?:{BEFORE}){{1,2}}[ \t]?\Z")
_AFTER = rf"(?:{AFTER})?"


def measures(words: Lexicon) -> dict[str, str]:
    """By kind, the most particular first; what qualifies a number from the left is looked for when it is found."""
    spoken, written = _unit(words.units), _unit((*words.units, *words.after_digits))
    return {
        "fraction": rf"(?P<below>{HAN}{HAN}{{0,5}})分之(?P<above>{HAN}{{1,12}}(?:点{HAN}{{1,6}})?)(?:强|弱)?{_AFTER}",
        "slash": rf"(?P<over>[1-9])(?<![\d/.].)/(?P<under>[2-9]|10)(?![\d/.]){_AFTER}(?=[\u4e00-\u9fff，。；、）\n]|$)",
        "half": rf"(?:超过半数?|过半数?|近(?<![附最]近)半数?|超半数?|半数|一(?<!\d一)(?<!第一)半)(?!年|天|个|月|小时|径){_AFTER}",
        "double": r"翻(?:了)?(?:近|约)?[一两二三]?番多?",
        "tenths": (rf"(?P<tenth>[1-9一二两三四五六七八九](?<![\d.]\d)(?:、?[二三四五六七八九])?)(?:成?{SEPARATOR}(?P<tenthhigh>[二三四五六七八九十]|[2-9]))?成(?P<halfway>半|[一二三四五六七八九](?![个名家项成人所万千百十年月]))?"
                   rf"(?P<tenthover>多)?{_AFTER}(?![立果长效员功熟人就本都绩交分型品])"),
        "ratio": (rf"(?P<left>[0-9](?<![\d:：∶.]\d)\d*(?:\.\d+)?)[ \t]?(?:[:：∶]|比(?=\d))[ \t]?(?P<right>\d+(?:\.\d+)?)(?![\d:：∶])"
                  rf"(?:{SEPARATOR}(?P<left2>\d+(?:\.\d+)?)[ \t]?[:：∶][ \t]?(?P<right2>\d+(?:\.\d+)?))?{_AFTER}"),
        "range": _ends(ARABIC, r"(?:\d{1,3}(?: \d{3})+(?!\d)|\d[\d,]*)(?:\.\d+)?", written) + _AFTER,
        "spoken_range": _ends(f"{HAN}{HAN}{{0,7}}", f"{HAN}{{1,8}}", spoken) + _AFTER,
        "pair": rf"(?P<tens>[一二三四五六七八九]?十)?(?P<near>{_PAIRS})(?P<size>十|百|千|万)?(?P<pairu>{spoken})",
        "measure": _count(rf"{ARABIC}{MIXED}?", written),
        "spoken": _count(rf"{HAN}{HAN}*(?:点[零〇一二三四五六七八九]{{1,6}}(?=[倍%万亿成个元]))?", spoken),
    }


def _ends(low: str, high: str, unit: str) -> str:
    """Two numbers with what joins them."""
    return (rf"(?P<low>{low})[ \t]?(?P<lowm>{_SIZE})?[ \t]?(?P<lowu>{unit})?[ \t]?(?P<between>{SEPARATOR}|±)[ \t]?"
            rf"(?P<high>{high})[ \t]?(?P<highm>{_SIZE})?[ \t]?(?P<highu>{unit})?")


def _count(numeral: str, unit: str) -> str:
    """A number with its multiplier, over-mark and unit: 6800余人, 2.6万余册, 100+, 3万5千, 两年半."""
    return (rf"(?P<n>{numeral})(?P<na>{_ODD}?)[ \t]?(?P<nm>{_SIZE})?(?P<nb>(?:{_ODD}|[+＋](?![\dX]))?)"
            rf"[ \t]?(?P<unit>{unit})?(?P<span>(?<=[年天周月时倍岁])(?:半|多|余)(?!年|天|数|元|月))?(?P<after>{AFTER})?")


def _unit(units: tuple[str, ...]) -> str:
    """Any of some units, with what it is counted per."""
    plain = "|".join(_spelt(unit) for unit in sorted(units, key=len, reverse=True) if unit not in ("年", "人"))
    return rf"(?:%|‰|个(?:多|余|半)?(?:月|小时|学期|学年|星期)|(?:{plain}|人(?!口(?!径)|[才员民生工文机均]))(?:{_PER})|年(?!制|级|代))"


def _spelt(unit: str) -> str:
    """A unit as a pattern; one of letters ends where the word ends."""
    return re.escape(fold(unit)) + (r"(?![A-Za-z\d])" if unit[-1].isascii() and unit[-1].isalnum() else "")
