"""What a file holds beside its text: properties, marks, pictures, pages, structure. Readers state it; rules judge it."""

from dataclasses import dataclass

from reportgen.core.place import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Mark:
    """Something about a stretch of text. kind: comment · inserted · deleted · moved · hidden · red · white · tiny · highlighted · struck ·
    watermark · path · field. who: its author, if the file says so."""

    kind: str
    text: str
    at: Place = NOWHERE
    who: str = ""


@dataclass(frozen=True, slots=True)
class PictureFact:
    """A picture. width, height: pixels; shown: its width on the page in centimetres (0: unknown). tags: what its metadata would tell.

    alt: None if the file has no place for one that was left empty on purpose.
    """

    name: str
    kind: str
    width: int
    height: int
    bytes: int
    shown: float = 0.0
    tags: tuple[str, ...] = ()
    alt: str | None = ""
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class TableFact:
    """A table of a file. headed: its head is marked as one. whole_rows: no row is split between pages. blanks: the column head over each empty cell."""

    number: int
    rows: int
    headed: bool
    whole_rows: bool = True
    blanks: tuple[str, ...] = ()
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Sheet:
    """The pages of a section of a Word file, or a page of a PDF; in millimetres. margins: top, right, bottom, left (None: unknown)."""

    width: float
    height: float
    margins: tuple[float, float, float, float] | None = None
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class ParagraphFact:
    """How a paragraph of a Word file is set. font: of most of its Chinese characters; points: their size (0: unknown); fonts: all of them."""

    index: int
    text: str
    style: str = ""
    font: str = ""
    points: float = 0.0
    bold: bool = False
    centred: bool = False
    indented: bool = False
    typed_indent: str = ""
    level: int | None = None
    fonts: frozenset[str] = frozenset()
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class FileFacts:
    """format: docx · pdf · html · markdown · text. size: bytes. properties: (name as people call it, value).

    claims: standards that a PDF says it keeps, and what it has: lang · title · tagged · outline · encrypted · script · unembedded …
    contents: titles of the table of contents, or of the bookmarks. requests: addresses that opening the file would call.
    """

    format: str
    size: int
    properties: tuple[tuple[str, str], ...] = ()
    marks: tuple[Mark, ...] = ()
    pictures: tuple[PictureFact, ...] = ()
    tables: tuple[TableFact, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    paragraphs: tuple[ParagraphFact, ...] = ()
    claims: frozenset[str] = frozenset()
    contents: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    pages: int | None = None
    foreign: tuple[str, ...] = ()
