"""The white between paragraphs, such that every program makes the same of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from reportgen.writers.docx.xml import w

_P, _TABLE, _PROPERTIES, _STYLE, _SPACING, _VAL, _BEFORE, _AFTER = map(qn, ("w:p", "w:tbl", "w:pPr", "w:pStyle", "w:spacing", "w:val", "w:before", "w:after"))
_AFTER_SPACING = frozenset(qn(f"w:{name}") for name in (
    "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId",
    "cnfStyle", "rPr", "sectPr", "pPrChange"))
_AFTER_TABLE = 200  # twips below a table that has no notes


@dataclass(frozen=True, slots=True)
class Space:
    """What a paragraph style asks for, in twips. line: height of a line. close: no white between paragraphs of the style itself."""

    before: int = 0
    after: int = 0
    close: bool = False
    line: int = 0


def style_spaces(sheet: Element) -> Mapping[str, Space]:
    """The space of every style of a style sheet by its id, inherited ones included."""
    styles = {style.get(qn("w:styleId")): style for style in sheet.iter(qn("w:style"))}

    def inherited(id: str | None, depth: int = 0) -> Space:
        style = styles.get(id)
        if style is None or depth > len(styles):
            return Space()
        based = style.find(qn("w:basedOn"))
        under = inherited(based.get(qn("w:val")), depth + 1) if based is not None else Space()
        own = style.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        def length(name: str, default: int) -> int:
            return int(own.get(qn(f"w:{name}"), default)) if own is not None else default
        close = style.find(f"{qn('w:pPr')}/{qn('w:contextualSpacing')}") is not None
        return Space(length("before", under.before), length("after", under.after), close or under.close, length("line", under.line))
    return {id: inherited(id) for id in styles}


def collapse(elements: Sequence[Element], spaces: Mapping[str, Space]) -> None:
    """Turn the space between two paragraphs into the first one's: the larger of what it leaves and the second wants.

    So it never matters whether a program adds the two, or drops a space that falls on the top of a page. A note (its style
    is `close`) stands as near as it wants to; below a table the paragraph after it keeps the distance, if it has
    none of its own.
    """
    for above, below in pairwise(elements):
        if below.tag != _P:
            continue
        wanted = _space(below, spaces)
        if above.tag == _TABLE:
            if not _asks(below):
                _ask(below, "before", wanted.before, wanted.before if wanted.close else max(wanted.before, _AFTER_TABLE))
            continue
        left = _space(above, spaces)
        if not (wanted.close and _style(above) == _style(below)):
            _ask(above, "after", left.after, wanted.before if wanted.close else max(left.after, wanted.before))
            _ask(below, "before", wanted.before, 0)


def unstranded(elements: Sequence[Element], spaces: Mapping[str, Space], title: str, room: int) -> None:
    """Let a title of that style begin a page where no line below it has room on its own.

    For paragraphs of one line each. LibreOffice makes a list that is a field a section, and keeps no title with a section.
    """
    used = 0
    for above, below in pairwise(elements):
        one, next_one = _space(above, spaces), _space(below, spaces)
        if used + one.before + one.line > room:
            used = 0
        if used and _style(above) == title and used + one.before + one.line + one.after + next_one.before + next_one.line > room:
            above.get_or_add_pPr().get_or_add_pageBreakBefore()
            used = 0
        used += one.before + one.line + one.after


def leave(paragraph: Element, after: int) -> None:
    """Let a paragraph end its block with so much white."""
    _set(paragraph, "after", after)


def set_apart(paragraph: Element, before: int) -> None:
    """Let a paragraph begin with so much white."""
    _set(paragraph, "before", before)


def _style(paragraph: Element) -> str:
    return paragraph.find(_PROPERTIES).find(_STYLE).get(_VAL)


def _space(paragraph: Element, spaces: Mapping[str, Space]) -> Space:
    style = spaces[_style(paragraph)]
    own = paragraph.find(_PROPERTIES).find(_SPACING)
    if own is None:
        return style
    return Space(int(own.get(_BEFORE, style.before)), int(own.get(_AFTER, style.after)), style.close, style.line)


def _asks(paragraph: Element) -> bool:
    """Whether a paragraph itself says what stands above it."""
    own = paragraph.find(_PROPERTIES).find(_SPACING)
    return own is not None and own.get(_BEFORE) is not None


def _ask(paragraph: Element, side: str, has: int, wanted: int) -> None:
    if has != wanted:
        _set(paragraph, side, wanted)


def _set(paragraph: Element, side: str, twips: int) -> None:
    properties = paragraph.get_or_add_pPr()
    spacing = properties.find(_SPACING)
    if spacing is None:
        spacing = w("spacing")
        properties.insert(next((n for n, one in enumerate(properties) if one.tag in _AFTER_SPACING), len(properties)), spacing)
    spacing.set(qn(f"w:{side}"), str(twips))
