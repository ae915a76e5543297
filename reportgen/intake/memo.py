"""The canonical text of each distinct cell of a column, worked out once: most cells of an export repeat."""

import difflib
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportgen.core.pack import Column, Edition
from reportgen.intake.answers import Answers, to_paste
from reportgen.intake.canon import Unfit, canonical, trimmed
from reportgen.intake.sheets import Cell

_NUMERIC = ("integer", "decimal", "percent")
_DATED = ("date", "month", "year")
_LONG_NUMBER = re.compile(r"\d{11,}[Xx]?")
_ZERO, _HUNDRED = Decimal(0), Decimal(100)
_SAID = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one distinct value: code, sentence, remedy; what it is ("" if personal) and what it should be."""

    code: str
    message: str
    hint: str
    found: str = ""
    wanted: str = ""


class Memo(dict[Cell, str | None]):
    """Canonical text by raw cell; None for a cell that does not fit, with the reason in `faults`.

    factor: what numbers are multiplied by, if the heading states another unit than the contract. answered: cells for which people
    have said what they count as.
    """

    def __init__(self, table: str, column: Column, edition: Edition, factor: Decimal | None = None, answers: Answers | None = None) -> None:
        super().__init__()
        self.faults: dict[Cell, Fault] = {}
        self.answered: set[Cell] = set()
        self._table, self._column, self.factor = table, column, factor
        self._answers = answers or Answers()
        self._said = self._answers.values(table, column.id)
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
        if self._said and isinstance(cell, str) and trimmed(cell) in self._said:
            self.answered.add(cell)
            self._answers.used_value(self._table, column.id, trimmed(cell))
            cell = self._said[trimmed(cell)]
        if self._codes is not None and isinstance(cell, str) and trimmed(cell) in self._codes:
            return trimmed(cell)
        text = canonical(cell, column.type) if self.factor is None else self._converted(cell)
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
                        f"改为“{near[0]}”" if near else "改用规定的写法；确为新写法时加进契约的 codes", near[0] if near else "")
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
        return canonical(format(Decimal(text) * self.factor, "f"), self._column.type) if text else ""

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
            return Fault(reason.code, f"{name}应为{wanted}（属个人信息，内容不显示）", reason.hint, wanted=wanted)
        shown = short(cell)
        return Fault(reason.code, f"{name}应为{wanted}，实为“{shown}”", self._hint(cell, reason), shown, wanted)

    def _hint(self, cell: Cell, reason: Unfit) -> str:
        """The remedy; and where a text may well mean a value, the line that says so once and for all."""
        text = trimmed(cell)
        if reason.code not in ("K121", "K124") or not isinstance(cell, str) or short(cell) != text or text in self._said:
            return reason.hint
        numbers = _SAID.findall(text) if self._column.type in _NUMERIC else []
        value = reason.near or (numbers[0].replace(",", "") if len(numbers) == 1 else "核实后的值")
        return f"{reason.hint}；改不了原表的，{to_paste(self._answers, 'values', table=self._table, column=self._column.id, text=text, value=value)}"


def _remedy(value: Decimal, most: Decimal | None, unit: str) -> str:
    if unit.startswith("万") and most is not None and value > most >= value / 10_000:
        return f"像是按“{unit[1:]}”填的，换算成{unit}（除以10000）再填"
    return f"核对数值和单位（单位：{unit}）" if unit else "核对数值"


def short(cell: Cell) -> str:
    """A cell as messages show it; long numbers may be a person's."""
    text = _LONG_NUMBER.sub("（长数字不显示）", trimmed(cell))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


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
