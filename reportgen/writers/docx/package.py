"""Packages of Office files whose bytes follow from their parts alone: parts in order of name, without times, compressed once."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as Word
from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import PackageWriter

_NOWHEN = (1980, 1, 1, 0, 0, 0)


class _Shelf:
    """Takes what python-docx would write into a file."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}

    def write(self, name: PackURI, data: bytes) -> None:
        """One part."""
        self.parts[name.membername] = data


def saved(word: Word) -> bytes:
    """A document as a file."""
    package, shelf = word.part.package, _Shelf()
    for part in package.parts:
        part.before_marshal()
    PackageWriter._write_content_types_stream(shelf, package.parts)
    PackageWriter._write_pkg_rels(shelf, package.rels)
    PackageWriter._write_parts(shelf, package.parts)
    return packed(shelf.parts)


def repacked(data: bytes) -> bytes:
    """The same package, packed our way."""
    with ZipFile(BytesIO(data)) as source:
        return packed({name: source.read(name) for name in source.namelist()})


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts."""
    out = BytesIO()
    with ZipFile(out, "w") as target:
        for name in sorted(parts):
            entry = ZipInfo(name, _NOWHEN)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o600 << 16
            target.writestr(entry, parts[name])
    return out.getvalue()
