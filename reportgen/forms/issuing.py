"""A form filled in and put into files: one for each set of words, as Word and, if wanted, as PDF."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.core.errors import Refused
from reportgen.forms.template import Form
from reportgen.intake.drafts.gate import open_document
from reportgen.writers.printing import Manuscript, Sheet, print_word


@dataclass(frozen=True, slots=True)
class Issued:
    """Files by path, and the prints among them, which know what stands in for missing faces."""

    files: Mapping[Path, bytes]
    sheets: tuple[Sheet, ...] = ()


def issue(form: Form, filled: Iterable[Mapping[str, object]], *, out: Path, pdf: bool = False) -> Issued:
    """out: a folder, or the .docx file itself. pdf: also printed, beside it.

    Raises: Refused if several would go into one file; Unavailable if they are to be printed and LibreOffice is not installed.
    """
    words = list(filled)
    single = out.suffix.lower() == ".docx"
    if single and len(words) > 1:
        raise Refused(f"要写{len(words)}份，不能写进一个文件", hint="用 --out 给一个文件夹，或只做其中一份（--department、--enterprise、--case）")
    made = {out if single else out / form.file_name(one): form.filled(one) for one in words}
    sheets = print_word([_manuscript(path, data) for path, data in made.items()]) if pdf else ()
    return Issued(made | {path.with_suffix(".pdf"): sheet.pdf for path, sheet in zip(made, sheets, strict=False)}, sheets)


def _manuscript(path: Path, data: bytes) -> Manuscript:
    parts, _ = open_document(path.name, data)
    return Manuscript(path.name, data, parts or {})
