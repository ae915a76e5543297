"""What was not taken over letter by letter: counted per table and column, with the first few cells as examples.

Cells are looked at once per distinct content, like everything about them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from reportgen.core.intake import Handled, Sample, Way
from reportgen.core.pack import Column, Contract
from reportgen.core.place import Place
from reportgen.intake.canon import halfwidth, trimmed
from reportgen.intake.memo import Memo, short
from reportgen.intake.sheets import Cell

_SAMPLES = 3
_NUMERIC = ("integer", "decimal", "percent")
_DATED = ("date", "month", "year")
_FLAGS = ("是", "否", "true", "false")
_PERSONAL = "（个人信息）"
_ORDER = {way: number for number, way in enumerate(Way)}
_VISIBLE = str.maketrans({" ": "␣", "\u3000": "□", "\xa0": "␣", "\t": "⇥", "\n": "⏎", "\r": ""})


def whole(way: Way, contract: Contract, places: Iterable[tuple[Place, str]], column: str = "") -> tuple[Handled, ...]:
    """One way taken in whole rows, columns or sheets: their places, and what there is to see. Nothing if there are none."""
    known = tuple(places)
    samples = tuple(Sample(at, words) for at, words in known[:_SAMPLES])
    return (Handled(way, contract.title, column, len(known), samples, contract.department),) if known else ()


def changed_cells(contract: Contract, column: Column, cells: Sequence[Cell], memo: Memo, at: Callable[[int], Place], *,
                  typed: bool) -> Iterator[Handled]:
    """The ways taken in one column. at: the place of the n-th cell. typed: the file tells numbers from text."""
    told = typed and column.type in _NUMERIC  # there a text is a change even where it says the number letter by letter
    changed = {cell: ways for cell, text in memo.items()
               if text is not None and (cell != text or (told and isinstance(cell, str))) and (ways := tuple(_ways(cell, text, column, memo, typed)))}
    found: dict[Way, list[int]] = {}
    for number in (number for number, cell in enumerate(cells) if cell in changed) if changed else ():
        for way in changed[cells[number]]:
            found.setdefault(way, []).append(number)
    for way in sorted(found, key=_ORDER.__getitem__):
        samples = tuple(_sample(column, cells[number], memo, at(number)) for number in found[way][:_SAMPLES])
        yield Handled(way, contract.title, column.name, len(found[way]), samples, contract.department)


def _sample(column: Column, cell: Cell, memo: Memo, at: Place) -> Sample:
    return Sample(at, _PERSONAL) if column.personal else Sample(at, _literal(cell), memo[cell] or "空")


def _literal(cell: Cell) -> str:
    """A cell with the blanks at its ends to be seen."""
    text = cell if isinstance(cell, str) else trimmed(cell)
    lead, tail = text[:len(text) - len(text.lstrip())], text[len(text.rstrip()):] if text.strip() else ""
    return lead.translate(_VISIBLE) + short(cell) + tail.translate(_VISIBLE)


def _ways(cell: Cell, text: str, column: Column, memo: Memo, typed: bool) -> Iterator[Way]:
    """How the canonical text differs from the cell."""
    if cell in memo.answered:
        yield Way.ANSWER
    elif not isinstance(cell, str):
        yield from _typed_ways(cell, column, memo)
    elif text == "":
        if cell:
            yield Way.NOTHING
    else:
        yield from _text_ways(cell, text, column, memo, typed)


def _typed_ways(cell: Cell, column: Column, memo: Memo) -> Iterator[Way]:
    if isinstance(cell, float) and column.type in ("code", "text"):
        yield Way.CODE_NUMBER
    elif isinstance(cell, float) and column.type == "month":
        yield Way.DATE
    elif memo.factor is not None:
        yield Way.UNIT


def _text_ways(cell: str, text: str, column: Column, memo: Memo, typed: bool) -> Iterator[Way]:
    words = trimmed(cell)
    if words != cell:
        yield Way.BLANKS
    if column.type in _NUMERIC:
        yield from _number_ways(words, memo, typed)
    elif words == text:
        return
    elif column.type == "flag":
        if words not in _FLAGS:
            yield Way.FLAG
    elif column.type in _DATED:
        if column.personal != "year":  # there the rest of the date is left out on purpose
            yield Way.DATE
    elif column.codes and not column.refers:
        yield Way.SPELLING
    else:
        yield Way.WIDE if halfwidth(words) != words else Way.BLANKS


def _number_ways(words: str, memo: Memo, typed: bool) -> Iterator[Way]:
    half = halfwidth(words)
    if typed:
        yield Way.NUMBER_TEXT
    if half != words:
        yield Way.WIDE
    if "," in half:
        yield Way.SEPARATORS
    if half.endswith("%"):
        yield Way.PERCENT
    if memo.factor is not None:
        yield Way.UNIT
