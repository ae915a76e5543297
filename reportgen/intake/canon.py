"""Canonical text of a cell: one spelling for each value, exact, "" for nothing.

integer 1234 · decimal, percent 96.5 (no trailing zeros; a percentage as printed) · date 2025-06-12 · month 2025-06 · year 2025 ·
flag true, false · code without blanks · text trimmed, inner blanks single. What does not fit its column raises `Unfit`.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from reportgen.intake.oddities import ERRORS, UNCACHED
from reportgen.intake.sheets import Cell

EMPTY = frozenset({"", "-", "--", "—", "——", "–", "－", "/", "／", "\\", "无", "空", "暂无", "NULL", "null", "None", "N/A", "n/a"})
_NUMBER = re.compile(r"[-+]?\d{1,30}(\.\d{1,30})?([eE][-+]?\d{1,2})?\Z")
_GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d{1,30})?\Z")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?\Z")
_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\Z")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?(?:[-/.]?(\d{1,2})日?)?\Z")
_YEAR = re.compile(r"(\d{4})(?:年度?|届|级|[-/.年](\d{1,2})月?(?:[-/.]?(\d{1,2})日?)?)?\Z")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?\Z")
_TRUE = frozenset({"是", "有", "y", "yes", "true", "1", "√", "✓", "对"})
_FALSE = frozenset({"否", "n", "no", "false", "0", "×", "✗", "不是"})
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_SERIAL = "像是 Excel 存日期用的序号：把这一列的单元格格式改成“日期”后另存"
_LETTERS = ("code", "text")
_EXACT = Decimal(10) ** 15
_LEAST = Decimal("0.000001")  # a smaller one would be kept as nothing
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


class Unfit(ValueError):
    """A cell that does not fit its column. code: the finding's. wanted, hint: Chinese. near: what it may well mean ("" if unknown)."""

    def __init__(self, code: str, wanted: str, hint: str, near: str = "") -> None:
        super().__init__(wanted)
        self.code, self.wanted, self.hint, self.near = code, wanted, hint, near


def trimmed(cell: Cell) -> str:
    """A cell as text: no blanks at the ends, inner blanks single, nothing invisible.

    >>> trimmed("  学士\\u3000"), trimmed(76.0), trimmed(True)
    ('学士', '76', '是')
    """
    if isinstance(cell, str):
        if cell.isalnum():  # nearly all: nothing to trim
            return cell
        text = cell.strip()
        if not text.isprintable() or "  " in text:
            text = " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in text.translate(_INVISIBLE)).split())
        return text
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float):
        return _decimal_text(Decimal(format(cell, ".15g")))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def halfwidth(text: str) -> str:
    """Full-width letters, digits and signs as half-width ones; nothing else, or ② and ² would turn into digits."""
    return text if text.isascii() else text.translate(_WIDE)


def _decimal_text(value: Decimal) -> str:
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def number(cell: Cell) -> str:
    """An exact number; thousands separators, full-width digits and numbers typed as text are read.

    >>> number("１,234.50 "), number(0.1 + 0.2)
    ('1234.5', '0.3')
    """
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else _checked(Decimal(format(cell, ".15g")))
    text = halfwidth(trimmed(cell)).replace("−", "-").replace(" ", "")
    if _GROUPED.match(text):
        text = text.replace(",", "")
    if isinstance(cell, bool | date | time | timedelta) or not _NUMBER.match(text):
        raise Unfit("K121", "数字", "只填数字，不带“约”“左右”等文字和单位；没有数据就留空")
    return _checked(Decimal(text))


def _checked(value: Decimal) -> str:
    if not abs(value) < _EXACT:
        raise Unfit("K122", "一千万亿以内的数", "核对数值")
    if value and abs(value) < _LEAST:
        raise Unfit("K122", "零，或不小于0.000001的数", "核对数值和单位")
    return _decimal_text(value)


def integer(cell: Cell) -> str:
    """A whole number."""
    text = number(cell)
    if "." in text:
        raise Unfit("K121", "整数", "按整数填报")
    return text


def percent(cell: Cell) -> str:
    """A percentage as printed: 96.5, or the text 96.5%."""
    if isinstance(cell, str):
        cell = halfwidth(cell).strip().removesuffix("%")
    return number(cell)


def code(cell: Cell) -> str:
    """A code: text without any blanks; a number loses its decimals."""
    if isinstance(cell, float) and not (cell.is_integer() and abs(cell) < 1e15):
        raise Unfit("K121", "文本格式的编码", "这一列设为文本格式后重新填入；长编码存成数字会丢失末位")
    text = cell if isinstance(cell, str) else trimmed(cell)
    if text.isalnum() and text.isascii():
        return text
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", trimmed(text)).replace(" ", ""))
    return "" if folded in EMPTY else folded


def flag(cell: Cell) -> str:
    """是 or 否."""
    text = trimmed(cell).lower()
    if text in _TRUE:
        return "true"
    if text in _FALSE:
        return "false"
    raise Unfit("K121", "“是”或“否”", "填“是”或“否”")


def day(cell: Cell) -> str:
    """A date in any of the usual forms."""
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    match = _DAY.match(_ascii(cell)) or _COMPACT.match(_ascii(cell))
    if match is None or match[3] is None:
        raise Unfit("K121", "日期", _SERIAL if isinstance(cell, float) and 10_000 < cell < 80_000 else "写成 2025-06-12，年月日齐全")
    return _date(match[1], match[2], match[3]).isoformat()


def month(cell: Cell) -> str:
    """A year and month."""
    if isinstance(cell, date):
        return cell.isoformat()[:7]
    text = _ascii(cell)
    if isinstance(cell, float) and re.fullmatch(r"\d{4}\.1", text):
        raise Unfit("K121", "年月", "数字 2025.1 分不清是1月还是10月，写成文本 2025-01 或 2025-10")
    match = _MONTH.match(text) or _COMPACT.match(text)
    if match is None:
        raise Unfit("K121", "年月", "写成 2025-06")
    return _date(match[1], match[2], match[3] or "1").isoformat()[:7]


def year(cell: Cell) -> str:
    """A year; of a fuller date only the year is kept."""
    if isinstance(cell, date):
        return str(cell.year)
    text = _ascii(cell)
    match = _YEAR.match(text) or _DAY.match(text) or _COMPACT.match(text)
    if match is None:
        raise Unfit("K121", "年份", "写成 2025")
    return str(_date(match[1], match[2] or "1", match[3] or "1").year)


def _ascii(cell: Cell) -> str:
    """A date's characters, half-width, without blanks and the time of day."""
    return _CLOCK.sub("", halfwidth(trimmed(cell))).replace(" ", "")


def _date(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Unfit("K121", "确有的日期", "核对年月日") from None


READERS: dict[str, Callable[[Cell], str]] = {
    "text": trimmed, "code": code, "integer": integer, "decimal": number, "percent": percent, "date": day, "month": month,
    "year": year, "flag": flag}


def canonical(cell: Cell, kind: str) -> str:
    """The cell's canonical text as a value of that type; "" if it stands for nothing. Raises: Unfit."""
    if isinstance(cell, str):
        if kind in _LETTERS and cell.isalnum() and cell.isascii() and cell not in EMPTY:  # most codes: nothing to do
            return cell
        text = trimmed(cell)
        if text in EMPTY:
            return ""
        if text[0] == "#" and text in ERRORS:
            if text == UNCACHED:
                raise Unfit("K128", "已算出结果的公式", "用 Excel 或 WPS 打开并保存一次，或把公式粘贴为数值")
            raise Unfit("K127", "数据", "改正公式或引用，或填入数值")
        return text if kind == "text" else READERS[kind](text)
    return READERS[kind](cell)
