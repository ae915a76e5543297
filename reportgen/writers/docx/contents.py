"""目录, 案例目录, 图目录 and 表目录: real TOC fields, every entry and page number already there."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from reportgen.writers.docx.anchors import Anchor
from reportgen.writers.docx.fields import closing, filled, opening
from reportgen.writers.docx.press import Press
from reportgen.writers.docx.xml import paragraph, run, text_runs, w

_LISTS = (("案例目录", "case"), ("图目录", "fig"), ("表目录", "tab"))


def contents(press: Press) -> Iterator[Element]:
    """The contents of three levels, then a list for each kind of numbered block that occurs; `number` fills in the pages.

    A small paragraph ends them: where the section's mark stands within a TOC field, LibreOffice prints no page number in that section.
    """
    yield paragraph(press.style("TOC Heading"), *text_runs("目\u3000录"))
    yield from _field(press, 'TOC \\o "1-3" \\h \\z \\u', press.anchors.of("heading"))
    for title, kind in _LISTS:
        entries = press.anchors.of(kind)
        if entries:
            yield paragraph(press.style("TOC Heading"), *text_runs(title))
        for label, same in groupby(entries, key=lambda anchor: anchor.label):
            yield from _field(press, f'TOC \\h \\z \\c "{label}"', same)
    yield paragraph(press.style("间隔"))


def _field(press: Press, instruction: str, entries: Iterable[Anchor]) -> Iterator[Element]:
    """One field over several paragraphs: it opens in the first entry and closes in the last."""
    rows = [(_style(anchor), _entry(press, anchor)) for anchor in entries]
    if not rows:
        return
    made = [paragraph(press.style(style), row) for style, row in rows]
    for element in reversed(opening(instruction)):
        made[0].insert(1, element)
    made[-1].append(closing())
    yield from made


def _style(anchor: Anchor) -> str:
    return f"toc {anchor.level}" if anchor.kind == "heading" else "table of figures"


def _entry(press: Press, anchor: Anchor) -> Element:
    page = filled(f"PAGEREF {anchor.bookmark} \\h", "")
    return w("hyperlink", *text_runs(anchor.text), run(w("tab")), *page, anchor=anchor.bookmark, history=1)


def number(press: Press, listed: Iterable[Element], pages: Mapping[str, int]) -> None:
    """Fill in the pages of the entries, as far as they are known. pages: by what `Anchors.bookmarks` names."""
    named = press.anchors.bookmarks()
    for entry in (link for element in listed for link in element.iter(qn("w:hyperlink"))):
        for made in text_runs(str(pages.get(named[entry.get(qn("w:anchor"))], ""))):
            entry[-1].addprevious(made)
