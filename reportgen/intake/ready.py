"""The tables of a large snapshot once more, as a database that opens at once: kept in the cache, and believed only if it is whole.

What is frozen are the CSV files; to parse a million rows of them takes more than a second, every time. The name of a kept database holds
the digest of all that it was made from, which are the files as they are now, and the digest of its own bytes.
"""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import duckdb

from reportgen.core.pack import Contract
from reportgen.intake.store import connect, loaded, lock, open_store, text_of, whole

_LARGE = 32 << 20  # bytes of tables; fewer are parsed as soon as found again


def tables(folder: Path, contracts: Mapping[str, Contract], beside: Path) -> duckdb.DuckDBPyConnection:
    """Every table of the contracts, as `connect` gives them. beside: the folder where those of large snapshots are kept.

    Raises: Unreadable, as `connect`.
    """
    name = _name(folder, contracts)
    if not name:
        return connect(folder, contracts)
    connection = _opened(beside, name)
    if connection is None:
        connection = loaded(folder, contracts)
        _keep(connection, contracts, beside, name)
    lock(connection)
    return connection


def keep(connection: duckdb.DuckDBPyConnection, folder: Path, contracts: Mapping[str, Contract], beside: Path) -> None:
    """Keeps the tables that a store holds of a snapshot in the making, if it is a large one. connection: not yet locked. Raises: as `tables`."""
    name = _name(folder, contracts)
    if name and not any(beside.glob(f"{name}-*.duckdb")):
        _keep(connection, contracts, beside, name)


def _name(folder: Path, contracts: Mapping[str, Contract]) -> str:
    """Digest of the tables' files, of how they are read, and of what reads them; "" for a snapshot that is not large."""
    with whole(folder):
        files = sorted((folder / "tables").iterdir())
        if sum(file.stat().st_size for file in files) < _LARGE:
            return ""
        read = text_of(folder, contracts).replace(str(folder), "")
        with ThreadPoolExecutor(os.cpu_count()) as cores:
            digests = list(cores.map(_digest, files))
    told = (duckdb.__version__, read, *(f"{file.name} {digest}" for file, digest in zip(files, digests, strict=True)))
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _opened(beside: Path, name: str) -> duckdb.DuckDBPyConnection | None:
    """The database of that name; None if there is none. A damaged one is removed."""
    for path in sorted(beside.glob(f"{name}-*.duckdb")):
        with suppress(OSError, duckdb.Error):
            if path.stem == f"{name}-{_digest(path)}":
                os.utime(path)
                return open_store(path)
            path.unlink()
    return None


def _keep(connection: duckdb.DuckDBPyConnection, contracts: Mapping[str, Contract], beside: Path, name: str) -> None:
    """Writes the contracts' tables. A disk that is full or not to be written costs time later, nothing else."""
    with suppress(OSError, duckdb.Error):
        beside.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=beside, prefix=".making-") as draft:
            path = Path(draft) / "tables.duckdb"
            quoted = str(path).replace("'", "''")
            copies = "; ".join(f'CREATE TABLE kept."{id}" AS FROM "{id}"' for id in contracts)
            connection.execute(f"ATTACH '{quoted}' AS kept; {copies}; DETACH kept")
            os.replace(path, beside / f"{name}-{_digest(path)}.duckdb")
