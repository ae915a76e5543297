"""Tables and charts of a breakdown: a column most of whose values are those of a series is that series; the others in it are wrong.

No total of the school is ever held against a department's number: what a column is, its own values tell. In prose a number beside the name of
a category is that of the series where it has just that value and the text names the series; nothing is ever called wrong there.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.core.figure import SCHOOL, Absent, Figures, Point, Series
from reportgen.core.reading import Comparison, JudgedPiece, ReadFigure
from reportgen.core.show import Rounding, rounded, with_unit
from reportgen.reading.judge import in_unit

_LINK = re.compile(r"(?:由[^，。；]{1,14}变为|[（(]|为|有|达|由|[:：])$")  # between a category and its number
_EARLIER, _NEAR = re.compile(r"上年|上届|上学年|去年|20\d\d"), 60  # what must stand before last year's number, and how near
_NAMED = 0.6  # of a series' name that the text must say
_LEAST, _SHARE = 3, Decimal("0.6")
_Cells = dict[int, tuple[str, ReadFigure]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A series of one report year; its values by label, as shown and exact."""

    series: Series
    year: int
    shown: Mapping[str, Decimal]

    exact: Mapping[str, Decimal]

    def says(self, label: str, read: ReadFigure) -> bool:
        """Whether the series has that value at that label, as shown or to more digits, as a chart keeps it."""
        if not isinstance(read.value, Decimal) or label not in self.shown:
            return False
        value = in_unit(read.value, read.unit, self.series.unit)
        if value is None or value == self.shown[label]:
            return value is not None
        places = -int(value.as_tuple().exponent)
        return places > self.series.decimals and value == round(self.exact[label], places)


class Breakdowns:
    """Every series of both years, by the labels that it has."""

    def __init__(self, figures: Figures, rounding: Rounding) -> None:
        years = (figures, *((figures.previous,) if figures.previous is not None else ()))
        known = [Candidate(one, year.year, _shown(one.points, one.decimals, rounding), _exact(one.points)) for year in years for one in year.all_series()]
        self._by_label: dict[str, list[Candidate]] = defaultdict(list)
        for one in known:
            for label in one.shown:
                self._by_label[label].append(one)
        self._year = figures.year
        self._longest = max(map(len, self._by_label), default=0)

    def settled(self, pieces: Sequence[JudgedPiece]) -> list[JudgedPiece]:
        """The pieces, with the cells of breakdowns judged by their series, and what prose says of their categories."""
        made = [self._told(one) for one in pieces]
        for column in _columns(pieces).values():
            best = self._best(column)
            if best is not None:
                for number, (label, read) in column.items():
                    made[number] = _settled(made[number], label, read, best)
        return made

    def _told(self, one: JudgedPiece) -> JudgedPiece:
        """The piece, with its numbers that are values of a named series."""
        if one.piece.spot.table is not None or all(found.verdict != "unbound" for found in one.comparisons):
            return one
        reads = {read.start: read for read in one.figures}
        around = frozenset(_pairs("".join((one.piece.text, *one.piece.context.headings[-1:], one.piece.context.title))))
        return replace(one, comparisons=tuple(self._named(found, reads.get(found.start), one.piece.text, around) for found in one.comparisons))

    def _named(self, found: Comparison, read: ReadFigure | None, text: str, around: frozenset[str]) -> Comparison:
        """The series that a number beside a category belongs to."""
        if found.verdict != "unbound" or read is None or read.kind != "quantity" or read.approx != "none" or not read.unit:
            return found
        before = _LINK.sub("", text[:found.start])
        for length in range(min(len(before), self._longest), 1, -1):
            for one in self._by_label.get(before[-length:], ()):
                dated = one.year == self._year or text.startswith("变为", found.end) or _EARLIER.search(text, max(0, found.start - _NEAR), found.start)
                if dated and one.series.scope == SCHOOL and one.says(before[-length:], read) and _covers(one.series.name, around):
                    expected = with_unit(format(one.shown[before[-length:]], "f"), one.series.unit)
                    return replace(found, indicator=one.series.id, verdict="match", expected=expected, message="", period=str(one.year))
        return found

    def _best(self, column: _Cells) -> Candidate | None:
        """The series that says most of the column; None if none says enough of it."""
        score: dict[tuple[str, str, int], list[Candidate]] = defaultdict(list)
        for label, read in column.values():
            for one in self._by_label.get(label, ()):
                if one.says(label, read):
                    score[one.series.id, one.series.scope, one.year].append(one)
        needed = max(_LEAST, _SHARE * sum(label in self._by_label for label, _ in column.values()))
        best = max(score.values(), key=len, default=[])
        return best[0] if len(best) >= min(needed, len(column)) and len(best) > 1 else None


def _pairs(text: str) -> list[str]:
    return [text[n:n + 2] for n in range(len(text) - 1)]


def _covers(name: str, around: frozenset[str]) -> bool:
    pairs = _pairs(name)
    return bool(pairs) and sum(pair in around for pair in pairs) >= _NAMED * len(pairs)


def _shown(points: Iterable[Point], decimals: int, rounding: Rounding) -> dict[str, Decimal]:
    return {point.label: rounded(point.value, decimals, rounding) for point in points if not isinstance(point.value, Absent)}


def _exact(points: Iterable[Point]) -> dict[str, Decimal]:
    return {point.label: point.value for point in points if not isinstance(point.value, Absent)}


def _columns(pieces: Sequence[JudgedPiece]) -> dict[tuple[object, ...], _Cells]:
    """The single figures of each column of each table and chart, with the names of their rows."""
    columns: dict[tuple[object, ...], _Cells] = defaultdict(dict)
    for number, one in enumerate(pieces):
        spot, context = one.piece.spot, one.piece.context
        if (spot.table is not None or spot.kind == "chart") and context.row and len(one.comparisons) == 1 and not one.piece.original:
            read = next(read for read in one.figures if read.start == one.comparisons[0].start)
            columns[spot.part, spot.table, spot.page, spot.column, context.column][number] = (context.row[-1], read)
    return columns


def _settled(one: JudgedPiece, label: str, read: ReadFigure, best: Candidate) -> JudgedPiece:
    known = one.comparisons[0]
    if label not in best.shown or known.verdict == "match":
        return one
    said = best.says(label, read)
    expected = with_unit(format(best.shown[label], "f"), best.series.unit)
    whose = "" if best.series.scope == SCHOOL else best.series.scope
    message = "" if said else f"{whose}{best.series.name}中“{label}”应为{expected}"
    edits = () if said else ((read.start, read.end, _like(read, best.shown[label], expected)),)
    judged = Comparison(known.start, known.end, known.span, best.series.id, "match" if said else "mismatch", expected, message, (), str(best.year), edits)
    return replace(one, comparisons=(judged,))


def _like(read: ReadFigure, value: Decimal, expected: str) -> str:
    """What to write in the cell: bare digits where it holds bare digits."""
    return format(value, "f") if not any(character.isalpha() or character in "%‰" for character in read.span) else expected
