"""The marked stretches of a PDF page: the text of each piece of its structure, by number, told by the fonts' own tables."""

import re
from collections.abc import Iterator, Mapping

from pypdf import PageObject
from pypdf.generic import DictionaryObject, StreamObject

_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)"
_PROPERTIES = rb"<<(?:[^<>()]|<[0-9A-Fa-f\s]*>|" + _STRING + rb")*>>"
_TOKEN = re.compile(rb"(?P<begin>/\w+\s*(?P<about>" + _PROPERTIES + rb"|/\w+)?\s*B(?:DC|MC)\b)|(?P<end>\bEMC\b)|/(?P<font>[\w+\-.]+)\s+-?[\d.]+\s+Tf\b"
                    rb"|(?P<string>" + _STRING + rb")|<(?P<hex>[0-9A-Fa-f\s]*)>(?!>)", re.S)
_NUMBER = re.compile(rb"/MCID\s*(\d+)")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_SECTION = re.compile(r"begin(bfchar|bfrange)(.*?)end\1", re.S)
_ENTRY = re.compile(r"<([0-9A-Fa-f]+)>")
Glyphs = Mapping[int, str]


class Fonts:
    """The fonts of a file: what each two-byte glyph stands for; read once."""

    def __init__(self) -> None:
        self._known: dict[object, Glyphs] = {}

    def of(self, page: PageObject, name: str) -> Glyphs:
        fonts = page["/Resources"].get_object()["/Font"].get_object()
        reference = fonts.raw_get("/" + name)
        key = getattr(reference, "idnum", id(reference))
        if key not in self._known:
            self._known[key] = _glyphs(reference.get_object())
        return self._known[key]


def marked(page: PageObject, fonts: Fonts) -> dict[int, str]:
    """The text of each marked stretch. What is not marked, or is marked as no content, has none. Raises: KeyError, ValueError."""
    contents = page.get_contents()
    found: dict[int, str] = {}
    marks: list[int | None] = []
    glyphs: Glyphs = {}
    for token in _TOKEN.finditer(contents.get_data()) if contents is not None else ():
        if token["begin"]:
            number = _NUMBER.search(token["about"] or b"")
            marks.append(int(number[1]) if number else None)
        elif token["end"]:
            marks and marks.pop()
        elif token["font"]:
            glyphs = fonts.of(page, token["font"].decode("latin-1"))
        elif (mark := next((one for one in reversed(marks) if one is not None), None)) is not None:
            data = _unescaped(token["string"][1:-1]) if token["string"] else bytes.fromhex(token["hex"].decode())
            found[mark] = found.get(mark, "") + "".join(_spelled(data, glyphs))
    return found


def _spelled(data: bytes, glyphs: Glyphs) -> Iterator[str]:
    return (glyphs.get(int.from_bytes(data[n:n + 2], "big"), "") for n in range(0, len(data) - 1, 2))


def _unescaped(data: bytes) -> bytes:
    if b"\\" not in data:
        return data
    return _ESCAPE.sub(lambda one: bytes([int(one[1], 8) & 255]) if one[1] else _LETTERS.get(one[2], one[2]), data)


def _glyphs(font: DictionaryObject) -> Glyphs:
    """A font's own table. Raises: ValueError if its glyphs are not told by two bytes each."""
    table = font.get("/ToUnicode")
    if font.get("/Subtype") != "/Type0" or table is None or not isinstance(table.get_object(), StreamObject):
        raise ValueError("no table of characters")
    known: dict[int, str] = {}
    for kind, body in _SECTION.findall(table.get_object().get_data().decode("latin-1")):
        codes = _ENTRY.findall(body)
        if kind == "bfchar":
            known |= {int(code, 16): _text(text) for code, text in zip(codes[::2], codes[1::2], strict=False)}
        else:
            for first, last, text in zip(codes[::3], codes[1::3], codes[2::3], strict=False):
                begin = _text(text)
                known |= {code: begin[:-1] + chr(ord(begin[-1]) + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)}
    return known


def _text(code: str) -> str:
    return bytes.fromhex(code).decode("utf-16-be")
