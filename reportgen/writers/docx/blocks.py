"""Blocks as paragraphs and tables."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from reportgen.core.document import (
    Block, Cards, CaseBox, Chart, Grid, Heading, Inline, Items, PageBreak, Paragraph, Photo, Quote, Text, plain,
)
from reportgen.writers.docx.anchors import Anchor, caption_text, spaced
from reportgen.writers.docx.cards import cards
from reportgen.writers.docx.fields import bookmarked, filled
from reportgen.writers.docx.kept import kept
from reportgen.writers.docx.pictures import chart_shown, photo_picture
from reportgen.writers.docx.press import Press
from reportgen.writers.docx.runs import runs
from reportgen.writers.docx.spacing import leave, set_apart
from reportgen.writers.docx.tables import table
from reportgen.writers.docx.xml import paragraph, text_runs, w
from reportgen.writers.pdf.tables import data_table

_LONG_WORD = re.compile(r"[!-~]{25,}")
_KEPT = (Heading, Paragraph, Quote, Items, CaseBox)  # these mark their own paragraphs
_AFTER_CASE = 220  # twips below a case's box


@dataclass(frozen=True, slots=True)
class Dress:
    """The styles of what may stand in running text and in a case's box, by name."""

    text: str
    quote: str
    numbered: str
    bulleted: str
    picture: str
    legend: str
    note: str


BODY = Dress("正文首行缩进", "Quote", "List Number", "List Bullet", "图片", "图题", "图注")
CASE = Dress("案例正文", "案例正文", "案例编号", "案例列表", "案例图片", "案例图题", "案例图注")


def flow(press: Press, blocks: Iterable[Block], dress: Dress = BODY) -> Iterator[Element]:
    """The blocks' elements in order; a page break becomes a property of the paragraph after it, never an empty line."""
    above_table = broken = False
    above: Block | None = None
    for block in blocks:
        if isinstance(block, PageBreak):
            broken = True
            continue
        for n, element in enumerate(kept(press, block, dress, partial(_remembered, block=block, dress=dress))):
            is_table = element.tag == qn("w:tbl")
            if is_table and (above_table or broken and n == 0):
                spacer = paragraph(press.style("间隔"))
                yield _on_new_page(spacer) if broken and n == 0 else spacer
            elif broken and n == 0:
                _on_new_page(element)
            if isinstance(above, Cards) and not is_table and n == 0:
                set_apart(element, round(press.design["cards"]["below_pt"] * 20))
            above_table = is_table
            yield element
        broken, above = False, block


def _on_new_page(element: Element) -> Element:
    element.get_or_add_pPr().get_or_add_pageBreakBefore()
    return element


def _remembered(press: Press, block: Block, dress: Dress) -> Iterator[Element]:
    """The block's elements, marked in a working copy so that they are found again."""
    for element in _drawn(press, block, dress):
        if element.tag == qn("w:p") and len(element) > 1 and not isinstance(block, _KEPT):  # an empty one need not be found again
            press.keep(element, "fixed", block.at)
        if element.tag == qn("w:tbl") and press.bound is not None:
            press.bound.table(element, block.at)
        yield element


def _drawn(press: Press, block: Block, dress: Dress) -> Iterator[Element]:
    match block:
        case Heading():
            yield heading(press, block) if dress is BODY else _case_heading(press, block)
        case Paragraph():
            yield _text(press, block, dress.text)
        case Quote():
            yield _text(press, block, dress.quote)
        case Items():
            yield from _items(press, block, dress)
        case Grid():
            yield from _grid(press, block)
        case Chart():
            yield from _chart(press, block, dress)
        case Photo():
            yield _paragraph(press, dress.picture, [photo_picture(press, block, _room(press, dress))])
            yield _legend(press, block, dress)
        case CaseBox():
            yield from _case(press, block)
        case Cards():
            yield from cards(press, block)


def _paragraph(press: Press, style: str, content: Iterable[Element]) -> Element:
    press.next("paragraphs")
    return paragraph(press.style(style), *content)


def _text(press: Press, block: Paragraph | Quote, style: str) -> Element:
    made = _paragraph(press, style, runs(press, block.children))
    _loosen(made, block.children)
    press.keep(made, "quote" if isinstance(block, Quote) else "text", block.at, block.children)
    return made


def _loosen(made: Element, children: tuple[Inline, ...]) -> None:
    """Let a long Latin word (an address, a hash) break anywhere, in lines that are not stretched."""
    if _LONG_WORD.search(plain(children)):
        made.pPr.insert_element_before(w("wordWrap", val=0), "w:spacing", "w:ind", "w:jc")
        made.pPr.insert_element_before(w("jc", val="left"), "w:outlineLvl")


def heading(press: Press, block: Heading) -> Element:
    """A heading of Word's own style, bookmarked for the contents."""
    content = [*text_runs(spaced(block.label)), *runs(press, block.children)]
    anchor = press.claim("heading", block.id)
    press.next("headings")
    made = _paragraph(press, f"heading {min(block.level, 4)}", press.marked(anchor, content) if anchor else content)
    press.keep(made, "heading" if block.at.file.endswith(".md") else "fixed", block.at, (Text(spaced(block.label)), *block.children))
    return made


def _case_heading(press: Press, block: Heading) -> Element:
    made = _paragraph(press, "案例小标题", [*text_runs(spaced(block.label)), *runs(press, block.children)])
    press.keep(made, "heading", block.at, (Text(spaced(block.label)), *block.children))
    return made


def _items(press: Press, block: Items, dress: Dress) -> Iterator[Element]:
    """Real numbering: every ordered list counts from one."""
    style = dress.numbered if block.ordered else dress.bulleted
    number = _new_list(press, style) if block.ordered else None
    for item in block.items:
        made = _paragraph(press, style, runs(press, item))
        if number is not None:
            made.pPr.get_or_add_numPr().extend((w("ilvl", val=0), w("numId", val=number)))
        _loosen(made, item)
        press.keep(made, "item", block.at, item)
        yield made


def _new_list(press: Press, style: str) -> int:
    number = press.part.numbering_part.element.add_num(press.base.abstract_list(style))
    number.append(w("lvlOverride", w("startOverride", val=1), ilvl=0))
    return number.numId


def _grid(press: Press, block: Grid) -> Iterator[Element]:
    """Caption above, unit at the right, the table, its notes."""
    if block.number or block.caption:
        made = caption(press, press.claim("tab", block.id), block, "caption")
        made.pPr.get_or_add_keepNext()
        yield made
    if block.unit:
        yield _paragraph(press, "表单位", text_runs(block.unit))
    yield table(press, block)
    yield from _notes(press, block.notes)


def caption(press: Press, anchor: Anchor | None, block: Grid | Chart | Photo | CaseBox, style: str) -> Element:
    """表1-1　题目: the count is a SEQ field; the number is bookmarked for references, the whole for the contents."""
    title = block.title if isinstance(block, CaseBox) else block.caption
    if anchor is None:
        return _paragraph(press, style, text_runs(caption_text(block.number, title)))
    counted = [*text_runs(anchor.label + anchor.prefix), *filled(anchor.counter, anchor.count)]
    content = [*bookmarked(press.next("bookmarks"), anchor.ref, counted), *text_runs("\u3000" + title)]
    return _paragraph(press, style, press.marked(anchor, content))


def _notes(press: Press, notes: tuple[tuple[Inline, ...], ...], style: str = "图表注") -> Iterator[Element]:
    for n, note in enumerate(notes):
        made = _paragraph(press, style, runs(press, note))
        if n < len(notes) - 1:
            made.pPr.get_or_add_keepNext()
        yield made


def _chart(press: Press, block: Chart, dress: Dress) -> Iterator[Element]:
    """The picture with its caption below; the data as a table if nobody drew it."""
    drawing = press.drawings.get(block.id)
    if drawing is None:
        data = table(press, data_table(block))
        for made in data.iter(qn("w:p")):
            made.get_or_add_pPr().get_or_add_keepNext()
        yield data
    else:
        yield _paragraph(press, dress.picture, [chart_shown(press, block, drawing, _room(press, dress))])
    made = _legend(press, block, dress)
    if block.notes:
        made.pPr.get_or_add_keepNext()
    yield made
    yield from _notes(press, block.notes, dress.note)


def _room(press: Press, dress: Dress) -> float:
    """Width for a picture: a case's box stands in by one character on both sides."""
    return press.base.measure / 20 - (0 if dress is BODY else 2 * press.length("body", "size_pt"))


def _legend(press: Press, block: Chart | Photo, dress: Dress) -> Element:
    made = caption(press, press.claim("fig", block.id), block, dress.legend)
    if isinstance(block, Photo) and block.credit:
        made.extend(text_runs(f"（{block.credit}）"))
    return made


def _case(press: Press, block: CaseBox) -> Iterator[Element]:
    """One tinted box: every paragraph has a style of the same borders."""
    made = [caption(press, press.claim("case", block.id), block, "案例标题")]
    if block.subtitle:
        made.append(_paragraph(press, "案例副标题", text_runs("——" + block.subtitle)))
    byline = "\u3000".join(part for part in (block.department, block.author) if part)
    if byline:
        made.append(_paragraph(press, "案例署名", text_runs(byline)))
    for element in made:
        press.keep(element, "fixed", block.at)
    made.extend(flow(press, block.blocks, CASE))
    if made[-1].tag == qn("w:p"):
        leave(made[-1], _AFTER_CASE)
    yield from made
