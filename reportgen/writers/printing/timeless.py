"""A printed file without the time of printing, which LibreOffice writes in four places: the same document gives the same bytes."""

import re
import zlib
from collections.abc import Iterator
from hashlib import md5

_INFO = re.compile(rb"(?<=/CreationDate\(D:)\d{14}Z'?")
_XMP = re.compile(rb"(?<=<xmp:CreateDate>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_ID = re.compile(rb"(?:(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32})")
_PROFILE = re.compile(rb"<</N \d/Length (\d+) 0 R/Filter/FlateDecode>>\nstream\n")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) n")
_ICC_DATE = slice(24, 36)  # six numbers of two bytes in the header of a colour profile
_END = 4096  # the trailer stands in the last few hundred bytes
Edit = tuple[int, int, bytes]


def timeless(pdf: bytes, created: str) -> bytes:
    """created: "2025-12-01T00:00:00", the time that the file is to say instead."""
    digits = re.sub(r"\D", "", created).encode()
    edits = [(found.start(), found.end(), digits + b"Z") for found in _INFO.finditer(pdf)]
    edits += [(found.start(), found.end(), created.encode()) for found in _XMP.finditer(pdf)]
    done = edited(pdf, sorted([*edits, *_profile(pdf)]))
    body, end = done[:-_END], done[-_END:]
    mark = md5(body + _ID.sub(b"0" * 32, end), usedforsecurity=False).hexdigest().upper().encode()
    return body + _ID.sub(mark, end)


def _profile(pdf: bytes) -> Iterator[Edit]:
    """The colour profile with no date, and the number that says its length."""
    for found in _PROFILE.finditer(pdf):
        number = re.search(rb"\n%s 0 obj\n(\d+)" % found[1], pdf[found.end():])
        if number is None:
            continue
        length = int(number[1])
        profile = bytearray(zlib.decompress(pdf[found.end():found.end() + length]))
        profile[_ICC_DATE] = bytes(12)
        packed = zlib.compress(bytes(profile), 9)
        yield found.end(), found.end() + length, packed
        yield found.end() + number.start(1), found.end() + number.end(1), str(len(packed)).encode()


def edited(pdf: bytes, edits: list[Edit]) -> bytes:
    """The file with pieces replaced, and with the table of its objects' places put right."""
    table = pdf.rindex(b"\nxref\n") + 1
    pieces, at = [], 0
    for start, end, new in edits:
        pieces += [pdf[at:start], new]
        at = end
    shifts = [(end, len(new) - (end - start)) for start, end, new in edits if len(new) != end - start]

    def moved(place: int) -> int:
        return place + sum(shift for end, shift in shifts if end <= place)
    entries = _ENTRY.sub(lambda entry: b"%010d %s n" % (moved(int(entry[1])), entry[2]), pdf[table:])
    return b"".join((*pieces, pdf[at:table], re.sub(rb"(?<=startxref\n)\d+", str(moved(table)).encode(), entries)))
