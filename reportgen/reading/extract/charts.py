"""Native charts of a Word file: the cached numbers, as cells with series and category as heads."""

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from reportgen.core.reading import Context, Piece, Spot
from reportgen.reading.extract.package import Package

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_UNIT = re.compile(r"[（(]([^（）()\d]{1,6})[)）]\s*$|单位[：:]\s*(\S{1,6})")


def chart_pieces(package: Package) -> Iterator[Piece]:
    """A piece for every cached value; its text is the number as cached."""
    for part in sorted(name for name in package.parts if name.startswith("word/charts/chart") and name.endswith(".xml")):
        root = package.tree(part)
        if root is not None:
            yield from _values(root, part)


def _values(root: Element, part: str) -> Iterator[Piece]:
    title = _text(root.find(f"{_C}chart/{_C}title"))
    axis = next((text for one in root.iter(f"{_C}valAx") if (text := _text(one.find(f"{_C}title")))), "")
    unit = next((found[1] or found[2] for text in (axis, title) if (found := _UNIT.search(text))), "")
    for series in root.iter(f"{_C}ser"):
        name = _text(series.find(f"{_C}tx"))
        labels = dict(_points(series.find(f"{_C}cat")))
        for place, value in _points(series.find(f"{_C}val")):
            own = _UNIT.search(name)
            heads = tuple(one for one in (labels.get(place, ""),) if one)
            context = Context(title, (title,) if title else (), row=heads, column=(name,) if name else (), unit=own[1] or own[2] if own else unit)
            yield Piece(value, Spot("chart", part, row=place), context)


def _points(element: Element | None) -> Iterator[tuple[int, str]]:
    if element is not None:
        for point in element.iter(f"{_C}pt"):
            value = point.find(f"{_C}v")
            if value is not None and value.text:
                yield int(point.get("idx", "0")), value.text


def _text(element: Element | None) -> str:
    """The words of a title or a series name, typed or cached."""
    if element is None:
        return ""
    typed = "".join(one.text or "" for one in element.iter(f"{_A}t"))
    return typed or next((one.text or "" for one in element.iter(f"{_C}v")), "")
