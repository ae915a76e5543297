"""The PDF of the specimen: archival, accessible, the same bytes each time, with the right page numbers."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO

import pikepdf
import pypdf
import pytest

from reportgen.core.document import Break, Card, Cards, CaseBox, Footnote, Heading, PageBreak, Paragraph, Part, PartRole, Quote, Items, Section, Text
from reportgen.core.errors import ReportgenError
from reportgen.core.look import Drawing
from reportgen.core.place import Place
from reportgen.core.report import Written
from reportgen.writers.pdf import missing_glyphs, write_pdf
from reportgen.writers.pdf.layout import cover_lines
from tests.writers import specimen

ATTACHED = {"facts.json": (b'{"a": 1}', "application/json", "快照数据"), "tables.csv": ("指标,值\n".encode(), "text/csv", "六张表")}


@cache
def written(draft: bool = False) -> Written:
    return write_pdf(specimen.report(draft), specimen.look(), specimen.drawings(), attachments=ATTACHED)


@cache
def pdf(draft: bool = False) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(written(draft).data))


@cache
def pages(data: bytes | None = None) -> tuple[str, ...]:
    return tuple(page.extract_text() for page in pypdf.PdfReader(BytesIO(data or written().data)).pages)


def printed(*blocks: object, **more: object) -> str:
    """Text of a report that holds only these blocks."""
    return "\n".join(pages(write_pdf(specimen.with_blocks(*blocks), specimen.look(), specimen.drawings(), **more).data)[3:])


def refusal(*blocks: object, look: object = None, drawings: object = None, **more: object) -> ReportgenError:
    with pytest.raises(ReportgenError) as caught:
        write_pdf(specimen.with_blocks(*blocks), look or specimen.look(), drawings or specimen.drawings(), **more)
    return caught.value


# ── what it claims to be ───────────────────────────────────────────────────

def test_claims_pdf_a_3a_and_pdf_ua_1():
    metadata = pdf().Root.Metadata.read_bytes().decode()
    claims = re.findall(r"(pdfaid:part|pdfaid:conformance|pdfuaid:part)>(\w)", metadata)
    assert claims == [("pdfaid:part", "3"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")]
    assert "http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>" in metadata


def test_says_its_language_and_title():
    root = pdf().Root
    assert (str(root.Lang), bool(root.ViewerPreferences.DisplayDocTitle), bool(root.MarkInfo.Marked)) == ("zh-CN", True, True)
    assert str(pdf().docinfo.Title) == "岭海职业技术学院职业教育质量年度报告（2025年度）"


def test_time_is_a_fact_of_the_edition():
    assert str(pdf().docinfo.CreationDate) == "D:20251201000000Z"


def test_embeds_our_two_faces_and_no_other():
    fonts = {str(font.BaseFont)[8:] for page in pdf().pages for font in page.Resources.get("/Font", {}).values()}
    assert fonts == {"NotoSerifSC-Regular-Identity-H", "NotoSansSC-Regular-Identity-H"}
    assert written().facts["fonts"] == ("Noto Serif SC", "Noto Sans SC")


def test_attachments_are_data_of_the_report():
    files = pdf().attachments
    assert {name: file.get_file().read_bytes() for name, file in files.items()} == {n: data for n, (data, _, _) in ATTACHED.items()}
    assert {str(file.obj.AFRelationship) for file in files.values()} == {"/Data"}
    assert len(pdf().Root.AF) == 2


def test_same_bytes_in_another_zone_and_language():
    code = ("import hashlib\nfrom tests.writers import specimen as s\nfrom reportgen.writers.pdf import write_pdf\n"
            "print(hashlib.sha256(write_pdf(s.report(), s.look(), s.drawings()).data).hexdigest())")
    seen = {subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                           env={**os.environ, "TZ": zone, "LANG": lang, "LC_ALL": lang, "PYTHONHASHSEED": seed}).stdout
            for zone, lang, seed in (("America/New_York", "C", "7"), ("Asia/Shanghai", "C.UTF-8", "1"))}
    assert len(seen) == 1


def test_a_long_report_has_all_its_pages():
    report, look, drawings = specimen.long_report(), specimen.look(), specimen.drawings()
    made = write_pdf(report, look, drawings)
    assert made.facts["pages"] > 70


# ── structure ──────────────────────────────────────────────────────────────

def elements() -> Iterator[tuple[str, pikepdf.Object]]:
    """Structure elements in order, with their standard types."""
    tree = pdf().Root.StructTreeRoot
    roles = tree.get("/RoleMap", {})
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            name = str(element.S)
            yield str(roles.get(name, name))[1:], element
        children = element.get("/K", [])
        children = list(children) if isinstance(children, pikepdf.Array) else [children]
        waiting += [child for child in reversed(children) if isinstance(child, pikepdf.Dictionary) and "/S" in child]


def test_headings_never_skip_a_level():
    levels = [int(name[1]) for name, _ in elements() if re.fullmatch("H[1-6]", name)]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in zip(levels, levels[1:]))


def test_every_picture_has_its_alternative_text():
    alts = [str(element.Alt) for name, element in elements() if name == "Figure"]
    assert specimen.chart().alt in alts and specimen.photo().alt in alts and all(alts)


def test_a_table_too_wide_for_the_page_stands_on_a_page_turned_sideways():
    long = specimen.long_table(3)
    wide = replace(long, head=(long.head[0] * 8,), body=tuple(row * 8 for row in long.body), widths=())
    whole = write_pdf(specimen.with_blocks(wide, specimen.small_table()), specimen.look(), specimen.drawings()).data
    turned = [page.mediabox[2] > page.mediabox[3] for page in pikepdf.open(BytesIO(whole)).pages]
    assert turned.count(True) == 1 and not turned[-1]


def test_every_table_has_heading_cells_with_scope():
    names = [name for name, _ in elements()]
    cells = [element for name, element in elements() if name == "TH"]
    assert names.count("Table") == names.count("THead") == 6
    assert all(any("/Scope" in a for a in (c.A if isinstance(c.A, pikepdf.Array) else [c.A])) for c in cells)


def test_contents_lists_footnotes_and_quotes_are_tagged_as_such():
    assert {"TOC", "TOCI", "L", "LI", "Note", "BlockQuote", "Caption", "Link"} <= {name for name, _ in elements()}


@pytest.mark.parametrize("draft", [False, True])
def test_all_that_is_painted_is_tagged_or_an_artifact(draft):
    for page in pdf(draft).pages:
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            depth += (operator in ("BDC", "BMC")) - (operator == "EMC")
            assert depth > 0 or operator not in ("Tj", "TJ", "Do", "S", "f", "f*", "B")


def test_links_can_be_reached_and_read():
    for page in pdf().pages:
        links = [a for a in page.get("/Annots", []) if a.Subtype == "/Link"]
        assert not links or page.Tabs == "/S"
        assert all("/Contents" in link and "/StructParent" in link for link in links)


def bookmarks(items: object) -> list:
    return [(item.title, bookmarks(item.children)) for item in items]


def test_bookmarks_are_the_headings():
    with pdf().open_outline() as outline:
        shown = bookmarks(outline.root)
    assert [title for title, _ in shown] == ["内容真实性责任声明", "目录", "案例目录", "图目录", "表目录", "前言", "学校概况", "一、人才培养",
                                             "二、服务贡献", "附件  指标数据表", "数据口径说明"]
    assert shown[7][1] == [("（一）就业质量", [("1.就业去向", [("（1）区域分布", [])])]),
                           ("（二）专业建设", [("案例1-1“校中厂”里练真功", [])]), ("（三）文字与符号", [])]


# ── pages ──────────────────────────────────────────────────────────────────

def labels() -> list[str]:
    return [pdf().pages[n].label for n in range(len(pdf().pages))]


def test_no_number_on_cover_and_statement_roman_in_the_contents_then_arabic():
    contents = written().facts["pages"] - max(map(int, filter(str.isdigit, labels()))) - 2
    assert labels()[:2] == ["", ""]
    assert labels()[2:2 + contents] == ["I", "II", "III"][:contents]
    assert labels()[2 + contents] == "1"
    assert not pages()[0].rstrip().endswith("1")


def page_of(number: int) -> str:
    return pages()[labels().index(str(number))]


def test_facts_tell_on_which_page_each_heading_is_printed():
    headings = written().facts["headings"]
    assert {one["id"] for one in headings} == {b.id for b in specimen.document().blocks() if isinstance(b, Heading)}
    for one in headings:
        assert one["text"].split()[0] in page_of(one["page"])
    assert next(one for one in headings if one["id"] == "part1/jobs")["page"] == 3


def test_page_numbers_say_of_how_many_pages_where_the_look_asks():
    made = write_pdf(specimen.report(), specimen.look("modern"), specimen.drawings())
    last = made.facts["last"]
    texts = [page.extract_text() for page in pypdf.PdfReader(BytesIO(made.data)).pages]
    assert texts[-1].rstrip().endswith(f"{last} / {last}") and sum(f" / {last}" in text for text in texts) == last


def test_facts_tell_on_which_page_each_numbered_block_stands():
    anchors = written().facts["anchors"]
    for name, text in {"tab:graduates": "表1-1", "fig:by_college": "图1-1", "case:apprentice": "案例1-1", "tab:bases": "表2-1",
                       "fig:case_photo": "图1-3", "tab:annex3": "附表3"}.items():
        assert text in page_of(anchors[name])


def test_contents_and_lists_agree_with_the_pages():
    front = "".join(pages()[2:4]).replace(" ", "")
    for title, anchor in (("一、人才培养", "part1"), ("（二）服务地方", "part2/region"), ("表2-1实训基地一览", "tab:bases"),
                          ("案例1-1“校中厂”里练真功", "case:apprentice"), ("图2-1技术服务到款额变化情况", "fig:by_service")):
        assert re.search(rf"{re.escape(title)}\.+{written().facts['anchors'][anchor]}\b", front), title


def test_part_title_and_report_title_run_above_every_page_but_the_first_of_a_part():
    running = "岭海职业技术学院职业教育质量年度报告（2025年度）"
    assert running in page_of(4) and "一、人才培养" in page_of(4)
    assert running not in page_of(3)


def test_parts_that_run_on_begin_where_the_one_before_ends():
    whole = specimen.report()
    made = write_pdf(replace(whole, document=replace(whole.document, run_on=True)), specimen.look(), specimen.drawings())
    anchors = made.facts["anchors"]
    assert anchors["preface"] == anchors["overview"] == 1 and anchors["annex"] > anchors["part2"]
    second = next(page for page in pages(made.data) if "— 2 —" in page)
    assert "岭海职业技术学院职业教育质量年度报告（2025年度）" in second.splitlines()[0] and "人才培养" not in second.splitlines()[0]


def number_at(label: str) -> float:
    """How far from the left edge a page's number stands, in points."""
    found = []
    page = pypdf.PdfReader(BytesIO(written().data)).pages[labels().index(label)]
    page.extract_text(visitor_text=lambda text, matrix, inner, *_: found.append((inner[5], matrix[4] + inner[4])) if f"— {label} —" in text else None)
    return min(found)[1]


def test_page_numbers_stand_at_the_outer_edge_and_below_a_great_heading_in_the_middle():
    starts = {one["page"] for one in written().facts["headings"] if one["level"] == 1}
    inner = [n for n in range(2, 9) if n not in starts]
    odd, even = ([number_at(str(n)) for n in inner if n % 2 == rest] for rest in (1, 0))
    assert len(odd) > 1 and len(even) > 1 and min(odd) > 480 and max(even) < 130
    assert all(280 < number_at(str(n)) < 310 for n in starts if n < 9)


def test_long_table_repeats_its_head_and_says_that_it_continues():
    first = labels().index(str(written().facts["anchors"]["tab:bases"]))
    assert [("序号" in pages()[n], "续表2-1" in pages()[n]) for n in range(first, first + 3)] == [(True, False), (True, True), (True, True)]


def test_caption_is_on_the_page_of_its_table():
    filler = specimen._prose(1)[0]
    for count in range(3, 7):
        text = write_pdf(specimen.with_blocks(*[filler] * count, specimen.long_table(40)), specimen.look(), {}).data
        assert all("实训基地1" in page.replace(" ", "") for page in pages(text)[3:] if re.search(r"(?<!续)表2-1", page))


def test_a_broken_table_begins_with_some_rows():
    filler = specimen._prose(1)[0]
    for count in range(5, 9):
        text = write_pdf(specimen.with_blocks(*[filler] * count, specimen.long_table(40)), specimen.look(), {}).data
        assert all("实训基地4" in page.replace(" ", "") for page in pages(text)[3:] if re.search(r"(?<!续)表2-1", page))


def test_draft_is_marked_on_every_page_and_a_final_on_none():
    assert all("草稿" in page for page in pages(written(draft=True).data))
    assert not any("草稿" in page for page in pages())


# ── text is data ───────────────────────────────────────────────────────────

def flat(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_special_characters_and_would_be_markup_come_out_as_written():
    whole = flat("".join(pages()))
    for text in (specimen.SPECIAL, "1. 这一段以数字和点开头，仍是一段", "- 这一段以短横开头；= 也不是标题；// 也不是注释；\\n 也不是换行。"):
        assert flat(text) in whole


def test_typst_code_in_text_is_printed_not_run():
    assert flat('#read("/etc/passwd") $x$ #sys.version @ref <label>') in flat(
        printed(specimen._p('#read("/etc/passwd") $x$ #sys.version @ref <label>')))


def test_a_very_long_word_is_broken_without_extra_characters():
    page = next(page for page in pages() if "很长的单词" in page)
    start = page.index("https://")
    assert flat(page[start:]).startswith(specimen.LONG_WORD)
    assert max(map(len, page[start:].splitlines())) < 90


def test_every_number_of_the_document_is_on_the_pages():
    whole = flat("".join(pages()))
    assert all(text in whole for text in ("97.06%", "4190人", "比上年提高0.41个百分点", "12863人", "71.3%"))
    assert written().facts["figures"] == ("grad_total", "placement_rate", "student_total")


# ── odd input ──────────────────────────────────────────────────────────────

def test_a_chart_without_drawing_becomes_its_data_table():
    made = write_pdf(specimen.with_blocks(specimen.chart()), specimen.look(), {})
    text = "".join(pages(made.data))
    assert all(value in text for value in ("2024 届（人）", "1162", "图1-1"))


def test_odd_blocks_are_printed_without_complaint():
    nothing = (Paragraph(()), Items(()), Quote(()), PageBreak(), PageBreak())
    heading = Heading(4, "（1）", (Text("跳级标题"), Footnote((Text("标题的注"),))), "odd")
    case = CaseBox("c", "案例9-9", "只有标题", "", "", "", (PageBreak(), specimen.small_table(), specimen.chart()))
    text = printed(*nothing, heading, case, specimen.small_table(), Paragraph((Text("前\n后\t尾"), Break())))
    assert all(word in text for word in ("跳级标题", "标题的注", "案例9-9", "尾"))


def test_a_report_of_nothing_but_a_title():
    whole = specimen.report()
    made = write_pdf(replace(whole, document=replace(whole.document, statement=None, facts=(), subtitle="", parts=())), specimen.look(), {})
    assert made.facts["pages"] == 2


def test_an_empty_part_has_its_heading():
    whole = specimen.report()
    part = Part("p", PartRole.PART, Heading(1, "一、", (Text("空空如也"),), "p"), (Section("p/s", "", "", ()),))
    made = write_pdf(replace(whole, document=replace(whole.document, parts=(part,))), specimen.look(), {})
    assert dict(made.facts["anchors"]) == {"p": 1}


def test_the_template_converges_without_warnings():
    assert written().facts["warnings"] == ()


def test_a_character_without_glyph_is_named_with_its_place():
    at = Place("chapters/school/01/x.md", 7, 3)
    found = refusal(Paragraph((Text("开心\U0001F600的同学", at),)))
    assert "U+1F600" in found.message and "开心□的同学" in found.message and found.at == at


def test_all_characters_without_glyph_are_found_at_once():
    document = specimen.with_blocks(specimen._p("甲\U0001F600乙\x0b丙\ufeff")).document
    assert [f.message.split()[1][:6].rstrip("（") for f in missing_glyphs(document)] == ["U+000B", "U+FEFF", "U+1F60"]
    assert missing_glyphs(specimen.document()) == ()


def test_rare_names_of_people_can_be_printed():
    names = "堃喆翀祎旻昶珺璟镕頔彧翯燚淼犇䶮𬭎"
    assert names in flat(printed(specimen._p(names)))


def test_pictures_that_are_none_are_refused_by_their_caption():
    assert "图1-1《各二级学院毕业生人数》" in refusal(specimen.chart(), drawings={"by_college": Drawing(b"<svg", 430, 215)}).message
    assert "图片无法解码" in refusal(replace(specimen.photo(), data=b"none")).message
    assert "替代文字" in refusal(replace(specimen.photo(), alt="")).message


def test_a_fault_in_the_template_is_one_chinese_sentence():
    look = specimen.look()
    assert "unknown variable: nonsense" in refusal(look=replace(look, typst=look.typst + "\n#nonsense")).message
    assert "不允许" in refusal(look=replace(look, typst='#import "@preview/x:0.1.0"\n' + look.typst)).message


def test_attachment_names_are_ascii():
    assert "附件名" in refusal(attachments={"数据.json": (b"", "application/json", "")}).message


def test_the_cover_breaks_a_title_after_its_owner_and_then_into_equal_lines():
    document = replace(specimen.document(), scope="岭海智造装备股份有限公司")
    lines = [cover_lines(replace(document, title=title)) for title in (document.title, document.scope + "参与高等职业教育人才培养年度报告", "甲" * 30)]
    assert lines == [("岭海职业技术学院", "职业教育质量年度报告"), (document.scope, "参与高等职业教育人才培养年度报告"), ("", "甲" * 15, "甲" * 15)]


def test_cards_print_their_figures_whole_however_long():
    long = "1,234,567,890.12万元"
    cards = Cards(tuple(Card(name, (Text(value),), (Text("比上年提高0.41个百分点"),)) for name, value in (("年度总收入", long), ("毕业生人数", "4190人"))))
    text = "\n".join(pages(write_pdf(specimen.with_blocks(cards), specimen.look("modern"), {}).data))
    assert long in text.replace(" ", "") and "4190" in text
