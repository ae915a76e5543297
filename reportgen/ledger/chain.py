"""Append-only logs: JSON lines, each holding the hash of the one before, so that a removed or altered line shows.

The file `<log>.head` beside a log holds the number of its lines and the last hash, so that a cut end shows too. It is written
after the log: a head that lags behind means no more than an interrupted command.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reportgen.core.errors import Refused
from reportgen.core.finding import Finding, Severity
from reportgen.core.pack import frozen
from reportgen.core.place import Place
from reportgen.files import write_whole

GENESIS = "0" * 64
_OWN = ("no", "previous", "hash")
_RESTORE = "从备份或版本库恢复这个文件；登记只能由命令追加，不能手工修改"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. no: from 1. said: what was recorded, without the chain's own fields."""

    no: int
    previous: str
    hash: str
    said: Mapping[str, object]

    def __getitem__(self, name: str) -> object:
        return self.said[name]

    def get(self, name: str, default: object = "") -> object:
        """A recorded value; `default` if the line has none."""
        return self.said.get(name, default)


@dataclass(frozen=True, slots=True)
class Log:
    """A log file. label: its path as findings name it. lock: a file that commands hold while they read and write it."""

    path: Path
    label: str
    lock: Path

    @property
    def head(self) -> Path:
        """The file that knows the log's length and last hash."""
        return self.path.with_name(self.path.name + ".head")

    def read(self) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
        """The entries up to the first broken line, and what is wrong."""
        count, digest = self._head()
        entries: list[Entry] = []
        for number, line in enumerate(self._bytes().splitlines(), 1):
            entry = _entry(line)
            if entry is None or (entry.no, entry.previous) != (number, entries[-1].hash if entries else GENESIS):
                return tuple(entries), (self._broken(number),)
            entries.append(entry)
        return tuple(entries), self._cut(entries, count, digest)

    @contextmanager
    def open(self) -> Iterator["Pen"]:
        """The log for writing; other commands wait. Raises: Refused if it is broken."""
        with alone(self.lock):
            entries, found = self.read()
            if found:
                raise Refused("登记文件被改动过，不再追加", at=Place(self.label), hint=_RESTORE, findings=found)
            yield Pen(self, list(entries))

    def write(self, entries: Iterable[Entry]) -> None:
        """Adds lines and moves the head; both files appear whole."""
        added = tuple(entries)
        if not added:
            return
        write_whole(self.path, self._bytes() + b"".join(_line(one) for one in added))
        write_whole(self.head, f"{added[-1].no} {added[-1].hash}\n".encode())

    def _bytes(self) -> bytes:
        return self.path.read_bytes() if self.path.is_file() else b""

    def _head(self) -> tuple[int, str]:
        """What the head says; read before the log, which can only have grown since."""
        words = self.head.read_text("utf-8", errors="replace").split() if self.head.is_file() else ["0", GENESIS]
        return (int(words[0]), words[1]) if len(words) == 2 and words[0].isdecimal() else (-1, "")

    def _broken(self, number: int) -> Finding:
        return Finding("L101", "broken-log", Severity.ERROR, "这一行被改动过，或前面少了一行，与上一行接不上", Place(self.label, number), _RESTORE)

    def _cut(self, entries: list[Entry], count: int, digest: str) -> tuple[Finding, ...]:
        if 0 <= count <= len(entries) and digest == (entries[count - 1].hash if count else GENESIS):
            return ()
        lost = f"末尾少了{count - len(entries)}行" if count > len(entries) else "与旁边的 .head 文件对不上"
        return (Finding("L102", "cut-log", Severity.ERROR, lost, Place(self.label, max(1, len(entries))), _RESTORE),)


class Pen:
    """A log held for writing. entries: all of it, the added ones included."""

    def __init__(self, log: Log, entries: list[Entry]) -> None:
        self.log, self.entries = log, entries

    def write(self, *records: Mapping[str, object]) -> None:
        """Adds one line a record, all or none."""
        added: list[Entry] = []
        for record in records:
            last = (self.entries + added)[-1:]
            added.append(chained(record, last[0] if last else None))
        self.log.write(added)
        self.entries += added


def chained(record: Mapping[str, object], last: Entry | None) -> Entry:
    """The line that the record makes after `last`; not written yet."""
    no, previous = (last.no + 1, last.hash) if last else (1, GENESIS)
    return Entry(no, previous, _hash(no, previous, record), frozen(record))


def _hash(no: int, previous: str, said: Mapping[str, object]) -> str:
    return digest({**said, "no": no, "previous": previous})


def digest(value: object) -> str:
    """sha256 of a value of mappings, lists and texts; equal values, equal digest."""
    return hashlib.sha256(_json(value)).hexdigest()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=dict).encode()


def _line(entry: Entry) -> bytes:
    return _json({**entry.said, "no": entry.no, "previous": entry.previous, "hash": entry.hash}) + b"\n"


def _entry(line: bytes) -> Entry | None:
    """The entry of one line; None if it is none, or not what its hash says."""
    try:
        value = json.loads(line)
        entry = Entry(value["no"], value["previous"], value["hash"], frozen({key: one for key, one in value.items() if key not in _OWN}))
        whole = entry.hash == _hash(entry.no, entry.previous, entry.said) and _line(entry) == line + b"\n"
        return entry if whole else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Nobody else holds this lock meanwhile, in any process of this machine."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+b") as file:
        _hold(file, True)
        try:
            yield
        finally:
            _hold(file, False)


if os.name == "nt":
    import msvcrt

    def _hold(file: BinaryIO, take: bool) -> None:
        file.seek(0)
        while True:
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if take else msvcrt.LK_UNLCK, 1)
                return
            except OSError:  # LK_LOCK gives up after ten seconds; whoever holds it may need longer
                if not take:
                    raise
else:
    import fcntl

    def _hold(file: BinaryIO, take: bool) -> None:
        fcntl.flock(file, fcntl.LOCK_EX if take else fcntl.LOCK_UN)
