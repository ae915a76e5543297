"""The patterns of years, dates and ordinals, and the date they mean."""

import re

from reportgen.reading.numerals import HAN, number

# A pattern that begins with one class of characters is found by the engine at once: hence first digits by themselves.
_FIRST = r"[0-9](?<![\d.]\d)"
_YEAR = r"[12](?<!\d\d)(?:(?<=1)9|(?<=2)0)\d\d(?!\d)"
_OTHER = r"(?:19|20)\d\d(?!\d)"
_YEAR_WORD = r"[ \t]?(?:学年|年度|年|届|级)"
_HAN_YEAR = "[一二][〇零九○Oo0][〇零○Oo0一二三四五六七八九]{2}"
_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
_TO = r"[ \t]?(?:-|－|—{1,2}|–|~|～|至|到)[ \t]?"
_DASH = r"[ \t]?(?:-|－|—{1,2}|–|~|～|至|/)[ \t]?"
_CLOCK = r"(?:[01]?\d|2[0-3])[:：][0-5]\d(?:[:：][0-5]\d)?"
_HOUR = r"(?:[01]?\d|2[0-4])[时点](?![间代长段期])(?:[0-5]?\d分|半)?"
_PLACE = "一二三四五六七八九十"
_COUNTS = "(?:[‰万亿元人个分册项门名家所台套亩吨米天次件篇部本种张位㎡]|学[时分]|课时|平[方米]|公[里顷斤]|千[米克瓦]|小时)"  # what follows a count: 2012.5册 is no month
_CLASS = r"(?:名|位|届|期|批|轮|次|类|产业)"
_NUMERAL = re.compile(rf"\d+|{HAN}+")
_TODAY = re.compile(rf"\s*T?\s*(?:{_CLOCK}|{_HOUR})")


def dates() -> tuple[tuple[str, str], ...]:
    """Kind and pattern, the most particular first."""
    return (*(("school_year", pattern) for pattern in _school_years()), *(("date", pattern) for pattern in _days()),
            *(("year", pattern) for pattern in _years()), *(("ordinal", pattern) for pattern in _ordinals()))


def _school_years() -> tuple[str, ...]:
    return (
        rf"{_YEAR}{_DASH}(?:{_OTHER}|\d\d)[ \t]?(?:学年度|学年|年度|年|级|届)(?![\d.]*[人元%])",
        rf"{_FIRST}\d(?:-|—{{1,2}}|–|~|/)\d\d学年度?",
        rf"{_YEAR}(?<![.,]\d{{4}})[ \t]?(?:-|—{{1,2}}|–|~|～)[ \t]?{_OTHER}(?![ \t]?[%人元个万]|\.\d)",
    )


def _days() -> tuple[str, ...]:
    return (
        rf"{_YEAR}[ \t]?年[ \t]?{_MONTH}[ \t]?月(?:[ \t]?{_DAY}[ \t]?[日号](?:{_HOUR})?)?(?:[ \t]?{_CLOCK})?",
        rf"{_YEAR}[-./]{_MONTH}[-./]{_DAY}(?!\d)(?:[ \t]?T?[ \t]?{_CLOCK})?",
        rf"{_YEAR}(?<![.]\d{{4}})(?:\.{_MONTH}(?:{_TO}{_OTHER}\.{_MONTH})?|-(?:0[1-9]|1[0-2]))(?![\d\-%]|[ \t]?{_COUNTS})",
        rf"{_FIRST}\d?(?<![2-9]\d)[ \t]?月[ \t]?{_DAY}[ \t]?[日号](?:{_HOUR}|[ \t]?{_CLOCK})?",
        rf"{_FIRST}\d?(?<![2-9]\d)(?:{_TO}{_MONTH})?月(?!\d)",
        rf"(?<=[午晨晚夜早]){_HOUR}",
        rf"[01](?<!\d\d)\d-(?:[0-2]\d|3[01])[ \t]{{1,2}}{_CLOCK}",
        rf"{_FIRST}\d?(?<![4-9]\d)日(?![均产内以])",
        rf"{_FIRST}\d?[:：][0-5]\d{_TO}{_CLOCK}(?![\d:：])",
        rf"{_FIRST}\d?[:：][0-5]\d[:：][0-5]\d(?![\d:：])",
        rf"[{_PLACE}](?<![{_PLACE}几][{_PLACE}])[{_PLACE}]?月(?:[{_PLACE}]{{1,3}}[日号])?",
        rf"{_HAN_YEAR}年[{_PLACE}]+月(?:[{_PLACE}]+日)?",
    )


def _years() -> tuple[str, ...]:
    return (
        rf"{_YEAR}{_YEAR_WORD}",
        rf"{_YEAR}(?=[、，和与及至—-]{{1,2}}{_OTHER}(?:[、，和与及至—-]{_OTHER}){{0,6}}{_YEAR_WORD})",  # 2019、2021年
        rf"{_YEAR}(?<=[（(]\d{{4}})(?=[ \t]?[-—–]?[ \t]?[)）年])",
        rf"{_YEAR}(?<=[《“]\d{{4}})(?=[\u4e00-\u9fff])",
        rf"{_YEAR}(?<=[》\s]\d{{4}})(?=第\d|[ \t]?[（(]\d)",
        rf"{_HAN_YEAR}年(?:度)?",
        rf"{_FIRST}\d世纪(?:\d0年代|[{_PLACE}]{{1,2}}年代)?(?:初|末|中叶)?",
        rf"{_FIRST}0年代|{_FIRST}0{_TO}\d0年代|[二三四五六七八九]十年代|二?十一?世纪",
        rf"[012](?<![\d.第]\d)\d[级届](?=[\u4e00-\u9fff]{{0,8}}(?:生|\d{{0,2}}班|专业|学员))",
    )


def _ordinals() -> tuple[str, ...]:
    return (
        r"[特一二三四五](?:、[一二三四五])*等(?:奖|次)?(?=奖|[^级于同]|$)(?<=奖)|[特一二三四五]等奖",
        rf"第(?:\d+|[{_PLACE}百千〇零]+)(?:名|位|期|批|届|次|种|轮|个|产业|学期|学年|年(?!级)|[类版页号周天])?",
        rf"[{_PLACE}\d](?<=第[{_PLACE}\d]、[{_PLACE}\d])(?=[、和]|{_CLASS}){_CLASS}?",                    # 第六、七位
        rf"[{_PLACE}](?<=第[{_PLACE}]、[{_PLACE}]、[{_PLACE}])(?=[、和]|{_CLASS}){_CLASS}?",                # 第一、二、三产业
        rf"[{_PLACE}](?<=第[{_PLACE}]和[{_PLACE}]){_CLASS}",
        rf"\d(?<=第\d[-—～~至]\d)\d*{_CLASS}|\d(?<=第\d\d[-—～~至]\d)\d*{_CLASS}",                    # 第3-5位
        rf"前(?:[二两{_PLACE}]|\d{{1,3}})(?:名|位|强|甲)?(?![\d.%]|[年个天次项月成季周届期批轮所家门种])",
        r"[Tt][Oo][Pp][ \t]?\d+",
    )


def iso(span: str) -> str | None:
    """As ISO 8601 writes it, an unnamed year as a dash; None for a time of day or a stretch of time.

    >>> iso("2021年3月"), iso("5月24日"), iso("2018-08-02 15:25"), iso("14:30"), iso("3—5月")
    ('2021-03', '--05-24', '2018-08-02', None, None)
    """
    span = _TODAY.sub("", span) if re.search(r"\d\s*[年月日号T]|\d[-./]\d", span) else span
    if re.search("[:：]", span) or re.search(_TO, re.sub(r"\d-\d", "", span)):
        return None
    numbers = [int(number(part) or 0) for part in _NUMERAL.findall(span)]
    if not numbers or len(numbers) > 3 or len(numbers) == 1 and not re.search("[月日号]", span):
        return None
    head, rest = (f"{numbers[0]:04d}", numbers[1:]) if numbers[0] > 1000 else ("-", numbers if "月" in span or len(numbers) > 1 else [])
    return "-".join([head, *(f"{one:02d}" for one in rest)]) if rest else f"---{numbers[0]:02d}" if "日" in span else head
