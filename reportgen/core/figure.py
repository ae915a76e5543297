"""Figures: exact numbers that know their unit, period, population, scope and source."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType

from reportgen.core.period import Period
from reportgen.core.unit import convert

SCHOOL = "学校"


@dataclass(frozen=True, slots=True)
class Absent:
    """No value, and why: 未采集 · 不适用 · 待补 · 分母为零. Never zero."""

    reason: str
    note: str = ""


Value = Decimal | Absent


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was counted: a contract table, its columns, the SQL, the number of rows that entered."""

    table: str
    title: str
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Conversion:
    """How an earlier definition's value becomes one of a later definition.

    source: id of the earlier figure. factor: its value times this; None: by their units alone (元 → 万元).
    never: why there is no way ("" if there is one).
    """

    source: str
    factor: Decimal | None = None
    never: str = ""

    def __str__(self) -> str:
        return self.source + (f"，不能换算（{self.never}）" if self.never else f"×{self.factor}" if self.factor is not None else "，按单位换算")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the snapshot.

    value: exact, in `unit` (a percentage as printed: 96.875 with unit "%"); unrounded. decimals: for printing.
    scope: "学校" or an enterprise's full name. formula: as written in the pack. inputs: ids it is derived from.
    definition_id: equal for figures that mean the same in two years. convert: from last year's, where it does not.
    """

    id: str
    name: str
    value: Value
    unit: str
    decimals: int
    period: Period
    population: str
    scope: str = SCHOOL
    aliases: tuple[str, ...] = ()
    definition: str = ""
    formula: str = ""
    inputs: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    citation: str = ""
    department: str = ""
    snapshot: str = ""
    extra: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    definition_id: str = ""
    convert: Conversion | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series: its category and its value."""

    label: str
    value: Value


@dataclass(frozen=True, slots=True)
class Series:
    """A measure broken down by a dimension (department, industry, award level); what charts and tables are drawn from.

    dimension: the category heading ("二级学院"). points: in the order to print.
    """

    id: str
    name: str
    dimension: str
    points: tuple[Point, ...]
    unit: str
    decimals: int
    period: Period
    population: str
    scope: str = SCHOOL
    definition: str = ""
    citation: str = ""
    department: str = ""
    snapshot: str = ""
    definition_id: str = ""


class Figures(Mapping[tuple[str, str], Figure]):
    """All figures and series of one year's snapshot, by (id, scope); `previous` is last year's, or None; `root` proves the snapshot.

    Iteration is in the pack's order, the school's first. Immutable. A name means a figure of the scope it is used in
    first, then one of the school; the school also knows an enterprise's figures by id and by full name + name.
    """

    def __init__(self, year: int, snapshot: str, figures: Iterable[Figure], series: Iterable[Series] = (), *,
                 previous: "Figures | None" = None, root: str = "") -> None:
        self.year, self.snapshot, self.previous, self.root = year, snapshot, previous, root
        self._figures = {(f.id, f.scope): f for f in figures}
        self._series = {(s.id, s.scope): s for s in series}
        self._named: dict[tuple[str, str], list[Figure]] = {}
        for one in self._figures.values():
            for name in dict.fromkeys((one.id, one.name, *one.aliases)):
                self._named.setdefault((name, one.scope), []).append(one)
            if one.scope != SCHOOL:
                for name in (one.id, one.scope + one.name):
                    self._named.setdefault((name, SCHOOL), []).append(one)

    def __getitem__(self, key: tuple[str, str]) -> Figure:
        return self._figures[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)

    def scopes(self) -> tuple[str, ...]:
        """Every scope that has figures, the school first."""
        return tuple(dict.fromkeys(scope for _, scope in self._figures))

    def candidates(self, name: str, scope: str = SCHOOL) -> tuple[Figure, ...]:
        """Figures meant by an id, name or alias used in `scope`: none, one, or several if the name is ambiguous."""
        return tuple(self._named.get((name, scope)) or self._named.get((name, SCHOOL)) or ())

    def find(self, name: str, scope: str = SCHOOL) -> Figure | None:
        """The one figure meant; None if unknown or ambiguous."""
        found = self.candidates(name, scope)
        return found[0] if len(found) == 1 else None

    def names(self, scope: str = SCHOOL) -> tuple[str, ...]:
        """Every id, name and alias that means something in `scope`."""
        return tuple(name for name, where in self._named if where in (scope, SCHOOL))

    def series(self, id: str, scope: str = SCHOOL) -> Series | None:
        """The series of that id in `scope`, else the school's."""
        return self._series.get((id, scope)) or self._series.get((id, SCHOOL))

    def all_series(self) -> tuple[Series, ...]:
        return tuple(self._series.values())

    def before(self, figure: Figure) -> Figure | None:
        """The same figure a year earlier; by the pack's conversion if it was defined otherwise then.

        None if there is no earlier snapshot, no such figure in it, or only one that does not compare: see `changed`.
        """
        same = self._last(figure.id, figure.scope)
        if same is not None and same.definition_id == figure.definition_id:
            return same
        rule = figure.convert
        source = self._last(rule.source, figure.scope) if rule and not rule.never else None
        return _converted(source, figure) if source else None

    def changed(self, figure: Figure) -> Figure | None:
        """Last year's figure that this one continues and does not compare with; None if they compare, or there is none."""
        if self.before(figure) is not None:
            return None
        source = self._last(figure.convert.source, figure.scope) if figure.convert else None
        return source or self._last(figure.id, figure.scope)

    def series_before(self, series: Series) -> Series | None:
        """The same series a year earlier; None if there is none, or it was defined otherwise then: see `series_changed`."""
        last = self._last_series(series)
        return last if last is not None and last.definition_id == series.definition_id else None

    def series_changed(self, series: Series) -> bool:
        """Whether last year's series of that id does not compare with this one."""
        last = self._last_series(series)
        return last is not None and last.definition_id != series.definition_id

    def _last(self, id: str, scope: str) -> Figure | None:
        return self.previous.get((id, scope)) if self.previous is not None else None

    def _last_series(self, series: Series) -> Series | None:
        return self.previous._series.get((series.id, series.scope)) if self.previous is not None else None

    def with_previous(self, previous: "Figures | None") -> "Figures":
        return Figures(self.year, self.snapshot, self._figures.values(), self._series.values(), previous=previous, root=self.root)


def _converted(source: Figure, figure: Figure) -> Figure | None:
    """The earlier figure in the terms of the later one; None if their units measure different things and no factor is given."""
    factor = figure.convert.factor if figure.convert else None
    value = source.value
    if isinstance(value, Decimal):
        value = convert(value, source.unit, figure.unit) if factor is None else value * factor
    return None if value is None else replace(source, value=value, unit=figure.unit, decimals=figure.decimals)
