"""Waivers of the project: the findings they settle, and what is wrong with the waivers themselves."""

from collections.abc import Iterable, Iterator, Mapping

from reportgen.core.finding import Finding, Severity, Waiver
from reportgen.core.pack import Pack
from reportgen.core.waiving import meets, waived
from reportgen.people import FILE, People
from reportgen.rules import named

_ELSEWHERE = frozenset("BEKLN")  # families whose findings come of other commands than checking reports


def settled(findings: Iterable[Finding], waivers: Iterable[Waiver], texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings, those that a waiver lets stand marked as such."""
    return waived(findings, waivers, texts)


def doubts(waivers: Iterable[Waiver], findings: Iterable[Finding], texts: Mapping[str, str], pack: Pack, people: People,
           folders: Iterable[str]) -> Iterator[Finding]:
    """What is wrong with the waivers. folders: those whose findings are all among the given ones; elsewhere nothing can be called stale."""
    known, reached = tuple(findings), tuple(folders)
    codes = {one.code for one in (*pack.terms, *pack.requirements)}
    for one in waivers:
        if one.code not in codes and not named(one.code):
            yield _fault(one, "X102", "bad-waiver", f"没有规则“{one.code}”", "写问题里的规则号，如 W401，或年度包里规则的代号")
        elif people.exists and one.by not in people.people:
            yield _fault(one, "X102", "bad-waiver", f"豁免的人“{one.by}”不在 {FILE} 里", f"写 {FILE} 中的姓名，或把他加进去")
        elif any(found.block and meets(one, found, texts) for found in known):
            yield _fault(one, "X103", "not-waivable", f"{one.code} 的这一处不能豁免", "按提示改正，并删去这一条豁免")
        elif _within(one, reached, texts) and not any(meets(one, found, texts) for found in known):
            yield Finding("X101", "stale-waiver", Severity.WARNING, f"豁免 {one.code}（{one.target}）已经没有对应的问题", one.at, "问题已改正的，删去这一条；原文改了的，改 text")


def _within(waiver: Waiver, folders: Iterable[str], texts: Mapping[str, str]) -> bool:
    """Whether a check of these folders had to meet what it waives."""
    if waiver.code[0] in _ELSEWHERE and waiver.code[1:].isdecimal() or waiver.file and waiver.file not in texts:
        return False
    return any(not folder or waiver.folder == folder or waiver.folder.startswith(f"{folder}/") for folder in folders)


def _fault(waiver: Waiver, code: str, name: str, message: str, hint: str) -> Finding:
    return Finding(code, name, Severity.ERROR, message, waiver.at, hint)
