"""What a font file says of its characters: which it has, and how wide each is. Read straight from its tables, a few milliseconds a font."""

import struct
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

_WHOLE_UNICODE = ((3, 10), (0, 6), (0, 4))  # platform and encoding of the character maps that hold more than 65,536 characters


@cache
def advances(path: Path) -> Mapping[int, int]:
    """The advance width of every character the font has, in thousandths of its size.

    Raises: ValueError if it is no OpenType font with a full character map.
    """
    data = path.read_bytes()
    tables = _tables(data)
    em = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    count = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
    widths = struct.unpack_from(">" + "Hh" * count, data, tables["hmtx"])[::2]
    last = count - 1
    return {code: widths[min(glyph, last)] * 1000 // em for code, glyph in _glyphs(data, tables["cmap"])}


def _tables(data: bytes) -> dict[str, int]:
    """Where each table begins."""
    count = struct.unpack_from(">H", data, 4)[0]
    entries = (struct.unpack_from(">4sIII", data, 12 + 16 * n) for n in range(count))
    return {tag.decode("ascii"): offset for tag, _, offset, _ in entries}


def _glyphs(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Every character with its glyph's number: groups of characters in a row, a table of format 12."""
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    maps = {(platform, encoding): cmap + offset for platform, encoding, offset in
            (struct.unpack_from(">HHI", data, cmap + 4 + 8 * n) for n in range(count))}
    table = next((maps[one] for one in _WHOLE_UNICODE if one in maps), None)
    if table is None or struct.unpack_from(">H", data, table)[0] != 12:
        raise ValueError("no full character map")
    groups = struct.unpack_from(">I", data, table + 12)[0]
    for n in range(groups):
        first, final, glyph = struct.unpack_from(">III", data, table + 16 + 12 * n)
        yield from ((code, glyph + code - first) for code in range(first, final + 1))
