"""Alternative texts: LibreOffice leaves out those of charts in a PDF, and drops them from a Word file; both come back."""

import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from reportgen.printing import open_manuscript
from reportgen.reading.extract.working import working_copy
from reportgen.returned.besides import lost_alternatives
from reportgen.writers.docx import write_docx
from reportgen.writers.printing import print_word
from reportgen.writers.printing.alternatives import alternatives, described, redescribed
from tests.returned.specimen import rewritten
from tests.writers import specimen

BODY = "word/document.xml"
PDF = (b"%PDF-1.6\n1 0 obj\n<</Type/StructElem\n/S/Document\n/P 9 0 R\n/K[2 0 R 3 0 R ]\n>>\nendobj\n2 0 obj\n<</Type/StructElem\n/S/Figure\n/P 1 0 R\n/K[0 ]\n>>\nendobj\n"
       b"3 0 obj\n<</Type/StructElem\n/S/Standard\n/P 1 0 R\n/K[5 0 R 4 0 R ]\n>>\nendobj\n4 0 obj\n<</Type/StructElem\n/S/Figure\n/P 3 0 R\n/K[1 ]\n>>\nendobj\n"
       b"5 0 obj\n<</Type/StructElem\n/S/Figure\n/P 3 0 R\n/Alt<FEFF7532>\n/K[2 ]\n>>\nendobj\n"
       b"xref\n0 1\n0000000000 65535 f \ntrailer\n<<>>\nstartxref\n0\n%%EOF")


@pytest.fixture(scope="module")
def copy() -> bytes:
    """A working copy with charts and photos."""
    made = specimen.report()
    return write_docx(replace(made, document=replace(made.document, draft=True)), specimen.look(), specimen.drawings()).data


def test_a_figure_without_one_takes_that_of_the_word_file_in_reading_order() -> None:
    made, lacking = described(PDF, ("甲", "乙"))
    assert lacking == 0 and made.count(b"/Alt<FEFF4E59>") == 1 and b"/S/Figure\n/Alt<FEFF4E59>\n/P 3 0 R\n/K[1 ]" in made


@pytest.mark.parametrize("told", [("甲",), ("丙", "乙"), ("甲", "乙", "丙")])
def test_where_the_figures_are_not_plainly_the_same_nothing_is_put_in(told: tuple[str, ...]) -> None:
    assert described(PDF, told) == (PDF, 1)


def test_what_was_dropped_on_saving_comes_back(copy: bytes) -> None:
    def dropped(data: bytes) -> bytes:
        return re.sub(rb'(name="chart\d+") descr="[^"]*"', rb"\1", data)
    saved = rewritten(copy, {BODY: dropped})
    assert lost_alternatives(working_copy("稿.docx", copy)) == {}
    lost = lost_alternatives(working_copy("稿.docx", saved))
    before, after = open_manuscript("稿.docx", copy).parts, open_manuscript("稿.docx", saved).parts
    assert lost and "" in alternatives(after)
    assert alternatives(redescribed(after, lost)) == alternatives(before)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_printed_chart_says_what_it_shows(copy: bytes, tmp_path: Path) -> None:
    manuscript = open_manuscript("稿.docx", copy)
    sheet, = print_word([manuscript])
    told = [one for one in alternatives(manuscript.parts) if one]
    printed = [bytes.fromhex(one.decode()).decode("utf-16-be") for one in re.findall(rb"/S/Figure\n(?:[^>]*?)/Alt<FEFF([0-9A-F]+)>", sheet.pdf)]
    assert sheet.undescribed == alternatives(manuscript.parts).count("") == 0
    assert set(told) <= set(printed) and len(PdfReader(BytesIO(sheet.pdf)).pages) > 1
