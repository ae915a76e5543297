"""Which table a sheet is, and where its header stands: by what the headings say, helped by the sheet's name, never by a number.

A header is one to three rows deep; a blank cell of an upper row belongs to the group at its left as long as something stands below it.
What can be read in two ways is not decided here: the rivals are named, and `questions` asks.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.core.pack import Column, Contract
from reportgen.core.unit import convert, unit
from reportgen.intake.answers import UNREAD, Answers
from reportgen.intake.headings import BRACKETS, full, joined, plain, units_above, units_in
from reportgen.intake.sheets import Sheet

_SEARCHED, _DEPTH = 15, 3
_CLOSE = 0.3
_NUMERIC = ("integer", "decimal")


@dataclass(frozen=True, slots=True)
class Header:
    """A sheet recognised as a table. columns: 0-based sheet column by contract column. texts: each column's heading, joined by |.

    top, depth: its rows. named: the contract's sheet name that the sheet or file bears ("" if none). doubles: further sheet columns
    of a contract column. unclear: sheet columns that could be several contract columns. unread: sheet columns left out on request.
    above: the units that the rows above state ("单位：万元").
    """

    contract: Contract
    top: int
    depth: int
    texts: tuple[str, ...]
    columns: Mapping[str, int]
    doubles: tuple[tuple[str, int], ...]
    named: str
    unclear: tuple[tuple[int, tuple[str, ...]], ...] = ()
    unread: frozenset[int] = frozenset()
    above: tuple[str, ...] = ()

    @property
    def body(self) -> int:
        """The first row below."""
        return self.top + self.depth

    def missing(self) -> tuple[Column, ...]:
        """Columns the sheet should have and has not."""
        asked = {id for _, ids in self.unclear for id in ids}
        return tuple(column for column in self.contract.columns if column.id not in {*self.columns, *asked} and not column.optional
                     and not (column.absent_from and (not self.named or self.named in column.absent_from)))

    def stated(self, column: Column) -> str:
        """The unit in which the sheet has that column: of its heading, the nearest one first, else of the rows above; "" if none is said."""
        if not column.unit or column.type not in _NUMERIC:
            return ""
        own = [word for words in reversed(BRACKETS.findall(self.texts[self.columns[column.id]])) for word in units_in(words[1:-1])]
        alike = [word for word in self.above if unit(word).of == unit(column.unit).of]
        return own[0] if own else alike[0] if len(alike) == 1 else ""

    def factor(self, column: Column) -> Decimal | None:
        """What to multiply by if the sheet has that column in another unit of the same kind than the contract."""
        stated = self.stated(column)
        same = unit(stated).of == unit(column.unit).of and unit(stated).factor != unit(column.unit).factor
        return convert(Decimal(1), stated, column.unit) if same else None


@dataclass(slots=True)
class _Match:
    """What a contract knows of a row of headings. found: (contract column, sheet column, upper groups left out)."""

    found: list[tuple[str, int, int]] = field(default_factory=list)
    unclear: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    unread: set[int] = field(default_factory=set)
    told: dict[str, int] = field(default_factory=dict)  # by answers: contract column → sheet column


class Catalogue:
    """Headings and sheet names of all contracts, and people's answers, ready to be looked up."""

    def __init__(self, contracts: Mapping[str, Contract], answers: Answers | None = None) -> None:
        self.contracts, self.answers = contracts, answers or Answers()
        self._names = {full(name): (id, name) for id, one in contracts.items() for name in one.sheets}
        self._forms = {form: _by_heading(contracts, form) for form in (plain, full)}

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

    def match(self, texts: Iterable[str]) -> dict[str, _Match]:
        """By contract, every heading it knows."""
        matches: dict[str, _Match] = {}
        for index, text in enumerate(texts):
            told = self.answers.heading(text)
            for id, column in told.items():
                match = matches.setdefault(id, _Match())
                match.unread.add(index)
                if column != UNREAD:
                    match.told.setdefault(column, index)
            for id, (columns, left_out) in self._known(text).items():
                if id not in told:
                    match = matches.setdefault(id, _Match())
                    if len(columns) == 1:
                        match.found.append((columns[0], index, left_out))
                    else:
                        match.unclear.append((index, columns))
        return {id: _with_answers(match) for id, match in matches.items()}

    def _known(self, text: str) -> dict[str, tuple[tuple[str, ...], int]]:
        """Contract columns that a heading may be; with fewer and fewer of its upper groups. One with its brackets is the more exact."""
        known: dict[str, tuple[tuple[str, ...], int]] = {}
        left_out = 0
        while text:
            for id, columns in {**self._forms[plain].get(plain(text), {}), **self._forms[full].get(full(text), {})}.items():
                known.setdefault(id, (columns, left_out))
            text = text.partition("|")[2]
            left_out += 1
        return known


def _by_heading(contracts: Mapping[str, Contract], form: object) -> dict[str, dict[str, tuple[str, ...]]]:
    """Heading in that form → contract → its columns that may be called so; more than one are unclear."""
    known: dict[str, dict[str, tuple[str, ...]]] = {}
    for id, contract in contracts.items():
        for column in contract.columns:
            for heading in column.headers:
                owners = known.setdefault(form(heading), {})
                owners[id] = tuple(dict.fromkeys((*owners.get(id, ()), column.id)))
    return known


def _with_answers(match: _Match) -> _Match:
    """What people said of a column leaves nothing else to be that column."""
    match.found = [one for one in match.found if one[0] not in match.told] + [(id, index, 0) for id, index in match.told.items()]
    left = ((index, tuple(id for id in ids if id not in match.told)) for index, ids in match.unclear)
    match.unclear = [(index, ids) for index, ids in left if ids]
    match.unread -= set(match.told.values())
    return match


def find_header(sheet: Sheet, catalogue: Catalogue) -> tuple[Header | None, tuple[Contract, ...]]:
    """The best reading of the sheet as a table, None if it is none of them; and the tables that it could as well be.

    Of equally good readings the topmost, or rows above a repeated header would be lost; of these the deepest.
    """
    said = catalogue.answers.sheet(sheet.file, sheet.name)
    if said == UNREAD:
        return None, ()
    owner, name = catalogue.named(sheet)
    best: dict[str, tuple[float, Header]] = {}
    for top, depth, texts in _candidates(sheet):
        filled = _filled(sheet, top + depth, texts)
        for id, match in catalogue.match(texts).items():
            contract = catalogue.contracts[id]
            columns = {column: index for column, index, _ in reversed(match.found)}
            if not columns or said not in ("", id):
                continue
            covered = len(columns) / len(contract.columns)
            score = covered + len(columns) / (filled + len(contract.columns) - len(columns)) + (0.5 if id == owner else 0)
            score = round(score - sum(left_out for _, _, left_out in match.found) / 1000, 6)
            if _better(score, top, best.get(id)) and (covered >= 0.6 or (id in (owner, said) and covered >= 0.3)):
                doubles = tuple((column, index) for column, index, _ in match.found if columns[column] != index)
                best[id] = score, Header(contract, top, depth, texts, columns, doubles, name if id == owner else "", tuple(match.unclear),
                                         frozenset(match.unread), units_above(sheet.rows[:top]))
    return _chosen(best, owner)


def _better(score: float, top: int, known: tuple[float, Header] | None) -> bool:
    return known is None or score > known[0] or (score == known[0] and top == known[1].top)


def _chosen(best: Mapping[str, tuple[float, Header]], owner: str) -> tuple[Header | None, tuple[Contract, ...]]:
    """The best of the readings; rivals are nearly as good ones, and the table whose name the sheet bears if it is not that."""
    if not best:
        return None, ()
    top, header = max(best.values(), key=lambda one: one[0])
    rivals = (other.contract for id, (score, other) in best.items() if other is not header and (score >= top - _CLOSE or id == owner))
    return header, tuple(rivals)


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
                    yield top, depth, joined(rows[top:top + depth])
                else:
                    break
