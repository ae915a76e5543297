"""DrawingML in small words: `c("legend", …)` is `<c:legend>`; lengths come in points, colours as styles.yaml writes them."""

from lxml import etree
from lxml.etree import _Element as Element

_NAMES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"
RELATION = f"{{{_NAMES['r']}}}id"


def c(tag: str, *children: Element, **attributes: object) -> Element:
    """An element of the chart namespace."""
    return _made("c", tag, children, attributes)


def a(tag: str, *children: Element, **attributes: object) -> Element:
    """An element of the drawing namespace."""
    return _made("a", tag, children, attributes)


def _made(prefix: str, tag: str, children: tuple[Element, ...], attributes: dict[str, object]) -> Element:
    made = etree.Element(f"{{{_NAMES[prefix]}}}{tag}", {key: str(value) for key, value in attributes.items()}, _NAMES)
    made.extend(children)
    return made


def held(element: Element, text: str) -> Element:
    """The element with a text in it."""
    element.text = text
    return element


def flags(**states: bool) -> list[Element]:
    """`<c:showVal val="1"/>` and its like."""
    return [c(name, val=int(state)) for name, state in states.items()]


def no_leaders() -> Element:
    """An extension that Word 2013 and later read: no line leads from a moved label to its point."""
    word = etree.Element(f"{{{_C15}}}showLeaderLines", {"val": "0"}, {"c15": _C15})
    return c("extLst", c("ext", word, uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"))


def placed(**parts: float | str) -> Element:
    """A manual layout: x, y, w, h as shares of the whole, modes as words."""
    order = ("layoutTarget", "xMode", "yMode", "x", "y", "w", "h")
    return c("layout", c("manualLayout", *(c(name, val=_share(parts[name])) for name in order if name in parts)))


def _share(part: float | str) -> str:
    return part if isinstance(part, str) else f"{part:.5f}"


def fill(colour: str) -> Element:
    """A plain fill; none for ""."""
    return a("solidFill", a("srgbClr", val=colour.lstrip("#").upper())) if colour else a("noFill")


def line(colour: str = "", width: float = 0.75) -> Element:
    """A line of that colour; none for ""."""
    return a("ln", fill(colour), a("round"), w=round(width * 12700)) if colour else a("ln", fill(""))


def shape(colour: str = "", edge: str = "", width: float = 0.75) -> Element:
    """Fill and edge of a shape."""
    return c("spPr", fill(colour), line(edge, width))


def letters(tag: str, size: float, colour: str, face: str = "") -> Element:
    """Run properties: defRPr or rPr."""
    faces = [a(name, typeface=face) for name in ("latin", "ea", "cs")] if face else []
    return a(tag, fill(colour), *faces, lang="zh-CN", sz=round(size * 100), b=0)


def type_of(size: float, colour: str, face: str = "", *, wrap: str = "square") -> Element:
    """How the texts of an element are set: upright, in that size and colour."""
    first = a("p", a("pPr", letters("defRPr", size, colour, face)), a("endParaRPr", lang="zh-CN"))
    return c("txPr", a("bodyPr", rot=0, vert="horz", wrap=wrap), a("lstStyle"), first)


def rich(lines: tuple[str, ...], size: float, colour: str, face: str = "", align: str = "ctr") -> Element:
    """Text of its own, in lines."""
    rows = [a("p", a("pPr", letters("defRPr", size, colour, face), algn=align), a("r", letters("rPr", size, colour, face), held(a("t"), text)))
            for text in lines]
    return c("tx", c("rich", a("bodyPr", rot=0, vert="horz", wrap="none", lIns=0, tIns=0, rIns=0, bIns=0), a("lstStyle"), *rows))
