"""The gate for drafts: what the file is, and whether it is safe to parse. It shares its limits with the gate for exports."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reportgen.core.finding import Finding
from reportgen.core.place import Place
from reportgen.intake.drafts.codes import fail
from reportgen.intake.gate import MAX_BYTES, MAX_PARTS, MAX_RATIO, oversized

_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_RESAVE = "用 Word 或 WPS 打开，另存为“Word 文档（.docx）”后重新交来"
_UNLOCK = "去掉打开密码后另存，再交来"
_WEB = re.compile(rb"\s*(?:<!doctype|<html|<\?xml|<table|<meta|mime)")
_OTHER_OFFICE = (("xl/workbook.xml", "Excel 工作簿"), ("ppt/presentation.xml", "PowerPoint 演示文稿"))
Parts = Mapping[str, bytes]


def sniffed(data: bytes) -> str:
    """What the bytes are: "docx" (any zip), "old" (an older Word or WPS document, or rich text), "locked", or "" for anything else."""
    if data.startswith(_ZIP):
        return "docx"
    if data.startswith(_OLE):
        return "locked" if _entry("EncryptedPackage", data) or _locked_word(data) else "old" if _entry("WordDocument", data) else ""
    return "old" if data.startswith(b"{\\rtf") else ""


def open_document(name: str, data: bytes) -> tuple[Parts | None, tuple[Finding, ...]]:
    """The parts of a .docx by name; None and the reason if it is refused."""
    at = Place(name)
    kind = sniffed(data)
    if kind == "locked":
        return None, (fail("N102", "这份文稿设了打开密码", at, _UNLOCK),)
    if kind != "docx":
        return None, (fail("N101", _what(data), at, _RESAVE),)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(at, archive, len(data))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        return None, (fail("N108", "文稿损坏，解不开（多半是没有传完）", at, "请原部门重新发送；能用 Word 打开的，另存后再交来"),)


def _what(data: bytes) -> str:
    if not data:
        return "这是空文件"
    if data.startswith(b"%PDF"):
        return "这是 PDF，不是 Word 文稿"
    if _WEB.match(data[:200].lower().removeprefix(b"\xef\xbb\xbf")):
        return "这个文件其实是网页，只是改了扩展名"
    return "这个文件不是 Word 文稿"


def _entry(name: str, data: bytes) -> bool:
    """Whether an OLE container has a stream of that name: directory entries are 128 bytes and begin with it."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    start = data.find(wanted)
    while start >= 0 and start % 128:
        start = data.find(wanted, start + 1)
    return start >= 0


def _locked_word(data: bytes) -> bool:
    """Whether an older Word document is encrypted: a flag at the beginning of its text stream, which begins a sector."""
    start = data.find(b"\xec\xa5")
    while start >= 0 and start % 512:
        start = data.find(b"\xec\xa5", start + 1)
    return start >= 0 and bool(data[start + 11:start + 12] and data[start + 11] & 1)


def _parts(at: Place, archive: zipfile.ZipFile, size: int) -> tuple[Parts | None, tuple[Finding, ...]]:
    found = next(_refusals(at, archive.infolist(), size), None)
    if found:
        return None, (found,)
    parts: dict[str, bytes] = {}
    for entry in archive.infolist():
        part = archive.read(entry)
        if entry.filename.endswith((".xml", ".rels")) and _doctype(part):
            return None, (fail("N104", f"部件 {entry.filename} 含有 DOCTYPE 声明", at, _RESAVE),)
        parts[entry.filename] = part
    return MappingProxyType(parts), ()


def _refusals(at: Place, entries: list[zipfile.ZipInfo], size: int) -> Iterator[Finding]:
    """What the table of contents alone gives away, the gravest first."""
    names = [entry.filename for entry in entries]
    if len(names) > MAX_PARTS:
        yield fail("N103", f"压缩包里有 {len(names)} 个部件，超过 {MAX_PARTS} 个", at, _RESAVE)
    if oversized(entries, size):
        yield fail("N103", f"解开后超过 {MAX_BYTES >> 20} MB，或压缩比超过 {MAX_RATIO} 倍，不像文稿", at, "压缩文中的图片后另存，再交来")
    if any(entry.flag_bits & 1 for entry in entries):
        yield fail("N102", "压缩包设了密码", at, _UNLOCK)
    if len(set(names)) < len(names):
        yield fail("N108", "压缩包里有同名部件", at, _RESAVE)
    other = next((what for part, what in _OTHER_OFFICE if part in names), None)
    if other or "[Content_Types].xml" not in names:
        yield fail("N101", f"这个文件是{other}，不是 Word 文稿" if other else "这个文件不是 Word 文稿", at, _RESAVE)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        yield fail("N105", "文稿带有宏", at, "另存为不含宏的“Word 文档（.docx）”")


def _doctype(part: bytes) -> bool:
    if b"\0" in part[:4]:
        return any("<!DOCTYPE".encode(code) in part for code in ("utf-16-le", "utf-16-be"))
    return b"<!DOCTYPE" in part
