"""A text searched for every kind of figure at once: the leftmost match first, at one place the most particular kind."""

import re
from collections.abc import Iterator
from functools import cache
from heapq import heapify, heappop, heappush

from reportgen.reading.dating import dates
from reportgen.reading.grammar import measures
from reportgen.reading.lexicon import Lexicon
from reportgen.reading.naming import names

Patterns = tuple[tuple[str, re.Pattern[str]], ...]


@cache
def patterns(words: Lexicon) -> Patterns:
    """Kind and pattern, in order of precedence."""
    return tuple((kind, re.compile(pattern)) for kind, pattern in (*names(words), *dates(), *measures(words).items()) if pattern)


class Scan:
    """The matches of a text. Each kind is searched on its own, and again only where something else has taken its match."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self.text, self.kinds = text, patterns(words)
        self.taken = 0
        self.waiting: list[tuple[int, int, re.Match[str]]] = []
        for order in range(len(self.kinds)):
            self._seek(order, 0)
        heapify(self.waiting)

    def matches(self) -> Iterator[tuple[str, re.Match[str]]]:
        """Kind and match; the caller says with `take` how far a match was used, else it was none."""
        while self.waiting:
            start, order, match = heappop(self.waiting)
            if start < self.taken:
                self._seek(order, self.taken)
                continue
            yield self.kinds[order][0], match
            self._seek(order, max(self.taken, match.end()) if match.end() > start else start + 1)

    def take(self, end: int) -> None:
        self.taken = end

    def _seek(self, order: int, place: int) -> None:
        if match := self.kinds[order][1].search(self.text, place):
            heappush(self.waiting, (match.start(), order, match))
