"""Freezing: an export read, checked against the contracts, and kept as an immutable snapshot; or every reason why not."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from duckdb import DuckDBPyConnection

from reportgen.core.errors import Unreadable
from reportgen.core.finding import Finding, errors
from reportgen.core.intake import IntakeReport
from reportgen.core.pack import Contract, Edition, Outliers
from reportgen.core.place import Place
from reportgen.intake import snapshot
from reportgen.intake.address import position
from reportgen.intake.answers import UNREAD, Answers
from reportgen.intake.audit import audit
from reportgen.intake.codes import fail, warn
from reportgen.intake.codes import note as remark
from reportgen.intake.conform import Part, Table, conform, part_of
from reportgen.intake.headers import Catalogue, Header, find_header
from reportgen.intake.lock import alone
from reportgen.intake.questions import header_findings, standing_inside, which_table
from reportgen.intake.report import intake_report
from reportgen.intake.rows import dangling, repeated, shared
from reportgen.intake.sheets import Sheet, export_files, read_sheets
from reportgen.intake.store import load, lock, open_store
from reportgen.intake.years import other_years

_COVER_ROWS = 15


@dataclass(frozen=True, slots=True)
class Frozen:
    """A snapshot in place. existed: the same content was frozen before. rows: by table. root: its Merkle root."""

    id: str
    folder: Path
    existed: bool
    rows: Mapping[str, int]
    root: str = ""


def freeze(exports: Path, contracts: Mapping[str, Contract], *, year: int, folder: Path, key: bytes, edition: Edition,
           last: Path | None = None, note: str = "", answers: Answers | None = None, outliers: Outliers = Outliers(), pack: str = "",
           progress: Callable[[str], None] = lambda _: None,
           told: Callable[[IntakeReport], None] = lambda _: None) -> tuple[Frozen | None, tuple[Finding, ...]]:
    """The export as a snapshot in `folder`, made current; None, and all findings, if one of them is an error.

    exports: a workbook or a folder of them. key: for tokens. last: last year's snapshot, compared with. answers: what people said
    where an export can be read in several ways. outliers: when a change against last year is worth a look. pack: version of the pack that the
    contracts are of. told: gets the report of what was read and how. Raises: Unreadable if there is no such export; Refused if somebody
    else freezes into this folder at the moment.
    """
    if not exports.exists():
        raise Unreadable("导出文件不存在", at=Place(exports.name), hint="给出工作簿或导出文件夹的路径")
    with alone(folder) as locked:
        if locked:
            snapshot.sweep(folder)
        return _frozen(exports, _Task(contracts, year, folder, key, edition, last, note, answers or Answers(), outliers, pack, progress, told))


@dataclass(frozen=True, slots=True)
class _Task:
    """What `freeze` was asked to do."""

    contracts: Mapping[str, Contract]
    year: int
    folder: Path
    key: bytes
    edition: Edition
    last: Path | None
    note: str
    answers: Answers
    outliers: Outliers
    pack: str
    progress: Callable[[str], None]
    told: Callable[[IntakeReport], None]


def _frozen(exports: Path, task: _Task) -> tuple[Frozen | None, tuple[Finding, ...]]:
    contracts = task.contracts
    files = tuple(export_files(exports))
    draft = snapshot.draft_folder(task.folder)
    store = open_store()
    try:
        with ThreadPoolExecutor(1) as aside:  # last year's tables load, and files reach the disk, while the main thread goes on
            loaded = aside.submit(load, store, task.last, contracts, "last_")
            task.progress(f"读入 {len(files)} 个文件")
            parts, findings = read_export(files, contracts, task.edition, task.answers, where=Place(exports.name))
            task.progress(f"核对 {len(parts)} 张表")
            tables, found = check_tables(parts, contracts, task.edition, task.answers)
            task.told(intake_report(len(files), tables, findings))
            manifest = _write(draft, tables, task, snapshot.sources(files))
            flushed = aside.submit(snapshot.flush, draft)
            task.progress("与上年比对，执行表间检查")
            loaded.result()
            findings += found
            wrong = {finding.at for finding in errors(findings) if finding.at.cell}
            findings += (finding for finding in _audited(store, draft, tables, task) if finding.at not in wrong)
            flushed.result()
        if errors(findings):
            return None, in_order(findings)
        target, existed = snapshot.settle(draft, manifest)
    finally:
        store.close()
        shutil.rmtree(draft, ignore_errors=True)
    if existed:
        findings.append(remark("K180", f"内容与快照 {target.name} 完全相同，没有另建", Place("/".join(target.parts[-4:]))))
    snapshot.use_snapshot(task.folder, target.name)
    rows = {id: table.count - len(table.dropped) for id, table in tables.items()}
    return Frozen(target.name, target, existed, rows, json.loads(manifest)["root"]), in_order(findings)


def read_export(files: tuple[tuple[str, bytes], ...], contracts: Mapping[str, Contract], edition: Edition, answers: Answers, *,
                where: Place) -> tuple[dict[str, list[Part]], list[Finding]]:
    """The sheets of every file sorted to their tables; headers, years and missing tables looked at. where: the export as a whole."""
    catalogue = Catalogue(contracts, answers)
    parts: dict[str, list[Part]] = {}
    findings: list[Finding] = []
    asked: set[str] = set()
    known: list[Sheet] = []
    for name, data in files:
        sheets, found = read_sheets(name, data)
        findings.extend(found)
        known.extend(sheets)
        for sheet in sheets:
            header, rivals = find_header(sheet, catalogue)
            if rivals:
                findings.append(which_table(sheet, header, rivals, answers))
                asked.update(one.id for one in (header.contract, *rivals))
                continue
            findings.extend(_sheet_findings(sheet, header, catalogue, edition))
            if header is not None:
                answers.used_sheet(sheet.file, sheet.name)
                answers.used_headings(header.contract.id, header.texts)
                parts.setdefault(header.contract.id, []).append(part_of(sheet, header))
    findings.extend(_missing({*parts, *asked}, catalogue, findings, where, known))
    return {id: parts[id] for id in contracts if id in parts}, findings


def _sheet_findings(sheet: Sheet, header: Header | None, catalogue: Catalogue, edition: Edition) -> Iterator[Finding]:
    if header is not None:
        yield from header_findings(sheet, header, catalogue.answers)
        yield from other_years(sheet, header.top, edition, header.contract)
        return
    if catalogue.answers.sheet(sheet.file, sheet.name) == UNREAD:
        catalogue.answers.used_sheet(sheet.file, sheet.name)
        yield remark("K114", "按 mapping.yaml 未读入", sheet.at())
        return
    yield from other_years(sheet, _COVER_ROWS, edition)
    owner, name = catalogue.named(sheet)
    if owner and sheet.rows:
        yield fail("K112", f"工作表“{sheet.name}”应是“{name}”，但找不到它的表头", sheet.at(),
                   "表头各列用平台原有的名称；确有新写法时加进契约的 headers", department=catalogue.contracts[owner].department)
    else:
        yield remark("K114", "不是契约中的表，未读入", sheet.at())


def _missing(found: Set[str], catalogue: Catalogue, findings: list[Finding], where: Place, sheets: Sequence[Sheet]) -> Iterator[Finding]:
    if not found:
        if errors(findings):
            return
        yield fail("K119", "没有可读的导出表", where, "把平台导出的 .xlsx、.xls 或 .csv 放进这个文件夹")
        return
    for id, contract in catalogue.contracts.items():
        if id not in found:
            report = fail if contract.required else warn
            inside = next((place for sheet in sheets if (place := standing_inside(sheet, contract, catalogue))), None)
            hint = f"放入{contract.department}导出的“{contract.sheets[0]}”"
            if inside:
                hint = f"工作表“{inside.sheet}”的 {inside.cell} 像是它的表头，一张工作表只放一张表：把它移到单独的工作表"
            yield report("K110", f"缺少“{contract.title}”", where, hint, also=(inside,) if inside else (), department=contract.department)


def check_tables(parts: Mapping[str, list[Part]], contracts: Mapping[str, Contract], edition: Edition,
                 answers: Answers) -> tuple[dict[str, Table], list[Finding]]:
    """Canonical tables, and what is wrong with their cells, keys and references."""
    tables: dict[str, Table] = {}
    findings: list[Finding] = []
    for id, sheets in parts.items():
        table, found = conform(contracts[id], sheets, edition, answers)
        dropped, again = repeated(table)
        tables[id] = table = replace(table, dropped=dropped)
        findings += (*found, *again, *shared(table), *_empty(table))
    for table in tables.values():
        findings += dangling(table, tables)
    return tables, [*findings, *answers.unused()]


def _empty(table: Table) -> Iterator[Finding]:
    if not table.count:
        report = fail if table.contract.required else warn
        yield report("K117", f"“{table.contract.title}”只有表头，没有数据", table.parts[0].sheet.at(), "填入数据；确实没有时请责任部门说明",
                     department=table.contract.department)


def _write(draft: Path, tables: Mapping[str, Table], task: _Task, sources: list[dict[str, object]]) -> bytes:
    entries = {}
    for id, table in tables.items():
        data = snapshot.table_csv(table, task.key)
        (draft / "tables" / f"{id}.csv").write_bytes(data)
        entries[id] = snapshot.table_entry(table, data)
    written = snapshot.write_manifest({
        "year": task.year, "note": task.note, "sources": sources, "contracts": snapshot.contracts_version(task.contracts), "pack": task.pack,
        "answers": task.answers.as_json(), "tables": entries})
    (draft / "manifest.json").write_bytes(written)
    return written


def _audited(store: DuckDBPyConnection, draft: Path, tables: Mapping[str, Table], task: _Task) -> list[Finding]:
    load(store, draft, task.contracts)
    lock(store)
    return list(audit(store, tables, task.outliers))


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """By file and sheet, and within it row by row."""
    def key(finding: Finding) -> tuple[object, ...]:
        at = finding.at
        return at.file, at.sheet or "", position(at.cell) if at.cell else (-1, -1), finding.code, finding.message
    return tuple(sorted(findings, key=key))
