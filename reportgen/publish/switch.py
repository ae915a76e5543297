"""A folder put in the place of another, so that a reader sees the old one or the new one, whole.

Where the system can exchange two folders in one step (Linux, macOS), that is done. Elsewhere the old folder is renamed aside and the new
one into its place: between the two there is none for an instant, and a crash there is mended by the next call (`recover`).
"""

import ctypes
import os
import shutil
import sys
from pathlib import Path

from reportgen.core.errors import Refused
from reportgen.core.place import Place
from reportgen.files import sync_folder

_SWAP = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
_HERE = -100  # AT_FDCWD of Linux: paths are as they are


def beside(target: Path) -> Path:
    """Where a new folder for `target` is made."""
    return target.with_name(f".{target.name}.reportgen-new")


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.reportgen-old")


def recover(target: Path) -> None:
    """Puts right what a crash left: an old folder that has no successor comes back, half-made and outdated ones go."""
    if _aside(target).is_dir() and not target.exists():
        os.rename(_aside(target), target)
    for rest in (beside(target), _aside(target)):
        shutil.rmtree(rest, ignore_errors=True)


def put(target: Path) -> None:
    """The finished folder beside `target` takes its place; the old one goes. Raises: Refused if `target` cannot be moved at all."""
    made = beside(target)
    if os.path.ismount(target):
        raise Refused("发布目录是一个挂载点，不能整体切换", at=Place(target.name), hint="改用它下面的一个子目录")
    if not target.exists():
        os.rename(made, target)
    elif not _exchanged(made, target):
        os.rename(target, _aside(target))
        os.rename(made, target)
    sync_folder(target.parent)
    for rest in (made, _aside(target)):
        shutil.rmtree(rest, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the system has exchanged the two in one step."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "linux":
            return ctypes.CDLL(None).renameat2(_HERE, names[0], _HERE, names[1], _SWAP) == 0
        if sys.platform == "darwin":
            return ctypes.CDLL(None).renamex_np(*names, _SWAP) == 0
    except (AttributeError, OSError):
        pass
    return False
