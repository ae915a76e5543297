"""What users typed is printed as typed: marks that turn the direction of writing in the outputs, formulas and templates in workbooks."""

import ast
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reportgen.core.document import Paragraph, Text
from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.reading.extract import extract
from reportgen.writers.docx import write_docx
from reportgen.writers.findings import findings_xlsx
from reportgen.writers.html import write_html
from reportgen.writers.pdf import write_pdf
from reportgen.writers.review_xlsx import Sheet, review_xlsx
from tests.writers import specimen

ROOT = Path(__file__).parents[2] / "reportgen"
MARKS = "\u202e\u202c\u200f\u2067\u2069"
TURNED = "左\u202e反写\u202c右\u200f与\u2067x\u2069"
NASTY = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "{=1+1}", "{{ 7*7 }}", "{% if %}", "&amp;<b>", "https://a.cn", "007", TURNED)


@pytest.mark.parametrize(("format", "write"), [("docx", write_docx), ("html", write_html), ("pdf", write_pdf)])
def test_marks_of_direction_and_of_templates_stay(format: str, write: Callable) -> None:
    data = write(specimen.with_blocks(Paragraph((Text(f"甲{TURNED}乙"),)), Paragraph((Text("".join(NASTY[:-1])),))), specimen.look(), {}).data
    pieces = [piece.text for piece in extract(f"稿.{format}", data).pieces]
    (said,) = [one for one in pieces if "甲" in one]
    assert ["".join(one.split()) for one in pieces if "SUM" in one] == ["".join("".join(NASTY[:-1]).split())]
    if format == "pdf":  # a page shows letters in the order in which they are seen
        assert sorted(one for one in said if one not in MARKS) == sorted("甲左反写右与x乙") and "写\u202c反" in said
    else:
        assert said == f"甲{TURNED}乙"


def cells(data: bytes) -> list[tuple[object, str]]:
    """Every cell that has a value, with its kind."""
    return [(cell.value, cell.data_type) for page in load_workbook(BytesIO(data)).worksheets for row in page.iter_rows() for cell in row if cell.value is not None]


def test_a_workbook_takes_words_for_words() -> None:
    made = cells(review_xlsx("表", [Sheet("表", (("列", 10),), tuple((one,) for one in NASTY))], year=2025))
    assert made == [("列", "s"), *((one, "s") for one in NASTY)]
    made = cells(findings_xlsx([Finding("T201", "x", Severity.ERROR, one, Place("a.md", 1), one, department=f"部门{n}") for n, one in enumerate(NASTY)]))
    assert {one for one, kind in made if kind == "s"} >= set(NASTY) and not [one for one, kind in made if kind == "f"]


def unguarded(source: str) -> list[int]:
    """Lines at which a workbook is made that would take a text for a formula or an address."""
    calls = [one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.Call) and ast.unparse(one.func).endswith("Workbook")]
    return [one.lineno for one in calls if not all(f"'{option}': False" in ast.unparse(one) for option in ("strings_to_formulas", "strings_to_urls"))]


def test_every_workbook_is_guarded_and_the_guard_can_fail() -> None:
    assert {path.name: found for path in ROOT.rglob("*.py") if (found := unguarded(path.read_text("utf-8")))} == {}
    assert unguarded("with xlsxwriter.Workbook(out, {'in_memory': True}) as book:\n    pass") == [1]
