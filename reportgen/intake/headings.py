"""Headings as text: the forms in which they are compared, and the rows of a header joined into one heading a column.

Headings are compared without blanks, punctuation, units in brackets and 其中, so `设备值（万元）|设备总值` answers to 设备值设备总值.
"""

import re
import unicodedata
from functools import cache

from reportgen.core.unit import is_unit

BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_STATED = re.compile(r"单位[:：]([^:：]*)")
_NOISE = re.compile(r"其中|[\W_]+")


@cache
def plain(heading: str) -> str:
    """A heading without brackets, blanks, punctuation and 其中.

    >>> plain("日常教学经费（万元）|其中：实习责任保险")
    '日常教学经费实习责任保险'
    """
    return _NOISE.sub("", BRACKETS.sub("", unicodedata.normalize("NFKC", heading))).lower()


@cache
def full(heading: str) -> str:
    """As `plain`, with what stands in brackets kept."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", heading)).lower()


def units_in(words: str) -> list[str]:
    """The units that some words name.

    >>> units_in("万元，自然年")
    ['万元']
    """
    return [word for word in re.split(r"[,，、;；\s)）\]】]+", words) if is_unit(word)]


def units_above(rows: list[list[object]]) -> tuple[str, ...]:
    """The units that the rows above a header state for what has none of its own.

    >>> units_above([["", "（金额单位：元，面积单位：平方米）"]])
    ('元', '平方米')
    """
    words = (match for row in rows for cell in row if isinstance(cell, str) for match in _STATED.findall(cell))
    return tuple(dict.fromkeys(word for part in words for word in units_in(part)))


def joined(rows: list[list[object]]) -> tuple[str, ...]:
    """One heading a column: the groups above it and its own name, joined by |.

    >>> joined([["课时", "", "备注"], ["校内", "校外", ""]])
    ('课时|校内', '课时|校外', '备注')
    """
    grid = [[cell.strip() if isinstance(cell, str) else "" for cell in row] for row in rows]
    for upper, below in zip(grid, grid[1:], strict=False):
        for index in range(1, len(upper)):
            if not upper[index] and below[index]:
                upper[index] = upper[index - 1]
    return tuple("|".join(dict.fromkeys(filter(None, column))) for column in zip(*grid, strict=True))
