"""Snapshots on disk: immutable, named by their content, whole or not there at all.

data_contracts/<year>/snapshots/<id>/manifest.json and tables/<table>.csv; the file `current` beside them names the one in use.
The manifest states the Merkle root over all of it; the id is the root's beginning.
"""

import csv
import hashlib
import hmac
import io
import json
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path

from reportgen.core.finding import Finding
from reportgen.core.pack import Contract
from reportgen.core.place import Place
from reportgen.files import write_whole
from reportgen.intake.address import letters
from reportgen.intake.codes import fail
from reportgen.intake.conform import Table
from reportgen.intake.root import FORMAT, canonical, named, sound, with_root
from reportgen.intake.store import ADDRESS, NEWER_HINT, kept, newer

_ID = re.compile(r"[0-9a-f]{12}\Z")
_DRAFT = ".freeze-"
_RESTORE = "从备份或版本库恢复这个快照；数据要改就重新冻结，不要改快照里的文件"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One frozen snapshot as listed. rows: of all tables. current: the one in use. root: its Merkle root ("" before format 2)."""

    id: str
    year: int
    note: str
    rows: int
    tables: int
    sources: tuple[str, ...]
    current: bool
    root: str = ""


def token(key: bytes, domain: str, value: str) -> str:
    """A keyed hash that stands for a person: equal within a domain, not to be turned back without the key."""
    return hmac.digest(key, f"{domain}:{value}".encode(), "sha256")[:8].hex()


def token_key(path: Path) -> bytes:
    """The project's key for tokens; made at first use."""
    try:
        return bytes.fromhex(path.read_text("ascii").strip())
    except FileNotFoundError:
        key = secrets.token_bytes(32)
        write_whole(path, f"{key.hex()}\n".encode())
        return key


def table_csv(table: Table, key: bytes) -> bytes:
    """The table as canonical CSV: personal columns dropped or tokens, every row with its file, sheet and row."""
    contract = table.contract
    columns = [_kept_values(table, name, key) for name, _ in kept(contract)]
    columns.append([part.sheet.file for part in table.parts for _ in part.rows])
    columns.append([part.sheet.name for part in table.parts for _ in part.rows])
    columns.append([str(row + 1) for part in table.parts for row in part.rows])
    rows = zip(*columns, strict=True)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_stored(contract))
    writer.writerows(row for index, row in enumerate(rows) if index not in table.dropped) if table.dropped else writer.writerows(rows)
    return text.getvalue().encode()


def _kept_values(table: Table, name: str, key: bytes) -> list[str | None]:
    column, values = table.contract.column(name), table.values[name]
    if column.personal != "token":
        return values
    tokens = {value: token(key, column.domain, value) if value else value for value in set(values)}
    return [tokens[value] for value in values]


def _stored(contract: Contract) -> list[str]:
    return [name for name, _ in (*kept(contract), *ADDRESS)]


def table_entry(table: Table, data: bytes) -> dict[str, object]:
    """What the manifest says of a table."""
    places = [{"file": part.sheet.file, "sheet": part.sheet.name,
               "columns": {name: letters(index) for name, index in part.header.columns.items()}} for part in table.parts]
    return {"title": table.contract.title, "rows": table.count - len(table.dropped), "sha256": hashlib.sha256(data).hexdigest(),
            "columns": _stored(table.contract), "places": places}


def contracts_version(contracts: Mapping[str, Contract]) -> str:
    """sha256 of what the contracts say, wherever they stand."""
    text = json.dumps({id: _plain(contract) for id, contract in contracts.items()}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Place):
        return None
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value if isinstance(value, bool | None) else str(value)


def write_manifest(manifest: Mapping[str, object]) -> bytes:
    """The canonical manifest with its format and its root."""
    return canonical(with_root({"format": FORMAT, **manifest}))


def draft_folder(folder: Path) -> Path:
    """An empty folder beside the snapshots, to be filled and then renamed."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=folder))
    draft.chmod(0o755)
    (draft / "tables").mkdir()
    return draft


def sweep(folder: Path) -> None:
    """Removes what a killed freeze left: drafts, and a `current` that never took its place. Only for who freezes alone."""
    for path in folder.glob(f"{_DRAFT}*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(".current.*.tmp"):
        path.unlink(missing_ok=True)


def flush(draft: Path) -> None:
    """Everything in the draft on disk for certain."""
    for path in (*draft.rglob("*"), draft):
        _flush(path)


def settle(draft: Path, manifest: bytes) -> tuple[Path, bool]:
    """Names a flushed draft by its content, with one rename. True if the same was frozen before and is sound; a damaged one is replaced."""
    target = draft.parent / named(manifest)
    if target.is_dir():
        if not verify(target):
            shutil.rmtree(draft)
            return target, True
        os.rename(target, draft.with_name(f"{draft.name}-damaged"))
    os.rename(draft, target)
    _flush(draft.parent)
    shutil.rmtree(draft.with_name(f"{draft.name}-damaged"), ignore_errors=True)
    return target, False


def _flush(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def use_snapshot(folder: Path, id: str) -> None:
    """Makes `id` the current snapshot of `folder`."""
    write_whole(folder / "current", f"{id}\n".encode())


def current_snapshot(folder: Path) -> str | None:
    """The id of the snapshot in use; None if nothing is frozen."""
    try:
        id = (folder / "current").read_text("ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return id if _ID.match(id) and (folder / id / "manifest.json").is_file() else None


def snapshots(folder: Path) -> tuple[Snapshot, ...]:
    """Every readable snapshot of a year, by id; the current one first."""
    current = current_snapshot(folder)
    found = (_listed(path, path.name == current) for path in sorted(folder.glob("*")) if _ID.match(path.name))
    return tuple(sorted(filter(None, found), key=lambda one: not one.current))


def _listed(path: Path, current: bool) -> Snapshot | None:
    try:
        manifest = json.loads((path / "manifest.json").read_bytes())
        tables = manifest["tables"].values()
        return Snapshot(path.name, manifest["year"], manifest["note"], sum(one["rows"] for one in tables), len(tables),
                        tuple(one["file"] for one in manifest["sources"]), current, manifest.get("root", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def root_in(folder: Path) -> str:
    """The root that a snapshot states; "" if it has none (before format 2), or its manifest cannot be read."""
    try:
        return str(json.loads((folder / "manifest.json").read_bytes()).get("root", ""))
    except (OSError, ValueError, AttributeError):
        return ""


def letters_in(folder: Path) -> Mapping[tuple[str, str, str], Mapping[str, str]]:
    """Where each column stood when a snapshot was frozen: (table, file, sheet) → column → letters. Nothing if the manifest cannot be read."""
    try:
        tables = json.loads((folder / "manifest.json").read_bytes())["tables"]
        return {(id, one["file"], one["sheet"]): one["columns"] for id, table in tables.items() for one in table["places"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def verify(folder: Path) -> tuple[Finding, ...]:
    """Whether a snapshot is what its id says: every changed, lost or added file is named."""
    where = "/".join(folder.parts[-4:])
    at = Place(f"{where}/manifest.json")
    try:
        data = (folder / "manifest.json").read_bytes()
        manifest = json.loads(data)
        if manifest["format"] > FORMAT:
            return (fail("K174", newer(manifest["format"]), at, NEWER_HINT),)
        tables = {f"tables/{id}.csv": entry["sha256"] for id, entry in manifest["tables"].items()}
        whole, id = sound(data), named(data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return (fail("K173", "快照清单缺失或损坏", at, _RESTORE),)
    found = list(_files(folder, where, tables))
    if id != folder.name or not whole:
        found.insert(0, fail("K173", f"快照清单与编号 {folder.name} 不符，清单被改动过", at, _RESTORE))
    return tuple(found)


def _files(folder: Path, where: str, tables: Mapping[str, str]) -> Iterator[Finding]:
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}
    for name, digest in sorted(tables.items()):
        if name not in present:
            yield fail("K171", f"快照少了文件 {name}", Place(f"{where}/{name}"), _RESTORE)
        elif (folder / name).is_symlink() or hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            yield fail("K170", f"快照文件 {name} 被改动过", Place(f"{where}/{name}"), _RESTORE)
    folders = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}
    for name in sorted((present - tables.keys() - {"manifest.json"}) | (folders - {"tables"})):
        yield fail("K172", f"快照多了文件 {name}", Place(f"{where}/{name}"), "删去这个文件")


def sources(files: Iterable[tuple[str, bytes]]) -> list[dict[str, object]]:
    """What the manifest says of the exported files."""
    return [{"file": name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in files]
