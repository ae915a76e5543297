"""The HTML page: structure, safety, size. What a browser must say stands in test_html_browser.py."""

import base64
import hashlib
import re
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from lxml import html
from PIL import Image

from reportgen.core.document import Heading, Link, Paragraph, Reference, Text, plain
from reportgen.core.errors import Unreadable
from reportgen.core.report import Report
from reportgen.writers.html import write_html
from tests.writers import specimen

EVIL = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}'


def page(report: Report) -> html.HtmlElement:
    return html.document_fromstring(write_html(report, specimen.look(), specimen.drawings()).data.decode())


@cache
def whole() -> html.HtmlElement:
    return page(specimen.report())


@cache
def source() -> str:
    return write_html(specimen.report(), specimen.look(), specimen.drawings()).data.decode()


def words(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", "", element.text_content())


def test_same_report_same_bytes() -> None:
    assert write_html(specimen.report(), specimen.look(), specimen.drawings()).data.decode() == source()


def test_the_page_says_what_it_is() -> None:
    root = whole()
    assert source().startswith("<!DOCTYPE html>") and root.get("lang") == "zh-CN"
    assert [words(h) for h in root.iter("h1")] == ["岭海职业技术学院职业教育质量年度报告"]
    assert root.findtext(".//title") == "岭海职业技术学院职业教育质量年度报告（2025年度）"
    assert all(len(list(root.iter(tag))) == 1 for tag in ("main", "nav", "header", "footer"))
    skip = root.find("body")[0]
    assert skip.get("class") == "skip" and root.get_element_by_id(skip.get("href")[1:]).tag == "main"


def test_every_paragraph_heading_and_caption_is_there_in_order() -> None:
    body, position = words(whole().find(".//main")), 0
    for block in specimen.document().blocks():
        text = plain(block.children) if isinstance(block, Paragraph | Heading) else getattr(block, "caption", "")
        found = body.find(re.sub(r"\s+", "", text), position)
        assert found >= 0, text
        position = found


def test_cover_statement_and_facts() -> None:
    root = whole()
    assert words(root.find(".//header")) == "岭海职业技术学院职业教育质量年度报告（2025年度）岭海职业技术学院2025年12月"
    assert words(root.find(".//section[@class='statement']")).endswith("特此声明。单位名称（盖章）：法定代表人（签名）：年月日")
    assert f"数据快照{specimen.SNAPSHOT}" in words(root.find(".//footer"))


def test_ids_are_unique_and_every_inner_link_arrives() -> None:
    ids = [element.get("id") for element in whole().iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = [a.get("href") for a in whole().iter("a") if a.get("href", "").startswith("#")]
    assert links and {link[1:] for link in links} <= set(ids)
    named = [one for element in whole().iter() for one in element.get("aria-labelledby", "").split()]
    assert named and set(named) <= set(ids)


def test_equal_exhibits_twice_have_two_ids() -> None:
    root = page(specimen.with_blocks(specimen.chart(), specimen.chart(), specimen.small_table(), specimen.small_table()))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) and {"图1-1", "图1-1~2", "表1-1", "表1-1~2"} <= set(ids)


def levels(root: html.HtmlElement) -> list[int]:
    return [int(element.tag[1]) for element in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]


def skips(found: list[int]) -> list[tuple[int, int]]:
    return [(a, b) for a, b in zip(found, found[1:]) if b > a + 1]


def test_headings_never_skip_a_level() -> None:
    assert skips([1, 3]) and not skips(levels(whole()))
    deep = Heading(4, "（1）", (Text("跳级标题"),), "deep")
    case = replace(specimen.case_box(), blocks=(replace(deep, id="inner1"), replace(deep, id="inner2", level=3)))
    found = levels(page(specimen.with_blocks(deep, case, replace(deep, id="after"))))
    assert not skips(found) and found[5:] == [4, 5, 6, 6, 4, 2], found


def test_pictures_have_words_and_sizes() -> None:
    images = list(whole().iter("img"))
    assert images and all(image.get("alt") and int(image.get("width")) <= 800 and image.get("height") for image in images)
    for svg in whole().iter("svg"):
        title, description = (svg.find(tag) for tag in ("title", "desc"))
        assert svg.get("role") == "img" and title.text.startswith("图") and description.text.startswith("柱形图")
        assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_photos_are_small_opaque_jpegs() -> None:
    out = BytesIO()
    Image.new("RGBA", (1800, 30), (0, 0, 0, 0)).save(out, "PNG")
    root = page(specimen.with_blocks(replace(specimen.photo(), data=out.getvalue())))
    head, _, data = root.find(".//img").get("src").partition(",")
    with Image.open(BytesIO(base64.b64decode(data))) as image:
        assert head == "data:image/jpeg;base64" and image.size == (800, 13) and min(image.getpixel((400, 7))) > 250


def test_nothing_comes_from_elsewhere() -> None:
    for element in whole().iter():
        loaded = [element.get(name, "") for name in ("src", "srcset", "poster", "data", "action", "background")]
        loaded += [element.get("href", "")] if element.tag not in ("a",) else []
        assert not [one for one in loaded if one and not one.startswith(("data:", "#"))], element.tag
    style = "".join(whole().xpath("//style/text() | //@style"))
    assert "@import" not in style and "url(" not in style and not whole().xpath("//link | //iframe | //object | //embed | //base | //form")


def test_policy_allows_one_script_by_its_hash() -> None:
    script, data = whole().iter("script")
    digest = base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode()
    policy = whole().find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert f"script-src 'sha256-{digest}'" in policy and "default-src 'none'" in policy and "unsafe-inline'; img" in policy
    assert data.get("type") == "application/json" and "unsafe-eval" not in policy


def test_no_element_carries_an_event_handler() -> None:
    assert not [name for element in whole().iter() for name in element.attrib if name.lower().startswith("on")]


def test_user_text_is_inert() -> None:
    evil = (Text(EVIL),)
    case = replace(specimen.case_box(), title=EVIL, subtitle=EVIL, author=EVIL)
    made = specimen.with_blocks(Heading(3, EVIL, evil, "evil"), Paragraph(evil), case, replace(specimen.photo(), alt=EVIL, caption=EVIL),
                                replace(specimen.chart(), caption=EVIL, alt=EVIL, categories=(EVIL,) * 4),
                                replace(specimen.small_table(), caption=EVIL, unit=EVIL), Paragraph((Link("https://e.cn/\"onclick=x", evil),)))
    root = page(replace(made, document=replace(made.document, title=EVIL, date=EVIL)))
    assert len(list(root.iter("script"))) == 2 and len(root.xpath("//img[not(starts-with(@src, 'data:'))]")) == 0
    assert not [name for element in root.iter() for name in element.attrib if name.lower().startswith("on")]
    assert root.findtext(".//title").startswith(EVIL) and EVIL in root.find(".//main").text_content()


@pytest.mark.parametrize("url", ["javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x", "file:///etc/passwd"])
def test_links_of_other_kinds_are_plain_text(url: str) -> None:
    root = page(specimen.with_blocks(Paragraph((Link(url, (Text("点这里"),)),))))
    assert "点这里" in words(root.find(".//main")) and "点这里" not in "".join(words(a) for a in root.iter("a"))


def test_tables_scroll_by_keyboard_and_name_their_heads() -> None:
    for table in whole().find(".//main").iter("table"):
        region = table.getparent()
        assert (region.get("tabindex"), region.get("role")) == ("0", "region") and (region.get("aria-label") or region.get("aria-labelledby"))
        assert all(th.get("scope") for th in table.iter("th"))
    majors = whole().get_element_by_id("表1-2")
    heads = [(th.text, th.get("scope"), th.get("colspan"), th.get("rowspan")) for th in majors.find(".//thead").iter("th")]
    assert heads[0] == ("二级学院", "col", None, "2") and heads[2] == ("在校生", "colgroup", "2", None)
    assert [td.text for td in majors.find(".//tbody").findall(".//td[@class='r']")][:4] == ["1106", "8.60", "98.12", "5210"]


def test_total_rows_and_depth_of_items_are_marked() -> None:
    table = whole().get_element_by_id("表1-1")
    assert [words(row)[:2] for row in table.iter("tr") if row.get("class") == "total"] == ["合计"]
    assert [words(th) for th in table.iter("th") if th.get("class") == "i1"] == ["其中：升学"]


def test_each_chart_has_its_data_as_a_table() -> None:
    rows = [[words(cell) for cell in row] for row in whole().get_element_by_id("图1-1").iter("tr")]
    assert rows[:2] == [["二级学院", "2024届（人）", "2025届（人）"], ["智能制造学院", "1012", "1085"]] and len(rows) == 5


def test_a_chart_without_drawing_shows_its_data() -> None:
    made = write_html(specimen.with_blocks(specimen.chart()), specimen.look(), {})
    root = html.document_fromstring(made.data.decode())
    assert not list(root.iter("svg")) and root.find(".//figure/details").get("open") is not None


def test_references_lead_to_their_exhibits() -> None:
    root = page(specimen.with_blocks(Paragraph((Reference("graduates", "表1-1"), Reference("gone", "表9-9"))), specimen.small_table()))
    assert [(a.get("href"), a.text) for a in root.find(".//main").iter("a") if a.get("class") == "ref"] == [("#表1-1", "表1-1")]


def test_contents_and_lists_of_exhibits() -> None:
    lines = [words(a) for a in whole().find(".//nav").iter("a")]
    assert lines[:4] == ["前言", "学校概况", "一、人才培养", "（一）就业质量"]
    assert {"案例1-1“校中厂”里练真功", "图1-1各二级学院毕业生人数", "图1-2智能制造实训中心实景", "表1-2部分专业在校生与就业情况"} <= set(lines)


def test_footnotes_lead_there_and_back() -> None:
    there = whole().get_element_by_id("fnref-1")
    note = whole().get_element_by_id(there.get("href")[1:])
    assert "不含待就业人员" in words(note) and note.find("a").get("href") == "#fnref-1"


def test_case_box_is_a_named_section() -> None:
    case = whole().get_element_by_id("案例1-1")
    texts = [words(element) for element in case]
    assert case.tag == "section" and texts[:3] == ["案例1-1“校中厂”里练真功", "——智能制造学院现代学徒制探索", "智能制造学院王老师"]


def test_only_a_draft_is_marked_as_draft() -> None:
    assert "草稿" not in source()
    marked = page(specimen.report(draft=True))
    assert marked.find(".//div[@class='watermark']").get("aria-hidden") == "true" and "草稿" in words(marked.find(".//header"))


def test_long_latin_words_may_break() -> None:
    assert [run.text for run in whole().iter("span") if run.get("class") == "run"] == [specimen.LONG_WORD]


def test_seventy_pages_with_thirty_charts_stay_below_a_megabyte() -> None:
    report = specimen.long_report()
    written = write_html(report, specimen.look(), specimen.drawings())
    assert written.facts["charts"] == 30 and written.facts["bytes"] == len(written.data) < 1_000_000


def test_facts_of_what_was_written() -> None:
    facts = write_html(specimen.report(), specimen.look(), specimen.drawings()).facts
    assert facts["figures"] == ("placement_rate", "grad_total", "student_total") and facts["photos"] == 2
    assert "一、人才培养" in facts["headings"]


def test_a_broken_template_is_said_plainly() -> None:
    with pytest.raises(Unreadable, match="网页模板写错了") as caught:
        write_html(specimen.report(), replace(specimen.look(), html="<p>\n{{ documnt.title }}"), {})
    assert caught.value.at.file == "templates/official/report.html.j2"
    with pytest.raises(Unreadable) as caught:
        write_html(specimen.report(), replace(specimen.look(), html="<p>\n{% fi %}"), {})
    assert caught.value.at.line == 2


def test_a_template_cannot_reach_the_machine() -> None:
    with pytest.raises(Unreadable):
        write_html(specimen.report(), replace(specimen.look(), html="{{ document.__class__.__mro__ }}"), {})


def luminance(colour: str) -> float:
    parts = (int(colour[n:n + 2], 16) / 255 for n in (1, 3, 5))
    r, g, b = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_text_colours_stand_out() -> None:
    colours = specimen.look().styles["colours"]
    assert contrast("#777777", "#ffffff") < 4.5
    assert all(contrast(colours[ink], ground) >= 4.5 for ink in ("ink", "muted", "accent") for ground in ("#ffffff", colours["tint"], "#fdf1dc"))
