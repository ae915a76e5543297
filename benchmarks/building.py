"""Building: from nothing, again, after an edit, and many small reports."""

import shutil
import sys
from collections.abc import Iterator
from itertools import dropwhile
from pathlib import Path

from benchmarks.measuring import COMMAND, ROOT, Bench, Measure, best, measurement, peak, timed
from benchmarks.watching import watched

_SECTION = "chapters/school/02-人才培养"
_MANY = 30


@measurement
def against_the_usual_way(bench: Bench) -> Iterator[Measure]:
    """A school report from nothing, and the same document made with the tools at hand."""
    out = bench.scratch / "usual"
    out.mkdir()
    usual = float(timed([sys.executable, str(ROOT / "benchmarks" / "usual_way.py"), str(bench.project), str(out)], bench.project, (0,))[1])
    yield Measure("学校年报三种格式，从零生成（对比：docxtpl＋逐图 write_image＋LibreOffice＋pandoc）", bench.cold, usual, 1 / 12)
    shutil.rmtree(bench.project / ".cache")
    yield Measure("同上，最大进程内存（对比：700 MB）", peak([*COMMAND, "build", "school"], bench.project), 700, 1, "MB")


@measurement
def rebuilding(bench: Bench) -> Iterator[Measure]:
    """Nothing changed; one sentence changed, by the command and in the preview."""
    bench.cold
    bench.build("school")
    yield Measure("没有变化时再生成（对比：0.3 秒）", best(lambda: bench.build("school")), 0.3, 1)
    path = next(iter(sorted((bench.project / _SECTION).glob("*.md"))))
    text = path.read_text("utf-8")

    def edited(number: int) -> float:
        path.write_text(f"{text}\n\n学校第{'一二三四五'[number]}次总结了经验。\n", "utf-8")
        return bench.build("school")
    yield Measure("改一句话再生成三种格式，新开一个进程（对比：自己从零生成）", min(map(edited, range(3))), bench.cold, 1 / 15)
    path.write_text(text, "utf-8")
    laps = watched(bench.project, path)
    yield Measure("改一句话，预览中的网页（对比：0.3 秒）", laps["html"], 0.3, 1)
    yield Measure("改一句话，预览中的 PDF（对比：0.7 秒）", laps["pdf"], 0.7, 1)
    yield Measure("改一句话，预览时三种格式都写好（对比：自己从零生成）", laps["docx"], bench.cold, 1 / 15)


@measurement
def many_small_ones(bench: Bench) -> Iterator[Measure]:
    """Thirty enterprise reports in one command, and one school report."""
    with_enterprises(bench.project, _MANY)
    yield Measure(f"{_MANY}份企业年报（对比：一份学校年报，都从零生成）", bench.cold_build("enterprise"), bench.cold_build("school"), 3)


def with_enterprises(project: Path, count: int) -> None:
    """Lists so many firms that the frozen data know in project.yaml; the texts of the first stand for all."""
    import csv
    table = next((project / "data_contracts/2025/snapshots").glob("*/tables/coop.csv"))
    with table.open(encoding="utf-8") as rows:
        names = list(dict.fromkeys(row["company"] for row in csv.DictReader(rows)))[:count]
    lines = (project / "project.yaml").read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("enterprises:")) + 1
    kept = [*lines[:at], *dropwhile(lambda line: line.startswith(" "), lines[at:])]
    entries = [f"  - {{id: ent{number}, name: {name}}}" for number, name in enumerate(names, 1)]
    (project / "project.yaml").write_text("\n".join((*kept[:at], *entries, *kept[at:])) + "\n", "utf-8")
    for first in (project / "chapters/enterprise").rglob("ent1.md"):
        for number in range(2, count + 1):
            (first.parent / f"ent{number}.md").write_text(first.read_text("utf-8"), "utf-8")


@measurement
def starting(bench: Bench) -> Iterator[Measure]:
    """What costs nothing must feel so."""
    yield Measure("--help（对比：0.15 秒）", best(lambda: timed([*COMMAND, "--help"], bench.project)[0]), 0.15, 1)
    yield Measure("explain 一个指标（对比：1 秒）", best(lambda: timed([*COMMAND, "explain", "毕业去向落实率"], bench.project)[0], 3), 1, 1)
