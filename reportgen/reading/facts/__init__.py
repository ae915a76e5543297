"""What a file holds beside its text: properties, marks, pictures, pages, structure. Stated here, judged by the rules."""

from reportgen.core.filefacts import FileFacts
from reportgen.reading.facts.page import html_facts
from reportgen.reading.facts.sheets import pdf_facts, printed_pages
from reportgen.reading.facts.word import word_facts


def facts(name: str, data: bytes, format: str) -> FileFacts:
    """The facts of a file that the text reader has taken for that format. Raises: Unreadable."""
    reader = {"docx": word_facts, "pdf": pdf_facts, "html": html_facts}.get(format)
    return reader(name, data) if reader else FileFacts(format, len(data))


__all__ = ["facts", "printed_pages"]
