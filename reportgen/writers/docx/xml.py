"""WordprocessingML in small words: `w("p", …)` is `<w:p>`; text is always data."""

import re
from functools import cache

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from lxml.etree import _Element as Element

_W = {"w": nsmap["w"]}
_BLANK = re.compile(r"[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
_ILLEGAL = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_APOSTROPHE = re.compile(r"((?<=[A-Za-z])’(?=[A-Za-z]))")
_SHARED = re.compile(r"[“”‘’…—·×÷±°‰§①-⑳Ⅰ-Ⅻ→↑↓≥≤≈]")


def clean(text: str) -> str:
    """`text` with what XML forbids dropped; tabs and line ends become one blank, so words stay apart.

    >>> clean("甲\\x00乙\\x0b丙")
    '甲乙 丙'
    """
    return _ILLEGAL.sub("", _BLANK.sub(" ", text))


def w(tag: str, *children: Element, **attributes: object) -> Element:
    """An element of the `w` namespace with children and `w` attributes."""
    element = _bare(tag).__copy__()
    for name, value in attributes.items():
        element.set(_name(name), str(value))
    element.extend(children)
    return element


@cache
def _bare(tag: str) -> Element:
    """An element to be copied, which takes a third of the time that making one does."""
    return oxml_parser.makeelement(_name(tag), nsmap=_W)


@cache
def _name(local: str) -> str:
    return qn(f"w:{local}")


def run(*content: Element, style: str = "", chinese: bool = False) -> Element:
    """A run of content in a character style. chinese: shared punctuation takes the Chinese face."""
    made = w("r")
    if style or chinese:
        properties = w("rPr")
        if style:
            properties.append(w("rStyle", val=style))
        if chinese:
            properties.append(w("rFonts", hint="eastAsia"))
        made.append(properties)
    made.extend(content)
    return made


def text_runs(text: str, style: str = "") -> list[Element]:
    """Runs that print `text`; quotation marks, dashes and the like take the Chinese face, an apostrophe in a Latin word does not."""
    pieces = _APOSTROPHE.split(clean(text))
    return [_text_run(piece, style, chinese=n % 2 == 0 and bool(_SHARED.search(piece))) for n, piece in enumerate(pieces) if piece]


def _text_run(piece: str, style: str, *, chinese: bool) -> Element:
    made = _blank_run(style, chinese).__copy__()
    made[-1].text = piece
    return made


@cache
def _blank_run(style: str, chinese: bool) -> Element:
    word = w("t")
    word.set(qn("xml:space"), "preserve")
    return run(word, style=style, chinese=chinese)


def paragraph(style: str, *content: Element) -> Element:
    """A paragraph of a paragraph style (its id)."""
    made = w("p", w("pPr", w("pStyle", val=style)))
    made.extend(content)
    return made
