"""Signs the sample's data through the commands, as its people would: `python -m tests.signoff.sample` in the project folder.

Only what is not signed yet is signed, so it may be run again after every change of the snapshot.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from reportgen.cli import main
from reportgen.people import DATA, Level
from reportgen.signoff import Data, standing
from reportgen.workspace import open_workspace

DAYS = {Level.FILL: "10-13", Level.COLLATE: "10-20", Level.SCHOOL: "10-28"}
LATE = {"图书馆": "10-17", "体育工作部": "10-16"}     # who signs after the last day
SENT_BACK = {"ip": ("10-18", "两项专利的授权日期待核", "10-19", "已与专利证书核对，日期无误")}


def sign_all(folder: Path, year: int) -> int:
    """Signs every table at every level; how many commands did not succeed."""
    failed = 0
    for level in DATA:
        for arguments in list(_commands(standing(open_workspace(folder), year), level, year)):
            failed += main(["data", *arguments, "--year", str(year), "--project", str(folder)]) != 0
    return failed


def _commands(state: Data, level: Level, year: int) -> Iterator[list[str]]:
    for id, table in state.tables.items():
        if table.rows is None or level in table.signed:
            continue
        done = {entry["person"] for entry in table.signed.values()}
        person = next(one for one in state.people.people.values() if table.may(one, level) and one.name not in done)
        last = str(table.history[-1]["on"]) if table.history else ""
        usual = LATE.get(person.department, DAYS[level]) if level is Level.FILL else DAYS[level]
        sign = ["sign", "--person", person.name, "--level", str(level), "--table", id, "--conclude", "均符合"]
        if level is Level.FILL and usual > DAYS[level]:
            sign += ["--conclude", "及时性=不符合"]
        yield [*sign, "--on", max(f"{year}-{usual}", last)]
        if level is Level.FILL and id in SENT_BACK and not table.history:
            back, reason, again, note = SENT_BACK[id]
            checker = next(one for one in state.people.people.values() if table.may(one, Level.COLLATE))
            yield ["return", id, "--person", checker.name, "--reason", reason, "--on", f"{year}-{back}"]
            yield [*sign, "--on", f"{year}-{again}", "--note", note]


if __name__ == "__main__":
    sys.exit(min(1, sum(sign_all(Path.cwd(), year) for year in (2024, 2025))))
