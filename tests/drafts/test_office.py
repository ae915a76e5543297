"""Older drafts go through LibreOffice where it is installed; where it is not, one sentence."""

import shutil
import subprocess
import time
from pathlib import Path

import pytest

from reportgen.core.errors import Unavailable, Unreadable
from reportgen.intake.drafts import to_docx
from reportgen.intake.drafts.gate import sniffed
from tests.drafts.specimen import LONG, docx, p, text

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def test_without_libreoffice_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.intake.drafts.older.installed", lambda: None)
    with pytest.raises(Unavailable) as stop:
        to_docx("稿.doc", b"x")
    assert "LibreOffice" in stop.value.message and "另存为" in stop.value.hint


@pytest.mark.skipif(not shutil.which("sh"), reason="needs a shell")
def test_a_program_that_hangs_is_stopped(tmp_path: Path) -> None:
    program = tmp_path / "slow"
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    begin = time.monotonic()
    with pytest.raises(Unreadable):
        to_docx("稿.doc", b"x", program=str(program), seconds=1)
    assert time.monotonic() - begin < 10


@needs_office
def test_an_old_document_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx(p("一、实训条件", look="<w:b/>"), p(LONG), p("二、实习管理", look="<w:b/>"), p(LONG)))
    subprocess.run(["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path),
                    str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=120)
    old = (tmp_path / "a.doc").read_bytes()
    assert sniffed(old) == "old"
    assert text(to_docx("稿.wps", old)) == f"## 实训条件\n\n{LONG}\n\n## 实习管理\n\n{LONG}\n"
