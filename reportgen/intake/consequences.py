"""One wrong cell makes several checks fail: which of them would hold if it said what another check expects.

A subtotal that is wrong breaks the total above it and the table that repeats it. The cell whose correction makes most of the failed
checks hold is told; the others become further places of its finding. Where no single correction does that, all are told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from reportgen.core.finding import Finding
from reportgen.core.pack import Check
from reportgen.core.place import Place
from reportgen.intake.conform import Table
from reportgen.intake.store import ADDRESS

_MOST = 12  # failures that are looked into; more of them have more than one cause
_NUMERIC = ("integer", "decimal", "percent")
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Failure:
    """One row that a check selected."""

    check: Check
    table: Table
    row: Row

    @property
    def key(self) -> tuple[object, ...]:
        """Which check, and where."""
        return (self.check.table, self.check.id, *(self.row.get(name) for name, _ in ADDRESS))


@dataclass(frozen=True, slots=True)
class Wrong:
    """Cells that are wrong already, before the data are looked at as a whole. columns: file, sheet and letters of those wrong from top to bottom."""

    cells: frozenset[Place]
    columns: frozenset[tuple[str, str | None, str]]

    def explains(self, finding: Finding) -> bool:
        """Whether a finding says no more than that: it is told of such a cell, or of a check that such a cell takes part in."""
        places = (finding.at, *(finding.also if finding.code == "K141" else ()))
        return any(place in self.cells or _column(place) in self.columns for place in places)


def wrong(findings: Iterable[Finding]) -> Wrong:
    """What the errors found so far say of cells."""
    told = [one for one in findings if one.at.cell]
    return Wrong(frozenset(one.at for one in told), frozenset(_column(one.at) for one in told if one.code == "K135"))


def _column(place: Place) -> tuple[str, str | None, str]:
    return place.file, place.sheet, (place.cell or "").rstrip("0123456789")


def selected(check: Check, connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """The rows that offend against a check. Raises: duckdb.Error if its SQL cannot run."""
    cursor = connection.execute(check.sql)
    names = [entry[0] for entry in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def causes(failures: Sequence[Failure], connection: duckdb.DuckDBPyConnection) -> dict[int, tuple[int, ...]]:
    """By index of a failure that explains others: the indexes of those."""
    left = [n for n, one in enumerate(failures) if one.check.severity == "error"]
    found: dict[int, tuple[int, ...]] = {}
    while 1 < len(left) <= _MOST:
        cured = {n: tuple(m for m in _cured(failures[n], [failures[m] for m in left], connection) if left[m] != n) for n in left}
        best = max(left, key=lambda n: len(cured[n]))
        rivals = [n for n in left if len(cured[n]) == len(cured[best])]
        if not cured[best] or len(rivals) > 1:
            break
        found[best] = tuple(left[m] for m in cured[best])
        left = [n for n in left if n != best and n not in found[best]]
    return found


def _cured(one: Failure, others: Sequence[Failure], connection: duckdb.DuckDBPyConnection) -> list[int]:
    """The indexes of those that hold once this cell says what is expected; none if that cannot be tried, or does not mend it itself."""
    column = one.table.contract.column(one.check.column)
    value = one.row.get("expected")
    if not isinstance(value, int | Decimal) or column.type not in _NUMERIC or one.row.get("_row") is None:
        return []
    where = [(name, one.row[name]) for name, _ in ADDRESS if one.row.get(name) is not None]
    connection.execute("BEGIN")
    try:
        connection.execute(f'UPDATE "{one.check.table}" SET "{column.id}" = ? WHERE {" AND ".join(f"{name} = ?" for name, _ in where)}',
                           [value, *(known for _, known in where)])
        failing = {(check.table, check.id): check for check in (other.check for other in others)}
        still = {Failure(check, one.table, row).key for check in failing.values() for row in selected(check, connection)}
    finally:
        connection.execute("ROLLBACK")
    return [] if one.key in still else [n for n, other in enumerate(others) if other.key not in still]
