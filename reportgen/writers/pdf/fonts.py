"""The fonts of the PDF: our own two faces, what they can print, and how wide it is."""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

import pylopdf_fonts_zh_cn
import typst

from reportgen.core.document import Block, CaseBox, Chart, Document, Grid, Photo, inlines, plain
from reportgen.core.errors import Unavailable
from reportgen.core.finding import Finding, Severity
from reportgen.core.place import NOWHERE, Place
from reportgen.turns import Turns
from reportgen.writers.typeface import advances

FAMILIES = ("Noto Serif SC", "Noto Sans SC")
_FILES = (pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path())
_INVISIBLE = frozenset({*"\n\r\t\u00ad\u2060", *map(chr, range(0x200B, 0x2010)), *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)), *map(chr, range(0xFE00, 0xFE10))})  # need no glyph


@cache
def fonts() -> typst.Fonts:
    """Our faces and nothing of the machine's, so that the result does not depend on it.

    Raises: Unavailable if they are not there; Typst itself would print empty pages.
    """
    found = fonts_with()
    if not set(FAMILIES) <= set(found.families()):
        raise Unavailable("没有找到随程序安装的中文字体", hint="重新安装：pip install --force-reinstall pylopdf-fonts-zh-cn")
    return found


def fonts_with(*folders: str) -> typst.Fonts:
    """The faces of these folders, and ours."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[*folders, str(_FILES[0].parent)])


@lru_cache(maxsize=1 << 16)
def width(text: str) -> float:
    """Width in em when set in one line; near enough for columns.

    >>> width("人数")
    2.0
    """
    known = advances(_FILES[0])
    return sum(known.get(ord(char), 1000) for char in text) / 1000


def missing_glyphs(document: Document, turns: Turns | None = None) -> tuple[Finding, ...]:
    """A finding for every character that no face can print, at the first place it stands. turns: what stands in blocks looked at before."""
    known = turns or Turns()
    used = set().union(*(text for _, text in _front(document)), *(known.held("characters", (block,), (), lambda: _characters(block)) for block in document.blocks()))
    lacking = sorted(char for char in used if not _printable(char))
    texts = (*_front(document), *(text for block in document.blocks() for text in _texts(block))) if lacking else ()
    return tuple(_finding(char, *next((at, text) for at, text in texts if char in text)) for char in lacking)


def _characters(block: Block) -> frozenset[str]:
    return frozenset().union(*(text for _, text in _texts(block)))


def _printable(char: str) -> bool:
    return char in _INVISIBLE or any(ord(char) in advances(file) for file in _FILES)


def _finding(char: str, at: Place, text: str) -> Finding:
    start = text.index(char)
    name = unicodedata.name(char, "控制字符或私用字符")
    around = "".join("□" if c == char else c for c in text[max(0, start - 10):start + 10])
    return Finding("P701", "missing-glyph", Severity.ERROR, f"字库里没有字符 U+{ord(char):04X}（{name}），无法排进 PDF：……{around}……",
                   at=at, hint="换用通用写法的字（人名用规范字），或删去这个看不见的字符", excerpt=text[max(0, start - 20):start + 20])


def _front(document: Document) -> Iterator[tuple[Place, str]]:
    """Texts that are set before the parts."""
    yield NOWHERE, " ".join((document.title, document.subtitle, document.organisation, document.date))
    yield NOWHERE, " ".join(word for fact in document.facts for word in fact)
    if document.statement:
        yield NOWHERE, " ".join((document.statement.title, *document.statement.paragraphs, *document.statement.signatures))


def _texts(block: Block) -> Iterator[tuple[Place, str]]:
    """Every text of a block that is set, with its place: its plain strings, and inlines."""
    yield block.at, _strings(block)
    for inline in inlines(block):
        at = getattr(inline, "at", NOWHERE)
        yield (at if at != NOWHERE else block.at), plain((inline,))


def _strings(block: object) -> str:
    match block:
        case Grid():
            return f"{block.number} {block.caption} {block.unit}"
        case Chart():
            names = (word for series in block.series for word in (series.name, series.unit, *series.texts))
            return " ".join((block.number, block.caption, block.dimension, *block.categories, *names))
        case Photo():
            return f"{block.number} {block.caption} {block.credit}"
        case CaseBox():
            return " ".join((block.number, block.title, block.subtitle, block.department, block.author))
    return ""
