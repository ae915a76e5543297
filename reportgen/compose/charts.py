"""Charts: a spec of charts.yaml becomes a chart with its data resolved, its alternative text and its notes written."""

from collections.abc import Iterator
from dataclasses import replace

from reportgen.compose import faults
from reportgen.compose.alt import alternative
from reportgen.compose.binding import Binder
from reportgen.compose.exhibits import Matrix, Measure, Spec
from reportgen.compose.held import KEYS, held_notes, references
from reportgen.compose.notes import caption, matrix_absences, matrix_timings, notes
from reportgen.compose.resolver import Resolver
from reportgen.core.document import Chart, ChartKind, ChartSeries, Mark
from reportgen.core.figure import SCHOOL, Absent
from reportgen.core.finding import Finding
from reportgen.core.show import with_unit
from reportgen.core.unit import unit

_ROUND = (ChartKind.PIE, ChartKind.RING)
MOST_SERIES = 6
OWN = "本校"


def make_chart(spec: Spec, number: str, binder: Binder, found: list[Finding]) -> Chart | None:
    """The chart; None (and findings) if its data cannot be resolved. A kind that does not suit the data becomes columns."""
    resolver = Resolver(spec, binder, found)
    matrix = resolver.matrix()
    if matrix is None:
        return None
    kind = ChartKind(str(spec.data.get("kind") or ChartKind.COLUMN))
    lines = resolver.lines() if kind is ChartKind.COMBO else ()
    series = (*_series(matrix, matrix.measures, _mark(kind), "left"), *_series(matrix, lines, Mark.LINE, "right"))
    kind = _suited(kind, matrix, series, resolver)
    title = caption(spec, binder, found)
    everything = Matrix(matrix.dimension, matrix.categories, (*matrix.measures, *lines), matrix.yearly)
    ids = dict.fromkeys(id for measure in everything.measures for id in measure.ids)
    alt = alternative(kind, title, matrix.categories, series, matrix.yearly)
    made = notes(spec, matrix_timings(everything), matrix_absences(everything), binder, found)
    chart = Chart(spec.id, number, title, kind, matrix.dimension, matrix.categories, series, alt, made, tuple(ids), binder.scope, spec.at)
    return _with_references(chart, matrix, resolver)


def _with_references(chart: Chart, matrix: Matrix, resolver: Resolver) -> Chart:
    """Standards, targets and peers beside the data: a line where one value holds for all categories, else a series like the others."""
    found = references(matrix, resolver)
    if found and chart.kind in (*_ROUND, ChartKind.STACKED):
        resolver.report(faults.UNSUITABLE_CHART, chart.at, f"图“{chart.id}”：饼图、环形图、堆积图画不了标准和均值", "换一种 kind，或去掉 standard、target、peers")
        return chart
    if not found:
        return chart
    lined = chart.kind is ChartKind.COLUMN and all(over_all for _, over_all in found)
    mark = Mark.LINE if lined else _mark(chart.kind)
    extra = tuple(_reference(_one_series(measure.name, measure, matrix.categories, mark, "left"), over_all and mark is Mark.LINE)
                  for measure, over_all in found)
    told = "，".join(f"{measure.name}为{with_unit(one.texts[0], one.unit)}" if len(set(one.texts)) == 1 else f"并列出{measure.name}"
                    for one, (measure, _) in zip(extra, found, strict=True))
    shown = [figure for measure, _ in found for id in measure.ids if (figure := resolver.figures.get((id, SCHOOL)))]
    kinds = [kind for key, kind in KEYS.items() if resolver.spec.data.get(key)]
    own = chart.series if len(chart.series) > 1 else (replace(chart.series[0], name=OWN),)
    return replace(chart, kind=ChartKind.COMBO if lined else chart.kind, series=(*own, *extra), alt=f"{chart.alt}{told}。",
                   notes=(*chart.notes, *held_notes(kinds, shown, resolver.binder.yardsticks)))


def _reference(series: ChartSeries, line: bool) -> ChartSeries:
    """A line over all categories tells its value in the legend, once."""
    return replace(series, name=f"{series.name}（{with_unit(series.texts[0], series.unit)}）", reference=True) if line else series


def _mark(kind: ChartKind) -> Mark:
    return Mark.LINE if kind is ChartKind.LINE else Mark.COLUMN


def _series(matrix: Matrix, measures: tuple[Measure, ...], mark: Mark, axis: str) -> Iterator[ChartSeries]:
    alone = len({measure.name for measure in measures}) == 1 and axis == "left"
    for measure in measures:
        yield _one_series(_name(measure, matrix, alone), measure, matrix.categories, mark, axis)


def _one_series(name: str, measure: Measure, categories: tuple[str, ...], mark: Mark, axis: str) -> ChartSeries:
    data = [measure.datum(category) for category in categories]
    return ChartSeries(name, tuple(one.value for one in data), tuple(one.number.text for one in data), unit(measure.unit).name, mark, axis)


def _name(measure: Measure, matrix: Matrix, alone: bool) -> str:
    """What the legend calls it: the year where only years differ, else the measure, with its year if there are two."""
    head = matrix.heads()[measure.year]
    if not measure.name or (matrix.yearly and alone):
        return head
    return f"{measure.name}（{head}）" if matrix.yearly else measure.name


def _suited(kind: ChartKind, matrix: Matrix, series: tuple[ChartSeries, ...], resolver: Resolver) -> ChartKind:
    """The kind, or columns with a finding where it cannot show these data."""
    left = [one for one in series if one.axis == "left"]
    if len({one.unit for one in left}) > 1 and kind is not ChartKind.MULTIPLES:
        resolver.report(faults.MIXED_UNITS, resolver.spec.at, f"图“{resolver.spec.id}”一根轴上有不同的单位：{'、'.join(dict.fromkeys(one.unit for one in left))}",
                        "改用 kind: combo 或 multiples，或分成两个图")
    problem = _unsuited(kind, matrix, series)
    if problem is None:
        return kind
    resolver.report(faults.UNSUITABLE_CHART, resolver.spec.where("kind"), f"图“{resolver.spec.id}”：{problem}", "换一种 kind，或调整数据")
    return ChartKind.COLUMN


def _unsuited(kind: ChartKind, matrix: Matrix, series: tuple[ChartSeries, ...]) -> str | None:
    values = [value for one in series for value in one.values]
    if kind in _ROUND and len(series) != 1:
        return "饼图、环形图只能有一组数"
    if kind in _ROUND and any(isinstance(value, Absent) or value < 0 for value in values):
        return "饼图、环形图不能有缺数或负数"
    if kind is ChartKind.RADAR and len(matrix.categories) < 3:
        return "雷达图至少要有三项"
    if kind is ChartKind.LINE and len(matrix.categories) < 2:
        return "折线图至少要有两个点"
    if kind is ChartKind.STACKED and len(series) < 2:
        return "堆积图至少要有两组数"
    if kind is ChartKind.COMBO and not any(one.axis == "right" for one in series):
        return "组合图要用 lines 写明折线"
    return f"一个图最多{MOST_SERIES}组数" if len(series) > MOST_SERIES else None
