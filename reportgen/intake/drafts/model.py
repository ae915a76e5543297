"""What a draft is made of: pieces of text, lines as they stand in Word, and the blocks they become."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from reportgen.core.place import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text of one look. note: it is a footnote with these pieces. source: it is our Markdown already (a binding, a reference)."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""
    note: tuple["Piece", ...] = ()
    source: bool = False


Pieces = tuple[Piece, ...]


def plain(pieces: Iterable[Piece]) -> str:
    """The text, footnotes left out; edits are counted in it."""
    return "".join(piece.text for piece in pieces)


def edited(pieces: Pieces, edits: Iterable[tuple[int, int, str]]) -> Pieces:
    """`pieces` with the characters start to end replaced by Markdown, in the look of the first of them. Edits do not overlap."""
    for start, end, source in sorted(edits, reverse=True):
        head, rest = parted(pieces, start)
        middle, tail = parted(rest, end - start)
        look = next((piece for piece in middle if piece.text), Piece(""))
        pieces = (*head, replace(look, text=source, source=True, note=()), *(piece for piece in middle if piece.note), *tail)
    return pieces


def parted(pieces: Pieces, offset: int) -> tuple[Pieces, Pieces]:
    """The pieces before and from an offset; a footnote that stands there goes with what is before it."""
    head: list[Piece] = []
    for number, piece in enumerate(pieces):
        if offset < len(piece.text):
            left = (replace(piece, text=piece.text[:offset]),) if offset else ()
            return (*head, *left), (replace(piece, text=piece.text[offset:]), *pieces[number + 1:])
        head.append(piece)
        offset -= len(piece.text)
        if not offset and not (number + 1 < len(pieces) and pieces[number + 1].note):
            return tuple(head), pieces[number + 1:]
    return tuple(head), ()


def trimmed(pieces: Pieces) -> Pieces:
    """Without blanks at either end: indents typed as spaces are no text."""
    text = plain(pieces)
    lead, tail = len(text) - len(text.lstrip()), len(text.rstrip())
    middle = parted(pieces, tail)[0] if tail < len(text) else pieces
    return parted(middle, lead)[1] if lead else middle


def even(pieces: Pieces) -> Pieces:
    """Without bold and italic: where the look decides, in headings, captions, cells."""
    return tuple(replace(piece, bold=False, italic=False) for piece in pieces)


@dataclass(frozen=True, slots=True)
class Mark:
    """An automatic list mark: its list, depth, whether it counts, and its pattern ("%1、")."""

    list: str
    depth: int
    ordered: bool
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How a line looks. level: 1 to 9 by a heading style or outline level, 0 for none. size: in half points, of most characters."""

    style: str = ""
    level: int = 0
    size: int = 0
    bold: bool = False
    align: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the Word file as it stands. boxed: it comes from a text box."""

    pieces: Pieces
    look: Look
    at: Place
    boxed: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return plain(self.pieces)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture as it stands in the file. crop: what is cut off left, top, right, bottom, in 1/1000 percent. alt: its description."""

    part: str
    data: bytes = field(repr=False)
    at: Place = NOWHERE
    crop: tuple[int, int, int, int] = (0, 0, 0, 0)
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a Word table at its upper left corner."""

    row: int
    column: int
    height: int
    width: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it stands: its cells, merged ones once. heads: rows marked as heading. drawn: it was a native chart."""

    slots: tuple[Slot, ...]
    rows: int
    columns: int
    heads: int
    at: Place
    number: int
    drawn: str = ""


Item = Line | Shot | Sheet

# ── what they become ───────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Heading:
    """level 1 is the highest in the text (## in a section)."""

    level: int
    pieces: Pieces
    at: Place


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    pieces: Pieces
    at: Place


@dataclass(frozen=True, slots=True)
class Points:
    """A list; each item with its place."""

    items: tuple[Prose, ...]
    ordered: bool
    at: Place


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be placed. file: its name beside the text."""

    file: str
    data: bytes = field(repr=False)
    caption: Pieces
    label: str
    alt: str
    at: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be placed: a free grid. label: its typed number ("2"), for references."""

    id: str
    title: Pieces
    unit: str
    columns: tuple[Pieces, ...]
    rows: tuple[tuple[Pieces, ...], ...]
    notes: tuple[Pieces, ...]
    label: str
    at: Place
    number: int = 0


Block = Heading | Prose | Points | Picture | Table


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted: in the file, or in what came of it. characters: without blanks."""

    paragraphs: int
    characters: int
    pictures: int
    tables: int
    notes: int

    def as_json(self) -> dict[str, int]:
        """The counts by name."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Draft:
    """A Word draft, read. title, front: the lines on top that are no text of it (title, subtitle, author).

    texts: every passage as it stood, for figures counted in and out. dropped: words left out on purpose, each told by a finding.
    before, after: what was counted in the file, and in what came of it.
    """

    name: str
    title: tuple[Line, ...]
    front: tuple[Line, ...]
    blocks: tuple[Block, ...]
    texts: tuple[str, ...]
    dropped: tuple[str, ...]
    before: Tally
    after: Tally
