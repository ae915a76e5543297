"""All figures and series of one year's snapshot.

P151 broken-definition      SQL or formula of the pack that cannot be computed
P152 scope-mismatch         a formula mixes periods or populations without saying so
P153 enterprise-not-found   an enterprise of the project that has no row in any of its tables
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from types import MappingProxyType

import duckdb

from reportgen.core.errors import ScopeMismatch
from reportgen.core.figure import SCHOOL, Absent, Conversion, Figure, Figures, Series, Source
from reportgen.core.finding import Finding, Severity, ordered
from reportgen.core.formula import BadFormula, Expression, names, parse
from reportgen.core.pack import Breakdown, Edition, Indicator, Pack
from reportgen.core.plan import Enterprise
from reportgen.indicators.counting import Desk, count, desk, texts
from reportgen.indicators.derive import NOT_COLLECTED, TO_BE_MENDED, Exact, Key, agree, as_value, derive, order
from reportgen.indicators.series import scopes, series


def compute(pack: Pack, connection: duckdb.DuckDBPyConnection, *, year: int, snapshot: str,
            enterprises: Sequence[Enterprise] = (), root: str = "") -> tuple[Figures, tuple[Finding, ...]]:
    """Every figure and series the pack defines, exactly.

    connection: the snapshot's tables by contract id, each with `_file, _sheet, _row`. root: the snapshot's. enterprises: scopes of scoped definitions.
    Absent: an empty table, a NULL, a zero denominator; absence goes on through formulas. Nothing absent is ever zero.
    Findings: faults of the pack (their figures are Absent 待补), and enterprises that the tables do not know.
    """
    at = open_desk(pack, connection)
    with ThreadPoolExecutor(1) as aside:  # questions by the hundred, most of them too small for two cores
        asked = aside.submit(_all_series, pack, replace(at, connection=connection.cursor()), enterprises, snapshot)
        sheet = _Sheet(pack, at, enterprises)
        sheet.count()
        sheet.derive()
        figures = [sheet.figure(job, year, snapshot) for job in sheet.jobs.values()]
        all_series, faults = asked.result()
    return Figures(year, snapshot, figures, all_series, root=root), ordered((*sheet.findings, *faults, *_unknown_enterprises(sheet, enterprises)))


def open_desk(pack: Pack, connection: duckdb.DuckDBPyConnection) -> Desk:
    """The snapshot ready for every SQL of the pack."""
    sql = [text for one in pack.indicators.values() for text in (one.sql, *one.extra.values()) if text]
    return desk([*sql, *(one.sql for one in pack.breakdowns.values())], pack.contracts, parameters(pack.edition), connection)


def parameters(edition: Edition) -> Mapping[str, object]:
    """The $names that SQL may use besides $scope; the years stand in the edition, never in SQL."""
    return MappingProxyType({"year_start": edition.data_year.start, "year_end": edition.data_year.end,
                             "finance_year": edition.finance_year, "cohort": edition.cohort})


def figure_id(definition: str, enterprise: str) -> str:
    """The figure's id of a scoped definition for one enterprise.

    >>> figure_id("ent_order", "ent1")
    'ent1_order'
    """
    return f"{enterprise}_{definition.partition('_')[2] or definition}"


@dataclass(frozen=True, slots=True)
class _Job:
    """A definition to compute in one scope; `id` is the figure's. enterprise: its id, "" for the school."""

    definition: Indicator
    id: str
    scope: str
    enterprise: str = ""

    @property
    def key(self) -> Key:
        """What the working sheet knows it by."""
        return self.definition.id, self.scope

    @property
    def convert(self) -> Conversion | None:
        """The conversion from last year's figure in this scope."""
        rule = self.definition.convert
        return replace(rule, source=figure_id(rule.source, self.enterprise)) if rule and self.enterprise else rule


class _Sheet:
    """The working sheet of one computation."""

    def __init__(self, pack: Pack, at: Desk, enterprises: Sequence[Enterprise]) -> None:
        self.pack, self.at = pack, at
        self.findings: list[Finding] = []
        self.values: dict[Key, Exact] = {}
        self.sources: dict[Key, tuple[Source, ...]] = {}
        self.inputs: dict[Key, tuple[Key, ...]] = {}
        self.extra: dict[Key, dict[str, str]] = {}
        self.jobs = {job.key: job for job in _jobs(pack, enterprises)}

    def count(self) -> None:
        """Runs the SQL definitions and the extra texts."""
        jobs = [job for job in self.jobs.values() if job.definition.sql]
        for job, counted in zip(jobs, count([(job.definition.sql, job.scope) for job in jobs], self.at), strict=True):
            self.values[job.key], self.sources[job.key] = counted.value, counted.sources
            if counted.fault:
                self._fault(job.definition, counted.fault)
        asked = [(job, name, sql) for job in self.jobs.values() for name, sql in job.definition.extra.items()]
        for (job, name, _), found in zip(asked, texts([(sql, job.scope) for job, _, sql in asked], self.at), strict=True):
            if found.fault:
                self._fault(job.definition, f"“{name}”的{found.fault}")
            elif found.value is not None:
                self.extra.setdefault(job.key, {})[name] = found.value

    def derive(self) -> None:
        """Computes the formulas, inputs first."""
        for job in self.jobs.values():
            if job.definition.uncollected:
                self.values[job.key] = Absent(NOT_COLLECTED, job.definition.uncollected)
        formulas = [job for job in self.jobs.values() if job.key not in self.values]
        expressions = {job.key: parsed for job in formulas if (parsed := self._parsed(job)) is not None}
        for key, expression in expressions.items():
            self.inputs[key] = tuple(dict.fromkeys(self._key(id, key[1]) for id in names(expression)))
        ready, circles = order(self.inputs)
        for circle in circles:
            self._fault(self.jobs[circle[0]].definition, f"公式绕成了圈：{' → '.join(self.jobs[key].definition.name for key in circle)}")
        for key in ready:
            if key in expressions:
                self.values[key] = self._derived(self.jobs[key], expressions[key])
                self.sources[key] = self._tables(key)
        for key in self.jobs:
            self.values.setdefault(key, Absent(TO_BE_MENDED, "口径定义有误"))

    def figure(self, job: _Job, year: int, snapshot: str) -> Figure:
        """The finished figure."""
        d = job.definition
        inputs = self.inputs.get(job.key, ())
        return Figure(
            job.id, d.name, as_value(self.values[job.key]), d.unit, d.decimals, self.pack.periods[d.period], d.population, job.scope,
            aliases=(*d.aliases, d.id) if d.scoped else d.aliases, definition=d.definition, formula=d.formula,
            inputs=tuple(self.jobs[key].id for key in inputs if key in self.jobs), sources=self.sources.get(job.key, ()),
            citation=str(d.citation), department=d.department, snapshot=snapshot,
            extra=MappingProxyType(self.extra.get(job.key, {})), definition_id=d.definition_id, convert=job.convert)

    def _parsed(self, job: _Job) -> Expression | None:
        try:
            return parse(job.definition.formula)
        except BadFormula as error:
            self._fault(job.definition, f"公式有误：{error}")
            return None

    def _key(self, id: str, scope: str) -> Key:
        return (id, scope) if (id, scope) in self.jobs else (id, SCHOOL)

    def _derived(self, job: _Job, expression: Expression) -> Exact:
        keys = self.inputs[job.key]
        unknown = next((key[0] for key in keys if key not in self.jobs), "")
        if unknown:
            return self._fault(job.definition, f"公式里的“{unknown}”没有定义")
        try:
            agree(job.definition, [self.jobs[key].definition for key in keys], self.pack)
        except ScopeMismatch as error:
            self.findings.append(Finding("P152", "scope-mismatch", Severity.ERROR, error.message, error.at, error.hint,
                                         figures=(job.id, *(self.jobs[key].id for key in keys))))
            return Absent(TO_BE_MENDED, error.message)
        return derive(expression, {key[0]: self.values[key] for key in keys},
                      lambda id: self.jobs[self._key(id, job.scope)].definition.name)

    def _tables(self, key: Key) -> tuple[Source, ...]:
        """The tables of all inputs of a derived figure; which rows entered is told for each input."""
        found = (source for one in self.inputs[key] for source in self.sources.get(one, ()))
        return tuple(dict.fromkeys(Source(source.table, source.title) for source in found))

    def _fault(self, definition: Indicator, fault: str) -> Absent:
        self.findings.append(_broken(definition, fault))
        return Absent(TO_BE_MENDED, fault)


def _jobs(pack: Pack, enterprises: Sequence[Enterprise]) -> list[_Job]:
    """The school's first, then enterprise by enterprise; each in the pack's order."""
    school = [_Job(d, d.id, SCHOOL) for d in pack.indicators.values() if not d.scoped]
    scoped = [d for d in pack.indicators.values() if d.scoped]
    return school + [_Job(d, figure_id(d.id, e.id), e.name, e.id) for e in enterprises for d in scoped]


def _all_series(pack: Pack, at: Desk, enterprises: Sequence[Enterprise], snapshot: str) -> tuple[list[Series], list[Finding]]:
    found: list[Series] = []
    findings: list[Finding] = []
    for definition in pack.breakdowns.values():
        faults = set()
        for scope in scopes(definition, [e.name for e in enterprises]):
            one, fault = series(definition, scope, pack, at, snapshot)
            found.append(one)
            faults.add(fault)
        findings.extend(_broken(definition, fault) for fault in sorted(faults - {""}))
    return found, findings


def _broken(definition: Indicator | Breakdown, fault: str) -> Finding:
    return Finding("P151", "broken-definition", Severity.ERROR, f"“{definition.name}”算不出来：{fault}", definition.at,
                   f"修改“{definition.id}”的 sql 或 formula", figures=(definition.id,))


def _unknown_enterprises(sheet: _Sheet, enterprises: Sequence[Enterprise]) -> list[Finding]:
    found = []
    for enterprise in enterprises:
        own = [source for key, sources in sheet.sources.items() if key[1] == enterprise.name for source in sources]
        if own and not any(source.rows for source in own):
            tables = "、".join(dict.fromkeys(f"“{source.title}”" for source in own))
            found.append(Finding(
                "P153", "enterprise-not-found", Severity.WARNING, f"{tables}里没有企业“{enterprise.name}”的记录，它的指标全部为零或空",
                hint="把 project.yaml 的企业全称改得与表中一致，或从 enterprises 中删去该企业"))
    return found
