"""What one folder delivers: a school's public record of a year, its figures that are wanted; or why not."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from reportgen.compose import read_project
from reportgen.core.errors import ReportgenError
from reportgen.core.figure import SCHOOL
from reportgen.core.finding import Finding, Severity
from reportgen.core.pack import Gathered, Pack
from reportgen.core.place import Place
from reportgen.core.unit import unit
from reportgen.files import read_text
from reportgen.province.roster import Listed, Roster
from reportgen.published import Published, path_of, read_published
from reportgen.workspace import Workspace, open_workspace

PUBLISHED, NONE, BROKEN, OTHER_YEAR, TWICE = "已公布", "没有公布记录", "公布记录损坏", "年度不符", "重复报送"
_AGAIN = "请学校重新交来完好的项目文件夹（project.yaml 和 data_contracts/{year}/published.json），再运行一次"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One folder's delivery. school: None if the list does not know it. values: of wanted figures, by id; None where the school had none.

    content: what the record says, in one word, so that two deliveries can be told apart.
    """

    at: Place
    school: Listed | None = None
    state: str = NONE
    edition: int = 0
    on: str = ""
    values: Mapping[str, Decimal | None] | None = None
    content: str = ""
    findings: tuple[Finding, ...] = ()


def delivered(folder: Path, year: int, roster: Roster, pack: Pack) -> Delivery:
    """What the folder delivers; whatever is wrong with it is a finding."""
    at = Place(f"{folder.name}/data_contracts/{year}/published.json")
    try:
        workspace = open_workspace(folder)
        project, wrong = read_project({"project.yaml": read_text(workspace.root, workspace.root / "project.yaml")})
    except ReportgenError as fault:
        return Delivery(at, findings=(_unusable(folder, fault.message, fault.hint),))
    if project is None:
        return Delivery(at, findings=(_unusable(folder, wrong[0].message, wrong[0].hint),))
    school = roster.find(project.school, project.code)
    if school is None:
        return Delivery(at, findings=(Finding("G416", "unlisted-school", Severity.WARNING, f"院校名单里没有“{project.school}”，没有汇入", Place(f"{folder.name}/project.yaml"),
                                              "确应汇入的，在院校名单里加一行；校名写法不同的，改成一样，或在名单和 project.yaml 都写上学校代码"),))
    return replace(_recorded(workspace, year, pack, school, at), at=at, school=school)


def _unusable(folder: Path, message: str, hint: str) -> Finding:
    return Finding("G401", "unusable-project", Severity.ERROR, message, Place(folder.name), hint)


def _recorded(workspace: Workspace, year: int, pack: Pack, school: Listed, at: Place) -> Delivery:
    if not path_of(workspace, year).is_file():
        return Delivery(at, findings=(missing(school, at),))
    try:
        known, wrong = read_published(workspace, year)
        stated = None if wrong else json.loads(read_text(workspace.root, path_of(workspace, year))).get("year")
    except ReportgenError as fault:
        return _broken(at, school, fault.message, year)
    if wrong:
        return _broken(at, school, wrong[0].message, year)
    if stated != year:
        found = Finding("G413", "other-year", Severity.ERROR, f"“{school.name}”交来的是{stated}年度的公布记录，不是{year}年度的", at, _AGAIN.format(year=year))
        return Delivery(at, state=OTHER_YEAR, findings=(found,))
    report = known.get(pack.report)
    if report is None:
        return Delivery(at, findings=(missing(school, at),))
    try:
        values, found = _wanted(report, pack, school, at)
    except (KeyError, TypeError, InvalidOperation, ValueError):
        return _broken(at, school, "公布记录里的指标值读不出来", year)
    return Delivery(at, None, PUBLISHED, report.edition, report.on, values, report.content, found)


def missing(school: Listed, at: Place) -> Finding:
    """A school of the list that has no public record."""
    return Finding("G411", "no-record", Severity.WARNING, f"“{school.name}”没有公布记录，没有汇入", at, "请学校出终稿并公布（reportgen build --final）后交来项目文件夹，再运行一次")


def _broken(at: Place, school: Listed, message: str, year: int) -> Delivery:
    found = Finding("G412", "broken-record", Severity.ERROR, f"“{school.name}”的{message.removeprefix('“')}", at, _AGAIN.format(year=year))
    return Delivery(at, state=BROKEN, findings=(found,))


def _wanted(report: Published, pack: Pack, school: Listed, at: Place) -> tuple[Mapping[str, Decimal | None], tuple[Finding, ...]]:
    """The school's own figures that are gathered and mean what they should."""
    own = {str(one["id"]): one for one in report.figures if one["scope"] == SCHOOL}
    told = {id: (wanted, own[id]) for id, wanted in pack.gathered.items() if id in own}
    apart = [wanted for wanted, one in told.values() if not _same(wanted, one)]
    values = {id: _value(one["value"]) for id, (wanted, one) in told.items() if wanted not in apart}
    return values, tuple(_apart(apart, school, at))


def _same(wanted: Gathered, one: Mapping[str, object]) -> bool:
    return one["definition"] == wanted.definition and unit(str(one["unit"])).name == unit(wanted.unit).name


def _value(told: object) -> Decimal | None:
    """Raises: ValueError for what is no number."""
    value = None if told is None else Decimal(str(told))
    if value is not None and not value.is_finite():
        raise ValueError(told)
    return value


def _apart(apart: list[Gathered], school: Listed, at: Place) -> Iterator[Finding]:
    if apart:
        names = "、".join(one.name for one in apart)
        yield Finding("G414", "other-definition", Severity.ERROR, f"“{school.name}”的{names}与汇总的口径不同，这{len(apart)}项没有汇入", at,
                      "请学校按统一的年度包重新计算；确应按它的口径的，由汇总单位改 gathered.yaml 的 definition", figures=tuple(one.id for one in apart))
