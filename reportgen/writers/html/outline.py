"""Where things stand on the page: anchors, heading levels, contents and lists of exhibits."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.core.document import Block, CaseBox, Chart, Document, Grid, Heading, Photo, plain

_DEEPEST = 6


def slug(name: str) -> str:
    """A name as an anchor: blanks and quotes replaced, Chinese kept.

    >>> slug("02-人才培养/就业 质量")
    '02-人才培养/就业-质量'
    """
    return re.sub(r"[^\w./-]+", "-", name)


def exhibit_key(block: CaseBox) -> str:
    """The key of a case box in `heading_levels`; headings are there by their id."""
    return f"case:{block.id}"


def heading_levels(document: Document) -> Mapping[str, int]:
    """HTML heading level of every heading and case box: its depth in the outline, so that no level is ever skipped.

    The title is level 1. A case box hangs below the heading before it, and has an outline of its own.
    """
    levels: dict[str, int] = {}
    for part in document.parts:
        blocks = tuple(part.blocks())
        levels.update(_levels(blocks, 1))
    return levels


def _levels(blocks: tuple[Block, ...], base: int) -> Iterator[tuple[str, int]]:
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            above = [level for level in above if level < block.level] + [block.level]
            yield block.id, min(base + len(above), _DEEPEST)
        elif isinstance(block, CaseBox):
            own = min(base + len(above) + 1, _DEEPEST)
            yield exhibit_key(block), own
            yield from _levels(block.blocks, own)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the contents or of a list of exhibits."""

    anchor: str
    label: str
    text: str
    below: tuple["Line", ...] = ()


def contents(document: Document) -> tuple[Line, ...]:
    """Parts and, below each, its sections."""
    def line(heading: Heading, below: tuple[Line, ...] = ()) -> Line:
        return Line(slug(heading.id), heading.label, plain(heading.children), below)
    return tuple(
        line(part.heading, tuple(line(block) for section in part.sections for block in section.blocks
                                 if isinstance(block, Heading) and block.level == 2))
        for part in document.parts)


def exhibits(document: Document) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """The lists of cases, figures and tables that have members, with their titles."""
    kinds = (("案例目录", (CaseBox,)), ("图目录", (Chart, Photo)), ("表目录", (Grid,)))
    lists = ((title, tuple(_numbered(document, types))) for title, types in kinds)
    return tuple((title, lines) for title, lines in lists if lines)


def _numbered(document: Document, types: tuple[type, ...]) -> Iterator[Line]:
    for block in document.blocks():
        if isinstance(block, types) and block.number:
            yield Line(slug(block.number), block.number, block.title if isinstance(block, CaseBox) else block.caption)


class Anchors:
    """Anchors handed out in reading order: the first bearer of a name gets it, a later one a numbered variant."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def given(self, name: str) -> int:
        """How many bear that name already."""
        return self._given.get(slug(name), 0)

    def __call__(self, name: str) -> str:
        anchor = slug(name)
        count = self._given[anchor] = self._given.get(anchor, 0) + 1
        return anchor if count == 1 else f"{anchor}~{count}"
