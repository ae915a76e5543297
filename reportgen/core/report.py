"""The whole: one edition of one report, and what was written of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.core.document import Document
from reportgen.core.figure import Figures
from reportgen.core.finding import Finding, Waiver
from reportgen.core.lineage import Derivation
from reportgen.core.pack import Pack, frozen
from reportgen.core.plan import Attested, Project, ReportPlan


@dataclass(frozen=True, slots=True)
class Source:
    """A text source as read: path relative to the project and its text; rules look at it for excerpts."""

    path: str
    text: str
    department: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What rules read and writers print. name: "school", or "enterprise/岭海…有限公司".

    lineage: how the figures shown were counted, by id and scope, for the writers that print it; empty until asked for.
    explained: indicators whose change somebody gave a reason for.
    """

    name: str
    project: Project
    plan: ReportPlan
    pack: Pack
    figures: Figures
    document: Document
    sources: tuple[Source, ...] = ()
    findings: tuple[Finding, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    attested: tuple[Attested, ...] = ()
    lineage: Mapping[tuple[str, str], Derivation] = field(default_factory=lambda: frozen({}))
    explained: frozenset[str] = frozenset()

    @property
    def snapshot(self) -> str:
        return self.figures.snapshot


@dataclass(frozen=True, slots=True)
class Written:
    """One output: format name, bytes, and facts for the manifest (pages, fonts, figures shown)."""

    format: str
    data: bytes = field(repr=False)
    facts: Mapping[str, object] = field(default_factory=lambda: frozen({}))
