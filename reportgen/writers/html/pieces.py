"""A page's pieces, kept from turn to turn: a block is drawn again only if it, or what the page gives to it, is another than before.

What a block is given follows from what stands before it: which of its numbers are the first of their figures, the numbers of its footnotes,
heading levels, anchors. That is read off each time; the drawing, which costs much more, is not done again.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from reportgen.core.document import Block, CaseBox, Chart, Grid, Heading, Number, Photo, Reference, inlines, nested
from reportgen.core.look import Drawing, Look
from reportgen.core.report import Report
from reportgen.turns import Turns
from reportgen.writers.html.inline import Inlines
from reportgen.writers.html.lineage import Entry, Register
from reportgen.writers.html.outline import Anchors, exhibit_key

_UNNUMBERED = {Grid: "表", Chart: "图", Photo: "图", CaseBox: "案例"}


@dataclass(frozen=True, slots=True)
class _Asks:
    """What a block wants of the page: traces of its numbers, levels of these keys, anchors of these names, whether these exhibits are there."""

    numbers: tuple[Number, ...]
    charts: tuple[Chart, ...]
    levels: tuple[str, ...]
    names: tuple[str, ...]
    references: tuple[str, ...]


class Pieces:
    """Draws the blocks of one page, or finds them drawn."""

    def __init__(self, turns: Turns, report: Report, look: Look, drawings: Mapping[str, Drawing], register: Register, inlines: Inlines,
                 levels: Mapping[str, int], anchors: Anchors) -> None:
        self._turns, self._drawings = turns, drawings
        whole = replace(report.document, parts=()), report.project, report.name  # of which a template may speak anywhere
        self._page = turns.held("page", (look, report.pack, report.figures), whole, object)
        self._register, self._inlines, self._levels, self._anchors = register, inlines, levels, anchors
        self._drawing = False

    def __call__(self, block: Block, draw: Callable[[Block], Markup]) -> Markup:
        """The block as `draw` draws it; one inside another belongs to that."""
        if self._drawing:
            return draw(block)
        asks = self._turns.held("html asks", (block,), (), lambda: _asks(block))
        known = self._register.known(block, asks.numbers)
        traces = self._register.traces(known)
        for chart in asks.charts:
            self._register.chart(chart)
        given = (_name(draw), tuple((one.use, one.anchors) for one in traces if one), len(self._inlines.notes), tuple(map(self._levels.get, asks.levels)),
                 tuple(map(self._anchors.given, asks.names)), tuple(map(self._inlines.numbered, asks.references)))
        fresh: list[Markup] = []

        def made() -> tuple[Markup, tuple[Markup, ...]]:
            start = len(self._inlines.notes)
            fresh.append(self._drawn(block, draw, asks, traces))
            return fresh[0], tuple(self._inlines.notes[start:])
        pictures = (self._drawings.get(chart.id) for chart in asks.charts)
        markup, notes = self._turns.held("html", (block, known, self._page, *pictures), given, made)
        if not fresh:
            self._inlines.notes.extend(notes)
            for name in asks.names:
                self._anchors(name)
        return markup

    def row(self, entry: Entry, draw: Callable[[Entry], Markup]) -> Markup:
        """The entry of a figure as `draw` draws it."""
        return self._turns.held("row", (entry, self._page), _name(draw), lambda: draw(entry))

    def _drawn(self, block: Block, draw: Callable[[Block], Markup], asks: _Asks, traces: tuple) -> Markup:
        self._drawing = True
        try:
            with self._inlines.told(zip(asks.numbers, traces)):
                return draw(block)
        finally:
            self._drawing = False


def _name(draw: Callable) -> str:
    """The macro's: a template may draw the same thing in two ways."""
    return str(getattr(draw, "name", ""))


def _asks(block: Block) -> _Asks:
    blocks = tuple(nested((block,)))
    inner = tuple(inline for one in blocks for inline in inlines(one))
    return _Asks(tuple(one for one in inner if isinstance(one, Number) and not one.literal), tuple(one for one in blocks if isinstance(one, Chart)),
                 tuple(_levelled(blocks)), tuple(one.number or _UNNUMBERED[type(one)] for one in blocks if type(one) in _UNNUMBERED),
                 tuple(one.text for one in inner if isinstance(one, Reference)))


def _levelled(blocks: tuple[Block, ...]) -> Iterator[str]:
    for one in blocks:
        if isinstance(one, Heading | CaseBox):
            yield exhibit_key(one) if isinstance(one, CaseBox) else one.id
