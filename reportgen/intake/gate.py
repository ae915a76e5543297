"""The gate: what a file really is, and whether it is safe to hand to a parser. Runs before any parser sees it.

An .xlsx is a zip: it is refused for the sizes its table of contents declares, before anything is unpacked (zipfile never gives out more
than was declared); then its parts are unpacked one by one and searched for what has no place in an export.
An .xls or a password-protected .xlsx is an OLE container: the names in its directory tell.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from reportgen.core.finding import Finding
from reportgen.core.place import Place
from reportgen.intake.codes import fail

MAX_PARTS = 2_000
MAX_BYTES = 1024 * 1024 * 1024
MAX_RATIO = 100  # exports have 8 to 15, a bomb a thousand
MAX_CELLS = 30_000_000
_SMALL = 16 * 1024 * 1024  # nobody is harmed by so much
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_RESAVE = "用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后重新放入"
_PLAIN = "请报送部门重新导出，只保留数据"
_BANNED = (
    ("vbaproject.bin", "K105", "工作簿带有宏"), ("xl/macrosheets/", "K105", "工作簿带有宏表"),
    ("xl/externallinks/", "K106", "工作簿链接了其他文件"), ("xl/embeddings/", "K107", "工作簿嵌入了其他文件或对象"),
    ("xl/activex/", "K107", "工作簿带有控件"), ("oleobject", "K107", "工作簿嵌入了对象"))
_OLE_NAMES = (
    ("EncryptedPackage", "K102", "工作簿设了打开密码"), ("_VBA_PROJECT_CUR", "K105", "工作簿带有宏"), ("_VBA_PROJECT", "K105", "工作簿带有宏"),
    ("ObjectPool", "K107", "工作簿嵌入了对象"), ("\x01Ole10Native", "K107", "工作簿嵌入了对象"))
_REMEDY = {"K102": "去掉打开密码后另存", "K105": "另存为不含宏的 .xlsx", "K106": "“数据—编辑链接—断开链接”后另存", "K107": "删去嵌入的对象后另存"}
_WIDE = re.compile(rb' r="([A-Z]{2,3})[0-9]+"[^>/]*>')
_DEEP, _ANY = (re.compile(rb' r="[A-Z]+([0-9]{%d,})"[^>/]*>' % digits) for digits in (6, 1))
_ROW = re.compile(rb'row [^>]*?r="([0-9]+)"')
_SHALLOW = 99_999  # so many rows are harmless, and need no counting, unless the sheet is very wide
_ODD = (b't="e"', b"t='e'", b"f>", b" hidden=")  # an error value; the end of a formula, whatever its prefix; a hidden row or column


@dataclass(frozen=True, slots=True)
class Passed:
    """What the gate let through. kind: xlsx, xls or csv.

    parts: of an .xlsx, those the reader needs to look at itself: sheets with error values, formulas, hidden rows or columns, and the two
    that name sheets.
    """

    kind: str
    parts: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}), repr=False)


def gate(name: str, data: bytes) -> tuple[Passed | None, tuple[Finding, ...]]:
    """What the file is; None and the reasons if it is refused."""
    at = Place(name)
    if not data:
        return None, (fail("K101", "这是空文件", at, "重新导出或重新下载这个文件"),)
    if data.startswith(_ZIP):
        return _zip(at, data)
    if data.startswith(_OLE):
        return _ole(at, data)
    if name.lower().endswith((".csv", ".txt", ".tsv")):
        return Passed("csv"), ()
    html = re.match(rb"\s*(?:<!doctype|<html|<\?xml|<table|mime)", data[:200].lower().removeprefix(b"\xef\xbb\xbf"))
    what = "其实是网页，只是改了扩展名" if html else "不是 Excel 工作簿"
    return None, (fail("K101", f"这个文件{what}", at, _RESAVE),)


def _ole(at: Place, data: bytes) -> tuple[Passed | None, tuple[Finding, ...]]:
    found = {code: fail(code, message, at, _REMEDY[code]) for word, code, message in _OLE_NAMES if _has_entry(data, word)}
    if not found and not (_has_entry(data, "Workbook") or _has_entry(data, "Book")):
        found["K101"] = fail("K101", "这个文件不是 Excel 工作簿", at, _RESAVE)
    return (None if found else Passed("xls")), tuple(found.values())


def _has_entry(data: bytes, name: str) -> bool:
    """Whether the OLE directory has that name: its entries are 128 bytes, the name first, its length and kind at 64 and 66."""
    wanted = name.encode("utf-16-le")
    start = data.find(wanted)
    while start >= 0:
        size = int.from_bytes(data[start + 64:start + 66], "little")
        if start % 128 == 0 and size == len(wanted) + 2 and data[start + 66:start + 67] in (b"\x01", b"\x02", b"\x05"):
            return True
        start = data.find(wanted, start + 1)
    return False


def _zip(at: Place, data: bytes) -> tuple[Passed | None, tuple[Finding, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = list(_listing(at, archive.infolist(), len(data)))
            if found:
                return None, tuple(found)
            parts: dict[str, bytes] = {}
            found = list(_contents(at, archive, parts))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        return None, (fail("K108", "文件损坏，解不开", at, "重新导出或重新下载这个文件"),)
    return (None if found else Passed("xlsx", MappingProxyType(parts))), tuple(found)


def oversized(entries: list[zipfile.ZipInfo], size: int) -> bool:
    """Whether a zip of `size` bytes declares to unpack to too much, or too densely."""
    total = sum(entry.file_size for entry in entries)
    return total > MAX_BYTES or (total > _SMALL and total > size * MAX_RATIO)


def _listing(at: Place, entries: list[zipfile.ZipInfo], size: int) -> Iterator[Finding]:
    """What the table of contents alone gives away."""
    names = [entry.filename.lower() for entry in entries]
    if len(names) > MAX_PARTS:
        yield fail("K103", f"压缩包里有 {len(names)} 个部件，超过 {MAX_PARTS} 个", at, _PLAIN)
        return
    if oversized(entries, size):
        yield fail("K103", f"解开后超过 {MAX_BYTES >> 20} MB，或压缩比超过 {MAX_RATIO} 倍，不像数据导出", at, _PLAIN)
    if any(entry.flag_bits & 1 for entry in entries):
        yield fail("K102", "压缩包设了密码", at, _REMEDY["K102"])
    if len(set(names)) < len(names):
        yield fail("K108", "压缩包里有同名部件", at, _RESAVE)
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        yield fail("K101", "这个文件不是 .xlsx 工作簿", at, _RESAVE)
    found = {code: message for word, code, message in reversed(_BANNED) if any(word in name for name in names)}
    for code, message in sorted(found.items()):
        yield fail(code, message, at, _REMEDY[code])


def _contents(at: Place, archive: zipfile.ZipFile, kept: dict[str, bytes]) -> Iterator[Finding]:
    """Unpacks every part and looks inside."""
    for entry in archive.infolist():
        part = archive.read(entry)
        if _doctype(part):
            yield fail("K104", f"部件 {entry.filename} 含有 DOCTYPE 声明", at, _RESAVE)
        if entry.filename.startswith("xl/worksheets/"):
            if _area(part) > MAX_CELLS:
                yield fail("K103", "有单元格写在极远的行或列，读入会耗尽内存", at, "删去数据区以外的行和列后另存")
            if _suspicious(part):
                kept[entry.filename] = part
        elif entry.filename in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            kept[entry.filename] = part


def _doctype(part: bytes) -> bool:
    if b"\0" in part[:4]:
        return "<!DOCTYPE".encode("utf-16-le") in part or "<!DOCTYPE".encode("utf-16-be") in part
    return b"<!DOCTYPE" in part


def _area(sheet: bytes) -> int:
    """Rows times columns that filled cells span: what a parser will set aside."""
    columns = max((_number(found) for found in set(_WIDE.findall(sheet))), default=26)
    narrow = columns * _SHALLOW <= MAX_CELLS
    rows = max(map(int, set((_DEEP if narrow else _ANY).findall(sheet))), default=_SHALLOW if narrow else 1)
    numbered = max(map(int, _ROW.findall(sheet)), default=1)
    if numbered > rows:  # far rows whose cells bear no address: they are counted instead
        rows, columns = numbered, max(columns, *(row.count(b"<c") for row in sheet.split(b"<row")))
    return rows * columns


def _number(letters: bytes) -> int:
    total = 0
    for letter in letters:
        total = total * 26 + letter - 64
    return total


def _suspicious(sheet: bytes) -> bool:
    """It may hold an error value, a formula, a hidden row or column."""
    return any(word in sheet for word in _ODD)
