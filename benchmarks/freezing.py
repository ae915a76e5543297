"""Freezing a year's export, and only reading its workbook."""

import sys
from collections.abc import Iterator

from benchmarks.measuring import COMMAND, Bench, Measure, measurement, timed
from reportgen.cache import clear

_CALAMINE = ("import sys, pathlib, python_calamine as c\n"
             "for p in pathlib.Path(sys.argv[1]).glob('*.xlsx'):\n"
             "    book = c.CalamineWorkbook.from_path(p)\n"
             "    [book.get_sheet_by_name(n).to_python() for n in book.sheet_names]")
_PANDAS = "import sys, pathlib, pandas as p\nfor f in pathlib.Path(sys.argv[1]).glob('*.xlsx'): p.read_excel(f, sheet_name=None, header=None)"


_RUNS = 3  # by turns; the best of each counts


@measurement
def freezing(bench: Bench) -> Iterator[Measure]:
    """One year's workbook of 33 tables, as after a fresh install: nothing is in the cache."""
    exports = bench.project / "data_contracts" / "2025" / "exports"
    ours, bare = [], {"calamine": [], "pandas": []}
    for _ in range(_RUNS):
        clear(bench.project / ".cache")
        ours.append(timed([*COMMAND, "freeze", str(exports), "--year", "2025"], bench.project)[0])
        for name, script in (("calamine", _CALAMINE), ("pandas", _PANDAS)):
            bare[name].append(timed([sys.executable, "-c", script, str(exports)], bench.project)[0])
    for name, seconds in bare.items():
        yield Measure(f"冻结一个年度（对比：只读出工作簿，{name}）", min(ours), min(seconds), 3)
