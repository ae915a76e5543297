"""The pipeline: sources and snapshot → documents → findings → files. Outputs appear together or not at all."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

from reportgen.cache import tidy
from reportgen.compose import compose, read_attested, read_cases, read_plan, read_project, read_waivers, report_ids
from reportgen.core.document import Document
from reportgen.core.errors import Refused, Unreadable
from reportgen.core.figure import SCHOOL, Figures
from reportgen.core.finding import Finding, Waiver, errors, ordered, summary
from reportgen.core.look import FORMATS
from reportgen.core.place import NOWHERE
from reportgen.core.plan import Attested, Department, Enterprise, Project, ReportPlan
from reportgen.core.report import Report, Source, Written
from reportgen.final import obstacles
from reportgen.edition import Opened, open_year, owners
from reportgen.files import write_together
from reportgen.ledger import alone, record_final
from reportgen.outputs import Manner, Shown, outputs
from reportgen.proof import proof
from reportgen.reading import read_figures
from reportgen.people import load_people
from reportgen.review import doubts, settled, with_open_findings
from reportgen.rules import run
from reportgen.published import Amendment, Published, base_findings, in_edition, path_of, read_published, revised, written as written_record
from reportgen.workspace import Workspace, load_look
from reportgen.writers.figures import figures_json

Progress = Callable[[str, int, int], None]
PROVING = "核对成品"  # the stage in which outputs are read again, as progress tells it
Subject = Enterprise | Department | None


@dataclass(frozen=True, slots=True)
class Sources:
    """A project's own files as read, its plans, and what was wrong with them."""

    project: Project
    plans: tuple[ReportPlan, ...]
    cases: Mapping[str, object]
    texts: Mapping[str, str]
    pictures: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    departments: tuple[Department, ...] = ()
    attested: tuple[Attested, ...] = ()
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left: paths written (none if refused), and every finding."""

    reports: tuple[Report, ...]
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]

    @property
    def sources(self) -> Mapping[str, str]:
        """The texts that the findings speak of, by path."""
        return {source.path: source.text for report in self.reports for source in report.sources}


def load_sources(workspace: Workspace) -> Sources:
    """Project, plans and texts. Raises: Unreadable if project.yaml itself is unusable."""
    texts = workspace.texts()
    project, found = read_project(texts)
    if project is None:
        raise Unreadable(found[0].message, at=found[0].at, hint=found[0].hint)
    plans = [read_plan(texts, report) for report in report_ids(texts)]
    cases, more = read_cases(texts)
    attested, unsure = read_attested(texts)
    waivers, faulty = read_waivers(texts)
    findings = (*found, *more, *unsure, *faulty, *(finding for _, wrong in plans for finding in wrong))
    known = tuple(plan for plan, _ in plans if plan is not None)
    departments = owners(workspace, project.year) if any(plan.each == "department" for plan in known) else ()
    return Sources(project, known, cases, texts, workspace.pictures(), findings, departments, attested, waivers)


def assemble(workspace: Workspace, names: Sequence[str] = (), *, year: int | None = None,
             progress: Progress = lambda *_: None) -> tuple[tuple[Report, ...], tuple[Finding, ...]]:
    """The named reports composed and checked; and every finding, those of the pack included.

    A name is a report's id ("school"), an enterprise's full name or id, or a department's name. Without names all reports are made
    except those that say `default: false`.
    """
    sources = load_sources(workspace)
    jobs = _chosen(sources, names)
    opened = open_year(workspace, sources.project, year or sources.project.year)
    reports = []
    for done, (plan, subject) in enumerate(jobs):
        progress("编排并检查", done, len(jobs))
        reports.append(_report(workspace, sources, opened, plan, subject))
    progress("编排并检查", len(jobs), len(jobs))
    every = dict.fromkeys((*sources.findings, *opened.findings, *base_findings(workspace, opened.figures.previous), *(finding for one in reports for finding in one.findings)))
    found = settled(every, sources.waivers, sources.texts)
    wrong = doubts(sources.waivers, found, sources.texts, opened.pack, load_people(workspace), _folders(sources, jobs))
    done = (replace(one, findings=settled(one.findings, sources.waivers, sources.texts), waivers=sources.waivers) for one in reports)
    return tuple(done), ordered((*found, *wrong))


def _folders(sources: Sources, jobs: Sequence[tuple[ReportPlan, Subject]]) -> list[str]:
    """The folders that these reports cover entirely; "" if they are all that are made without being named."""
    known = _chosen(sources, ())
    if all(job in jobs for job in known):
        return [""]
    return [f"chapters/{plan.id}" for plan, _ in jobs if all(job in jobs for job in known if job[0] is plan)]


def report_names(sources: Sources, names: Sequence[str] = ()) -> tuple[str, ...]:
    """The reports that these names mean, each by the name that means it alone; all that are made by default without names."""
    return tuple(_name(plan, subject) for plan, subject in _chosen(sources, names))


def _chosen(sources: Sources, names: Sequence[str]) -> list[tuple[ReportPlan, Subject]]:
    subjects = {"": (None,), "enterprise": sources.project.enterprises, "department": sources.departments}
    every = [(plan, one) for plan in sources.plans for one in subjects[plan.each]]
    if not every:
        raise Unreadable("项目里没有要编的报告", hint="检查 chapters/<报告>/report.yaml；企业年报还要在 project.yaml 的 enterprises 中列出企业")
    unknown = [name for name in names if not any(_named(job, name) for job in every)]
    if unknown:
        known = "、".join(dict.fromkeys([*(plan.id for plan in sources.plans), *(one.name for _, one in every if one)]))
        raise Unreadable(f"没有报告“{unknown[0]}”", hint=f"可用的有：{known}")
    return [job for job in every if (any(_named(job, name) for name in names) if names else job[0].default)]


def _named(job: tuple[ReportPlan, Subject], name: str) -> bool:
    plan, subject = job
    return name == plan.id or (subject is not None and name in (subject.id, subject.name, f"{plan.id}/{subject.name}"))


def documents(workspace: Workspace, sources: Sources, opened: Opened) -> Iterator[tuple[str, Document]]:
    """Every report of the project by name, composed from these figures and not checked."""
    return ((report.name, report.document) for report in unchecked(workspace, sources, opened))


def unchecked(workspace: Workspace, sources: Sources, opened: Opened, names: Sequence[str] = ()) -> Iterator[Report]:
    """The named reports (every one without names), composed from these figures and not checked."""
    for plan, subject in _chosen(sources, names):
        document, _ = _composed(workspace, sources, opened, plan, subject)
        yield Report(_name(plan, subject), sources.project, plan, opened.pack, opened.figures, document, attested=sources.attested)


def _name(plan: ReportPlan, subject: Subject) -> str:
    return f"{plan.id}/{subject.name}" if subject else plan.id


def _composed(workspace: Workspace, sources: Sources, opened: Opened, plan: ReportPlan,
              subject: Subject) -> tuple[Document, tuple[Finding, ...]]:
    return compose(sources.project, plan, opened.pack, opened.figures, sources.texts, sources.cases, sources.pictures,
                   scope=subject.name if isinstance(subject, Enterprise) else SCHOOL,
                   department=subject.name if isinstance(subject, Department) else "",
                   styles=load_look(workspace, plan.look).styles, yardsticks=opened.yardsticks, turns=workspace.store().turns)


def _report(workspace: Workspace, sources: Sources, opened: Opened, plan: ReportPlan, subject: Subject) -> Report:
    document, found = _composed(workspace, sources, opened, plan, subject)
    written_by = _authors(plan, subject)
    texts = tuple(Source(path, text, written_by.get(path, "")) for path, text in sources.texts.items())
    report = Report(_name(plan, subject), sources.project, plan, opened.pack, opened.figures, document, texts, attested=sources.attested,
                    explained=frozenset(opened.yardsticks.reasons))
    return replace(report, findings=ordered((*found, *run(report, read_figures, workspace.store().turns))))


def _authors(plan: ReportPlan, subject: Subject) -> dict[str, str]:
    own = subject.id if isinstance(subject, Enterprise) else ""
    return {f"{part.folder}/{section.file}".replace("{enterprise}", own): section.lead for part in plan.parts for section in part.sections}


def build(workspace: Workspace, names: Sequence[str] = (), *, formats: Sequence[str] = FORMATS, final: bool = False,
          year: int | None = None, locked: bool = False, leafed: bool = False, on: str = "", amendment: Amendment = Amendment(),
          beside: bool = True, progress: Progress = lambda *_: None, shown: Shown | None = None) -> Built:
    """Compose, check, write and read again. A draft is always written, watermarked, with its open findings; `final` refuses while errors are open.

    A final build is put on record with its date, `on`: from then on data and text change only by a correction, `amendment`.
    locked, leafed, beside, shown: as `Manner` says. Nothing is replaced before everything has been made. Two builds in one project write one after the other.
    Raises: Unavailable if `leafed` and LibreOffice is not installed.
    """
    reports, findings = assemble(workspace, names, year=year, progress=progress)
    if final:
        stops = obstacles(workspace, reports, amendment=amendment, on=on)
        findings = ordered((*findings, *settled(stops, reports[0].waivers, {})))
    if final and errors(findings):
        return Built(reports, (), findings)
    public = revised(workspace, reports, amendment=amendment, free=not load_people(workspace).corrections, on=on) if final else {}
    ready = tuple(as_final(report, public[report.name]) if final else _draft(report) for report in reports)
    looks = {report.plan.look: load_look(workspace, report.plan.look) for report in ready}
    made: dict[Path, Written] = {}
    manner = Manner(locked=locked, leafed=leafed, beside=beside, shown=shown)
    for done, report in enumerate(ready):
        progress("生成文件", done, len(ready))
        written = outputs(workspace, report, looks[report.plan.look], formats, manner)
        findings += proof(report, {path.name: one.data for path, one in written.items() if one.format in FORMATS}, partial(progress, PROVING))
        made |= written
    progress("生成文件", len(ready), len(ready))
    if final and errors(findings):
        return Built(reports, (), ordered(findings))
    year = ready[0].figures.year
    with alone(workspace.cache / "locks" / "build"):
        files = {path: one.data for path, one in made.items()} | _records(workspace, ready, made, findings)
        told = {**read_published(workspace, year)[0], **public}  # another build may have told of other reports meanwhile
        write_together(files | ({path_of(workspace, year): written_record(year, told)} if final else {}))
    tidy(workspace.stored)
    if final:
        record_final(workspace, year, ready[0].snapshot, (report.name for report in ready), on=on,
                     published={report.name: public[report.name].content for report in ready})
    return Built(ready, tuple(files), ordered(findings))


def as_final(report: Report, published: Published | None) -> Report:
    """The report as its final outputs print it, in that edition."""
    return in_edition(replace(report, document=replace(report.document, draft=False)), published)


def _draft(report: Report) -> Report:
    return replace(report, document=with_open_findings(replace(report.document, draft=True), report.findings))


def _records(workspace: Workspace, reports: Sequence[Report], made: Mapping[Path, Written], findings: Sequence[Finding]) -> dict[Path, bytes]:
    """figures.json and the build manifest."""
    figures = reports[0].figures
    folder = workspace.build(figures.year)
    new = {path.relative_to(folder).as_posix(): {"sha256": hashlib.sha256(one.data).hexdigest(), "bytes": len(one.data),
                                                 "pages": one.facts.get("pages"), "final": not reports[0].document.draft}
           for path, one in made.items()}
    outputs = dict(sorted((_still_valid(folder, figures.snapshot, reports[0].pack.version) | new).items()))
    manifest = {"year": figures.year, "snapshot": figures.snapshot, "root": figures.root,
                "last_snapshot": figures.previous.snapshot if figures.previous else None,
                "pack": reports[0].pack.version, "engines": {name: version(name) for name in ("reportgen", "typst", "resvg_py", "python-docx")},
                "summary": summary(findings), "outputs": outputs}
    return {folder / "figures.json": _json(figures_json(figures.values())), folder / "manifest.json": _json(manifest)}


def _still_valid(folder: Path, snapshot: str, pack: str) -> dict[str, object]:
    """What an earlier build of the same snapshot and pack recorded, as far as the files are still there."""
    try:
        earlier = json.loads((folder / "manifest.json").read_bytes())
        if (earlier["snapshot"], earlier["pack"]) != (snapshot, pack):
            return {}
        return {name: about for name, about in earlier["outputs"].items() if (folder / name).is_file()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def chosen_plan(sources: Sources, name: str | None) -> ReportPlan:
    """The plan of that report; the first one without a name. Raises: Unreadable if there is none."""
    found = next((plan for plan in sources.plans if name in (None, plan.id)), None)
    if found is None:
        raise Unreadable(f"没有报告“{name}”" if name else "项目里没有报告分工", hint="检查 chapters/<报告>/report.yaml")
    return found
