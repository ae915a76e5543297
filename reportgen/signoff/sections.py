"""Sign-off of sections: writer, department head, the department that collates, the school. data_contracts/<year>/sections.jsonl is the log."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.core.document import CaseBox, Heading, Paragraph, Section, plain
from reportgen.core.finding import Finding, Severity
from reportgen.core.pack import frozen
from reportgen.core.place import Place
from reportgen.core.plan import PartPlan, SectionPlan
from reportgen.core.report import Report
from reportgen.ledger import Entry, section_log
from reportgen.people import FILE, TEXT, Level, People, load_people
from reportgen.signoff.acts import Desk
from reportgen.signoff.items import Item, Standing, Trade, held
from reportgen.signoff.substance import Substance, changes, substance
from reportgen.starter import PLACEHOLDER
from reportgen.workspace import Workspace

SECTIONS = Trade("section", TEXT, "小节", "status", "改好以后再签")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece(Item):
    """One section of one report and its sign-off. id: report/part/section."""

    report: str
    part: PartPlan
    plan: SectionPlan
    section: Section
    substance: Substance

    @property
    def blank(self) -> bool:
        """Nothing but a heading has been written, or what a new project says there."""
        return all(isinstance(block, Heading) or isinstance(block, Paragraph) and plain(block.children) == PLACEHOLDER.strip()
                   for block in self.section.blocks)

    @property
    def within(self) -> tuple[str, ...]:
        """What people.yaml may call it or what it belongs to, the nearest first; without the enterprise it is of all enterprises."""
        kind = self.report.partition("/")[0]
        return tuple(dict.fromkeys(f"{report}{rest}" for rest in (f"/{self.part.id}/{self.plan.id}", f"/{self.part.id}", "") for report in (self.report, kind)))

    @property
    def record(self) -> Mapping[str, object]:
        """The content, and its pieces, so that a later change can be named."""
        return {"content": self.content, "pieces": self.substance.as_json()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sections(Standing):
    """Where every section of the composed reports stands."""

    @property
    def pieces(self) -> Mapping[str, Piece]:
        """Every section by report/part/section."""
        return self.items


def section_desk(workspace: Workspace, year: int, reports: Sequence[Report]) -> Desk:
    """The desk of the sections of these reports, as they are composed now."""
    from reportgen.ledger.hand import Hand
    return Desk(section_log(workspace, year), lambda entries: sections(workspace, year, reports, entries), Hand(workspace))


def sections(workspace: Workspace, year: int, reports: Iterable[Report], entries: Iterable[Entry] | None = None) -> Sections:
    """Where the sections of annual reports stand; of the log as read, or of these entries. Others are the engine's own and not signed."""
    known, people = tuple(report for report in reports if report.plan.framework), load_people(workspace)
    found: tuple[Finding, ...] = ()
    if entries is None:
        entries, found = section_log(workspace, year).read()
    lines: dict[str, list[Entry]] = {}
    for entry in entries:
        lines.setdefault(str(entry["section"]), []).append(entry)
    pieces = {piece.id: piece for report in known for piece in _pieces(report, people, lines)}
    snapshot = known[0].snapshot if known else ""
    departments = {one.department for report in known[:1] for one in report.pack.contracts.values()}
    wrong = (*found, *_contradictions(pieces, people, departments), *_orphans(workspace, year, known, pieces, lines))
    return Sections(trade=SECTIONS, people=people, snapshot=snapshot, items=frozen(pieces), findings=wrong)


def _pieces(report: Report, people: People, lines: Mapping[str, list[Entry]]) -> Iterator[Piece]:
    written = {section.id: section for part in report.document.parts for section in part.sections}
    names = {figure.id: figure.name for figure in report.figures.values()}
    for part in report.plan.parts:
        for plan in part.sections:
            section = written.get(f"{part.id}/{plan.id}")
            if section is not None:
                yield _piece(report, part, plan, section, people, names, lines)


def _piece(report: Report, part: PartPlan, plan: SectionPlan, section: Section, people: People, names: Mapping[str, str],
           lines: Mapping[str, list[Entry]]) -> Piece:
    id = f"{report.name}/{part.id}/{plan.id}"
    made = substance(section, names)
    named = {level: name for level, name in ((Level.WRITE, plan.writer), (Level.HEAD, plan.reviewer)) if name in people.people}
    cases = {block.author for block in section.blocks if isinstance(block, CaseBox)}
    about = report.name.partition("/")[2]
    piece = Piece(id=id, title=f"{section.title}（{about}）" if about else section.title,
                  department=plan.lead, levels=TEXT, content=made.hash, persons=frozen(named), authors=tuple({plan.writer, *cases} & people.people.keys()),
                  offices=frozen({Level.WRITE: plan.lead, Level.HEAD: plan.lead, Level.SCHOOL: ""}),
                  report=report.name, part=part, plan=plan, section=section, substance=made,
                  **held(lines.get(id, ()), made.hash, lambda entry: changes(entry.get("pieces", {}), made)))
    return replace(piece, offices=frozen({**piece.offices, Level.COLLATE: people.sections.collator(*piece.within)}))


def _contradictions(pieces: Mapping[str, Piece], people: People, departments: set[str]) -> Iterator[Finding]:
    """people.yaml against the assignments: sections that nobody can sign at a level, collated things that are not there."""
    if not people.exists:
        return
    severity = Severity.ERROR if people.sections.required else Severity.WARNING
    missing: dict[tuple[str, Level], list[Piece]] = {}
    for piece in pieces.values():
        for level in piece.levels:
            if not any(piece.may(person, level) for person in people.people.values()):
                missing.setdefault((piece.offices[level] or "学校", level), []).append(piece)
    for (office, level), lost in missing.items():
        yield Finding("H701", "nobody-to-sign", severity, f"{office}没有人能签{level}（“{lost[0].title}”等{len(lost)}节）", lost[0].plan.at,
                      f"在 {FILE} 的 people 中写上{office}有“{level}”职责的人；部门名称写错的，改正分工", also=(Place(FILE),), department=lost[0].department)
    known = {one for piece in pieces.values() for one in piece.within}
    for id, at in people.sections.places.items():
        if id not in known:
            yield Finding("H703", "unknown-section", Severity.WARNING, f"归口里的“{id}”不是报告、部分或小节", at, "写成 school、school/部分 或 school/部分/小节；编号见 reportgen status")
    yield from people.strangers(departments.union(*((piece.plan.lead, *piece.plan.support) for piece in pieces.values())))


def _orphans(workspace: Workspace, year: int, reports: tuple[Report, ...], pieces: Mapping[str, Piece],
             lines: Mapping[str, list[Entry]]) -> Iterator[Finding]:
    """Signatures over something that is not there (any more)."""
    label = section_log(workspace, year).label
    names = {report.name for report in reports}
    for id, entries in lines.items():
        if id not in pieces and (any(id.startswith(f"{name}/") for name in names) or not names):
            yield Finding("H704", "orphaned-signature", Severity.WARNING, f"登记里有小节“{id}”的签字，分工里没有这一节", Place(label, entries[-1].no),
                          "改了编号的，在新编号下重新签字；删去的小节不用处理")


def section_loose_ends(workspace: Workspace, year: int, state: Sections, *, final: bool = False) -> Iterator[Finding]:
    """What is not settled: lost signatures and open returns; for a final report every missing signature, as an error."""
    severity = Severity.ERROR if final else Severity.WARNING
    label = section_log(workspace, year).label
    for id, piece in state.pieces.items():
        again = f"核对后重新签字：reportgen sign {id}"
        if piece.returned is not None:
            yield Finding("H712", "returned-section", severity, f"“{piece.title}”已由{piece.returned['person']}退回，还没有重新提交：{piece.returned['reason']}",
                          Place(label, piece.returned.no), f"改好以后再签：reportgen sign {id}", also=(piece.plan.at,), department=piece.department)
        elif piece.voided:
            entry, words = piece.voided[0]
            levels = "、".join(str(one["level"]) for one, _ in piece.voided)
            yield Finding("H713", "voided-section", severity, f"“{piece.title}”签字后变了（{words}），{levels}签字作废", Place(label, entry.no), again,
                          also=(piece.plan.at,), department=piece.department)
        elif final and not piece.complete:
            missing = "、".join(level for level in piece.levels if level not in piece.signed)
            yield Finding("H711", "unsigned-section", severity, f"“{piece.title}”还缺{missing}签字", piece.plan.at,
                          "用 reportgen status 看进度，请有关的人签字", department=piece.department)
