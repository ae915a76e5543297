"""One report year opened: its pack, its frozen figures, last year's beside them."""

from dataclasses import dataclass
from pathlib import Path

from reportgen.core.errors import Refused, Unreadable
from reportgen.core.figure import Figures
from reportgen.core.finding import Finding, errors
from reportgen.core.pack import Pack
from reportgen.core.place import Place
from reportgen.core.plan import Project
from reportgen.indicators import compute
from reportgen.intake import connect, current_snapshot
from reportgen.pack import load_pack
from reportgen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Opened:
    """A year ready to work on. findings: faults of the packs and of the figures' definitions."""

    pack: Pack
    figures: Figures
    findings: tuple[Finding, ...]


def open_year(workspace: Workspace, project: Project, year: int, *, with_last: bool = True) -> Opened:
    """The pack and the figures of `year`, compared with the year before if that one is frozen too.

    Raises: Unreadable if there is no pack; Refused if it has errors or nothing is frozen.
    """
    pack, findings = sound_pack(workspace, year)
    snapshot = snapshot_folder(workspace, year)
    if snapshot is None:
        raise Refused(f"{year}年度还没有冻结的数据快照", at=Place(workspace.label(workspace.snapshots(year))),
                      hint=f"先运行 reportgen freeze 导出文件夹 --year {year}")
    figures, more = _figures(pack, project, year, snapshot)
    last = _last_year(workspace, project, year) if with_last else None
    return Opened(pack, figures.with_previous(last), (*findings, *more))


def sound_pack(workspace: Workspace, year: int) -> tuple[Pack, tuple[Finding, ...]]:
    """The year's pack. Raises: Unreadable if there is none; BadPack, with all its findings, if it has errors."""
    if not (workspace.contracts / str(year)).is_dir():
        raise Unreadable(f"没有{year}年度的年度包", at=Place(f"data_contracts/{year}"), hint="检查年度，或从上一年度新建（写 extends）")
    pack, findings = load_pack(workspace.contracts, year)
    if pack is None or errors(findings):
        raise BadPack(tuple(findings))
    return pack, tuple(findings)


class BadPack(Refused):
    """The pack has errors; all of them are in `findings`."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("年度包有错误，先改正")
        self.findings = findings


def snapshot_folder(workspace: Workspace, year: int) -> Path | None:
    """The folder of the year's current snapshot; None if nothing is frozen."""
    current = current_snapshot(workspace.snapshots(year))
    return workspace.snapshots(year) / current if current else None


def _last_year(workspace: Workspace, project: Project, year: int) -> Figures | None:
    folder = snapshot_folder(workspace, year - 1)
    if folder is None or not (workspace.contracts / str(year - 1) / "pack.yaml").is_file():
        return None
    pack, _ = sound_pack(workspace, year - 1)
    return _figures(pack, project, year - 1, folder)[0]


def _figures(pack: Pack, project: Project, year: int, folder: Path) -> tuple[Figures, tuple[Finding, ...]]:
    connection = connect(folder, pack.contracts)
    try:
        return compute(pack, connection, year=year, snapshot=folder.name, enterprises=project.enterprises)
    finally:
        connection.close()
