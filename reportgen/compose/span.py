"""A run of text that remembers where each of its characters stands."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.core.place import Place

BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Line:
    """Part of one source line: its text and the place of its first character."""

    text: str
    at: Place

    def cut(self, start: int, end: int | None = None) -> "Line":
        """The characters from `start` to `end`, with their place."""
        column = (self.at.column or 1) + start
        return Line(self.text[start:end], Place(self.at.file, self.at.line, column))


@dataclass(frozen=True, slots=True)
class Span:
    """Lines joined to one text. marks: the offset at which each line begins, and its place."""

    text: str
    marks: tuple[tuple[int, Place], ...]

    def at(self, offset: int) -> Place:
        """The place of one character."""
        start, place = self.marks[max(0, bisect_right(self.marks, offset, key=lambda mark: mark[0]) - 1)]
        return place if place.column is None else Place(place.file, place.line, place.column + offset - start)

    def seams(self, start: int, end: int) -> tuple[int, ...]:
        """The offsets between `start` and `end` at which another source line begins."""
        return tuple(offset for offset, _ in self.marks if start < offset < end)


def joined(lines: Iterable[Line]) -> Span:
    """Soft-wrapped lines as one text: no blank between Chinese, one between Latin words; a last backslash is a forced break."""
    text, marks = "", []
    for line in lines:
        words = line.text.strip(" \t\u3000")
        lead = len(line.text) - len(line.text.lstrip(" \t\u3000"))
        if text and not text.endswith(BREAK) and not _tight(text[-1], words[:1]):
            text += " "
        marks.append((len(text), line.cut(lead).at))
        text += words[:-1].rstrip() + BREAK if words.endswith("\\") else words
    return Span(text.rstrip(BREAK), tuple(marks))


def single(text: str, at: Place) -> Span:
    """A text of one line, such as a title in YAML."""
    return Span(text, ((0, at),))


def _tight(before: str, after: str) -> bool:
    return any(one in "{}｛｝" or unicodedata.east_asian_width(one) in "WFA" for one in (before, after) if one)
