"""What the scan found, with the text around it."""

import re
from decimal import Decimal

from reportgen.core.reading import ReadFigure
from reportgen.reading.grammar import QUALIFIED

_NEAR, _QUALIFIER = 24, 8


class Found:
    """A match in a folded text; source is the text as given. floor: where the figure before ends.

    start, end: of the figure, blanks aside; for what is counted, with the words that qualify it from the left: qualifier.
    """

    __slots__ = ("end", "match", "qualifier", "source", "start", "text")

    def __init__(self, match: re.Match[str], text: str, source: str, *, floor: int = 0, counted: bool = False) -> None:
        self.match, self.text, self.source = match, text, source
        whole = match[0]
        self.start = match.start() + len(whole) - len(whole.lstrip())
        self.end = match.end() - len(whole) + len(whole.rstrip())
        self.qualifier = self._qualifier(floor) if counted else ""
        self.start -= len(self.qualifier)
        self.qualifier = self.qualifier.rstrip()

    def _qualifier(self, floor: int) -> str:
        """The words right before; 上 only before round numbers (上百, 上万)."""
        found = QUALIFIED.search(self.text[max(floor, self.start - _QUALIFIER):self.start])
        if not found or found[0].endswith("上") and self.text[self.start] not in "十百千万亿":
            return ""
        return found[0]

    @property
    def span(self) -> str:
        return self.text[self.start:self.end]

    @property
    def before(self) -> str:
        """A few characters before the figure, of its line."""
        return self.text[max(0, self.start - _NEAR):self.start].rpartition("\n")[2]

    @property
    def after(self) -> str:
        """A few characters after the figure, of its line."""
        return self.text[self.end:self.end + _NEAR].partition("\n")[0]

    def figure(self, value: Decimal | tuple[Decimal, Decimal] | str | None, unit: str | None, approx: str = "none", kind: str = "quantity", *,
               direction: str | None = None, start: int | None = None) -> ReadFigure:
        """The figure it is; start: where it begins, if not where the match does."""
        begin = self.start if start is None else start
        return ReadFigure(begin, self.end, self.source[begin:self.end], value, unit, approx, kind, direction)
