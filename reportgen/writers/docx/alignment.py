"""How far a number stands from a cell's right edge, so that the decimal points of a column meet without any tab."""

import re
from collections.abc import Iterable

_WIDTHS = {".": 0.25, ",": 0.25, "%": 0.83, "-": 0.33, "+": 0.56, "±": 0.55, " ": 0.25, "/": 0.28}
_SPARE = 1.15  # a substitute face may be wider, and a number must not wrap
_WHOLE = re.compile(r"\D*[\d,]+")


def width(text: str) -> float:
    """Width in em of a Times-like Latin face beside a Chinese one."""
    return sum(_WIDTHS.get(char, 0.5 if char < "\u2000" else 1) for char in text)


def right_indents(texts: Iterable[str], room: float) -> dict[str, float]:
    """Right indent in em by text: the column stands as one block in the middle of its room, points under points.

    A text without a digit (a dash) is centred by itself.

    >>> found = right_indents(("9.5", "10.25", "—"), 5)
    >>> found["9.5"] - found["10.25"], found["—"]
    (0.5, 2.0)
    """
    wanted = dict.fromkeys(texts)
    split = {text: (width(found.group()), width(text[found.end():])) for text in wanted if (found := _WHOLE.match(text))}
    before, after = (max((both[k] for both in split.values()), default=0.0) for k in (0, 1))
    margin = max(0.0, (room - _SPARE * (before + after)) / 2)
    return {text: margin + after - split[text][1] if text in split else max(0.0, (room - width(text)) / 2) for text in wanted}
