"""data_contracts/<year>/published.json: each final report as the public got it. It is next year's base, and it locks the edition.

A final report that prints something else is a correction: it needs a reason, somebody who asks and somebody who approves, becomes a new
edition, and says in its errata what it corrects.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from reportgen.core.document import numbers
from reportgen.core.figure import Absent, Figures
from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.core.report import Report
from reportgen.core.show import show, shown_value
from reportgen.files import read_text
from reportgen.ledger import digest, snapshot_log
from reportgen.ledger.register import FINAL
from reportgen.published.errata import with_errata
from reportgen.published.passages import Change, Passage, compared, passages
from reportgen.workspace import Workspace

_RESTORE = "从备份或版本库恢复这个文件；它只由 reportgen build --final 写"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Amendment:
    """Why a published report is published otherwise, and by whose will."""

    reason: str = ""
    requested_by: str = ""
    approved_by: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The options still to be given."""
        options = {"--reason": self.reason, "--requested-by": self.requested_by, "--approved-by": self.approved_by}
        return tuple(option for option, value in options.items() if not value.strip())


@dataclass(frozen=True, slots=True)
class Published:
    """One report as it was last published. edition: from 1. corrections: one for each later edition, as published.json holds it."""

    name: str
    title: str
    edition: int
    on: str
    snapshot: str
    pack: str
    passages: tuple[Passage, ...]
    figures: tuple[Mapping[str, object], ...]
    corrections: tuple[Mapping[str, object], ...] = ()

    @property
    def content(self) -> str:
        """The hash that the register keeps of it."""
        return digest(self.as_json())

    def as_json(self) -> dict[str, object]:
        """As published.json holds it."""
        return {"title": self.title, "edition": self.edition, "on": self.on, "snapshot": self.snapshot, "pack": self.pack,
                "figures": [dict(one) for one in self.figures], "passages": [[one.section, one.where, one.text] for one in self.passages],
                "corrections": [dict(one) for one in self.corrections]}


def path_of(workspace: Workspace, year: int) -> Path:
    """Where the year's record is."""
    return workspace.contracts / str(year) / "published.json"


def read_published(workspace: Workspace, year: int) -> tuple[Mapping[str, Published], tuple[Finding, ...]]:
    """The year's published reports by name; and a finding if the file cannot be read or is not what was published."""
    path = path_of(workspace, year)
    if not path.is_file():
        lost = len(_registered(workspace, year))
        return {}, (_broken(workspace, path, f"登记过{lost}份终稿的公布记录不见了"),) if lost else ()
    try:
        told = json.loads(read_text(workspace.root, path))
        known = {name: _published(name, one) for name, one in told["reports"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}, (_broken(workspace, path, "公布记录损坏，读不出来"),)
    registered = _registered(workspace, year)
    wrong = [name for name, contents in registered.items() if name not in known or not _sound(known[name], contents)]
    return known, tuple(_broken(workspace, path, f"“{name}”的公布记录与登记时不同") for name in wrong)


def _sound(published: Published, contents: Sequence[str]) -> bool:
    """Whether it is what was registered last; or one edition further, when a command was interrupted before it could register it."""
    return published.content == contents[-1] or published.edition == len(contents) + 1


def _broken(workspace: Workspace, path: Path, message: str) -> Finding:
    return Finding("H735", "broken-published", Severity.ERROR, message, Place(workspace.label(path)), _RESTORE)


def record_findings(workspace: Workspace, year: int) -> tuple[Finding, ...]:
    """What is wrong with the record itself."""
    return read_published(workspace, year)[1]


def revised(workspace: Workspace, reports: Sequence[Report], *, amendment: Amendment, free: bool, on: str) -> dict[str, Published]:
    """What is to be recorded of these reports as they are now. free: without editions, as before anything is published."""
    known, _ = read_published(workspace, reports[0].figures.year)
    return {report.name: _revision(known.get(report.name), report, amendment, free, on) for report in reports}


def written(year: int, known: Mapping[str, Published]) -> bytes:
    """The bytes of published.json."""
    told = {"year": year, "reports": {name: one.as_json() for name, one in sorted(known.items())}}
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def in_edition(report: Report, published: Published | None) -> Report:
    """The report as that edition prints it: a later one says what it corrects."""
    if published is None or not published.corrections:
        return report
    return replace(report, document=with_errata(report.document, published.edition, published.corrections))


def lock_findings(workspace: Workspace, reports: Iterable[Report], *, amendment: Amendment, free: bool) -> Iterator[Finding]:
    """Published reports that would be published otherwise without leave, and what is wrong with the record; nothing if it is `free`."""
    known = tuple(reports)
    published, found = read_published(workspace, known[0].figures.year)
    yield from () if free else found
    at = Place(workspace.label(path_of(workspace, known[0].figures.year)))
    if amendment.requested_by and amendment.requested_by == amendment.approved_by:
        yield Finding("H731", "locked-edition", Severity.ERROR, "提出人和批准人是同一个人", at, "更正须由另一人批准")
    for report in known if not free and amendment.missing else ():
        changes = _changes(published.get(report.name), report)
        if changes:
            shown = "；".join(f"{one.where}：{_short(one.old)}→{_short(one.new)}" for one in changes[:_SHOWN])
            yield Finding("H731", "locked-edition", Severity.ERROR,
                          f"“{report.document.title}”{published[report.name].on}已公布第{published[report.name].edition}版，现在有{len(changes)}处不同（{shown}）", at,
                          f"确需更正的，写明原因、提出人和批准人，出第{published[report.name].edition + 1}版（还缺 {'、'.join(amendment.missing)}）；不该变的改回去")


def base_findings(workspace: Workspace, previous: Figures | None) -> Iterator[Finding]:
    """Last year's figures as they are now against what the public was told then."""
    if previous is None:
        return
    known, _ = read_published(workspace, previous.year)
    at = Place(workspace.label(path_of(workspace, previous.year)))
    told = {(str(one["id"]), str(one["scope"])): one for published in known.values() for one in published.figures}
    for key, one in told.items():
        figure = previous.get(key)
        if figure is not None and show(figure) != one["shown"]:
            yield Finding("H741", "differs-from-published", Severity.WARNING,
                          f"{previous.year}年度公布的“{one['name']}”是{one['shown']}，按现在的{previous.year}年度快照是{show(figure)}", at,
                          "与上年比较的文字按快照计算；数据确有更正的，在报告里说明，或更正上年的报告", figures=(figure.id,), department=figure.department)


def _published(name: str, told: Mapping[str, object]) -> Published:
    return Published(name, told["title"], told["edition"], told["on"], told["snapshot"], told["pack"],
                     tuple(Passage(*one) for one in told["passages"]), tuple(told["figures"]), tuple(told["corrections"]))


def _registered(workspace: Workspace, year: int) -> dict[str, list[str]]:
    """The hashes of what was published, the last one last, by report."""
    entries, _ = snapshot_log(workspace, year).read()
    made: dict[str, list[str]] = {}
    for name, content in ((name, content) for entry in entries if entry["kind"] == FINAL for name, content in entry.get("published", {}).items()):
        made.setdefault(name, []).append(content)
    return made


def _changes(before: Published | None, report: Report) -> tuple[Change, ...]:
    return compared(before.passages, passages(report.document)) if before else ()


def _revision(before: Published | None, report: Report, amendment: Amendment, free: bool, on: str) -> Published:
    """The next state of one report's record; the same if it prints the same."""
    now = passages(report.document)
    made = Published(report.name, report.document.title + report.document.subtitle, 1, on, report.snapshot, report.pack.version, now, _figures(report))
    if before is None or free:
        return made if before is None or before.passages != now else before
    changes = _changes(before, report)
    if not changes:
        return before
    record = {"edition": before.edition + 1, "on": on, "since": before.on, **asdict(amendment), "changes": [asdict(one) for one in changes]}
    return replace(made, edition=before.edition + 1, corrections=(*before.corrections, record))


def _figures(report: Report) -> tuple[Mapping[str, object], ...]:
    """Every figure whose own value the report prints."""
    printed = dict.fromkeys((one.figure, one.scope) for one in numbers(report.document) if one.figure and not one.literal)
    return tuple(_figure(figure, report) for key in printed if (figure := report.figures.get(key)) is not None)


def _figure(figure: object, report: Report) -> dict[str, object]:
    value = shown_value(figure, report.pack.rounding)
    return {"id": figure.id, "scope": figure.scope, "name": figure.name, "shown": show(figure, rounding=report.pack.rounding),
            "value": None if isinstance(value, Absent) else format(value, "f"), "unit": figure.unit, "definition": figure.definition_id}


def _short(text: str) -> str:
    return f"“{text[:24]}{'……' if len(text) > 24 else ''}”" if text else "（无）"
