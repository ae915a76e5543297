"""What rules on wording and form read: any text with its places, be it a composed report or a file that somebody finished by hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from reportgen.core.filefacts import FileFacts
from reportgen.core.pack import Pack
from reportgen.core.place import NOWHERE, Place
from reportgen.core.plan import Project

UNSEEN = frozenset({"comment", "hidden", "metadata"})  # readers do not see these


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a passage's characters from `begin` on stand. bound: the engine wrote them. fixed: they have one place, not one each."""

    begin: int
    at: Place
    bound: bool = False
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One run of text, whole: a paragraph, a cell, a caption.

    kind: body · heading · title · caption · cell · item · note · alt · box · running · comment · hidden · statement · metadata.
    unspoken: offsets of characters that stand for a tab or a line end of a file. level: of a heading. part, section: whose it is.
    row, column: of a cell, 0-based; head: it is a cell of a table's head, or its row's name.
    """

    text: str
    kind: str = "body"
    stretches: tuple[Stretch, ...] = ()
    department: str = ""
    unspoken: tuple[int, ...] = ()
    level: int = 0
    part: str = ""
    section: str = ""
    table: int | None = None
    row: int = 0
    column: int = 0
    head: bool = False

    @property
    def at(self) -> Place:
        """Where it begins."""
        return self.stretches[0].at if self.stretches else NOWHERE

    def place(self, start: int, end: int) -> Place:
        """The place of text[start:end]."""
        one = self._stretch(start)
        if one is None:
            return NOWHERE
        begin = 0 if one.fixed or one.bound else start - one.begin
        if one.at.line is not None and one.at.column is not None:
            column = one.at.column + begin
            return replace(one.at, column=column, start=column - 1, end=column - 1 + end - start)
        if one.at.paragraph is not None or one.at.sheet is not None:
            return replace(one.at, start=self._spoken(start), end=self._spoken(end))
        return one.at

    def typed(self, start: int, end: int) -> bool:
        """Whether a person wrote any of text[start:end]."""
        return any(not one.bound for one in self._over(start, end))

    def editable(self, start: int, end: int) -> bool:
        """Whether text[start:end] stands in a source just so, all in one stretch."""
        found = self._over(start, end)
        return len(found) == 1 and not found[0].bound and not found[0].fixed

    def _over(self, start: int, end: int) -> list[Stretch]:
        edges = (*self.stretches, Stretch(len(self.text), NOWHERE))
        return [one for one, after in zip(edges, edges[1:], strict=False) if one.begin < max(end, start + 1) and start < after.begin]

    def _stretch(self, offset: int) -> Stretch | None:
        return next((one for one in reversed(self.stretches) if one.begin <= offset), None)

    def _spoken(self, offset: int) -> int:
        return offset - sum(1 for one in self.unspoken if one < offset)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text under review. name: the report's, or the file's. facts: what else a file holds; None for a report of our own.

    whole: it is an entire report, not a section of one. scope: the enterprise that it is about ("" for the school). texts: project files.
    starts: where the parts of a school report of our own begin, by title and by what they fulfil; under "" its plan.
    """

    name: str
    passages: tuple[Passage, ...]
    pack: Pack
    project: Project
    facts: FileFacts | None = None
    whole: bool = True
    title: str = ""
    scope: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, Place] = field(default_factory=dict)

    def seen(self, *kinds: str) -> Iterator[Passage]:
        """The passages that readers see, of those kinds if any are named."""
        for one in self.passages:
            if one.kind not in UNSEEN and (not kinds or one.kind in kinds):
                yield one
