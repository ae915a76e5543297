"""How official papers write: dates without zeros, a title broken between words."""

import re
from datetime import date
from itertools import combinations

_ISO = re.compile(r"\d{4}-\d\d-\d\d$")
_AFTER, _BEFORE = "》、，：；”）", "《“（"
_HALF = 0.5


def day_words(text: str) -> str:
    """An ISO date as official papers write it; anything else as it is.

    >>> day_words("2025-12-05"), day_words("　年　月　日")
    ('2025年12月5日', '　年　月　日')
    """
    if not _ISO.match(text):
        return text
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.year}年{day.month}月{day.day}日"


def title_lines(title: str, most: int, *, keep: tuple[str, ...] = ()) -> list[str]:
    """A title in as few lines as it takes, of at most so many characters, broken between words and as even as may be.

    keep: words that are not broken. A line may end after a name that is kept, before 《 and after 》, or before one of a few common words.

    >>> title_lines("关于报送《岭海学院职业教育质量年度报告（2025年度）》的报告", 18, keep=("岭海学院",))
    ['关于报送《岭海学院', '职业教育质量年度报告（2025年度）》的报告']
    """
    places = sorted(_breaks(title, keep))
    for count in range(int(-(-_length(title) // most)) - 1, 4):
        tried = (_cut(title, places) for places in combinations(places, max(count, 0)))
        fitting = [lines for lines in tried if all(_length(line) <= most for line in lines)]
        if fitting:
            return min(fitting, key=lambda lines: max(map(_length, lines)) - min(map(_length, lines)))
    return [title]


def _length(text: str) -> float:
    """Width in characters; digits and Latin letters are half as wide."""
    return sum(_HALF if one.isascii() else 1 for one in text)


def _breaks(title: str, keep: tuple[str, ...]) -> set[int]:
    places = {found.end() for name in keep if name for found in re.finditer(re.escape(name), title)}
    places |= {n for n, one in enumerate(title) if one in _BEFORE} | {n + 1 for n, one in enumerate(title) if one in _AFTER}
    places |= {found.start() for found in re.finditer("职业教育|高等职业|质量年度|年度报告|参与高等", title)}
    inside = {n for name in keep if name for found in re.finditer(re.escape(name), title) for n in range(found.start() + 1, found.end())}
    return {n for n in places - inside if 0 < n < len(title) and title[n] not in _AFTER and title[n - 1] not in _BEFORE}


def _cut(title: str, places: tuple[int, ...]) -> list[str]:
    edges = (0, *places, len(title))
    return [title[a:b] for a, b in zip(edges, edges[1:], strict=False)]
