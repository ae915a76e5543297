"""A composed report as passages: every text that a reader sees, whole, with its places; what the engine wrote is marked as such."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.core.document import (Block, Break, CaseBox, Cell, Chart, Emphasis, Footnote, Grid, Heading, Inline, Items, Link, Number, Paragraph, Part,
                                     Photo, Quote, Reference, Role, Strong, Text)
from reportgen.core.figure import SCHOOL
from reportgen.core.manuscript import Manuscript, Passage, Stretch
from reportgen.core.pack import frozen
from reportgen.core.place import NOWHERE, Place
from reportgen.core.report import Report

_LABELS = (Role.HEAD, Role.ITEM)
_GAP = "\u3000"


def manuscript(report: Report) -> Manuscript:
    """The report as rules on wording read it."""
    document = report.document
    scope = "" if document.scope in ("", SCHOOL) else document.scope
    passages = tuple(one for one in _document(report) if one.text.strip())
    return Manuscript(report.name, passages, report.pack, report.project, title=document.title, scope=scope,
                      texts=frozen({one.path: one.text for one in report.sources}))


def _document(report: Report) -> Iterator[Passage]:
    document = report.document
    for text in (document.title, document.subtitle):
        yield _fixed(text, "title", report.plan.at)
    if document.statement:
        for text in (document.statement.title, *document.statement.paragraphs, *document.statement.signatures):
            yield _fixed(text, "statement", report.plan.at)
    for part in document.parts:
        yield from _part(part)


def _part(part: Part) -> Iterator[Passage]:
    name = _plain(part.heading.children)
    yield from _named(_block(part.heading), "", part=name)
    for section in part.sections:
        yield from _named((one for block in section.blocks for one in _block(block)), section.department, part=name, section=section.title)


def _named(passages: Iterable[Passage], department: str, **whose: str) -> Iterator[Passage]:
    for one in passages:
        yield replace(one, department=one.department or department, **whose)


def _block(block: Block) -> Iterator[Passage]:
    match block:
        case Heading(children=children, at=at, level=level):
            yield from (replace(one, level=level) for one in _run(children, "heading", at))
        case Paragraph(children=children, at=at) | Quote(children=children, at=at):
            yield from _run(children, "body", at)
        case Items(items=items, at=at):
            for children in items:
                yield from _run(children, "item", at)
        case Grid():
            yield from _grid(block)
        case Chart():
            yield _caption(block)
            yield _fixed(block.alt, "alt", block.at, bound=True)
            yield from (one for note in block.notes for one in _run(note, "note", block.at))
        case Photo():
            yield _caption(block)
            yield _fixed(block.alt, "alt", block.at)
            yield _fixed(block.credit, "note", block.at)
        case CaseBox():
            yield from _named(_case(block), block.department)


def _case(box: CaseBox) -> Iterator[Passage]:
    yield _numbered(box.number, box.title, "caption", box.at)
    yield _fixed(box.subtitle, "caption", box.at)
    for block in box.blocks:
        yield from _block(block)


def _grid(grid: Grid) -> Iterator[Passage]:
    yield _caption(grid)
    for number, row in enumerate((*grid.head, *grid.body)):
        for column, cell in enumerate(row):
            yield from _cell(cell, grid, number, column)
    for note in grid.notes:
        yield from _run(note, "note", grid.at)


def _cell(cell: Cell, grid: Grid, row: int, column: int) -> Iterator[Passage]:
    for one in _run(cell.children, "cell", grid.at):
        yield replace(one, row=row, column=column, head=cell.role in _LABELS)


def _caption(block: Chart | Grid | Photo) -> Passage:
    return _numbered(block.number, block.caption, "caption", block.at, bound=isinstance(block, Grid) and block.official)


def _numbered(number: str, text: str, kind: str, at: Place, *, bound: bool = False) -> Passage:
    """A caption behind its number, which the engine gave."""
    if not number:
        return _fixed(text, kind, at, bound=bound)
    made = _fixed(text, kind, at, bound=bound).stretches[0]
    return Passage(number + _GAP + text, kind, (Stretch(0, at, bound=True, fixed=True), replace(made, begin=len(number + _GAP))))


def _fixed(text: str, kind: str, at: Place, *, bound: bool = False) -> Passage:
    return Passage(text, kind, (Stretch(0, at, bound=bound or not at.file, fixed=True),))


def _run(children: tuple[Inline, ...], kind: str, at: Place) -> Iterator[Passage]:
    """The passage of a run of inlines, and those of its footnotes."""
    text, stretches, notes = "", [], []
    for words, place, bound, fixed in _stretches(children, notes):
        stretches.append(Stretch(len(text), place if place.file else at, bound or not at.file, fixed or not place.file))
        text += words
    yield Passage(text, kind, tuple(stretches))
    for note in notes:
        yield from _run(note, "note", at)


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
