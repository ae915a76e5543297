"""A report year: freezing it, opening it with last year's figures beside it, proving it."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.core.errors import Refused, Unreadable
from reportgen.core.figure import Figures
from reportgen.core.finding import Finding, Severity, errors
from reportgen.core.intake import IntakeReport
from reportgen.core.pack import Pack
from reportgen.core.place import Place
from reportgen.core.plan import Department, Project
from reportgen.core.yardstick import NO_YARDSTICKS, Yardsticks
from reportgen.intake import Answers, Frozen, Read, Snapshot, alone, current_snapshot, freeze, letters_in, read_answers, root_in, snapshots, tables, token_key, verify
from reportgen.ledger import Correction, check_correction, register, section_log, signoff_log, snapshot_log, verify_register, verify_signatures
from reportgen.pack import YARDSTICK_FILES, begun, load_pack, read_yardsticks
from reportgen.people import load_people
from reportgen.files import read_text, write_whole
from reportgen.unchanged import inputs
from reportgen.workspace import Workspace
from reportgen.yamlplaces import Reader, load

if TYPE_CHECKING:  # freezing needs neither documents nor figures, and is not to wait for them
    from reportgen.indicators import Explanation


@dataclass(frozen=True, slots=True)
class Opened:
    """A year ready to work on. findings: faults of the packs, of the figures' definitions, of what they are held against."""

    pack: Pack
    figures: Figures
    findings: tuple[Finding, ...]
    yardsticks: Yardsticks = NO_YARDSTICKS


def open_year(workspace: Workspace, project: Project, year: int, *, with_last: bool = True) -> Opened:
    """The pack and the figures of `year`, compared with the year before if that one is frozen too; found again while no file changes.

    Raises: Unreadable if there is no pack; Refused if it has errors or nothing is frozen.
    """
    def given() -> object:
        return project, year, with_last, _year_files(workspace)
    return workspace.store().kept("year", given(), lambda: _opened(workspace, project, year, with_last=with_last), still=given)


def _year_files(workspace: Workspace, *, but: tuple[str, ...] = ()) -> Mapping[str, str]:
    """What packs, snapshots and yardsticks are read from. but: endings of names that do not count."""
    return {path: known for path, known in inputs(workspace, ("data_contracts",), but=but).items() if "/" in path or path in YARDSTICK_FILES}


def _opened(workspace: Workspace, project: Project, year: int, *, with_last: bool) -> Opened:
    pack, findings = sound_pack(workspace, year)
    snapshot = snapshot_folder(workspace, year)
    if snapshot is None:
        raise Refused(f"{year}年度还没有冻结的数据快照", at=Place(workspace.label(workspace.snapshots(year))),
                      hint=f"先运行 reportgen freeze 导出文件夹 --year {year}")
    figures, more = _figures(workspace, pack, project, year, snapshot)
    last = _last_year(workspace, project, year) if with_last else None
    held, told = yardsticks(workspace, project, pack)
    return Opened(pack, figures.with_previous(last), (*findings, *more, *told), held)


def yardsticks(workspace: Workspace, project: Project, pack: Pack) -> tuple[Yardsticks, tuple[Finding, ...]]:
    """What this school's figures of the pack's year are held against, and what is wrong with the files that say so."""
    paths = (workspace.root / name for name in YARDSTICK_FILES)
    texts = {path.name: read_text(workspace.root, path) for path in paths if path.is_file()}
    return read_yardsticks(texts, pack, project.kind)


def sound_pack(workspace: Workspace, year: int) -> tuple[Pack, tuple[Finding, ...]]:
    """The year's pack. Raises: Unreadable if there is none; Refused, with all findings, if it has errors."""
    if not (workspace.contracts / str(year)).is_dir():
        raise Unreadable(f"没有{year}年度的年度包", at=Place(f"data_contracts/{year}"), hint="检查年度，或从上一年度新建（写 extends）")
    pack, findings = _pack(workspace, year)
    if pack is None or errors(findings):
        raise Refused("年度包有错误，先改正", at=Place(f"data_contracts/{year}"), hint="按下面各条改正年度包", findings=tuple(findings))
    return pack, tuple(findings)


def _pack(workspace: Workspace, year: int) -> tuple[Pack | None, tuple[Finding, ...]]:
    """The year's pack as it stands; found again while no file of any year's pack changes."""
    def given() -> object:
        return year, {path: known for path, known in _year_files(workspace, but=(".csv", ".json", ".jsonl")).items() if path.endswith(".yaml")}
    return workspace.store().kept("pack", given(), lambda: load_pack(workspace.contracts, year), still=given)


def bare_pack(workspace: Workspace, year: int) -> Pack:
    """The year's pack as it was before the notice: the year it extends, with this year's edition. Raises: as `sound_pack`; Refused if it extends none."""
    pack, _ = sound_pack(workspace, year)
    bare = load_pack(workspace.contracts, year, bare=True)[0] if pack.base is not None else None
    if bare is None:
        raise Refused(f"{year}年度的年度包没有沿用别的年度，没有可比的底", at=Place(f"data_contracts/{year}/pack.yaml"), hint="在 pack.yaml 写 extends: 上一年度")
    return bare


def begin_pack(workspace: Workspace, year: int, base: int | None, on: date) -> Path:
    """A pack for a year whose notice has not arrived, on that of `base` (the latest before it). Raises: Refused if the year has one, Unreadable if the base has none."""
    path = workspace.contracts / str(year) / "pack.yaml"
    if path.exists():
        raise Refused(f"{year}年度已经有年度包", at=Place(workspace.label(path)), hint="直接在里面改")
    earlier = [one for one in _years(workspace) if one < year and (workspace.contracts / str(one) / "pack.yaml").is_file()]
    pack, _ = sound_pack(workspace, base or next(iter(earlier), year))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, begun(pack, year, on).encode())
    return path


def check_packs(workspace: Workspace, year: int | None = None) -> tuple[tuple[Pack, ...], tuple[Finding, ...]]:
    """The sound packs of that year (of every year without one), and what is wrong with the others. Raises: Unreadable if there is none."""
    known = sorted(int(path.parent.name) for path in workspace.contracts.glob("*/pack.yaml") if path.parent.name.isdecimal())
    if year is not None and year not in known or not known:
        raise Unreadable(f"没有{year or ''}年度的年度包", at=Place("data_contracts"), hint=f"可用的年度：{'、'.join(map(str, known)) or '无'}")
    loaded = [load_pack(workspace.contracts, one) for one in ([year] if year is not None else known)]
    found = dict.fromkeys(finding for _, findings in loaded for finding in findings)
    return tuple(pack for pack, _ in loaded if pack is not None), tuple(found)


def owners(workspace: Workspace, year: int) -> tuple[Department, ...]:
    """The departments that own a source table and an indicator, in the pack's order; none if the pack has errors."""
    pack, _ = _pack(workspace, year)
    if pack is None:
        return ()
    counting = {one.department for one in pack.indicators.values() if not one.scoped}
    return tuple(Department(name) for name in dict.fromkeys(one.department for one in pack.contracts.values()) if name in counting)


def snapshot_folder(workspace: Workspace, year: int) -> Path | None:
    """The folder of the year's current snapshot; None if nothing is frozen."""
    current = current_snapshot(workspace.snapshots(year))
    return workspace.snapshots(year) / current if current else None


def _last_year(workspace: Workspace, project: Project, year: int) -> Figures | None:
    folder = snapshot_folder(workspace, year - 1)
    if folder is None or not (workspace.contracts / str(year - 1) / "pack.yaml").is_file():
        return None
    pack, _ = sound_pack(workspace, year - 1)
    return _figures(workspace, pack, project, year - 1, folder)[0]


def snapshot_figures(workspace: Workspace, project: Project, year: int, folder: Path, pack: Pack | None = None) -> Figures:
    """The figures of any snapshot of a year, by that year's pack as it is now, or by the given one."""
    return _figures(workspace, pack or sound_pack(workspace, year)[0], project, year, folder)[0]


def _figures(workspace: Workspace, pack: Pack, project: Project, year: int, folder: Path) -> tuple[Figures, tuple[Finding, ...]]:
    from reportgen.indicators import compute
    connection = tables(folder, pack.contracts, workspace.tables)
    try:
        return compute(pack, connection, year=year, snapshot=folder.name, enterprises=project.enterprises, root=root_in(folder))
    finally:
        connection.close()


def freeze_year(workspace: Workspace, exports: Path, year: int, *, note: str = "", correction: Correction = Correction(),
                read: Iterable[Read] | None = None, progress: Callable[[str], None] = lambda _: None,
                told: Callable[[IntakeReport], None] = lambda _: None) -> tuple[Frozen | None, tuple[Finding, ...]]:
    """Check an export against the year's contracts, freeze it and register it; None, and all findings, if one of them is an error.

    read: the export, if its reading was begun before. told: gets the report of what was read and how.
    Raises: Refused, everything as it was, if the correction is not meant for the current snapshot, or not complete where it must be.
    """
    pack, findings = sound_pack(workspace, year)
    answers, faults = _answers(workspace, year, pack)
    if errors(faults):
        return None, (*findings, *faults)
    free = not load_people(workspace).corrections
    with alone(workspace.snapshots(year)), snapshot_log(workspace, year).open() as pen:
        before = current_snapshot(workspace.snapshots(year))
        check_correction(correction, before)
        frozen, more = freeze(exports, pack.contracts, year=year, folder=workspace.snapshots(year),
                              key=token_key(workspace.contracts / "token.key"), edition=pack.edition,
                              last=snapshot_folder(workspace, year - 1), note=note, answers=answers, outliers=pack.outliers,
                              pack=pack.version, school=_school(workspace), read=read, beside=workspace.tables,
                              progress=progress, told=told)
        if frozen is not None:
            register(workspace, year, pen, frozen, before=before, pack=pack.version, correction=correction, free=free, findings=more)
    return frozen, (*findings, *more)


def _school(workspace: Workspace) -> tuple[str, ...]:
    """What project.yaml calls the school, its full name first; nothing if it does not say so. To read all of it would cost a freeze its time."""
    path = workspace.root / "project.yaml"
    node, _ = load(path.name, read_text(workspace.root, path) if path.is_file() else "")
    reader = Reader()
    return tuple(filter(None, (reader.text(node.get("school")), *reader.texts(node.get("short_names")))))


def _answers(workspace: Workspace, year: int, pack: Pack) -> tuple[Answers, tuple[Finding, ...]]:
    """What people have said of exports that can be read in several ways: data_contracts/<year>/mapping.yaml, if there is one."""
    path = workspace.contracts / str(year) / "mapping.yaml"
    return read_answers(workspace.label(path), read_text(workspace.root, path) if path.is_file() else "", pack.contracts)


def frozen_years(workspace: Workspace) -> list[tuple[int, Snapshot]]:
    """Every snapshot of every year, the latest year first."""
    return [(year, one) for year in _years(workspace) for one in snapshots(workspace.snapshots(year))]


def _years(workspace: Workspace) -> list[int]:
    return sorted((int(path.name) for path in workspace.contracts.glob("*") if path.name.isdecimal()), reverse=True)


def open_project(workspace: Workspace) -> Project:
    """project.yaml alone. Raises: Unreadable if it cannot be used."""
    from reportgen.compose import read_project
    project, found = read_project({"project.yaml": read_text(workspace.root, workspace.root / "project.yaml")})
    if project is None or errors(found):
        raise Unreadable(found[0].message, at=found[0].at, hint=found[0].hint)
    return project


def project_figures(workspace: Workspace, year: int | None) -> Figures:
    """The figures of a year (the project's own without one)."""
    project = open_project(workspace)
    return open_year(workspace, project, year or project.year).figures


def explain_figure(workspace: Workspace, name: str, year: int | None, scope: str) -> "Explanation":
    """One figure's derivation. Raises: Unreadable, with the nearest names, if there is no such figure."""
    from reportgen.indicators import explain
    project = open_project(workspace)
    year = year or project.year
    opened = open_year(workspace, project, year)
    if scope not in opened.figures.scopes():
        raise Unreadable(f"没有范围“{scope}”", hint="可用的有：" + "、".join(opened.figures.scopes()))
    folder = snapshot_folder(workspace, year)
    connection = tables(folder, opened.pack.contracts, workspace.tables)
    try:
        explained, found = explain(name, opened.pack, opened.figures, connection, scope, letters=letters_in(folder))
    finally:
        connection.close()
    if explained is None:
        raise Unreadable(found[0].message, hint=found[0].hint)
    return explained


def verify_project(workspace: Workspace, thing: str | None) -> tuple[list[str], tuple[Finding, ...]]:
    """What was proved, and what was not: snapshots, and built files against their manifest. `thing`: an id or a year; everything without."""
    folders = [(year, path) for year in _years(workspace) for path in sorted(workspace.snapshots(year).glob("[!.]*")) if path.is_dir()]
    chosen = [(year, path) for year, path in folders if thing in (None, str(year), path.name)]
    builds = [path for path in sorted((workspace.root / "build").glob("*/manifest.json")) if thing in (None, path.parent.name)]
    if not chosen and not builds:
        raise Unreadable(f"没有可核对的“{thing}”" if thing else "还没有快照和成品", hint="用 reportgen snapshots 看有哪些快照")
    years = sorted({year for year, _ in chosen}, reverse=True)
    names = [f"{year}年度快照 {path.name}" for year, path in chosen] + [name for year in years for name in _records(workspace, year)]
    names += [f"{path.parent.name}年度成品" for path in builds]
    found = [finding for _, path in chosen for finding in verify(path)]
    found += [finding for year in years for finding in verify_records(workspace, year)]
    return names, (*found, *(finding for path in builds for finding in _changed_outputs(workspace, path)))


def verify_records(workspace: Workspace, year: int) -> Iterator[Finding]:
    """What is wrong with a year's register, logs of signatures and seals."""
    from reportgen.feedback import verify_feedback
    from reportgen.ledger.hand import Hand
    from reportgen.published import record_findings
    from reportgen.review.record import review_log
    from reportgen.ledger.seal import verify_seals
    yield from verify_register(workspace, year)
    for log in (signoff_log(workspace, year), section_log(workspace, year), review_log(workspace, year)):
        yield from log.read()[1]
        yield from Hand(workspace).verify(log)
    yield from verify_signatures(workspace, year)
    yield from record_findings(workspace, year)
    yield from verify_seals(workspace, year)
    yield from verify_feedback(workspace, year)


def _records(workspace: Workspace, year: int) -> list[str]:
    """The records of a year, as they are named to people."""
    from reportgen.ledger.seal import seals
    from reportgen.review.record import review_log
    logs = ((snapshot_log(workspace, year), "快照登记簿"), (signoff_log(workspace, year), "数据审签记录"),
            (section_log(workspace, year), "小节会签记录"), (review_log(workspace, year), "合规审查记录"))
    told = [f"{year}年度{name}（{len(log.read()[0])}条）" for log, name in logs if log.path.is_file()]
    return told + [f"{year}年度封签 {path.stem}" for path in seals(workspace, year)]


def _changed_outputs(workspace: Workspace, manifest: Path) -> Iterator[Finding]:
    again = "重新运行 reportgen build；有意在 Word 中修改的，请改名另存"
    try:
        outputs = {name: about["sha256"] for name, about in json.loads(manifest.read_text("utf-8"))["outputs"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        yield Finding("B103", "broken-record", Severity.ERROR, "成品的生成记录损坏，不能核对成品", Place(workspace.label(manifest)), again)
        return
    for name, digest in outputs.items():
        path = manifest.parent / name
        at = Place(workspace.label(path))
        if not path.is_file():
            yield Finding("B101", "missing-output", Severity.ERROR, "成品文件不见了", at, again)
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield Finding("B102", "changed-output", Severity.ERROR, "成品文件在生成之后被改动过", at, again)
