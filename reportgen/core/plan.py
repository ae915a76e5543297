"""Assignments: who writes what, until when, and what must be in it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.core.document import PartRole
from reportgen.core.pack import frozen
from reportgen.core.place import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """One section's assignment. figures, charts, tables, cases: ids that must appear. words: (least, most) characters."""

    id: str
    title: str
    file: str
    lead: str
    support: tuple[str, ...] = ()
    writer: str = ""
    reviewer: str = ""
    due: str = ""
    words: tuple[int, int] | None = None
    points: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A part: its role, and the pack's required part it fulfils ("" if none). charts, tables: specs by id, as read from YAML.

    cards: figures set large at its head, in a look that does so; without them those its sections must use.

    places: where each value of a spec stands, by its path: ("charts", "jobs", "figures", 0).
    """

    id: str
    title: str
    role: PartRole
    fulfils: str
    sections: tuple[SectionPlan, ...]
    charts: Mapping[str, Mapping[str, object]] = field(default_factory=lambda: frozen({}))
    tables: Mapping[str, Mapping[str, object]] = field(default_factory=lambda: frozen({}))
    folder: str = ""
    at: Place = NOWHERE
    places: Mapping[tuple[str | int, ...], Place] = field(default_factory=lambda: frozen({}))
    cards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """chapters/<type>/report.yaml. each: "", "enterprise" or "department" (built once for every one of them).

    default: it is built when no report is named. framework: the year's required parts must be in it. run_on: its parts do not begin pages.
    """

    id: str
    title: str
    each: str
    parts: tuple[PartPlan, ...]
    statement: Mapping[str, object] = field(default_factory=lambda: frozen({}))
    annex: bool = False
    look: str = "official"
    at: Place = NOWHERE
    subtitle: str = "（{label}）"
    default: bool = True
    framework: bool = True
    run_on: bool = False


@dataclass(frozen=True, slots=True)
class Attested:
    """Numbers of a folder's texts that no snapshot knows, and who answers for them.

    folder: that of attested.yaml; it holds for the files below. says: the numbers as written, without blanks. on: ISO date.
    """

    folder: str
    says: tuple[str, ...]
    source: str
    by: str
    on: str
    at: Place = NOWHERE

    def covers(self, file: str, words: str) -> bool:
        """Whether it answers for a number in that file."""
        return file.startswith(f"{self.folder}/") and tight(words) in self.says


def tight(words: str) -> str:
    """A number's words without blanks and full-width forms, so that 46 场 and ４６场 are one."""
    return "".join(unicodedata.normalize("NFKC", words).split())


@dataclass(frozen=True, slots=True)
class Enterprise:
    """A firm with a report of its own. college: the department that writes it with the firm. code: unified social credit code.

    consent: who agreed to publication, and when ("" if nobody has). reported: years of which a report was published.
    """

    id: str
    name: str
    college: str = ""
    code: str = ""
    consent: str = ""
    reported: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Department:
    """A department that a report is about; it is named by its name."""

    name: str

    @property
    def id(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Project:
    """project.yaml: whose reports these are. code: the school's number. kind: of school, as standards distinguish them ("综合")."""

    school: str
    year: int
    date: str                     # as printed on the cover: "2025年12月"
    enterprises: tuple[Enterprise, ...] = ()
    short_names: tuple[str, ...] = ()
    allowed: tuple[str, ...] = () # public phone numbers and the like that the personal-data rule lets pass
    code: str = ""
    kind: str = ""
