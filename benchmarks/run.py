"""`make bench`: every measurement side by side with what a user would pick instead; writes docs/benchmarks.md, its plot and its history.

Needs LibreOffice, a browser (for kaleido), and the `bench` extra. Numbers depend on the machine, ratios much less; nothing here is a test.
Usage: run.py [part of a measurement's name …]
"""

import json
import os
import pkgutil
import platform
import sys
import tempfile
from decimal import Decimal
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import benchmarks  # noqa: E402
from benchmarks.measuring import MEASUREMENTS, ROOT, Bench, Measure  # noqa: E402
from reportgen.core.document import Chart, ChartKind, ChartSeries  # noqa: E402
from reportgen.workspace import Workspace, load_look  # noqa: E402
from reportgen.writers.charts import draw_chart  # noqa: E402

PAGE, PLOT, HISTORY = (ROOT / "docs" / name for name in ("benchmarks.md", "benchmarks.svg", "benchmarks.jsonl"))
_SLOWER = 1.15  # than the last time in this ratio: to be looked at


def main(wanted: list[str]) -> None:
    """Runs the measurements (those asked for), and writes what they gave."""
    for module in pkgutil.iter_modules(benchmarks.__path__):
        if module.name not in ("run", "usual_way", "scale"):
            import_module(f"benchmarks.{module.name}")
    found: list[Measure] = []
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for one in MEASUREMENTS:
            if not wanted or any(part in one.__name__ for part in wanted):
                for measure in one(bench):
                    print(f"{measure.ours:8.2f} {measure.theirs:8.2f} {measure.unit}  {measure.ratio:.3f}  {measure.name}", flush=True)
                    found.append(measure)
    if wanted:
        return
    last = earlier()
    with HISTORY.open("a", encoding="utf-8") as history:
        history.write(json.dumps({one.name: round(one.ratio, 4) for one in found}, ensure_ascii=False) + "\n")
    PLOT.write_bytes(plot(found))
    PAGE.write_text(page(found, last), "utf-8")


def earlier() -> dict[str, float]:
    """The ratios of the last run, by name; none before the first."""
    lines = HISTORY.read_text("utf-8").splitlines() if HISTORY.is_file() else []
    return json.loads(lines[-1]) if lines else {}


def page(measures: list[Measure], last: dict[str, float]) -> str:
    """The table, with what became slower since the last run."""
    rows = "\n".join(f"| {one.name} | {one.ours:.2f} {one.unit} | {one.theirs:.2f} {one.unit} | {one.ratio:.3f} | ≤ {one.limit:.3f} | "
                     f"{'达到' if one.holds else '**未达到**'} | {trend(one, last)} |" for one in measures)
    return (f"# 测速\n\n与用户可能选用的其他做法在同一次运行中并排测量；看比值，不看绝对值。机器：{os.cpu_count()} 核，Python {platform.python_version()}。"
            f"重做：`make bench`。每次的比值记在 `benchmarks.jsonl`，比上一次慢 15% 以上的标出。\n\n![比值与要求之比]({PLOT.name})\n\n"
            f"| 项目 | 本引擎 | 对比 | 比值 | 要求 | | 与上次比 |\n|---|---|---|---|---|---|---|\n{rows}\n")


def trend(one: Measure, last: dict[str, float]) -> str:
    """How the ratio moved since the last run."""
    if not last.get(one.name):
        return "—"
    change = one.ratio / last[one.name]
    return f"**慢了 {change - 1:.0%}**" if change > _SLOWER else f"{change - 1:+.0%}"


def plot(measures: list[Measure]) -> bytes:
    """Each ratio as a share of what is asked: below 100 is reached. Drawn by the engine itself."""
    names = tuple(one.name.partition("（")[0] for one in measures)
    values = tuple(Decimal(f"{one.ratio / one.limit * 100:.0f}") for one in measures)
    series = ChartSeries("占要求的百分比（100以内为达到）", values, tuple(f"{value}" for value in values), "%")
    look = load_look(Workspace(ROOT), "official")
    return draw_chart(Chart("benchmarks", "", "", ChartKind.BAR, "", names, (series,), ""), look).svg


if __name__ == "__main__":
    main(sys.argv[1:])
