"""Many schools in one run: on two workers against one, the memory of a worker, and whether the work grows with the schools.

SCHOOLS in the environment says how many (20 without); every school has data of its own, so that nothing is found made by another.
"""

import json
import os
import resource
import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.building import with_enterprises
from benchmarks.measuring import COMMAND, Bench, Measure, copied, measurement, timed

_SCHOOLS = int(os.environ.get("SCHOOLS", "20"))
_ENTERPRISES = 5
_LONG = 100  # rows from which a table can spare one


@measurement
def many_schools(bench: Bench) -> Iterator[Measure]:
    """Twenty schools with five enterprise reports each."""
    root = bench.scratch / "schools"
    for number in range(1, _SCHOOLS + 1):
        school(root / f"{number:03d}", number)
    half = batch(root, 2, _SCHOOLS // 2)
    one, two = batch(root, 1, _SCHOOLS), batch(root, 2, _SCHOOLS)
    name = f"{_SCHOOLS}所学校，各{_ENTERPRISES}份企业年报"
    yield Measure(f"{name}，2个进程（对比：1个进程）", two["seconds"], one["seconds"], 1 / 1.7)
    yield Measure("同上，一个进程的最大内存（对比：700 MB）", two["memory"], 700, 1, "MB")
    yield Measure(f"同上，每校的处理器时间（对比：{_SCHOOLS // 2}所学校时）", two["work"] / _SCHOOLS, half["work"] / (_SCHOOLS // 2), 1.1)


def school(folder: Path, number: int) -> None:
    """The sample project as another school's: its own name, and one row less in each long table; nobody verifies the snapshots here."""
    copied(folder)
    project = folder / "project.yaml"
    project.write_text(project.read_text("utf-8").replace("school: 岭海职业", f"school: 岭海第{number}职业"), "utf-8")
    with_enterprises(folder, _ENTERPRISES)
    for path in (folder / "data_contracts").glob("*/snapshots/*/tables/*.csv"):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        if len(lines) > _LONG:
            path.write_text("".join((*lines[:number], *lines[number + 1:])), "utf-8")


def batch(root: Path, workers: int, count: int) -> dict[str, float]:
    """Seconds by the clock, processor seconds of all processes, and MB of the largest worker, where nothing is kept from before."""
    folders = sorted(root.iterdir())[:count]
    for folder in (one / name for one in folders for name in (".cache", "build")):
        shutil.rmtree(folder, ignore_errors=True)
    out = root.parent / "summary"
    shutil.rmtree(out, ignore_errors=True)
    before = _spent_by_children()
    seconds, _ = timed([*COMMAND, "batch", *map(str, folders), "--workers", str(workers), "--report", "school", "--report", "enterprise", "--out", str(out)], root)
    told = json.loads((out / "summary.json").read_bytes())
    if told["totals"]["reports"] != count * (1 + _ENTERPRISES):
        raise RuntimeError(f"{told['totals']}")
    return {"seconds": seconds, "work": _spent_by_children() - before, "memory": told["memory"] / 10**6}


def _spent_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
