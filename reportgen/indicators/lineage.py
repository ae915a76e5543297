"""The rows of the export behind figures: for each sheet the unbroken runs of rows that enter, and the columns that were read."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

import duckdb

from reportgen.core.figure import Absent, Figure, Series
from reportgen.core.lineage import Derivation, Stretch, Used
from reportgen.core.pack import Breakdown, Contract, Indicator, Pack
from reportgen.core.place import Place
from reportgen.indicators.compute import parameters
from reportgen.indicators.counting import Desk, desk
from reportgen.indicators.measure import Task, bound, quoted
from reportgen.indicators.query import BadQuery, Entering, Query

Letters = Mapping[tuple[str, str, str], Mapping[str, str]]  # (table, file, sheet) → column → its letters in that sheet
Example = tuple[tuple[Place, str, str], ...]  # the cells of one row: place, column, value
MASKED = "（个人信息，不显示）"
_CHUNK = 40
_RUNS = """SELECT {number}, f, s, min(r), max(r) FROM (
SELECT f, s, r, r - row_number() OVER (PARTITION BY f, s ORDER BY r) AS run FROM (SELECT DISTINCT * FROM (
{rows}
) AS t(f, s, r))) GROUP BY f, s, run"""


def derivations(asked: Iterable[Figure | Series], pack: Pack, connection: duckdb.DuckDBPyConnection,
                letters: Letters) -> Mapping[tuple[str, str], Derivation]:
    """How each of these was counted, by id and scope; those that formulas derive, and those without a value, are left out."""
    counted = [(one, sql) for one in asked if not isinstance(getattr(one, "value", None), Absent) and (sql := _definition(one, pack).sql)]
    at = desk([sql for _, sql in counted], pack.contracts, parameters(pack.edition), connection)
    rows = rows_behind([(sql, one.scope) for one, sql in counted], at, letters)
    return {(one.id, one.scope): Derivation(sql, _values(at.queries[sql], one.scope, at), found)
            for (one, sql), found in zip(counted, rows, strict=True)}


def _definition(one: Figure | Series, pack: Pack) -> Indicator | Breakdown:
    return pack.breakdowns[one.id] if isinstance(one, Series) else definition_of(one, pack)


def definition_of(figure: Figure, pack: Pack) -> Indicator:
    """The pack's definition of a figure; an enterprise's figure has the scoped definition's id among its aliases."""
    own = pack.indicators.get(figure.id)
    return own or next(one for one in pack.indicators.values() if one.scoped and one.id in figure.aliases)


def _values(query: Query | BadQuery, scope: str, at: Desk) -> tuple[tuple[str, str], ...]:
    names = query.parameters if isinstance(query, Query) else ()
    return tuple((f"${name}", str(scope if name == "scope" else at.parameters.get(name, ""))) for name in names)


def rows_behind(jobs: Sequence[tuple[str, str]], at: Desk, letters: Letters) -> list[tuple[Stretch, ...]]:
    """For each (SQL, scope) the rows that enter its result, sheet by sheet; none if it may not run."""
    queries = [(at.queries[sql], scope) for sql, scope in jobs]
    asked = [(Task(query, scope), one) for query, scope in queries if isinstance(query, Query) for one in query.rows]
    listed = (runs for start in range(0, len(asked), _CHUNK) for runs in _runs(asked[start:start + _CHUNK], at))
    found = iter([tuple(_stretches(one, runs, at.contracts, letters)) for (_, one), runs in zip(asked, listed, strict=True)])
    return [tuple(stretch for _ in query.rows for stretch in next(found)) if isinstance(query, Query) else () for query, _ in queries]


def _runs(asked: Sequence[tuple[Task, Entering]], at: Desk) -> list[list[tuple[str, str, int, int]]]:
    """File, sheet, first and last row of every run of each; none of one that cannot be listed."""
    parts, needed = [], {}
    for number, (task, one) in enumerate(asked):
        rows, given = bound(task, at.parameters, f"scope_{number}", one.sql)
        parts.append(_RUNS.format(number=number, rows=rows))
        needed |= given
    try:
        listed = at.connection.execute("\nUNION ALL\n".join(parts) + "\nORDER BY ALL", needed).fetchall()
    except duckdb.Error:
        middle = len(asked) // 2
        return [*_runs(asked[:middle], at), *_runs(asked[middle:], at)] if middle else [[]]
    known = {number: [row[1:] for row in rows] for number, rows in groupby(listed, lambda row: row[0])}
    return [known.get(number, []) for number in range(len(asked))]


def _stretches(one: Entering, runs: Iterable[tuple[str, str, int, int]], contracts: Mapping[str, Contract],
               letters: Letters) -> Iterable[Stretch]:
    contract = contracts[one.table]
    for (file, sheet), rows in groupby(runs, lambda run: run[:2]):
        stands = letters.get((one.table, file, sheet), {})
        columns = tuple(Used(column.id, column.name, stands.get(column.id, ""), bool(column.personal))
                        for column in contract.columns if column.id in one.columns)
        yield Stretch(one.table, contract.title, file, sheet, columns, tuple((first, last) for _, _, first, last in rows))


def examples(stretches: Iterable[Stretch], most: int, connection: duckdb.DuckDBPyConnection) -> tuple[Example, ...]:
    """The first rows of each sheet as far as their columns were read; a personal value is masked."""
    return tuple(tuple(_cells(one, row, connection)) for one in stretches for row in _first(one, most) if any(used.letters for used in one.columns))


def _first(one: Stretch, most: int) -> list[int]:
    rows: list[int] = []
    for first, last in one.runs:
        rows += range(first, min(last, first + most - len(rows) - 1) + 1)
    return rows[:most]


def _cells(one: Stretch, row: int, connection: duckdb.DuckDBPyConnection) -> Iterable[tuple[Place, str, str]]:
    columns = [column for column in one.columns if column.letters]
    listed = ", ".join("NULL" if column.personal else quoted(column.id) for column in columns) or "NULL"
    values = connection.execute(f"SELECT {listed} FROM {quoted(one.table)} WHERE _file = ? AND _sheet = ? AND _row = ?",
                                [one.file, one.sheet, row]).fetchone()
    for column, value in zip(columns, values or ()):
        yield Place(one.file, sheet=one.sheet, cell=f"{column.letters}{row}"), column.name, MASKED if column.personal else _text(value)


def _text(value: object) -> str:
    if value is None:
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
