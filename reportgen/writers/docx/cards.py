"""The cards at the head of a part: a table of one row, as high as the look says, with gaps between its cells."""

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from reportgen.core.document import Card, Cards, plain
from reportgen.writers.docx.alignment import width as set_width
from reportgen.writers.docx.press import Press
from reportgen.writers.docx.runs import runs
from reportgen.writers.docx.xml import paragraph, text_runs, w

_GAP, _EDGE = 160, 20  # twips between two cards; eighths of a point of the line above each
_SIDES = 10            # points of white beside a card's text
_SPARE = 1.05          # a substitute face may be wider


def cards(press: Press, block: Cards) -> Iterator[Element]:
    """The row, kept with what follows. Word gives a cell no margin of its own, so narrow empty cells stand between the cards."""
    look, count = press.design["cards"], len(block.cards)
    width = (press.base.measure - _GAP * (count - 1)) // count
    widths = [width if n % 2 == 0 else _GAP for n in range(2 * count - 1)]
    cells = [_card(press, block.cards[n // 2], wide) if n % 2 == 0 else _gap(press, wide) for n, wide in enumerate(widths)]
    height = w("trPr", w("cantSplit"), w("trHeight", val=round(look["height_pt"] * 20), hRule="exact"))
    layout = w("tblPr", w("tblW", w=sum(widths), type="dxa"), w("tblLayout", type="fixed"),
               w("tblCellMar", w("left", w=120, type="dxa"), w("right", w=80, type="dxa")))
    yield w("tbl", layout, w("tblGrid", *(w("gridCol", w=one) for one in widths)), w("tr", height, *cells))


def _card(press: Press, card: Card, width: int) -> Element:
    edge = w("tcBorders", w("top", val="single", sz=_EDGE, space=0, color=press.colour("accent")))
    shade = w("shd", val="clear", color="auto", fill=press.colour("tint"))
    lines = (("卡片数字", runs(press, card.value)), ("卡片名称", text_runs(card.label)), ("卡片变化", runs(press, card.change)))
    made = [paragraph(press.style(style), *content) for style, content in lines]
    _fit(made[0], (width / 20 - _SIDES) / (_SPARE * set_width(plain(card.value))), press.length("cards", "value_pt"))
    for one in made:
        one.pPr.get_or_add_keepNext()
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), edge, shade, w("vAlign", val="top")), *made)


def _fit(line: Element, most: float, size: float) -> None:
    """Set a long number smaller, so that it stands in one line."""
    if most < size:
        for one in line.iter(qn("w:r")):
            one.get_or_add_rPr().get_or_add_sz().set(qn("w:val"), str(int(most * 2)))


def _gap(press: Press, width: int) -> Element:
    empty = paragraph(press.style("间隔"))
    empty.pPr.get_or_add_keepNext()
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa")), empty)
