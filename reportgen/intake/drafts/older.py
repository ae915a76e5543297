"""Older drafts (.doc, .wps, .rtf), read through LibreOffice where it is installed."""

from reportgen.core.errors import Unavailable, Unreadable
from reportgen.core.place import Place
from reportgen.office import SECONDS, converted, installed

OLD_SUFFIXES = (".doc", ".wps", ".rtf")
_RESAVE = "用 Word 或 WPS 打开，另存为“Word 文档（.docx）”再交来"


def to_docx(name: str, data: bytes, *, program: str | None = None, seconds: int = SECONDS) -> bytes:
    """The same document as .docx.

    Raises: Unavailable if LibreOffice is not installed; Unreadable if it cannot read the document, or takes too long.
    """
    program = program or installed()
    if program is None:
        raise Unavailable("这是旧格式的文稿，转换要用 LibreOffice，这台机器上没有", at=Place(name), hint=f"{_RESAVE}；或安装 LibreOffice")
    source = "draft.rtf" if data.startswith(b"{\\rtf") else "draft.doc"
    made = converted(program, {source: data}, "docx:MS Word 2007 XML", seconds=seconds)
    if "draft" not in made:
        raise Unreadable("旧格式的文稿转换不了（可能设了密码，或已损坏）", at=Place(name), hint=_RESAVE)
    return made["draft"]
