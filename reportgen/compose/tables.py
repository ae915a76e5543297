"""Tables: a spec of tables.yaml becomes a grid. Five forms: rows of figures, breakdowns side by side, a free grid, and those of crossed.py."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from reportgen.compose import faults
from reportgen.compose.binding import Binder, no_yardstick
from reportgen.compose.cells import head_cell, number_cell, whole
from reportgen.compose.crossed import crossed, stacked
from reportgen.compose.exhibits import LAST, THIS, Matrix, Measure, Spec, year_heads
from reportgen.compose.forms import YARDSTICKS, signed_change
from reportgen.compose.held import held_cell, held_notes, known
from reportgen.compose.inline import inlines
from reportgen.compose.notes import matrix_absences, matrix_timings, notes
from reportgen.compose.resolver import Resolver
from reportgen.compose.span import single
from reportgen.core.document import Cell, Grid, Number, Role, Text
from reportgen.core.figure import Absent, Figure, Value
from reportgen.core.finding import Finding
from reportgen.core.period import Period
from reportgen.core.place import Place
from reportgen.core.show import ABSENT_TEXT, with_unit
from reportgen.core.unit import unit

NAME, UNIT, CHANGE = "指标", "单位", "变化"
COLUMNS = (NAME, UNIT, LAST, THIS, CHANGE, *YARDSTICKS)
FORMS = ("rows", "series", "grid", "cross", "stack")
_Rows = list[tuple[Cell, ...]]


def make_grid(spec: Spec, number: str, binder: Binder, found: list[Finding]) -> Grid | None:
    """The table; None (and findings) if there is nothing to show."""
    resolver = Resolver(spec, binder, found)
    forms = [form for form in FORMS if form in spec.data]
    if len(forms) != 1:
        resolver.report(faults.DATA_FORM, spec.at, f"表“{spec.id}”要有且只有一种数据来源", f"写 {'、'.join(FORMS)} 中的一种")
        return None
    return {"rows": _of_figures, "series": _of_series, "grid": _free, "cross": crossed, "stack": stacked}[forms[0]](spec, number, resolver)


# ── rows: one figure a row ─────────────────────────────────────────────────

def _of_figures(spec: Spec, number: str, resolver: Resolver) -> Grid | None:
    named = tuple(_named_rows(spec, resolver))
    if not named:
        resolver.report(faults.NO_DATA, spec.at, f"表“{spec.id}”没有可用的行", "检查 rows 中的指标名称")
        return None
    columns = tuple(spec.data.get("columns") or (NAME, UNIT, LAST, THIS))
    units = {unit(_wanted(spec, figure)).name for _, figure, _, _ in named}
    inside = len(units) > 1 and UNIT not in columns
    heads = year_heads(figure.period for _, figure, _, _ in named)
    missing: list[tuple[str, Absent]] = []
    body = [tuple(_row_cell(column, row, resolver, inside, heads, missing) for column in columns) for row in named]
    shared = f"单位：{next(iter(units))}" if len(units) == 1 and UNIT not in columns and next(iter(units)) else ""
    made = notes(spec, [(label, figure.period) for label, figure, _, _ in named], missing, resolver.binder, resolver.found)
    figures = [figure for _, figure, _, _ in named]
    made = (*made, *held_notes(columns, figures, resolver.binder.yardsticks))
    _check_held(columns, figures, resolver)
    if CHANGE in columns and units & {"%", "‰"}:
        made = (*made, (Text("“变化”为两年数值之差；以%计的指标，差以百分点计。"),))
    head = (tuple(head_cell(heads.get(column, column)) for column in columns),)
    return whole(spec, number, resolver, head, body, shared, made)


def _check_held(columns: Iterable[str], figures: list[Figure], resolver: Resolver) -> None:
    """A column that would be all “—” is told."""
    for column in columns:
        if column in YARDSTICKS and not any(known(column, figure, resolver.binder.yardsticks) for figure in figures):
            finding = no_yardstick(figures[0], column, resolver.spec.where("columns"))
            resolver.report(faults.NO_YARDSTICK, finding.at, f"表“{resolver.spec.id}”的“{column}”一列没有内容：{finding.message}", finding.hint, finding.figures)


def _named_rows(spec: Spec, resolver: Resolver) -> Iterable[tuple[str, Figure, int, Place]]:
    for n, row in enumerate(spec.data.get("rows") or ()):
        typed = row if isinstance(row, Mapping) else {"figure": row}
        at = spec.where("rows", n, "figure")
        if figure := resolver.binder.figure(str(typed.get("figure", "")), at):
            yield str(typed.get("label") or figure.name), figure, int(typed.get("indent") or 0), at


def _wanted(spec: Spec, figure: Figure) -> str:
    return str(spec.data.get("unit") or figure.unit)


def _row_cell(column: str, row: tuple[str, Figure, int, Place], resolver: Resolver, inside: bool, heads: Mapping[str, str],
              missing: list[tuple[str, Absent]]) -> Cell:
    name, figure, indent, at = row
    wanted = _wanted(resolver.spec, figure)
    if column == NAME:
        return Cell((Text(name),), Role.ITEM, indent=indent)
    if column == UNIT:
        return Cell((Text(unit(wanted).name),), Role.CENTRE)
    if column == CHANGE:
        return number_cell(_difference(figure, wanted, at, resolver))
    if column in YARDSTICKS:
        return held_cell(column, figure, wanted, resolver, inside=inside)
    datum = resolver.datum(figure, column, wanted, at)
    if isinstance(datum.value, Absent):
        missing.append((f"{heads[column]}{name}", datum.value))
    number = datum.number
    if inside and not isinstance(datum.value, Absent):
        number = Number(with_unit(number.text, wanted), number.figure, number.scope, number.form, number.basis, at=at)
    return number_cell(number)


def _difference(figure: Figure, wanted: str, at: Place, resolver: Resolver) -> Number:
    """This year's shown value less last year's, signed."""
    now, before = (resolver.datum(figure, year, wanted, at) for year in (THIS, LAST))
    known = not isinstance(now.value, Absent) and not isinstance(before.value, Absent)
    text = signed_change(now.number.text, before.number.text) if known else ABSENT_TEXT
    return Number(text, figure.id, figure.scope, CHANGE, (*now.number.basis, *before.number.basis), at=at)


# ── series: one category a row ─────────────────────────────────────────────

def _of_series(spec: Spec, number: str, resolver: Resolver) -> Grid | None:
    matrix = resolver.matrix()
    if matrix is None:
        return None
    measures = _by_name(matrix)
    units = {unit(measure.unit).name for measure in measures}
    body = [(Cell((Text(category),), Role.ITEM), *(number_cell(measure.datum(category).number) for measure in measures))
            for category in matrix.categories]
    if spec.data.get("total"):
        body.append((Cell((Text("合计"),), Role.ITEM), *(number_cell(_total(measure, matrix, resolver), Role.TOTAL) for measure in measures)))
    shared = f"单位：{next(iter(units))}" if len(units) == 1 and next(iter(units)) else ""
    made = notes(spec, matrix_timings(matrix), matrix_absences(matrix), resolver.binder, resolver.found)
    return whole(spec, number, resolver, _series_head(matrix, measures, len(units) > 1), body, shared, made)


def _by_name(matrix: Matrix) -> tuple[Measure, ...]:
    """The measures with the years of one name side by side."""
    names = tuple(dict.fromkeys(measure.name for measure in matrix.measures))
    return tuple(sorted(matrix.measures, key=lambda measure: names.index(measure.name)))


def _series_head(matrix: Matrix, measures: tuple[Measure, ...], with_units: bool) -> tuple[tuple[Cell, ...], ...]:
    heads = matrix.heads()
    names = {measure.name: measure.name + (f"（{unit(measure.unit).name}）" if with_units else "") for measure in measures}
    if not matrix.yearly:
        return ((head_cell(matrix.dimension), *(head_cell(names[measure.name]) for measure in measures)),)
    years = tuple(head_cell(heads[measure.year]) for measure in measures)
    if len(names) == 1:
        return ((head_cell(matrix.dimension), *years),)
    spanners = (head_cell(names[name], colspan=sum(measure.name == name for measure in measures)) for name in names)
    return (head_cell(matrix.dimension, rowspan=2), *spanners), years


def _total(measure: Measure, matrix: Matrix, resolver: Resolver) -> Number:
    """The sum of the shown values of a column; “—” where a sum means nothing or a part is missing."""
    data = [measure.datum(category) for category in matrix.categories]
    base = unit(measure.unit).of
    if base in ("%", "∶1") or "/" in base:
        resolver.report(faults.NOT_ADDITIVE, resolver.spec.where("total"), f"“{measure.name}”以{measure.unit}计，不能相加", "去掉 total，或把这一列移到别的表")
        return Number(ABSENT_TEXT, measure.ids[0], resolver.binder.scope, "合计")
    values: list[Value] = [datum.value for datum in data]
    if any(isinstance(value, Absent) for value in values):
        return Number(ABSENT_TEXT, measure.ids[0], resolver.binder.scope, "合计")
    total = sum((Decimal(datum.number.text) for datum in data), Decimal(0))
    return Number(format(total, "f"), measure.ids[0], resolver.binder.scope, "合计", data[0].number.basis)


# ── grid: as typed ─────────────────────────────────────────────────────────

def _free(spec: Spec, number: str, resolver: Resolver) -> Grid | None:
    grid = spec.data["grid"]
    columns = tuple(grid.get("columns") or ())
    body = []
    for n, row in enumerate(grid.get("rows") or ()):
        if len(row) != len(columns):
            resolver.report(faults.ROW_SHAPE, spec.where("grid", "rows", n), f"表“{spec.id}”第{n + 1}行有{len(row)}格，表头有{len(columns)}列",
                            "补上或删去多余的格；空格写 ''")
        cells = [_typed(value, spec.where("grid", "rows", n, k), k, resolver) for k, value in enumerate(row[:len(columns)])]
        body.append((*cells, *(Cell((), Role.TEXT) for _ in range(len(columns) - len(cells)))))
    if not body:
        resolver.report(faults.NO_DATA, spec.where("grid"), f"表“{spec.id}”没有行", "在 grid 的 rows 下写内容")
        return None
    shared = f"单位：{spec.data['unit']}" if spec.data.get("unit") else ""
    heads = tuple(Cell(inlines(single(str(one), spec.where("grid", "columns", k)), resolver.binder.bind, resolver.found), Role.HEAD)
                  for k, one in enumerate(columns))
    return whole(spec, number, resolver, (heads,), body, shared, notes(spec, _bound(body, resolver), (), resolver.binder, resolver.found))


def _bound(body: _Rows, resolver: Resolver) -> list[tuple[str, Period]]:
    """Names and periods of the figures that the cells name."""
    numbers = (child for row in body for cell in row for child in cell.children if isinstance(child, Number))
    figures = (resolver.figures.get((number.figure, number.scope)) for number in numbers)
    return [(figure.name, figure.period) for figure in figures if figure]


def _typed(value: object, at: Place, column: int, resolver: Resolver) -> Cell:
    children = inlines(single("" if value is None else str(value), at), resolver.binder.bind, resolver.found)
    if len(children) == 1 and isinstance(children[0], Number):
        return number_cell(children[0])
    return Cell(children, Role.TEXT if column else Role.ITEM)
