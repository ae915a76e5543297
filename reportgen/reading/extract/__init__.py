"""Documents as text with places: DOCX, PDF, HTML, Markdown, plain text."""

from collections.abc import Callable

from reportgen.core.errors import Unreadable
from reportgen.core.place import Place
from reportgen.core.reading import Extract
from reportgen.reading.extract.html import html
from reportgen.reading.extract.markdown import markdown
from reportgen.reading.extract.pdf import pdf
from reportgen.reading.extract.plain import plain
from reportgen.reading.extract.word import word

_READERS: dict[str, Callable[[str, bytes], Extract]] = {
    ".docx": word, ".docm": word, ".dotx": word, ".pdf": pdf, ".html": html, ".htm": html, ".md": markdown, ".markdown": markdown, ".txt": plain}
_INSTEAD = {".doc": "另存为 .docx", ".wps": "另存为 .docx", ".xlsx": "工作簿用 reportgen freeze", ".xls": "工作簿用 reportgen freeze"}


def extract(name: str, data: bytes) -> Extract:
    """The document by the kind its name says, or by what it is. Raises: Unreadable, with the remedy."""
    suffix = "." + name.rsplit(".", 1)[-1].lower() if "." in name.rsplit("/", 1)[-1] else ""
    if data[:5] == b"%PDF-":
        suffix = ".pdf"
    elif data[:4] == b"PK\x03\x04" and b"word/document.xml" in data and _READERS.get(suffix) is not word:
        suffix = ".docx"
    reader = _READERS.get(suffix)
    if not data:
        raise Unreadable("文件是空的", at=Place(name), hint="检查文件是否传完整")
    if reader is None:
        raise Unreadable(f"不认识这种文件（{suffix or '没有扩展名'}）", at=Place(name), hint=_INSTEAD.get(suffix, "可用 .docx、.pdf、.html、.md、.txt"))
    return reader(name, data)
