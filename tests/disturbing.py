"""A command disturbed at one of its changes to files: killed, or out of disk from there on. What is left must be what was before or what is after."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from reportgen.core.errors import ReportgenError

_EVENTS = frozenset(("os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree"))


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def full() -> None:
    raise OSError(28, "No space left on device")


def disturbed(work: Callable[[], object], folder: Path, act: Callable[[], None], at: int) -> int:
    """The work in a child of ours, disturbed at its `at`-th change below the folder; its wait status."""
    child = os.fork()
    if child == 0:
        try:
            sys.addaudithook(_changing(folder, act, at))
            work()
            os._exit(0)
        except (OSError, ReportgenError):
            os._exit(1)
        finally:
            os._exit(3)
    return os.waitpid(child, 0)[1]


def _changing(folder: Path, act: Callable[[], None], at: int) -> Callable[[str, tuple], None]:
    """An audit hook that acts before the `at`-th change that is made below the folder; a full disk stays full, but lets files go."""
    left = [at]

    def hook(event: str, args: tuple) -> None:
        writes = event == "open" and (set(args[1]) & set("wax+") if isinstance(args[1], str) else args[2] & (os.O_WRONLY | os.O_RDWR))
        if (writes or event in _EVENTS) and str(folder) in str(args[0]):
            left[0] -= 1
            if left[0] == 0 or left[0] < 0 and writes:
                act()
    return hook
