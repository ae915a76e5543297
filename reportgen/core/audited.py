"""What an audit says of a document: every figure in it with its verdict, and the finding that follows from it."""

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.core.figure import Figure
from reportgen.core.finding import Finding
from reportgen.core.place import Place
from reportgen.core.reading import RIGHT, WRONG, Comparison, Extract, Piece, ReadFigure

COVERAGE = ("bound", "checked", "derived", "wrong", "ambiguous", "unbound", "unread")


@dataclass(frozen=True, slots=True)
class Judged:
    """One figure of a document. piece: its number in the extract. read: as it stands there.

    comparison: None for what no snapshot measures (years, dates, ordinals …). figure: the known figure meant, of the year meant.
    binding: what to write in a section instead ("{{毕业去向落实率}}"; "" if there is nothing to propose). code: of its finding ("" if none).
    """

    piece: int
    read: ReadFigure
    at: Place
    comparison: Comparison | None = None
    figure: Figure | None = None
    binding: str = ""
    code: str = ""
    department: str = ""

    @property
    def verdict(self) -> str:
        return self.comparison.verdict if self.comparison else ""


@dataclass(frozen=True, slots=True)
class Unread:
    """Digits that the reader made nothing of."""

    piece: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Audited:
    """One document, judged. file: as the user named it. bound: figures that are bound already ({{…}} in a section)."""

    file: str
    extract: Extract
    judged: tuple[Judged, ...]
    findings: tuple[Finding, ...] = ()
    unread: tuple[Unread, ...] = ()
    bound: int = 0

    def piece(self, one: Judged | Unread) -> Piece:
        return self.extract.pieces[one.piece]

    def edits(self, one: Judged) -> tuple[tuple[int, int, str], ...]:
        """What would make it right: (start, end, text), in the file's own characters as `at` counts them."""
        gone = self.piece(one).unspoken
        return tuple((_spoken(gone, start), _spoken(gone, end), text) for start, end, text in one.comparison.edits) if one.comparison else ()

    def measures(self) -> tuple[Judged, ...]:
        """The figures that a snapshot could measure."""
        return tuple(one for one in self.judged if one.comparison is not None)


def spoken(piece: Piece, offset: int) -> int:
    """An offset of the piece as one of the file's own text: without what stands for tabs and breaks."""
    return _spoken(piece.unspoken, offset)


def _spoken(unspoken: tuple[int, ...], offset: int) -> int:
    return offset - sum(1 for one in unspoken if one < offset)


def coverage(documents: Iterable[Audited]) -> dict[str, int]:
    """How many figures are bound, checked by value, derived, wrong, ambiguous, unbound, not understood; all seven, in this order."""
    known = tuple(documents)
    count = dict.fromkeys(COVERAGE, 0)
    for document in known:
        count["bound"] += document.bound
        count["unread"] += len(document.unread)
        for one in document.measures():
            count[_class(one.verdict)] += 1
    return count


def _class(verdict: str) -> str:
    if verdict in WRONG:
        return "wrong"
    if verdict == "derived_ok":
        return "derived"
    return "checked" if verdict in RIGHT else verdict
