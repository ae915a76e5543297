"""Resolves what charts.yaml and tables.yaml name. Three forms give categories × measures:

    figures: [name, …] or {label: name}         named figures
    series: id, [id, …] or {printed name: id}   breakdowns, one measure each
    groups: {group: {category: name}}           figures, one measure a group

With `years` each measure appears once a year.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from reportgen.compose import faults
from reportgen.compose.binding import Binder, changed
from reportgen.compose.exhibits import THIS, Datum, Matrix, Measure, Spec
from reportgen.compose.faults import Fault, nearest
from reportgen.core.document import Number
from reportgen.core.figure import Absent, Figure, Point, Series, Value
from reportgen.core.finding import Finding
from reportgen.core.place import Place
from reportgen.core.show import ABSENT_TEXT, digits, rounded
from reportgen.core.unit import convert, unit

FORMS = ("figures", "series", "groups")
NO_LAST = Absent("不适用", "上年没有这一项")
CHANGED = Absent("不适用", "口径与上年不同")
_Path = tuple[str | int, ...]


class Resolver:
    """Resolves the data forms of one exhibit. An unknown name leaves its category out and is a finding."""

    def __init__(self, spec: Spec, binder: Binder, found: list[Finding]) -> None:
        self.spec, self.binder, self.found = spec, binder, found
        self.figures = binder.figures

    def report(self, fault: Fault, at: Place, message: str, hint: str, figures: tuple[str, ...] = ()) -> None:
        """Adds a finding, the same one only once."""
        finding = fault.at(at, message, hint, figures=figures)
        if finding not in self.found:
            self.found.append(finding)

    def matrix(self) -> Matrix | None:
        """The data of a chart, or of a table in the series form; None (and a finding) if nothing is left to show."""
        data = self.spec.data
        forms = [form for form in FORMS if form in data]
        if len(forms) != 1:
            self.report(faults.DATA_FORM, self.spec.at, f"“{self.spec.id}”要有且只有一种数据来源", f"写 {'、'.join(FORMS)} 中的一种")
            return None
        read = {"figures": self._figures, "series": self.series, "groups": self._groups}[forms[0]]
        dimension, measures = read(data[forms[0]], (forms[0],), str(data.get("unit") or ""))
        return self._whole(str(data.get("dimension") or dimension), measures)

    def lines(self) -> tuple[Measure, ...]:
        """The measures of a combined chart's lines: breakdowns, or figures by group and category."""
        data = self.spec.data.get("lines") or ()
        read = self._groups if isinstance(data, Mapping) else self.series
        return read(data, ("lines",), "")[1]

    def _whole(self, dimension: str, measures: tuple[Measure, ...]) -> Matrix | None:
        categories = tuple(dict.fromkeys(category for measure in _this_year_first(measures) for category in measure.data))
        if not any(not isinstance(datum.value, Absent) for measure in measures for datum in measure.data.values()):
            self.report(faults.NO_DATA, self.spec.at, f"“{self.spec.id}”没有可用的数据", "检查所列指标是否有数值；暂无数据的先不放")
            return None
        if top := self.spec.data.get("top"):
            categories = _largest(categories, measures, int(top))
        return Matrix(dimension, categories, measures, len(self.years) > 1)

    @property
    def years(self) -> tuple[str, ...]:
        """The years to show, in the order typed; the report's own if none are named."""
        return tuple(self.spec.data.get("years") or (THIS,))

    # ── the forms: dimension and measures; `asked` is the unit to convert to, "" for the figures' own ──

    def _figures(self, listed: object, path: _Path, asked: str) -> tuple[str, tuple[Measure, ...]]:
        return "指标", self._measures("", self._named(listed, path), asked)

    def _groups(self, groups: Mapping[str, object], path: _Path, asked: str) -> tuple[str, tuple[Measure, ...]]:
        made = (self._measures(name, self._named(group, (*path, name)), asked) for name, group in groups.items())
        return "类别", tuple(measure for measures in made for measure in measures)

    def series(self, listed: object, path: _Path, asked: str = "") -> tuple[str, tuple[Measure, ...]]:
        """The dimension and one measure a year of each breakdown; `asked` as for all forms."""
        known = [(key, one) for key, id, at in self.entries(listed, path) if (one := self._breakdown(id, at))]
        measures = (self._of_series(key or one.name, one, year, asked) for key, one in known for year in self.years)
        return known[0][1].dimension if known else "类别", tuple(one for one in measures if one)

    def entries(self, listed: object, path: _Path) -> Iterator[tuple[str, str, Place]]:
        """Printed name ("" if none is typed), id and place of each entry of id, [id, …] or {name: id}."""
        if isinstance(listed, Mapping):
            yield from ((name, str(id), self.spec.where(*path, name)) for name, id in listed.items())
        else:
            ids = (listed,) if isinstance(listed, str) else listed
            yield from (("", str(id), self.spec.where(*path, n)) for n, id in enumerate(ids))

    # ── figures ────────────────────────────────────────────────────────────

    def _named(self, listed: object, path: _Path) -> tuple[tuple[str, Figure, Place], ...]:
        entries = ((name, self.binder.figure(id, at), at) for name, id, at in self.entries(listed, path))
        return tuple((name or figure.name, figure, at) for name, figure, at in entries if figure)

    def _measures(self, name: str, named: tuple[tuple[str, Figure, Place], ...], asked: str) -> tuple[Measure, ...]:
        """One measure a year over the named figures, all in one unit."""
        if not named:
            return ()
        wanted = asked or named[0][1].unit
        periods = {label: figure.period for label, figure, _ in named}
        ids = tuple(figure.id for _, figure, _ in named)
        return tuple(Measure(name, wanted, year, {label: self.datum(figure, year, wanted, at) for label, figure, at in named}, periods, ids)
                     for year in self.years)

    def datum(self, figure: Figure, year: str, wanted: str, at: Place) -> Datum:
        """A figure's value of one year in the wanted unit."""
        source = figure if year == THIS else self.figures.before(figure)
        if source is None:
            value, text = self._no_last(figure, at), ABSENT_TEXT
        else:
            value, text = self._expressed(source.value, source, wanted, at)
        id = source.id if source else figure.id
        return Datum(value, Number(text, figure.id, figure.scope, "数值" if year == THIS else "上年|数值", ((id, self._when(year)),), at=at))

    def _no_last(self, figure: Figure, at: Place) -> Absent:
        """Why there is no value of last year; told to the author too."""
        if earlier := self.figures.changed(figure):
            finding = changed(figure, earlier, at)
            self.report(faults.CHANGED_DEFINITION, at, finding.message, "不列上年；确能换算的，请质量管理部门在年度包中写 convert", (figure.id,))
            return CHANGED
        none = self.figures.previous is None
        self.report(faults.NO_LAST_YEAR, self.spec.at if none else at, "没有上年的快照" if none else f"上年快照没有“{figure.name}”",
                    "先冻结上年数据；上年确无此数的，不列上年", () if none else (figure.id,))
        return NO_LAST

    def _expressed(self, value: Value, source: Figure | Series, wanted: str, at: Place) -> tuple[Value, str]:
        """The exact value in another unit, and how it is printed there (as prose prints it)."""
        rounding = self.binder.rounding
        if isinstance(value, Absent) or unit(wanted).name == unit(source.unit).name:
            return value, digits(value, source.decimals, rounding)
        exact = convert(value, source.unit, wanted)
        if exact is None:
            self.report(faults.MIXED_UNITS, at, f"“{source.name}”的单位是{source.unit}，不能与{wanted}放在一列", "改 unit，或把单位不同的指标分开")
            return Absent("不适用", "单位不同"), ABSENT_TEXT
        return exact, digits(convert(rounded(value, source.decimals, rounding), source.unit, wanted), 2, rounding)

    def _when(self, year: str) -> int:
        if year == THIS:
            return self.figures.year
        return self.figures.year - 1 if self.figures.previous is None else self.figures.previous.year

    # ── breakdowns ─────────────────────────────────────────────────────────

    def _breakdown(self, id: str, at: Place) -> Series | None:
        if series := self.figures.series(id, self.binder.scope):
            return series
        known = {one.id: one.name for one in self.figures.all_series()}
        near = nearest(id, known)
        self.report(faults.UNKNOWN_SERIES, at, f"没有编号为“{id}”的分组数据",
                    f"是不是要写{'、'.join(f'{one}（{known[one]}）' for one in near)}？" if near else "查 series.yaml 中的编号")
        return None

    def _of_series(self, name: str, series: Series, year: str, asked: str) -> Measure | None:
        source = series if year == THIS else self._series_before(series)
        if source is None:
            return None
        wanted = asked or series.unit
        at = self.spec.where("unit") if wanted != series.unit else self.spec.where("series")
        data = {point.label: self._point(source, point, year, wanted, at) for point in source.points}
        return Measure(name, wanted, year, data, {label: series.period for label in data}, (series.id,))

    def _point(self, series: Series, point: Point, year: str, wanted: str, at: Place) -> Datum:
        value, text = self._expressed(point.value, series, wanted, at)
        return Datum(value, Number(text, series.id, series.scope, point.label, ((series.id, self._when(year)),)))

    def _series_before(self, series: Series) -> Series | None:
        known = self.figures.series_before(series)
        at = self.spec.where("years")
        if self.figures.series_changed(series):
            self.report(faults.CHANGED_DEFINITION, at, f"“{series.name}”的口径与上年不同，不能比较", "去掉 years 中的上年")
        elif known is None:
            self.report(faults.NO_LAST_YEAR, at, f"没有“{series.name}”的上年数据", "先冻结上年数据，或去掉 years 中的上年")
        return known


def _this_year_first(measures: Iterable[Measure]) -> list[Measure]:
    return sorted(measures, key=lambda measure: measure.year != THIS)


def _largest(categories: tuple[str, ...], measures: tuple[Measure, ...], count: int) -> tuple[str, ...]:
    leading = _this_year_first(measures)[0]
    def size(category: str) -> tuple[int, Decimal]:
        value = leading.datum(category).value
        return (1, Decimal(0)) if isinstance(value, Absent) else (0, -value)
    return tuple(sorted(categories, key=size)[:count])
