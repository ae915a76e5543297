"""Where a document uses figures: sentences, cells of tables, points of charts, each with what it prints and what it was made from."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.core.document import (Block, CaseBox, Chart, Document, Emphasis, Footnote, Grid, Heading, Inline, Items, Link, Number, Paragraph,
                                     Quote, Reference, Role, Section, Strong, Text, plain)
from reportgen.core.figure import Absent
from reportgen.core.place import NOWHERE, Place

SENTENCE, TABLE, CHART, ANNEX = "sentence", "table", "chart", "annex"
_END = re.compile(r"[。！？；\n]+[”’」』）]*")
_Basis = tuple[str, str, int, str]


@dataclass(frozen=True, slots=True)
class Use:
    """One place where figures are printed.

    key: the same in two documents made from the same sources. text: what is printed there (a sentence, a number). exact: what is behind it.
    basis: (id, scope, year, form) of what it was made from. case: (id, title, department)
    of the case it stands in. exhibit: (id, number, caption); row, column: of a cell or a point.
    drawn: (id, scope) of all that a chart is drawn from; its points do not say which of them they show.
    """

    kind: str
    key: tuple[object, ...]
    text: str
    exact: str
    basis: tuple[_Basis, ...]
    section: str
    title: str
    department: str
    case: tuple[str, str, str] = ("", "", "")
    exhibit: tuple[str, str, str] = ("", "", "")
    row: str = ""
    column: str = ""
    drawn: tuple[tuple[str, str], ...] = ()
    at: Place = NOWHERE


def uses(document: Document) -> Iterator[Use]:
    """Every use of the document in reading order; one of each key."""
    seen: set[tuple[object, ...]] = set()
    for part in document.parts:
        for section in part.sections:
            for use in _of_blocks(section.blocks, section, ("", "", "")):
                if use.key not in seen:
                    seen.add(use.key)
                    yield use


def _of_blocks(blocks: tuple[Block, ...], section: Section, case: tuple[str, str, str]) -> Iterator[Use]:
    common = {"section": section.id, "title": section.title, "department": section.department, "case": case}
    for block in blocks:
        if isinstance(block, CaseBox):
            yield from _of_blocks(block.blocks, section, (block.id, f"{block.number}　{block.title}", block.department))
        if isinstance(block, Grid):
            yield from _of_grid(block, common)
        elif isinstance(block, Chart):
            yield from _of_chart(block, common)
        for run in _runs(block):
            yield from _of_run(run, common)


# ── sentences ──────────────────────────────────────────────────────────────

def _runs(block: Block) -> Iterator[tuple[Inline, ...]]:
    """The runs of text of a block; a footnote is a run of its own."""
    match block:
        case Paragraph(children=c) | Heading(children=c) | Quote(children=c):
            runs = (c,)
        case Items(items=items):
            runs = items
        case Grid(notes=notes) | Chart(notes=notes):
            runs = notes
        case _:
            runs = ()
    for run in runs:
        yield run
        yield from (note.children for note in _flat(run) if isinstance(note, Footnote))


def _flat(run: tuple[Inline, ...]) -> Iterator[Inline]:
    for child in run:
        if isinstance(child, Strong | Emphasis | Link):
            yield from _flat(child.children)
        else:
            yield child


def _of_run(run: tuple[Inline, ...], common: dict[str, object]) -> Iterator[Use]:
    text, numbers = "", []
    for child in _flat(run):
        if isinstance(child, Number) and not child.literal:
            numbers.append((len(text), child))
        text += child.text if isinstance(child, Text | Number | Reference) else "\n" if not isinstance(child, Footnote) else ""
    start = 0
    for end in (*(match.end() for match in _END.finditer(text)), len(text)):
        inside = [number for offset, number in numbers if start <= offset < end]
        if inside:
            at = inside[0].at
            yield Use(SENTENCE, (SENTENCE, at), text[start:end].strip(), "", tuple(basis for one in inside for basis in _basis(one)), at=at, **common)
        start = end


def _basis(number: Number) -> tuple[_Basis, ...]:
    return tuple((id, number.scope, year, number.form) for id, year in number.basis)


# ── tables and charts ──────────────────────────────────────────────────────

def _of_grid(grid: Grid, common: dict[str, object]) -> Iterator[Use]:
    heads = _heads(grid)
    kind = ANNEX if grid.official else TABLE
    met: Counter[str] = Counter()
    for n, row in enumerate(grid.body):
        name = next((plain(cell.children).strip() for cell in row if cell.role is Role.ITEM), str(n + 1))
        met[name] += 1
        column = 0
        for cell in row:
            head = heads[column] if column < len(heads) else ""
            column += cell.colspan
            numbers = [one for one in _flat(cell.children) if isinstance(one, Number) and not one.literal]
            if numbers:
                key = (kind, grid.id, name, met[name], head)
                at = numbers[0].at if numbers[0].at != NOWHERE else grid.at
                yield Use(kind, key, plain(cell.children), "", tuple(basis for one in numbers for basis in _basis(one)),
                          exhibit=(grid.id, grid.number, grid.caption), row=name, column=head, at=at, **common)


def _heads(grid: Grid) -> list[str]:
    """The heading of each column, spanners included."""
    filled: dict[tuple[int, int], str] = {}
    for y, row in enumerate(grid.head):
        x = 0
        for cell in row:
            while (y, x) in filled:
                x += 1
            filled |= {(y + dy, x + dx): plain(cell.children) for dy in range(cell.rowspan) for dx in range(cell.colspan)}
            x += cell.colspan
    width = max((x for _, x in filled), default=-1) + 1
    return [" ".join(dict.fromkeys(filled[y, x] for y in range(len(grid.head)) if (y, x) in filled)) for x in range(width)]


def _of_chart(chart: Chart, common: dict[str, object]) -> Iterator[Use]:
    for series in chart.series:
        for category, value, text in zip(chart.categories, series.values, series.texts, strict=True):
            exact = value.reason if isinstance(value, Absent) else format(value.normalize(), "f")
            yield Use(CHART, (CHART, chart.id, series.name, category), text, exact, (), exhibit=(chart.id, chart.number, chart.caption),
                      row=category, column=series.name, drawn=tuple((id, chart.scope) for id in chart.figures), at=chart.at, **common)
