"""A Word file finished by hand becomes a PDF of exactly that file; nothing outside it is fetched, and replaced faces are told."""

import shutil
import time
from pathlib import Path

import pytest
from pypdf import PdfReader

from reportgen.core.errors import Unavailable, Unreadable
from reportgen.printing import open_manuscript, print_file
from reportgen.workspace import open_workspace
from reportgen.writers.printing import Manuscript, Sheet, print_word
from reportgen.writers.printing.faces import faces
from reportgen.writers.printing.substitutes import substitutes
from reportgen.writers.printing.timeless import timeless
from tests.cli.conftest import Ran, built, own, run, small
from tests.drafts.specimen import docx, p
from tests.returned.specimen import W, edited, text

__all__ = ["built", "own", "small"]
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
FANG = '<w:rFonts w:eastAsia="仿宋_GB2312" w:ascii="Arial"/>'


def test_the_gate_comes_before_any_parser() -> None:
    for data, said in ((b"<html><body>x</body></html>", "网页"), (b"%PDF-1.7", "PDF"), (b"", "空文件")):
        with pytest.raises(Unreadable) as stop:
            open_manuscript("终稿.docx", data)
        assert said in stop.value.message and stop.value.hint


@pytest.mark.parametrize("target", ["file:///etc/hostname", "http://example.invalid/logo.png"])
def test_what_is_linked_from_outside_is_refused(target: str) -> None:
    with pytest.raises(Unreadable) as stop:
        open_manuscript("终稿.docx", docx(p("正文"), links={"x": ("image", target)}))
    assert stop.value.findings[0].code == "N109" and target[:10] in stop.value.message


def test_addresses_to_click_on_are_no_outside_content() -> None:
    assert open_manuscript("终稿.docx", docx(p("正文"), links={"x": ("hyperlink", "https://example.invalid")})).name == "终稿.docx"


def test_only_faces_that_print_something_are_asked_for() -> None:
    parts = open_manuscript("a.docx", docx(p("甲乙丙", look=FANG), p("", look='<w:rFonts w:eastAsia="黑体"/>'), p("ABC", look='<w:rFonts w:eastAsia="楷体" w:ascii="Arial"/>'))).parts
    assert faces(parts) == ("仿宋_GB2312", "Arial")


def test_the_nearest_face_stands_in() -> None:
    installed = frozenset({"FangSong", "Liberation Serif", "Arial"})
    assert substitutes(["仿宋_GB2312", "Times New Roman", "微软雅黑", "方正小标宋简体", "Arial"], installed) == {
        "仿宋_GB2312": "FangSong", "Times New Roman": "Liberation Serif", "微软雅黑": "Noto Sans SC", "方正小标宋简体": "Noto Serif SC"}


def test_without_libreoffice_one_sentence(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.writers.printing.installed", lambda: None)
    (own / "终稿.docx").write_bytes(docx(p("正文")))
    ran = run("pdf", own / "终稿.docx", "--project", own)
    assert ran.status == 2 and "这台机器上没有" in ran.err and "安装 LibreOffice" in ran.err and not (own / "终稿.pdf").exists()


@pytest.mark.skipif(not shutil.which("sh"), reason="needs a shell")
def test_a_program_that_hangs_is_stopped(tmp_path: Path) -> None:
    program = tmp_path / "slow"
    program.write_text("#!/bin/sh\nsleep 60 &\nwait\n")
    program.chmod(0o755)
    begin = time.monotonic()
    with pytest.raises(Unreadable) as stop:
        print_word([Manuscript("终稿.docx", b"", {})], program=str(program), seconds=1)
    assert time.monotonic() - begin < 10 and str(stop.value.at) == "终稿.docx"


@needs_office
def test_the_same_file_gives_the_same_pdf_and_says_what_it_says(tmp_path: Path) -> None:
    one = open_manuscript("终稿.docx", docx(p("终稿的正文", look=FANG)))
    (first,), (again,) = print_word([one]), print_word([one])
    assert first.pdf == again.pdf and first.replaced.keys() <= {"仿宋_GB2312"}
    (tmp_path / "a.pdf").write_bytes(first.pdf)
    reader = PdfReader(tmp_path / "a.pdf")
    assert [page.extract_text().strip() for page in reader.pages] == ["终稿的正文"]
    assert reader.metadata.creation_date.year == 2000


def test_dates_of_the_printing_go_and_places_stay_right() -> None:
    import zlib
    profile = zlib.compress(bytes(range(128)) * 30, 1)
    body = (b"%%PDF-1.6\n1 0 obj\n<</N 3/Length 2 0 R/Filter/FlateDecode>>\nstream\n%s\nendstream\nendobj\n\n2 0 obj\n%d\nendobj\n"
            b"3 0 obj\n<</CreationDate(D:20261128084712Z')>>\nendobj\n" % (profile, len(profile)))
    last = body.index(b"3 0 obj")
    whole = body + b"xref\n0 4\n0000000000 65535 f \n%010d 00000 n \n%010d 00000 n \n%010d 00000 n \ntrailer\n</ID [ <%s> ]>>\nstartxref\n%d\n%%%%EOF" % (
        10, body.index(b"2 0 obj"), last, b"A" * 32, len(body))
    made = timeless(whole, "2025-12-01T08:00:00")
    assert b"20251201080000" in made and b"A" * 32 not in made
    moved = int(made.split(b" 00000 n ")[-2].split()[-1])
    assert made[moved:moved + 7] == b"3 0 obj" and len(made) < len(whole)
    start = int(made.split(b"startxref\n")[1].split()[0])
    assert made[start:start + 4] == b"xref"


@needs_office
def test_a_wrong_figure_is_not_printed(own: Path) -> None:
    (own / "终稿.docx").write_bytes(docx(p("2025届毕业生毕业去向落实率为12.34%。")))
    ran = run("pdf", own / "终稿.docx", "--project", own)
    assert ran.status == 1 and "12.34%" in ran.out and not (own / "终稿.pdf").exists()
    ran = run("pdf", own / "终稿.docx", "--project", own, "--anyway")
    assert ran.status == 1 and (own / "终稿.pdf").read_bytes().startswith(b"%PDF")


def test_a_working_copy_is_verified_too(built: tuple[Path, Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr("reportgen.printing.available", lambda: "soffice")
    monkeypatch.setattr("reportgen.printing.print_word", lambda files, program: (Sheet(files[0].data, {}),))
    workspace, whole = open_workspace(built[0]), next((built[0] / "build").rglob("*.docx"))
    printed = print_file(workspace, whole)
    assert printed.sheet is not None and "一字不差" in printed.proof[0] and "改过0，断开0" in printed.proof[1]

    def hand(body: object) -> None:
        word = next(one for control in body.iter(f"{W}sdt") if (text(control)[:1]).isdigit() for one in control.iter(f"{W}t"))
        word.text = f"1{word.text}"
    (tmp_path / "改过.docx").write_bytes(edited(whole.read_bytes(), hand))
    printed = print_file(workspace, tmp_path / "改过.docx")
    assert printed.sheet is None and "V101" in [one.code for one in printed.findings] and "改过1，断开0" in printed.proof[1]
    assert print_file(workspace, tmp_path / "改过.docx", anyway=True).sheet is not None
