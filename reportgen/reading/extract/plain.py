"""Plain text as pieces: a line is a paragraph."""

import codecs
from collections.abc import Iterator

from reportgen.core.errors import Unreadable
from reportgen.core.place import Place
from reportgen.core.reading import Extract, Piece, Spot
from reportgen.reading.extract.outline import Outline, heading_level, is_caption

MAX_BYTES = 30 * 1024 * 1024


def plain(name: str, data: bytes) -> Extract:
    """The document. Raises: Unreadable if it is no text."""
    text = decoded(name, data)
    title = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return Extract("text", title, tuple(_pieces(text, Outline(title))))


def decoded(name: str, data: bytes) -> str:
    """Text in UTF-8, UTF-16 with a mark, or GB 18030. Raises: Unreadable."""
    if len(data) > MAX_BYTES * 2:
        raise Unreadable("文件过大，不读取", at=Place(name), hint="拆分后再试")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise Unreadable("文件不是文字，或编码认不出", at=Place(name), hint="另存为 UTF-8 编码的文本")


def _pieces(text: str, outline: Outline) -> Iterator[Piece]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        level = heading_level(line)
        kind = "heading" if level else "caption" if is_caption(line) else "body"
        yield Piece(line, Spot(kind, lines=((0, number, 1),)), outline.over())
        if level:
            outline.heading(level, line)
        else:
            outline.paragraph(line)
