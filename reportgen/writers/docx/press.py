"""What one writing has at hand: the opened base, the anchors, the footnotes, and the counters of ids."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from docx.parts.document import DocumentPart
from lxml.etree import _Element as Element

from reportgen.cache import Store
from reportgen.core.document import Inline
from reportgen.core.look import Drawing
from reportgen.core.place import Place
from reportgen.writers.docx.anchors import Anchor, Anchors
from reportgen.writers.docx.base import Base
from reportgen.writers.docx.bound import Bound
from reportgen.writers.docx.fields import bookmarked
from reportgen.writers.docx.footnotes import Footnotes


@dataclass(slots=True)
class Press:
    """Lives for one call of `write_docx`. bound: what a working copy remembers; None in a published one. store: charts as made before.
    tally: what was printed, by kind; also the source of every id, so ids follow the order.
    """

    base: Base
    design: Mapping[str, object]
    anchors: Anchors
    drawings: Mapping[str, Drawing]
    notes: Footnotes
    bound: Bound | None = None
    store: Store = field(default_factory=Store)
    tally: Counter[str] = field(default_factory=Counter)
    claimed: set[tuple[str, str]] = field(default_factory=set)

    def turned(self) -> "Press":
        """The same press, counters and all, on paper turned sideways."""
        return replace(self, base=self.base.turned())

    @property
    def part(self) -> DocumentPart:
        """The main document part, where relationships of the body belong."""
        return self.base.word.part

    def style(self, name: str) -> str:
        """A style's id by its name; the base was checked to have it."""
        return self.base.styles[name]

    def next(self, kind: str) -> int:
        """Count one more of a kind: 1, 2, 3 …"""
        self.tally[kind] += 1
        return self.tally[kind]

    def claimable(self, kind: str, id: str) -> Anchor | None:
        """The anchor of a block that nobody has claimed yet."""
        return None if (kind, id) in self.claimed else self.anchors.get(kind, id)

    def claim(self, kind: str, id: str) -> Anchor | None:
        """The anchor of a block, for the first block of that id; a bookmark's name may stand only once."""
        anchor = self.claimable(kind, id)
        self.claimed.add((kind, id))
        return anchor

    def marked(self, anchor: Anchor, content: list[Element]) -> list[Element]:
        """Content between the bookmark's marks of an anchor."""
        return bookmarked(self.next("bookmarks"), anchor.bookmark, content)

    def keep(self, element: Element, kind: str, at: Place, children: Iterable[Inline] = ()) -> None:
        """In a working copy, marks a paragraph so that it is found again."""
        if self.bound is not None:
            self.bound.paragraph(element, self.next("marks"), self.next("bookmarks"), kind, at, children)

    def colour(self, name: str) -> str:
        """A colour of styles.yaml as Word writes it."""
        return str(self.design["colours"][name]).lstrip("#").upper()

    def length(self, group: str, name: str) -> float:
        """A length of styles.yaml, in points."""
        return self.design[group][name]
