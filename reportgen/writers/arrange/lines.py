"""How many lines a paragraph takes: near enough to know on which page it ends."""

import re
from collections.abc import Iterator
from functools import lru_cache

from reportgen.writers.pdf.fonts import width

_CLOSING, _OPENING = "，。、；：？！）》」』】〕”’%％", "（《「『【〔“‘"
_UNIT = re.compile(rf"[{_OPENING}]*(?:[!-~\u00a0-\u02ff]+|[^{_OPENING}])[{_CLOSING}]*|.", re.DOTALL)
_SEAM = 0.25   # em between Chinese and Latin
_HUNG = 0.5    # em that a full-width mark gives up at the end of a line, or before another one


def lines(text: str, room: float, first: float = 0.0) -> int:
    """Lines of `text` in a measure of `room` em. first: indent of the first line, in em.

    >>> lines("学" * 10, 5), lines("学" * 10, 5, 2), lines("", 5)
    (2, 3, 1)
    """
    return sum(_wrapped(stretch, room, first) for stretch in text.split("\n"))


@lru_cache(maxsize=1 << 14)
def _wrapped(text: str, room: float, first: float) -> int:
    count, used, latin = 1, first, False
    for unit, wide, hung in _units(text):
        seam = _SEAM if used > first and (unit[0] < "\u0300") != latin and unit[0] not in _OPENING + _CLOSING else 0.0
        if used + seam + wide - hung > room + 0.01 and used:
            count, used, seam = count + 1, 0.0, 0.0
        used += seam + wide
        latin = unit[-1] < "\u0300"
        while used > room + 1:  # a word longer than a line is broken
            count, used = count + 1, used - room
    return count


def _units(text: str) -> Iterator[tuple[str, float, float]]:
    """What no line ends inside, how wide it is, and how much of that its last mark gives up at the end of a line."""
    for found in _UNIT.finditer(text):
        unit = found.group()
        marks = [char for char in unit if char in _OPENING + _CLOSING and ord(char) > 0x2000]
        squeezed = _HUNG * max(0, len(marks) - (2 if unit[0] in _OPENING and unit[-1] in _CLOSING else 1)) if len(marks) > 1 else 0.0
        yield unit, width(unit) - squeezed, _HUNG if unit[-1] in _CLOSING and ord(unit[-1]) > 0x2000 else 0.0
