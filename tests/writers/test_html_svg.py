"""A drawing inside the page: safe, with ids of its own, and smaller than it came."""

import pytest

from reportgen.writers.html.svg import inline_svg

HEAD = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200" height="100">'


def clean(body: bytes, name: str = "c") -> str:
    return inline_svg(HEAD + body + b"</svg>", name=name, title="题", description="述")


@pytest.mark.parametrize("body", [
    b"<script>alert(1)</script>", b"<style>*{color:red}</style>", b"<foreignObject><b>x</b></foreignObject>", b'<image xlink:href="http://e.cn/x"/>',
    b'<a href="javascript:alert(1)"><text>x</text></a>', b'<set attributeName="href" to="x"/>', b"<!-- secret -->", b"<?xml-stylesheet href='x'?>",
    b'<html:p xmlns:html="http://www.w3.org/1999/xhtml">x</html:p>',
])
def test_foreign_content_is_left_out(body: bytes) -> None:
    assert clean(body) == clean(b"")


@pytest.mark.parametrize("attribute", [
    b'onclick="x()"', b'href="http://e.cn/"', b'xlink:href="data:x"', b'fill="url(http://e.cn/#a)"', b'style="fill:url(//e.cn)"', b'class="k"',
    b'font-family="Arial"', b'style="font-family: \'Noto Sans SC\', serif;"',
])
def test_attributes_that_reach_out_or_set_fonts_are_left_out(attribute: bytes) -> None:
    assert clean(b"<rect " + attribute + b' x="1"/>') == clean(b'<rect x="1"/>')


def test_it_has_a_name_and_scales() -> None:
    assert clean(b'<rect x="1"/>') == ('<svg viewBox="0 0 200 100" role="img" aria-labelledby="c-t c-d"><title id="c-t">题</title>'
                                       '<desc id="c-d">述</desc><rect x="1"/></svg>')


def test_ids_belong_to_the_chart_and_do_not_depend_on_chance() -> None:
    def drawn(id: bytes) -> bytes:
        return b'<clipPath id="' + id + b'"><rect x="1"/></clipPath><g clip-path="url(#' + id + b')"><use xlink:href="#' + id + b'" id="other"/></g>'
    assert clean(drawn(b"clip71b7"), "图1-1") == clean(drawn(b"clip9999"), "图1-1")
    assert 'id="图1-1-1"' in clean(drawn(b"a"), "图1-1") and "url(#图1-1-1)" in clean(drawn(b"a"), "图1-1") and "other" not in clean(drawn(b"a"))


def test_styles_become_attributes_and_win_over_them() -> None:
    assert '<rect fill="#010203" x="1.23"/>' in clean(b'<rect fill="red" x="1.23456" style="fill: rgb(1, 2, 3); cursor: pointer"/>')


def test_opacity_is_kept_only_where_it_matters() -> None:
    assert clean(b'<g opacity="1"><rect opacity="1" x="1"/></g>') == clean(b'<g><rect x="1"/></g>')
    assert clean(b'<g opacity="0.5"><rect opacity="1" x="1"/></g>').count("opacity") == 2


def test_text_stays_text() -> None:
    assert '<text x="0">毕业生 <tspan>12</tspan>人 &amp; 3.14159</text>' in clean("<g>\n<text x='0'>毕业生 <tspan>12</tspan>人 &amp; 3.14159</text>\n</g>".encode())


def test_empty_groups_are_left_out() -> None:
    assert clean(b'<g class="layer"><g transform="translate(1,2)"/></g>') == clean(b"")


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">]>' + HEAD + b"<text>&a;</text></svg>"
    assert "aaaaaaaaaa" not in inline_svg(bomb, name="c", title="t", description="d")
