"""Breakdowns: a measure by department, kind or place."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import duckdb

from reportgen.core.figure import SCHOOL, Absent, Point, Series
from reportgen.core.pack import Breakdown, Pack
from reportgen.indicators.counting import Desk
from reportgen.indicators.derive import DIVIDED_BY_ZERO, NOT_COLLECTED, as_value
from reportgen.indicators.measure import Task, bound


def series(definition: Breakdown, scope: str, pack: Pack, at: Desk, snapshot: str) -> tuple[Series, str]:
    """The series, and what is wrong with its definition ("" if nothing). Without data it has no points."""
    points, fault = _points(definition, scope, at)
    return Series(
        definition.id, definition.name, definition.dimension, points, definition.unit, definition.decimals,
        pack.periods[definition.period], definition.population, scope, definition.definition, str(definition.citation),
        definition.department, snapshot, definition.definition_id), fault


def _points(definition: Breakdown, scope: str, at: Desk) -> tuple[tuple[Point, ...], str]:
    query = at.query(definition.sql, (2, 3))
    if isinstance(query, str):
        return (), query
    if not query.ordered:
        return (), "SQL 没有写 ORDER BY，各类的次序不固定"
    if at.empty(query):
        return (), ""
    sql, needed = bound(Task(query, scope), at.parameters)
    try:
        rows = at.connection.execute(sql, needed).fetchall()
    except duckdb.Error as error:
        return (), f"SQL 不能执行：{str(error).strip().splitlines()[0]}"
    fault = next((fault for row in rows if (fault := _fault(row))), "")
    return ((), fault) if fault else (tuple(_point(row, definition.scale) for row in rows), "")


def _fault(row: Sequence[object]) -> str:
    if any(isinstance(value, float) for value in row[1:]):
        return "SQL 得出的是浮点数，不精确；比例写成三列（类别、分子、分母），由引擎相除"
    if not all(value is None or isinstance(value, int | Decimal) and not isinstance(value, bool) for value in row[1:]):
        return "SQL 的第二列起应为数"
    return ""


def _point(row: Sequence[object], scale: int) -> Point:
    label, *numbers = row
    if None in numbers:
        return Point(_label(label), Absent(NOT_COLLECTED))
    exact = [Fraction(number) for number in numbers]  # type: ignore[arg-type]
    if len(exact) == 1:
        return Point(_label(label), as_value(exact[0]))
    part, whole = exact
    return Point(_label(label), as_value(part / whole * scale) if whole else Absent(DIVIDED_BY_ZERO))


def _label(label: object) -> str:
    return "未填写" if label is None else str(label)


def scopes(definition: Breakdown, enterprises: Sequence[str]) -> tuple[str, ...]:
    """Where it is computed: once for the school, or once for each enterprise."""
    return tuple(enterprises) if definition.scoped else (SCHOOL,)
