"""The log of a year's review: rounds as they were seen, and the reviewer's decisions on them, chained by hashes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportgen.core.finding import Finding, Severity, errors
from reportgen.core.pack import Pack
from reportgen.core.place import NOWHERE, Place
from reportgen.core.report import Report
from reportgen.ledger.chain import Entry, Log, chained, digest
from reportgen.ledger.hand import Hand
from reportgen.people import FILE, Level, load_people
from reportgen.published import printed
from reportgen.review.rounds import DECISION, PASSED, ROUND, Ledger, days_to_mend, read_ledger, seen
from reportgen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decides on the round just seen. key: the person's private key, if they sign with one."""

    verdict: str
    person: str
    note: str = ""
    key: Path | None = None


def review_log(workspace: Workspace, year: int) -> Log:
    """The log of how a year's reports were reviewed."""
    path = workspace.contracts / str(year) / "review.jsonl"
    return Log(path, workspace.label(path), workspace.cache / "locks" / f"{year}-review")


def read_review(workspace: Workspace, year: int, pack: Pack) -> Ledger:
    """The ledger as it stands."""
    return read_ledger(review_log(workspace, year).read()[0], days_to_mend(pack))


def review(workspace: Workspace, reports: Sequence[Report], findings: Sequence[Finding], *, on: str,
           decision: Decision | None = None) -> tuple[Ledger, tuple[Finding, ...]]:
    """A round on these findings, recorded if it saw anything else than the last one; then the decision. What speaks against it is told.

    Nothing is recorded if anything speaks against it. Raises: Refused if the log is broken.
    """
    pack, year, snapshot = reports[0].pack, reports[0].figures.year, reports[0].snapshot
    texts = {source.path: source.text for source in reports[0].sources}
    with review_log(workspace, year).open() as pen:
        before = read_ledger(pen.entries, days_to_mend(pack))
        wrong = [*_misdated(before, on), *(_undecidable(workspace, decision, findings) if decision else ())]
        if wrong:
            return before, tuple(wrong)
        said = {"kind": ROUND, "on": on, "snapshot": snapshot, "findings": seen(findings, texts), "reports": {one.name: printed(one.document) for one in reports}}
        new = [] if before.rounds and all(before.rounds[-1].entry.get(name) == said[name] for name in ("snapshot", "findings", "reports")) else [said]
        pen.write(*new, *(_decided(workspace, [*pen.entries, *(chained(one, pen.entries[-1] if pen.entries else None) for one in new)], decision, on)
                          if decision else ()))  # both or neither
        return read_ledger(pen.entries, days_to_mend(pack)), ()


def unreviewed(workspace: Workspace, reports: Sequence[Report]) -> tuple[Finding, ...]:
    """What is missing of a review that was passed: of these reports, as they are now."""
    year = reports[0].figures.year
    log = review_log(workspace, year)
    entries, broken = log.read()
    ledger = read_ledger(entries, days_to_mend(reports[0].pack))
    known = ledger.rounds[-1].entry.get("reports") if ledger.rounds else None
    changed = [one.document.title for one in reports if not isinstance(known, Mapping) or known.get(one.name) != printed(one.document)]
    if broken or ledger.closed and not changed:
        return broken
    said = ledger.decision
    why = ("还没有作合规审查" if not ledger.rounds else f"合规审查的结论是“{said['verdict']}”" if said and not ledger.closed
           else f"“{changed[0]}”{f'等{len(changed)}份报告' if len(changed) > 1 else ''}在合规审查以后变了" if changed else "合规审查还没有作结论")
    return (Finding("H734", "open-review", Severity.ERROR, why, Place(log.label if ledger.rounds else FILE),
                    f"reportgen review 再查一轮，问题改完后由审查人 reportgen review --decide {PASSED} --person 姓名；学校不要求的，在 {FILE} 写 final: {{review: false}}"),)


def _decided(workspace: Workspace, entries: Sequence[Entry], decision: Decision, on: str) -> list[Mapping[str, object]]:
    """The decision, over the hash of exactly what the last round saw. entries: the log's lines, the last round's among them."""
    last = next(entry for entry in reversed(entries) if entry["kind"] == ROUND)
    person = load_people(workspace).people[decision.person]
    record = {"kind": DECISION, "verdict": decision.verdict, "person": person.name, "department": person.department, "on": on, "note": decision.note,
              "round": last.no, "content": digest(last["findings"]), "snapshot": last["snapshot"]}
    return Hand(workspace).marked((record,), decision.key, entries)


def _misdated(before: Ledger, on: str) -> list[Finding]:
    try:
        day = date.fromisoformat(on)
    except ValueError:
        return [_fault("D719", "wrong-date", f"“{on}”不是日期", "写成 2025-12-01 的样子")]
    last = str(before.decision["on"]) if before.decision else before.rounds[-1].on if before.rounds else ""
    return [_fault("D719", "wrong-date", f"上一轮复查是{last}，这一轮不能早于它", "改 --on")] if last and day < date.fromisoformat(last) else []


def _undecidable(workspace: Workspace, decision: Decision, findings: Sequence[Finding]) -> list[Finding]:
    person = load_people(workspace).people.get(decision.person)
    if person is None:
        return [_fault("D711", "unknown-person", f"{FILE} 中没有“{decision.person}”", f"由质量管理部门把人和职责写进 {FILE}", Place(FILE))]
    found = Hand(workspace).faults(decision.person, decision.key)
    if Level.SCHOOL not in person.roles:
        found.append(_fault("D712", "not-entitled", f"“{person.name}”没有{Level.SCHOOL}职责，不能作复查结论", f"请有{Level.SCHOOL}职责的人办理，或修改 {FILE}", person.at))
    still = len(errors(findings))
    if decision.verdict == PASSED and still:
        found.append(_fault("X111", "open-problems", f"还有{still}处必须改正的问题，不能通过", "改正或由负责人登记豁免后再作结论；要求返工的，结论写“退回”"))
    if decision.verdict != PASSED and not decision.note.strip():
        found.append(_fault("D717", "incomplete-conclusion", "退回要写明原因", "加上 --note 原因"))
    return found


def _fault(code: str, name: str, message: str, hint: str, at: Place = NOWHERE) -> Finding:
    return Finding(code, name, Severity.ERROR, message, at, hint)
