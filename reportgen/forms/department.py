"""What the forms of a department say: 数据提交审批表 and 数据真实性责任书."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from reportgen.core.errors import Unreadable
from reportgen.core.figure import Figures
from reportgen.core.finding import Finding, Severity
from reportgen.edition import open_project, snapshot_folder
from reportgen.ledger import Entry, manifest_tables, read_table
from reportgen.people import Level
from reportgen.signoff import RETURN, Data, Table, standing
from reportgen.workspace import Workspace

_NONE = "无"


def departments(state: Data) -> tuple[str, ...]:
    """The departments that have a table in the snapshot, in the order of the tables."""
    return tuple(dict.fromkeys(table.contract.department for table in state.tables.values() if table.rows is not None))


def department_words(workspace: Workspace, year: int, chosen: str | None, findings: Iterable[Finding] = ()) -> Iterator[dict[str, object]]:
    """The words of a department's forms, for each department (or the chosen one). findings: on the figures, to be explained.

    Raises: Unreadable if there is no such department.
    """
    project, state = open_project(workspace), standing(workspace, year)
    known = departments(state)
    if chosen is not None and chosen not in known:
        raise Unreadable(f"没有填报部门“{chosen}”", hint=f"可用的有：{'、'.join(known)}")
    last = snapshot_folder(workspace, year - 1)
    folder = snapshot_folder(workspace, year)
    told = tuple(findings)
    for department in known if chosen is None else (chosen,):
        tables = [one for one in state.tables.values() if one.contract.department == department and one.rows is not None]
        due = state.people.data.due.get(Level.FILL)
        yield {"学校": project.school, "年度": state.pack.edition.label, "部门": department, "快照": state.snapshot, "截止日期": _day(due) if due else "—",
               "张数": str(len(tables)), "表名": "、".join(f"《{one.contract.title}》" for one in tables),
               "数据表": [_table(n, one, folder, last) for n, one in enumerate(tables, 1)], "异常": _unusual(department, told),
               "采集人": "、".join(dict.fromkeys(str(one.signed[Level.FILL]["person"]) for one in tables if Level.FILL in one.signed)),
               "归口意见": _opinion(tables, Level.COLLATE), "校级意见": _opinion(tables, Level.SCHOOL),
               "归口部门": "、".join(dict.fromkeys(one.collator for one in tables if one.collator)) or "归口部门",
               "退回": [f"{_date(entry['on'])}　《{one.contract.title}》　{entry['person']}退回：{entry['reason']}" for one in tables
                       for entry in one.history if entry["kind"] == RETURN] or [_NONE]}


def _table(number: int, table: Table, folder: Path, last: Path | None) -> dict[str, str]:
    """One row of the approval sheet."""
    before = manifest_tables(last).get(table.contract.id) if last else None
    signed = table.signed.get(Level.FILL)
    return {"序号": str(number), "名称": table.contract.title, "时段": table.contract.period, "本年": str(table.rows),
            "上年": str(before["rows"]) if before else "—", "增减": _change(table.rows, before["rows"]) if before else "—",
            "说明": _remark(table, folder, last) if before else "上年没有这张表", "采集人": str(signed["person"]) if signed else "",
            "日期": str(signed["on"]) if signed else "", "结论": _verdict(signed) if signed else ""}


def _change(now: int, before: int) -> str:
    gap = now - before
    return f"{'+' if gap > 0 else '−' if gap < 0 else ''}{abs(gap)}"


def _remark(table: Table, folder: Path, last: Path) -> str:
    rows, before = read_table(folder, table.contract.id), read_table(last, table.contract.id)
    return "内容与上年完全相同" if rows and before and rows.content == before.content else ""


def _verdict(entry: Entry) -> str:
    """The five conclusions in as few words as they need."""
    verdicts: Mapping[str, str] = entry["conclusions"]
    other = [f"{name}{verdict}" for name, verdict in verdicts.items() if verdict != "符合"]
    return "、".join(other) + "，其余符合" if other else "五项均符合"


def _opinion(tables: list[Table], level: Level) -> list[str]:
    """What was signed at a level, one line a person and day."""
    lines: dict[tuple[str, str, str], list[str]] = {}
    for one in tables:
        if entry := one.signed.get(level):
            lines.setdefault((str(entry["person"]), str(entry["on"]), _verdict(entry)), []).append(one.contract.title)
    whole = len(tables)
    return [f"{f'全部{whole}张表' if len(titles) == whole else '、'.join(titles)}：{verdict}。{person}（{_date(on)}）"
            for (person, on, verdict), titles in lines.items()]


def _unusual(department: str, findings: Iterable[Finding]) -> list[str]:
    """What is unusual about the department's figures, each once."""
    own = (one.message for one in findings if one.department == department and one.code.startswith("D6") and one.severity is not Severity.NOTE)
    return list(dict.fromkeys(own)) or ["各项指标与上年相比无异常变动。"]


def _date(iso: object) -> str:
    return _day(date.fromisoformat(str(iso)))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
