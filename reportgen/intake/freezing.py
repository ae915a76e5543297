"""Freezing: an export read, checked against the contracts, and kept as an immutable snapshot; or every reason why not."""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import duckdb

from reportgen.core.errors import Unreadable
from reportgen.core.finding import Finding, errors
from reportgen.core.intake import IntakeReport
from reportgen.core.pack import Contract, Edition, Outliers
from reportgen.core.place import Place
from reportgen.intake import ready, snapshot
from reportgen.intake.address import position
from reportgen.intake.answers import Answers
from reportgen.intake.audit import audit
from reportgen.intake.codes import fail, warn
from reportgen.intake.codes import note as remark
from reportgen.intake.conform import Table
from reportgen.intake.consequences import wrong
from reportgen.intake.export import Read, read_export
from reportgen.intake.lock import alone
from reportgen.intake.report import intake_report
from reportgen.intake.rows import dangling, other_school, repeated, shared
from reportgen.intake.sorting import Sorted, sorted_out
from reportgen.intake.store import load, load_table, lock, open_store


@dataclass(frozen=True, slots=True)
class Frozen:
    """A snapshot in place. existed: the same content was frozen before. rows: by table. root: its Merkle root."""

    id: str
    folder: Path
    existed: bool
    rows: Mapping[str, int]
    root: str = ""


def freeze(exports: Path, contracts: Mapping[str, Contract], *, year: int, folder: Path, key: bytes, edition: Edition,
           last: Path | None = None, note: str = "", answers: Answers | None = None, outliers: Outliers = Outliers(), pack: str = "", school: Sequence[str] = (),
           read: Iterable[Read] | None = None, beside: Path | None = None,
           progress: Callable[[str], None] = lambda _: None,
           told: Callable[[IntakeReport], None] = lambda _: None) -> tuple[Frozen | None, tuple[Finding, ...]]:
    """The export as a snapshot in `folder`, made current; None, and all findings, if one of them is an error.

    exports: a workbook or a folder of them. key: for tokens. last: last year's snapshot, compared with. answers: what people said
    where an export can be read in several ways. outliers: when a change against last year is worth a look. pack: version of the pack
    that the contracts are of. school: what the school is called; without it the export may be any school's. read: the export, if its
    reading was begun before. beside: where the tables of a large export are made ready for use. told: gets the report of what was read
    and how. Raises: Unreadable if there is no such export; Refused if somebody else freezes into this folder at the moment.
    """
    if not exports.exists():
        raise Unreadable("导出文件不存在", at=Place(exports.name), hint="给出工作簿或导出文件夹的路径")
    with alone(folder) as locked:
        if locked:
            snapshot.sweep(folder)
        return _frozen(exports, _Task(contracts, year, folder, key, edition, last, note, answers or Answers(), outliers, pack, tuple(school),
                                      read or read_export(exports), beside, progress, told))


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
    school: tuple[str, ...]
    read: Iterable[Read]
    beside: Path | None
    progress: Callable[[str], None]
    told: Callable[[IntakeReport], None]


def _frozen(exports: Path, task: _Task) -> tuple[Frozen | None, tuple[Finding, ...]]:
    contracts = task.contracts
    draft = snapshot.draft_folder(task.folder)
    try:
        with ExitStack() as afterwards, ThreadPoolExecutor(1) as aside:  # last year's tables load, and files reach the disk, while the main thread goes on
            opening = aside.submit(_store_with, task.last, contracts)
            task.progress(f"读入 {exports.name}")
            export = sorted_out(task.read, contracts, task.edition, task.answers, where=Place(exports.name))
            task.progress(f"核对 {len(export.parts)} 张表")
            findings = export.findings
            tables, found = check_tables(export, contracts, task.edition, task.answers)
            found += [one for table in tables.values() for one in other_school(table, task.school)]
            task.told(intake_report(len(export.files), tables, findings))
            store = afterwards.enter_context(closing(opening.result()))
            manifest, stored = _write(draft, tables, task, snapshot.sources((file.name, file.data) for file in export.files),
                                      partial(aside.submit, load_table, store, draft))
            flushed = aside.submit(snapshot.flush, draft)
            task.progress("与上年比对，执行表间检查")
            findings += found
            known = wrong(errors(findings))
            for one in stored:
                one.result()
            if task.beside is not None and not errors(findings):
                ready.keep(store, draft, contracts, task.beside)
            lock(store)
            findings += (finding for finding in audit(store, tables, task.outliers) if not known.explains(finding))
            flushed.result()
        if errors(findings):
            return None, in_order(findings)
        target, existed = snapshot.settle(draft, manifest)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    if existed:
        findings.append(remark("K180", f"内容与快照 {target.name} 完全相同，没有另建", Place("/".join(target.parts[-4:]))))
    snapshot.use_snapshot(task.folder, target.name)
    rows = {id: table.count - len(table.dropped) for id, table in tables.items()}
    return Frozen(target.name, target, existed, rows, json.loads(manifest)["root"]), in_order(findings)


def _store_with(last: Path | None, contracts: Mapping[str, Contract]) -> duckdb.DuckDBPyConnection:
    """A store that holds last year's tables, not yet locked."""
    store = open_store()
    load(store, last, contracts, "last_")
    return store


def check_tables(export: Sorted, contracts: Mapping[str, Contract], edition: Edition,
                 answers: Answers) -> tuple[dict[str, Table], list[Finding]]:
    """Canonical tables, and what is wrong with their cells, keys and references."""
    tables: dict[str, Table] = {}
    findings: list[Finding] = []
    for id in export.parts:
        table, found = export.conformed(contracts[id], edition, answers)
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


def _write(draft: Path, tables: Mapping[str, Table], task: _Task, sources: list[dict[str, object]],
           loaded: Callable[[Contract, Sequence[str]], Future[None]]) -> tuple[bytes, list[Future[None]]]:
    """Every table as a file, which is loaded while the next one is written; the manifest, and what is still being loaded."""
    entries = {}
    loading = [loaded(contract, ()) for id, contract in task.contracts.items() if id not in tables]
    for id, table in tables.items():
        data = snapshot.table_csv(table, task.key)
        (draft / "tables" / f"{id}.csv").write_bytes(data)
        entries[id] = snapshot.table_entry(table, data)
        loading.append(loaded(table.contract, entries[id]["columns"]))
    written = snapshot.write_manifest({
        "year": task.year, "note": task.note, "sources": sources, "contracts": snapshot.contracts_version(task.contracts), "pack": task.pack,
        "answers": task.answers.as_json(), "tables": entries})
    (draft / "manifest.json").write_bytes(written)
    return written, loading


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """By file and sheet, and within it row by row."""
    def key(finding: Finding) -> tuple[object, ...]:
        at = finding.at
        return at.file, at.sheet or "", position(at.cell) if at.cell else (-1, -1), finding.code, finding.message
    return tuple(sorted(findings, key=key))
