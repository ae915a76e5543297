"""How time and memory grow: with pages, charts, rows, reports and schools. Prints the table of docs/scale.md; takes some minutes.

Usage: python -m benchmarks.scale. Seconds are processor seconds of a process of its own, which other work on the machine changes little.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from benchmarks.building import with_enterprises
from benchmarks.measuring import COMMAND, copied

_ASK = ("import resource, subprocess, sys\nsubprocess.run(sys.argv[1:], capture_output=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\nprint(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)")


def spent(project: Path, *words: str) -> tuple[float, float]:
    """Processor seconds and MB of a command where nothing is kept from before."""
    for folder in (".cache", "build"):
        shutil.rmtree(project / folder, ignore_errors=True)
    done = subprocess.run([sys.executable, "-c", _ASK, *COMMAND, *words], cwd=project, capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def grown(name: str, sizes: tuple[int, ...], make: Callable[[Path, int], None], *words: str) -> Iterator[str]:
    """A row for each size: the project is made so large, then built."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            project = copied(Path(folder) / "project")
            make(project, size)
            seconds, megabytes = spent(project, *words)
            yield f"| {name} | {size} | {seconds:.1f} | {megabytes:.0f} |"


def longer(project: Path, times: int) -> None:
    """Every section of the school report says its prose so many times."""
    for path in (project / "chapters/school").rglob("*.md"):
        text = path.read_text("utf-8")
        prose = "\n\n".join(part for part in text.split("\n\n") if not part.startswith((":::", "#", "|", "-")))
        path.write_text("\n\n".join((text, *[prose] * (times - 1))), "utf-8")


def rows(project: Path, times: int) -> None:
    """Every table of this year's snapshot holds its rows so many times; nobody verifies the snapshot here."""
    for path in (project / "data_contracts/2025/snapshots").glob("*/tables/*.csv"):
        head, *lines = path.read_text("utf-8").splitlines()
        path.write_text("\n".join((head, *lines * times)) + "\n", "utf-8")


def main() -> None:
    print("| 什么在变 | 多少 | 处理器秒 | 内存 MB |\n|---|---|---|---|")
    for line in chain(grown("企业年报份数", (1, 10, 30), with_enterprises, "build", "enterprise"),
                      grown("本年快照的行数倍数（只算指标）", (1, 10, 40), rows, "figures", "--json"),
                      grown("学校年报，正文重复倍数", (1, 2, 4), longer, "build", "school")):
        print(line, flush=True)


if __name__ == "__main__":
    main()
