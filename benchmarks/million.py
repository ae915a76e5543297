"""A year of a million rows: how long freezing takes beside bare reading, how much memory, how fast figures come, how soon a bomb is refused.

The sample's export is multiplied: every list again and again, persons and keys with a number behind, so that it stays sound.
Alone: `python benchmarks/run.py million`, or `make bench NAME=million`.
"""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import ROOT, Bench, Measure, measurement

YEAR, ROWS = 2025, 1_000_000
SINGLE = 60  # tables with fewer rows stay as they are: what they hold is counted, not listed
BARE = """import pathlib, sys, time, python_calamine as c
start = time.perf_counter()
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    book = c.CalamineWorkbook.from_path(path)
    for name in book.sheet_names: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
"""
FREEZE = """import pathlib, sys, time
from reportgen.intake import freeze
from reportgen.pack import load_pack
start = time.perf_counter()
pack, _ = load_pack(pathlib.Path(sys.argv[3]), int(sys.argv[4]))
result, findings = freeze(pathlib.Path(sys.argv[1]), pack.contracts, year=pack.year, folder=pathlib.Path(sys.argv[2]), key=b"k" * 32,
                          edition=pack.edition, outliers=pack.outliers, beside=pathlib.Path(sys.argv[2]).parent / "ready")
wrong = [f"{one.code} {one.at} {one.message}" for one in findings if one.severity == "error"]
assert result is not None, wrong[:5]
"""
FIGURES = """import pathlib, sys, time
start = time.perf_counter()
from reportgen.core.plan import Enterprise
from reportgen.indicators import compute
from reportgen.intake import tables
from reportgen.pack import load_pack
pack, _ = load_pack(pathlib.Path(sys.argv[3]), int(sys.argv[4]))
connection = tables(pathlib.Path(sys.argv[1]), pack.contracts, pathlib.Path(sys.argv[2]))
names = [row[0] for row in connection.execute("SELECT DISTINCT company FROM coop ORDER BY 1 LIMIT 30").fetchall()]
figures, _ = compute(pack, connection, year=pack.year, snapshot="s", enterprises=[Enterprise(f"e{n}", name) for n, name in enumerate(names)])
print(len(figures))
"""
GATE = """import pathlib, sys, time
from reportgen.intake.gate import gate
data = pathlib.Path(sys.argv[1]).read_bytes()
start = time.perf_counter()
passed, findings = gate("bomb.xlsx", data)
assert passed is None and findings[0].code == "K103"
"""
MEASURED = """
took = time.perf_counter() - start
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(f"\\n{took:.3f} {int(peak.split()[1]) / 1024:.0f}")
"""


@dataclass(frozen=True)
class Run:
    """Seconds from its start to its end, greatest memory in MB, and what it printed."""

    seconds: float
    memory: float
    said: list[str]


def measured(script: str, *arguments: object) -> Run:
    """A script in its own process."""
    done = subprocess.run([sys.executable, "-c", script + MEASURED, *map(str, arguments)], capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    said, _, last = done.stdout.rstrip().rpartition("\n")
    return Run(*map(float, last.split()), said.split())


def multiplied(rows: int) -> Iterator[tuple[str, list[list[object]]]]:
    """Every sheet of the sample's export, its lists repeated until they hold about so many rows."""
    from reportgen.intake.answers import Answers
    from reportgen.intake.export import read_export
    from reportgen.intake.sorting import sorted_out
    from reportgen.core.place import Place
    from reportgen.pack import load_pack
    pack, _ = load_pack(ROOT / "data_contracts", YEAR)
    path = next((ROOT / "data_contracts" / str(YEAR) / "exports").glob("*.xlsx"))
    parts = sorted_out(read_export(path), pack.contracts, pack.edition, Answers(), where=Place(path.name)).parts
    lists = {id: found for id, found in parts.items() if sum(len(part.rows) for part in found) >= SINGLE}
    times = rows // sum(len(part.rows) for found in lists.values() for part in found)
    told_apart = {f"{id}.{column.id}" for id, found in lists.items() for column in pack.contracts[id].columns
                  if column.personal == "token" or column.unique or column.id in pack.contracts[id].key and not column.refers and not column.codes}
    for id, found in parts.items():
        columns = [column for column in pack.contracts[id].columns if {f"{id}.{column.id}", column.refers} & told_apart]
        for part in found:
            places = [part.header.columns[column.id] for column in columns if column.id in part.header.columns]
            body = [part.sheet.rows[row] for row in part.rows]
            again = times if id in lists else 1
            yield part.sheet.name, [*part.sheet.rows[:part.header.body], *repeated(body, places, again)]


def repeated(body: list[list[object]], places: list[int], times: int) -> Iterator[list[object]]:
    for number in range(times):
        for row in body:
            copy = list(row)
            for place in places if number else ():
                if copy[place] != "":
                    copy[place] = f"{re.sub(r'[.]0$', '', str(copy[place])).strip()}{number:02}"
            yield copy


def write(folder: Path, sheets: Iterable[tuple[str, list[list[object]]]]) -> int:
    """One workbook a sheet; how many rows in all."""
    import xlsxwriter
    count = 0
    for number, (name, rows) in enumerate(sheets):
        with xlsxwriter.Workbook(folder / f"{number:02}_{name}.xlsx", {"constant_memory": True, "strings_to_urls": False}) as book:
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                sheet.write_row(row, 0, [None if cell == "" else cell for cell in cells])
        count += len(rows)
    return count


def bomb(path: Path) -> Path:
    """A workbook of 200 KB that unpacks to 200 MB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(name, "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<row>" + b" " * (200 << 20))
    return path


@measurement
def million(bench: Bench) -> Iterator[Measure]:
    """Freezing a million rows beside only reading them, figures from a snapshot, and a bomb at the gate."""
    folder, out = bench.scratch / "million", bench.scratch / "frozen"
    folder.mkdir()
    count = write(folder, multiplied(ROWS))
    contracts = ROOT / "data_contracts", YEAR
    bare, freeze = measured(BARE, folder), measured(FREEZE, folder, out, *contracts)
    sample, large = (measured(FIGURES, current(snapshots), out.parent / "ready", *contracts) for snapshots in (contracts[0] / str(YEAR) / "snapshots", out))
    gate = measured(GATE, bomb(bench.scratch / "bomb.xlsx"))
    yield Measure(f"冻结{count // 10_000}万行、32张表（对比：只读出工作簿，calamine）", freeze.seconds, bare.seconds, 3)
    yield Measure("同上，最大内存（对比：2048 MB）", freeze.memory, 2048, 1, "MB")
    yield Measure(f"一年的{sample.said[0]}个指标，30家企业，从示例学校的快照（对比：2秒；含启动和读年度包）", sample.seconds, 2, 1)
    yield Measure(f"同上，从{count // 10_000}万行的快照（对比：2秒）", large.seconds, 2, 1)
    yield Measure("压缩炸弹在读入前被拒（对比：1秒）", gate.seconds, 1, 1)
    yield Measure("同上，最大内存（对比：100 MB）", gate.memory, 100, 1, "MB")


def current(snapshots: Path) -> Path:
    return snapshots / (snapshots / "current").read_text().strip()
