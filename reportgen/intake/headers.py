"""Which table a sheet is, and where its header stands: by what the headings say, helped by the sheet's name, never by a number.

A header is one to three rows deep; a blank cell of an upper row belongs to the group at its left as long as something stands below it.
Headings are compared without blanks, punctuation, units in brackets and 其中, so `设备值（万元）|设备总值` answers to 设备值设备总值.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from reportgen.core.finding import Finding
from reportgen.core.pack import Column, Contract
from reportgen.core.unit import convert, unit
from reportgen.intake.codes import fail, note, warn
from reportgen.intake.sheets import Cell, Sheet

_SEARCHED, _DEPTH = 15, 3
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_NOISE = re.compile(r"其中|[\W_]+")
_NUMERIC = ("integer", "decimal")


@cache
def plain(heading: str) -> str:
    """A heading without brackets, blanks, punctuation and 其中.

    >>> plain("日常教学经费（万元）|其中：实习责任保险")
    '日常教学经费实习责任保险'
    """
    return _NOISE.sub("", _BRACKETS.sub("", unicodedata.normalize("NFKC", heading))).lower()


@cache
def full(heading: str) -> str:
    """As `plain`, with what stands in brackets kept."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", heading)).lower()


@dataclass(frozen=True, slots=True)
class Header:
    """A sheet recognised as a table. columns: 0-based sheet column by contract column. texts: each column's heading, joined by |.

    top, depth: its rows. named: the contract's sheet name that the sheet or file bears ("" if none).
    """

    contract: Contract
    top: int
    depth: int
    texts: tuple[str, ...]
    columns: Mapping[str, int]
    doubles: tuple[tuple[str, int], ...]
    named: str

    @property
    def body(self) -> int:
        """The first row below."""
        return self.top + self.depth

    def missing(self) -> tuple[Column, ...]:
        """Columns the sheet should have and has not."""
        return tuple(column for column in self.contract.columns if column.id not in self.columns and not column.optional
                     and not (column.absent_from and (not self.named or self.named in column.absent_from)))

    def factor(self, column: Column) -> Decimal | None:
        """What to multiply by if the heading states another unit of the same kind than the contract."""
        if not column.unit or column.type not in _NUMERIC:
            return None
        for words in _BRACKETS.findall(self.texts[self.columns[column.id]]):
            for word in re.split(r"[,，、;；\s]", words[1:-1]):
                if unit(word).of == unit(column.unit).of and unit(word).factor != unit(column.unit).factor:
                    return convert(Decimal(1), word, column.unit)
        return None


class Catalogue:
    """Headings and sheet names of all contracts, ready to be looked up."""

    def __init__(self, contracts: Mapping[str, Contract]) -> None:
        self.contracts = contracts
        self._headings: dict[str, dict[str, str]] = {}
        self._names = {full(name): (id, name) for id, one in contracts.items() for name in one.sheets}
        for form in (plain, full):  # a heading with its brackets is the more exact one and wins
            for id, contract in contracts.items():
                for column in contract.columns:
                    for heading in column.headers:
                        self._headings.setdefault(form(heading), {}).setdefault(id, column.id)

    def named(self, sheet: Sheet) -> tuple[str, str]:
        """Contract id and sheet name that the sheet, or the file it stands alone in, bears; the longest counts."""
        texts = [sheet.name]
        if sheet.alone:
            texts.append(sheet.file.rsplit("/", 1)[-1].rsplit(".", 1)[0])
        for text in map(full, texts):
            found = max((name for name in self._names if name in text), key=len, default=None)
            if found:
                return self._names[found]
        return "", ""

    def match(self, texts: Iterable[str]) -> dict[str, list[tuple[str, int, int]]]:
        """By contract: (contract column, sheet column, upper groups left out) of every heading it knows."""
        found: dict[str, list[tuple[str, int, int]]] = {}
        for index, text in enumerate(texts):
            for id, (column, left_out) in self._known(text).items():
                found.setdefault(id, []).append((column, index, left_out))
        return found

    def _known(self, text: str) -> dict[str, tuple[str, int]]:
        known: dict[str, tuple[str, int]] = {}
        left_out = 0
        while text:
            for id, column in {**self._headings.get(plain(text), {}), **self._headings.get(full(text), {})}.items():
                known.setdefault(id, (column, left_out))
            text = text.partition("|")[2]
            left_out += 1
        return known


def find_header(sheet: Sheet, catalogue: Catalogue) -> Header | None:
    """The best reading of the sheet as a table; None if it is none of them. Of equally good ones the deepest."""
    owner, name = catalogue.named(sheet)
    best, best_score = None, 0.0
    for top, depth, texts in _candidates(sheet):
        filled = _filled(sheet, top + depth, texts)
        for id, found in catalogue.match(texts).items():
            contract = catalogue.contracts[id]
            columns = {column: index for column, index, _ in reversed(found)}
            covered = len(columns) / len(contract.columns)
            score = covered + len(columns) / (filled + len(contract.columns) - len(columns)) + (0.5 if id == owner else 0)
            score = round(score - sum(left_out for _, _, left_out in found) / 1000, 6)
            if score >= best_score and (covered >= 0.6 or (id == owner and covered >= 0.3)):
                doubles = tuple((column, index) for column, index, _ in found if columns[column] != index)
                best_score, best = score, Header(contract, top, depth, texts, columns, doubles, name if id == owner else "")
    return best


def _filled(sheet: Sheet, below: int, texts: Iterable[str]) -> int:
    """Columns with a heading, or with something right below where the heading should be."""
    row = sheet.rows[below] if below < len(sheet.rows) else []
    return sum(text != "" or (index < len(row) and row[index] != "") for index, text in enumerate(texts))


def _candidates(sheet: Sheet) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Every run of one to three rows of words near the top."""
    rows = sheet.rows[:_SEARCHED + _DEPTH]
    words = [all(isinstance(cell, str) for cell in row) for row in rows]
    for top in range(min(_SEARCHED, len(rows))):
        if sum(cell != "" for cell in rows[top]) >= 2:
            for depth in range(1, min(_DEPTH, len(rows) - top) + 1):
                if words[top + depth - 1]:
                    yield top, depth, headings(rows[top:top + depth])
                else:
                    break


def headings(rows: list[list[Cell]]) -> tuple[str, ...]:
    """One heading a column: the groups above it and its own name, joined by |.

    >>> headings([["课时", "", "备注"], ["校内", "校外", ""]])
    ('课时|校内', '课时|校外', '备注')
    """
    grid = [[cell.strip() if isinstance(cell, str) else "" for cell in row] for row in rows]
    for upper, below in zip(grid, grid[1:], strict=False):
        for index in range(1, len(upper)):
            if not upper[index] and below[index]:
                upper[index] = upper[index - 1]
    return tuple("|".join(dict.fromkeys(filter(None, column))) for column in zip(*grid, strict=True))


def header_findings(sheet: Sheet, header: Header) -> Iterator[Finding]:
    """What is wrong with the header: missing, doubled, unknown columns, other units."""
    contract = header.contract
    read = {*header.columns.values(), *(index for _, index in header.doubles)}
    unread = {index: text for index, text in enumerate(header.texts) if text and index not in read}
    for column in header.missing():
        like = _like(column, unread.values())
        yield fail("K111", f"{contract.title}缺少列“{column.name}”", sheet.at(header.body - 1, 0),
                   f"表中的“{like}”若就是这一列，改回原名，或加进契约的 headers" if like else f"补上“{column.name}”列后重新导出", department=contract.department)
    for id, index in header.doubles:
        name = contract.column(id).name
        yield fail("K113", f"{contract.title}有两列都是“{name}”", sheet.at(header.body - 1, index), "只保留一列",
                   also=(sheet.at(header.body - 1, header.columns[id]),), department=contract.department)
    for column in contract.columns:
        if column.id in header.columns and header.factor(column) is not None:
            yield warn("K129", f"{contract.title}“{column.name}”的表头单位与契约的“{column.unit}”不同，已换算",
                       sheet.at(header.body - 1, header.columns[column.id]), "核对单位；长期如此可改契约的 unit", department=contract.department)
    for index, text in unread.items():
        yield note("K116", f"{contract.title}的列“{text}”不在契约中，未读入", sheet.at(header.body - 1, index))


def _like(column: Column, texts: Iterable[str]) -> str | None:
    """The unread heading that is nearly one of the column's."""
    by_form = {plain(text): text for text in texts}
    near = [form for heading in column.headers for form in difflib.get_close_matches(plain(heading), by_form, 1, 0.6)]
    return by_form[near[0]] if near else None
