"""How high each block is when set, in points, after the same styles.yaml that the writers read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from reportgen.core.document import Block, Cards, CaseBox, Chart, Grid, Heading, Inline, Items, Paragraph, Photo, Quote, Text
from reportgen.core.look import Drawing
from reportgen.writers.lines import Words, lines, words
from reportgen.writers.pdf.layout import BULLET, measure
from reportgen.writers.pdf.tables import data_table, setting, turned

_NOTE_ABOVE, _BELOW = 3.0, 4.0      # points above the notes of an exhibit; below it, more than its caption's own
_RULE = 6.5                         # of a heading with a rule below it: the white above that, and the rule
_CASE = (4.0, 11.0, 20.0)           # a case's box: white above its title, outside, and its byline


@dataclass(frozen=True, slots=True)
class Extent:
    """What a block takes. before, after: white, which shares its place with the neighbour's. rows: heights of what it may be broken between.

    head: repeated on every page above its rows. sticky: not the last one on a page. alone: a single row may stand alone on a page, as no
    line of a paragraph does.
    """

    rows: tuple[float, ...]
    before: float = 0.0
    after: float = 0.0
    head: float = 0.0
    sticky: bool = False
    alone: bool = True

    @property
    def whole(self) -> float:
        """All of it in one piece."""
        return self.head + sum(self.rows)

    @property
    def least(self) -> float:
        """What of it must stand on one page at its beginning."""
        return self.head + sum(self.rows[:1] if self.alone else self.rows[:2] if len(self.rows) != 3 else self.rows)


@dataclass(frozen=True)
class Heights:
    """Of one look's blocks. drawings: by chart id; a chart without one stands as its table. inset: em that a box takes from each line.

    bound: as `words` has it.
    """

    styles: Mapping
    drawings: Mapping[str, Drawing]
    inset: float = 0.0
    bound: bool = False

    @cached_property
    def area(self) -> tuple[float, float]:
        """Width and height of the text on a page."""
        wide, high = measure(self.styles)
        return wide - self.inset * self.styles["body"]["size_pt"], high

    def of(self, block: Block) -> Extent:
        """What `block` takes, cases and page breaks excepted."""
        body = self.styles["body"]
        match block:
            case Heading():
                style = self.styles["headings"][min(block.level, 4)]
                count = lines(self._words((Text(block.label), *block.children)), self.area[0] / style["size_pt"])
                return Extent((count * style["line_pt"] + (_RULE if style.get("rule") else 0.0),), style["before_pt"], style["after_pt"], sticky=True)
            case Paragraph(children=children):
                return Extent(self._text(children, body["indent_chars"]), alone=False)
            case Quote(children=children):
                return Extent(self._text(children, body["indent_chars"], narrower=4), alone=False)
            case Items(items=items):
                return Extent(tuple(line for item in items for line in self._text(item, narrower=BULLET)))
            case Cards():
                cards = self.styles["cards"]
                return Extent((cards["height_pt"],), 0, cards["below_pt"], sticky=True)
            case Grid():
                return self._grid(block)
            case Chart() | Photo():
                return self._picture(block)
        return Extent(())

    def turned(self, block: Block) -> bool:
        """Whether it stands on a page of its own, turned sideways."""
        return isinstance(block, Grid) and not self.inset and turned(block, self.styles, *self.area)

    def opening(self, case: CaseBox) -> Extent:
        """A case's title and what stands below it; its first line follows on the same page."""
        style, (inside, outside, by) = self.styles["headings"][3], _CASE
        count = lines(f"{case.number}　{case.title}", self.area[0] / style["size_pt"])
        high = inside + count * style["line_pt"] + style["after_pt"] + (self.styles["body"]["line_pt"] if case.subtitle else 0)
        return Extent((high + (by if case.department or case.author else 0),), outside, sticky=True)

    @staticmethod
    def closing() -> Extent:
        """The end of a case's box."""
        return Extent((0.0,), 0, _CASE[1])

    def _words(self, children: tuple[Inline, ...]) -> Words:
        return words(children, bound=self.bound)

    def _text(self, children: tuple[Inline, ...], first: float = 0.0, *, narrower: float = 0.0) -> tuple[float, ...]:
        body = self.styles["body"]
        return (body["line_pt"],) * lines(self._words(children), self.area[0] / body["size_pt"] - narrower, first)

    def _notes(self, notes: Iterable[tuple[Inline, ...]]) -> float:
        note, wide = self.styles["note"], self.area[0]
        counted = sum(lines(self._words(one), wide / note["size_pt"]) for one in notes)
        return _NOTE_ABOVE + counted * note["line_pt"] if counted else 0.0

    def _grid(self, grid: Grid) -> Extent:
        caption, made = self.styles["caption"], setting(grid, self.styles, *self.area)
        title = (caption["line_pt"] + caption["after_pt"] if grid.number or grid.caption else 0) + (self.styles["note"]["line_pt"] if grid.unit else 0)
        head, notes = title + sum(made.head), self._notes(grid.notes)
        rows = (*made.rows[:-1], made.rows[-1] + notes) if made.rows else (notes,)
        around = {"before": caption["before_pt"], "after": caption["before_pt"] + _BELOW}
        return Extent((head + sum(rows),), **around) if made.whole else Extent(rows, **around, head=head)

    def _picture(self, block: Chart | Photo) -> Extent:
        caption = self.styles["caption"]
        if isinstance(block, Chart) and block.id not in self.drawings:
            made = setting(data_table(block), self.styles, *self.area)
            high = sum(made.head) + sum(made.rows)
        elif isinstance(block, Chart):
            drawn, most = self.drawings[block.id], self.styles["chart"]
            high = drawn.height * min(most["width_pt"] / drawn.width, self.area[0] / drawn.width, most["most_pt"] / drawn.height)
        else:
            most = self.styles["photo"]
            high = block.height * min(most["width_pt"] / block.width, self.area[0] / block.width, most["height_pt"] / block.height)
        notes = block.notes if isinstance(block, Chart) else ()
        return Extent((high + caption["after_pt"] + caption["line_pt"] + self._notes(notes),), caption["before_pt"], caption["before_pt"] + _BELOW)
