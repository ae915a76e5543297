"""A Word table as a free grid: headings on one row, merged cells taken apart, title, unit and notes found where they were pasted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from reportgen.core.finding import Finding
from reportgen.core.place import Place
from reportgen.intake.drafts.codes import warn
from reportgen.intake.drafts.model import Line, Piece, Pieces, Sheet, Slot, Table, even, parted, plain, trimmed

UNIT = re.compile(r"\s*[（(]?\s*单位\s*[：:]\s*(?P<unit>[^）)]{1,12}?)\s*[）)]?\s*$")
NOTE = re.compile(r"\s*(?P<mark>(?:注|说明|备注|数据来源|资料来源|来源)\s*\d?\s*[：:]|[*※＊]\s*)")
_TAIL_UNIT = re.compile(r"[（(]\s*单位\s*[：:]\s*(?P<unit>[^）)]{1,12}?)\s*[）)]\s*$")
_SOURCE = ("数据来源", "资料来源", "来源")
_JOIN = "·"


@dataclass(frozen=True, slots=True)
class Around:
    """What stood over and under the table: the pieces of its caption (without label), unit, notes, label."""

    title: Pieces = ()
    unit: str = ""
    notes: tuple[Pieces, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A table, with the words that were added to it (a merged cell's text repeated) and left out (a unit's brackets), and findings."""

    table: Table
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    found: tuple[Finding, ...]


def make_table(sheet: Sheet, around: Around, id: str, label_of: re.Pattern[str]) -> Made:
    """The grid. label_of: what a typed caption begins with; a first row that is one is the title."""
    slots, dropped = list(sheet.slots), []
    first = 0
    while slots and (top := _full(slots, first, sheet)) is not None and first + 1 < sheet.rows:
        around, gone, taken = _above(plain(_cell(top)), _cell(top), around, label_of)
        if not taken:
            break
        dropped.append(gone)
        slots.remove(top)
        first += 1
    last = sheet.rows
    while slots and (end := _full(slots, last - 1, sheet)) is not None and NOTE.match(plain(_cell(end))) and last - 1 > first:
        around = replace(around, notes=(_cell(end), *around.notes))
        slots.remove(end)
        last -= 1
    heads = min(_heads(slots, first, sheet), max(last - 1, first))
    columns, extra = _columns(slots, range(first, heads), sheet.columns)
    rows, more = _rows(slots, range(heads, last), sheet.columns)
    merged = any(slot.width > 1 or slot.height > 1 for slot in slots)
    found = (_merged(sheet),) if merged else ()
    notes = tuple(_noted(one, dropped) for one in around.notes)
    table = Table(id, around.title, around.unit, columns, rows, notes, around.label, sheet.at, 0 if sheet.drawn else sheet.number)
    return Made(table, (*extra, *more), tuple(dropped), found)


def split_unit(pieces: Pieces) -> tuple[Pieces, str, str]:
    """A caption without the unit at its end; the unit; and what was cut off besides it."""
    text = plain(pieces)
    found = _TAIL_UNIT.search(text)
    if not found:
        return pieces, "", ""
    return trimmed(parted(pieces, found.start())[0]), found["unit"], text[found.start():].replace(found["unit"], "", 1)


def _above(text: str, pieces: Pieces, around: Around, label_of: re.Pattern[str]) -> tuple[Around, str, bool]:
    """A full row on top as title or unit line, if it is one; what was cut off; whether it was taken."""
    if found := UNIT.match(text):
        return replace(around, unit=found["unit"]), text.replace(found["unit"], "", 1), not around.unit
    found = label_of.match(text)
    if around.title or not (found or len(text) <= 40):
        return around, "", False
    cut = found.end("label") if found else 0
    title, unit, gone = split_unit(trimmed(parted(pieces, cut)[1]))
    return replace(around, title=title, unit=around.unit or unit, label=found["number"] if found else ""), text[:cut] + gone, True


def _full(slots: Iterable[Slot], row: int, sheet: Sheet) -> Slot | None:
    """The one cell that fills a row of a table with several columns."""
    found = [slot for slot in slots if slot.row == row]
    return found[0] if len(found) == 1 and found[0].width == sheet.columns > 1 and found[0].height == 1 and plain(_cell(found[0])).strip() else None


def _heads(slots: Iterable[Slot], first: int, sheet: Sheet) -> int:
    """The row where the body begins: as marked, or below what the first row's merged cells cover."""
    top = [slot for slot in slots if slot.row == first]
    end = max(first + sheet.heads, first + 1)
    if any(slot.width > 1 for slot in top):
        end = max(end, first + 2)
    return max([end, *(slot.row + slot.height for slot in top)])


def _columns(slots: list[Slot], rows: range, width: int) -> tuple[tuple[Pieces, ...], list[str]]:
    """Headings of one row; what stands over several columns is repeated in each: 在校生·男."""
    made, added = [], []
    for column in range(width):
        over = [slot for row in rows for slot in slots if _covers(slot, row, column)]
        distinct = [slot for slot in dict.fromkeys(over) if plain(_cell(slot)).strip()]
        pieces: Pieces = ()
        for number, slot in enumerate(distinct):
            pieces = (*pieces, *((Piece(_JOIN),) if number else ()), *_flat(_cell(slot)))
            added += [_JOIN] if number else []
            added += [plain(_cell(slot))] if column != slot.column else []
        made.append(pieces)
    return tuple(made), added


def _rows(slots: list[Slot], rows: range, width: int) -> tuple[tuple[tuple[Pieces, ...], ...], list[str]]:
    """The body. A merged cell's words stand in each of its rows, its numbers only in the first."""
    made, added = [], []
    for row in rows:
        cells: list[Pieces] = [()] * width
        for slot in slots:
            if slot.row <= row < slot.row + slot.height:
                text = plain(_cell(slot))
                if row == slot.row:
                    cells[slot.column] = _cell(slot)
                elif not any(one.isdigit() for one in text):
                    cells[slot.column] = _cell(slot)
                    added.append(text)
        if any(plain(cell).strip() for cell in cells):
            made.append(tuple(cells))
    return tuple(made), added


def _covers(slot: Slot, row: int, column: int) -> bool:
    return slot.row <= row < slot.row + slot.height and slot.column <= column < slot.column + slot.width


def _cell(slot: Slot) -> Pieces:
    """The lines of a cell, one below the other; weight is the look's business."""
    made: Pieces = ()
    for line in slot.lines:
        made = (*made, *((Piece("\n"),) if made else ()), *even(line.pieces))
    return made


def _flat(pieces: Pieces) -> Pieces:
    return tuple(replace(piece, text=piece.text.replace("\n", "")) for piece in pieces)


def _noted(pieces: Pieces, dropped: list[str]) -> Pieces:
    """A note without the word 注, which is printed anyway; a source keeps its word."""
    found = NOTE.match(plain(pieces))
    if not found or found["mark"].startswith(_SOURCE):
        return pieces
    dropped.append(found[0])
    return trimmed(parted(pieces, found.end())[1])


def note_line(line: Line) -> bool:
    """Whether a line below a table is a note of it."""
    return bool(NOTE.match(line.text)) and len(line.text) <= 200


def _merged(sheet: Sheet) -> Finding:
    where = Place(sheet.at.file, sheet=f"表格{sheet.number}")
    return warn("N123", f"表格{sheet.number}有合并单元格，已拆开：文字逐格重复，数字只留在第一格", where, "对照原稿看一遍；两层表头写成了“上层·下层”")
