"""Two forms of tables for many figures of a kind.

    cross: {rows: names, columns: endings}      a figure a cell, named by its row's name and its column's ending
    stack: {name: {heading: series}}            breakdowns one below the other, a point a row
"""

from collections.abc import Iterable, Mapping

from reportgen.compose import faults
from reportgen.compose.cells import head_cell, number_cell, whole
from reportgen.compose.exhibits import THIS, Datum, Measure, Spec
from reportgen.compose.notes import notes
from reportgen.compose.resolver import Resolver
from reportgen.core.document import Cell, Grid, Number, Role, Text
from reportgen.core.figure import Absent, Figure
from reportgen.core.place import Place
from reportgen.core.show import with_unit
from reportgen.core.unit import unit

_NAME, _UNIT = "指标", "单位"
_Figures = tuple[tuple[Figure, Place] | None, ...]
_Row = tuple[str, _Figures]


def crossed(spec: Spec, number: str, resolver: Resolver) -> Grid | None:
    """A row of figures for each name. A column of one unit says so in its heading; what differs by row stands in a column of its own."""
    asked: Mapping[str, object] = spec.data["cross"]  # type: ignore[assignment]
    columns = tuple(resolver.entries(asked.get("columns") or (), ("cross", "columns")))
    rows = tuple(_rows(asked.get("rows") or (), [ending for _, ending, _ in columns], resolver))
    if not rows:
        resolver.report(faults.NO_DATA, spec.at, f"表“{spec.id}”没有可用的行", "检查 cross 的 rows 和 columns，合起来应是指标名称")
        return None
    same = _same(rows, len(columns))
    missing: list[tuple[str, Absent]] = []
    body = [_row(row, same, resolver, missing) for row in rows]
    names = (name or ending for name, ending, _ in columns)
    head = (head_cell(_NAME), head_cell(_UNIT), *(head_cell(f"{name}（{of}）" if of else name) for name, of in zip(names, same, strict=True)))
    timings = [(name, one[0].period) for name, figures in rows for one in figures if one]
    made = notes(spec, dict.fromkeys(timings), missing, resolver.binder, resolver.found)
    return whole(spec, number, resolver, (head,), body, "", made)


def _rows(names: object, endings: Iterable[str], resolver: Resolver) -> Iterable[_Row]:
    ends = tuple(endings)
    for label, name, at in resolver.entries(names, ("cross", "rows")):
        figures = tuple((figure, at) if (figure := resolver.binder.figure(name + end, at)) else None for end in ends)
        if any(figures):
            yield label or name, figures


def _unit(figures: _Figures) -> str:
    """A row's unit: that of its last figure."""
    return next(unit(one[0].unit).name for one in reversed(figures) if one)


def _same(rows: tuple[_Row, ...], columns: int) -> tuple[str, ...]:
    """The unit of each column that has but one, if it is not that of every row; "" for the others."""
    by_column = [{unit(one[0].unit).name for _, figures in rows if (one := figures[n])} for n in range(columns)]
    of_rows = {_unit(figures) for _, figures in rows}
    return tuple(next(iter(units)) if len(units) == 1 and units != of_rows else "" for units in by_column)


def _row(row: _Row, same: tuple[str, ...], resolver: Resolver, missing: list[tuple[str, Absent]]) -> tuple[Cell, ...]:
    name, figures = row
    of, cells = _unit(figures), []
    for one, own in zip(figures, same, strict=True):
        if one is None:
            cells.append(Cell((), Role.NUMBER))
            continue
        datum = resolver.datum(one[0], THIS, one[0].unit, one[1])
        if isinstance(datum.value, Absent):
            missing.append((name, datum.value))
        cells.append(number_cell(_told(datum, unit(one[0].unit).name, own or of)))
    return Cell((Text(name),), Role.ITEM), Cell((Text(of),), Role.CENTRE), *cells


def _told(datum: Datum, own: str, expected: str) -> Number:
    """With its unit only where neither the column nor the row says it."""
    number = datum.number
    if own == expected or isinstance(datum.value, Absent):
        return number
    return Number(with_unit(number.text, own), number.figure, number.scope, number.form, number.basis, at=number.at)


def stacked(spec: Spec, number: str, resolver: Resolver) -> Grid | None:
    """Every point of every breakdown, by name. Without any, one row says so (`none:`)."""
    listed: Mapping[str, Mapping[str, str]] = spec.data["stack"]  # type: ignore[assignment]
    known = [(name, *resolver.series(entries, ("stack", name))) for name, entries in listed.items()]
    groups = [(name, dimension, measures) for name, dimension, measures in known if measures]
    if not groups:
        resolver.report(faults.NO_DATA, spec.at, f"表“{spec.id}”没有可用的分组数据", "检查 stack 中的编号")
        return None
    heads = tuple(dict.fromkeys(measure.name for _, _, measures in groups for measure in measures))
    units = {unit(measures[0].unit).name for _, _, measures in groups}
    columns = (_NAME, groups[0][1], *((_UNIT,) if len(units) > 1 else ()), *heads)
    body = [row for name, _, measures in groups for row in _points(name, measures, heads, len(units) > 1)]
    filled = [(name, measure) for name, _, measures in groups for measure in measures if measure.data]
    timings = dict.fromkeys((name, period) for name, measure in filled for period in measure.periods.values())
    missing = [(name, datum.value) for name, measure in filled for datum in measure.data.values() if isinstance(datum.value, Absent)]
    none = str(spec.data.get("none") or "没有")
    shared = f"单位：{next(iter(units))}" if len(units) == 1 and body and next(iter(units)) else ""
    made = notes(spec, timings, missing, resolver.binder, resolver.found)
    return whole(spec, number, resolver, (tuple(head_cell(one) for one in columns),), body or [(Cell((Text(none),), Role.TEXT, colspan=len(columns)),)], shared, made)


def _points(name: str, measures: tuple[Measure, ...], heads: tuple[str, ...], with_units: bool) -> Iterable[tuple[Cell, ...]]:
    by_head = {measure.name: measure for measure in measures}
    for label in dict.fromkeys(label for measure in measures for label in measure.data):
        of = (Cell((Text(unit(measures[0].unit).name),), Role.CENTRE),) if with_units else ()
        values = (number_cell(by_head[head].datum(label).number) if head in by_head else Cell((), Role.NUMBER) for head in heads)
        yield Cell((Text(name),), Role.ITEM), Cell((Text(label),), Role.TEXT), *of, *values
