"""Where the lines of a text end in a word processor: what the PDF is told, so that both have the same pages.

The rules are those of LibreOffice, measured there line by line, and Word's as far as known: Latin in a face with the widths of Times, white
between Chinese and Latin, no mark at the wrong end of a line, a full stop or comma after Chinese hangs beyond the edge.
"""

from collections.abc import Iterable
from functools import lru_cache

from reportgen.core.document import Break, Footnote, Inline, Number, Reference, Text

SEAM = 0.2                    # em between Chinese and a Latin letter or digit
_ASCII = dict(zip(map(chr, range(32, 127)), (one / 1000 for one in (
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564,
    564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333,
    278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500,
    444, 480, 200, 480, 541)), strict=True))
_NOTE = "\ufffc"              # stands for the mark of a footnote
_WIDTHS = _ASCII | {"∶": 0.278, "−": 0.564, _NOTE: 0.6}
_NEAR = {"11": -0.037}        # pairs of digits that stand closer
_HANGING = frozenset("，。、：；？！")
_NOT_FIRST = frozenset("!%),.:;?]}¢°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？！］｀｜｝～￠" + _NOTE)
_NOT_LAST = frozenset("$([{£¥·‘“〈《「『【〔〖〝﹗﹙﹛﹝＄（．［｛￡￥")
_EITHER = frozenset("·°±×²³" + "".join(map(chr, range(0x2010, 0x2028))))   # go with what stands before
_SPARE = 0.005

Words = tuple[str, frozenset[int]]


def words(children: Iterable[Inline], *, bound: bool) -> Words:
    """A paragraph's text, and before which of its characters there is no white.

    bound: numbers stand in content controls, before which LibreOffice leaves none, as before a field.
    """
    text, close = "", set()
    for child in children:
        match child:
            case Number(text=more, literal=literal):
                close |= {len(text)} if bound and not literal else set()
            case Reference(text=more):
                close.add(len(text))
            case Text(text=more):
                pass
            case Footnote():
                more = _NOTE
            case Break():
                more = "\n"
            case _:
                more, inner = words(child.children, bound=bound)
                close |= {len(text) + one for one in inner}
        text += more
    return text, frozenset(close)


def lines(given: str | Words, room: float, first: float = 0.0) -> int:
    """Lines of a text in a measure of `room` em. first: indent of the first line, in em.

    >>> lines("学" * 10, 5), lines("学" * 10, 5, 2), lines("", 5)
    (2, 3, 1)
    """
    return len(ends(given, room, first)) + 1


def ends(given: str | Words, room: float, first: float = 0.0) -> tuple[int, ...]:
    """Where each line but the first begins.

    >>> ends("质量年度报告，数据", 6), ends("共3项，见（略）", 4)
    ((7,), (4,))
    """
    return _ends(*((given, frozenset()) if isinstance(given, str) else given), room, first)


@lru_cache(maxsize=1 << 14)
def _ends(text: str, close: frozenset[int], room: float, first: float) -> tuple[int, ...]:
    latin, advances = _measured(text, close)
    found: list[int] = []
    start = at = 0
    used, last = first, 0                     # last: where this line may end, as far as it has come
    while at < len(text):
        if text[at] == "\n":
            found.append(at + 1)
            start, last, used, at = at + 1, at + 1, 0.0, at + 1
            continue
        if at > start and _parts(text, latin, at):
            last = at
        wide = advances[at][1] + (advances[at][0] if at > start else 0.0)
        if used + wide <= room + _SPARE or at == start:
            used, at = used + wide, at + 1
        elif _hangs(text, latin, at):
            at, used = at + 1, room
        else:
            start = at + 1 if text[at] == " " else last if last > start else at
            found.append(start)
            at, last, used = start, start, 0.0
    return tuple(one for one in found if one < len(text) or text[-1] == "\n")


def _measured(text: str, close: frozenset[int]) -> tuple[list[bool], list[tuple[float, float]]]:
    """Of each character whether it is set as Latin, and the white before it with its own width."""
    latin: list[bool] = []
    advances = []
    for at, char in enumerate(text):
        before = text[at - 1] if at else ""
        latin.append(char in _ASCII if char not in _EITHER else bool(latin) and latin[-1])
        white = SEAM if at not in close and (_han(before) and char in _ASCII and char.isalnum() or before in _ASCII and before.isalnum() and _han(char)) else 0.0
        advances.append((white, _WIDTHS.get(char, 1.0) + _NEAR.get(before + char, 0.0)))
    return latin, advances


def _han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _parts(text: str, latin: list[bool], at: int) -> bool:
    """Whether a line may end before this character."""
    before, char = text[at - 1], text[at]
    if char in _NOT_FIRST or before in _NOT_LAST or char == " ":
        return False
    return before in " -—" or char == "—" if latin[at - 1] and latin[at] else True


def _hangs(text: str, latin: list[bool], at: int) -> bool:
    """Whether this mark may stand beyond the edge: after Chinese, and the next line can begin behind it."""
    return text[at] in _HANGING and not latin[at - 1] and (at + 1 == len(text) or text[at + 1] == "\n" or _parts(text, latin, at + 1))
