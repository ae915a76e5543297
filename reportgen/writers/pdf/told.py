"""Tells Typst where the lines of a text end, so that each takes as many lines as in the Word file."""

from collections.abc import Sequence
from itertools import pairwise

from reportgen.core.document import Inline
from reportgen.writers.lines import Words, ends, words
from reportgen.writers.pdf.fonts import width
from reportgen.writers.tree_json import tree

_CLOSER = 0.08     # em that two letters may stand nearer than they would; the template allows a little more
_FULL = 0.85       # of its measure that a line fills which is drawn out to the edge
_SEAM = 0.25       # em that Typst puts between Chinese and Latin
_HALF = 0.5        # em that it takes from a full-width mark at the end
_RATIO = 0.6       # em that the template takes from the sign of a ratio

Node = dict[str, object]


def told(children: Sequence[Inline], room: float, first: float = 0.0, *, bound: bool, before: str = "") -> Node:
    """The inlines for the template, with marks where lines end. before: words that the template itself prints before them.

    "told" is false for a text whose lines Typst ends itself: our Latin is wider, and a line would have to be squeezed too much.
    """
    text, close = words(children, bound=bound)
    given = before + text, frozenset(at + len(before) for at in close)
    starts = ends(given, room, first)
    nodes: list[Node] = tree(tuple(children))
    if any(_natural(line) > space + _CLOSER * len(line) for line, space in _lines(given, starts, room, first)):
        return {"children": nodes, "told": False}
    full = [_natural(line) > _FULL * space for line, space in _lines(given, starts, room, first)]
    marks = {start - len(before): {"type": "line_end", "full": drawn} for start, drawn in zip(starts, full) if given[0][start - 1] != "\n"}
    return {"children": _cut(nodes, marks, 0)[0], "told": True}


def _lines(given: Words, starts: Sequence[int], room: float, first: float) -> list[tuple[str, float]]:
    """Each line with the room it has."""
    return [(given[0][start:end], room if start else room - first) for start, end in pairwise((0, *starts, len(given[0])))]


def _natural(line: str) -> float:
    """Width of a line in our own faces, in em."""
    seams = sum((one < "\u0300") != (two < "\u0300") and (one.isalnum() and two.isalnum()) for one, two in pairwise(line))
    return width(line) + _SEAM * seams - _RATIO * line.count("∶") - (_HALF if line[-1:] in "，。、；：？！）》”" else 0.0)


def _cut(nodes: Sequence[Node], marks: dict[int, Node], at: int) -> tuple[list[Node], int]:
    """The nodes with the marks among them, and where their text ends."""
    made: list[Node] = []
    for node in nodes:
        if "text" in node:
            text = str(node["text"])
            cuts = sorted({0, len(text), *(mark - at for mark in marks if at <= mark < at + len(text))})
            for start, end in pairwise(cuts):
                made.extend([marks[at + start]] if at + start in marks else [])
                made.append(node | {"text": text[start:end]})
            at += len(text)
        elif node["type"] in ("footnote", "break"):
            made.append(node)
            at += 1
        else:
            inner, at = _cut(node["children"], marks, at)
            made.append(node | {"children": inner})
    return made, at
