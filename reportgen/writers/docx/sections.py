"""Sections: cover, contents, parts; their headers, page numbers and the mark of a draft."""

import re
from copy import deepcopy

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml.etree import _Element as Element

from reportgen.core.design import TOTAL
from reportgen.writers.docx.anchors import END_MARK
from reportgen.writers.docx.base import Base
from reportgen.writers.docx.fields import filled
from reportgen.writers.docx.press import Press
from reportgen.writers.docx.xml import paragraph, run, text_runs, w

_SHAPE = """<w:r {w}><w:rPr><w:noProof/></w:rPr><w:pict xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>
<v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>
<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>
<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>
<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>
<v:shape id="PowerPlusWaterMarkObject{n}" o:spid="_x0000_s{spid}" type="#_x0000_t136" alt="草稿" style="position:absolute;margin-left:0;
margin-top:0;width:340pt;height:170pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;
mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f"
fillcolor="#d5dae0" stroked="f"><v:fill opacity=".45"/><v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt" string="草稿"/></v:shape>
</w:pict></w:r>"""

_SHAPE_OF_NUMBER = re.compile(f"(1|{re.escape(TOTAL)})")


class Sections:
    """Makes the section marks of a report in order; every section names its own headers and footers, none inherits.

    The first page of a section has a bare header, because a large heading stands there. In a look with outer page numbers odd and even
    pages have footers of their own, and the first page of a section, of which nobody knows which it is, has its number in the middle.
    """

    def __init__(self, press: Press, title: str, *, draft: bool) -> None:
        self._press, self._title, self._draft = press, title, draft
        self._footers: dict[tuple[str, str], str] = {}
        self._alone = False
        outer = press.design["edges"]["number"] == "outer"
        self._sides = {"default": "单页页脚", "even": "双页页脚"} if outer else {"default": "footer"}
        press.base.word.settings.odd_and_even_pages_header_footer = outer
        self._bare = self._header(paragraph(press.style("空页眉")))

    def cover(self) -> Element:
        """No header, no page number."""
        return self._mark(self._headers(self._bare))

    def contents(self) -> Element:
        """Roman page numbers."""
        header = self._header(self._running([]))
        return self._mark(self._edges(header, "I"), w("pgNumType", fmt="upperRoman", start=1))

    def part(self, title: str, *, first: bool, opening: bool = True, sideways: Base | None = None) -> Element:
        """Arabic page numbers, from one in the first part; the part's title, if there is one, at the right of the header.

        opening: the part begins here, with its large heading. sideways: the page setup of a stretch turned sideways.
        """
        running = self._running([run(w("tab")), *filled("STYLEREF 1", title, self._press.style("书眉标题"))] if title else [])
        if sideways is not None:
            tabs = w("tabs", w("tab", val="clear", pos=self._press.base.measure), w("tab", val="right", pos=sideways.measure))
            running.pPr.insert_element_before(tabs, "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc")
        numbers = w("pgNumType", fmt="decimal", **({"start": 1} if first and opening else {}))
        return self._mark(self._edges(self._header(running), "1"), numbers, first=opening, base=sideways)

    def alone(self) -> Element:
        """Arabic page numbers from one, the title at the top of every page."""
        header = self._header(self._running([]))
        self._alone = True
        return self._mark(self._headers(header) + self._footers_of("1"), w("pgNumType", start=1), first=False)

    def _running(self, right: list[Element]) -> Element:
        return paragraph(self._press.style("header"), *text_runs(self._title), *right)

    def _header(self, content: Element) -> str:
        part, relation = self._press.part.add_header_part()
        if self._draft:
            content.append(self._watermark())
        _replace(part.element, content)
        return relation

    def _watermark(self) -> Element:
        n, font = self._press.next("watermarks"), self._press.design["fonts"]["docx"]["heading"]
        return parse_xml(_SHAPE.format(w=nsdecls("w"), n=n, spid=2048 + n, font=font))

    def _footer(self, sample: str, style: str = "footer") -> str:
        """One footer a numbering style and side; its field shows the first number until the page is laid out."""
        if (sample, style) not in self._footers:
            part, relation = self._press.part.add_footer_part()
            shape = str(self._press.design["page"].get("number", "1")) if sample == "1" else "1"
            number = [one for piece in _SHAPE_OF_NUMBER.split(shape) for one in self._number(piece, sample)]
            _replace(part.element, paragraph(self._press.style(style), *number))
            self._footers[sample, style] = relation
        return self._footers[sample, style]

    def _number(self, piece: str, sample: str) -> list[Element]:
        """A piece of the form of page numbers: the page, how many there are, or words.

        Pages are counted from the first part on: their number is that of the last page, which a mark at the end of the text tells. Where all
        pages are text, it is that of the file's pages.
        """
        if piece == "1":
            return filled("PAGE", sample)
        if piece == TOTAL:
            return filled("NUMPAGES", sample) if self._alone else filled(f"PAGEREF {END_MARK} \\h", sample)
        return text_runs(piece)

    def _edges(self, header: str, sample: str) -> list[Element]:
        return [_reference("header", "first", self._bare), *self._headers(header), _reference("footer", "first", self._footer(sample)), *self._footers_of(sample)]

    def _headers(self, header: str) -> list[Element]:
        return [_reference("header", pages, header) for pages in self._sides]

    def _footers_of(self, sample: str) -> list[Element]:
        return [_reference("footer", pages, self._footer(sample, style)) for pages, style in self._sides.items()]

    def _mark(self, edges: list[Element], numbers: Element | None = None, *, first: bool = True, base: Base | None = None) -> Element:
        """A `w:sectPr` with the template's page setup, or another. first: the first page is another than the others."""
        setup = deepcopy((base or self._press.base).section)
        for n, element in enumerate((*edges, w("type", val="nextPage"))):
            setup.insert(n, element)
        if numbers is not None:
            setup.insert_element_before(numbers, "w:docGrid")
            if first:
                setup.insert_element_before(w("titlePg"), "w:docGrid")
        return setup


def _reference(edge: str, pages: str, relation: str) -> Element:
    made = w(f"{edge}Reference", type=pages)
    made.set(qn("r:id"), relation)
    return made


def _replace(root: Element, content: Element) -> None:
    for child in list(root):
        root.remove(child)
    root.append(content)
