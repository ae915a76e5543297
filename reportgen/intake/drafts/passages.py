"""The runs of text in a block, one by one, and the block put together again from changed ones."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.core.place import Place
from reportgen.intake.drafts.model import Block, Heading, Picture, Pieces, Points, Prose, Table, plain

_UNIT = re.compile(r"[（(]([^（）()]{1,8})[)）]\s*$")


@dataclass(frozen=True, slots=True)
class Passage:
    """One run of text. what: heading, text, caption, title, head, cell or note. row, column, unit: of a cell, as its heads say."""

    pieces: Pieces
    at: Place
    what: str
    row: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    unit: str = ""


def passages(block: Block) -> Iterator[Passage]:
    """Every run of text that the block prints, in order; footnotes are within them."""
    match block:
        case Heading():
            yield Passage(block.pieces, block.at, "heading")
        case Prose():
            yield Passage(block.pieces, block.at, "text")
        case Points():
            yield from (Passage(item.pieces, item.at, "text") for item in block.items)
        case Picture():
            yield Passage(block.caption, block.at, "caption")
        case Table():
            yield from _of_table(block)


def _of_table(table: Table) -> Iterator[Passage]:
    place = replace(table.at, paragraph=None, sheet=f"表格{table.number or table.id}")
    yield Passage(table.title, place, "title")
    for column, head in enumerate(table.columns):
        yield Passage(head, replace(place, cell=f"{_letters(column)}1"), "head")
    heads = [plain(head) for head in table.columns]
    unit_column = next((n for n, head in enumerate(heads) if head.strip() in ("单位", "计量单位")), None)
    for row, cells in enumerate(table.rows):
        texts = [plain(cell) for cell in cells]
        names = tuple(text for text in texts if text and not any(one.isdigit() for one in text) and text != (texts[unit_column] if unit_column is not None else None))
        said = texts[unit_column] if unit_column is not None else ""
        for column, cell in enumerate(cells):
            unit = said or _unit_in(heads[column]) or _unit_in(names[0] if names else "") or table.unit
            yield Passage(cell, replace(place, cell=f"{_letters(column)}{row + 2}"), "cell", names, (heads[column],), unit)
    for note in table.notes:
        yield Passage(note, place, "note")


def rebuilt(block: Block, changed: Sequence[Pieces]) -> Block:
    """The block with its runs of text replaced, in the order of `passages`."""
    match block:
        case Heading() | Prose():
            return replace(block, pieces=changed[0])
        case Points():
            return replace(block, items=tuple(replace(item, pieces=pieces) for item, pieces in zip(block.items, changed, strict=True)))
        case Picture():
            return replace(block, caption=changed[0])
        case Table():
            width, rest = len(block.columns), iter(changed[1:])
            columns = tuple(next(rest) for _ in range(width))
            rows = tuple(tuple(next(rest) for _ in row) for row in block.rows)
            return replace(block, title=changed[0], columns=columns, rows=rows, notes=tuple(rest))


def _unit_in(head: str) -> str:
    found = _UNIT.search(head)
    return found[1] if found else ""


def _letters(column: int) -> str:
    letters = ""
    while column >= 0:
        letters, column = chr(ord("A") + column % 26) + letters, column // 26 - 1
    return letters
