"""Documents from disk: what they really are is asked before a parser sees them."""

from pathlib import Path

from reportgen.core.errors import Unreadable
from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.core.reading import Extract
from reportgen.files import reason
from reportgen.intake.drafts.gate import open_document, sniffed
from reportgen.reading.extract import extract

MAX_BYTES = 200 * 1024 * 1024
_OFFICE = (".docx", ".docm", ".dotx", ".doc", ".wps")


def read_file(path: Path) -> bytes:
    """The file's bytes. Raises: Unreadable."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable(f"文件超过 {MAX_BYTES >> 20} MB，不读取", at=Place(path.name), hint="压缩其中的图片，或分成几个文件")
        return path.read_bytes()
    except OSError as fault:
        raise Unreadable(f"文件读不了（{reason(fault)}）", at=Place(path.name), hint="检查文件名和权限") from None


def open_text(name: str, data: bytes) -> tuple[Extract | None, tuple[Finding, ...]]:
    """The document as text; None and one sentence that says what the file is, if it cannot be read."""
    if name.lower().endswith(_OFFICE) or sniffed(data):
        parts, refused = open_document(name, data)
        if parts is None:
            return None, refused
    try:
        return extract(name, data), ()
    except Unreadable as stop:
        return None, (Finding("E110", "unreadable-file", Severity.ERROR, stop.message, Place(name), stop.hint),)
