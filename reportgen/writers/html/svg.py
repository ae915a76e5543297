"""A drawing's SVG made fit to stand inside a page: safe, small, with ids of its own and a name."""

import re
from functools import lru_cache

from lxml import etree

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_ELEMENTS = frozenset(
    "svg g defs clipPath mask symbol marker pattern linearGradient radialGradient stop use "
    "path rect circle ellipse line polyline polygon text tspan".split())
_FOREIGN = ("{", "on", "data-", "aria-", "xml", "-")
_DROPPED = frozenset("class style role lang tabindex font-family font-style font-variant cursor pointer-events text-shadow "
                     "vector-effect will-change".split())
_GEOMETRY = frozenset("d points transform x y x1 x2 y1 y2 dx dy cx cy r width height".split())
_URL = re.compile(r"url\(\s*['\"]?([^)'\"]*)['\"]?\s*\)")
_LONG = re.compile(r"(\d\.\d\d)\d+(?![\de])")
_RGB = re.compile(r"rgb\((\d+), ?(\d+), ?(\d+)\)")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


@lru_cache(maxsize=512)
def inline_svg(data: bytes, *, name: str, title: str, description: str) -> str:
    """The drawing as an `<svg role="img">` for use in HTML.

    name: unique on the page; every id of the drawing begins with it, and is otherwise a count, so that equal drawings
    give equal bytes. Scripts, foreign content, style sheets, fonts and whatever points outside the drawing are left
    out; text takes the page's fonts. Ids that nothing uses are dropped.
    """
    root = etree.fromstring(data, _PARSER)
    _view_box(root)
    clean = _clean(root)
    _spare_defaults(clean)
    _rename(clean, {old: f"{name}-{n}" for n, old in enumerate(_used(clean), 1)})
    clean.attrib.update({"role": "img", "aria-labelledby": f"{name}-t {name}-d"})
    for position, (tag, text) in enumerate((("title", title), ("desc", description))):
        label = etree.Element(tag, id=f"{name}-{tag[0]}")
        label.text = text
        clean.insert(position, label)
    return etree.tostring(clean, encoding="unicode", with_tail=False)


def _view_box(root: etree._Element) -> None:
    if "viewBox" not in root.attrib:
        root.set("viewBox", " ".join(("0 0", *(re.sub(r"[^\d.]", "", root.get(side, "0")) for side in ("width", "height")))))
    for side in ("width", "height"):
        root.attrib.pop(side, None)


def _clean(element: etree._Element) -> etree._Element:
    """A copy without namespaces that holds allowed elements and attributes only, and no empty groups."""
    copy = etree.Element(etree.QName(element).localname, _attributes(element))
    text = copy.tag in ("text", "tspan")
    copy.text = element.text if text else None
    for child in filter(_known, element):
        kept = _clean(child)
        kept.tail = child.tail if text else None
        if len(kept) or kept.text or (kept.attrib and kept.tag != "g"):
            copy.append(kept)
    return copy


def _known(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return False
    name = etree.QName(element)
    return name.namespace == _SVG and name.localname in _ELEMENTS


def _attributes(element: etree._Element) -> dict[str, str]:
    """The attributes to keep; declarations of a style attribute count as attributes, and come first as they do in CSS."""
    kept: dict[str, str] = {}
    for raw, value in (*_declarations(element.get("style", "")), *element.attrib.items()):
        key = "href" if raw == _XLINK_HREF else raw
        if _allowed(key, value):
            kept.setdefault(key, _LONG.sub(r"\1", value) if key in _GEOMETRY else _RGB.sub(_hex, value))
    return kept


def _hex(found: re.Match[str]) -> str:
    return "#" + "".join(f"{int(part):02x}" for part in found.groups())


def _spare_defaults(root: etree._Element) -> None:
    """Leaves out opacities that are 1 throughout."""
    for key in ("opacity", "fill-opacity", "stroke-opacity"):
        bearers = root.xpath(f"//*[@{key}]")
        if all(element.get(key) == "1" for element in bearers):
            for element in bearers:
                del element.attrib[key]


def _declarations(style: str) -> list[tuple[str, str]]:
    pairs = (part.partition(":") for part in style.split(";"))
    return [(key.strip(), value.strip()) for key, colon, value in pairs if colon]


def _allowed(key: str, value: str) -> bool:
    if key in _DROPPED or key.startswith(_FOREIGN) or (key == "href" and not value.startswith("#")):
        return False
    return all(target.startswith("#") for target in _URL.findall(value))


def _used(root: etree._Element) -> dict[str, None]:
    """The ids that something in the drawing points to, in order of first use."""
    found: dict[str, None] = {}
    for element in root.iter():
        for key, value in element.attrib.items():
            targets = [value] if key == "href" else _URL.findall(value)
            found.update(dict.fromkeys(target[1:] for target in targets))
    return found


def _rename(root: etree._Element, names: dict[str, str]) -> None:
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "id" and value not in names:
                del element.attrib[key]
            elif key == "id":
                element.set(key, names[value])
            elif key == "href":
                element.set(key, "#" + names[value[1:]])
            elif "url(" in value:
                element.set(key, _URL.sub(lambda found: f"url(#{names[found[1][1:]]})", value))
