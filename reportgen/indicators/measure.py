"""Running the pack's SQL: many scalar queries in one statement, exact results only.

Counts and sums come as integers or decimals; a float (from avg, or a division in SQL) is a fault of the pack.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from reportgen.indicators.query import BadQuery, Query

_EXACT = re.compile(r"(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|DECIMAL\(.*\)|\"NULL\")\Z")
_CHUNK = 60
Parameters = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Task:
    """One scalar SELECT to run: `$scope` in it means `scope`. text: the result is a word, not a number."""

    query: Query
    scope: str = ""
    text: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """What a task gave: the exact number or the text as written by DuckDB, None for NULL. fault: Chinese, "" if all is well."""

    value: str | None = None
    fault: str = ""


def measure(tasks: Sequence[Task], parameters: Parameters, connection: duckdb.DuckDBPyConnection) -> list[Measured]:
    """Every task's result, in their order. parameters: values of the $names other than $scope."""
    results: list[Measured] = []
    for start in range(0, len(tasks), _CHUNK):
        results += _chunk(tasks[start:start + _CHUNK], parameters, connection)
    return results


def _chunk(tasks: Sequence[Task], parameters: Parameters, connection: duckdb.DuckDBPyConnection) -> list[Measured]:
    try:
        return _run(tasks, parameters, connection)
    except duckdb.Error as error:
        if len(tasks) == 1:
            return [Measured(fault=f"SQL 不能执行：{_first_line(error)}")]
        middle = len(tasks) // 2
        return _chunk(tasks[:middle], parameters, connection) + _chunk(tasks[middle:], parameters, connection)


def _run(tasks: Sequence[Task], parameters: Parameters, connection: duckdb.DuckDBPyConnection) -> list[Measured]:
    given: dict[str, object] = {}
    parts = []
    for number, task in enumerate(tasks):
        sql, needed = bound(task, parameters, f"scope_{number}")
        given |= needed
        parts.append(f"SELECT {number}, CAST(v AS VARCHAR), typeof(v) FROM (\n{sql}\n) AS t(v)")
    rows: dict[int, list[tuple[str | None, str]]] = {}
    for number, value, kind in connection.execute("\nUNION ALL\n".join(parts), given).fetchall():
        rows.setdefault(number, []).append((value, kind))
    return [_checked(rows.get(number, []), task) for number, task in enumerate(tasks)]


def bound(task: Task, parameters: Parameters, scope_name: str = "scope", sql: str | None = None) -> tuple[str, dict[str, object]]:
    """The task's SQL (or `sql`) with `$scope` renamed, and the values of the parameters it uses."""
    needed = {name: parameters[name] for name in task.query.parameters if name != "scope"}
    if "scope" not in task.query.parameters:
        return sql or task.query.sql, needed
    return re.sub(r"\$scope\b", f"${scope_name}", sql or task.query.sql), needed | {scope_name: task.scope}


def _checked(rows: Sequence[tuple[str | None, str]], task: Task) -> Measured:
    if len(rows) > 1:
        return Measured(fault=f"SQL 得出 {len(rows)} 行，应只得出一个数")
    value, kind = rows[0] if rows else (None, '"NULL"')
    if task.text or _EXACT.match(kind):
        return Measured(value)
    if kind in ("DOUBLE", "FLOAT"):
        return Measured(fault="SQL 得出的是浮点数，不精确；SQL 里只计数、求和，平均和比例改用 formula")
    return Measured(fault=f"SQL 得出的不是数（类型 {kind}）")


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def count_rows(tables: Sequence[str], connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many rows each table holds; 0 for one that the snapshot does not have."""
    present = {row[0] for row in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    known = [table for table in tables if table in present]
    if not known:
        return dict.fromkeys(tables, 0)
    parts = (f"SELECT {number} AS n, count(*) AS c FROM {quoted(table)}" for number, table in enumerate(known))
    rows = sorted(connection.execute(" UNION ALL ".join(parts)).fetchall())
    return dict.fromkeys(tables, 0) | {known[number]: count for number, count in rows}


def quoted(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def missing_parameter(query: Query, allowed: Mapping[str, object]) -> str:
    """The first $name that nobody gives a value; "" if there is none."""
    return next((name for name in query.parameters if name != "scope" and name not in allowed), "")
