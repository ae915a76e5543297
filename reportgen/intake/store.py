"""A snapshot's tables in a locked in-memory DuckDB: typed, no way to files or the network."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from reportgen.core.errors import Unreadable
from reportgen.core.pack import Contract
from reportgen.core.place import Place
from reportgen.intake.root import FORMAT

_TYPES = {"integer": "BIGINT", "decimal": "DECIMAL(24,6)", "percent": "DECIMAL(24,6)", "date": "DATE", "flag": "BOOLEAN", "year": "INTEGER"}
NEWER_HINT = "升级 reportgen 再运行"
ADDRESS = (("_file", "VARCHAR"), ("_sheet", "VARCHAR"), ("_row", "BIGINT"))


def connect(folder: Path, contracts: Mapping[str, Contract], last: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Every table of the contracts, and last year's as `last_<table>`; empty where a snapshot does not hold one.

    Columns marked `personal: drop` are not there. Each table also has `_file`, `_sheet`, `_row`.
    """
    connection = loaded(folder, contracts)
    load(connection, last, contracts, "last_")
    lock(connection)
    return connection


def loaded(folder: Path, contracts: Mapping[str, Contract]) -> duckdb.DuckDBPyConnection:
    """A store with every table of the contracts from a snapshot, not yet locked. Raises: as `load`."""
    connection = open_store()
    load(connection, folder, contracts)
    return connection


def open_store(kept: Path | None = None) -> duckdb.DuckDBPyConnection:
    """An empty store, or one that was kept and is only read; not yet locked."""
    connection = duckdb.connect(kept or ":memory:", read_only=kept is not None, config={
        "threads": 2, "autoinstall_known_extensions": False, "autoload_known_extensions": False, "temp_directory": ""})
    connection.execute("SET enable_progress_bar = false")  # it would be written into what a command prints
    return connection


def lock(connection: duckdb.DuckDBPyConnection) -> None:
    """No more way out of the store, and none to undo that."""
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def kept(contract: Contract) -> tuple[tuple[str, str], ...]:
    """The columns a snapshot keeps, with their DuckDB types."""
    return tuple((column.id, _TYPES.get(column.type, "VARCHAR") if column.personal != "token" else "VARCHAR")
                 for column in contract.columns if column.personal != "drop")


def load(connection: duckdb.DuckDBPyConnection, folder: Path | None, contracts: Mapping[str, Contract], prefix: str = "") -> None:
    """Creates every table of the contracts from a snapshot; empty ones without it.

    Raises: Unreadable if it is damaged, or of a newer format than we know.
    """
    with whole(folder):
        connection.execute(text_of(folder, contracts, prefix))


def text_of(folder: Path | None, contracts: Mapping[str, Contract], prefix: str = "") -> str:
    """The SQL that creates every table of the contracts from a snapshot. Raises: Unreadable if it is of a newer format than we know."""
    frozen = _frozen(folder) if folder is not None else {}
    return ";\n".join(_create(folder, contract, frozen[id]["columns"] if id in frozen else (), prefix) for id, contract in contracts.items())


def load_table(connection: duckdb.DuckDBPyConnection, folder: Path, contract: Contract, stored: Sequence[str]) -> None:
    """Creates one table from a snapshot in the making. stored: the columns of its file; without any the table is empty. Raises: as `load`."""
    with whole(folder):
        connection.execute(_create(folder, contract, stored, ""))


@contextmanager
def whole(folder: Path | None) -> Iterator[None]:
    """Whatever goes wrong with a snapshot's files is damage to them."""
    try:
        yield
    except (duckdb.Error, OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Unreadable("快照损坏，读不了", at=Place("/".join(folder.parts[-4:]) if folder else ""),
                         hint="运行 reportgen verify 查看，再从备份恢复") from None


def _frozen(folder: Path) -> Mapping[str, Mapping[str, list[str]]]:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    if manifest["format"] > FORMAT:
        raise Unreadable(newer(manifest["format"]), at=Place("/".join(folder.parts[-4:])), hint=NEWER_HINT)
    return manifest["tables"]


def newer(format: int) -> str:
    """The sentence about a snapshot of a format we do not know."""
    return f"快照是新版本的程序冻结的（格式{format}），本程序只认到格式{FORMAT}"


def _create(folder: Path | None, contract: Contract, stored: Sequence[str], prefix: str) -> str:
    columns = (*kept(contract), *ADDRESS)
    source = _csv(folder / "tables" / f"{contract.id}.csv", stored, dict(columns)) if folder is not None and stored else "WHERE false"
    listed = ", ".join(f'"{name}"' if name in stored else f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in columns)
    return f'CREATE TABLE "{prefix}{contract.id}" AS SELECT {listed} {source}'


def _csv(path: Path, stored: Sequence[str], types: Mapping[str, str]) -> str:
    name = str(path).replace("'", "''")
    if not all(column.isidentifier() for column in stored):
        raise ValueError(path.name)
    columns = ", ".join(f"'{column}': '{types.get(column, 'VARCHAR')}'" for column in stored)
    return (f"FROM read_csv('{name}', header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', "
            f"columns = {{{columns}}})")
