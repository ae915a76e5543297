"""Findings: what users must mend. Users' mistakes are findings; ours are exceptions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reportgen.core.place import NOWHERE, Place


class Severity(StrEnum):
    """error: must be mended or waived before `--final`; warning: a person looks at it; note: information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Waiver:
    """A named person's decision to let a finding stand.

    code: of the finding, or of the year's rule that it breaks. target: the place, as people read it. on: ISO date.
    folder: it holds for the files below ("" everywhere). file: project path; text: words that stand there; figure: an indicator's id or
    name. What is not stated does not matter. at: where the waiver is written.
    """

    code: str
    target: str
    reason: str
    by: str
    on: str
    folder: str = ""
    file: str = ""
    text: str = ""
    figure: str = ""
    at: Place = NOWHERE

    def as_json(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in ("code", "target", "reason", "by", "on")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: place, code, sentence, remedy.

    code: stable, never reused ("T201"). name: slug that reads well after "allow" ("bare-number").
    message, hint: Chinese; hint is text to paste or do. also: the second place of a contradiction.
    figures: ids involved. department: who mends it ("" if nobody in particular). waived: None unless waived.
    found, expected: what a cell holds and what it should hold, for lists ("" where there is no such thing).
    rule, basis, link: the year's own rule that it breaks, and what that rests on ("" for rules of the engine). block: nobody can waive it.
    secret: the words that it marks are shown nowhere. fix: what may safely stand there instead, spaces and punctuation only; None if a person must decide.
    Personal data never enter a message, nor `found`.
    """

    code: str
    name: str
    severity: Severity
    message: str
    at: Place = NOWHERE
    hint: str = ""
    also: tuple[Place, ...] = ()
    figures: tuple[str, ...] = ()
    department: str = ""
    excerpt: str = ""
    waived: Waiver | None = None
    found: str = ""
    expected: str = ""
    rule: str = ""
    basis: str = ""
    link: str = ""
    block: bool = False
    secret: bool = False
    fix: str | None = None

    def as_json(self) -> dict[str, object]:
        """The stable shape."""
        return {
            "code": self.code,
            "name": self.name,
            "severity": str(self.severity),
            "message": self.message,
            "hint": self.hint,
            "department": self.department,
            "at": self.at.as_json(),
            "also": [place.as_json() for place in self.also],
            "figures": list(self.figures),
            "waived": self.waived.as_json() if self.waived else None,
        }


def errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that block: severity error and not waived."""
    return tuple(f for f in findings if f.severity is Severity.ERROR and f.waived is None)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Stable order for people: by file, position, code."""
    def key(finding: Finding) -> tuple[object, ...]:
        at = finding.at
        return (at.file, at.sheet or "", at.line or at.paragraph or 0, at.column or at.start or 0, finding.code, finding.message)
    return tuple(sorted(findings, key=key))


def summary(findings: Iterable[Finding], counts: Mapping[str, int] | None = None) -> dict[str, int]:
    """The `summary` object of the JSON shapes; `counts` gives figures_bound, figures_checked, figures_unread."""
    known = tuple(findings)
    given = dict(counts or {})
    return {
        "errors": len(errors(known)),
        "warnings": sum(f.severity is Severity.WARNING and f.waived is None for f in known),
        "figures_bound": given.get("figures_bound", 0),
        "figures_checked": given.get("figures_checked", 0),
        "figures_unread": given.get("figures_unread", 0),
    }
