"""A Word file as parts: opened with limits, parsed without entities, network or document types."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from lxml import etree

from reportgen.core.errors import Unreadable
from reportgen.core.place import Place

MAX_PARTS = 3_000
MAX_BYTES = 400 * 1024 * 1024
MAX_XML = 60 * 1024 * 1024
MAX_RATIO = 100  # documents have 10 to 35, a bomb a thousand
_SMALL = 16 * 1024 * 1024
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_RESAVE = "用 Word 或 WPS 打开，另存为“Word 文档（.docx）”后再试"


@dataclass(frozen=True, slots=True)
class Package:
    """The XML parts of a Word file, by name; and the checksum of every part, by name."""

    name: str
    parts: Mapping[str, bytes] = field(repr=False)
    checksums: Mapping[str, int] = field(default_factory=dict, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Of all parts, in the file's order."""
        return tuple(self.checksums)

    def tree(self, part: str) -> etree._Element | None:
        """The part's root element; None if there is no such part."""
        return parsed(self.name, self.parts[part]) if part in self.parts else None

    def related(self, part: str, kind: str) -> dict[str, str]:
        """Relation id → part name, of the relations of `part` whose type ends in `kind`."""
        root = self.tree(join(dirname(part), "_rels", part.rsplit("/", 1)[-1] + ".rels"))
        if root is None:
            return {}
        return {one.get("Id", ""): normpath(join(dirname(part), one.get("Target", ""))).lstrip("/") if not one.get("Target", "").startswith("/")
                else one.get("Target", "").lstrip("/") for one in root.iter(_RELATIONS)
                if one.get("Type", "").endswith("/" + kind) and one.get("TargetMode") != "External"}


def open_word(name: str, data: bytes) -> Package:
    """The package. Raises: Unreadable if it is none, is encrypted, damaged, too large, or declares a document type."""
    if data[:8] == bytes.fromhex("d0cf11e0a1b11ae1"):
        raise Unreadable("文件设了打开密码，或是旧的 .doc 格式", at=Place(name), hint="去掉打开密码，" + _RESAVE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(name, archive, len(data))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise Unreadable("文件损坏，或不是 Word 文档", at=Place(name), hint=_RESAVE) from None


def _read(name: str, archive: zipfile.ZipFile, size: int) -> Package:
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_PARTS or total > MAX_BYTES or (total > _SMALL and total > size * MAX_RATIO):
        raise Unreadable("文件解开后过大，不读取", at=Place(name), hint="压缩其中的图片后另存")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("文件设了密码", at=Place(name), hint="去掉密码后另存")
    if "word/document.xml" not in archive.namelist():
        raise Unreadable("文件不是 Word 文档（.docx）", at=Place(name), hint=_RESAVE)
    parts: dict[str, bytes] = {}
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            with archive.open(entry) as stream:
                part = stream.read(MAX_XML + 1)
            if len(part) > MAX_XML:
                raise Unreadable(f"部件 {entry.filename} 过大，不读取", at=Place(name), hint="分成几个文件后再试")
            parts[entry.filename] = part
    return Package(name, parts, {entry.filename: entry.CRC for entry in entries})


def parsed(name: str, data: bytes) -> etree._Element:
    """XML as a tree. Raises: Unreadable if it is not well-formed or has a DOCTYPE."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data[:64]:
        raise Unreadable("文件里有 DOCTYPE 声明，可能夹带外部内容，不读取", at=Place(name), hint=_RESAVE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise Unreadable("文件内部的 XML 损坏", at=Place(name), hint=_RESAVE) from None
