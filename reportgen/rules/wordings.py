"""Rules that are patterns: the terms of the pack that name a kind of check, and where a text meets them."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript, Passage
from reportgen.core.rulebook import Demand, Requirement, Term, Weight


def asked(manuscript: Manuscript, check: str) -> tuple[Requirement, ...]:
    """The rules of the year that ask for this check."""
    return tuple(one for one in manuscript.pack.requirements if one.check == check and one.level is not Weight.OFF)


def wordings(manuscript: Manuscript, check: str) -> Iterator[tuple[Term, Passage, re.Match[str]]]:
    """Where a person wrote what a term of this check warns of."""
    terms = tuple(one for one in manuscript.pack.terms if one.check == check and one.level is not Weight.OFF)
    patterns = tuple(one.pattern for one in terms)
    for passage in manuscript.seen():
        for term in (terms[number] for number in _met(patterns, passage.text)):
            if not term.where or passage.kind in term.where:
                yield from ((term, passage, match) for match in meetings(term, passage))


@lru_cache(maxsize=1 << 15)
def _met(patterns: tuple[str, ...], text: str) -> tuple[int, ...]:
    """Which of the patterns a text meets; remembered, because most texts of a report stay as they are, and many stand in it twice."""
    return tuple(number for number, pattern in enumerate(patterns) if compiled(pattern).search(text))


def meetings(term: Term, passage: Passage) -> Iterator[re.Match[str]]:
    """The matches that no allowed context overlaps, and that are not the engine's own words."""
    allowed: list[tuple[int, int]] | None = None
    for match in compiled(term.pattern).finditer(passage.text):
        start, end = match.span()
        if allowed is None:
            allowed = [one.span() for one in compiled(term.unless).finditer(passage.text)] if term.unless else []
        if passage.typed(start, end) and not any(left < max(end, start + 1) and start < right for left, right in allowed):
            yield match


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The expression; the pack has checked that it is one."""
    return re.compile(pattern, re.M)


def told(demand: Demand, code: str, name: str, message: str, **more: object) -> Finding:
    """A finding of a rule of the year, with its weight and what it rests on."""
    return Finding(code, name, demand.severity, message, rule=demand.code, basis=demand.source, link=demand.basis.link if demand.basis else "",
                   block=demand.level is Weight.BLOCK, **more)


def worded(term: Term, passage: Passage, match: re.Match[str], code: str, name: str) -> Finding:
    """The finding of a term at its match: the words, why not, and what instead."""
    start, end = match.span()
    hint = f"改为“{term.instead}”" if term.instead else "删去或改写"
    safe = term.fix is not None and passage.editable(start, end)
    return told(term, code, name, f"“{shown(match.group())}”：{term.reason}", hint=f"{hint}（{term.code}）", fix=term.fix if safe else None,
                **place(passage, start, end))


def place(passage: Passage, start: int, end: int) -> dict[str, object]:
    """Where text[start:end] of a passage stands, whose it is, and what it says there, as findings take it."""
    return {"at": passage.place(start, end), "department": passage.department, "excerpt": excerpt(passage), "found": passage.text[start:end]}


def shown(text: str) -> str:
    """A few characters as a message quotes them: line ends as ⏎, odd ones by number, long ones cut."""
    plain = "".join(character if character.isprintable() else "⏎" if character == "\n" else f"U+{ord(character):04X}" for character in text)
    return plain if len(plain) <= 30 else plain[:29] + "…"


def excerpt(passage: Passage) -> str:
    """The passage as its file has it: places in Word files are offsets in it."""
    gone = set(passage.unspoken)
    return "".join(character for offset, character in enumerate(passage.text) if offset not in gone) if gone else passage.text
