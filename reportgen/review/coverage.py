"""Which points of the year's notice a report speaks of, in which section, on which page: what reviewers look up one by one."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.core.report import Report
from reportgen.core.rulebook import Requirement, Weight
from reportgen.rules.passages import manuscript
from reportgen.rules.s310_missing_point import mentions

_MOST = 6  # places that are listed of one point
_CHECK = "missing-point"


@dataclass(frozen=True, slots=True)
class Coverage:
    """One point: where it is spoken of (section and page as printed, "" if no PDF tells), how often. missing: nowhere, though it is asked for."""

    point: str
    part: str
    words: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    count: int
    missing: bool
    basis: str


def coverage(report: Report, pages: Mapping[str, str]) -> tuple[Coverage, ...]:
    """Every point that the pack asks for. pages: title of a section → page as printed."""
    text = manuscript(report)
    rules = [one for one in report.pack.requirements if one.check == _CHECK and one.level is not Weight.OFF]
    made = []
    for rule in rules:
        found = list(mentions(rule, text))
        sections = tuple(dict.fromkeys(one.section or one.part for one in found if one.section or one.part))
        places = tuple((name, _page(name, pages)) for name in sections[:_MOST])
        made.append(Coverage(str(rule.get("point")), str(rule.get("part", "")), tuple(rule.get("any", ())), places, len(found),
                             len(found) < _least(rule), rule.source))
    return tuple(made)


def _least(rule: Requirement) -> int:
    return int(rule.get("least", 1))


def _page(name: str, pages: Mapping[str, str]) -> str:
    return next((page for title, page in pages.items() if title.endswith(name)), "")
