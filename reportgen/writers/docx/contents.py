"""目录, 案例目录, 图目录 and 表目录: real TOC fields, every entry and page number already there."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from docx.opc.constants import RELATIONSHIP_TYPE
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
    """Fill in the pages that the contents and the footers refer to, as far as they are known. pages: by what `Anchors.bookmarks` names."""
    named = press.anchors.bookmarks()
    footers = (relation.target_part.element for relation in press.part.rels.values() if relation.reltype == RELATIONSHIP_TYPE.FOOTER)
    for code in (one for root in (*listed, *footers) for one in root.iter(qn("w:instrText"))):
        kind, name, *_ = (*code.text.split(), "")
        page = str(pages.get(named[name], "")) if kind == "PAGEREF" else ""
        if page:
            _fill(code.getparent().getnext(), page)


def _fill(mark: Element, result: str) -> None:
    """Another result between the mark before it and the field's end."""
    while mark.getnext().find(qn("w:fldChar")) is None:
        mark.getparent().remove(mark.getnext())
    for made in reversed(text_runs(result)):
        mark.addnext(made)
