"""What one document states in several places must be the same everywhere: text, table, chart, case."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.core.reading import RIGHT, WRONG, Comparison, Contradiction, JudgedPiece, ReadFigure
from reportgen.reading.judge import printed_number, step, telling
from reportgen.reading.passage import EDGE
from reportgen.reading.wording import wording

_LONG = 6  # characters that say enough to mean the same thing elsewhere
Stated = tuple[int, ReadFigure, Comparison]


def contradictions(judged: Sequence[JudgedPiece]) -> tuple[Contradiction, ...]:
    """Figures that mean the same and differ by more than rounding, in order of their first place."""
    groups: dict[tuple[str, str, str], list[Stated]] = defaultdict(list)
    for number, one in enumerate(judged):
        if not one.piece.original:
            for key, stated in _stated(number, one):
                groups[key].append(stated)
    found = [_contradiction(key, group) for key, group in groups.items() if _differs(group)]
    return tuple(sorted(found, key=lambda one: one.places[0]))


def _stated(number: int, one: JudgedPiece) -> Iterator[tuple[tuple[str, str, str], Stated]]:
    reads = {read.start: read for read in one.figures}
    for comparison in one.comparisons:
        read = reads[comparison.start]
        if read.kind != "quantity" or read.approx != "none" or not isinstance(read.value, Decimal):
            continue
        if comparison.indicator and comparison.verdict in RIGHT | WRONG and comparison.verdict != "derived_ok":
            yield (comparison.indicator, comparison.period, ""), (number, read, comparison)
        elif comparison.verdict == "unbound" and telling(read) > 1 and read.unit and (subject := _subject(one.piece.text, read)):
            yield ("", read.unit, subject), (number, read, comparison)


def _subject(text: str, read: ReadFigure) -> str:
    """The words right before a figure, if they say enough."""
    start = read.start
    while start and text[start - 1] not in EDGE and not text[start - 1].isdigit():
        start -= 1
    words = wording().idle.sub("", wording().normal(text[start:read.start]))
    return words if len(words) >= _LONG else ""


def _differs(group: Sequence[Stated]) -> bool:
    """Whether two statements differ by more than the rounder one's precision."""
    if len({read.value for _, read, _ in group}) < 2:
        return False
    exact = [(read.value, step(read, read.unit or "") / (100 if read.unit == "%" else 1)) for _, read, _ in group]
    return any(abs(one - other) > max(here, there) / 2 for one, here in exact for other, there in exact)


def _contradiction(key: tuple[str, str, str], group: Sequence[Stated]) -> Contradiction:
    indicator, _, subject = key
    return Contradiction(tuple((number, read.start, read.end) for number, read, _ in group), tuple(read.span for _, read, _ in group),
                         indicator or None, subject)


__all__ = ["contradictions", "printed_number"]
