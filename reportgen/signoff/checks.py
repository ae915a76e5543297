"""Who may sign or send back what, and what speaks against it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reportgen.core.finding import Finding, Severity
from reportgen.core.pack import frozen
from reportgen.core.place import NOWHERE, Place
from reportgen.people import FILE, Level, Person
from reportgen.signoff.items import Item, Standing


@dataclass(frozen=True, slots=True)
class Act:
    """What a person does. level: None if it follows from the person's only role. items: none means all whose turn it is.

    conclusions: one for each criterion. on: ISO date. note: remark, or the reason of a return. key: the person's private key.
    seen: the beginning of the content's hash that the person looked at.
    """

    person: str
    on: str
    level: Level | None = None
    items: tuple[str, ...] = ()
    conclusions: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    note: str = ""
    key: Path | None = None
    seen: str = ""


def fault(code: str, name: str, message: str, hint: str, at: Place = NOWHERE, department: str = "") -> Finding:
    """An error."""
    return Finding(code, name, Severity.ERROR, message, at, hint, department=department)


def who(state: Standing, act: Act, among: tuple[Level, ...]) -> tuple[Person | None, Level | None, list[Finding]]:
    """The person, the level (one of `among`) at which they act, and what speaks against it."""
    person = state.people.people.get(act.person)
    if person is None:
        return None, None, [fault("D711", "unknown-person", f"{FILE} 中没有“{act.person}”", f"由质量管理部门把人和职责写进 {FILE}", Place(FILE))]
    levels = tuple(role for role in person.roles if role in among)
    if act.level is None and len(levels) == 1:
        return person, levels[0], []
    if act.level in levels:
        return person, act.level, []
    held = "、".join(levels) or "无"
    if act.level is None and levels:
        return person, None, [fault("D712", "not-entitled", f"“{act.person}”有几种职责（{held}），要写明这次是哪一级", f"加上 --level {levels[0]}（或{'、'.join(levels[1:])}）")]
    asked = act.level or "、".join(among)
    return person, None, [fault("D712", "not-entitled", f"“{act.person}”没有{asked}职责（现有：{held}）", f"请有{asked}职责的人办理，或修改 {FILE}", person.at)]


def named(state: Standing, act: Act) -> list[Item]:
    """The items that an act names: by id, or by the beginning of an id up to a slash."""
    return [item for id, item in state.items.items() if item.content and any(_meant(name, id) for name in act.items)]


def _meant(name: str, id: str) -> bool:
    return id == name or id.startswith(f"{name.rstrip('/')}/")


def unknown(state: Standing, act: Act) -> list[Finding]:
    """Names that mean nothing."""
    lost = [name for name in act.items if not any(_meant(name, id) and item.content for id, item in state.items.items())]
    return [fault("D716", "unknown-table", f"{'现行快照' if id in state.items else '数据契约' if state.trade.key == 'table' else '分工'}中没有{state.trade.what}“{id}”",
                   f"用 reportgen {state.trade.list} 看编号") for id in lost]


def nothing(state: Standing, level: Level) -> Finding:
    """Nobody waits for this person."""
    return fault("D715", "nothing-to-sign", f"没有轮到您签的{level}{state.trade.what}", f"用 reportgen {state.trade.list} 看进度")


def chosen(state: Standing, act: Act, person: Person, level: Level) -> list[Item]:
    """The items named by their whole ids; of those named by a beginning, and without names of all, those that wait for the person."""
    return [item for item in (named(state, act) if act.items else state.items.values()) if item.id in act.items or
            item.next is level and item.may(person, level) and not item.blank and not _own(item, person, level)]


def _own(item: Item, person: Person, level: Level) -> bool:
    """Whether the person has signed another level of it already, or would pass their own draft."""
    return any(entry["person"] == person.name for entry in item.signed.values()) or level is not item.levels[0] and person.name in item.authors


def unsignable(state: Standing, item: Item, act: Act, person: Person, level: Level) -> Iterator[Finding]:
    """Why the person cannot sign it at that level."""
    title, department, trade = item.title, item.department, state.trade
    if not item.may(person, level):
        yield _not_theirs(item, person, level, "签字")
    elif level in item.signed:
        yield fault("D715", "nothing-to-sign", f"“{title}”的{level}已由{item.signed[level]['person']}签字", "不用再签", department=department)
    elif item.blank:
        yield fault("D715", "nothing-to-sign", f"“{title}”还没有内容，不能签字", "写好以后再签", department=department)
    elif item.next is not level:
        yield fault("D713", "out-of-order", f"“{title}”还没有{item.next}签字，轮不到{level}", f"按{'、'.join(item.levels)}的次序签", department=department)
    elif _own(item, person, level):
        why = f"“{title}”的另一级已由{person.name}签字，同一{'张表' if trade.key == 'table' else '节'}一人只签一级"
        mine = f"“{title}”是{person.name}执笔的，不能审自己的稿"
        yield fault("D714", "two-levels", mine if person.name in item.authors else why, "请另一人签字", department=department)
    elif item.returned is not None and item.returned["content"] == item.content and not act.note.strip():
        yield fault("D718", "same-data", f"“{title}”被退回（{item.returned['reason']}），内容没有改动", f"{trade.mend}；确实无误的，用 --note 说明理由",
                     department=department)
    elif not item.content.startswith(act.seen):
        yield fault("H721", "seen-another", f"“{title}”现在的内容（{item.content[:8]}）不是您看过的（{act.seen}）", f"重新看过再签；用 reportgen {trade.list} 看现在的校验码",
                     department=department)
    yield from _dated(item, act)


def _not_theirs(item: Item, person: Person, level: Level, act: str) -> Finding:
    if name := item.persons.get(level):
        return fault("D712", "not-entitled", f"“{item.title}”的{level}是{name}，不是{person.name}", f"请{name}办理，或修改分工", department=item.department)
    office = item.offices.get(level) or "学校"
    return fault("D712", "not-entitled", f"“{item.title}”的{level}{act}归{office}，{person.name}是{person.department}的", f"请该部门的人{act}", department=item.department)


def unreturnable(state: Standing, item: Item, act: Act, person: Person, level: Level) -> Iterator[Finding]:
    """Why the person cannot send it back."""
    if not item.may(person, level):
        yield _not_theirs(item, person, level, "退回")
    elif not item.signed and not item.voided:
        yield fault("D715", "nothing-to-sign", f"“{item.title}”还没有报送，无可退回", f"用 reportgen {state.trade.list} 看进度", department=item.department)
    yield from _dated(item, act)


def _dated(item: Item, act: Act) -> Iterator[Finding]:
    """A date must be one, and not before the item's last line."""
    try:
        day = date.fromisoformat(act.on)
    except ValueError:
        yield fault("D719", "wrong-date", f"“{act.on}”不是日期", "写成 2025-10-12 的样子")
        return
    last = str(item.history[-1]["on"]) if item.history else ""
    if last and day < date.fromisoformat(last):
        yield fault("D719", "wrong-date", f"“{item.title}”上一步是{last}办的，这一步不能早于它", "改 --on")
