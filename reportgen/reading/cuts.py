"""Where the sentences of a text begin, and what stands within a stretch of it: found by bisection, so that long texts cost no more a figure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

SENTENCE = "。！？!?\n"
CLAUSE = SENTENCE + "；;，,：:\t"
_LONGEST = 800  # characters that anybody reads as one sentence


class Placed(Protocol):
    """Something with a place in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=Placed)


class Along(Generic[T]):
    """Things in the order of their places, apart from one another."""

    def __init__(self, items: Iterable[T]) -> None:
        self.items: Sequence[T] = list(items)
        self._starts = [one.start for one in self.items]

    def within(self, begin: int, end: int) -> list[T]:
        """Those from `begin` on that end by `end`."""
        return [one for one in self.items[bisect_left(self._starts, begin):bisect_right(self._starts, end)] if one.end <= end]

    def before(self, place: int) -> T | None:
        """The last that ends by `place`."""
        number = bisect_right(self._starts, place) - 1
        while number >= 0 and self.items[number].end > place:
            number -= 1
        return self.items[number] if number >= 0 else None

    def after(self, place: int) -> T | None:
        """The first that begins at `place` or behind."""
        number = bisect_left(self._starts, place)
        return self.items[number] if number < len(self.items) else None


class Cuts:
    """A text cut into sentences; one too long to read is cut at its last mark that is near enough."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._begins = list(_begins(text))
        self._marks: dict[str, list[int]] = {}

    def start_of(self, place: int, marks: str) -> int:
        """Where the clause or sentence around `place` begins."""
        known = self._behind(marks)
        return known[bisect_right(known, place) - 1]

    def end_of(self, place: int, marks: str) -> int:
        """Where it ends."""
        known = self._behind(marks)
        number = bisect_right(known, place)
        end = known[number] if number < len(known) else len(self.text)
        return end - 1 if end > place and self.text[end - 1] in marks else end

    def _behind(self, marks: str) -> list[int]:
        """The places behind each of some marks, and where sentences begin."""
        if marks not in self._marks:
            known = {place for place, letter in enumerate(self.text, 1) if letter in marks}
            self._marks[marks] = sorted(known.union(self._begins))
        return self._marks[marks]


def _begins(text: str) -> Iterable[int]:
    yield 0
    begin = mark = 0
    for place, letter in enumerate(text, 1):
        if letter in SENTENCE:
            begin = mark = place
            yield begin
        elif letter in CLAUSE:
            mark = place
        if place - begin >= _LONGEST:
            begin = mark if mark > begin else place
            mark = begin
            yield begin
