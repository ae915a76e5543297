"""Fields with their results filled: right at first opening, still updatable, never a prompt."""

from collections.abc import Sequence

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from reportgen.writers.docx.xml import run, text_runs, w


def opening(instruction: str) -> list[Element]:
    """A field's beginning, its instruction and the mark before its result."""
    code = w("instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    return [run(w("fldChar", fldCharType="begin")), run(code), run(w("fldChar", fldCharType="separate"))]


def closing() -> Element:
    """A field's end."""
    return run(w("fldChar", fldCharType="end"))


def filled(instruction: str, result: str, style: str = "") -> list[Element]:
    """A whole field within one paragraph."""
    return [*opening(instruction), *text_runs(result, style), closing()]


def bookmarked(id: int, name: str, content: Sequence[Element]) -> list[Element]:
    """Content between a bookmark's start and end."""
    return [w("bookmarkStart", id=id, name=name), *content, w("bookmarkEnd", id=id)]
