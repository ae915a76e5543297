"""A browser's SVG made plain: a flat list of shapes and texts in which nothing changes from run to run.

What is kept is what is seen: paths and texts with their paint and place. Groups, classes, random ids, clip paths (nothing is
drawn outside its field) and invisible shapes go; numbers are rounded. Scripts, references and images cannot remain.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from reportgen.writers.charts.face import FAMILY, LEADING

Point = tuple[Decimal, Decimal]

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TRANSLATE = re.compile(r"translate\(([^)]*)\)")
_RGB = re.compile(r"rgb\((\d+), ?(\d+), ?(\d+)\)")
_PAINT = ("fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "opacity", "display", "visibility",
          "text-anchor", "font-size", "stroke-linejoin")
_DEFAULTS = {"fill": "#000000", "fill-opacity": "1", "stroke": "none", "stroke-opacity": "1", "stroke-width": "1",
             "opacity": "1", "text-anchor": "start"}


def clean(raw: str, width: float, height: float) -> bytes:
    """The SVG of one chart on a sheet of that size in points; equal pictures give equal bytes."""
    size = {"width": f"{number(width)}pt", "height": f"{number(height)}pt"}
    plain = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, "viewBox": f"0 0 {number(width)} {number(height)}",
                            "font-family": FAMILY})
    for shape in _shapes(fromstring(raw), {}, (Decimal(0), Decimal(0))):
        shape.tail = "\n"
        plain.append(shape)
    plain.text = "\n"
    return tostring(plain, encoding="utf-8") + b"\n"


def number(value: Decimal | float) -> str:
    """A coordinate with two decimals at most.

    >>> number(3.0), number(-0.001), number(12.346)
    ('3', '0', '12.35')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _shapes(element: Element, inherited: dict[str, str], origin: Point) -> Iterator[Element]:
    """Every visible leaf below an element."""
    tag = element.tag.rsplit("}", 1)[-1]
    style = inherited | _style(element)
    if style.get("display") == "none" or style.get("visibility") == "hidden" or style.get("opacity") == "0":
        return
    origin = _moved(element, origin)
    if tag in ("svg", "g"):
        for child in element:
            yield from _shapes(child, style, origin)
    elif tag == "path" and element.get("d") and _seen(style):
        yield _path(element.get("d"), style, origin)
    elif tag == "text" and "".join(element.itertext()).strip():
        yield _text(element, style, origin)


def _style(element: Element) -> dict[str, str]:
    """The paint an element sets, by attributes or style."""
    own = {name: element.get(name) for name in _PAINT if element.get(name)}
    for pair in element.get("style", "").split(";"):
        name, _, value = pair.partition(":")
        if name.strip() in _PAINT:
            own[name.strip()] = value.strip()
    return {name: _RGB.sub(_hex, value).removesuffix("px") for name, value in own.items()}


def _hex(match: re.Match) -> str:
    return "#" + "".join(f"{int(channel):02x}" for channel in match.groups())


def _moved(element: Element, origin: Point) -> Point:
    x, y = origin
    for inner in _TRANSLATE.findall(element.get("transform", "")):
        dx, dy = (*_numbers(inner), Decimal(0))[:2]
        x, y = x + dx, y + dy
    return x, y


def _numbers(text: str) -> list[Decimal]:
    return [Decimal(found) for found in _NUMBER.findall(text)]


def _seen(style: dict[str, str]) -> bool:
    filled = style.get("fill") != "none" and style.get("fill-opacity") != "0"
    stroked = (style.get("stroke", "none") != "none" and style.get("stroke-opacity") != "0"
               and style.get("stroke-width") != "0")
    return filled or stroked


def _path(line: str, style: dict[str, str], origin: Point) -> Element:
    paint = {name: value for name in _PAINT[:6] if (value := style.get(name)) is not None}
    if paint.get("stroke-width") == "0":
        paint = {name: value for name, value in paint.items() if not name.startswith("stroke")}
    if paint.get("fill") == "none":
        paint.pop("fill-opacity", None)
    paint = {name: value for name, value in paint.items() if value != _DEFAULTS[name]}
    place = {"transform": f"translate({number(origin[0])},{number(origin[1])})"} if origin != (0, 0) else {}
    return Element("path", {**place, "d": _NUMBER.sub(lambda found: number(Decimal(found[0])), line), **paint})


def _text(element: Element, style: dict[str, str], origin: Point) -> Element:
    """Text as text; the lines of a label are spans with places of their own."""
    lines = [span for span in element if span.tag.endswith("tspan")] or [element]
    x, y = (_numbers(element.get(name) or lines[0].get(name, "0"))[0] for name in ("x", "y"))
    size = _numbers(style["font-size"])[0]
    paint = {name: value for name in ("font-size", "fill", "text-anchor")
             if (value := style.get(name)) is not None and value != _DEFAULTS.get(name)}
    text = Element("text", {"x": number(x + origin[0]), "y": number(y + origin[1]), **paint})
    if lines == [element]:
        text.text = element.text
    else:
        for i, line in enumerate(lines):
            spot = {"x": number(x + origin[0]), "y": number(y + origin[1] + i * size * Decimal(str(LEADING)))}
            SubElement(text, "tspan", spot).text = "".join(line.itertext())
    return text
