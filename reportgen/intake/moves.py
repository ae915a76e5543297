"""Totals that moved much against last year, and which categories and rows moved most: one warning a total, pointing at their cells."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from reportgen.core.finding import Finding
from reportgen.core.pack import Column, Contract, Outliers
from reportgen.core.place import Place
from reportgen.intake.codes import warn
from reportgen.intake.conform import Table
from reportgen.intake.store import ADDRESS

_NUMERIC = ("integer", "decimal")
_RATES = ("年", "分")  # their sums mean nothing
_MOST, _TOP = 5, 3
_ADDRESS = ", ".join(f"n.{name}" for name, _ in ADDRESS)


@dataclass(frozen=True, slots=True)
class _Move:
    """A total of this year and last year's. column: None for the number of rows."""

    column: Column | None
    now: Decimal
    last: Decimal

    @property
    def change(self) -> Decimal:
        """In percent of last year's."""
        return (self.now - self.last) * 100 / self.last


def moved(connection: duckdb.DuckDBPyConnection, table: Table, outliers: Outliers, known: Set[str]) -> Iterator[Finding]:
    """The greatest moves of one table. known: columns that a finding says more of already.

    Totals that moved only as the number of rows did are not told again.
    """
    moves = _moves(connection, table.contract, outliers)
    rows = next((move.change for move in moves if move.column is None), None)
    told = [move for move in moves if move.column is None or (
        move.column.id not in known and (rows is None or abs(move.change - rows) > outliers.explain / 3))]
    for move in sorted(told, key=lambda one: -abs(one.change))[:_MOST]:
        yield _finding(connection, table, move)


def _moves(connection: duckdb.DuckDBPyConnection, contract: Contract, outliers: Outliers) -> list[_Move]:
    columns = [column for column in contract.columns if column.type in _NUMERIC and not column.personal and column.unit
               and (contract.single or ("/" not in column.unit and column.unit not in _RATES))]
    asked = ", ".join(("count(*)", *(f'sum("{column.id}")' for column in columns)))
    now, last = (connection.execute(f'SELECT {asked} FROM "{name}"').fetchone() for name in (contract.id, f"last_{contract.id}"))
    if not now[0] or not last[0]:
        return []
    pairs = zip((None, *columns), now, last, strict=True)
    moves = [_Move(column, Decimal(value), Decimal(before)) for column, value, before in pairs if value is not None and before]
    return [move for move in moves if abs(move.change) > outliers.explain and max(move.now, move.last) > outliers.small
            and not (contract.single and move.column is None)]


def _finding(connection: duckdb.DuckDBPyConnection, table: Table, move: _Move) -> Finding:
    contract, column = table.contract, move.column
    what, unit = (column.name, column.unit) if column else ("数据", "行")
    total = what if contract.single or column is None else f"{what}合计"
    said = f"{contract.title}：{total}{_digits(move.now)}{unit}，上年{_digits(move.last)}{unit}，{'增加' if move.change > 0 else '减少'}{abs(move.change):.1f}%"
    tops = [] if contract.single else _tops(connection, table, move)
    places = [place for _, place in tops if place] or [_single(connection, table, column)]
    most = "、".join(words for words, _ in tops)
    return warn("K152", f"{said}{f'；变动最大的：{most}' if most else ''}", places[0], "按指到的单元格核对；数没有错的，准备好变动原因的说明",
                also=tuple(dict.fromkeys(places[1:])), department=contract.department, found=f"{_digits(move.now)}{unit}",
                expected=f"上年{_digits(move.last)}{unit}")


def _tops(connection: duckdb.DuckDBPyConnection, table: Table, move: _Move) -> list[tuple[str, Place | None]]:
    """The categories that moved most in the total's direction, each with the cell of the row that moved most in it."""
    contract, group = table.contract, _category(table.contract)
    if group is None:
        return []
    measure = f'sum("{move.column.id}")' if move.column else "count(*)"
    sign = 1 if move.change > 0 else -1
    rows = connection.execute(
        f'WITH n AS (SELECT "{group.id}" AS g, {measure} AS v FROM "{contract.id}" GROUP BY 1), '
        f'l AS (SELECT "{group.id}" AS g, {measure} AS v FROM "last_{contract.id}" GROUP BY 1) '
        f"SELECT coalesce(n.g, l.g) AS g, coalesce(n.v, 0) - coalesce(l.v, 0) AS d FROM n FULL JOIN l ON n.g IS NOT DISTINCT FROM l.g "
        f"WHERE d * {sign} > 0 ORDER BY d * {sign} DESC, g LIMIT {_TOP}").fetchall()
    return [(f"{value or '（空）'}{'＋' if change > 0 else '－'}{_digits(abs(change))}", _most(connection, table, move, group, value))
            for value, change in rows]


def _category(contract: Contract) -> Column | None:
    """The column that says of what kind a row is: the first with codes, else the first that refers to another table."""
    shown = [column for column in contract.columns if not column.personal]
    return next((column for column in shown if column.codes and not column.refers), None) or next(
        (column for column in shown if column.refers), None)


def _most(connection: duckdb.DuckDBPyConnection, table: Table, move: _Move, group: Column, value: object) -> Place | None:
    """The cell of the row of a category that moved most against last year's of the same key, or is new; None if the category is gone."""
    contract, column = table.contract, move.column
    key = [contract.column(name) for name in contract.key]
    join, before = "", "0"
    if key and all(one.personal != "drop" for one in key):
        same = " AND ".join(f'n."{one.id}" IS NOT DISTINCT FROM l."{one.id}"' for one in key)
        join, before = f'LEFT JOIN "last_{contract.id}" l ON {same}', f'coalesce(l."{column.id}", 0)' if column else "l._row IS NOT NULL"
    change = f'coalesce(n."{column.id}", 0) - {before}' if column else before
    found = connection.execute(
        f'SELECT {_ADDRESS}, {change} AS change FROM "{contract.id}" n {join} WHERE n."{group.id}" IS NOT DISTINCT FROM ? '
        f"ORDER BY change {'DESC' if column and move.change > 0 else 'ASC'}, {_ADDRESS} LIMIT 1", [value]).fetchone()
    return table.cell((column or group).id, *found[:3]) if found else None


def _single(connection: duckdb.DuckDBPyConnection, table: Table, column: Column | None) -> Place:
    """The column's greatest cell; without a column the sheet."""
    if column is None:
        return table.parts[0].sheet.at()
    greatest = f'SELECT {_ADDRESS} FROM "{table.contract.id}" n ORDER BY n."{column.id}" DESC NULLS LAST, {_ADDRESS} LIMIT 1'
    found = connection.execute(greatest).fetchone()
    return table.cell(column.id, *found)


def _digits(value: Decimal | int) -> str:
    return format(Decimal(value).normalize(), "f")
