"""Rows below a header made to fit the contract: canonical columns, with the cell of every value.

合计 rows, remarks, blank rows and repeated headers are no data. Everything is done a column at a time.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate

from reportgen.core.finding import Finding
from reportgen.core.intake import Handled, Sample, Way
from reportgen.core.pack import Column, Contract, Edition
from reportgen.core.place import Place
from reportgen.intake.answers import Answers
from reportgen.intake.canon import Unfit, canonical
from reportgen.intake.codes import fail, limited, warn
from reportgen.intake.handling import changed_cells, whole
from reportgen.intake.headers import Header
from reportgen.intake.memo import Memo
from reportgen.intake.rowkinds import BLANK, row_kinds
from reportgen.intake.sheets import Cell, Sheet

_NUMERIC = ("integer", "decimal", "percent")


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet of a table. rows: 0-based sheet rows of its data. totals: its 合计 rows. left_out: all rows that are no data, and why."""

    sheet: Sheet
    header: Header
    rows: tuple[int, ...]
    totals: tuple[int, ...]
    left_out: tuple[tuple[int, Way], ...] = ()

    def at(self, row: int, column: str) -> Place:
        """The cell of a 0-based sheet row; of the first column if the sheet has no such column."""
        return self.sheet.at(row, self.header.columns.get(column, min(self.header.columns.values())))


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of one contract. values: canonical texts by column, as long as `count`; None where a cell does not fit.

    dropped: rows left out because they repeat another one. handled: what was not taken over letter by letter.
    """

    contract: Contract
    parts: Sequence[Part]
    values: dict[str, list[str | None]]
    dropped: frozenset[int] = field(default_factory=frozenset)
    handled: tuple[Handled, ...] = ()

    @property
    def count(self) -> int:
        """How many rows were read, repeated ones included."""
        return sum(len(part.rows) for part in self.parts)

    def part(self, index: int) -> tuple[Part, int]:
        """The sheet of a row of the table, and its 0-based row there."""
        ends = list(accumulate(len(part.rows) for part in self.parts))
        which = bisect_right(ends, index)
        return self.parts[which], self.parts[which].rows[index - (ends[which - 1] if which else 0)]

    def at(self, index: int, column: str) -> Place:
        """The cell of a row of the table."""
        part, row = self.part(index)
        return part.at(row, column)


    def cell(self, column: str, file: str | None = None, sheet: str | None = None, row: int | None = None) -> Place:
        """The cell of a 1-based sheet row, as the store tells it; without a row the column's heading. None: wherever it may be."""
        for part in self.parts if row is not None else ():
            if sheet in (None, part.sheet.name) and file in (None, part.sheet.file):
                return part.at(row - 1, column)
        return self.parts[0].at(self.parts[0].header.body - 1, column)


def part_of(sheet: Sheet, header: Header) -> Part:
    """The rows below the header, sorted into data and totals."""
    rows, left_out = [], []
    label = next(header.columns[column.id] for column in header.contract.columns if column.id in header.columns)
    kind_of = row_kinds(sheet.rows[header.top:header.body], sorted(header.columns.values()), label, above=sheet.rows[:header.top])
    for index in range(header.body, len(sheet.rows)):
        kind = kind_of(sheet.rows[index])
        if not kind:
            rows.append(index)
        elif kind != BLANK:
            left_out.append((index, kind))
    totals = tuple(index for index, kind in left_out if kind is Way.TOTAL)
    return Part(sheet, header, tuple(rows), totals, tuple(left_out))


def conform(contract: Contract, parts: Sequence[Part], edition: Edition,
            answers: Answers | None = None) -> tuple[Table, tuple[Finding, ...]]:
    """The table of those sheets, and every cell that does not fit."""
    findings: list[Finding] = []
    handled: list[Handled] = []
    values: dict[str, list[str | None]] = {column.id: [] for column in contract.columns}
    for part in parts:
        grid = [part.sheet.rows[row] for row in part.rows]
        for column in contract.columns:
            texts, found, ways = _column(contract, column, part, grid, edition, answers)
            values[column.id].extend(texts)
            findings.extend(found)
            handled.extend(ways)
        findings.extend(_wrong_totals(contract, part, values))
    return Table(contract, parts, values, handled=tuple(handled)), tuple(findings)


def _column(contract: Contract, column: Column, part: Part, grid: Sequence[Sequence[Cell]], edition: Edition,
            answers: Answers | None) -> tuple[list[str | None], Iterator[Finding], tuple[Handled, ...]]:
    """Canonical texts of one column of a sheet, what is wrong with them, and what was done to them. grid: the data rows."""
    index = part.header.columns.get(column.id)
    if index is None:
        lacking = Handled(Way.NO_COLUMN, contract.title, column.name, len(part.rows), (Sample(part.sheet.at()),), contract.department)
        return [""] * len(part.rows), iter(()), (lacking,)
    cells = [row[index] for row in grid]
    merged = _spread(cells, index, part) if part.sheet.merged and column.type not in _NUMERIC else []
    if bool in set(map(type, cells)):
        cells = ["是" if cell is True else "否" if cell is False else cell for cell in cells]
    memo = Memo(contract.id, column, edition, part.header.factor(column), answers)
    texts = [memo[cell] for cell in cells]
    ways = (*whole(Way.MERGED, contract, ((part.at(row, column.id), "") for row in merged), column.name),
            *changed_cells(contract, column, cells, memo, lambda number: part.at(part.rows[number], column.id), typed=part.sheet.typed))
    return texts, _misfits(contract, column, part, cells, texts, memo), ways


def _spread(cells: list[Cell], index: int, part: Part) -> list[int]:
    """Gives every row below a merged cell its value; which rows. Numbers are left alone: they would count several times."""
    filled: list[int] = []
    for top, bottom, column in part.sheet.merged:
        if column == index and top >= part.header.body:
            for position in range(bisect_right(part.rows, top), bisect_right(part.rows, bottom)):
                cells[position] = part.sheet.rows[top][index]
                filled.append(part.rows[position])
    return filled


def _misfits(contract: Contract, column: Column, part: Part, cells: list[Cell], texts: list[str | None],
             memo: Memo) -> Iterator[Finding]:
    if memo.faults:
        yield from limited(
            fail(memo.faults[cell].code, f"{contract.title}：{memo.faults[cell].message}", part.at(row, column.id), memo.faults[cell].hint,
                 department=contract.department, found=memo.faults[cell].found, expected=memo.faults[cell].wanted)
            for row, cell, text in zip(part.rows, cells, texts, strict=True) if text is None)
    if column.required and "" in texts:
        yield from limited(
            fail("K120", f"{contract.title}：必填的“{column.name}”为空", part.at(row, column.id), f"填入{column.name}",
                 department=contract.department, found="空", expected=column.name)
            for row, text in zip(part.rows, texts, strict=True) if text == "")
    if column.type == "percent":
        yield from _fractions(contract, column, part, texts, memo)


def _fractions(contract: Contract, column: Column, part: Part, texts: list[str | None], memo: Memo) -> Iterator[Finding]:
    """Percentages that look like fractions: the cell was formatted as a percentage, so 96.5 % is stored as 0.965."""
    small = {text for text in memo.values() if text and 0 < Decimal(text) <= 1}
    if not small:
        return
    if len(texts) > 2 and small == {text for text in memo.values() if text and text != "0"}:
        yield fail("K135", f"{contract.title}：“{column.name}”整列都不大于1，像是没有乘100", part.at(part.header.body, column.id),
                   "填百分数本身，如 96.5，单元格用常规格式", department=contract.department, expected="百分数，如 96.5")
        return
    yield from limited(
        warn("K135", f"{contract.title}：{column.name}为{text}%，是否没有乘100", part.at(row, column.id), "填百分数本身，如 96.5；确为百分之一以内则不必改",
             department=contract.department, found=text, expected="百分数，如 96.5")
        for row, text in zip(part.rows, texts, strict=True) if text in small)


def _wrong_totals(contract: Contract, part: Part, values: Mapping[str, list[str | None]]) -> Iterator[Finding]:
    """合计 rows that are not the sum of the rows above.

    Either of all rows, or of those since the last 合计; repeated rows may have been counted once. A total below the greatest value
    is an average or the like, so only a warning.
    """
    for number_of, total in enumerate(part.totals):
        start = bisect_right(part.rows, part.totals[number_of - 1]) if number_of else 0
        end = bisect_right(part.rows, total)
        for column in contract.columns:
            stated = _stated(part, total, column)
            if stated is None or end - start < 2:
                continue
            texts = values[column.id][-len(part.rows):]
            if None in texts[:end]:
                continue  # a cell that is no number is a finding of its own
            above = [Decimal(text or 0) for text in texts[:end]]
            if not any(abs(stated - wanted) <= _slack(column) for wanted in (sum(above), sum(above[start:]))):
                report = fail if stated >= max(above) else warn
                yield report("K140", f"{contract.title}：“{column.name}”的合计为{stated}，各行之和为{sum(above[start:])}", part.at(total, column.id),
                             "核对各行和合计", department=contract.department, found=str(stated), expected=str(sum(above[start:])))


def _stated(part: Part, row: int, column: Column) -> Decimal | None:
    index = part.header.columns.get(column.id)
    if index is None or column.type not in ("integer", "decimal"):
        return None
    try:
        text = canonical(part.sheet.rows[row][index], "decimal")
    except Unfit:
        return None
    return Decimal(text) * (part.header.factor(column) or 1) if text else None


def _slack(column: Column) -> Decimal:
    return Decimal(0) if column.type == "integer" else Decimal("0.05")
