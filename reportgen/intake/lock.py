"""One freeze at a time: a file beside the snapshots that the system locks, so that a killed process holds nothing.

A file left behind by one is taken over. It says who holds it, for the sentence that others get.
"""

import errno
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportgen.core.errors import Refused
from reportgen.core.place import Place

_NAME = ".lock"
_BUSY = {errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}
_UNSUPPORTED = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL}
_held = threading.local()

if os.name == "nt":
    import msvcrt

    def _take(handle: int) -> None:
        os.lseek(handle, 1 << 20, os.SEEK_SET)  # beyond what is written, so that others can read who it is
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Nobody else freezes into `folder` meanwhile; who holds it already may enter again.

    False: the file system knows no locks. Raises: Refused if somebody else freezes.
    """
    mine = vars(_held).setdefault("folders", set())
    if folder in mine:
        yield True
        return
    folder.mkdir(parents=True, exist_ok=True)
    handle, locked = _open(folder / _NAME)
    mine.add(folder)
    try:
        os.truncate(folder / _NAME, 0)
        os.write(handle, f"{socket.gethostname()} {os.getpid()}\n".encode())
        yield locked
    finally:
        mine.discard(folder)
        _leave(folder / _NAME, handle)


def _open(path: Path) -> tuple[int, bool]:
    """The locked file. Another one may have left it, and removed it, between our opening and locking: then once more."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _take(handle)
        except OSError as fault:
            if fault.errno in _UNSUPPORTED:
                return handle, False
            who = _said(path)
            os.close(handle)
            if fault.errno not in _BUSY:
                raise
            raise Refused(f"另一个冻结正在进行{who}，这一次没有做", at=Place("/".join(path.parent.parts[-3:])), hint="等它结束后再运行一次") from None
        if _same(handle, path):
            return handle, True
        os.close(handle)


def _same(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.stat(path))
    except FileNotFoundError:
        return False


def _said(path: Path) -> str:
    try:
        host, process = path.read_text("utf-8").split()
        return f"（{host}，进程 {process}）"
    except (OSError, ValueError):
        return ""


def _leave(path: Path, handle: int) -> None:
    """Removes the file while it is still locked; Windows only lets go of closed files."""
    if os.name != "nt":
        path.unlink(missing_ok=True)
    os.close(handle)
    if os.name == "nt":
        try:
            path.unlink(missing_ok=True)
        except OSError:  # somebody else has opened it meanwhile
            return
