"""Alternative texts of a printed file: LibreOffice leaves out those of charts, and drops them from a Word file that it saves."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree
from lxml.etree import _Element as Element

from reportgen.writers.printing.timeless import Edit, edited

_BODY = "word/document.xml"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHOWN = {"{http://schemas.openxmlformats.org/drawingml/2006/main}blip": f"{_R}embed", "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": f"{_R}id"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_OBJECT = re.compile(rb"\n(\d+) 0 obj\n<</Type/StructElem\n/S/([^\n]+)\n(.*?)\n>>\nendobj", re.DOTALL)
_KIDS, _ALT, _PARENT = re.compile(rb"/K\[([^\]]*)\]"), re.compile(rb"/Alt<FEFF([0-9A-F]*)>"), re.compile(rb"/P (\d+) 0 R")


def alternatives(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """The alternative text of each picture and chart in the line of text, in order; "" where there is none."""
    if not re.search(rb"<\w*:?inline\b", parts.get(_BODY, b"")):
        return ()
    return tuple(_frame(one).get("descr", "") for one, _ in _drawings(etree.fromstring(parts[_BODY], _PARSER)))


def redescribed(parts: Mapping[str, bytes], lost: Mapping[str, str]) -> dict[str, bytes]:
    """The parts of a Word file, with alternative texts put back where there is none. lost: by the relation of picture or chart."""
    body = etree.fromstring(parts[_BODY], _PARSER)
    for inline, relation in _drawings(body):
        if relation in lost and not _frame(inline).get("descr"):
            _frame(inline).set("descr", lost[relation])
    return {**parts, _BODY: etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)}


def described(pdf: bytes, told: Sequence[str]) -> tuple[bytes, int]:
    """A PDF of LibreOffice with the alternative texts that it left out, and how many of its figures still have none.

    told: of the Word file, in order. Where the figures are not plainly the same ones, nothing is put in.
    """
    objects = {int(found[1]): found for found in _OBJECT.finditer(pdf)}
    figures = [one for one in _walk(objects) if one[2] == b"Figure" and not _on_page(one, objects)]
    known = [_said(one) for one in figures]
    if len(known) != len(told) or any(said not in ("", text) for said, text in zip(known, told, strict=True)):
        return pdf, known.count("")
    edits = [_added(one, text) for one, said, text in zip(figures, known, told, strict=True) if text and not said]
    return edited(pdf, sorted(edits)) if edits else pdf, sum(not text for text in told)


def _drawings(body: Element) -> Iterator[tuple[Element, str]]:
    """Each frame in the line of text that holds a picture or a chart, with its relation."""
    for inline in body.iter(f"{_WP}inline"):
        shown = next(inline.iter(*_SHOWN), None)
        if shown is not None and not any(parent.tag == _FALLBACK for parent in inline.iterancestors()):
            yield inline, shown.get(_SHOWN[shown.tag], "")


def _frame(inline: Element) -> Element:
    found = inline.find(f"{_WP}docPr")
    return found if found is not None else etree.SubElement(inline, f"{_WP}docPr")


def _walk(objects: Mapping[int, re.Match[bytes]]) -> Iterator[re.Match[bytes]]:
    """The elements of the structure in reading order."""
    waiting = [number for number, found in objects.items() if _parent(found) not in objects]
    while waiting:
        found = objects.get(waiting.pop(0))
        if found is not None:
            yield found
            kids = _KIDS.search(found[3])
            waiting = [int(one) for one in re.findall(rb"(\d+) 0 R", kids[1] if kids else b"")] + waiting


def _parent(found: re.Match[bytes]) -> int:
    told = _PARENT.search(found[3])
    return int(told[1]) if told else 0


def _on_page(found: re.Match[bytes], objects: Mapping[int, re.Match[bytes]]) -> bool:
    """Whether a figure belongs to no paragraph: what a header draws on every page, a band on the cover."""
    around = objects.get(_parent(found))
    return around is None or around[2] in (b"Document", b"Div")


def _said(figure: re.Match[bytes]) -> str:
    told = _ALT.search(figure[3])
    return bytes.fromhex(told[1].decode()).decode("utf-16-be") if told else ""


def _added(figure: re.Match[bytes], text: str) -> Edit:
    at = figure.start(3)
    return at, at, b"/Alt<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">\n"
