"""Numerals as Chinese texts write them, to exact Decimals."""

from decimal import Decimal

_DIGITS = {character: value for value, characters in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
           for character in characters}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BANKERS = str.maketrans("萬億", "万亿")
MULTIPLIERS = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "十万": Decimal(100_000),
               "百万": Decimal(1_000_000), "千万": Decimal(10_000_000), "亿": Decimal(100_000_000), "万亿": Decimal(1_000_000_000_000)}

HAN_SIGNS = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億"
HAN = f"[{HAN_SIGNS}]"
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?: \d{3})+(?!\d)|\d+)(?:\.\d+)?"


def chinese(text: str) -> Decimal | None:
    """The value of a Chinese numeral; None if it is none.

    >>> chinese("一万二千三百"), chinese("二〇二四"), chinese("十二"), chinese("百"), chinese("壹仟贰佰万")
    (Decimal('12300'), Decimal('2024'), Decimal('12'), Decimal('100'), Decimal('12000000'))
    """
    text = text.translate(_BANKERS)
    if not text:
        return None
    if len(text) > 1 and all(character in _DIGITS for character in text):
        return Decimal("".join(str(_DIGITS[character]) for character in text))
    for sign, size in (("亿", 100_000_000), ("万", 10_000)):
        if sign in text:
            high, low = text.rsplit(sign, 1) if sign == "亿" else text.split(sign, 1)
            upper = chinese(high) if high else Decimal(1)
            lower = _below_ten_thousand(low) if low else Decimal(0)
            return None if upper is None or lower is None else upper * size + lower
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> Decimal | None:
    if "万" in text:
        return chinese(text)
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
    """The value of an Arabic or Chinese numeral, separators and blanks allowed.

    >>> number("21,302.14"), number("5 120"), number("四十八")
    (Decimal('21302.14'), Decimal('5120'), Decimal('48'))
    """
    plain = text.replace(",", "").replace(" ", "")
    if plain and plain.replace(".", "", 1).isdecimal():
        return Decimal(plain)
    return chinese(plain)
