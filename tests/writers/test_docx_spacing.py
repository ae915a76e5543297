"""A title of a list never stands alone at the foot of a page of the contents."""

import pytest
from docx.oxml.ns import qn

from reportgen.writers.docx.spacing import Space, unstranded
from reportgen.writers.docx.xml import paragraph

SPACES = {"title": Space(after=100, line=300), "entry": Space(line=200)}


@pytest.mark.parametrize(("above", "room", "turned"), [
    (3, 1200, False),   # 600 + 400 + 200: the first entry just fits
    (3, 1199, True),
    (4, 1300, True),
    (6, 1200, False),   # the title is the first thing on its page
    (9, 1199, True),    # four of the nine stand on the second page
])
def test_a_title_with_no_entry_below_it_begins_a_page(above: int, room: int, turned: bool) -> None:
    entries = [paragraph("entry") for _ in range(above)]
    title = paragraph("title")
    unstranded([*entries, title, paragraph("entry")], SPACES, "title", room)
    assert (title.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None) == turned
    assert not any(one.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None for one in entries)
