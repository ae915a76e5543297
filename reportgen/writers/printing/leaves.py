"""On which page each bookmark of a Word file stands when LibreOffice sets it: what a list of contents has to say."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZipFile

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from reportgen.core.report import Written
from reportgen.writers.printing import Manuscript, print_word

_FILTER = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'


def printed_pages(word: Written, stand: Mapping[str, int]) -> Mapping[str, int]:
    """The printed page number of every anchor: page 1 is where the first heading stands. stand: what `leaves` found in that file."""
    bookmarks = word.facts["bookmarks"]
    first = min((stand[mark] for mark in bookmarks if mark in stand), default=1)
    return {anchor: stand[mark] - first + 1 for mark, anchor in bookmarks.items() if mark in stand}


def leaves(name: str, data: bytes) -> Mapping[str, int]:
    """The page of every bookmark, counted from the file's first one.

    Raises: Unavailable if LibreOffice is not installed; Unreadable if it cannot set the file, or not in time.
    """
    with ZipFile(BytesIO(data)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    sheet, = print_word([Manuscript(name, data, parts)], to=_FILTER)
    try:
        reader = PdfReader(BytesIO(sheet.pdf))
        found = {_named(mark): reader.get_destination_page_number(place) for mark, place in reader.named_destinations.items()}
    except PyPdfError:
        return {}
    return {mark: page + 1 for mark, page in found.items() if page is not None}


def _named(mark: str) -> str:
    """A bookmark's name as the PDF writes it: `_` as `/5F`."""
    return mark.replace("/5F", "_").lstrip("/")
