"""A whole document judged: every piece with its context, whom its sections are about, and what it states twice."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.core.reading import Extract, JudgedPiece, Piece, ReadFigure
from reportgen.reading.compare import judged
from reportgen.reading.extract.outline import CASE
from reportgen.reading.figures import read_figures
from reportgen.reading.folding import fold
from reportgen.reading.lexicon import Lexicon
from reportgen.reading.scopes import namings
from reportgen.reading.topics import Topics

_DIGITS = re.compile(r"\d[\d.,]*")
_IDENTIFIER = re.compile(r"(?<![0-9A-Za-z])(?=[0-9A-Za-z]{8,})(?=[0-9]*[A-Za-z]+[0-9])[0-9A-Za-z]+")
_RATIO_UNIT = re.compile(r"\s*[:∶：]\s*1\s*")
_OPENING = 8  # pieces in which a document or section says whom it is about


def judge(extract: Extract, topics: Topics, *, name: str = "", lexicon: Lexicon | None = None) -> tuple[JudgedPiece, ...]:
    """Every piece with its figures judged. name: the file's, which may name an enterprise. lexicon: the school's own words."""
    subjects = Subjects(extract.pieces, topics.scopes, name + " " + extract.title)
    return tuple(_judged(piece, subjects.of(number), topics, lexicon) for number, piece in enumerate(extract.pieces))


def _judged(piece: Piece, scopes: tuple[str, ...], topics: Topics, lexicon: Lexicon | None) -> JudgedPiece:
    figures = read_figures(piece.text, lexicon)
    context = replace(piece.context, scopes=scopes)
    measures, claims = judged(piece.text, topics, context=context, figures=figures)
    return JudgedPiece(replace(piece, context=context), figures, measures, tuple(not_understood(piece.text, figures)), claims)


def not_understood(text: str, figures: Sequence[ReadFigure]) -> Iterator[tuple[int, int]]:
    """Digits that belong to no figure: never passed over in silence, unless they are part of an identifier or of a unit (∶1)."""
    plain = fold(text)
    named = [found.span() for found in _IDENTIFIER.finditer(plain)]
    for found in _DIGITS.finditer(plain if not _RATIO_UNIT.fullmatch(plain) else ""):
        if any(start <= found.start() < end for start, end in named):
            continue
        if not any(one.start < found.end() and found.start() < one.end for one in figures):
            yield found.start(), found.start() + len(found[0].rstrip(".,"))


class Subjects:
    """Whom each part of a document is about: the one enterprise that it names in its title or its opening."""

    def __init__(self, pieces: Sequence[Piece], scopes: tuple[str, ...], heading: str) -> None:
        self.pieces = pieces
        named = {one.scope for one in namings(heading, scopes)}
        self.whole = next(iter(named)) if len(named) == 1 else ""
        self.sections: dict[tuple[str, ...], dict[str, list[int]]] = {}
        self.opened: dict[tuple[str, ...], int] = {}
        for number, piece in enumerate(pieces):
            path = piece.context.headings
            found = [one.scope for one in namings(piece.text, scopes)]
            for depth in range(len(path) + 1):
                section = path[:depth]
                self.opened.setdefault(section, number)
                mentions = self.sections.setdefault(section, {})
                for scope in found:
                    mentions.setdefault(scope, []).append(number)

    def of(self, number: int) -> tuple[str, ...]:
        """The enterprise that piece `number` is about, if there is just one."""
        if self.whole:
            return (self.whole,)
        path = self.pieces[number].context.headings
        for depth in range(len(path), -1, -1):
            mentions = self.sections[path[:depth]]
            if len(mentions) == 1:
                scope, places = next(iter(mentions.items()))
                opened = places[0] <= number and places[0] - self.opened[path[:depth]] < _OPENING
                alone = depth == 0 or CASE.match(path[depth - 1])
                return (scope,) if opened and (alone or len(places) > 1) else ()
            if mentions:
                return ()
        return ()
