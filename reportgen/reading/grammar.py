"""The patterns of figures, as one regular expression tried from the most particular to the most general."""

import re
import unicodedata
from functools import cache

from reportgen.reading.lexicon import Lexicon
from reportgen.reading.numerals import ARABIC, HAN

BEFORE = ("不低于|不少于|不小于|不超过|不高于|不多于|不足|不到|至少|最多|超过|超出|突破|高于|多于|大于|低于(?!.{0,3}年制)|少于|小于|将近|接近|大约|大概|"
          "达到约|约为|约|近|逾|超|≥|≤|＞|＜|>|<")
AFTER = "及以上|以上|及以下|以下|以内|之内|左右|上下|之多"
OVER_MARK = "余|多"
SEPARATOR = r"(?:-|－|—{1,2}|–|~|～|至|到)"
_YEAR = r"(?:19|20)\d{2}"
_HAN_YEAR = "[一二][〇零九][〇零一二三四五六七八九]{2}"
_MONTHS = r"(?:1[0-2]|0?[1-9])"
_DAYS = r"(?:3[01]|[12]\d|0?[1-9])"


def fold(text: str) -> str:
    """Full-width digits, letters and signs to half width, one character for one, so that offsets stay."""
    return "".join(one if character not in "：；，。？！（）“”‘’《》〈〉、＋" and len(one := unicodedata.normalize("NFKC", character)) == 1
                   else character for character in text)


def _amount(group: str) -> str:
    """A numeral with its multiplier and over-mark: 6800余, 2.6万余, 48.2万, 二十多."""
    return (rf"(?P<{group}>{ARABIC}|{HAN}+?(?=[^零〇一二两三四五六七八九十百千万亿]|$)|{HAN}+)"
            rf"(?P<{group}a>(?:{OVER_MARK}|几)?)(?P<{group}m>万亿|百万|千万|亿|万|千|百)?(?P<{group}b>(?:{OVER_MARK})?)")


@cache
def figures(words: Lexicon) -> re.Pattern[str]:
    """The pattern of every figure; the name of the outermost group says what it is."""
    units = "|".join(re.escape(fold(unit)) for unit in words.units if unit not in ("年", "人"))
    unit = rf"(?:%|‰|{units}|年(?!制|级)|人(?!口(?!径)|[才员民生]))"
    parts = {
        "word": "|".join(words.words),
        "name_part": "|".join(words.names),
        "doc_number": (r"〔20\d{2}〕\d+号|[\[（(【]20\d{2}[\]）)】]\d+号|(?<![A-Za-z])(?:[A-Z]{2,}(?:/[A-Z])?-?|(?:GB|JY|DA|ISO|IEC)(?:/[A-Z])? )\d{2,}(?:[.\-—]\d+)*"
                       r"|(?<![A-Za-z\d])[A-Z]{2,}\d*-\d+|\d{4}-[A-Z]+\d+|\d{17}[\dXx](?!\d)"),
        "phone": r"(?<!\d)(?:0\d{2,3}[-—]\d{7,8}|1[3-9]\d{9}|400-\d{3}-\d{4})(?!\d)",
        "reference": r"\[\d+(?:[-,，]\d+)*\]",
        "page": r"(?:(?<=\t)|(?<=[.．…·]{3})|(?<=[.．…·] ))\s*\d{1,4}\s*(?=\n|$)",
        "caption": r"(?:附图|附表|附件|图|表|案例|专栏)\s?\d+(?:[-—.]\d+)*(?![\d%.]*[%人个项门元])",
        "heading": (r"(?<![^\n])\s*\d{1,2}(?:\.\d{1,2})*(?:[.、．](?![\d])|\s(?=\S))"
                    r"|(?<![^\n。；：])[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）](?=[^，。、]{2})"
                    r"|(?<![^\n])[一二三四五六七八九十]{1,3}、|[①-⑳]"),
        "clause": r"第[一二三四五六七八九十百\d]+(?:章|节|条|款)",
        "school_year": rf"{_YEAR}\s?(?:-|－|—{{1,2}}|–|~|～|至)\s?(?:{_YEAR}|\d{{2}})\s?(?:学年度|学年|年度|年)?(?![\d.]*[人元%])",
        "date": (rf"{_YEAR}年{_MONTHS}月(?:{_DAYS}日)?|{_YEAR}[-./]{_MONTHS}[-./]{_DAYS}(?!\d)|{_MONTHS}月{_DAYS}日"
                 rf"|{_HAN_YEAR}年[一二三四五六七八九十]+月(?:[一二三四五六七八九十]+日)?"),
        "year": rf"{_YEAR}(?:学年|年度|年|届|级)|{_YEAR}(?=[、和与及]{_YEAR}(?:年|届|级))|{_HAN_YEAR}年(?:度)?",
        "ordinal": (r"[特一二三四五](?:、[一二三四五])*等(?:奖|次)?(?=奖|[^级于同]|$)(?<=奖)|[特一二三四五]等奖|第(?:\d+|[一二三四五六七八九十百]+)(?:名|位|期|批|届|次|种|轮|个|产业|[类类版])?"
                    r"|前(?:[三五十]|\d+)(?![\d年个天次项.%名]|[月成])"),
        "fraction": rf"(?:{BEFORE})?(?P<below>{HAN}+)分之(?P<above>{HAN}+(?:点{HAN}+)?)(?:强|弱)?(?:{AFTER})?",
        "half": rf"(?:超)?过半(?!年|天|个)|半数(?:{AFTER})?",
        "double": r"翻(?:了)?[一两二三]?番",
        "tenths": rf"(?:{BEFORE})?(?P<tenth>[一二两三四五六七八九](?:、?[二三四五六七八九])?)成(?P<halfway>半)?(?P<tenthover>多)?(?:{AFTER})?(?![立果长效为员功熟人就本])",
        "ratio": (rf"(?:{BEFORE})?(?P<left>\d+(?:\.\d+)?)\s?[:：∶]\s?(?P<right>\d+(?:\.\d+)?)"
                  rf"(?:{SEPARATOR}(?P<left2>\d+(?:\.\d+)?)\s?[:：∶]\s?(?P<right2>\d+(?:\.\d+)?))?(?:{AFTER})?"),
        "range": (rf"(?:{BEFORE})?(?P<low>{ARABIC})(?P<lowm>万亿|亿|万|千)?(?P<lowu>{unit})?{SEPARATOR}"
                  rf"(?P<high>{ARABIC})(?P<highm>万亿|亿|万|千)?(?P<highu>{unit})?(?:{AFTER})?"),
        "measure": (rf"(?:(?P<before>{BEFORE})\s?)?(?P<amount>{_amount('n')})\s?(?P<unit>{unit})?(?P<after>{AFTER})?"),
    }
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in parts.items()))
