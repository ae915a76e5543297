"""What was not taken over letter by letter: counted per table and column, with the first few cells as examples.

Cells are looked at once per distinct content, like everything about them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

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


def handled(contract: Contract, column: str, found: Mapping[Way, Sequence[int]], sample: Callable[[Way, int], Sample]) -> Iterator[Handled]:
    """One entry a way. found: the rows (or columns) it was taken in; sample: the example of one of them."""
    for way, where in found.items():
        yield Handled(way, contract.title, column, len(where), tuple(sample(way, one) for one in where[:_SAMPLES]), contract.department)


def changed_cells(contract: Contract, column: Column, cells: Sequence[Cell], memo: Memo, at: Callable[[int], Place], *,
                  typed: bool) -> Iterator[Handled]:
    """The ways taken in one column. at: the place of the n-th cell. typed: the file distinguishes numbers from text."""
    changed = {cell: ways for cell, text in memo.items() if text is not None and (ways := tuple(_ways(cell, text, column, memo, typed)))}
    if not changed:
        return
    found: dict[Way, list[int]] = {}
    for number, cell in enumerate(cells):
        for way in changed.get(cell, ()):
            found.setdefault(way, []).append(number)

    def sample(_: Way, number: int) -> Sample:
        if column.personal:
            return Sample(at(number), _PERSONAL)
        return Sample(at(number), _literal(cells[number]), memo[cells[number]] or "空")
    yield from handled(contract, column.name, dict(sorted(found.items(), key=lambda one: list(Way).index(one[0]))), sample)


def _literal(cell: Cell) -> str:
    """A cell with its outer blanks to be seen."""
    text = cell if isinstance(cell, str) else trimmed(cell)
    return short(cell) if text == text.strip() else f"{text[:1]!s}{short(cell)}".replace("\n", "⏎").replace("\u3000", "□").replace(" ", "␣")


def _ways(cell: Cell, text: str, column: Column, memo: Memo, typed: bool) -> Iterator[Way]:
    """How the canonical text differs from the cell."""
    if cell == text or cell == "":
        return
    if cell in memo.answered:
        yield Way.ANSWER
    elif not isinstance(cell, str):
        yield from _typed_ways(cell, text, column, memo)
    elif text == "":
        yield Way.NOTHING
    else:
        yield from _text_ways(cell, text, column, memo, typed)


def _typed_ways(cell: Cell, text: str, column: Column, memo: Memo) -> Iterator[Way]:
    if isinstance(cell, float):
        if column.type in ("code", "text"):
            yield Way.CODE_NUMBER
        elif column.type == "month":
            yield Way.DATE
        elif column.type in _NUMERIC and memo.factor is not None:
            yield Way.UNIT


def _text_ways(cell: str, text: str, column: Column, memo: Memo, typed: bool) -> Iterator[Way]:
    plain = trimmed(cell)
    if plain != cell:
        yield Way.BLANKS
    if column.type in _NUMERIC:
        yield from _number_ways(plain, memo, typed)
    elif column.type == "flag":
        if plain not in _FLAGS:
            yield Way.FLAG
    elif column.type in _DATED:
        if column.personal != "year" and plain != text:
            yield Way.DATE
    elif text in memo.spellings(plain):
        yield Way.SPELLING
    elif column.type == "code" and plain != text:
        yield Way.WIDE if halfwidth(plain) != plain else Way.BLANKS


def _number_ways(plain: str, memo: Memo, typed: bool) -> Iterator[Way]:
    half = halfwidth(plain)
    if typed:
        yield Way.NUMBER_TEXT
    if half != plain:
        yield Way.WIDE
    if "," in half:
        yield Way.SEPARATORS
    if half.endswith("%"):
        yield Way.PERCENT
    if memo.factor is not None:
        yield Way.UNIT


def whole(way: Way, contract: Contract, column: str, places: Iterable[tuple[Place, str]]) -> Handled:
    """One way taken in whole rows, columns or sheets: their places, and what there is to see."""
    known = tuple(places)
    return Handled(way, contract.title, column, len(known), tuple(Sample(at, words) for at, words in known[:_SAMPLES]), contract.department)
