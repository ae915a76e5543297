"""Units that one figure shares with others: 572、590和612人, and a table row whose head gives the unit: | 就业率（%） | 96.2 |."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.core.reading import ReadFigure
from reportgen.reading.measures import scaled
from reportgen.reading.numerals import MULTIPLIERS

_SIZE = re.compile(r"\d[余多几]?[ \t]?([十百千]?[万亿]|千(?![米克瓦]))")
_SINGLE = ("quantity", "change")
_AND = re.compile(r"[ \t]?(?:[、，,/]|和|与|及|以及)[ \t]?")
_LISTED = re.compile(r"[ \t]?(?:[、/]|和|与|及|以及)[ \t]?")
_ROW = re.compile(r"(?<![^\n])\s*\|[^|\n]*[（(](?P<size>[十百千]?[万亿]|千)?(?P<unit>[%‰元人个项所家门种名位本册套台件篇部场期次亩]|人次|人日|平方米|学时|课时|学分|元/生|平方米/生)[）)]\s*\|[^\n]*")


def shared_units(figures: tuple[ReadFigure, ...], text: str) -> tuple[ReadFigure, ...]:
    """The figures of a folded text, bare numbers with the unit of the next in their list, or of their row's head; what is listed with a change is one."""
    found = list(figures)
    for place in range(len(found) - 2, -1, -1):
        one, other = found[place], found[place + 1]
        if _bare(one) and other.unit and other.kind in _SINGLE and isinstance(other.value, Decimal) and _AND.fullmatch(text, one.end, other.start):
            size = _SIZE.search(text, other.start, other.end)
            found[place] = _in(one, other.unit, size[1] if size else "")
    for place, (one, other) in enumerate(zip(found, found[1:])):
        if found[place].kind == "change" and other.kind in _SINGLE and not other.direction and isinstance(other.value, Decimal) and _LISTED.fullmatch(text, one.end, other.start):
            found[place + 1] = replace(other, kind="change", direction=found[place].direction)
    if "|" in text:
        _by_rows(found, text)
    return tuple(found)


def _by_rows(found: list[ReadFigure], text: str) -> None:
    rows = list(_ROW.finditer(text))
    place = 0
    for row in rows:
        while place < len(found) and found[place].start < row.start():
            place += 1
        while place < len(found) and found[place].end <= row.end():
            if _bare(found[place]):
                found[place] = _in(found[place], row["unit"], row["size"] or "")
            place += 1


def _bare(read: ReadFigure) -> bool:
    return read.unit is None and read.kind in ("quantity", "change", "range") and read.value is not None


def _in(read: ReadFigure, unit: str, size: str) -> ReadFigure:
    """The figure in that unit; %: as a fraction."""
    scale, name = scaled(unit)
    factor = scale * MULTIPLIERS.get(size, Decimal(1))
    value = tuple(one * factor for one in read.value) if isinstance(read.value, tuple) else read.value * factor
    return replace(read, value=value, unit=name)
