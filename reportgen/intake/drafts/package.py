"""The parts of a Word document and how they hang together: relationships, notes, comments, pictures."""

import posixpath
from collections.abc import Iterator

from lxml import etree

from reportgen.intake.drafts.gate import Parts

_OFFICE = "http://schemas.openxmlformats.org/"
W = "{" + _OFFICE + "wordprocessingml/2006/main}"
R = "{" + _OFFICE + "officeDocument/2006/relationships}"
A = "{" + _OFFICE + "drawingml/2006/main}"
M = "{" + _OFFICE + "officeDocument/2006/math}"
C = "{" + _OFFICE + "drawingml/2006/chart}"
DGM = "{" + _OFFICE + "drawingml/2006/diagram}"
WP = "{" + _OFFICE + "drawingml/2006/wordprocessingDrawing}"
PIC = "{" + _OFFICE + "drawingml/2006/picture}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"
_RELS = "{" + _OFFICE + "package/2006/relationships}"
_STRICT = ((b"http://purl.oclc.org/ooxml/wordprocessingml/main", (_OFFICE + "wordprocessingml/2006/main").encode()),
           (b"http://purl.oclc.org/ooxml/officeDocument/math", (_OFFICE + "officeDocument/2006/math").encode()),
           (b"http://purl.oclc.org/ooxml/officeDocument/relationships", (_OFFICE + "officeDocument/2006/relationships").encode()),
           (b"http://purl.oclc.org/ooxml/drawingml/", (_OFFICE + "drawingml/2006/").encode()))
Element = etree._Element


class Broken(ValueError):
    """The package does not hold what a Word document must, or a part is no XML."""


class Package:
    """A document's parts, parsed when asked for. Raises: Broken."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._trees: dict[str, Element] = {}
        self._links: dict[str, dict[str, tuple[str, str]]] = {}
        main = next((target for kind, target in self._related("").values() if kind == "officeDocument"), "word/document.xml")
        if main not in parts:
            raise Broken("no main part")
        self.main = main
        body = self.tree(main).find(W + "body")
        if body is None:
            raise Broken("no body")
        self.body: Element = body

    def tree(self, name: str) -> Element:
        """The root of a part."""
        if name not in self._trees:
            try:
                data = self._parts[name]
                for strict, usual in _STRICT:
                    data = data.replace(strict, usual)
                parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
                self._trees[name] = etree.fromstring(data, parser)
            except (etree.XMLSyntaxError, KeyError) as fault:
                raise Broken(name) from fault
        return self._trees[name]

    def side(self, kind: str) -> Element | None:
        """The root of the main part's companion of that kind (styles, numbering, footnotes, comments); None if it has none."""
        target = next((target for known, target in self._related(self.main).values() if known == kind), None)
        return self.tree(target) if target in self._parts else None

    def sides(self, kind: str) -> Iterator[Element]:
        """All companions of that kind (header, footer), each once."""
        targets = dict.fromkeys(target for known, target in self._related(self.main).values() if known == kind)
        yield from (self.tree(target) for target in targets if target in self._parts)

    def target(self, link: str | None, source: str = "") -> str | None:
        """Where a relationship of a part (the main one if none is named) leads: a part's name, or an outside address."""
        return self._related(source or self.main).get(link or "", ("", None))[1]

    def data(self, name: str | None) -> bytes | None:
        """A part's bytes; None if the document does not hold it."""
        return self._parts.get(name or "")

    def _related(self, source: str) -> dict[str, tuple[str, str]]:
        """Relationship id → (kind, target) of a part; the package's own for ""."""
        if source not in self._links:
            folder, base = posixpath.split(source)
            name = posixpath.join(folder, "_rels", f"{base}.rels")
            self._links[source] = dict(self._read_links(name, folder)) if name in self._parts else {}
        return self._links[source]

    def _read_links(self, name: str, folder: str) -> Iterator[tuple[str, tuple[str, str]]]:
        for one in self.tree(name).iter(_RELS + "Relationship"):
            target = one.get("Target", "")
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
            yield one.get("Id", ""), (one.get("Type", "").rsplit("/", 1)[-1], target)


def value(element: Element | None, path: str = "", name: str = "val") -> str | None:
    """The attribute w:val (or another) of a child; None if either is missing."""
    found = element if element is None or not path else element.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + name)


def switched(element: Element | None, path: str) -> bool | None:
    """A toggle (w:b, w:vanish …): on, off, or None where it is not set."""
    found = None if element is None else element.find(W + path)
    return None if found is None else found.get(W + "val", "true") not in ("0", "false", "off")
