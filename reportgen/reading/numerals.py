"""Numerals as Chinese texts write them, to exact Decimals."""

import re
from decimal import Decimal

_DIGITS = {character: value for value, characters in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
           for character in characters}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BANKERS = str.maketrans("萬億", "万亿")
_SIZES = {"亿": 100_000_000, "万": 10_000}
MULTIPLIERS = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "十万": Decimal(100_000),
               "百万": Decimal(1_000_000), "千万": Decimal(10_000_000), "亿": Decimal(100_000_000), "个亿": Decimal(100_000_000), "十亿": Decimal(1_000_000_000),
               "百亿": Decimal(10_000_000_000), "千亿": Decimal(100_000_000_000), "万亿": Decimal(1_000_000_000_000)}

_LONGEST = 24  # signs of a numeral that anybody means

HAN_SIGNS = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億廿卅"
HAN = f"[{HAN_SIGNS}]"
# A pattern that begins with one class of characters is found by the engine at once: hence the first digit by itself.
ARABIC = r"[0-9](?<!\d\d)(?<!\d[.．]\d)(?:\d{0,2}(?:,\d{3}){1,6}(?!\d)|\d{0,2}(?: \d{3}){1,6}(?!\d)|\d*)(?:\.\d+)?"
MIXED = r"(?:亿\d{1,4}(?:\.\d+)?万|万\d千|万\d{4}(?!\d)|亿\d千万)"
_MIXED = re.compile(r"(\d+)(亿|万)(\d[\d.]*)(千万|千|万)?")


def chinese(text: str) -> Decimal | None:
    """The value of a Chinese numeral; None if it is none.

    >>> chinese("一万二千三百"), chinese("二〇二四"), chinese("十二"), chinese("百"), chinese("壹仟贰佰万"), chinese("三点五")
    (Decimal('12300'), Decimal('2024'), Decimal('12'), Decimal('100'), Decimal('12000000'), Decimal('3.5'))
    """
    text, point, part = text.translate(_BANKERS).replace("廿", "二十").replace("卅", "三十").partition("点")
    whole = _whole(text)
    if whole is None or not point:
        return whole
    digits = [_DIGITS.get(character) for character in part]
    return None if not digits or None in digits else whole + Decimal("0." + "".join(map(str, digits)))


def _whole(text: str) -> Decimal | None:
    if len(text) > 1 and all(character in _DIGITS for character in text):
        return Decimal("".join(str(_DIGITS[character]) for character in text))
    if not 0 < len(text) <= _LONGEST:
        return None
    for sign, size in _SIZES.items():
        if sign in text:
            high, low = text.rsplit(sign, 1) if sign == "亿" else text.split(sign, 1)
            upper = _whole(high) if high else Decimal(1)
            lower = _below_ten_thousand(low) if low else Decimal(0)
            return None if upper is None or lower is None else upper * size + lower
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> Decimal | None:
    if "万" in text:
        return _whole(text)
    total, digit, last = 0, None, 10_000
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS and _TENS[character] < last:
            last = _TENS[character]
            total += (1 if digit is None else digit) * last
            digit = None
        else:
            return None
    return Decimal(total + (digit or 0))


def number(text: str) -> Decimal | None:
    """The value of an Arabic, Chinese or mixed numeral, separators and blanks allowed.

    >>> number("21,302.14"), number("5 120"), number("四十八"), number("1亿2000万"), number("3万5千")
    (Decimal('21302.14'), Decimal('5120'), Decimal('48'), Decimal('120000000'), Decimal('35000'))
    """
    plain = text.replace(",", "").replace(" ", "")
    if plain and plain.replace(".", "", 1).isdecimal():
        return Decimal(plain)
    if mixed := _MIXED.fullmatch(plain):
        return Decimal(mixed[1]) * _SIZES[mixed[2]] + Decimal(mixed[3]) * MULTIPLIERS.get(mixed[4] or "", Decimal(1))
    return chinese(plain)
