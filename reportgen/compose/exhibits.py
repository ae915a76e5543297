"""What charts and tables are drawn from: the data forms of charts.yaml and tables.yaml, resolved to exact values.

Three forms give categories × measures: `figures` (named figures), `series` (breakdowns), `groups` (figures by group and category).
With `years` each measure appears once a year.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.compose import faults
from reportgen.compose.binding import Binder
from reportgen.compose.faults import Fault, nearest
from reportgen.compose.words import earlier, label
from reportgen.core.document import Number
from reportgen.core.figure import Absent, Figure, Point, Series, Value
from reportgen.core.finding import Finding
from reportgen.core.period import Period
from reportgen.core.place import Place
from reportgen.core.show import ABSENT_TEXT, digits, rounded
from reportgen.core.unit import convert, unit

THIS, LAST = "本年", "上年"
FORMS = ("figures", "series", "groups")
NO_LAST = Absent("不适用", "上年没有这一项")


@dataclass(frozen=True, slots=True)
class Spec:
    """A chart's or table's description as typed, with the place of each of its values."""

    id: str
    data: Mapping[str, object]
    places: Mapping[tuple[str | int, ...], Place]
    path: tuple[str | int, ...]
    at: Place

    def where(self, *path: str | int) -> Place:
        """The place of one of its values; of the nearest thing around it if it has none of its own."""
        for length in range(len(path), -1, -1):
            if place := self.places.get((*self.path, *path[:length])):
                return place
        return self.at


@dataclass(frozen=True, slots=True)
class Datum:
    """One value: exact in its measure's unit, and the number that is printed."""

    value: Value
    number: Number


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of values over categories. name: what is measured ("" for different figures); year: THIS or LAST; periods: of each category."""

    name: str
    unit: str
    year: str
    data: Mapping[str, Datum]
    periods: Mapping[str, Period]
    ids: tuple[str, ...]

    def datum(self, category: str) -> Datum:
        """The value of a category; absent if the measure does not know it."""
        return self.data.get(category) or Datum(Absent("不适用"), Number(ABSENT_TEXT, self.ids[0]))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Categories × measures. yearly: each measure stands once for every year."""

    dimension: str
    categories: tuple[str, ...]
    measures: tuple[Measure, ...]
    yearly: bool

    def heads(self) -> Mapping[str, str]:
        """What 上年 and 本年 are called: by the period if there is but one, else 上年度 and 本年度."""
        return year_heads([period for measure in self.measures if measure.year == THIS for period in measure.periods.values()])


def year_heads(periods: Iterable[Period]) -> Mapping[str, str]:
    """Headings of the two years for figures of these (this year's) periods."""
    known = tuple(dict.fromkeys(periods))
    if len(known) != 1:
        return {THIS: "本年度", LAST: "上年度"}
    return {THIS: label(known[0]), LAST: label(earlier(known[0]))}


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
        made = getattr(self, f"_{forms[0]}")(data[forms[0]], (forms[0],))
        return self._whole(made, str(data.get("dimension") or ""))

    def lines(self) -> tuple[Measure, ...]:
        """The measures of a combined chart's lines: breakdowns, or figures by group and category."""
        data = self.spec.data.get("lines") or ()
        if isinstance(data, Mapping):
            return self._groups(data, ("lines",), convert_to="")[1]
        return self._series(data, ("lines",), convert_to="")[1]

    def _whole(self, made: tuple[str, tuple[Measure, ...]], dimension: str) -> Matrix | None:
        measures = made[1]
        categories = tuple(dict.fromkeys(category for measure in _this_year_first(measures) for category in measure.data))
        if not any(not isinstance(datum.value, Absent) for measure in measures for datum in measure.data.values()):
            self.report(faults.NO_DATA, self.spec.at, f"“{self.spec.id}”没有可用的数据", "检查所列指标是否有数值；暂无数据的先不放")
            return None
        if top := self.spec.data.get("top"):
            categories = _largest(categories, measures, int(top))
        return Matrix(dimension or made[0], categories, measures, len(self.years) > 1)

    @property
    def years(self) -> tuple[str, ...]:
        """The years to show, in the order typed; the report's own if none are named."""
        return tuple(self.spec.data.get("years") or (THIS,))

    # ── the forms ──────────────────────────────────────────────────────────

    def _figures(self, listed: object, path: tuple[str, ...]) -> tuple[str, tuple[Measure, ...]]:
        return "指标", self._measures("", self._named(listed, path), None)

    def _groups(self, groups: Mapping[str, object], path: tuple[str, ...], convert_to: str | None = None) -> tuple[str, tuple[Measure, ...]]:
        made = [self._measures(name, self._named(group, (*path, name)), convert_to) for name, group in groups.items()]
        return "类别", tuple(measure for measures in made for measure in measures)

    def _series(self, listed: object, path: tuple[str, ...], convert_to: str | None = None) -> tuple[str, tuple[Measure, ...]]:
        ids = (listed,) if isinstance(listed, str) else tuple(listed)
        known = [one for n, id in enumerate(ids) if (one := self._breakdown(str(id), self.spec.where(*path, n)))]
        measures = [made for one in known for year in self.years if (made := self._of_series(one, year, convert_to))]
        return known[0].dimension if known else "类别", tuple(measures)

    # ── figures ────────────────────────────────────────────────────────────

    def _named(self, listed: object, path: tuple[str, ...]) -> tuple[tuple[str, Figure, Place], ...]:
        """Label, figure and place of each entry of [name, …] or {label: name}."""
        pairs = listed.items() if isinstance(listed, Mapping) else enumerate(listed)
        made = []
        for key, name in pairs:
            at = self.spec.where(*path, key)
            if figure := self.binder.figure(str(name), at):
                made.append((key if isinstance(key, str) else figure.name, figure, at))
        return tuple(made)

    def _measures(self, name: str, named: tuple[tuple[str, Figure, Place], ...], convert_to: str | None) -> tuple[Measure, ...]:
        """One measure a year over the named figures, all in one unit."""
        if not named:
            return ()
        wanted = (str(self.spec.data.get("unit") or "") if convert_to is None else convert_to) or named[0][1].unit
        periods = {label: figure.period for label, figure, _ in named}
        ids = tuple(figure.id for _, figure, _ in named)
        return tuple(Measure(name, wanted, year, {label: self.datum(figure, year, wanted, at) for label, figure, at in named}, periods, ids)
                     for year in self.years)

    def datum(self, figure: Figure, year: str, wanted: str, at: Place) -> Datum:
        """A figure's value of one year in the wanted unit."""
        source = figure if year == THIS else self.figures.before(figure)
        if source is None:
            self._no_last(figure, at)
            value, text = NO_LAST, ABSENT_TEXT
        else:
            value, text = self._expressed(source.value, source, wanted, at)
        return Datum(value, Number(text, figure.id, figure.scope, "数值" if year == THIS else "上年|数值", ((figure.id, self._when(year)),), at=at))

    def _no_last(self, figure: Figure, at: Place) -> None:
        none = self.figures.previous is None
        self.report(faults.NO_LAST_YEAR, self.spec.at if none else at, "没有上年的快照" if none else f"上年快照没有“{figure.name}”",
                    "先冻结上年数据；上年确无此数的，不列上年", () if none else (figure.id,))

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
        previous = self.figures.previous
        return self.figures.year if year == THIS else previous.year if previous else self.figures.year - 1

    # ── breakdowns ─────────────────────────────────────────────────────────

    def _breakdown(self, id: str, at: Place) -> Series | None:
        if series := self.figures.series(id, self.binder.scope):
            return series
        known = {one.id: one.name for one in self.figures.all_series()}
        near = nearest(id, known)
        self.report(faults.UNKNOWN_SERIES, at, f"没有编号为“{id}”的分组数据",
                    f"是不是要写{'、'.join(f'{one}（{known[one]}）' for one in near)}？" if near else "查 series.yaml 中的编号")
        return None

    def _of_series(self, series: Series, year: str, convert_to: str | None) -> Measure | None:
        source = series if year == THIS else self._series_before(series)
        if source is None:
            return None
        wanted = (str(self.spec.data.get("unit") or "") if convert_to is None else convert_to) or series.unit
        at = self.spec.where("unit") if wanted != series.unit else self.spec.where("series")
        data = {point.label: self._point(source, point, year, wanted, at) for point in source.points}
        return Measure(series.name, wanted, year, data, {label: series.period for label in data}, (series.id,))

    def _point(self, series: Series, point: Point, year: str, wanted: str, at: Place) -> Datum:
        value, text = self._expressed(point.value, series, wanted, at)
        return Datum(value, Number(text, series.id, series.scope, point.label, ((series.id, self._when(year)),)))

    def _series_before(self, series: Series) -> Series | None:
        known = self.figures.previous.series(series.id, series.scope) if self.figures.previous else None
        if known is None or known.scope != series.scope:
            self.report(faults.NO_LAST_YEAR, self.spec.where("years"), f"没有“{series.name}”的上年数据", "先冻结上年数据，或去掉 years 中的上年")
            return None
        return known


def _this_year_first(measures: Iterable[Measure]) -> list[Measure]:
    return sorted(measures, key=lambda measure: measure.year != THIS)


def _largest(categories: tuple[str, ...], measures: tuple[Measure, ...], count: int) -> tuple[str, ...]:
    leading = _this_year_first(measures)[0]
    def size(category: str) -> tuple[int, Decimal]:
        value = leading.datum(category).value
        return (1, Decimal(0)) if isinstance(value, Absent) else (0, -value)
    return tuple(sorted(categories, key=size)[:count])
