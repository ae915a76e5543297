"""The canonical text of each distinct cell of a column, worked out once: most cells of an export repeat."""

import difflib
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportgen.core.pack import Column, Edition
from reportgen.intake.canon import Unfit, canonical, trimmed
from reportgen.intake.sheets import Cell

_NUMERIC = ("integer", "decimal", "percent")
_DATED = ("date", "month", "year")
_LONG_NUMBER = re.compile(r"\d{11,}[Xx]?")
_ZERO, _HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one distinct value: code, sentence, remedy."""

    code: str
    message: str
    hint: str


class Memo(dict[Cell, str | None]):
    """Canonical text by raw cell; None for a cell that does not fit, with the reason in `faults`.

    factor: what numbers are multiplied by, if the heading states another unit than the contract.
    """

    def __init__(self, column: Column, edition: Edition, factor: Decimal | None = None) -> None:
        super().__init__()
        self.faults: dict[Cell, Fault] = {}
        self._column, self._factor = column, factor
        self._codes = frozenset(column.codes) if column.codes and not column.refers else None
        self._span = _span(column, edition)

    def __missing__(self, cell: Cell) -> str | None:
        try:
            text = self._fitting(cell)
        except Unfit as reason:
            self.faults[cell] = self._fault(cell, reason)
            text = None
        self[cell] = text
        return text

    def _fitting(self, cell: Cell) -> str:
        column = self._column
        if self._codes is not None and isinstance(cell, str) and trimmed(cell) in self._codes:
            return trimmed(cell)
        text = canonical(cell, column.type) if self._factor is None else self._converted(cell)
        if not text:
            return ""
        if self._codes is not None:
            return self._coded(text)
        if column.type in _NUMERIC:
            return self._in_range(text)
        if column.type in _DATED:
            self._in_time(text)
        return text

    def _coded(self, text: str) -> str:
        code = self._column.spellings.get(text, text)
        if code not in self._codes:
            near = difflib.get_close_matches(text, self._column.codes, 1, 0.5)
            raise Unfit("K124", "、".join(self._column.codes[:12]),
                        f"改为“{near[0]}”" if near else "改用规定的写法；确为新写法时加进契约的 codes")
        return code

    def _in_range(self, text: str) -> str:
        column = self._column
        value = Decimal(text)
        most = _HUNDRED if column.type == "percent" and column.maximum is None else column.maximum
        least = _ZERO if column.minimum is None else column.minimum
        if value < least or (most is not None and value > most):
            bounds = f"不小于{least}" if most is None else f"{least}～{most}"
            share = column.type == "percent"
            raise Unfit("K123" if share else "K122", bounds + ("%" if share else column.unit), _remedy(value, most, column.unit))
        return text

    def _converted(self, cell: Cell) -> str:
        """A number of the heading's unit in the contract's."""
        text = canonical(cell, "decimal")
        return canonical(format(Decimal(text) * self._factor, "f"), self._column.type) if text else ""

    def _in_time(self, text: str) -> None:
        column = self._column
        if column.minimum is not None and int(text[:4]) < column.minimum:
            raise Unfit("K122", f"不早于{column.minimum}年", "核对年份")
        if self._span and not self._span[0][:len(text)] <= text <= self._span[1][:len(text)]:
            first, last = self._span
            wanted = f"不晚于{_chinese(last)}" if first == "0000" else f"{_chinese(first)}至{_chinese(last)}之间"
            raise Unfit("K126", wanted, "核对日期；不属于本统计时段的删去")

    def _fault(self, cell: Cell, reason: Unfit) -> Fault:
        name, wanted = self._column.name, reason.wanted
        if self._column.personal:
            return Fault(reason.code, f"{name}应为{wanted}（属个人信息，内容不显示）", reason.hint)
        return Fault(reason.code, f"{name}应为{wanted}，实为“{_short(cell)}”", reason.hint)


def _remedy(value: Decimal, most: Decimal | None, unit: str) -> str:
    if unit.startswith("万") and most is not None and value > most >= value / 10_000:
        return f"像是按“{unit[1:]}”填的，换算成{unit}（除以10000）再填"
    return f"核对数值和单位（单位：{unit}）" if unit else "核对数值"


def _short(cell: Cell) -> str:
    """A cell as messages show it; long numbers may be a person's."""
    text = _LONG_NUMBER.sub("（长数字不显示）", trimmed(cell))
    return text if len(text) <= 30 else f"{text[:30]}…"


def _span(column: Column, edition: Edition) -> tuple[str, str] | None:
    match column.within:
        case "data_year":
            return edition.data_year.start.isoformat(), edition.data_year.end.isoformat()
        case "finance_year":
            return f"{edition.finance_year}-01-01", f"{edition.finance_year}-12-31"
        case "until_asof":
            return "0000", edition.data_year.end.isoformat()
    return None


def _chinese(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"
