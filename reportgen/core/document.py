"""The document tree: what composition makes and writers print.

Frozen all the way down. Every block has its place. Numbers, references and cases are types, because the checks are about them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from reportgen.core.figure import Value
from reportgen.core.place import NOWHERE, Place

# ── inlines ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Number:
    """Text that came from a figure. `figure` is its id; `form` the word after the bar ("较上年"), "" for the plain value.

    basis: ids and years the text was computed from, for lineage: (("placement_rate", 2025), ("placement_rate", 2024)).
    literal: True for {{literal:…}}; then figure is "".
    """

    text: str
    figure: str
    scope: str = ""
    form: str = ""
    basis: tuple[tuple[str, int], ...] = ()
    literal: bool = False
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Strong:
    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross reference to a numbered block: target id, text as printed ("表1-1"; "" while unresolved)."""

    target: str
    text: str
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Break:
    """A forced line break."""


Inline = Text | Number | Strong | Emphasis | Link | Footnote | Reference | Break

# ── blocks ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Heading:
    """level 1 (part) to 4. label: its number as printed ("一、", "（一）", "1."; "" if unnumbered). id: anchor, unique."""

    level: int
    label: str
    children: tuple[Inline, ...]
    id: str
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Paragraph:
    children: tuple[Inline, ...]
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item is a run of inlines (no nesting)."""

    items: tuple[tuple[Inline, ...], ...]
    ordered: bool = False
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Quote:
    children: tuple[Inline, ...]
    at: Place = NOWHERE


class Role(StrEnum):
    """What a cell means; writers decide how that looks."""

    HEAD = "head"        # a column or spanner heading
    ITEM = "item"        # a row's name (left)
    TEXT = "text"        # words (left)
    CENTRE = "centre"    # short words, ordinals, units (centred)
    NUMBER = "number"    # a number (right, decimals aligned)
    TOTAL = "total"      # a number of a total row


@dataclass(frozen=True, slots=True)
class Cell:
    """indent: depth of a sub-item (0–3)."""

    children: tuple[Inline, ...]
    role: Role = Role.TEXT
    colspan: int = 1
    rowspan: int = 1
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. number: "表1-1" ("" if unnumbered). unit: printed at the right above ("单位：人"; "" if per column).

    head, body: rows of cells; spans are honest (covered cells are left out). widths: relative column widths.
    """

    id: str
    number: str
    caption: str
    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    unit: str = ""
    notes: tuple[tuple[Inline, ...], ...] = ()
    official: bool = False  # an annex table: full grid, wording and order from the pack
    at: Place = NOWHERE


class Mark(StrEnum):
    COLUMN = "column"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """values: exact. texts: the same as printed in labels and the data table. axis: "left" or "right".

    reference: one value over all categories (a standard), which its name tells; points of its line need no labels.
    """

    name: str
    values: tuple[Value, ...]
    texts: tuple[str, ...]
    unit: str
    mark: Mark = Mark.COLUMN
    axis: str = "left"
    reference: bool = False


class ChartKind(StrEnum):
    COLUMN = "column"      # grouped columns
    BAR = "bar"            # horizontal
    STACKED = "stacked"
    LINE = "line"
    PIE = "pie"
    RING = "ring"
    RADAR = "radar"
    COMBO = "combo"        # columns and lines, second axis allowed
    MULTIPLES = "multiples"  # one small panel a series


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its resolved data; `alt` and the data table are written by the engine.

    figures: ids drawn. dimension: heading of the category column in the data table.
    """

    id: str
    number: str
    caption: str
    kind: ChartKind
    dimension: str
    categories: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    alt: str
    notes: tuple[tuple[Inline, ...], ...] = ()
    figures: tuple[str, ...] = ()
    scope: str = ""
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture: PNG or JPEG bytes, checked and stripped of metadata when loaded. width, height in pixels."""

    id: str
    number: str
    caption: str
    alt: str
    data: bytes = field(repr=False)
    media_type: str
    width: int
    height: int
    credit: str = ""
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class CaseBox:
    """A typical case. number: "案例1-1". blocks: Paragraph, Heading (level 4, unnumbered in contents), Photo, Items."""

    id: str
    number: str
    title: str
    subtitle: str
    department: str
    author: str
    blocks: tuple["Block", ...]
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Card:
    """A figure set large: what it is, its value, and how it moved ("" if that cannot be said)."""

    label: str
    value: tuple[Inline, ...]
    change: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Cards:
    """Up to four figures side by side at the head of a part."""

    cards: tuple[Card, ...]
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class PageBreak:
    at: Place = NOWHERE


Block = Heading | Paragraph | Items | Quote | Grid | Chart | Photo | CaseBox | Cards | PageBreak

# ── the whole ──────────────────────────────────────────────────────────────


class PartRole(StrEnum):
    PREFACE = "preface"    # unnumbered, before the contents or first
    OVERVIEW = "overview"  # unnumbered (学校概况)
    PART = "part"          # numbered
    ANNEX = "annex"        # 附件
    REMARKS = "remarks"    # engine-written: 口径说明, open findings of a draft


@dataclass(frozen=True, slots=True)
class Section:
    """What one department wrote. id: "part/section". blocks include its own heading (level 2) if it has one."""

    id: str
    title: str
    department: str
    blocks: tuple[Block, ...]
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Part:
    """opening: what stands between its heading and its first section (the cards of a look that has them)."""

    id: str
    role: PartRole
    heading: Heading
    sections: tuple[Section, ...]
    at: Place = NOWHERE
    opening: tuple[Block, ...] = ()

    def blocks(self) -> Iterator[Block]:
        """Heading, opening and sections, in reading order; case boxes whole."""
        yield from (self.heading, *self.opening)
        for section in self.sections:
            yield from section.blocks


@dataclass(frozen=True, slots=True)
class Statement:
    """内容真实性责任声明: a page of its own after the cover. scan: the signed and sealed page, printed in place of its words."""

    title: str
    paragraphs: tuple[str, ...]
    signatures: tuple[str, ...]  # lines to sign: "单位名称（盖章）："
    scan: Photo | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report, resolved and numbered; equal input gives an equal document.

    title: on cover and in metadata. subtitle: "（2025年度）". organisation: who publishes. date: as printed ("2025年12月").
    facts: small lines for cover or imprint, e.g. ("数据快照", "…"). draft: writers print a 草稿 watermark.
    run_on: a part begins where the one before it ends, the annex excepted; without it each begins a page.
    """

    id: str
    title: str
    subtitle: str
    organisation: str
    date: str
    statement: Statement | None
    parts: tuple[Part, ...]
    facts: tuple[tuple[str, str], ...] = ()
    scope: str = ""
    draft: bool = False
    run_on: bool = False

    def stretches(self) -> tuple[tuple[Part, ...], ...]:
        """The parts, those together that share their pages."""
        made: list[tuple[Part, ...]] = []
        for part in self.parts:
            joined = self.run_on and made and PartRole.ANNEX not in (part.role, made[-1][-1].role)
            made = [*made[:-1], (*made[-1], part)] if joined else [*made, (part,)]
        return tuple(made)

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order: part headings, sections' blocks, and those inside case boxes."""
        for part in self.parts:
            yield from (part.heading, *part.opening)
            for section in part.sections:
                yield from nested(section.blocks)


def nested(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks and, after each case box, its own."""
    for block in blocks:
        yield block
        if isinstance(block, CaseBox):
            yield from nested(block.blocks)


def inlines(block: Block) -> Iterator[Inline]:
    """Every inline of one block in reading order, not descending into a case box's blocks."""
    match block:
        case Heading(children=c) | Paragraph(children=c) | Quote(children=c):
            yield from _deep(c)
        case Items(items=items):
            for item in items:
                yield from _deep(item)
        case Grid():
            for row in (*block.head, *block.body):
                for cell in row:
                    yield from _deep(cell.children)
            for note in block.notes:
                yield from _deep(note)
        case Chart(notes=notes):
            for note in notes:
                yield from _deep(note)
        case Cards(cards=cards):
            for card in cards:
                yield from _deep((Text(card.label), *card.value, *card.change))


def _deep(children: tuple[Inline, ...]) -> Iterator[Inline]:
    for child in children:
        yield child
        if isinstance(child, Strong | Emphasis | Link | Footnote):
            yield from _deep(child.children)


def plain(children: tuple[Inline, ...]) -> str:
    """The printed text of inlines, footnotes left out."""
    out = []
    for child in children:
        match child:
            case Text(text=t) | Number(text=t) | Reference(text=t):
                out.append(t)
            case Strong(children=c) | Emphasis(children=c) | Link(children=c):
                out.append(plain(c))
            case Break():
                out.append("\n")
    return "".join(out)


def length(text: str) -> int:
    """How many characters a text has, blanks left out: what is called 字数."""
    return sum(map(len, text.split()))


def numbers(document: Document) -> Iterator[Number]:
    """Every bound or literal number of the document."""
    for block in document.blocks():
        for inline in inlines(block):
            if isinstance(inline, Number):
                yield inline
