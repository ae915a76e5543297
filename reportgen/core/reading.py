"""What the figure reader says of a piece of text; rules and audits work on these."""

from dataclasses import dataclass
from decimal import Decimal

from reportgen.core.period import Period

MEASURES = frozenset({"quantity", "change", "range", "ratio"})
RIGHT = frozenset({"match", "rounded_ok", "approx_ok", "derived_ok"})
WRONG = frozenset({"mismatch", "period_error", "unit_error", "direction_error", "total_error"})


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """One figure as it stands in a text; text[start:end] == span.

    value: in base form (万/亿 folded, % as a fraction); a pair for ranges and ratios; text for dates; None if it has none.
    unit: after folding ("元", "%", "平方米"; None if bare). approx: none · about · over · nearly · at_least · at_most · range.
    kind: quantity · change · range · ratio (measures), or year · date · ordinal · section_number · law_ref ·
    doc_number · phone · name_part (recognised, but nothing that a snapshot measures).
    direction: for a change, "up" or "down" if the verb says so.
    """

    start: int
    end: int
    span: str
    value: Decimal | tuple[Decimal, Decimal] | str | None
    unit: str | None
    approx: str
    kind: str
    direction: str | None = None

    @property
    def measures(self) -> bool:
        return self.kind in MEASURES


@dataclass(frozen=True, slots=True)
class Known:
    """A figure that texts may speak of. value: exact, in `unit` as printed (97.07 with "%"). period: sorts by time ("2025", "2024").

    scope: the enterprise it is of; "" for the school. when: its statistical period, if known. words: its definition, in prose.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    value: Decimal
    unit: str
    period: str
    scope: str = ""
    when: Period | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands over and before a text, and helps to say what it is about.

    title: of the document. headings: from the outermost to the nearest. before: the paragraph before. row, column: the heads of a
    table cell, from the outermost to the nearest. unit: of the cell, if a head or the unit line gives it. scopes: enterprises that the
    document is about. loose: the heads are guessed, so nothing may be called wrong by them.
    """

    title: str = ""
    headings: tuple[str, ...] = ()
    before: str = ""
    row: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    unit: str = ""
    scopes: tuple[str, ...] = ()
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a text says of a known figure, judged; text[start:end] == span.

    indicator: the id of the known figure meant; None if none is. expected: what it would say ("" if nothing known).
    verdict: match · rounded_ok · approx_ok · derived_ok · mismatch · period_error · unit_error · direction_error · total_error ·
    unbound · ambiguous. candidates: ids of what could be meant, if ambiguous. period: of the known figure.
    edits: (start, end, what to write there): what would make it right; empty if there is nothing to propose.
    """

    start: int
    end: int
    span: str
    indicator: str | None
    verdict: str
    expected: str = ""
    message: str = ""
    candidates: tuple[str, ...] = ()
    period: str = ""
    edits: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a piece of text stands in its document. Fields that do not apply are None or empty.

    kind: body · heading · caption · cell · note (footnote, endnote) · box (text box) · comment · running (header, footer) · chart ·
    contents (an entry of a table of contents or a list of figures).
    part, index: of a Word file, the part's name and the how-manieth paragraph there (0-based, all nesting counted).
    paragraph: 0-based among the body's own paragraphs. table, row, column: 0-based. page: 1-based.
    lines: (offset in the text, line, column) wherever a new line of the source begins, 1-based.
    """

    kind: str
    part: str = ""
    index: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    page: int | None = None
    lines: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph or cell of a document, with what stands over it.

    unspoken: offsets of characters that stand for a tab or a line end, not for text of the file.
    original: the wording before tracked changes, where it differs.
    """

    text: str
    spot: Spot
    context: Context = Context()
    unspoken: tuple[int, ...] = ()
    original: bool = False


@dataclass(frozen=True, slots=True)
class Extract:
    """A document as text. format: docx, pdf, html, markdown, text. unread: what of it could not be read, in Chinese."""

    format: str
    title: str
    pieces: tuple[Piece, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedPiece:
    """A piece with its figures, and what they say of the known ones.

    unknown: (start, end) of digits that were not understood. claims: words without a figure that the data contradict (比上年有所提高).
    """

    piece: Piece
    figures: tuple[ReadFigure, ...]
    comparisons: tuple[Comparison, ...]
    unknown: tuple[tuple[int, int], ...] = ()
    claims: tuple[Comparison, ...] = ()


@dataclass(frozen=True, slots=True)
class Restated:
    """The same words with different figures in several places of a document: (piece number, start, end) of each, and its span."""

    subject: str
    places: tuple[tuple[int, int, int], ...]
    spans: tuple[str, ...]
