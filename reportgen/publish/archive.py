"""ZIP files: the same bytes for the same content; and, read again, nothing that leads out of them or is larger than it says."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from unicodedata import normalize
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reportgen.core.errors import Unreadable
from reportgen.core.place import Place

MAX_FILES = 5_000
MAX_BYTES = 1024 * 1024 * 1024
_NOWHEN = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1024 * 1024
_AGAIN = "请报送单位重新生成或重新传送"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The archive: names in order, no times, no machine."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name in sorted(files):
            entry = ZipInfo(name, _NOWHEN)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()


def unzipped(name: str, data: bytes) -> dict[str, bytes]:
    """Every file of the archive. Raises: Unreadable if it is none, is damaged, locked, or made to do harm."""
    at = Place(name)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            for message, hint in _refusals(entries, archive.comment):
                raise Unreadable(message, at=at, hint=hint)
            return _contents(archive, entries, at)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        raise Unreadable("压缩包损坏，解不开（多半是没有传完）", at=at, hint=_AGAIN) from None


def _refusals(entries: list[ZipInfo], comment: bytes) -> Iterator[tuple[str, str]]:
    names = [normalize("NFC", entry.filename) for entry in entries]
    if len(names) > MAX_FILES:
        yield f"压缩包里有{len(names)}个文件，超过{MAX_FILES}个", _AGAIN
    if any(entry.flag_bits & 1 for entry in entries):
        yield "压缩包设了密码", "去掉密码后重新传送"
    if len({name.casefold() for name in names}) < len(names):
        yield "压缩包里有同名文件", _AGAIN
    if any(_leads_out(name) for name in names) or any(entry.external_attr >> 16 & 0o170000 == 0o120000 for entry in entries):
        yield "压缩包里有指向包外的文件名", "不要解开这个包；" + _AGAIN
    if comment:
        yield "压缩包带有注释，不是原样的材料包", _AGAIN


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _contents(archive: ZipFile, entries: list[ZipInfo], at: Place) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left = MAX_BYTES
    for entry in entries:
        chunks: list[bytes] = []
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Unreadable(f"压缩包解开后超过 {MAX_BYTES >> 20} MB，不读取", at=at, hint=_AGAIN)
                chunks.append(chunk)
        files[entry.filename] = b"".join(chunks)
    return files
