"""What stops a final report besides the rules: records, signatures, signed statements, consents, an open review, an edition that is locked."""

from collections.abc import Iterator, Sequence

from reportgen.compose import CaseText, read_cases, scan_path
from reportgen.core.document import CaseBox
from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.core.report import Report
from reportgen.people import FILE, People, load_people
from reportgen.published import Amendment, lock_findings
from reportgen.review.record import unreviewed
from reportgen.scans import scan_findings
from reportgen.signoff import final_findings, section_loose_ends, sections
from reportgen.workspace import Workspace

_NO = ("false", "否")  # what a case's head says of a consent that was not given


def obstacles(workspace: Workspace, reports: Sequence[Report], *, amendment: Amendment, on: str) -> tuple[Finding, ...]:
    """Everything that must be done first, all at once. on: the day of the final report."""
    year, people = reports[0].figures.year, load_people(workspace)
    found = [*final_findings(workspace, year), *_unsigned(workspace, year, reports, people), *_unconfirmed_cases(reports, people)]
    for report in reports:
        found += _unsealed(report, people, on)
    if people.review:
        found += unreviewed(workspace, reports)
    found += lock_findings(workspace, reports, amendment=amendment, free=not people.corrections)
    return tuple(dict.fromkeys(found))


def _unsigned(workspace: Workspace, year: int, reports: Sequence[Report], people: People) -> Iterator[Finding]:
    if people.sections.required:
        state = sections(workspace, year, reports)
        yield from (one for one in state.findings if one.severity is Severity.ERROR and not one.code.startswith("L"))
        yield from section_loose_ends(workspace, year, state, final=True)


def _unsealed(report: Report, people: People, on: str) -> Iterator[Finding]:
    """A statement whose signed page is not there, or was signed later than the report is made."""
    statement, at = report.document.statement, report.plan.at
    if statement is None:
        return
    path = scan_path(report.project, report.plan, report.document.scope)
    signed = str(report.plan.statement.get("signed", ""))
    if people.scan and statement.scan is None:
        where = f"把盖章签字的声明页扫描件放到 {path}" if path else f"把盖章签字的声明页扫描件（PNG 或 JPEG）放进 {at.file.rpartition('/')[0]}/，在 statement 下写 scan: 文件名"
        yield Finding("H732", "missing-statement-scan", Severity.ERROR, f"“{report.document.title}”还没有盖章签字的声明页扫描件", at,
                      f"{where}；学校不要求的，在 {FILE} 写 final: {{statement: false}}")
    if signed and on and signed > on:
        yield Finding("H732", "missing-statement-scan", Severity.ERROR, f"“{report.document.title}”的声明签于{signed}，晚于终稿的日期{on}", at, "核对 statement 的 signed")
    if statement.scan is not None:
        yield from scan_findings(report, statement.scan, Place(path), on)


def _unconfirmed_cases(reports: Sequence[Report], people: People) -> Iterator[Finding]:
    """Cases of the reports whose people have not agreed to be shown. A plain no stops every final report."""
    known, _ = read_cases({source.path: source.text for source in reports[0].sources})
    used = dict.fromkeys(block.id for report in reports for block in report.document.blocks() if isinstance(block, CaseBox))
    for case in (known[id] for id in used if id in known):
        if case.consent in _NO or not case.consent and people.consent:
            yield _unconfirmed_case(case)


def _unconfirmed_case(case: CaseText) -> Finding:
    said = "写明没有同意公开" if case.consent else "没有同意公开的记录"
    return Finding("H733", "unconfirmed-case", Severity.ERROR, f"案例“{case.title}”{said}（consent）", case.at,
                   "取得案例中人员、单位的书面同意后，在 case.md 开头写 consent: true；没有取得的换下这个案例", department=case.department)

