"""Puts a report together: cover, statement, contents, parts; then the bytes, the same for the same report."""

from collections.abc import Iterator, Mapping
from itertools import chain, groupby
from operator import itemgetter

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from reportgen.cache import Store
from reportgen.core.document import Document, Grid, PageBreak, Part, Statement
from reportgen.core.look import Drawing, Look
from reportgen.core.pack import frozen
from reportgen.core.report import Report, Written
from reportgen.writers.docx.alignment import width
from reportgen.writers.docx.anchors import END_MARK, anchors, heading_text
from reportgen.writers.docx.base import open_base
from reportgen.writers.docx.blocks import flow
from reportgen.writers.docx.bound import Bound
from reportgen.writers.docx.contents import contents, number
from reportgen.writers.docx.fields import bookmarked
from reportgen.writers.docx.footnotes import Footnotes
from reportgen.writers.docx.package import saved
from reportgen.writers.docx.pictures import photo_picture
from reportgen.writers.docx.press import Press
from reportgen.writers.docx.sections import Sections
from reportgen.writers.docx.spacing import collapse, leave, set_apart, unstranded
from reportgen.writers.docx.xml import clean, paragraph, text_runs
from reportgen.writers.pdf.tables import turned

_TALLIED = ("paragraphs", "tables", "pictures", "numbers", "headings")
_SCAN = {"width_pt": 440, "height_pt": 540}  # what a signed page may fill below its title
_SIGNING_PT = 15  # size of the lines to sign, and a little
_BEFORE_SIGNING = 2600  # twips between a statement and the lines to sign


def write_docx(report: Report, look: Look, drawings: Mapping[str, Drawing], *, pages: Mapping[str, int] = frozen({}), locked: bool = False,
               store: Store | None = None) -> Written:
    """The report as a Word file. A draft is a working copy: its numbers stay bound while people edit it; a published copy remembers nothing.

    drawings: a drawing for every chart, by its id; a chart without one is printed as its table. pages: printed page by anchor (a heading's
    id; "tab:", "fig:" or "case:" and a block's id), looked into when all else is written; an anchor without one has an empty page number in
    the contents. locked: the bound numbers cannot be typed over. store: charts as made before. Facts: what was printed, counted by kind; bookmarks (name → anchor).
    Raises: Unreadable if base.docx is no Word file, lacks a style or asks for an unknown cover field.
    """
    document = report.document
    base = open_base(look.base_docx, document, look.styles)
    press = Press(base, look.styles, anchors(document), drawings, Footnotes(base.word.part, base.styles),
                  Bound(report, locked=locked) if document.draft else None, store or Store())
    listed = [*contents(press)]
    _compose(press, document, listed)
    describe(press, report)
    if press.bound is not None:
        press.bound.store(base.word.part, press.store.turns)
    number(press, listed, pages)
    facts = {kind: press.tally[kind] for kind in _TALLIED} | {"footnotes": press.notes.count, "bookmarks": press.anchors.bookmarks()}
    return Written("docx", saved(base.word), frozen(facts))


def _compose(press: Press, document: Document, listed: list[Element]) -> None:
    """Append everything to the cover, each stretch closed by its section mark; the last mark ends the body."""
    body = press.base.word.element.body
    for elements, mark in _stretches(press, document, listed):
        collapse(elements, press.base.spaces)
        if elements is listed:
            unstranded(listed, press.base.spaces, press.style("TOC Heading"), press.base.height)
        body.extend(closed(press, elements or [*body], mark))
    _mark_the_end(body, press.next("bookmarks"))
    body.append(mark)


def _mark_the_end(body: Element, id: int) -> None:
    """A bookmark around the last words: one around nothing LibreOffice forgets."""
    words = (one for block in reversed(body) for one in reversed([*block.iter(qn("w:r"))]) if one.find(qn("w:t")) is not None)
    last = next(words)
    start, end = bookmarked(id, END_MARK, ())
    last.addprevious(start)
    last.addnext(end)


def _stretches(press: Press, document: Document, listed: list[Element]) -> Iterator[tuple[list[Element], Element]]:
    """The elements of each section with the section's mark: what follows the cover, the contents, every part."""
    sections = Sections(press, clean(document.title + document.subtitle), draft=document.draft)
    yield [*_statement(press, document.statement)], sections.cover()
    yield listed, sections.contents()
    for n, stretch in enumerate(document.stretches()):
        yield from _parts(press, sections, stretch, first=n == 0)


def _parts(press: Press, sections: Sections, parts: tuple[Part, ...], *, first: bool) -> Iterator[tuple[list[Element], Element]]:
    """A part, or several that share their pages, in one stretch; in several where tables too wide stand on pages turned sideways.

    Where parts share pages the header names none: LibreOffice prints one title on all pages of a stretch.
    """
    sheet, opening = press.turned(), True
    title = heading_text(parts[0].heading) if len(parts) == 1 else ""
    pieces = chain.from_iterable(_pieces(press, sheet, part, above) for part, above in zip(parts, (None, *parts)))
    for sideways, some in groupby(pieces, itemgetter(0)):
        elements = [element for _, made in some for element in made]
        if elements:
            yield elements, sections.part(title, first=first, opening=opening, sideways=sheet.base if sideways else None)
            opening = False


def _pieces(press: Press, sheet: Press, part: Part, above: Part | None) -> Iterator[tuple[bool, list[Element]]]:
    """The part's elements, upright ones and those on the `sheet` turned sideways by themselves.

    above: the part that it runs on from, with white above its heading, or on a new page if that one ends with a break.
    """
    area = press.design, press.base.measure / 20, press.base.height / 20
    for sideways, some in groupby(part.blocks(), lambda block: isinstance(block, Grid) and turned(block, *area)):
        elements = [*flow(sheet if sideways else press, some)]
        if above is not None and not sideways:
            if isinstance([*above.blocks()][-1], PageBreak):
                elements[0].get_or_add_pPr().get_or_add_pageBreakBefore()
            else:
                set_apart(elements[0], round(press.length("body", "line_pt") * 20))
            above = None
        yield sideways, elements


def _statement(press: Press, statement: Statement | None) -> Iterator[Element]:
    """A page of its own, to be signed; no part of the contents."""
    if statement is None:
        return
    title = paragraph(press.style("声明标题"), *text_runs(statement.title))
    title.pPr.get_or_add_pageBreakBefore()
    yield title
    if statement.scan is not None:
        yield paragraph(press.style("图片"), photo_picture(press, statement.scan, press.base.measure / 20, most=_SCAN))
        return
    texts = [paragraph(press.style("声明正文"), *text_runs(line)) for line in statement.paragraphs]
    if texts:
        leave(texts[-1], _BEFORE_SIGNING)
    yield from texts
    for line in statement.signatures:
        made = paragraph(press.style("声明签署"), *text_runs(line))
        longest = max(map(width, statement.signatures)) * _SIGNING_PT * 20
        if longest > press.base.measure / 2:  # a long name of an enterprise begins further left, so that it stands in one line
            made.pPr.get_or_add_ind().set(qn("w:left"), str(round(max(0, press.base.measure - longest))))
        yield made


def closed(press: Press, elements: list[Element], mark: Element) -> list[Element]:
    """The elements with the section's mark in the last paragraph; after a table there must be one."""
    if elements[-1].tag != qn("w:p"):
        elements = [*elements, paragraph(press.style("间隔"))]
    elements[-1].get_or_add_pPr().append(mark)
    return elements


def describe(press: Press, report: Report, *, title: str = "") -> None:
    """Properties say whose report it is, and nothing of machine, time or editor. title: another than the report's."""
    properties = press.base.word.core_properties
    school = clean(report.project.school)
    properties.title = clean(title or report.document.title + report.document.subtitle)
    properties.author = properties.last_modified_by = school
    properties.identifier, properties.language = clean(report.snapshot), "zh-CN"
    settings = press.base.word.settings.element
    for trace in settings.findall(qn("w:rsids")):
        settings.remove(trace)
