"""A tiny pack and a tiny snapshot: three graduates, one of them without a salary."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from reportgen.core.figure import Figures
from reportgen.core.finding import Finding
from reportgen.core.pack import Pack
from reportgen.core.plan import Enterprise
from reportgen.indicators import compute
from tests.pack.specimen import ANNEX, PACK, PLACED, TOTAL, load

ROWS = (("协议就业", "5000.50", "甲公司", 3), ("升学", None, None, 4), ("待就业", None, None, 5))
PERIODS = PACK.replace("choices: {rate.denominator: 毕业生}\n", "")


def pack(folder: Path, *definitions: str, series: str = "") -> Pack:
    """A pack with 毕业生人数, 落实人数 and the given definitions, as YAML texts."""
    found, findings = load(folder, y2024__pack=PERIODS, y2024__annex=ANNEX, y2024__indicators__grads=TOTAL + PLACED,
                           y2024__indicators__more="".join(definitions), y2024__indicators__series=series)
    assert found is not None, findings
    return found


def snapshot(rows: Sequence[tuple[object, ...]] = ROWS) -> duckdb.DuckDBPyConnection:
    """The graduates in a locked DuckDB."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE grads (outcome VARCHAR, salary DECIMAL(24,6), firm VARCHAR, _file VARCHAR, _sheet VARCHAR, _row BIGINT)")
    for outcome, salary, firm, row in rows:
        connection.execute("INSERT INTO grads VALUES (?, CAST(? AS DECIMAL(24,6)), ?, '就业.xlsx', '就业', ?)", [outcome, salary, firm, row])
    connection.execute("SET enable_external_access = false")
    return connection


def figures(folder: Path, *definitions: str, rows: Sequence[tuple[object, ...]] = ROWS, series: str = "",
            enterprises: Sequence[Enterprise] = ()) -> tuple[Figures, tuple[Finding, ...]]:
    """What the specimen computes."""
    return compute(pack(folder, *definitions, series=series), snapshot(rows), year=2024, snapshot="s1", enterprises=enterprises)
