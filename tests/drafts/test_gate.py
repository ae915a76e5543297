"""Bad input: one sentence each, never a traceback."""

import io
import zipfile

import pytest

from reportgen.intake.drafts import read_draft
from reportgen.intake.drafts.gate import sniffed
from tests.drafts.specimen import LONG, NAMES, docx, drawing, p, png

GOOD = docx(p(LONG))
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def _with(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w") as new:
        for known in old.namelist():
            if known != name:
                new.writestr(known, old.read(known))
        new.writestr(name, data)
    return out.getvalue()


def _without(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w") as new:
        for known in old.namelist():
            if known != name:
                new.writestr(known, old.read(known))
    return out.getvalue()


def _ole(stream: str) -> bytes:
    return (_OLE + b"\0" * 504 + (stream.encode("utf-16-le") + b"\0\0").ljust(128, b"\0")).ljust(1024, b"\0")


BAD = {
    "empty": (b"", "N101", "空文件"),
    "web page": ("\ufeff<html><body>年报</body></html>".encode(), "N101", "网页"),
    "pdf": (b"%PDF-1.7 ...", "N101", "PDF"),
    "text": ("只是文字".encode(), "N101", "不是 Word"),
    "workbook": (_with("xl/workbook.xml", b"<x/>"), "N101", "Excel"),
    "locked": (_ole("EncryptedPackage"), "N102", "打开密码"),
    "truncated": (GOOD[:len(GOOD) // 2], "N108", "损坏"),
    "broken body": (_with("word/document.xml", b"<w:document"), "N108", "损坏"),
    "no body": (_without("word/document.xml"), "N108", "损坏"),
    "doctype": (_with("word/settings.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'), "N104", "DOCTYPE"),
    "macro": (_with("word/vbaProject.bin", b"x"), "N105", "宏"),
    "bomb": (_with("word/media/a.bin", b"\0" * 40_000_000), "N103", "压缩比"),
    "scan": (docx(p(drawing("p")), parts={"media/1.png": png()}, links={"p": ("image", "media/1.png")}), "N106", "扫描"),
    "nothing in it": (docx(p("")), "N107", "空"),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_one_sentence(kind: str) -> None:
    data, code, word = BAD[kind]
    if kind == "bomb":
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, old.read(name))
        data = out.getvalue()
    draft, found = read_draft("稿.docx", data, NAMES)
    assert draft is None and [one.code for one in found] == [code] and word in found[0].message and found[0].hint


def test_what_the_bytes_are_counts_not_the_name() -> None:
    assert [sniffed(data) for data in (GOOD, _ole("WordDocument"), b"{\\rtf1 x}", _ole("Workbook"), b"x")] == ["docx", "old", "old", "", ""]
