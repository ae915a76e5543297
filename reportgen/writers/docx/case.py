"""One typical case as a Word file of its own: no cover, no contents, the box as it stands in the report."""

from collections.abc import Mapping
from dataclasses import replace

from docx.oxml.ns import qn

from reportgen.core.document import CaseBox, Heading, Part, PartRole, Section
from reportgen.core.look import Drawing, Look
from reportgen.core.pack import frozen
from reportgen.core.report import Report
from reportgen.writers.docx.anchors import anchors
from reportgen.writers.docx.base import open_base
from reportgen.writers.docx.blocks import flow
from reportgen.writers.docx.footnotes import Footnotes
from reportgen.writers.docx.package import saved
from reportgen.writers.docx.press import Press
from reportgen.writers.docx.sections import Sections
from reportgen.writers.docx.spacing import collapse
from reportgen.writers.docx.write import closed, describe
from reportgen.writers.docx.xml import clean


def write_case(report: Report, case: CaseBox, look: Look, drawings: Mapping[str, Drawing] = frozen({})) -> bytes:
    """The case of that report; the same bytes for the same case. What it refers to outside itself is named in plain words."""
    section = Section(case.id, case.title, case.department, (case,), case.at)
    part = Part(case.id, PartRole.PART, Heading(1, "", (), case.id), (section,))
    document = replace(report.document, statement=None, parts=(part,), draft=False)
    base = open_base(look.base_docx, document, look.styles)
    body = base.word.element.body
    for cover in list(body):
        body.remove(cover)
    press = Press(base, look.styles, anchors(document), drawings, Footnotes(base.word.part, base.styles))
    mark = Sections(press, clean(f"{document.title}{document.subtitle}　典型案例"), draft=False).alone()
    made = [*flow(press, (case,))]
    collapse(made, base.spaces)
    body.extend(closed(press, made, mark))
    body.append(body.xpath("./w:p")[-1].pPr.find(qn("w:sectPr")))
    describe(press, report, title=case.title)
    return saved(base.word)
