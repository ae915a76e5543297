"""The steps of the year's work and their days, counted from the days on which drafts are due, or fixed by people."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reportgen.core.errors import Unreadable
from reportgen.core.place import Place
from reportgen.forms.wording import day_words

UNKNOWN = "另行通知"
_FIRST, _LAST = "首次交稿", "末次交稿"
_DAY = re.compile(rf"({_FIRST}|{_LAST})(?:([前后])(\d{{1,3}})天)?$")


@dataclass(frozen=True, slots=True)
class Step:
    """One step. days: its first and last day as printed; one day if they are the same; `UNKNOWN` if no draft has a day."""

    name: str
    task: str
    who: str
    days: str


def steps(told: object, due: Sequence[date], fixed: Mapping[str, str], at: Place) -> tuple[Step, ...]:
    """The steps as a form's YAML lists them: 名称, 工作, 责任, 自 (may be left out), 至.

    due: the days on which drafts are due. fixed: step → the day by which it is done, instead of the counted one.
    Raises: Unreadable if one is not complete, a day cannot be understood, or a step would end before the one ahead of it.
    """
    if not isinstance(told, list) or not told:
        raise Unreadable("工作方案没有写步骤", at=at, hint="在 texts 下写 步骤: 每步的 名称、工作、责任、自、至")
    unknown = set(fixed) - {str(one.get("名称")) for one in told if isinstance(one, Mapping)}
    if unknown:
        raise Unreadable(f"工作方案没有“{sorted(unknown)[0]}”这一步", at=Place("forms.yaml"), hint=f"时间 下可写：{'、'.join(str(one['名称']) for one in told)}")
    return tuple(_dated(told, due, fixed, at))


def _dated(told: Sequence[object], due: Sequence[date], fixed: Mapping[str, str], at: Place) -> Iterator[Step]:
    before: date | None = None
    for one in told:
        if not isinstance(one, Mapping) or not {"名称", "工作", "责任", "至"} <= set(one):
            raise Unreadable("工作方案的步骤没有写全", at=at, hint="每步写 名称、工作、责任、至，可加 自")
        name = str(one["名称"])
        last = _fixed(name, fixed[name]) if name in fixed else _counted(str(one["至"]), due, at)
        first = _counted(str(one["自"]), due, at) if "自" in one else None
        if last and before and last < before:
            raise Unreadable(f"工作方案的“{name}”（{last}）早于它前面的一步（{before}）", at=at, hint="改 步骤 的天数，或 forms.yaml 中 时间 下的日期")
        before = last or before
        yield Step(name, str(one["工作"]), str(one["责任"]), _shown(first if first and last and first < last else None, last))


def _counted(said: str, due: Sequence[date], at: Place) -> date | None:
    """A day such as 末次交稿后7天; None if no draft is due on any day."""
    found = _DAY.match(said.replace(" ", ""))
    if found is None:
        raise Unreadable(f"工作方案的时间“{said}”看不懂", at=at, hint=f"写成 {_FIRST}前14天、{_LAST}、{_LAST}后7天 的样子")
    if not due:
        return None
    days = timedelta(int(found[3] or 0))
    start = min(due) if found[1] == _FIRST else max(due)
    return start - days if found[2] == "前" else start + days


def _fixed(name: str, said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Unreadable(f"“{name}”的时间“{said}”不是日期", at=Place("forms.yaml"), hint="写成 2025-12-31 的样子") from None


def _shown(first: date | None, last: date | None) -> str:
    if last is None:
        return UNKNOWN
    return f"{day_words(first.isoformat())}—{_short(first, last)}" if first else day_words(last.isoformat())


def _short(first: date, last: date) -> str:
    """The last day of a stretch; its year only if it is another."""
    return f"{last.month}月{last.day}日" if first.year == last.year else day_words(last.isoformat())
