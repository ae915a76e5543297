"""Gathering: what the schools' folders hold becomes two tables of the province's own export, a row for every school of its list.

G411 no-record         a school of the list without a public record
G412 broken-record     a record that cannot be read, or is not what was registered
G413 other-year        a record of another year
G414 other-definition  figures that mean something else at this school
G415 school-twice      a school that delivered two records
G416 unlisted-school   a school that the list does not know
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.core.finding import Finding, Severity, ordered
from reportgen.core.pack import Contract, Pack
from reportgen.edition import sound_pack
from reportgen.province.deliveries import NONE, PUBLISHED, TWICE, Delivery, delivered, missing
from reportgen.province.roster import Listed, read_roster
from reportgen.workspace import Workspace

EXPORTS = "exports"
_RECORDS, _PUBLISHED = "records", "published"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Gathering:
    """What was gathered. files: the two tables by where they belong. listed, published: schools."""

    files: Mapping[Path, bytes]
    listed: int
    published: int
    figures: int
    findings: tuple[Finding, ...]


def gather(workspace: Workspace, folders: Sequence[Path], year: int) -> Gathering:
    """The schools' public figures. One school's fault is a finding and stops no other.

    Raises: Unreadable if the project is none that gathers; Refused if its list of schools is not in order.
    """
    pack, _ = sound_pack(workspace, year)
    exports = workspace.contracts / str(year) / EXPORTS
    roster = read_roster(exports, pack)
    come = [delivered(folder, year, roster, pack) for folder in folders]
    found = [finding for one in come for finding in one.findings]
    chosen = []
    for school in roster.schools:
        one, more = _one(school, [delivery for delivery in come if delivery.school == school])
        chosen.append(one)
        found += more
    tables = {_RECORDS: [_record(one) for one in chosen], _PUBLISHED: [row for one in chosen for row in _figures(one, pack)]}
    files = {exports / f"{pack.contracts[id].sheets[0]}.csv": _csv(pack.contracts[id], rows) for id, rows in tables.items()}
    return Gathering(files, len(chosen), sum(one.state == PUBLISHED for one in chosen), len(tables[_PUBLISHED]), ordered(dict.fromkeys(found)))


def _one(school: Listed, come: Sequence[Delivery]) -> tuple[Delivery, tuple[Finding, ...]]:
    """The delivery that counts, and what is to be said of there being none or several."""
    good = [one for one in come if one.state == PUBLISHED]
    if not come:
        return Delivery(school.at, school), (missing(school, school.at),)
    if len(good) < 2:
        return good[0] if good else max(come, key=lambda one: one.state != NONE), ()
    same = len({one.content for one in good}) == 1
    places = "、".join(str(one.at) for one in good[:_SHOWN])
    said = "内容相同，只汇入一份" if same else "内容不同，没有汇入"
    finding = Finding("G415", "school-twice", Severity.WARNING if same else Severity.ERROR, f"“{school.name}”交来了{len(good)}份公布记录，{said}：{places}", good[0].at,
                      "只留最新的一份，再运行一次", also=tuple(one.at for one in good[1:]))
    return good[0] if same else replace(good[0], state=TWICE, values=None), (finding,)


def _record(one: Delivery) -> tuple[str, ...]:
    published = one.state == PUBLISHED
    return _name(one), one.state, str(one.edition) if published else "", one.on if published else "", str(len(one.values or ())) if published else ""


def _figures(one: Delivery, pack: Pack) -> Iterable[tuple[str, ...]]:
    for id, value in (one.values or {}).items():
        wanted = pack.gathered[id]
        yield _name(one), id, wanted.name, "" if value is None else format(value, "f"), wanted.unit, wanted.definition


def _name(one: Delivery) -> str:
    return one.school.name if one.school else ""


def _csv(contract: Contract, rows: Iterable[tuple[str, ...]]) -> bytes:
    """The table with the contract's headings; with a mark by which spreadsheets know its encoding."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in contract.columns])
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")
