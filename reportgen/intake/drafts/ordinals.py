"""Ordinals typed by hand before headings and items: 第一章 · 一、 · （一） · 1. · 1.1 · （1） · ①."""

import re
import unicodedata
from dataclasses import dataclass

_HAN = "〇零一二三四五六七八九十百"
_KINDS = (  # from the highest to the lowest; each pattern holds the number
    ("chapter", re.compile(rf"第([{_HAN}]+|\d{{1,2}})[章编部](?:分)?[\s\u3000、：:]*")),
    ("section", re.compile(rf"第([{_HAN}]+|\d{{1,2}})节[\s\u3000、：:]*")),
    ("han", re.compile(rf"([{_HAN}]{{1,3}})[、.．,，][\s\u3000]*(?=\S)|([{_HAN}]{{1,3}})[\s\u3000]+")),
    ("bracketed han", re.compile(rf"[（(]([{_HAN}]{{1,3}})[)）][、.．]?[\s\u3000]*")),
    ("decimal", re.compile(r"(\d{1,2})[.．、](?![\d.．])[\s\u3000]*")),
    ("deeper decimal", re.compile(r"(\d{1,2}(?:[.．]\d{1,2})+)(?:[.．、]|[\s\u3000]+|(?=[^\d\s.．%‰万亿元个人项倍：:∶]))[\s\u3000]*")),
    ("bracketed decimal", re.compile(r"[（(](\d{1,2})[)）][、.．]?[\s\u3000]*|(\d{1,2})[)）][、.．]?[\s\u3000]*")),
    ("circled", re.compile(r"([①-⑳])[\s\u3000]*")),
    ("bare", re.compile(r"(\d{1,2})[\s\u3000]+(?=[^\d\s])")),
)
_DIGITS = {one: value for value, one in enumerate("零一二三四五六七八九")} | {"〇": 0}
RANKS = {name: rank for rank, (name, _) in enumerate(_KINDS)}


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A typed ordinal. kind: one of RANKS; number: its last place; depth: how many places it has; length: in characters."""

    kind: str
    number: int
    depth: int
    length: int


def ordinal(text: str) -> Ordinal | None:
    """The ordinal that `text` begins with; None if there is none, or nothing follows it.

    >>> [(one.kind, one.number) for one in map(ordinal, ("（十一）以赛促学", "2.就业流向", "1.2 课程", "三、")) if one]
    [('bracketed han', 11), ('decimal', 2), ('deeper decimal', 2)]
    """
    for kind, pattern in _KINDS:
        found = pattern.match(text)
        if found and text[found.end():].strip():
            digits = next(group for group in found.groups() if group)
            places = re.split(r"[.．]", digits)
            return Ordinal(kind, _value(places[-1]), len(places), found.end())
    return None


def _value(digits: str) -> int:
    plain = unicodedata.normalize("NFKC", digits)
    return int(plain) if plain.isdecimal() else _han(plain)


def _han(digits: str) -> int:
    """Chinese numerals below a thousand.

    >>> [_han(one) for one in ("十", "十二", "二十", "三十四", "百")]
    [10, 12, 20, 34, 100]
    """
    total = ones = 0
    for one in digits:
        if one in _DIGITS:
            ones = _DIGITS[one]
        else:
            total, ones = total + (ones or 1) * {"十": 10, "百": 100}[one], 0
    return total + ones
