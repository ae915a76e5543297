"""Signing and sending back. Decided and written while the log is held, so two commands at once cannot both be first."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.core.finding import Finding
from reportgen.core.pack import frozen
from reportgen.ledger import Entry, Log, signoff_log
from reportgen.signoff.checks import Act, chosen, fault, named, nothing, unknown, unreturnable, unsignable, who
from reportgen.signoff.items import RETURN, SIGN, Standing
from reportgen.signoff.state import BAD, CONCLUSIONS, CRITERIA, standing
from reportgen.workspace import Workspace

if TYPE_CHECKING:
    from reportgen.ledger.hand import Hand


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one kind of thing is signed: its log, how its standing is read from the log's lines, the marks of trusted hands."""

    log: Log
    read: Callable[[Iterable[Entry]], Standing]
    hand: "Hand"


def data_desk(workspace: Workspace, year: int) -> Desk:
    """The desk of the year's tables."""
    from reportgen.ledger.hand import Hand
    return Desk(signoff_log(workspace, year), lambda entries: standing(workspace, year, entries), Hand(workspace))


def sign(workspace: Workspace, year: int, act: Act) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Signs tables; the titles signed (none if anything is wrong), and all that is wrong."""
    return sign_at(data_desk(workspace, year), act, _conclusions(act), {"conclusions": dict(act.conclusions)})


def send_back(workspace: Workspace, year: int, act: Act) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Sends tables back to the department that fills them in, with the reason; the titles, and all that is wrong."""
    return send_back_at(data_desk(workspace, year), act)


def sign_at(desk: Desk, act: Act, wrong: Iterable[Finding] = (), more: Mapping[str, object] = frozen({})) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Signs items of one kind. wrong: what is amiss already. more: what the lines of the log say besides."""
    with desk.log.open() as pen:
        state = desk.read(pen.entries)
        person, level, found = who(state, act, state.trade.levels)
        found += wrong
        picked = chosen(state, act, person, level) if person and level else []
        if person and level:
            found += [one for item in picked for one in unsignable(state, item, act, person, level)]
            found += unknown(state, act) or ([] if picked else [nothing(state, level)])
        found += desk.hand.faults(act.person, act.key) if person else []
        if found:
            return (), tuple(found)
        common = {"kind": SIGN, "level": str(level), "person": person.name, "department": person.department, "on": act.on, "note": act.note,
                  **more, "snapshot": state.snapshot}
        pen.write(*desk.hand.marked(({**common, state.trade.key: item.id, **item.record} for item in picked), act.key, pen.entries))
    return tuple(item.title for item in picked), ()


def send_back_at(desk: Desk, act: Act) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Sends items of one kind back to whoever made them, with the reason."""
    with desk.log.open() as pen:
        state = desk.read(pen.entries)
        person, level, found = who(state, act, state.trade.levels[1:])
        found += unknown(state, act)
        picked = named(state, act)
        if person and level:
            found += [one for item in picked for one in unreturnable(state, item, act, person, level)]
        if not act.note.strip():
            found.append(fault("D717", "incomplete-conclusion", "退回要写明原因", "加上 --reason 原因"))
        found += desk.hand.faults(act.person, act.key) if person else []
        if found:
            return (), tuple(found)
        common = {"kind": RETURN, "level": str(level), "person": person.name, "department": person.department, "on": act.on, "reason": act.note,
                  "snapshot": state.snapshot}
        pen.write(*desk.hand.marked(({**common, state.trade.key: item.id, **item.record} for item in picked), act.key, pen.entries))
    return tuple(item.title for item in picked), ()


def _conclusions(act: Act) -> list[Finding]:
    missing = [one for one in CRITERIA if one not in act.conclusions]
    wrong = [f"{key}={value}" for key, value in act.conclusions.items() if key not in CRITERIA or value not in CONCLUSIONS]
    found = []
    if missing or wrong:
        what = f"缺 {'、'.join(missing)}" if missing else f"写法不对：{'、'.join(wrong)}"
        found.append(fault("D717", "incomplete-conclusion", f"审核结论不完整：{what}",
                            f"五项都写：--conclude 均符合，或逐项写 --conclude {CRITERIA[0]}={CONCLUSIONS[0]}（可用 {'、'.join(CONCLUSIONS)}）"))
    bad = [key for key, value in act.conclusions.items() if value == BAD and key != CRITERIA[-1]]
    if bad:
        found.append(fault("D717", "incomplete-conclusion", f"{'、'.join(bad)}{BAD}，不能签字", "用 reportgen data return 退回，写明原因"))
    return found
