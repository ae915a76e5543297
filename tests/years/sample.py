"""The sample college's packs, and its frozen tables under any of them."""

from functools import cache
from pathlib import Path

from reportgen.core.figure import Figures
from reportgen.core.pack import Pack
from reportgen.core.plan import Enterprise
from reportgen.indicators import compute
from reportgen.intake import connect, current_snapshot
from reportgen.pack import load_pack

CONTRACTS = Path(__file__).parents[2] / "data_contracts"
YEARS = (2021, 2023, 2024, 2025)
FIRM = "岭海智造装备股份有限公司"


@cache
def pack(year: int, contracts: Path = CONTRACTS) -> Pack:
    found, findings = load_pack(contracts, year)
    assert found is not None, findings
    return found


@cache
def figures(pack_year: int, year: int, contracts: Path = CONTRACTS, told: int = 0) -> Figures:
    """The export of `year` under the pack of `pack_year`; nothing may be wrong. told: the year they are said to be of, if another."""
    own = pack(pack_year, contracts)
    snapshots = CONTRACTS / str(year) / "snapshots"
    with connect(snapshots / current_snapshot(snapshots), own.contracts) as connection:
        found, findings = compute(own, connection, year=told or pack_year, snapshot="s", enterprises=(Enterprise("ent1", FIRM),))
    assert findings == ()
    return found
