"""What a measurement is, how it is taken, and the list of all: a function marked `@measurement` in a module of this folder is run by `run.py`."""

import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-m", "reportgen"]


@dataclass(frozen=True)
class Measure:
    """Ours and what it is held against, in seconds (or MB). limit: what ours/theirs must stay under."""

    name: str
    ours: float
    theirs: float
    limit: float
    unit: str = "秒"

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def holds(self) -> bool:
        return self.ratio <= self.limit


class Bench:
    """A scratch folder with the sample project in it, and what several measurements need once."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.project = copied(scratch / "project")

    @cached_property
    def cold(self) -> float:
        """Seconds of a school report in three formats where nothing is kept from before; the better of two."""
        return min(self.cold_build() for _ in range(2))

    def cold_build(self, *reports: str) -> float:
        for folder in (".cache", "build"):
            shutil.rmtree(self.project / folder, ignore_errors=True)
        return self.build(*(reports or ("school",)))

    def build(self, *reports: str) -> float:
        return timed([*COMMAND, "build", *reports], self.project)[0]


Measurement = Callable[[Bench], Iterable[Measure]]
MEASUREMENTS: list[Measurement] = []


def measurement(function: Measurement) -> Measurement:
    """Enters a function into the list."""
    MEASUREMENTS.append(function)
    return function


def timed(command: list[str], cwd: Path, allowed: tuple[int, ...] = (0, 1)) -> tuple[float, str]:
    """Seconds of a command, and what it printed. A build with findings ends with 1, and is one all the same."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    if done.returncode not in allowed:
        raise RuntimeError(f"{command}: {done.stderr[-2000:]}")
    return time.perf_counter() - start, done.stdout


def best(function: Callable[[], float], times: int = 5) -> float:
    """The least of several: what the machine does besides only adds."""
    return min(function() for _ in range(times))


def peak(command: list[str], cwd: Path) -> float:
    """MB of the largest process of a command."""
    script = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], capture_output=True); "
              "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)")
    return float(timed([sys.executable, "-c", script, *command], cwd)[1])


def spent() -> float:
    """Seconds of processor time of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def copied(target: Path) -> Path:
    """The sample project without caches and outputs."""
    ignore = shutil.ignore_patterns(".git", ".venv", "build", ".cache", "tests", "benchmarks", "reportgen", "docs", "*.egg-info", "__pycache__")
    return Path(shutil.copytree(ROOT, target, ignore=ignore))
