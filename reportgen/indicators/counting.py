"""From definitions with SQL to exact numbers: what may run, what is absent, how many rows entered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import duckdb

from reportgen.core.figure import Absent, Source
from reportgen.core.pack import Contract
from reportgen.indicators.derive import NOT_COLLECTED, TO_BE_MENDED, Exact
from reportgen.indicators.measure import Measured, Parameters, Task, count_rows, measure, missing_parameter
from reportgen.indicators.query import BadQuery, Query, understand


@dataclass(frozen=True, slots=True)
class Counted:
    """What one SQL definition gave. fault: Chinese, what is wrong with the definition ("" if nothing)."""

    value: Exact
    sources: tuple[Source, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """One snapshot, ready to be asked: the connection, the year's parameters, its tables and all SQL of the pack, understood."""

    connection: duckdb.DuckDBPyConnection
    contracts: Mapping[str, Contract]
    parameters: Parameters
    queries: Mapping[str, Query | BadQuery]
    rows: Mapping[str, int] = field(repr=False)

    def query(self, sql: str, columns: Iterable[int] = (1,)) -> Query | str:
        """The SQL as understood, or what is wrong with it. columns: how many it may select."""
        found = self.queries[sql]
        if isinstance(found, BadQuery):
            return str(found)
        if found.columns not in columns:
            return f"SQL 应选出 {' 或 '.join(str(one) for one in columns)} 列"
        missing = missing_parameter(found, self.parameters)
        return f"不认识的参数 ${missing}；可用：{'、'.join('$' + name for name in (*self.parameters, 'scope'))}" if missing else found

    def empty(self, query: Query) -> Absent | None:
        """Absent if a table the query reads holds nothing: nobody counted, so it is not zero."""
        table = next((table for table in query.tables if not self.rows[table]), None)
        return Absent(NOT_COLLECTED, f"“{self.contracts[table].title}”没有数据") if table else None

    def sources(self, query: Query, counts: Iterable[int | None]) -> tuple[Source, ...]:
        """Its entering tables with their rows; the tables only looked up are left out."""
        return tuple(Source(one.table, self.contracts[one.table].title, count) for one, count in zip(query.rows, counts, strict=True))


def desk(statements: Iterable[str], contracts: Mapping[str, Contract], parameters: Parameters,
         connection: duckdb.DuckDBPyConnection) -> Desk:
    """A desk that knows these SQL statements."""
    return Desk(connection, contracts, parameters, understand(statements, contracts, connection), count_rows(list(contracts), connection))


def count(jobs: Sequence[tuple[str, str]], at: Desk) -> list[Counted]:
    """Each (SQL, scope) with its exact value and its sources."""
    asked = [_ask(sql, scope, at) for sql, scope in jobs]
    tasks = [one for one in asked if isinstance(one, Task)]
    row_tasks = [Task(Query(rows_counted(one.sql), task.query.tables, task.query.parameters, ()), task.scope)
                 for task in tasks if not task.query.counts_rows for one in task.query.rows]
    results = measure([*tasks, *row_tasks], at.parameters, at.connection)
    values, rows = iter(results[:len(tasks)]), iter(results[len(tasks):])
    return [one if isinstance(one, Counted) else _counted(next(values), one.query, rows, at) for one in asked]


def rows_counted(rows: str) -> str:
    """SQL that counts the addresses a row listing gives, each once."""
    return f"SELECT count(*) FROM (SELECT DISTINCT * FROM ({rows}))" if " JOIN " in rows else f"SELECT count(*) FROM ({rows})"


def _ask(sql: str, scope: str, at: Desk) -> Task | Counted:
    query = at.query(sql)
    if isinstance(query, str):
        return Counted(Absent(TO_BE_MENDED, query), fault=query)
    absent = at.empty(query)
    return Counted(absent, at.sources(query, [0 if not at.rows[one.table] else None for one in query.rows])) if absent else Task(query, scope)


def _counted(result: Measured, query: Query, rows: Iterator[Measured], at: Desk) -> Counted:
    counts = [result if query.counts_rows else next(rows) for _ in query.rows]
    sources = at.sources(query, (int(one.value) if one.value is not None else None for one in counts))
    if result.fault:
        return Counted(Absent(TO_BE_MENDED, result.fault), sources, result.fault)
    if result.value is None:
        return Counted(Absent(NOT_COLLECTED), sources)
    return Counted(Fraction(result.value), sources)


def texts(jobs: Sequence[tuple[str, str]], at: Desk) -> list[Measured]:
    """Each (SQL, scope) as text; None where there is nothing."""
    asked = [at.query(sql) for sql, _ in jobs]
    tasks = [Task(query, scope, text=True) for query, (_, scope) in zip(asked, jobs, strict=True)
             if isinstance(query, Query) and not at.empty(query)]
    results = iter(measure(tasks, at.parameters, at.connection))
    return [Measured(fault=query) if isinstance(query, str) else Measured() if at.empty(query) else next(results) for query in asked]
