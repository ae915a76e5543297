"""The schools that a summary is about, as the province's own list names them."""

from dataclasses import dataclass
from pathlib import Path

from reportgen.core.errors import Refused, Unreadable
from reportgen.core.finding import errors
from reportgen.core.pack import Pack
from reportgen.core.place import Place
from reportgen.intake import listed_rows

TABLE = "schools"


@dataclass(frozen=True, slots=True)
class Listed:
    """One school of the list. at: its row."""

    name: str
    code: str
    at: Place


class Roster:
    """The list, in its order."""

    def __init__(self, schools: tuple[Listed, ...]) -> None:
        self.schools = schools
        self._by_name = {one.name: one for one in schools}
        self._by_code = {one.code: one for one in schools if one.code}

    def find(self, name: str, code: str) -> Listed | None:
        """The school of that name, else of that code."""
        return self._by_name.get(name) or self._by_code.get(code)


def read_roster(exports: Path, pack: Pack) -> Roster:
    """The list among the year's exports. Raises: Unreadable if there is none, Refused with all findings if it has errors."""
    contract = pack.contracts.get(TABLE)
    if contract is None or not pack.gathered:
        raise Unreadable("这个项目不汇总别校的数：年度包里没有院校名单或 gathered.yaml", at=Place(f"data_contracts/{pack.year}"),
                         hint="汇总项目用 reportgen init 目录 --school 省或集团名称 --year 年度 --summary 新建")
    rows, found = listed_rows(exports, contract, pack.edition) if exports.exists() else ((), ())
    if errors(found) or not rows:
        raise Refused("院校名单还没有填好", at=Place(f"data_contracts/{pack.year}/{exports.name}"), findings=errors(found),
                      hint=f"在 data_contracts/{pack.year}/{exports.name}/ 放入“{contract.sheets[0]}”，一行一所：{'、'.join(one.name for one in contract.columns if one.required)}")
    return Roster(tuple(Listed(row["name"] or "", row.get("code") or "", at) for row, at in rows))
