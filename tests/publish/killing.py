"""A command killed at every step that touches the file system: what is left is the state before or after, never one between."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

_EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "os.link", "shutil.rmtree", "shutil.move", "shutil.copytree")
_RUN = """
import os, signal, sys
from reportgen.cli import main
root, at, *arguments = sys.argv[1:]
seen = 0
def hook(event, args):
    global seen
    if event in {events!r} and any(isinstance(one, str | os.PathLike) and os.fspath(one).startswith(root) for one in args):
        if event == "open" and not (isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        seen += 1
        if seen == int(at):
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
status = main(arguments)
print(seen, file=sys.stderr)
sys.exit(status)
"""


def states(root: Path, arguments: list[str], restore: Callable[[], None], *, every: int = 1, most: int = 40) -> Iterator[int]:
    """Runs the command again and again, killed at its first, second, … step below `root`; yields after each kill, until it lives through.

    restore: puts everything back before a run. every: kills at each n-th step only.
    """
    for step in range(1, most, every):
        restore()
        ran = subprocess.run([sys.executable, "-c", _RUN.format(events=_EVENTS), str(root), str(step), *arguments], capture_output=True, text=True,
                             encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}, check=False)
        if ran.returncode != -signal.SIGKILL:
            assert ran.returncode == 0, ran.stderr
            return
        yield step
    raise AssertionError("never lived through")
