"""Who is where: every section's state, its size, its findings and the days left. In the shape that `status --json` prints."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from reportgen.compose import ENTERPRISE
from reportgen.core.document import CaseBox, Number, inlines, nested
from reportgen.core.errors import Unreadable
from reportgen.core.finding import Finding, Severity
from reportgen.core.report import Report
from reportgen.rules.s305_word_count import words
from reportgen.signoff import Piece, section_loose_ends, sections
from reportgen.workspace import Workspace

STATES = {"not_begun": "未动笔", "draft": "草稿", "returned": "退回", "reviewed": "审核中", "signed": "签齐"}


def board(workspace: Workspace, reports: Sequence[Report], *, on: date, department: str | None = None) -> dict[str, object]:
    """The board as of a day, of every department or one. reports: composed and checked. Raises: Unreadable if there is no such department."""
    project, year = reports[0].project, reports[0].figures.year
    state = sections(workspace, year, reports)
    ends = {one.also[0] if one.also else one.at: one.message for one in section_loose_ends(workspace, year, state)}
    by_name = {report.name: report for report in reports}
    known = dict.fromkeys(piece.department for piece in state.pieces.values())
    if department is not None and department not in known:
        raise Unreadable(f"没有牵头部门“{department}”", hint=f"可用的有：{'、'.join(known)}")
    rows = [_row(piece, by_name[piece.report], state.people.people.values(), ends.get(piece.plan.at, ""), on) for piece in state.pieces.values() if department in (None, piece.department)]
    departments = [_department(name, [row for row in rows if row["department"] == name]) for name in dict.fromkeys(row["department"] for row in rows)]
    return {"school": project.school, "year": year, "on": on.isoformat(), "snapshot": state.snapshot, "states": _states(rows),
            "departments": departments, "sections": rows, "findings": state.findings}


def _row(piece: Piece, report: Report, people: Iterable[object], end: str, on: date) -> dict[str, object]:
    plan, state = piece.plan, _state(piece)
    found = [one for one in report.findings if one.waived is None and _concerns(one, piece, report)]
    due = date.fromisoformat(plan.due) if _is_day(plan.due) else None
    level = piece.next
    waiting = [person.name for person in people if level and piece.may(person, level) and (level is piece.levels[0] or person.name not in piece.authors)]
    return {"id": piece.id, "report": piece.report, "part": piece.part.title, "title": piece.title, "department": piece.department,
            "writer": plan.writer, "reviewer": plan.reviewer, "state": state, "state_shown": STATES[state],
            "next": str(level) if level else "", "waiting": waiting, "words": 0 if piece.blank else words(piece.section), "words_planned": list(plan.words or ()),
            "figures": sum(isinstance(one, Number) and not one.literal for block in nested(piece.section.blocks) for one in inlines(block)),
            "errors": sum(one.severity is Severity.ERROR for one in found), "warnings": sum(one.severity is Severity.WARNING for one in found),
            "due": due.isoformat() if due else plan.due, "days_left": (due - on).days if due else None,
            "late": bool(due) and due < on and state != "signed", "code": piece.content[:8], "remark": end,
            "signed": {str(level): f"{entry['person']} {entry['on']}" for level, entry in piece.signed.items()}}


def _state(piece: Piece) -> str:
    if piece.blank:
        return "not_begun"
    if piece.returned is not None:
        return "returned"
    return "signed" if piece.complete else "reviewed" if piece.signed else "draft"


def _concerns(finding: Finding, piece: Piece, report: Report) -> bool:
    """Whether a finding is on the section's file, on one of its cases, or on its assignment."""
    own = next((one.id for one in report.project.enterprises if one.name == report.document.scope), "")
    file = f"{piece.part.folder}/{piece.plan.file}".replace(ENTERPRISE, own)
    cases = {inner.at.file for block in piece.section.blocks if isinstance(block, CaseBox) for inner in block.blocks}
    return finding.at.file in {file, *cases} or finding.at == piece.plan.at


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _states(rows: Iterable[dict[str, object]]) -> dict[str, int]:
    counted = Counter(str(row["state"]) for row in rows)
    return {state: counted[state] for state in STATES}


def _department(name: str, rows: list[dict[str, object]]) -> dict[str, object]:
    """A department's sums; its most urgent day among what is not signed."""
    left = [row["days_left"] for row in rows if row["days_left"] is not None and row["state"] != "signed"]
    return {"department": name, "sections": len(rows), "states": _states(rows), "late": sum(bool(row["late"]) for row in rows),
            "days_left": min(left) if left else None, **{key: sum(int(row[key]) for row in rows) for key in ("words", "figures", "errors", "warnings")}}
