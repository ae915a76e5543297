"""Frozen tables by their content: rows without the addresses they were read from, and what changed between two of them, in words."""

import csv
import hashlib
import io
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.core.pack import Contract

_ADDRESS = ("_file", "_sheet", "_row")


@dataclass(frozen=True, slots=True)
class Rows:
    """One table of one snapshot. rows: without file, sheet and row number."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def content(self) -> str:
        """sha256 of rows and columns in sorted order: the same for the same data exported again under another name or in another order."""
        order = sorted(range(len(self.columns)), key=self.columns.__getitem__)
        rows = sorted(tuple(row[n] for n in order) for row in self.rows)
        text = json.dumps([[self.columns[n] for n in order], rows], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def manifest_tables(snapshot: Path) -> Mapping[str, Mapping[str, object]]:
    """What the manifest says of each table; empty if the snapshot is not there."""
    try:
        return json.loads((snapshot / "manifest.json").read_bytes())["tables"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def read_table(snapshot: Path, id: str) -> Rows | None:
    """A frozen table; None if the snapshot does not hold it."""
    path = snapshot / "tables" / f"{id}.csv"
    if not path.is_file():
        return None
    head, *rows = csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
    kept = [n for n, name in enumerate(head) if name not in _ADDRESS]
    return Rows(tuple(head[n] for n in kept), tuple(tuple(row[n] for n in kept) for row in rows))


def changed_tables(old: Path, new: Path, contracts: Mapping[str, Contract]) -> dict[str, str]:
    """Tables whose content differs between two snapshots → what changed."""
    before, after = manifest_tables(old), manifest_tables(new)
    unequal = [id for id in dict.fromkeys((*before, *after)) if before.get(id, {}).get("sha256") != after.get(id, {}).get("sha256")]
    found = {id: what_changed(read_table(old, id), read_table(new, id), contracts.get(id)) for id in unequal}
    return {id: words for id, words in found.items() if words}


def what_changed(old: Rows | None, new: Rows | None, contract: Contract | None) -> str:
    """The difference in words; "" if the content is the same. Never a value: rows may be of persons."""
    if old is None or new is None:
        return "" if old is new else "原来的数据表已不在快照中" if new is None else f"新增数据表，{len(new.rows)}行"
    if old.content == new.content:
        return ""
    words = _columns_changed(old, new, contract)
    return "、".join((*words, *_rows_changed(_shared(old, new), _shared(new, old), contract))) or "数据项有增减"


def _columns_changed(old: Rows, new: Rows, contract: Contract | None) -> list[str]:
    added, lost = ([name for name in one.columns if name not in other.columns] for one, other in ((new, old), (old, new)))
    return [f"{word}数据项{_names(ids, contract)}" for word, ids in (("新增", added), ("减少", lost)) if ids]


def _shared(one: Rows, other: Rows) -> Rows:
    """Only the columns that the other one has too, in the same order for both."""
    names = sorted(set(one.columns) & set(other.columns))
    at = [one.columns.index(name) for name in names]
    return Rows(tuple(names), tuple(tuple(row[n] for n in at) for row in one.rows))


def _rows_changed(old: Rows, new: Rows, contract: Contract | None) -> list[str]:
    key = [old.columns.index(name) for name in contract.key if name in old.columns] if contract else []
    before, after = _keyed(old, key), _keyed(new, key)
    if before is None or after is None:
        gone, come = Counter(old.rows) - Counter(new.rows), Counter(new.rows) - Counter(old.rows)
        return _counted(come.total(), gone.total(), 0, "")
    both = [name for name in before if name in after and before[name] != after[name]]
    touched = sorted({n for name in both for n, (a, b) in enumerate(zip(before[name], after[name], strict=True)) if a != b})
    return _counted(len(after.keys() - before.keys()), len(before.keys() - after.keys()), len(both),
                    _names([old.columns[n] for n in touched], contract))


def _keyed(rows: Rows, key: list[int]) -> dict[tuple[str, ...], tuple[str, ...]] | None:
    """Rows by their key; by nothing if there is but one; None if there is no key, or it does not tell them apart."""
    if not key and len(rows.rows) > 1:
        return None
    found = {tuple(row[n] for n in key): row for row in rows.rows}
    return found if len(found) == len(rows.rows) else None


def _counted(come: int, gone: int, other: int, columns: str) -> list[str]:
    words = [f"新增{come}行"] if come else []
    words += [f"减少{gone}行"] if gone else []
    return words + ([f"改动{other}行（{columns}）"] if other else [])


def _names(ids: list[str], contract: Contract | None) -> str:
    known = {column.id: column.name for column in contract.columns} if contract else {}
    return "、".join(known.get(id, id) for id in ids)
