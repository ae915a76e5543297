"""DOCX: the document as a Word file whose contents, captions and references are real fields with their results filled."""

from reportgen.writers.docx.anchors import BODY_END
from reportgen.writers.docx.write import write_docx

__all__ = ["BODY_END", "write_docx"]
