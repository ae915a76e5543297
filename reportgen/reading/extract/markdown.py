"""Markdown as pieces: marks taken off, every character's line and column kept."""

import re
from collections.abc import Iterator, Sequence

from reportgen.core.reading import Extract, Piece, Spot
from reportgen.reading.extract.outline import Outline, heading_level, is_caption
from reportgen.reading.extract.plain import decoded
from reportgen.reading.extract.tables import Cell, contexts

_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+")
_START = re.compile(r"^\s*(?:>\s?)*(?:[-*+]\s+|\d+[.)]\s+)?")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_BREAK = re.compile(r"^\s*(?:(?:[-*_]\s*){3,}|:::.*)$")
_MARK = re.compile(r"(?P<bound>[{｛]{2}[^{}｛｝]*[}｝]{2})|!\[[^\]]*\]\([^)]*\)|\[(?P<words>[^\]]*)\]\([^)]*\)|\^\[|\*\*|__|(?<![\w])[*_]|[*_](?![\w])|`|<[^<>\n]{1,200}>|\\(?=[\\`*_{}\[\]()#+\-.!|])")

Spans = list[tuple[int, int, int]]


def markdown(name: str, data: bytes) -> Extract:
    """The document; what stands in {{…}} is bound already and left out. Raises: Unreadable if it is no text."""
    lines = decoded(name, data).split("\n")
    title = next((_HEADING.sub("", line).strip() for line in lines if line.strip() and line.strip() != "---"), "")
    reader = _Reader(lines, Outline(title))
    return Extract("markdown", title, tuple(reader.pieces()))


class _Reader:
    def __init__(self, lines: Sequence[str], outline: Outline) -> None:
        self.lines, self.outline, self.tables = lines, outline, 0

    def pieces(self) -> Iterator[Piece]:
        number = self._front()
        while number < len(self.lines):
            line = self.lines[number]
            if _FENCE.match(line):
                number = self._fence(number)
            elif not line.strip() or _BREAK.match(line):
                number += 1
            elif _ROW.match(line) and number + 1 < len(self.lines) and _RULE.match(self.lines[number + 1]):
                end = self._while(number, _ROW)
                yield from self._table(number, end)
                number = end
            else:
                end = number + 1 if _HEADING.match(line) else self._paragraph_end(number)
                yield self._paragraph(number, end)
                number = end

    def _front(self) -> int:
        """Past a front matter between two lines of ---."""
        if self.lines and self.lines[0].strip() == "---":
            return next((n + 1 for n in range(1, len(self.lines)) if self.lines[n].strip() == "---"), 0)
        return 0

    def _fence(self, number: int) -> int:
        return next((n + 1 for n in range(number + 1, len(self.lines)) if _FENCE.match(self.lines[n])), len(self.lines))

    def _while(self, number: int, pattern: re.Pattern[str]) -> int:
        while number < len(self.lines) and pattern.match(self.lines[number]):
            number += 1
        return number

    def _paragraph_end(self, number: int) -> int:
        number += 1
        while number < len(self.lines) and (line := self.lines[number]).strip() and not (
                _HEADING.match(line) or _ROW.match(line) or _FENCE.match(line) or _BREAK.match(line) or re.match(r"^\s*(?:[-*+]|\d+[.)])\s", line)):
            number += 1
        return number

    def _paragraph(self, begin: int, end: int) -> Piece:
        found = _HEADING.match(self.lines[begin])
        text, spans = "", []
        for number in range(begin, end):
            line = self.lines[number]
            skip = found.end() if found else _START.match(line).end()
            part, places = _plain(line, skip, number + 1)
            spans += [(len(text) + offset, at, column) for offset, at, column in places]
            text += part
        level = len(found[1]) if found else heading_level(text)
        kind = "heading" if level else "caption" if is_caption(text) else "body"
        piece = Piece(text, Spot(kind, lines=tuple(spans)), self.outline.over())
        if level:
            self.outline.heading(level, text)
        else:
            self.outline.paragraph(text)
        return piece

    def _table(self, begin: int, end: int) -> Iterator[Piece]:
        cells, places = [], {}
        rows = [number for number in range(begin, end) if number != begin + 1]
        for row, number in enumerate(rows):
            line = self.lines[number]
            edges = [found.start() for found in re.finditer(r"(?<!\\)\|", line)]
            for column, (left, right) in enumerate(zip(edges, edges[1:], strict=False)):
                raw = line[left + 1:right]
                skip = left + 1 + len(raw) - len(raw.lstrip())
                text, spans = _plain(line[:left + 1 + len(raw.rstrip())], skip, number + 1)
                cell = Cell(text, row, column, head=row == 0)
                cells.append(cell)
                places[row, column] = tuple(spans)
        number, self.tables = self.tables, self.tables + 1
        for cell, context in contexts(cells, self.outline.over_table()):
            if cell.text.strip():
                yield Piece(cell.text, Spot("cell", table=number, row=cell.row, column=cell.column, lines=places[cell.row, cell.column]), context)
        self.outline.close_table()


def _plain(line: str, start: int, number: int) -> tuple[str, Spans]:
    """The line from `start` on without its marks, and where each stretch of it stands."""
    text, spans = "", []
    for piece_start, piece in _stretches(line, start):
        spans.append((len(text), number, piece_start + 1))
        text += piece
    return text, spans or [(0, number, start + 1)]


def _stretches(line: str, start: int) -> Iterator[tuple[int, str]]:
    for found in _MARK.finditer(line, start):
        if found.start() > start:
            yield start, line[start:found.start()]
        if found["words"]:
            yield found.start("words"), found["words"]
        elif found["bound"]:
            yield found.start(), "□"
        start = found.end()
    if start < len(line):
        yield start, line[start:]
