"""No half-empty pages: a chart, picture or table that the page has no room for lets the text after it go first.

As a typesetter does it, and once for all writers: they print the arranged document. Exhibits keep their order and never leave the
heading they stand under, so what is said of them stays near.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.core.document import Block, CaseBox, Chart, Document, Grid, Items, PageBreak, Paragraph, Part, Photo, Quote, Section
from reportgen.core.look import Drawing
from reportgen.writers.arrange.heights import Extent, Heights
from reportgen.writers.pdf.tables import FEWEST

_TEXT = (Paragraph, Items, Quote)
_EXHIBIT = (Chart, Photo, Grid)
_INSET = 2.0        # em that a case's box takes from each line
_GAP = 3            # lines of white at the foot of a page that nobody minds


def arranged(document: Document, styles: Mapping, drawings: Mapping[str, Drawing]) -> Document:
    """The document with text before exhibits that would otherwise leave a page half empty."""
    heights = Heights(styles, drawings, bound=document.draft)
    return replace(document, parts=tuple(part for stretch in document.stretches() for part in _stretch(stretch, heights)))


def _stretch(parts: Sequence[Part], heights: Heights) -> Iterator[Part]:
    """Parts that share their pages; one that runs on has a line of white above its heading.

    One that has no room for its heading, its cards and the beginning of its text begins a page by a break, for LibreOffice leaves cards at
    the foot of a page.
    """
    page = _Page(heights.area[1])
    above: Part | None = None
    for part in parts:
        if above is not None:
            yield _broken(above) if _turned(part, page, heights, heights.styles["body"]["line_pt"]) else above
        else:
            _turned(part, page, heights)
        above = replace(part, sections=tuple(_section(section, page, heights) for section in part.sections))
    if above is not None:
        yield above


def _turned(part: Part, page: "_Page", heights: Heights, white: float = 0.0) -> bool:
    """Set a part's heading and opening; whether its cards go to a new page with it. white: at least so much above its heading."""
    head, *opening = (heights.of(block) for block in (part.heading, *part.opening))
    begun = page.turns
    page.put(replace(head, before=max(head.before, white)), sum(one.before + one.whole + one.after for one in opening) + _beginning(part, heights))
    for one in opening:
        page.put(one)
    return bool(opening) and page.turns > begun


def _beginning(part: Part, heights: Heights) -> float:
    """What of a part's text must stand on the page of its heading: headings, and the beginning of what follows them."""
    high = 0.0
    for block in (block for section in part.sections for block in section.blocks):
        extent = heights.of(block)
        high += extent.before if high else 0.0
        if not extent.sticky:
            return high + extent.least
        high += extent.whole + extent.after
    return high


def _broken(part: Part) -> Part:
    """The part with a page break at its end."""
    last = part.sections[-1]
    return replace(part, sections=(*part.sections[:-1], replace(last, blocks=(*last.blocks, PageBreak()))))


def _section(section: Section, page: "_Page", heights: Heights) -> Section:
    return replace(section, blocks=tuple(_flow(section.blocks, page, heights)))


@dataclass(slots=True)
class _Page:
    """A page being filled. used: points from its top. white: what the block above asks for below itself. turns: pages begun so far."""

    high: float
    used: float = 0.0
    white: float = 0.0
    turns: int = 0

    def room(self, extent: Extent) -> float:
        """What is left for a block below the white before it."""
        return self.high - self.used - (max(self.white, extent.before) if self.used else 0.0)

    def turn(self) -> None:
        """A new page."""
        self.turns, self.used, self.white = self.turns + (self.used > 0), 0.0, 0.0

    def fits(self, extent: Extent) -> bool:
        """Whether it can begin here: all of it, or enough rows of a table."""
        return extent.head + sum(extent.rows[:FEWEST] if extent.head else extent.rows) <= self.room(extent)

    def put(self, extent: Extent, follows: float = 0.0) -> None:
        """Set a block. follows: height of what must stand on the same page below it, if it is not to be the last one there."""
        if self.room(extent) < min(extent.least + (extent.after + follows if extent.sticky else 0.0), self.high):
            self.turn()
        self.used = self.high - self.room(extent) + extent.head
        for n, row in enumerate(extent.rows):
            lonely = not extent.alone and n == len(extent.rows) - 2 and self.used + row + extent.rows[-1] > self.high
            if (self.used + row > self.high or lonely) and self.used > extent.head:
                self.turn()
                self.used = extent.head
            self.used += row
        self.white = extent.after


def _flow(blocks: Sequence[Block], page: _Page, heights: Heights) -> Iterator[Block]:
    """The blocks in the order in which they are best set."""
    waiting = list(blocks)
    while waiting:
        block = waiting.pop(0)
        if isinstance(block, CaseBox):
            yield _case(block, page, heights)
        elif isinstance(block, PageBreak) or heights.turned(block):
            page.turn()
            yield block
        else:
            extent = heights.of(block)
            if isinstance(block, _EXHIBIT) and not page.fits(extent):
                yield from _before(waiting, page, heights)
                if not page.fits(extent):
                    page.turn()
            page.put(extent, heights.of(waiting[0]).least if waiting else 0.0)
            yield block


def _before(waiting: list[Block], page: _Page, heights: Heights) -> Iterator[Block]:
    """The text that goes first, taken from what waits: until the page is full, or there is no more under this heading."""
    started, enough = page.turns, _GAP * heights.styles["body"]["line_pt"]
    while waiting and isinstance(waiting[0], _TEXT) and page.turns == started and page.high - page.used > enough:
        block = waiting.pop(0)
        page.put(heights.of(block))
        yield block


def _case(case: CaseBox, page: _Page, heights: Heights) -> CaseBox:
    inner = replace(heights, inset=_INSET)
    page.put(inner.opening(case), inner.of(case.blocks[0]).least if case.blocks else 0.0)
    made = tuple(_flow(case.blocks, page, inner))
    page.put(inner.closing())
    return replace(case, blocks=made)
