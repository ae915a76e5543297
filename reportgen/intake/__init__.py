"""From exports to snapshots: the gate, reading, conforming to the contracts, freezing, and the frozen tables in DuckDB.

Each name is loaded when it is asked for: an export is being read while the rest of the program is still loading.
"""

from importlib import import_module

_HOME = {"answers": ("Answers", "read_answers"), "export": ("Read", "reading"), "freezing": ("Frozen", "freeze"),
         "listing": ("listed_rows",), "lock": ("alone",), "ready": ("tables",), "root": ("merkle", "root_of"),
         "snapshot": ("Snapshot", "current_snapshot", "letters_in", "root_in", "snapshots", "token_key", "use_snapshot", "verify"), "store": ("connect",)}
_MODULES = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted(_MODULES)


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
