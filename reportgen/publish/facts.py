"""What a package says in numbers: every number its reports print, and the figures of both years behind them."""

from collections.abc import Iterable, Iterator

from reportgen.core.document import Document, Grid, Number, numbers
from reportgen.core.figure import SCHOOL, Absent, Figure, Figures, Series, Value
from reportgen.core.show import show
from reportgen.publish.finals import Final, Finals
from reportgen.writers.annex_xlsx import rows
from reportgen.writers.figures import figures_json
from reportgen.writers.tree_json import shown_numbers


def printed(document: Document) -> list[dict[str, object]]:
    """Every number of a report in reading order; without where it stands in the sources."""
    return [{key: value for key, value in one.items() if key != "at"} for one in shown_numbers(document)]


def used(finals: Iterable[Final], figures: Figures) -> tuple[dict[int, tuple[Figure, ...]], dict[int, tuple[Series, ...]]]:
    """The figures and the breakdowns, by year, that stand behind what the reports print in text, tables and charts."""
    years = {one.year: one for one in _years(figures)}
    wanted: set[tuple[str, str, int]] = set()
    for one in finals:
        wanted |= {basis for number in numbers(one.report.document) for basis in _basis(number, one, figures.year)}
        wanted |= {(id, block.scope, figures.year) for block in one.report.document.blocks() for id in getattr(block, "figures", ())}
    known = {year: {(id, scope) for id, scope, when in wanted if when == year} for year in years}
    return ({year: tuple(_chosen(years[year].values(), asked, scoped=True)) for year, asked in known.items()},
            {year: tuple(_chosen(years[year].all_series(), asked, scoped=False)) for year, asked in known.items()})


def _years(figures: Figures | None) -> Iterator[Figures]:
    while figures is not None:
        yield figures
        figures = figures.previous


def _basis(number: Number, one: Final, year: int) -> Iterator[tuple[str, str, int]]:
    for id, when in number.basis or (((number.figure, year),) if number.figure else ()):
        yield id, number.scope or one.report.document.scope, when


def _chosen(known: Iterable[Figure | Series], asked: set[tuple[str, str]], *, scoped: bool) -> Iterator[Figure | Series]:
    """Those that are asked for, in the scope that asks or in the school's."""
    ids = {id for id, _ in asked}
    return (one for one in known if (one.id, one.scope) in asked or (one.id in ids and (one.scope == SCHOOL or not scoped)))


def with_meaning(known: Iterable[Figure]) -> list[dict[str, object]]:
    """Figures in the stable shape, each with the word that tells whether two years mean the same."""
    own = tuple(known)
    return [{**told, "meaning": one.definition_id} for one, told in zip(own, figures_json(own), strict=True)]


def series_json(known: Iterable[Series]) -> list[dict[str, object]]:
    """Breakdowns for programs; values exact."""
    return [{"id": one.id, "name": one.name, "dimension": one.dimension, "unit": one.unit, "decimals": one.decimals, "period": one.period.as_json(),
             "population": one.population, "scope": one.scope, "definition": one.definition, "citation": one.citation, "department": one.department,
             "snapshot": one.snapshot, "points": [{"label": point.label, **_value(point.value)} for point in one.points]} for one in known]


def _value(value: Value) -> dict[str, object]:
    return {"value": None, "absent": value.reason} if isinstance(value, Absent) else {"value": format(value, "f"), "absent": None}


def annex(finals: Finals) -> list[Grid]:
    """The mandated tables that the reports print."""
    return [block for one in finals.reports if one.report.plan.annex for block in one.report.document.blocks() if isinstance(block, Grid) and block.official]


def annex_json(grids: Iterable[Grid]) -> list[dict[str, str]]:
    """Their values one by one."""
    keys = ("no", "name", "column", "unit", "value", "figure")
    return [{"table": grid.number, "title": grid.caption, **dict(zip(keys, row, strict=True))} for grid in grids for row in rows(grid)]


def highlights(finals: Finals) -> list[dict[str, str]]:
    """The school's figures that a page shows first, as far as the reports print them."""
    figures = finals.opened.figures
    shown = {(one.id, one.scope) for one in used(finals.reports, figures)[0][figures.year]}
    known = [one for id in finals.scheme.highlights if (one := figures.find(id)) is not None and (one.id, one.scope) in shown]
    return [{"id": one.id, "name": one.name, "shown": show(one, rounding=finals.opened.pack.rounding)} for one in known]


def facts(finals: Finals) -> dict[str, object]:
    """The package's data files by name, as JSON values."""
    now = finals.opened.figures
    figures, series = used(finals.reports, now)
    files: dict[str, object] = {
        "numbers.json": {"shape": "reportgen/numbers/1", "rounding": str(finals.opened.pack.rounding),
                         "reports": {one.report.name: printed(one.report.document) for one in finals.reports}},
        "figures.json": with_meaning(figures[now.year]), "series.json": series_json(series[now.year]),
        "annex.json": annex_json(annex(finals)), "highlights.json": highlights(finals)}
    if now.previous is not None:
        last = now.previous.year
        files |= {f"figures-{last}.json": with_meaning(figures[last]), f"series-{last}.json": series_json(series[last])}
    return files

