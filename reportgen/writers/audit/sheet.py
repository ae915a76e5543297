"""The left side of the page: a document's text as it was read, every figure marked and linked to its card."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from reportgen.core.audited import Audited, Judged
from reportgen.core.reading import Piece
from reportgen.writers.audit.cards import Cards
from reportgen.writers.audit.wording import VERDICTS, tone

_ASIDE = {"note": "脚注", "box": "文本框", "comment": "批注", "running": "页眉页脚", "chart": "图表", "alt": "图片说明"}
Marks = dict[int, list[tuple[int, int, str]]]
Tones = dict[int, set[str]]


def article(number: int, document: Audited, cards: Cards) -> str:
    """The document; its figures have the ids d<number>f<n>."""
    marks, tones = _marks(number, document, cards), _tones_of(document)
    pieces = [(index, piece) for index, piece in enumerate(document.extract.pieces) if not piece.original]
    blocks = "".join(_table(list(group), tones, marks) if table is not None else "".join(_block(*one, tones, marks) for one in group)
                     for table, group in groupby(pieces, key=lambda one: one[1].spot.table))
    return f'<article id="d{number}"><h2>{escape(document.file)}</h2>{blocks}</article>'


def _marks(number: int, document: Audited, cards: Cards) -> Marks:
    """For each piece, what is to be wrapped: (start, end, HTML in its place)."""
    marks: Marks = {}
    for n, one in enumerate(document.measures()):
        place = f"d{number}f{n}"
        marks.setdefault(one.piece, []).append((one.read.start, one.read.end, _link(place, cards.card(place, document, one), one)))
    for one in document.unread:
        marks.setdefault(one.piece, []).append((one.start, one.end, f'<span class="unknown" title="没有读懂">{escape(one.text)}</span>'))
    return marks


def _link(place: str, card: str, one: Judged) -> str:
    found, look = one.comparison, tone(one.verdict)
    told = VERDICTS[one.verdict] + (f"：{found.message or found.expected}" if found.message or found.expected else "")
    fix = "".join(f"<ins>{escape(text)}</ins>" for _, _, text in found.edits)
    return f'<a class="f {look}" id="{place}" href="#{card}" data-tone="{look}" title="{escape(told)}">{escape(one.read.span)}</a>{fix}'


def _block(index: int, piece: Piece, tones: Tones, marks: Marks) -> str:
    kind, text = piece.spot.kind, _marked(index, piece, marks)
    heads = " · ".join((*piece.context.row, *piece.context.column)) if kind == "chart" else ""
    label = f"<b>{_ASIDE[kind]}{'：' + escape(heads) if heads else ''}</b>" if kind in _ASIDE else ""
    look = "aside" if label else kind if kind in ("heading", "caption") else ""
    return f"<p{f' class={chr(34)}{look}{chr(34)}' if look else ''}{_attribute([index], tones)}>{label}{text}</p>"


def _table(pieces: list[tuple[int, Piece]], tones: Tones, marks: Marks) -> str:
    """A table's cells at their grid places."""
    cells: dict[tuple[int, int], list[str]] = {}
    for index, piece in pieces:
        cells.setdefault((piece.spot.row or 0, piece.spot.column or 0), []).append(_marked(index, piece, marks))
    width = 1 + max(column for _, column in cells)
    rows = "".join("<tr>" + "".join(f"<td>{'<br>'.join(cells.get((row, column), ()))}</td>" for column in range(width)) + "</tr>"
                   for row in sorted({row for row, _ in cells}))
    return f'<div class="scroll"{_attribute([index for index, _ in pieces], tones)}><table class="grid">{rows}</table></div>'


def _marked(index: int, piece: Piece, marks: Marks) -> str:
    return "".join(_stretches(piece.text, sorted(marks.get(index, ())))).replace("\n", "<br>")


def _stretches(text: str, marks: Iterable[tuple[int, int, str]]) -> Iterator[str]:
    done = 0
    for start, end, made in marks:
        if start >= done:
            yield escape(text[done:start])
            yield made
            done = end
    yield escape(text[done:])


def _tones_of(document: Audited) -> Tones:
    tones: Tones = {}
    for one in document.measures():
        tones.setdefault(one.piece, set()).add(tone(one.verdict))
    return tones


def _attribute(indexes: Iterable[int], tones: Tones) -> str:
    """By what the filter knows which figures a block holds."""
    found = sorted(set().union(*(tones.get(index, ()) for index in indexes)))
    return f' data-tones="{" ".join(found)}"' if found else " data-plain"
