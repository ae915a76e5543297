"""Files that are not what they seem, or are written as few are now: read for what they are, or refused in one sentence."""

import logging

import pytest

from reportgen.audit.files import open_text
from tests.drafts.specimen import docx, p

_HEADS = """<html><head><meta charset="gb2312"></head><body><table>
<tr><th rowspan="2">指标</th><th colspan="2">在校生（人）</th></tr><tr><th>2024年</th><th>2025年</th></tr>
<tr><td>全校</td><td>12081</td><td>12492</td></tr></table><p>落实率为97.07%。</p></body></html>"""


def _texts(name: str, data: bytes) -> list[str]:
    extract, findings = open_text(name, data)
    assert extract is not None and findings == ()
    return [one.text for one in extract.pieces]


def test_a_renamed_word_file_is_read_as_one() -> None:
    assert "落实率为97.07%。" in _texts("年报.pdf", docx(p("落实率为97.07%。")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_plain_text_in_the_codings_that_offices_use(encoding: str) -> None:
    assert _texts("稿.txt", "落实率为97.07%，在校生１２４９２人。".encode(encoding)) == ["落实率为97.07%，在校生１２４９２人。"]


def test_a_web_page_in_an_old_coding_with_heads_over_several_rows() -> None:
    extract, _ = open_text("页.html", _HEADS.encode("gb18030"))
    assert extract is not None
    cells = {one.text: (one.context.row, one.context.column, one.context.unit) for one in extract.pieces if one.spot.table is not None}
    assert cells["12492"][0] == ("全校",) and cells["12492"][1] == ("在校生（人）", "2025年")
    assert "落实率为97.07%。" in [one.text for one in extract.pieces]


@pytest.mark.parametrize(("name", "data", "said"), [
    ("甲.docx", b"hello", "不是 Word 文稿"), ("乙.pdf", b"%PDF-1.7 \x00\x01", "文件损坏"), ("丙.pdf", bytes(range(256)) * 4, "文件损坏"), ("丁.txt", b"", "空的"), ("戊.exe", b"MZ\x00", "不认识")])
def test_anything_else_is_refused_in_one_sentence(name: str, data: bytes, said: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        extract, findings = open_text(name, data)
    assert extract is None and len(findings) == 1 and said in findings[0].message and findings[0].hint
    assert caplog.records == []
