"""The same words with different figures in one document: what no snapshot knows must at least agree with itself."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.core.reading import JudgedPiece, ReadFigure, Restated
from reportgen.reading.judge import step, telling
from reportgen.reading.passage import EDGE
from reportgen.reading.wording import wording

_LONG = 6  # characters that say enough to mean the same thing elsewhere
Place = tuple[int, ReadFigure]


def restated(judged: Sequence[JudgedPiece]) -> tuple[Restated, ...]:
    """Unbound figures of several places with the same words before them, that differ by more than rounding; in order of first place."""
    groups: dict[tuple[str, str, tuple[str, ...]], list[Place]] = defaultdict(list)
    for number, one in enumerate(judged):
        if not one.piece.original:
            for subject, read in _unbound(one):
                groups[subject, read.unit or "", one.piece.context.scopes].append((number, read))
    return tuple(Restated(subject, tuple((number, read.start, read.end) for number, read in group), tuple(read.span for _, read in group))
                 for (subject, *_), group in groups.items() if _differs([read for _, read in group]))


def _unbound(one: JudgedPiece) -> Iterator[tuple[str, ReadFigure]]:
    unbound = {found.start for found in one.comparisons if found.verdict == "unbound"}
    for read in one.figures:
        exact = read.kind == "quantity" and read.approx == "none" and isinstance(read.value, Decimal)
        if read.start in unbound and exact and read.unit and telling(read) > 1 and (subject := _subject(one.piece.text, read)):
            yield subject, read


def _subject(text: str, read: ReadFigure) -> str:
    """The words right before a figure, if they say enough."""
    start = read.start
    while start and text[start - 1] not in EDGE and not text[start - 1].isdigit():
        start -= 1
    words = wording().idle.sub("", wording().normal(text[start:read.start]))
    return words if len(words) >= _LONG else ""


def _differs(reads: Sequence[ReadFigure]) -> bool:
    """Whether two of them differ by more than the rounder one's precision."""
    known = [(Decimal(one.value) * (100 if one.unit == "%" else 1), step(one, one.unit or "")) for one in reads]
    return any(abs(one - other) > max(here, there) / 2 for one, here in known for other, there in known)
