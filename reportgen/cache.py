"""Results kept by what they depend on: made once, found again by content, never believed when damaged.

A result's name is a fingerprint of everything that goes in: the values, the kind of result, this program's files and the libraries
beside it. So nothing has to be declared out of date: what changed has another name. Entries hold their own checksum; a file that
was cut, changed or forged is as good as none. Losing the whole folder costs time only.
"""

import copyreg
import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import is_dataclass
from functools import cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from reportgen.turns import Turns

Result = TypeVar("Result")

_SIZE = 16  # bytes of a fingerprint
_CHECK = 32  # bytes of an entry's checksum
_ROOM = 500 << 20  # bytes that a cache may fill
_OLD = 0.8  # a full cache is emptied to this share, the longest unused first
_SKIPPED = ("__pycache__",)


def fingerprint(*values: object) -> str:
    """A name for these values: equal values have equal names, in every run and on every machine of one kind."""
    out = BytesIO()
    _Pen(out).dump(values)
    return blake2b(out.getbuffer(), digest_size=_SIZE).hexdigest()


def digest(data: bytes) -> str:
    """The fingerprint of a file's bytes."""
    return blake2b(data, digest_size=_SIZE).hexdigest()


@cache
def program() -> str:
    """The fingerprint of what makes results: this package's files, the interpreter, and every library installed beside it."""
    known = blake2b(sys.version.encode(), digest_size=_SIZE)
    for path in files_below(Path(__file__).parent):
        known.update(path.encode())
        known.update(Path(path).read_bytes())
    known.update("\n".join(sorted({name for folder in sys.path for name in _listed(folder) if name.endswith(".dist-info")})).encode())
    return known.hexdigest()


def _listed(folder: str) -> list[str]:
    """The names in a folder; none where there is no folder to read."""
    try:
        return os.listdir(folder or os.curdir)
    except OSError:
        return []


def files_below(folder: str | Path) -> Iterator[str]:
    """Every file below a folder, in one order everywhere; links to folders are not followed."""
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as found:
        for entry in sorted(found, key=lambda one: one.name):
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in _SKIPPED:
                    yield from files_below(entry.path)
            else:
                yield entry.path


class Store:
    """Kept results; with a folder also for the next run and for others who run now. Values are shared, so they must not be changed.

    turns: what is made of them, for a process that builds again and again.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._before: dict[str, object] = {}
        self._now: dict[str, object] = {}
        self.turns = Turns()

    def kept(self, kind: str, depends: object, make: Callable[[], Result], *, still: Callable[[], object] | None = None) -> Result:
        """The result of `make`, which must follow from `depends` and this program alone, and is never None.

        still: for what `make` reads by itself: asked again afterwards; a result is kept only if it depends on the same as before.
        """
        known = self.found(kind, depends)
        if known is not None:
            return known
        value = make()
        if still is None or still() == depends:
            self.keep(kind, depends, value)
        return value

    def found(self, kind: str, depends: object) -> object | None:
        """What was kept; None if nothing was, or it is damaged."""
        name = fingerprint(kind, depends)
        known = self._now.get(name) or self._before.get(name) or self._read(kind, name)
        if known is not None:
            self._now[name] = known
        return known

    def keep(self, kind: str, depends: object, value: object) -> None:
        """Keeps a result. A disk that is full or not to be written costs time later, nothing else."""
        name = fingerprint(kind, depends)
        self._now[name] = value
        if self._folder is not None:
            with suppress(OSError):
                _put(self._path(kind, name), _packed(value))

    def turn(self) -> None:
        """Begins another run: what the last one did not use leaves the memory."""
        self._before, self._now = self._now, {}
        self.turns.begin()

    def _read(self, kind: str, name: str) -> object | None:
        data = self._folder and _whole(self._path(kind, name))
        return _unpacked(data) if data else None

    def _path(self, kind: str, name: str) -> Path:
        return self._folder / program() / kind / name


def tidy(folder: Path, room: int = _ROOM) -> None:
    """Removes the longest unused entries of a cache that has grown beyond its room."""
    known = [(status.st_mtime_ns, status.st_size, path) for path in files_below(folder) if (status := _status(path))]
    spare = sum(size for _, size, _ in known) - room
    if spare > 0:
        spare += int(room * (1 - _OLD))
        for _, size, path in sorted(known):
            if spare <= 0:
                return
            with suppress(OSError):
                os.unlink(path)
            spare -= size


def clear(folder: Path) -> int:
    """Removes a folder with all that is in it, as far as it can be; the bytes freed. Who writes into it meanwhile finds a new one."""
    freed = sum(status.st_size for path in files_below(folder) if (status := _status(path)))
    aside = folder.with_name(f".cleared-{folder.name}-{os.getpid()}")
    with suppress(OSError):
        os.replace(folder, aside)
    shutil.rmtree(aside, ignore_errors=True)
    return freed


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except OSError:
        return None


def _whole(path: Path) -> bytes | None:
    """An entry's content, if it is what was written; its time says that it was used."""
    try:
        data = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    body = data[_CHECK:]
    return body if blake2b(body, digest_size=_CHECK).digest() == data[:_CHECK] else None


def _put(path: Path, body: bytes) -> None:
    """Whole or not at all, by one rename; a power cut may leave less, which the checksum tells."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(blake2b(body, digest_size=_CHECK).digest() + body)
        os.chmod(draft, 0o644)
        os.replace(draft, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise


# ── values as bytes ────────────────────────────────────────────────────────

def _mapping(values: dict[object, object]) -> MappingProxyType:
    return MappingProxyType(values)


_REDUCED = copyreg.dispatch_table | {MappingProxyType: lambda values: (_mapping, (dict(values),))}


class _Pen(pickle.Pickler):
    """Writes equal values as equal bytes, with no memory of what was the same object. (Sets have no order; our values have none.)"""

    dispatch_table = _REDUCED

    def __init__(self, out: BytesIO) -> None:
        super().__init__(out, 5)
        self.fast = True


class _Packer(pickle.Pickler):
    dispatch_table = _REDUCED


class _Unpacker(pickle.Unpickler):
    """Makes values only, so that a cache which somebody forged calls nothing."""

    def find_class(self, module: str, name: str) -> object:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        found = super().find_class(module, name) if module.startswith("reportgen.") else None
        if isinstance(found, type) and (is_dataclass(found) or module.startswith("reportgen.core.")):
            return found
        raise pickle.UnpicklingError(f"{module}.{name}")


_PLAIN = {("decimal", "Decimal"), ("datetime", "date"), (__name__, "_mapping")}


def _packed(value: object) -> bytes:
    out = BytesIO()
    _Packer(out, 5).dump(value)
    return out.getvalue()


def _unpacked(data: bytes) -> object | None:
    """The value; None if it cannot be read."""
    try:
        return _Unpacker(BytesIO(data)).load()
    except Exception:  # noqa: BLE001 - damaged or forged in whatever way: made anew
        return None
