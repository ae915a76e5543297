"""Older drafts (.doc, .wps, .rtf) through LibreOffice, where it is installed: a profile of its own, a limit of time, nothing left behind."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from reportgen.core.errors import Unavailable, Unreadable
from reportgen.core.place import Place

OLD_SUFFIXES = (".doc", ".wps", ".rtf")
SECONDS = 120
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", r"C:\Program Files\LibreOffice\program\soffice.exe")
_RESAVE = "用 Word 或 WPS 打开，另存为“Word 文档（.docx）”再交来"


def to_docx(name: str, data: bytes, *, program: str | None = None, seconds: int = SECONDS) -> bytes:
    """The same document as .docx.

    Raises: Unavailable if LibreOffice is not installed; Unreadable if it cannot read the document, or takes too long (it is tried twice).
    """
    program = program or _installed()
    if program is None:
        raise Unavailable("这是旧格式的文稿，转换要用 LibreOffice，这台机器上没有", at=Place(name), hint=f"{_RESAVE}；或安装 LibreOffice")
    for _ in range(2):
        made = _converted(program, data, seconds)
        if made is not None:
            return made
    raise Unreadable("旧格式的文稿转换不了（可能设了密码，或已损坏）", at=Place(name), hint=_RESAVE)


def _installed() -> str | None:
    return next((found for one in _PROGRAMS if (found := shutil.which(one))), None) or next((one for one in _PLACES if Path(one).is_file()), None)


def _converted(program: str, data: bytes, seconds: int) -> bytes | None:
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        source = Path(folder) / ("draft.rtf" if data.startswith(b"{\\rtf") else "draft.doc")
        source.write_bytes(data)
        command = [program, f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
                   "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source)]
        _run(command, seconds)
        result = Path(folder) / "draft.docx"
        return result.read_bytes() if result.is_file() else None


def _run(command: list[str], seconds: int) -> None:
    """Runs it; with everything it started it ends when its time is over."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=os.name != "nt")
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
