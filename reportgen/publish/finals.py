"""The final reports of a year: what the last final build left, proved to be that still."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.build import Sources, as_final, load_sources, unchecked
from reportgen.core.errors import Refused
from reportgen.core.finding import Finding, Severity
from reportgen.core.look import FORMATS
from reportgen.core.place import Place
from reportgen.core.report import Report
from reportgen.edition import Opened, open_year, snapshot_folder
from reportgen.ledger import snapshot_log
from reportgen.ledger.register import FINAL
from reportgen.published import read_published
from reportgen.publish.scheme import Scheme, Shelf
from reportgen.workspace import Workspace
from reportgen.writers.tree_json import write_json

_AGAIN = "重新运行 reportgen build --final"


@dataclass(frozen=True, slots=True)
class Final:
    """One final report. report: composed again, equal to what was built. files: its bytes by format. id: of the kind of report."""

    id: str
    report: Report
    files: Mapping[str, bytes]
    shelf: Shelf

    @property
    def subject(self) -> str:
        """The id of the enterprise it is about ("ent1"); "" for the school's own."""
        return next((one.id for one in self.report.project.enterprises if one.name == self.enterprise), "")

    @property
    def public(self) -> bool:
        """Whether it may be published: an enterprise's report only with its consent."""
        return not self.subject or any(one.id == self.subject and one.consent for one in self.report.project.enterprises)

    @property
    def enterprise(self) -> str:
        """The full name of the enterprise it is about; "" for the school's own."""
        return self.report.document.scope if self.report.plan.each == "enterprise" else ""


@dataclass(frozen=True, slots=True)
class Finals:
    """Everything that may leave the school in one year."""

    sources: Sources
    opened: Opened
    scheme: Scheme
    reports: tuple[Final, ...]


def open_finals(workspace: Workspace, year: int, scheme: Scheme) -> Finals:
    """The year's final reports that the scheme names. Raises: Refused, with all that is missing or no longer what it was."""
    sources = load_sources(workspace)
    if year != sources.project.year:
        raise Refused(f"项目现在是{sources.project.year}年度，不能为{year}年度重新核对终稿", at=Place("project.yaml"),
                      hint="用当年制作的报送材料包；或把 project.yaml 的 year 改回去")
    opened = open_year(workspace, sources.project, year)
    wanted = [plan.id for plan in sources.plans if plan.id in scheme.reports and (plan.each == "" or sources.project.enterprises)]
    record, (public, _) = _record(workspace, year), read_published(workspace, year)
    made, found = [], list(_not_current(workspace, year, opened, record))
    for report in unchecked(workspace, sources, opened, wanted) if wanted else ():
        one, wrong = _final(workspace, year, as_final(report, public.get(report.name)), scheme.reports[report.plan.id], record)
        found += wrong
        made += [one] if one else []
    found += [_lacking(scheme, id) for id, shelf in scheme.reports.items() if shelf.required and id not in wanted]
    if found:
        raise Refused("报送和发布只用终稿，现在还没有完整的终稿", hint=_AGAIN, findings=tuple(found))
    order = list(scheme.reports)
    return Finals(sources, opened, scheme, tuple(sorted(made, key=lambda one: order.index(one.id))))


def _record(workspace: Workspace, year: int) -> Mapping[str, object]:
    """The build's own record; empty if there is none that can be read."""
    try:
        told = json.loads((workspace.build(year) / "manifest.json").read_bytes())
        return told if isinstance(told.get("outputs"), dict) else {}
    except (OSError, ValueError, AttributeError):
        return {}


def _not_current(workspace: Workspace, year: int, opened: Opened, record: Mapping[str, object]) -> Iterator[Finding]:
    at = Place(workspace.label(workspace.build(year) / "manifest.json"))
    if not record:
        yield Finding("G101", "no-final-build", Severity.ERROR, f"{year}年度还没有生成成品", at, _AGAIN)
    elif (record.get("snapshot"), record.get("pack")) != (opened.figures.snapshot, opened.pack.version):
        folder = snapshot_folder(workspace, year)
        yield Finding("G103", "stale-final", Severity.ERROR, f"成品用的快照或年度包已不是现行的（现行快照 {folder.name if folder else '—'}）", at, _AGAIN)


def _final(workspace: Workspace, year: int, report: Report, shelf: Shelf, record: Mapping[str, object]) -> tuple[Final | None, list[Finding]]:
    folder = workspace.build(year) / report.name
    outputs: Mapping[str, Mapping[str, object]] = record.get("outputs", {})  # type: ignore[assignment]
    own = {name: about for name, about in outputs.items() if Path(name).parent.as_posix() == report.name}
    made = {Path(name).suffix.lstrip("."): name for name, about in own.items() if about.get("final") is True}
    lacking = [one for one in FORMATS if one not in made]
    at = Place(workspace.label(folder))
    if lacking or not _registered(workspace, year, report):
        said = f"缺 {'、'.join(lacking)}" if made and lacking else "只有草稿或还没有生成" if lacking else "终稿没有登记"
        return None, [Finding("G101", "no-final-build", Severity.ERROR, f"《{report.document.title}》没有终稿：{said}", at, _AGAIN)]
    files = {kind: _bytes(workspace.build(year) / name) for kind, name in made.items()}
    changed = [kind for kind, data in files.items() if hashlib.sha256(data).hexdigest() != own[made[kind]].get("sha256")]
    if changed:
        return None, [Finding("G102", "changed-final", Severity.ERROR, "终稿文件在生成之后被改动过或不见了", Place(workspace.label(workspace.build(year) / made[kind])),
                              _AGAIN) for kind in changed]
    if files.get("json") != write_json(report).data:
        return None, [Finding("G103", "stale-final", Severity.ERROR, f"《{report.document.title}》的终稿生成之后，正文、案例或设置又改过", at, _AGAIN)]
    return Final(report.plan.id, report, {kind: files[kind] for kind in FORMATS}, shelf), []


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _registered(workspace: Workspace, year: int, report: Report) -> bool:
    """Whether the year's register knows this report as final for its snapshot."""
    entries, _ = snapshot_log(workspace, year).read()
    return any(entry["kind"] == FINAL and entry["snapshot"] == report.snapshot and report.name in entry["reports"] for entry in entries)


def _lacking(scheme: Scheme, id: str) -> Finding:
    return Finding("G101", "no-final-build", Severity.ERROR, f"报送规定里必报的报告“{id}”在项目中没有", Place(scheme.label),
                   f"建立 chapters/{id}/report.yaml，或从 {scheme.label} 的 reports 中去掉它")
