"""Rounds of review: the problems of each, known again from round to round, and what became of every one of them.

A problem is known by its rule, its file and the words that it marks, not by its line. What is in the log decides; this only reads it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from reportgen.core.finding import Finding, Severity
from reportgen.core.pack import Pack
from reportgen.ledger.chain import Entry, digest

ROUND, DECISION = "复查", "结论"
PASSED, RETURNED = "通过", "退回"
_DAYS = {Severity.ERROR: 3, Severity.WARNING: 7}
_BEFORE = 8
_DIGITS = re.compile(r"[\d.,]+")


class State(StrEnum):
    """What has become of a problem."""

    OPEN = "待整改"
    MENDED = "已改正"
    WAIVED = "准予保留"


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the ledger. no: given once. first, since: dates of its first round and of its present state. due: to be mended until then.

    again: how often it came back after it had been mended. who: by whom it is let stand, and why.
    """

    no: int
    key: str
    code: str
    severity: Severity
    message: str
    at: str
    department: str
    hint: str
    first: str
    since: str
    due: str
    state: State = State.OPEN
    again: int = 0
    who: str = ""
    reason: str = ""

    def overdue(self, today: str) -> bool:
        """Whether it is still open after its day."""
        return self.state is State.OPEN and bool(self.due) and today > self.due


@dataclass(frozen=True, slots=True)
class Round:
    """One review. new, gone, still, waived: how many problems; entry: its line in the log."""

    no: int
    on: str
    snapshot: str
    new: int
    gone: int
    still: int
    waived: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every problem and every round; the decision on the last round, if there is one."""

    problems: tuple[Problem, ...] = ()
    rounds: tuple[Round, ...] = ()
    decision: Entry | None = None

    @property
    def closed(self) -> bool:
        """Whether the reviewer passed what the last round saw."""
        return self.decision is not None and self.decision["verdict"] == PASSED

    def open(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.problems if one.state is State.OPEN)


def seen(findings: Iterable[Finding], texts: Mapping[str, str]) -> list[dict[str, object]]:
    """The problems of a round as the log holds them. Notes are none. Personal data are in no message."""
    known: Counter[str] = Counter()
    made: list[dict[str, object]] = []
    for one in findings:
        if one.severity is not Severity.NOTE:
            identity = _identity(one, texts)
            known[identity] += 1
            made.append({"key": digest([identity, known[identity]])[:16], "code": one.code, "severity": str(one.severity), "message": one.message,
                         "at": str(one.at), "department": one.department, "hint": one.hint,
                         "waived": {"by": one.waived.by, "reason": one.waived.reason, "on": one.waived.on} if one.waived else None})
    return made


def _identity(one: Finding, texts: Mapping[str, str]) -> str:
    """What stays the same while lines move: the words marked, with the letters before them; else what the message says, digits aside."""
    at, line = one.at, one.excerpt
    if at.line is not None and at.file in texts:
        lines = texts[at.file].split("\n")
        line = lines[at.line - 1] if at.line <= len(lines) else ""
    told = "、".join(one.figures) or _DIGITS.sub("#", one.message)
    if line and not one.secret and at.start is not None and at.end is not None:
        before = "".join(character for character in line[:at.start] if character.isalnum())[-_BEFORE:]
        told = digest([before, line[at.start:at.end]])
    return "\n".join((one.code, one.rule, at.file, at.sheet or "", at.cell or "", told))


def days_to_mend(pack: Pack) -> Mapping[Severity, int]:
    """How many days a problem has, by how grave it is; the pack may say so."""
    rule = next((one for one in pack.requirements if one.check == "rectify"), None)
    return {level: int(rule.get(str(level), days)) if rule else days for level, days in _DAYS.items()}


def read_ledger(entries: Iterable[Entry], days: Mapping[Severity, int]) -> Ledger:
    """The ledger that the log's lines make."""
    made = Ledger()
    for entry in entries:
        made = _after_round(made, entry, days) if entry["kind"] == ROUND else replace(made, decision=entry)
    return made


def _after_round(before: Ledger, entry: Entry, days: Mapping[Severity, int]) -> Ledger:
    on = str(entry["on"])
    now = {str(one["key"]): one for one in entry["findings"]}
    known = {one.key: one for one in before.problems}
    problems = [_changed(one, now.get(one.key), on, days) for one in before.problems]
    new = [_new(len(problems) + n, one, on, days) for n, one in enumerate((one for key, one in now.items() if key not in known), 1)]
    were = {one.key for one in before.problems if one.state is not State.MENDED}
    all_now = (*problems, *new)
    counts = Round(len(before.rounds) + 1, on, str(entry.get("snapshot")), len(set(now) - were), len(were - set(now)),
                   sum(one.state is State.OPEN and one.key in were for one in all_now), sum(one.state is State.WAIVED for one in all_now), entry)
    return Ledger(all_now, (*before.rounds, counts), None)


def _new(no: int, said: Mapping[str, object], on: str, days: Mapping[Severity, int]) -> Problem:
    severity = Severity(str(said["severity"]))
    made = Problem(no, str(said["key"]), str(said["code"]), severity, str(said["message"]), str(said["at"]), str(said["department"]), str(said["hint"]),
                   on, on, _due(on, days[severity]))
    return _waived(made, said)


def _due(on: str, days: int) -> str:
    return (date.fromisoformat(on) + timedelta(days=days)).isoformat()


def _waived(one: Problem, said: Mapping[str, object]) -> Problem:
    waiver = said.get("waived")
    if isinstance(waiver, Mapping):
        return replace(one, state=State.WAIVED, who=str(waiver["by"]), reason=str(waiver["reason"]))
    return replace(one, state=State.OPEN, who="", reason="")


def _changed(one: Problem, said: Mapping[str, object] | None, on: str, days: Mapping[Severity, int]) -> Problem:
    """The problem after a round that saw it (or did not). A problem that comes back has its days anew."""
    if said is None:
        return one if one.state is State.MENDED else replace(one, state=State.MENDED, since=on)
    back = one.state is State.MENDED
    made = _waived(replace(one, message=str(said["message"]), at=str(said["at"]), department=str(said["department"]), hint=str(said["hint"])), said)
    made = replace(made, since=on) if made.state is not one.state else made
    return replace(made, again=one.again + 1, due=_due(on, days[one.severity])) if back else made


def overdue(ledger: Ledger, today: str) -> Iterator[Problem]:
    """The problems that should have been mended by now."""
    return (one for one in ledger.problems if one.overdue(today))
