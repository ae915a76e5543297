"""Footnote marks of a page are no figures; powers are text."""

import pytest

from reportgen.reading.extract import extract


@pytest.mark.parametrize(("source", "text"), [
    ('落实率97.06%。<sup><a id="r1" href="#n1" role="doc-noteref">1</a></sup>下句', "落实率97.06%。下句"),
    ('落实率97.06%<a href="n.html" role="doc-noteref">[2]</a>。', "落实率97.06%。"),
    ('落实率97.06%<b>（初次）<sup><a href="#n3">3</a></sup></b>。', "落实率97.06%（初次）。"),
    ("面积300m<sup>2</sup>，共<a href='#t'>12</a>处", "面积300m2，共12处"),
])
def test_marks(source: str, text: str) -> None:
    assert [one.text for one in extract("页.html", f"<html><body><p>{source}</p></body></html>".encode()).pieces] == [text]
