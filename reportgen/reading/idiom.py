"""Numerals that count nothing: 一个, 统一, 零件; and digits that belong to a code or a name."""

import re

from reportgen.reading.found import Found

_BOUND_BEFORE = re.compile(r"[第每各逐同统单唯万之十新进某任头前后上下这那另]")
_AWARD = re.compile(r"奖(?:项)?$")
_ONES = frozenset(("个百分点", "百分点", "倍"))
_NO_COUNTS = frozenset("线 路 站 端 号 字".split())
_ROUND = frozenset("百千万亿")
_TENS = frozenset("十百千万亿")
_UNIT_CELL = 3  # characters of a cell that says ∶1 for a unit
_STOPS = re.compile(r"[，。；、,;.！!？?）)”\n的]|(?:高职|在校|毕业|应届|农村|各类)?(?:人|学|师|工|生|农|群|居|用户|粉丝|观众)|$")


def counts(found: Found) -> bool:
    """Whether a Chinese numeral counts something: it has a unit and is no idiom; without one only where its size is told (超百万)."""
    match = found.match
    digits, unit = match["n"], match["unit"]
    odd = match["na"] or match["nb"]
    strong = bool(found.qualifier or odd)
    if not unit:
        large = len(digits) > 1 and not _TENS.issuperset(digits) and ("万" in digits or "亿" in digits)
        return bool((strong or large) and _TENS & set(digits) and (odd and len(digits) > 1 or _STOPS.match(found.after)))
    if _ROUND.issuperset(digits):
        return strong
    if digits in ("零", "〇") or unit in _NO_COUNTS and len(digits) == 1:
        return False
    if digits == "一":
        return bool(found.qualifier) or unit in _ONES or match["span"] == "半" or unit[:2] in ("个半", "个多") or bool(_AWARD.search(found.before))
    return len(digits) > 1 or digits in _TENS or bool(match["nm"]) or not _BOUND_BEFORE.match(found.text[max(0, match.start() - 1):match.start()])


def glued(found: Found) -> bool:
    """Whether Arabic digits are part of a code or a name (A类1, B2C, file.2, 2.0版)."""
    match = found.match
    place = match.start("n")
    before, after = found.text[max(0, place - 2):place], found.text[match.end():match.end() + 1]
    if before.strip() in ("∶", ":", "：") and len(found.text.strip()) <= _UNIT_CELL:
        return True
    if not found.qualifier and before and before[-1].isascii() and (before[-1].isalpha() or before[-1] in "_/#."):
        if match["unit"] is None or not (before[-1].isalpha() and before[:1].isascii() and before[:1].isalpha() and len(before) == 2):
            return True
    if match["unit"] is None and after and after.isascii() and (after.isalpha() or after == "_"):
        return True
    return match["unit"] is None and after == "版"
