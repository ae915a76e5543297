"""Files without what they tell of who made them where: editors, machines, templates, edit times, a camera's place.

What a reader sees is not touched. A file that has nothing to hide comes back as it is.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from reportgen.writers.docx.package import repacked

_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
_DROPPED = re.compile(r"docProps/(?!core\.xml$|app\.xml$)|.*/(?:people|commentsIds|commentsExtended|commentsExtensible)\.xml$|_rels/.*\.bak$")
_TELLING = re.compile(rb"<(?:\w+:)?(?:Company|Manager|Template|TotalTime|HyperlinkBase)>[^<]")
_TIMELESS = re.compile(r"\d{4}-01-01T00:00:00Z")  # as programs write it that do not tell the time
_KEPT = {"title", "identifier", "language", "description", "subject", "keywords"}
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_DC = "http://purl.org/dc/elements/1.1/"
_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TRACES = ("rsids", "attachedTemplate", "docVars")
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TOLD = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}


def scrubbed(name: str, data: bytes, owner: str) -> bytes:
    """The file, by its extension, as one of `owner`; a kind that carries no such traces as it is."""
    suffix = name.rsplit(".", 1)[-1].lower()
    if suffix in ("docx", "xlsx"):
        return scrub_office(data, owner)
    if suffix in ("jpg", "jpeg", "png"):
        return scrub_picture(data)
    return data


def scrub_office(data: bytes, owner: str) -> bytes:
    """A .docx or .xlsx whose properties name `owner` and nobody else."""
    with ZipFile(BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    kept = {name: _part(name, part, owner) for name, part in parts.items() if not _DROPPED.match(name) and not (name == _APP and _TELLING.search(part))}
    if kept == parts:
        return data
    gone = {name for name in parts if name not in kept}
    out = BytesIO()
    with ZipFile(out, "w") as target:
        for name, part in kept.items():
            target.writestr(name, _without(name, part, gone))
    return repacked(out.getvalue())


def _part(name: str, part: bytes, owner: str) -> bytes:
    if name == _CORE:
        return _core(part, owner)
    if name.endswith((".jpg", ".jpeg", ".png")):
        return scrub_picture(part)
    if name.endswith(".xlsx"):
        return scrub_office(part, owner)
    if name.startswith("word/") and name.endswith(".xml"):
        return _traceless(part)
    return part


def _core(part: bytes, owner: str) -> bytes:
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False))
    told = {etree.QName(child).localname: child for child in root}
    strange = [name for name, child in told.items() if not _harmless(name, child.text or "", owner)]
    if not strange:
        return part
    for name in strange:
        root.remove(told[name])
    for namespace, name in ((_DC, "creator"), (_CP, "lastModifiedBy")):
        if root.find(f"{{{namespace}}}{name}") is None:
            etree.SubElement(root, f"{{{namespace}}}{name}").text = owner
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _harmless(name: str, text: str, owner: str) -> bool:
    if name in ("creator", "lastModifiedBy"):
        return text in ("", owner)
    return name in _KEPT or (name in ("created", "modified") and bool(_TIMELESS.fullmatch(text)))


def _traceless(part: bytes) -> bytes:
    """A part of a Word file without the marks of editing sessions and of the template's path."""
    if b"rsid" not in part and not any(f":{name}".encode() in part for name in _TRACES):
        return part
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False))
    for element in list(root.iter(*(f"{{{_W}}}{name}" for name in _TRACES))):
        element.getparent().remove(element)
    for element in root.iter():
        for name in [name for name in element.attrib if name.startswith(f"{{{_W}}}rsid")]:
            del element.attrib[name]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _without(name: str, part: bytes, gone: set[str]) -> bytes:
    """Content types and relationships that no longer name parts that are gone."""
    if not gone or not (name == "[Content_Types].xml" or name.endswith(".rels")):
        return part
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False))
    for child in list(root):
        target = child.get("PartName") if child.tag == f"{{{_TYPES}}}Override" else child.get("Target") if child.tag == f"{{{_REL}}}Relationship" else None
        if target and any(one == target.lstrip("/") or one.endswith("/" + target.lstrip("./")) for one in gone):
            root.remove(child)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def scrub_picture(data: bytes) -> bytes:
    """A JPEG or PNG without text, place, camera and time; its pixels as they are."""
    try:
        if data.startswith(b"\xff\xd8"):
            return b"".join(_jpeg(data))
        return b"".join(_png(data)) if data.startswith(_PNG) else data
    except (struct.error, IndexError, zlib.error):
        return data


def _jpeg(data: bytes) -> Iterator[bytes]:
    """The segments but for application data (JFIF, colour profile and Adobe's colour mark stay) and comments."""
    yield data[:2]
    at = 2
    while at < len(data):
        if data[at] != 0xFF:
            raise IndexError
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xDA:
            yield data[at:]
            return
        size = 2 + int(struct.unpack(">H", data[at + 2:at + 4])[0])
        segment = data[at:at + size]
        profile = marker == 0xE2 and segment[4:15] == b"ICC_PROFILE"
        if not (0xE1 <= marker <= 0xEF or marker == 0xFE) or profile or marker == 0xEE:
            yield segment
        at += size


def _png(data: bytes) -> Iterator[bytes]:
    yield _PNG
    at = 8
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind not in _PNG_TOLD:
            yield data[at:at + size + 12]
        at += size + 12


def scrub_pdf(data: bytes) -> bytes:
    """A scanned PDF without its properties; its pages as they are. One that cannot be read comes back as it is."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError
    try:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
        writer.metadata = None
        writer.root_object.pop("/Metadata", None)
        for page in writer.pages:
            page.pop("/PieceInfo", None)
            page.pop("/LastModified", None)
        out = BytesIO()
        writer.write(out)
        return out.getvalue()
    except (PyPdfError, ValueError, KeyError, TypeError):
        return data
