"""What the year's notice, a province and the standards ask of a report: data of a pack. Kinds of checks are code, in `rules`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from reportgen.core.finding import Severity
from reportgen.core.place import NOWHERE, Place


class Weight(StrEnum):
    """How much a rule matters. block: an error that nobody can waive. off: not asked for this year."""

    BLOCK = "block"
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Basis:
    """A standard, notice or law that rules rest on, how sure we are of it (high/medium/low), and when somebody last looked."""

    id: str
    title: str
    link: str = ""
    confidence: str = "low"
    checked_on: date = date.min

    def __str__(self) -> str:
        return self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One rule of the year. code: its own name ("数字-百分范围"). check: the name of the kind of check ("number-form").

    covers: ids of the catalogue in docs/rules-not-checked.md that it answers.
    """

    code: str
    check: str
    level: Weight = Weight.ERROR
    basis: Basis | None = None
    clause: str = ""
    covers: tuple[str, ...] = ()
    at: Place = NOWHERE

    @property
    def severity(self) -> Severity:
        """What its findings are. A rule that is off has none."""
        return Severity.ERROR if self.level is Weight.BLOCK else Severity(self.level)

    @property
    def source(self) -> str:
        """The basis with its clause, for people; "" if none is known."""
        return f"{self.basis.title} {self.clause}".strip() if self.basis else self.clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Demand):
    """A wording to avoid. pattern: regular expression. instead: what to write ("" if just delete). unless: context that allows it.

    where: kinds of passages that it concerns; empty: all. fix: what may safely stand in its place, spaces and punctuation only;
    None if only a person can tell.
    """

    pattern: str
    reason: str
    instead: str = ""
    unless: str = ""
    where: tuple[str, ...] = ()
    fix: str | None = None
    check: str = "term"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement(Demand):
    """A demand on the whole, with what its kind of check needs to know: text, texts, numbers, spans (least, most), patterns."""

    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, name: str, default: object = None) -> object:
        """A stated value; `default` if it is not stated."""
        return self.values.get(name, default)


@dataclass(frozen=True, slots=True)
class Paper:
    """An official document that reports quote. name: without 《》. number: "国发〔2019〕4号" ("" if it has none). short: names that may stand for it."""

    name: str
    number: str = ""
    short: tuple[str, ...] = ()
    at: Place = NOWHERE
