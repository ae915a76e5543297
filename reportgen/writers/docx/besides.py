"""What a working copy remembers besides its words: pictures and charts, levels of headings, marked words, and the words outside its paragraphs."""

from collections.abc import Iterator
from zlib import crc32

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart
from lxml import etree
from lxml.etree import _Element as Element

from reportgen.core.working import NAMESPACE, PARAGRAPH_MARK, charted, words_outside
from reportgen.turns import Turns
from reportgen.writers.docx.xml import clean

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_BLIP, _CHART, _EMBED, _ID = qn("a:blip"), f"{_C}chart", qn("r:embed"), qn("r:id")
_CELL = qn("w:tc")  # its paragraphs are remembered with their table
_FIELDS = (qn("w:fldChar"), qn("w:instrText"), qn("w:fldSimple"), qn("w:hyperlink"))
_AROUND = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)


def remember(root: Element, document: DocumentPart, turns: Turns) -> None:
    """Adds to the remembered paragraphs, in `root`, how they are set; and to `root` the drawings and the words outside. turns: charts as read before."""
    told = {one.get("n"): one for one in root.iter(f"{{{NAMESPACE}}}paragraph")}
    levels = {style.style_id: int(style.name[-1]) for style in document.styles if style.name and style.name.lower().startswith("heading ") and style.name[-1].isdigit()}
    drawings = etree.SubElement(root, f"{{{NAMESPACE}}}drawings")
    outside = etree.SubElement(root, f"{{{NAMESPACE}}}outside")
    begun = False
    for paragraph in document.element.body.iter(qn("w:p")):
        n = "" if paragraph.getparent().tag == _CELL else _key(paragraph)
        begun = begun or bool(n)
        if n:
            told[n].set("level", str(levels.get(paragraph.style, 0)))
        elif not begun and not any(one.tag in _FIELDS for one in paragraph.iter()):
            _outside(outside, "cover", "".join(paragraph.itertext(qn("w:t"))))
    around = (one for drawing in document.element.body.iter(qn("w:drawing")) for one in reversed([*drawing.iterancestors(qn("w:p"))]))
    for paragraph in dict.fromkeys(around):
        for kind, alt, identity in _drawings(paragraph, document, turns):
            etree.SubElement(drawings, f"{{{NAMESPACE}}}drawing", kind=kind, alt=clean(alt), n=_key(paragraph)).text = identity
    for part in (relation.target_part for relation in document.rels.values() if relation.reltype in _AROUND):
        for paragraph in parse_xml(part.blob).iter(qn("w:p")):
            _outside(outside, "margin", words_outside(_nodes(paragraph)))


def _outside(told: Element, where: str, text: str) -> None:
    if text.strip():
        etree.SubElement(told, f"{{{NAMESPACE}}}text", where=where).text = clean(text)


def _key(paragraph: Element) -> str:
    """The key of a remembered paragraph; "" of any other."""
    mark = PARAGRAPH_MARK.format("")
    return next((one.get(qn("w:name")).removeprefix(mark) for one in paragraph.iterchildren(qn("w:bookmarkStart")) if one.get(qn("w:name"), "").startswith(mark)), "")


def _drawings(paragraph: Element, document: DocumentPart, turns: Turns) -> Iterator[tuple[str, str, str]]:
    """Kind, alternative text and identity of each picture and chart."""
    for drawing in paragraph.iter(qn("w:drawing")):
        alt = next((one.get("descr", "") for one in drawing.iter(qn("wp:docPr"))), "")
        for one in drawing.iter(_BLIP, _CHART):
            kind = "picture" if one.tag == _BLIP else "chart"
            blob = document.related_parts[one.get(_EMBED if kind == "picture" else _ID)].blob
            yield kind, alt, turns.held("drawn", (blob,), kind, lambda: str(crc32(blob)) if kind == "picture" else charted(parse_xml(blob)))


def _nodes(paragraph: Element) -> Iterator[tuple[str, str]]:
    """What `words_outside` wants to know of a paragraph."""
    for one in paragraph.iter(qn("w:fldChar"), qn("w:t")):
        yield (one.get(qn("w:fldCharType")), "") if one.tag == qn("w:fldChar") else ("t", one.text or "")
