"""A composed report as passages: every text that a reader sees, whole, with its places; what the engine wrote is marked as such."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from reportgen.core.document import (Block, Break, CaseBox, Cell, Chart, Emphasis, Footnote, Grid, Heading, Inline, Items, Link, Number, Paragraph, Part,
                                     Photo, Quote, Reference, Role, Section, Strong, Text)
from reportgen.core.figure import SCHOOL
from reportgen.core.manuscript import Manuscript, Passage, Stretch
from reportgen.core.pack import frozen
from reportgen.core.place import NOWHERE, Place
from reportgen.core.report import Report
from reportgen.rules.places import kind_of
from reportgen.turns import Turns

_LABELS = (Role.HEAD, Role.ITEM)
_GAP = "\u3000"


def manuscript(report: Report, parted: Iterable[tuple[Passage, ...]] | None = None) -> Manuscript:
    """The report as rules on wording read it. parted: its `pieces`, if they are known."""
    document = report.document
    scope = "" if document.scope in ("", SCHOOL) else document.scope
    passages = tuple(chain.from_iterable(pieces(report, Turns()) if parted is None else parted))
    return Manuscript(report.name, passages, report.pack, report.project, title=document.title, scope=scope,
                      texts=frozen({one.path: one.text for one in report.sources}), starts=frozen(_starts(report)))


def pieces(report: Report, turns: Turns) -> Iterator[tuple[Passage, ...]]:
    """The report's passages in order: its front, and each part's heading and sections; those of a section as a turn before saw it if it is the same."""
    yield _said(_front(report))
    for part in report.document.parts:
        name = _plain(part.heading.children)
        yield _said(_Speaker(part=name).block(part.heading))
        for section in part.sections:
            yield turns.held("passages", (section,), name, lambda: _said(_section(section, name)))


def _said(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(one for one in passages if one.text.strip())


def _starts(report: Report) -> dict[str, Place]:
    if kind_of(report) != "school":
        return {}
    parts = report.plan.parts
    return {"": report.plan.at} | {one.title: one.at for one in parts} | {one.fulfils: one.at for one in parts if one.fulfils}


def _front(report: Report) -> Iterator[Passage]:
    document = report.document
    for text in (document.title, document.subtitle):
        yield _Speaker().fixed(text, "title", report.plan.at)
    if document.statement:
        for text in (document.statement.title, *document.statement.paragraphs, *document.statement.signatures):
            yield _Speaker().fixed(text, "statement", report.plan.at)


def _section(section: Section, part: str) -> Iterator[Passage]:
    speaker = _Speaker(section.department, part, section.title)
    for block in section.blocks:
        yield from speaker.block(block)


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Whose words they are, and in which part and section they stand."""

    department: str = ""
    part: str = ""
    section: str = ""

    def block(self, block: Block) -> Iterator[Passage]:
        """A block's passages, those of a case box's own blocks too."""
        match block:
            case Heading(children=children, at=at, level=level):
                yield from self.run(children, "heading", at, level=level)
            case Paragraph(children=children, at=at) | Quote(children=children, at=at):
                yield from self.run(children, "body", at)
            case Items(items=items, at=at):
                for children in items:
                    yield from self.run(children, "item", at)
            case Grid():
                yield from self.grid(block)
            case Chart():
                yield self.caption(block)
                yield self.fixed(block.alt, "alt", block.at, bound=True)
                yield from (one for note in block.notes for one in self.run(note, "note", block.at))
            case Photo():
                yield self.caption(block)
                yield self.fixed(block.alt, "alt", block.at)
                yield self.fixed(block.credit, "note", block.at)
            case CaseBox():
                yield from replace(self, department=block.department or self.department).case(block)

    def case(self, box: CaseBox) -> Iterator[Passage]:
        yield self.numbered(box.number, box.title, "caption", box.at)
        yield self.fixed(box.subtitle, "caption", box.at)
        for block in box.blocks:
            yield from self.block(block)

    def grid(self, grid: Grid) -> Iterator[Passage]:
        yield self.caption(grid)
        for number, row in enumerate((*grid.head, *grid.body)):
            for column, cell in enumerate(row):
                yield from self.run(cell.children, "cell", grid.at, row=number, column=column, head=cell.role in _LABELS)
        for note in grid.notes:
            yield from self.run(note, "note", grid.at)

    def caption(self, block: Chart | Grid | Photo) -> Passage:
        return self.numbered(block.number, block.caption, "caption", block.at, bound=isinstance(block, Grid) and block.official)

    def numbered(self, number: str, text: str, kind: str, at: Place, *, bound: bool = False) -> Passage:
        """A caption behind its number, which the engine gave."""
        own = _whole(at, bound=bound)
        if not number:
            return self.passage(text, kind, own)
        return self.passage(number + _GAP + text, kind, (Stretch(0, at, bound=True, fixed=True), replace(own[0], begin=len(number + _GAP))))

    def fixed(self, text: str, kind: str, at: Place, *, bound: bool = False) -> Passage:
        return self.passage(text, kind, _whole(at, bound=bound))

    def run(self, children: tuple[Inline, ...], kind: str, at: Place, **more: object) -> Iterator[Passage]:
        """The passage of a run of inlines, and those of its footnotes."""
        text, stretches, notes = "", [], []
        for words, place, bound, fixed in _stretches(children, notes):
            stretches.append(Stretch(len(text), place if place.file else at, bound or not at.file, fixed or not place.file))
            text += words
        yield self.passage(text, kind, tuple(stretches), **more)
        for note in notes:
            yield from self.run(note, "note", at, **more)

    def passage(self, text: str, kind: str, stretches: tuple[Stretch, ...], **more: object) -> Passage:
        return Passage(text, kind, stretches, self.department, part=self.part, section=self.section, **more)


def _whole(at: Place, *, bound: bool) -> tuple[Stretch, ...]:
    """The stretch of a text that has one place."""
    return (Stretch(0, at, bound=bound or not at.file, fixed=True),)


def _stretches(children: tuple[Inline, ...], notes: list[tuple[Inline, ...]]) -> Iterator[tuple[str, Place, bool, bool]]:
    for child in children:
        match child:
            case Text(text=text, at=at):
                yield text, at, False, False
            case Number(text=text, at=at, literal=literal):
                yield text, at, not literal, True
            case Reference(text=text, at=at):
                yield text, at, True, True
            case Strong(children=inner) | Emphasis(children=inner) | Link(children=inner):
                yield from _stretches(inner, notes)
            case Footnote(children=inner):
                notes.append(inner)
            case Break():
                yield "\n", NOWHERE, True, True


def _plain(children: tuple[Inline, ...]) -> str:
    return "".join(text for text, *_ in _stretches(children, []))
