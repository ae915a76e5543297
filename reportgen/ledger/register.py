"""The register of a year's snapshots: which one superseded which, why, who asked and who approved.

data_contracts/<year>/snapshots/ledger.jsonl, beside the snapshots, whose content it does not touch. Until a final report has been made
of a year, its data may be frozen again freely; from then on another content needs a reason, somebody who asks and somebody who approves.
"""

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from reportgen.core.errors import Refused
from reportgen.core.pack import frozen
from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.intake import Frozen, current_snapshot, root_of, snapshots, use_snapshot
from reportgen.ledger.chain import Entry, Log, Pen
from reportgen.workspace import Workspace

FROZEN, FINAL = "冻结", "终稿"
_AGAIN = "重新运行 reportgen freeze 导出文件夹 --year {}，把它登记在册"


@dataclass(frozen=True, slots=True)
class Correction:
    """Why a snapshot supersedes another, and by whose will.

    supersedes: the id it is meant to replace ("" if not said). by: who gave the command. on: a date.
    """

    reason: str = ""
    requested_by: str = ""
    approved_by: str = ""
    supersedes: str = ""
    by: str = ""
    on: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The options still to be given."""
        options = {"--reason": self.reason, "--requested-by": self.requested_by, "--approved-by": self.approved_by}
        return tuple(option for option, value in options.items() if not value.strip())


def snapshot_log(workspace: Workspace, year: int) -> Log:
    """The register of a year."""
    path = workspace.snapshots(year) / "ledger.jsonl"
    return Log(path, workspace.label(path), workspace.cache / "locks" / f"{year}-snapshots")


def signoff_log(workspace: Workspace, year: int) -> Log:
    """The log of a year's data sign-off."""
    path = workspace.contracts / str(year) / "signoff.jsonl"
    return Log(path, workspace.label(path), workspace.cache / "locks" / f"{year}-signoff")


def section_log(workspace: Workspace, year: int) -> Log:
    """The log of how a year's sections were signed."""
    path = workspace.contracts / str(year) / "sections.jsonl"
    return Log(path, workspace.label(path), workspace.cache / "locks" / f"{year}-sections")


def root_in(folder: Path) -> str:
    """The Merkle root of the snapshot in a folder, computed from its manifest. Raises: OSError, ValueError, KeyError if it cannot be read."""
    return root_of(json.loads((folder / "manifest.json").read_bytes()))


def check_correction(correction: Correction, current: str | None) -> None:
    """Raises: Refused if the correction is meant for another snapshot, or approved by the one who asks."""
    if correction.supersedes and correction.supersedes != current:
        raise Refused(f"现行快照是 {current or '（没有）'}，不是 {correction.supersedes}", hint="用 reportgen snapshots 看现行快照，改 --supersedes")
    if correction.requested_by and correction.requested_by == correction.approved_by:
        raise Refused("提出人和批准人是同一个人", hint="更正数据须由另一人批准")


def register(workspace: Workspace, year: int, pen: Pen, made: Frozen, *, before: str | None, pack: str, correction: Correction,
             free: bool, findings: Iterable[Finding] = ()) -> None:
    """Records a snapshot that was made current; nothing if it was current and recorded before, unless with another reason.

    before: what was current. free: no reason is asked for, even after a final report. Raises: Refused, everything as it was, if
    the year is closed and the correction is not complete.
    """
    last = next((entry for entry in reversed(pen.entries) if entry["kind"] == FROZEN), None)
    known = last is not None and made.id == before == last["snapshot"]
    if known and correction.reason in ("", last["reason"]):
        return
    closed = not free and before not in (None, made.id) and any(entry["kind"] == FINAL for entry in pen.entries)
    if closed and correction.missing:
        use_snapshot(workspace.snapshots(year), before)
        if not made.existed:
            shutil.rmtree(made.folder)
        raise Refused(f"{year}年度已出过终稿，数据不能直接改换；现行快照仍是 {before}",
                      hint=f"确需更正的，写明原因、提出人和批准人，再冻结一次（还缺 {'、'.join(correction.missing)}）")
    superseded = last["supersedes"] if known else "" if before in (None, made.id) else before
    pen.write({"kind": FROZEN, "snapshot": made.id, "root": root_in(made.folder), "pack": pack,
               **asdict(correction), "supersedes": superseded, "warnings": _counted(findings)})


def _counted(findings: Iterable[Finding]) -> dict[str, int]:
    """Warnings of the freeze by department."""
    return dict(sorted(Counter(one.department for one in findings if one.severity is Severity.WARNING and one.department).items()))


def record_final(workspace: Workspace, year: int, snapshot: str, reports: Iterable[str], *, on: str = "",
                 published: Mapping[str, str] = frozen({})) -> None:
    """Records that final reports were made of this snapshot; once for a snapshot and the same reports.

    published: the hashes of what they told the public, by report; another one is recorded again.
    """
    with snapshot_log(workspace, year).open() as pen:
        made = {name for entry in pen.entries if entry["kind"] == FINAL and entry["snapshot"] == snapshot for name in entry["reports"]}
        told = {name: one for entry in pen.entries if entry["kind"] == FINAL for name, one in entry.get("published", {}).items()}
        new = {name for name in reports if name not in made} | {name for name, one in published.items() if told.get(name) != one}
        if new:
            said = {name: published[name] for name in sorted(new) if name in published}
            pen.write({"kind": FINAL, "snapshot": snapshot, "reports": sorted(new), "on": on, **({"published": said} if said else {})})


def correction_of(workspace: Workspace, year: int, snapshot: str) -> Entry | None:
    """The last record of a snapshot's freezing; None if it has none."""
    entries, _ = snapshot_log(workspace, year).read()
    return next((entry for entry in reversed(entries) if entry["kind"] == FROZEN and entry["snapshot"] == snapshot), None)


def verify_register(workspace: Workspace, year: int) -> Iterator[Finding]:
    """What does not fit between the register and the snapshots."""
    log = snapshot_log(workspace, year)
    entries, found = log.read()
    yield from found
    folder, at = workspace.snapshots(year), Place(log.label)
    current = current_snapshot(folder)
    last = next((entry["snapshot"] for entry in reversed(entries) if entry["kind"] == FROZEN), None)
    if entries and not found and last != current:
        yield Finding("L103", "unregistered-snapshot", Severity.ERROR, f"现行快照是 {current}，登记簿上最后冻结的是 {last}", at, _AGAIN.format(year))
    known = {entry["snapshot"]: entry for entry in entries if entry["kind"] == FROZEN}
    for one in snapshots(folder):
        if one.id not in known:
            yield Finding("L103", "unregistered-snapshot", Severity.WARNING, f"快照 {one.id} 没有登记", at,
                          _AGAIN.format(year) if one.current else "不用的旧快照可以移走")
    yield from _wrong_roots(folder, known.values(), log.label)


def _wrong_roots(folder: Path, entries: Iterable[Entry], label: str) -> Iterator[Finding]:
    for entry in entries:
        at, hint = Place(label, entry.no), "从备份或版本库恢复这个快照"
        try:
            root = root_in(folder / str(entry["snapshot"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            yield Finding("L104", "wrong-root", Severity.WARNING, f"登记过的快照 {entry['snapshot']} 不在了或读不了", at, hint)
            continue
        if root != entry["root"]:
            yield Finding("L104", "wrong-root", Severity.ERROR, f"快照 {entry['snapshot']} 的根哈希与登记时不同", at, hint)
