"""A year's pack: contracts, indicators, the annex's wording and the words to avoid. Data, never code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from reportgen.core.figure import Conversion
from reportgen.core.period import Period
from reportgen.core.place import NOWHERE, Place
from reportgen.core.rulebook import Paper, Requirement, Term
from reportgen.core.show import Rounding


_K = TypeVar("_K")
_V = TypeVar("_V")


def frozen(mapping: Mapping[_K, _V]) -> Mapping[_K, _V]:
    """A read-only copy."""
    return MappingProxyType(dict(mapping))


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a definition comes from, how sure we are (high/medium/low), and when somebody last looked."""

    source: str
    confidence: str
    checked_on: date
    clause: str = ""

    def __str__(self) -> str:
        return f"{self.source}{self.clause and ' ' + self.clause}"


@dataclass(frozen=True, slots=True)
class Edition:
    """The separate years of one report. They are never derived from one another."""

    label: str            # "2025年度"
    data_year: Period     # 学年 2024-09-01 … 2025-08-31
    finance_year: int     # 2024
    cohort: int           # 2025
    publish_year: int     # 2025


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a contract table.

    type: text · code · integer · decimal · percent · date · month · year · flag (是/否).
    headers: header synonyms, two-row headers joined by "|". personal: "" | "drop" | "token" (keyed hash, for counting) |
    "year" (only the year of the date is kept). domain: tokens of one domain are comparable across tables ("student", "staff").
    refers: "table.column" whose values must contain this one. within: "" | "data_year" | "finance_year" | "until_asof".
    spellings: other ways to write a code → the code. unique: no two rows may share a value. absent_from: sheets without it.
    school_name: it holds the name of the school whose data these are.
    """

    id: str
    name: str
    type: str
    headers: tuple[str, ...]
    unit: str = ""
    required: bool = False
    codes: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    personal: str = ""
    domain: str = ""
    refers: str = ""
    within: str = ""
    optional: bool = False  # the column itself may be missing from the export
    spellings: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    unique: bool = False
    absent_from: tuple[str, ...] = ()
    school_name: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A condition over one table or several, as SQL that selects the offending rows.

    sql: selects `_row` (workbook row, may be NULL), and `found`; run with the year's tables and, as `last_<table>`, last year's.
    It may also select `expected`, `_file`, `_sheet` (needed where a table stands on several), and `_also`: other columns concerned.
    column: id of the column whose cell is named. message may hold {found} and {expected}.
    """

    id: str
    table: str
    column: str
    sql: str
    message: str
    hint: str
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class Contract:
    """One table of the status-data platform: what its export must look like.

    key: empty for a table without a natural key. single: the table has one row. steady: may equal last year's.
    """

    id: str
    title: str
    department: str
    period: str
    grain: str
    sheets: tuple[str, ...]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    checks: tuple[Check, ...] = ()
    citation: Citation | None = None
    required: bool = True
    at: Place = NOWHERE
    single: bool = False
    steady: bool = False

    def column(self, id: str) -> Column:
        return next(c for c in self.columns if c.id == id)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A definition: `sql` (one value from contract tables), `formula` (arithmetic over other ids), or `uncollected` (why nobody counts it).

    period: a key of the pack's periods. combines: True where the definition itself mixes periods or populations.
    scoped: computed once for each enterprise of the project, with $scope bound to its full name.
    extra: further texts of the row (调查人次, 调查方式), name → SQL.
    choice: key of the pack's choices that decided between `options` (name → SQL or formula); "" if there was nothing to choose.
    definition_id: what it means, in one word: two years compare if it is equal. since: the year from which it means that, if the pack
    says so. convert: how last year's value is made comparable where it meant something else.
    """

    id: str
    name: str
    unit: str
    decimals: int
    period: str
    population: str
    definition: str
    department: str
    citation: Citation
    sql: str = ""
    formula: str = ""
    aliases: tuple[str, ...] = ()
    combines: bool = False
    scoped: bool = False
    extra: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    choice: str = ""
    options: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    at: Place = NOWHERE
    uncollected: str = ""
    since: str = ""
    convert: Conversion | None = None
    definition_id: str = ""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A series definition: SQL that selects (label, value) in the order to print; or (label, part, whole).

    scale: a ratio's part ÷ whole is multiplied by it (100: percent; 1: an average).
    """

    id: str
    name: str
    dimension: str
    unit: str
    decimals: int
    period: str
    population: str
    definition: str
    department: str
    citation: Citation
    sql: str
    scoped: bool = False
    scale: int = 100
    at: Place = NOWHERE
    since: str = ""
    definition_id: str = ""


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A printed row: its ordinal ("" for sub-rows), wording, unit, the indicator, the depth of its parent chain.

    sums: ids whose values must add up to this row's. at_most: ids this row may not exceed.
    """

    no: str
    name: str
    unit: str
    indicator: str
    indent: int = 0
    sums: tuple[str, ...] = ()
    at_most: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """One of the mandated indicator tables.

    columns: headings; "{year}" stands for the data year's label, "{last_year}" for the one before. Other headings name extra texts of
    the figures, except those in `fixed`: heading → one text for all rows ("{school}"). notes: printed below.
    """

    key: str
    number: int
    name: str
    columns: tuple[str, ...]
    rows: tuple[AnnexRow, ...]
    citation: Citation | None = None
    fixed: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    notes: tuple[str, ...] = ()


class Bound(StrEnum):
    """On which side of a standard's value the good figures are."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A standard that the state sets for an indicator.

    value: in the indicator's unit. called: what prose calls it ("国家标准"). shown: how prose prints its value ("1∶200").
    applies_to: kinds of schools; empty: every one.
    """

    id: str
    indicator: str
    bound: Bound
    value: Decimal
    called: str
    shown: str
    citation: Citation
    applies_to: tuple[str, ...] = ()
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Outliers:
    """When a change against last year is worth a look, and when it needs an explanation. Percent; points for percentages.

    small: counts up to here jump easily and mean nothing.
    """

    watch: Decimal = Decimal(20)
    explain: Decimal = Decimal(30)
    points: Decimal = Decimal(5)
    small: Decimal = Decimal(10)


@dataclass(frozen=True, slots=True)
class Gathered:
    """An indicator that is gathered from what schools published.

    definition: the word that the schools' packs have for its meaning; a figure of another meaning is not gathered.
    """

    id: str
    name: str
    unit: str
    decimals: int
    period: str
    definition: str
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two packs. change: 新增 · 删除 · 修改 · 连带 (its inputs changed). details: (field, before, after).

    comparable: False for an indicator whose values of the two packs do not compare.
    """

    kind: str
    id: str
    name: str
    change: str
    details: tuple[tuple[str, str, str], ...] = ()
    comparable: bool = True


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything of one year: read-only.

    populations: whom or what figures count → the wider population it is part of ("" if none).
    gathered: what a summary of many schools is drawn from. report: the id of the schools' report that it is read in.
    base: the year it extends. provisional: drafted on that year while the notice has not arrived.
    requirements, terms, papers: what the year's notice, the province and the standards ask; the province's overlay is in them already.
    """

    year: int
    edition: Edition
    contracts: Mapping[str, Contract]
    indicators: Mapping[str, Indicator]
    breakdowns: Mapping[str, Breakdown]
    annex: tuple[AnnexTable, ...]
    required_parts: tuple[str, ...]
    terms: tuple[Term, ...]
    periods: Mapping[str, Period]
    checks: tuple[Check, ...] = ()
    choices: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    populations: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    rounding: Rounding = Rounding.HALF_UP
    citation: Citation | None = None
    version: str = ""  # sha256 of all files that made the pack
    benchmarks: tuple[Benchmark, ...] = ()
    outliers: Outliers = Outliers()
    requirements: tuple[Requirement, ...] = ()
    papers: tuple[Paper, ...] = ()
    province: str = ""
    base: int | None = None
    provisional: bool = False
    gathered: Mapping[str, Gathered] = field(default_factory=lambda: frozen({}))
    report: str = "school"
