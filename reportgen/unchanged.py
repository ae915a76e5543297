"""Whether a build has anything to do: told from contents alone, before anything heavy is loaded.

A build depends on the project's own files, on this program and on what was asked for, and on nothing else. If all of that is as it
was when the outputs were made, and the outputs are as they were written, they are what a build would write now.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.cache import Store, digest, files_below
from reportgen.workspace import Workspace

FOLDERS = ("chapters", "cases", "templates", "data_contracts")
_EXPORTED = (".xlsx", ".xls", ".zip")  # builds read frozen snapshots, never the exports they were frozen from


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for: names of reports (all without), formats, the year (the project's own without), whether numbers are locked,
    whether the Word file is set to see its pages.
    """

    reports: tuple[str, ...]
    formats: tuple[str, ...]
    year: int | None
    locked: bool
    leafed: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """What a build left. outputs: path below the project and fingerprint; told: what it said, plain and in colours; status: how it ended."""

    outputs: tuple[tuple[str, str], ...]
    told: tuple[str, str]
    status: int


def inputs(workspace: Workspace, folders: Sequence[str] = FOLDERS, *, but: tuple[str, ...] = ()) -> Mapping[str, str]:
    """Every file that a build may read, by its path below the project, with the fingerprint of its content.

    folders: only those of these, and the project's own. but: endings of names that do not count.
    """
    own = (path for path in sorted(workspace.root.glob("*.yaml")) if path.is_file())
    below = (Path(path) for folder in folders for path in files_below(workspace.root / folder) if not path.endswith((*_EXPORTED, *but)))
    return {workspace.label(path): _digest(path) for path in (*own, *below)}


def unchanged(workspace: Workspace, store: Store, order: Order, given: Mapping[str, str]) -> Record | None:
    """The record of the build that these inputs and this order had, if its outputs are still there as it left them."""
    record = store.found("build", (order, given))
    whole = record is not None and all(_digest(workspace.root / path) == known for path, known in record.outputs)
    return record if whole and all(map(Path.is_file, _listed(workspace, record))) else None


def remember(workspace: Workspace, store: Store, order: Order, given: Mapping[str, str], *, files: Iterable[Path], told: tuple[str, str],
             status: int) -> None:
    """Keeps the record of a build, unless an input was changed while it ran."""
    if inputs(workspace) == given:
        outputs = tuple((workspace.label(path), _digest(path)) for path in files)
        store.keep("build", (order, given), Record(outputs, told, status))


def _listed(workspace: Workspace, record: Record) -> list[Path]:
    """The outputs of other builds that the manifest names; a build would strike out those that are gone."""
    manifests = [workspace.root / path for path, _ in record.outputs if path.endswith("/manifest.json")]
    return [path.parent / name for path in manifests for name in json.loads(path.read_bytes())["outputs"]]


def _digest(path: Path) -> str:
    """The fingerprint of a file's content; "" if there is none to read."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""
