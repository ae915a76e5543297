"""Text goes before what a page has no room for; nothing else moves."""

from dataclasses import replace
from io import BytesIO

import pypdf
import pytest

from reportgen.core.document import Block, Card, Cards, Document, Items, PageBreak, Text
from reportgen.writers.arrange import arranged
from reportgen.writers.arrange.heights import Heights
from reportgen.writers.pdf import write_pdf
from reportgen.writers.pdf.tables import turned
from tests.writers import specimen

LOOK = specimen.look()
CHART = specimen.chart()


def body(document: Document) -> tuple[Block, ...]:
    """The blocks below the headings of a report of one section."""
    return document.parts[0].sections[0].blocks[1:]


def laid(*blocks: Block) -> tuple[Block, ...]:
    return body(arranged(specimen.with_blocks(*blocks).document, LOOK.styles, specimen.drawings()))


def text(count: int) -> Block:
    """A paragraph of so many lines."""
    return specimen._p("学" * (37 * count - 2))


def page_of(document: Document, anchor: str) -> int:
    made = write_pdf(replace(specimen.report(), document=document), LOOK, specimen.drawings())
    return made.facts["anchors"][anchor]


def test_what_fits_stays_where_it_was_written() -> None:
    blocks = (text(3), CHART, text(2), specimen.small_table(), text(2))
    assert laid(*blocks) == blocks


@pytest.mark.parametrize("exhibit", [CHART, specimen.photo(), specimen.small_table(), specimen.long_table(40)])
def test_text_fills_the_page_before_an_exhibit_that_does_not_fit(exhibit: Block) -> None:
    before, after = text(23), (text(1), text(9), text(9))
    assert laid(before, exhibit, *after) == (before, *after[:2], exhibit, after[2])


def test_the_pdf_has_its_text_on_the_first_page_then() -> None:
    written = specimen.with_blocks(text(20), CHART, specimen._p("这一段排到前面去。"), text(12), text(9))
    made = arranged(written.document, LOOK.styles, specimen.drawings())
    data = write_pdf(replace(written, document=made), LOOK, specimen.drawings()).data
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages]
    first = next(n for n, page in enumerate(pages) if "这一段排到前面去" in page)
    assert "唯一的部分" in pages[first] and "图1-1" not in pages[first] and "图1-1" in pages[first + 1]


def test_nothing_passes_a_heading_or_another_exhibit() -> None:
    heading = specimen._h(2, "（二）", "下一节", "only/next")
    assert laid(text(24), CHART, heading, text(9)) == (text(24), CHART, heading, text(9))
    two = (text(24), CHART, specimen.photo(), text(9))
    assert laid(*two) == two


def test_a_small_gap_is_left_alone() -> None:
    blocks = (text(27), CHART, text(9))
    assert laid(*blocks) == blocks


def test_a_new_page_begins_with_a_page_break() -> None:
    blocks = (text(24), PageBreak(), CHART, text(9))
    assert laid(*blocks) == blocks


def test_a_case_is_arranged_within_its_box() -> None:
    case = replace(specimen.case_box(), blocks=(text(17), specimen.photo(), text(1), Items(((Text("一项。"),),))))
    made, = laid(case)
    assert made == replace(case, blocks=(case.blocks[0], *case.blocks[2:], case.blocks[1]))


def test_exhibits_keep_their_order_and_nothing_is_lost() -> None:
    document = specimen.long_report(2).document
    made = arranged(document, LOOK.styles, specimen.drawings())
    for old, new in zip(document.parts, made.parts, strict=True):
        assert sorted(map(repr, old.blocks())) == sorted(map(repr, new.blocks()))
        kept = [[one.number for one in part.blocks() if getattr(one, "number", "")] for part in (old, new)]
        assert kept[0] == kept[1]


@pytest.mark.parametrize("count", [10, 19, 22, 27])
def test_heights_are_those_of_the_pdf(count: int) -> None:
    """A chart stands on the first page just as long as the page has room for it."""
    heights = Heights(LOOK.styles, specimen.drawings())
    document = specimen.with_blocks(text(count), CHART).document
    above = [heights.of(block) for block in document.parts[0].blocks()][:-1]
    used = sum(one.whole for one in above) + sum(max(a.after, b.before) for a, b in zip(above, [*above[1:], heights.of(CHART)]))
    fits = used + heights.of(CHART).whole <= heights.area[1]
    assert page_of(document, "fig:by_college") == (1 if fits else 2)


def test_parts_that_run_on_share_their_pages() -> None:
    """The second part's chart has no room below the first part, which it would have on a page of its own."""
    one = specimen.with_blocks(text(16)).document.parts[0]
    other = replace(specimen.with_blocks(text(1), CHART, text(9)).document.parts[0], id="other", heading=specimen._h(1, "二、", "另一部分", "other"))
    apart = replace(specimen.document(), parts=(one, other))
    assert [len(stretch) for stretch in apart.stretches()] == [1, 1] and arranged(apart, LOOK.styles, specimen.drawings()) == apart
    together = replace(apart, run_on=True)
    assert [len(stretch) for stretch in together.stretches()] == [2]
    blocks = arranged(together, LOOK.styles, specimen.drawings()).parts[1].sections[0].blocks
    assert [type(block).__name__ for block in blocks] == ["Heading", "Paragraph", "Paragraph", "Chart"]


def test_cards_are_never_left_at_the_foot_of_a_page() -> None:
    """A part that runs on and has no room for heading, cards and the beginning of its text begins a page, by a break in every output."""
    look = specimen.look("modern")
    cards = Cards((Card("去向落实率", (Text("97%"),), (Text("比上年提高"),)),))

    def made(count: int) -> bool:
        one = specimen.with_blocks(text(count)).document.parts[0]
        other = replace(specimen.with_blocks(text(9)).document.parts[0], id="other", heading=specimen._h(1, "二、", "另一部分", "other"), opening=(cards,))
        together = replace(specimen.document(), parts=(one, other), run_on=True)
        return isinstance([*arranged(together, look.styles, {}).parts[0].blocks()][-1], PageBreak)
    assert [made(count) for count in (10, 15, 17, 24)] == [False, False, True, True]


def test_the_annex_never_runs_on() -> None:
    document = replace(specimen.document(), run_on=True)
    assert [[part.id for part in stretch] for stretch in document.stretches()] == [["preface", "overview", "part1", "part2"], ["annex"], ["remarks"]]


def test_a_table_turned_sideways_has_its_own_page() -> None:
    wide = replace(specimen.small_table(), head=(tuple(specimen._cell("很长的栏目名称", specimen.Role.HEAD) for _ in range(16)),),
                   body=(tuple(specimen._cell("1234567890.12", specimen.Role.NUMBER) for _ in range(16)),), widths=(1,) * 16)
    heights = Heights(LOOK.styles, {})
    assert heights.turned(wide) == turned(wide, LOOK.styles, *heights.area) is True
    blocks = (text(24), wide, text(9), CHART)
    assert laid(*blocks) == blocks
