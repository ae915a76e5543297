"""Headings as text: the forms in which they are compared, and the rows of a header joined into one heading a column.

Headings are compared without blanks, punctuation, units in brackets and 其中, so `设备值（万元）|设备总值` answers to 设备值设备总值.
"""

import re
import unicodedata
from functools import cache

BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
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
