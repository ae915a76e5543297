"""Signing and sending back. Decided and written while the log is held, so two commands at once cannot both be first."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from reportgen.core.finding import Finding, Severity
from reportgen.core.pack import frozen
from reportgen.core.place import NOWHERE, Place
from reportgen.ledger import signoff_log
from reportgen.people import FILE, Level, Person
from reportgen.signoff.state import BAD, CONCLUSIONS, CRITERIA, RETURN, SIGN, Standing, Table, standing
from reportgen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Act:
    """What a person does. level: None if it follows from the person's only role. tables: none means all whose turn it is.

    conclusions: one for each criterion. on: ISO date. note: remark, or the reason of a return.
    """

    person: str
    on: str
    level: Level | None = None
    tables: tuple[str, ...] = ()
    conclusions: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    note: str = ""


def sign(workspace: Workspace, year: int, act: Act) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Signs tables; the titles signed (none if anything is wrong), and all that is wrong."""
    with signoff_log(workspace, year).open() as pen:
        state = standing(workspace, year, pen.entries)
        person, level, found = _who(state, act, _levels_to_sign)
        found += _conclusions(act)
        chosen = _chosen(state, act, person, level) if person and level else []
        if person and level:
            found += [one for table in chosen for one in _unsignable(state, table, act, person, level)]
            found += _unknown(state, act) or ([] if chosen else [_nothing(level)])
        if found:
            return (), tuple(found)
        common = {"kind": SIGN, "level": str(level), "person": person.name, "department": person.department, "on": act.on, "note": act.note,
                  "conclusions": dict(act.conclusions), "snapshot": state.snapshot}
        pen.write(*({**common, "table": table.contract.id, "sha256": table.sha256, "content": table.content} for table in chosen))
    return tuple(table.contract.title for table in chosen), ()


def send_back(workspace: Workspace, year: int, act: Act) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Sends tables back to the department that fills them in, with the reason; the titles, and all that is wrong."""
    with signoff_log(workspace, year).open() as pen:
        state = standing(workspace, year, pen.entries)
        person, level, found = _who(state, act, _levels_to_return)
        found += _unknown(state, act)
        chosen = [state.tables[id] for id in act.tables if id in state.tables]
        if person and level:
            found += [one for table in chosen for one in _unreturnable(state, table, act, person, level)]
        if not act.note.strip():
            found.append(_fault("D717", "incomplete-conclusion", "退回要写明原因", "加上 --reason 原因"))
        if found:
            return (), tuple(found)
        common = {"kind": RETURN, "level": str(level), "person": person.name, "department": person.department, "on": act.on, "reason": act.note,
                  "snapshot": state.snapshot}
        pen.write(*({**common, "table": table.contract.id, "sha256": table.sha256, "content": table.content} for table in chosen))
    return tuple(table.contract.title for table in chosen), ()


def _fault(code: str, name: str, message: str, hint: str, at: Place = NOWHERE, department: str = "") -> Finding:
    return Finding(code, name, Severity.ERROR, message, at, hint, department=department)


def _levels_to_sign(person: Person) -> tuple[Level, ...]:
    return person.roles


def _levels_to_return(person: Person) -> tuple[Level, ...]:
    return tuple(level for level in person.roles if level is not Level.FILL)


def _who(state: Standing, act: Act, may: Callable[[Person], tuple[Level, ...]]) -> tuple[Person | None, Level | None, list[Finding]]:
    """The person and the level at which they act."""
    person = state.people.people.get(act.person)
    if person is None:
        return None, None, [_fault("D711", "unknown-person", f"{FILE} 中没有“{act.person}”", f"由质量管理部门把人和职责写进 {FILE}", Place(FILE))]
    levels = may(person)
    if act.level is None and len(levels) == 1:
        return person, levels[0], []
    if act.level in levels:
        return person, act.level, []
    held = "、".join(levels) or "无"
    if act.level is None and levels:
        return person, None, [_fault("D712", "not-entitled", f"“{act.person}”有几种职责（{held}），要写明这次是哪一级", "加上 --level 填报、归口或校级")]
    asked = act.level or "归口、校级"
    return person, None, [_fault("D712", "not-entitled", f"“{act.person}”没有{asked}职责（现有：{held}）", f"请有{asked}职责的人办理，或修改 {FILE}", Place(FILE))]


def _conclusions(act: Act) -> list[Finding]:
    missing = [one for one in CRITERIA if one not in act.conclusions]
    wrong = [f"{key}={value}" for key, value in act.conclusions.items() if key not in CRITERIA or value not in CONCLUSIONS]
    found = []
    if missing or wrong:
        what = f"缺 {'、'.join(missing)}" if missing else f"写法不对：{'、'.join(wrong)}"
        found.append(_fault("D717", "incomplete-conclusion", f"审核结论不完整：{what}",
                            f"五项都写：--conclude 均符合，或逐项写 --conclude {CRITERIA[0]}={CONCLUSIONS[0]}（可用 {'、'.join(CONCLUSIONS)}）"))
    bad = [key for key, value in act.conclusions.items() if value == BAD and key != CRITERIA[-1]]
    if bad:
        found.append(_fault("D717", "incomplete-conclusion", f"{'、'.join(bad)}{BAD}，不能签字", "用 reportgen data return 退回，写明原因"))
    return found


def _unknown(state: Standing, act: Act) -> list[Finding]:
    lost = [id for id in act.tables if id not in state.tables or state.tables[id].rows is None]
    return [_fault("D716", "unknown-table", f"{'现行快照' if id in state.tables else '数据契约'}中没有数据表“{id}”", "用 reportgen data status 看表的编号")
            for id in lost]


def _nothing(level: Level) -> Finding:
    return _fault("D715", "nothing-to-sign", f"没有轮到您签的{level}表", "用 reportgen data status 看各表进度")


def _chosen(state: Standing, act: Act, person: Person, level: Level) -> list[Table]:
    """The named tables; without names, those whose turn it is and which the person may sign."""
    if act.tables:
        return [state.tables[id] for id in dict.fromkeys(act.tables) if id in state.tables and state.tables[id].rows is not None]
    return [table for table in state.tables.values() if table.next is level and state.people.may(person, table.contract, level)
            and not any(entry["person"] == person.name for entry in table.signed.values())]


def _unsignable(state: Standing, table: Table, act: Act, person: Person, level: Level) -> Iterator[Finding]:
    title, department = table.contract.title, table.contract.department
    if not state.people.may(person, table.contract, level):
        yield _fault("D712", "not-entitled", f"“{title}”的{level}签字归{state.people.office(table.contract, level) or '学校'}，{person.name}是{person.department}的",
                     "请该部门的人签字", department=department)
    elif level in table.signed:
        yield _fault("D715", "nothing-to-sign", f"“{title}”的{level}已由{table.signed[level]['person']}签字", "不用再签", department=department)
    elif table.next is not level:
        yield _fault("D713", "out-of-order", f"“{title}”还没有{table.next}签字，轮不到{level}", "按填报、归口、校级的次序签", department=department)
    elif any(entry["person"] == person.name for entry in table.signed.values()):
        yield _fault("D714", "two-levels", f"“{title}”的另一级已由{person.name}签字，同一张表一人只签一级", "请另一人签字", department=department)
    elif table.returned is not None and table.returned["content"] == table.content and not act.note.strip():
        yield _fault("D718", "same-data", f"“{title}”被退回（{table.returned['reason']}），数据没有改动", "改正数据后重新冻结；确实无误的，用 --note 说明理由",
                     department=department)
    yield from _dated(table, act)


def _unreturnable(state: Standing, table: Table, act: Act, person: Person, level: Level) -> Iterator[Finding]:
    title, department = table.contract.title, table.contract.department
    if not state.people.may(person, table.contract, level):
        yield _fault("D712", "not-entitled", f"“{title}”的{level}审核归{state.people.office(table.contract, level) or '学校'}，{person.name}是{person.department}的",
                     "请该部门的人退回", department=department)
    elif not table.signed and not table.voided:
        yield _fault("D715", "nothing-to-sign", f"“{title}”还没有报送，无可退回", "用 reportgen data status 看进度", department=department)
    yield from _dated(table, act)


def _dated(table: Table, act: Act) -> Iterator[Finding]:
    """A date must be one, and not before the table's last line."""
    try:
        day = date.fromisoformat(act.on)
    except ValueError:
        yield _fault("D719", "wrong-date", f"“{act.on}”不是日期", "写成 2025-10-12 的样子")
        return
    last = str(table.history[-1]["on"]) if table.history else ""
    if last and day < date.fromisoformat(last):
        yield _fault("D719", "wrong-date", f"“{table.contract.title}”上一步是{last}办的，这一步不能早于它", "改 --on")
