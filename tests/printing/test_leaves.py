"""The contents of a Word file have the pages on which its headings come out when the file itself is set."""

import re
import shutil
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from pypdf import PdfReader

from reportgen.core.report import Written
from reportgen.writers.docx import write_docx
from reportgen.writers.printing import Manuscript, print_word
from reportgen.writers.printing.leaves import leaves, printed_pages
from tests.writers import specimen

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def entries(data: bytes) -> dict[str, str]:
    """The contents as printed: each entry with its page number."""
    with ZipFile(BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    rows = (["".join(one.itertext(W + "t")) for one in link.iter(W + "r")] for link in body.iter(W + "hyperlink") if link.get(W + "anchor"))
    return {re.sub(r"\s", "", "".join(row[:-3])): row[-2] for row in rows}


def pages(data: bytes) -> list[str]:
    """The text of every page as LibreOffice prints it."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(BytesIO(print_word([Manuscript("a.docx", data, parts)])[0].pdf)).pages]


def test_the_first_heading_stands_on_page_one() -> None:
    word = Written("docx", b"", {"bookmarks": {"_Toc1": "preface", "_Toc2": "fig:jobs", "_Toc3": "gone"}})
    assert printed_pages(word, {"_Toc1": 5, "_Toc2": 9, "_rgp_1": 2}) == {"preface": 1, "fig:jobs": 5}


@needs_office
def test_every_entry_has_the_page_its_heading_is_printed_on() -> None:
    report, look, drawings = specimen.report(), specimen.look(), specimen.drawings()
    first = write_docx(report, look, drawings, pages=dict.fromkeys(write_docx(report, look, drawings).facts["bookmarks"].values(), 77))
    made = write_docx(report, look, drawings, pages=printed_pages(first, leaves("a.docx", first.data))).data
    assert set(entries(first.data).values()) == {"77"}
    printed = pages(made)
    start = next(n for n, page in enumerate(printed) if "....." not in page and page.startswith("前言"))
    assert len(entries(made)) > 20
    for text, page in entries(made).items():
        assert text in printed[start + int(page) - 1], f"{text} is not on page {page}"
