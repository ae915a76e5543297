"""The patterns of figures, as one regular expression tried from the most particular to the most general."""

import re
import unicodedata
from functools import cache

from reportgen.reading.lexicon import Lexicon
from reportgen.reading.numerals import ARABIC, HAN, HAN_SIGNS

BEFORE = ("不低于|不少于|不小于|不超过|不高于|不多于|不足|不到|至少|最多|超过|超出|突破|高于|多于|大于|低于(?!.{0,3}年制)|少于|小于|将近|接近|大约|大概|"
          "达到约|约为|约|近|逾|超|上(?=[百千万亿])|≥|≤|＞|＜|>|<")
AFTER = "及以上|以上|及以下|以下|以内|之内|左右|上下|之多"
SEPARATOR = r"(?:-|－|—{1,2}|–|~|～|至|到)"
_YEAR = r"(?:19|20)\d{2}"
_YEAR_WORD = r"\s?(?:学年|年度|年|届|级)"
_HAN_YEAR = "[一二][〇零九][〇零一二三四五六七八九]{2}"
_MONTHS = r"(?:1[0-2]|0?[1-9])"
_DAYS = r"(?:3[01]|[12]\d|0?[1-9])"
_DASH = r"\s?(?:-|－|—{1,2}|–|~|～|至|/)\s?"
_PAIRS = "一二|一两|两三|二三|三四|三五|四五|五六|六七|七八|八九"
_COMMA = re.compile(r"(?<![０-９])([０-９]{1,3}(?:，[０-９]{3})+)(?![０-９])")
_KEPT = frozenset("：；，。？！（）“”‘’《》〈〉、＋")


def fold(text: str) -> str:
    """Full-width digits, letters and signs to half width, one character for one, so that offsets stay. Circled digits stay.

    >>> fold("１２，４９２人，９６．８％")
    '12,492人，96.8%'
    """
    text = _COMMA.sub(lambda found: found[1].replace("，", ","), text)
    return "".join(map(_folded, text)) if not text.isascii() else text


@cache
def _folded(character: str) -> str:
    if character in _KEPT or unicodedata.category(character) == "No":
        return character
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def _amount() -> str:
    """A numeral with its multiplier and over-mark: 6800余, 2.6万余, 48.2万, 二十多, 100+."""
    han = rf"{HAN}+?(?=[^{HAN_SIGNS}]|$)|{HAN}+"
    return rf"(?P<n>{ARABIC}|{han})(?P<na>(?:余|多|几)?)(?P<nm>万亿|百万|千万|十万|亿|万|千|百)?(?P<nb>(?:余|多(?!元|种|项|个方面|媒体|功能|层)|[+＋](?![\dX]))?)"


@cache
def figures(words: Lexicon) -> re.Pattern[str]:
    """The pattern of every figure; the name of the outermost group says what it is."""
    parts = _names(words) | _times() | _measures(_unit(words))
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in parts.items()))


def _unit(words: Lexicon) -> str:
    """Any unit, with what it is counted per."""
    units = "|".join(re.escape(fold(unit)) for unit in words.units if unit not in ("年", "人"))
    per = r"(?:[/／](?:百生|学年|学期|生|人|年|月|周|天|日|次|班|套|门|期)(?![a-zA-Z]))?"
    return rf"(?:%|‰|(?:{units}|人(?!口(?!径)|[才员民生工]))(?:{per})|年(?!制|级))"


def _names(words: Lexicon) -> dict[str, str]:
    """What has digits and is no number: names, documents, phones, headings."""
    return {
        "word": "|".join(words.words),
        "name_part": "|".join(words.names),
        "doc_number": (r"〔(?:19|20)\d{2}〕\d+号|[\[（(【](?:19|20)\d{2}[\]）)】]\d+号"
                       r"|(?<![A-Za-z])(?:[A-Z]{2,}(?:/[A-Z])?-?|(?:GB|JY|DA|ISO|IEC|DB\d\d)(?:/[A-Z])? )\d{2,}(?:[.\-—:]\d+)*"
                       r"|(?<![A-Za-z\d])[A-Z]{2,}\d*-\d+|(?<!\d)\d{4}-[A-Z]+\d+|(?<!\d)\d{17}[\dXx](?!\d)"
                       r"|(?:(?<=邮编)|(?<=邮政编码)|(?<=代码)|(?<=编号)|(?<=学号)|(?<=工号)|(?<=账号)|(?<=证号)|(?<=群)|(?<=群号)|(?<=微信号)|(?<=标识码))"
                       r"(?:为|是)?[：:]?\s?[A-Za-z\d][A-Za-z\d-]{3,}"),
        "phone": r"(?<!\d)(?:\(?0\d{2,3}\)?[-— ]?\d{7,8}(?:(?:转|-)\d{1,5})?|1[3-9]\d{9}|400-?\d{3}-?\d{4})(?!\d)",
        "reference": r"\[\d+(?:[-,，]\d+)*\]",
        "page": r"(?:(?<=\t)|(?<=[.．…·]{3})|(?<=[.．…·] ))\s*\d{1,4}\s*(?=\n|$)",
        "caption": r"(?:(?<![^\n])(?:附图|附表|附件)\s?\d+|(?:附图|附表|附件|图|表|案例|专栏|附录)\s?\d+(?:[-—.]\d+)*(?![\d%.]*[%人个项门元]))",
        "heading": (r"(?<![^\n])\s*\d{1,2}(?:\.\d{1,2})*(?:[.、．](?![\d])|\s(?=[^\d\s]))"
                    r"|(?<![^\n。；：])[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）](?=[^，。、]{2})"
                    r"|(?<![^\n])[一二三四五六七八九十]{1,3}、|[①-⑳]"),
        "clause": r"第[一二三四五六七八九十百\d]+(?:章|节|条|款)",
    }


def _times() -> dict[str, str]:
    """Years, dates, ordinals."""
    return {
        "school_year": rf"{_YEAR}{_DASH}(?:{_YEAR}|\d{{2}})\s?(?:学年度|学年|年度|年)(?![\d.]*[人元%])|{_YEAR}\s?(?:-|—{{1,2}}|–|~|～)\s?{_YEAR}(?!\d|\s?[%人元个])",
        "date": (rf"{_YEAR}\s?年\s?{_MONTHS}\s?月(?:\s?{_DAYS}\s?日)?|{_YEAR}[-./]{_MONTHS}[-./]{_DAYS}(?!\d)|(?<!\d){_MONTHS}\s?月\s?{_DAYS}\s?日"
                 rf"|{_HAN_YEAR}年[一二三四五六七八九十]+月(?:[一二三四五六七八九十]+日)?|(?<![\d.]){_MONTHS}(?:{SEPARATOR}{_MONTHS})?月(?!\d)"
                 r"|(?<!\d)(?:[01]?\d|2[0-3])[:：][0-5]\d(?:\s?(?:-|—|–|~|～|至)\s?(?:[01]?\d|2[0-3])[:：][0-5]\d)(?!\d)"),
        "year": rf"{_YEAR}{_YEAR_WORD}|{_YEAR}(?=(?:[、，和与及]{_YEAR})*[、，和与及至]{_YEAR}{_YEAR_WORD})|{_HAN_YEAR}年(?:度)?",
        "ordinal": (r"[特一二三四五](?:、[一二三四五])*等(?:奖|次)?(?=奖|[^级于同]|$)(?<=奖)|[特一二三四五]等奖"
                    r"|第(?:\d+|[一二三四五六七八九十百]+)(?:名|位|期|批|届|次|种|轮|个|产业|[类版])?|(?<=[第、][一二三]、)[二三四五](?=产业)产业"
                    r"|前(?:[三五十]|\d+)(?:名|位|强)?(?![\d年个天次项.%]|[月成])|(?i:top)\s?\d+"),
    }


def _measures(unit: str) -> dict[str, str]:
    """Shares, ratios, ranges, and everything that is counted."""
    bounds = rf"(?:{AFTER})?"
    return {
        "fraction": rf"(?:{BEFORE})?(?P<below>{HAN}+)分之(?P<above>{HAN}+(?:点{HAN}+)?)(?:强|弱)?{bounds}",
        "slash": rf"(?:{BEFORE})?(?<![\d/.])(?P<over>[1-9])/(?P<under>[2-9]|10)(?![\d/.]){bounds}(?=[\u4e00-\u9fff，。；、）])",
        "half": rf"(?:超)?过半(?!年|天|个)|(?:{BEFORE})?(?:半数|(?<![\d第])一半){bounds}",
        "double": r"翻(?:了)?(?:近|约)?[一两二三]?番",
        "tenths": (rf"(?:{BEFORE})?(?P<tenth>[一二两三四五六七八九](?:、?[二三四五六七八九])?)成(?P<halfway>半)?(?P<tenthover>多)?{bounds}"
                   r"(?![立果长效为员功熟人就本])"),
        "ratio": (rf"(?:{BEFORE})?(?P<left>\d+(?:\.\d+)?)\s?[:：∶]\s?(?P<right>\d+(?:\.\d+)?)"
                  rf"(?:{SEPARATOR}(?P<left2>\d+(?:\.\d+)?)\s?[:：∶]\s?(?P<right2>\d+(?:\.\d+)?))?{bounds}"),
        "range": (rf"(?:{BEFORE})?(?P<low>{ARABIC})\s?(?P<lowm>万亿|亿|万|千)?(?P<lowu>{unit})?\s?{SEPARATOR}\s?"
                  rf"(?P<high>{ARABIC})\s?(?P<highm>万亿|亿|万|千)?(?P<highu>{unit})?{bounds}"),
        "pair": rf"(?P<tens>[一二三四五六七八九]?十)?(?P<near>{_PAIRS})(?P<size>十|百|千|万)?(?P<pairu>{unit})",
        "measure": rf"(?:(?P<before>{BEFORE})\s?)?{_amount()}\s?(?P<unit>{unit})?(?P<after>{AFTER})?",
    }
