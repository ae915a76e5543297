"""Blocks as they were drawn in an earlier turn of a resident process, with the counts of this one.

What a block looks like does not depend on where it stands; the ids in it do. So it is drawn once with marks in place of counts and kept as
text; that text with this turn's counts in it is read by the parser, in a tenth of the time that drawing takes.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields

from docx.oxml.parser import parse_xml
from lxml import etree
from lxml.etree import _Element as Element

from reportgen.core.document import Block, Cards, Footnote, Grid, Heading, Items, Link, Number, Paragraph, Quote, Reference, inlines
from reportgen.writers.docx.press import Press

Draw = Callable[[Press], Iterable[Element]]

_SLOT = re.compile("\ue000([a-z]+):(\\d+):(\\d+)\ue001")
_ALIKE = (Paragraph, Quote, Heading, Items, Grid, Cards)  # these leave nothing outside the text and what is remembered of it
_LONGEST_NAME = 50  # of a number's control; a longer one is cut as its count has more digits
_CLAIMED = {Heading: "heading", Grid: "tab"}


class _Slot(str):
    """The place of a count."""

    def __radd__(self, more: int) -> "_Slot":
        kind, count, known = _SLOT.fullmatch(self).groups()
        return _slot(kind, int(count), int(known) + more)


def _slot(kind: str, count: int, more: int = 0) -> _Slot:
    return _Slot(f"\ue000{kind}:{count}:{more}\ue001")


class _Aside(Press):
    """A press that prints the places of counts."""

    def next(self, kind: str) -> _Slot:
        """One more of a kind."""
        return _slot(kind, super().next(kind))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A block with places for counts. slots: their kinds, and what is added to the count. used, files: as `Bound` has them."""

    template: bytes
    slots: tuple[tuple[str, int], ...]
    tally: Mapping[str, int]
    used: tuple[tuple[str, int], ...]
    files: tuple[str, ...]

    def filled(self, counts: Mapping[str, int]) -> bytes:
        """The text with counts that go on from these."""
        return self.template % tuple(counts[kind] + more for kind, more in self.slots)


def kept(press: Press, block: Block, dress: object, draw: Draw) -> Iterable[Element]:
    """The block's elements as `draw` makes them on a press, in this dress."""
    turns = press.store.turns
    if not turns.begun or press.bound is None:
        return draw(press)
    figures = press.bound.report.figures
    references = turns.held("references", (block, figures), (), lambda: _references(block) if _alike(press, block) else None)
    if references is None:
        return draw(press)
    kind = _CLAIMED.get(type(block), "")
    anchor = press.claimable(kind, block.id) if kind else None
    meant = tuple(press.anchors.meant(one.target, one.text) for one in references)
    drawn = turns.held("docx", (block, press.design, figures), (dress, press.base.measure, press.base.height, press.bound.locked, anchor, meant),
                       lambda: _drawn(press, draw))
    if anchor is not None:
        press.claim(kind, block.id)
    body, told = parse_xml(drawn.filled(press.tally))
    press.tally.update(drawn.tally)
    press.bound.take(told, drawn.used, drawn.files)
    return [*body]


def _alike(press: Press, block: Block) -> bool:
    """Whether it may be kept: nothing in it makes a part of the file, a relationship or a list of its own."""
    if not isinstance(block, _ALIKE) or isinstance(block, Items) and block.ordered:
        return False
    words = (getattr(one, name, "") for one in (block, *inlines(block)) for name in ("text", "caption", "unit"))
    return not any("\ue000" in text for text in words) and not any(
        isinstance(one, Footnote | Link) or isinstance(one, Number) and len(press.bound.name(one)) > _LONGEST_NAME for one in inlines(block))


def _references(block: Block) -> tuple[Reference, ...]:
    return tuple(one for one in inlines(block) if isinstance(one, Reference))


def _drawn(press: Press, draw: Draw) -> _Drawn:
    own = {one.name: getattr(press, one.name) for one in fields(Press) if one.init}
    bound = press.bound.aside()
    aside = _Aside(**{**own, "tally": Counter(), "bound": bound})
    body = etree.Element("body")
    body.extend(draw(aside))
    text = "".join(etree.tostring(one, encoding="unicode") for one in (body, bound.root))
    template = _SLOT.sub("%d", f"<kept>{text}</kept>".replace("%", "%%")).encode()
    slots = tuple((kind, int(count) + int(more)) for kind, count, more in _SLOT.findall(text))
    return _Drawn(template, slots, dict(aside.tally), tuple(bound.used), tuple(bound.files))
