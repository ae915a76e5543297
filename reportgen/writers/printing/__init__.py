"""A Word file, finished by hand or filled in, as PDF: exactly that file, through LibreOffice; what stands in for missing faces is told."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfReader

from reportgen.core.errors import Unavailable, Unreadable
from reportgen.core.place import Place
from reportgen.office import SECONDS, converted, installed
from reportgen.writers.printing.alternatives import alternatives, described
from reportgen.writers.printing.faces import faces
from reportgen.writers.printing.substitutes import families, font_settings, substitutes
from reportgen.writers.printing.timeless import timeless

_FILTER = ('pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"},"PDFUACompliance":{"type":"boolean","value":"true"},'
           '"ExportBookmarks":{"type":"boolean","value":"true"},"UseReferenceXObject":{"type":"boolean","value":"false"}}')
_NO_DAY = "2000-01-01T00:00:00"
_WITHOUT = "转成 PDF 要用 LibreOffice，这台机器上没有"


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A Word file that has passed the gate: its name, its bytes, its parts."""

    name: str
    data: bytes
    parts: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed file. replaced: faces it asks for that the machine lacks, and what was used; checked: whether that could be found out.

    undescribed: how many pictures and charts have no alternative text.
    """

    pdf: bytes
    replaced: Mapping[str, str]
    checked: bool = True
    undescribed: int = 0

    @property
    def pages(self) -> int:
        """How many it has."""
        return len(PdfReader(BytesIO(self.pdf)).pages)


def available() -> str:
    """Where LibreOffice is. Raises: Unavailable, in one sentence, where it is not."""
    program = installed()
    if program is None:
        raise Unavailable(_WITHOUT, hint="安装 LibreOffice（https://zh-cn.libreoffice.org）后再运行；或用 Word、WPS 打开，另存为 PDF")
    return program


def print_word(files: Sequence[Manuscript], *, seconds: int = SECONDS, program: str | None = None, to: str = _FILTER) -> tuple[Sheet, ...]:
    """Each file as PDF, in order, all in one run. to: the export filter with its options.

    Raises: Unavailable if LibreOffice is not installed; Unreadable, with the file's name, if it cannot print one or takes too long.
    """
    program = program or available()
    known = families()
    asked = [faces(one.parts) for one in files]
    replaced = [substitutes(one, known) if known is not None else {} for one in asked]
    with TemporaryDirectory(prefix="reportgen-") as folder:
        settings = font_settings({face: other for one in replaced for face, other in one.items()}, Path(folder)) if known is not None else {}
        made = converted(program, {f"{n}.docx": one.data for n, one in enumerate(files)}, to, seconds=seconds, settings=settings)
    for n, one in enumerate(files):
        if str(n) not in made:
            raise Unreadable(f"LibreOffice 没有印出这个文件（打不开，或超过 {seconds} 秒）", at=Place(one.name),
                             hint="用 Word 或 WPS 打开，另存一次后再试；或直接在 Word 中另存为 PDF")
    whole = [described(made[str(n)], alternatives(one.parts)) for n, one in enumerate(files)]
    return tuple(Sheet(timeless(pdf, _saved(one.parts)), replaced[n], known is not None, lacking) for n, (one, (pdf, lacking)) in enumerate(zip(files, whole, strict=True)))


def _saved(parts: Mapping[str, bytes]) -> str:
    """When the document says it was last saved; a fixed day if it does not."""
    found = re.search(rb"<dcterms:modified[^>]*>(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)", parts.get("docProps/core.xml", b""))
    return found[1].decode() if found else _NO_DAY
