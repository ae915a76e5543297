"""Measures reportgen side by side with what a user would pick instead, as ratios within one run; writes docs/benchmarks.md.

Needs LibreOffice, and pandas and pandoc from the `bench` extra. Nothing here is a test: numbers depend on the machine.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
HISTORY = ROOT / "docs" / "benchmarks.jsonl"
COMMAND = [sys.executable, "-m", "reportgen"]


@dataclass(frozen=True)
class Measure:
    """ours and theirs in seconds (or MB); limit: what ours/theirs must stay under."""

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


def timed(command: list[str], cwd: Path) -> tuple[float, str]:
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True)
    return time.perf_counter() - start, done.stdout


def peak(command: list[str], cwd: Path) -> float:
    """MB of the largest process of a command."""
    script = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, capture_output=True); "
              "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)")
    return float(timed([sys.executable, "-c", script, *command], cwd)[1])


def copied(target: Path) -> Path:
    """The sample project without caches and outputs."""
    ignore = shutil.ignore_patterns(".git", ".venv", "build", ".cache", "tests", "*.egg-info", "__pycache__")
    return Path(shutil.copytree(ROOT, target / "project", ignore=ignore))


def build_measures(project: Path, scratch: Path) -> list[Measure]:
    ours, _ = timed([*COMMAND, "build", "school"], project)
    shutil.rmtree(project / ".cache")
    memory = peak([*COMMAND, "build", "school"], project)
    out = scratch / "usual"
    out.mkdir()
    _, printed = timed([sys.executable, str(ROOT / "benchmarks" / "usual_way.py"), str(project), str(out)], project)
    return [Measure("学校年报三种格式，冷启动（对比：docxtpl＋逐图 write_image＋LibreOffice＋pandoc）", ours, float(printed), 1 / 10),
            Measure("同上，最大进程内存（对比：700 MB 上限）", memory, 700, 1, "MB")]


def freeze_measures(project: Path) -> list[Measure]:
    exports = project / "data_contracts" / "2025" / "exports"
    ours, _ = timed([*COMMAND, "freeze", str(exports), "--year", "2025"], project)
    script = ("import sys, pathlib, python_calamine as c\n"
              "for p in pathlib.Path(sys.argv[1]).glob('*.xlsx'):\n"
              "    book = c.CalamineWorkbook.from_path(p)\n"
              "    [book.get_sheet_by_name(n).to_python() for n in book.sheet_names]")
    theirs, _ = timed([sys.executable, "-c", script, str(exports)], project)
    slow = "import sys, pathlib, pandas as p\nfor f in pathlib.Path(sys.argv[1]).glob('*.xlsx'): p.read_excel(f, sheet_name=None, header=None)"
    pandas, _ = timed([sys.executable, "-c", slow, str(exports)], project)
    return [Measure("冻结一个年度（对比：只读出工作簿，calamine）", ours, theirs, 3), Measure("冻结一个年度（对比：只读出工作簿，pandas）", ours, pandas, 3)]


def help_measure(project: Path) -> Measure:
    ours = min(timed([*COMMAND, "--help"], project)[0] for _ in range(5))
    return Measure("--help（对比：0.2 秒）", ours, 0.2, 1)


def page(measures: list[Measure]) -> str:
    rows = "\n".join(f"| {one.name} | {one.ours:.2f} {one.unit} | {one.theirs:.2f} {one.unit} | {one.ratio:.3f} | ≤ {one.limit:.3f} | "
                     f"{'达到' if one.holds else '**未达到**'} |" for one in measures)
    return (f"# 测速\n\n与用户可能选用的其他做法在同一次运行中并排测量；看比值，不看绝对值。机器：{os.cpu_count()} 核，Python {platform.python_version()}。"
            f"重做：`make bench`。\n\n| 项目 | 本引擎 | 对比 | 比值 | 要求 | |\n|---|---|---|---|---|---|\n{rows}\n")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        project = copied(scratch)
        measures = [*freeze_measures(project), help_measure(project), *build_measures(project, scratch)]
    PAGE.write_text(page(measures), "utf-8")
    with HISTORY.open("a", encoding="utf-8") as history:
        history.write(json.dumps({one.name: round(one.ratio, 4) for one in measures}, ensure_ascii=False) + "\n")
    print(PAGE.read_text("utf-8"))


if __name__ == "__main__":
    main()
