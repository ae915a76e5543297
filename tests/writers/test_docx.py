"""The Word writer: what stands in the file, read from its XML."""

import re
import runpy
import time
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.core.document import (
    Card, Cards, CaseBox, Cell, Footnote, Grid, Items, Link, Number, PageBreak, Paragraph, Reference, Role, Statement, Strong, Text, numbers,
)
from reportgen.core.errors import Unreadable
from reportgen.core.report import Report
from reportgen.writers.docx import BODY_END, write_docx
from reportgen.writers.docx.alignment import right_indents
from reportgen.writers.docx.case import write_case
from reportgen.writers.docx.tables import laid_out
from reportgen.writers.docx.xml import clean
from tests.writers import specimen
from tests.writers.docx_lint import R, W, WP, faults

NASTY = "& < > “引” ' \" \x0b \x00 ]]> &amp; {x} \ufffe 𠮷"


class File:
    """A written report, opened for looking."""

    def __init__(self, data: bytes) -> None:
        with ZipFile(BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = self.tree("word/document.xml").find(W + "body")
        self.styles = {one.get(W + "styleId"): one.find(W + "name").get(W + "val") for one in self.tree("word/styles.xml").iter(W + "style")}

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    def styled(self, name: str) -> list[str]:
        """The texts of all paragraphs of a style."""
        return [text(one) for one in self.paragraphs(name)]

    def paragraphs(self, name: str) -> list[etree._Element]:
        return [one for one in self.body.iter(W + "p") if self.style(one) == name]

    def style(self, paragraph: etree._Element) -> str:
        return self.styles[paragraph.find(f"{W}pPr/{W}pStyle").get(W + "val")]

    def edges(self, kind: str) -> list[etree._Element]:
        return [self.tree(name) for name in sorted(self.parts) if re.fullmatch(rf"word/{kind}\d+\.xml", name)]


def text(element: etree._Element) -> str:
    """What is printed: texts, breaks and tabs; field codes are not."""
    marks = {W + "t": lambda one: one.text or "", W + "br": lambda _: "\n", W + "tab": lambda one: "\t" if one.getparent().tag == W + "r" else ""}
    return "".join(marks[one.tag](one) for one in element.iter(*marks))


def codes(element: etree._Element) -> list[str]:
    return [one.text.strip() for one in element.iter(W + "instrText")]


def written(report: Report, **more: object) -> File:
    data = write_docx(report, specimen.look(), specimen.drawings(), **more).data
    assert faults(data) == []
    return File(data)


def blocks(*some: object) -> File:
    return written(specimen.with_blocks(*some))


def paragraph(*children: object) -> Paragraph:
    return Paragraph(tuple(Text(child) if isinstance(child, str) else child for child in children))


def grid(*rows: tuple[str, ...], head: tuple[str, ...] = ("甲", "乙"), role: Role = Role.NUMBER, **more: object) -> Grid:
    body = tuple((Cell((Text(row[0]),), Role.ITEM), *(Cell((Text(one),), role) for one in row[1:])) for row in rows)
    return Grid("t", "表1-1", "一张表", (tuple(Cell((Text(one),), Role.HEAD) for one in head),), body, (1,) * len(head), **more)


@pytest.fixture(scope="module")
def file() -> File:
    return written(specimen.report())


# ── the whole ──────────────────────────────────────────────────────────────

def test_same_report_same_bytes() -> None:
    first, second = (write_docx(specimen.report(True), specimen.look(), specimen.drawings()).data for _ in range(2))
    assert first == second


def test_package_tells_nothing_of_time_or_editor(file: File) -> None:
    core = file.parts["docProps/core.xml"].decode()
    assert "岭海职业技术学院职业教育质量年度报告（2025年度）" in core and specimen.SNAPSHOT in core
    assert "created" not in core and "modified" not in core
    assert not any("theme" in name or "customXml" in name for name in file.parts)


def test_facts_count_what_is_there(file: File) -> None:
    facts = write_docx(specimen.report(), specimen.look(), specimen.drawings()).facts
    assert facts["pictures"] == len(list(file.body.iter(W + "drawing"))) == 4
    assert facts["tables"] == len(list(file.body.iter(W + "tbl"))) == 6
    assert facts["numbers"] == len([*numbers(specimen.document())]) == 8
    assert facts["headings"] == sum(len(file.paragraphs(f"heading {n}")) for n in range(1, 5))


def test_stretches_come_in_order_with_their_page_numbers(file: File) -> None:
    marks = [*file.body.iter(W + "sectPr")]
    numbers = [(mark.find(W + "pgNumType").attrib if mark.find(W + "pgNumType") is not None else {}) for mark in marks]
    assert numbers[0] == {}
    assert numbers[1] == {W + "fmt": "upperRoman", W + "start": "1"}
    assert numbers[2] == {W + "fmt": "decimal", W + "start": "1"}
    assert all(one == {W + "fmt": "decimal"} for one in numbers[3:])
    assert len(marks) == 2 + len(specimen.document().parts)
    order = [file.style(p) for p in file.body.findall(W + "p") if file.style(p) in ("Title", "声明标题", "TOC Heading", "heading 1")]
    assert order == ["Title", "声明标题", *["TOC Heading"] * 4, *["heading 1"] * 6]
    assert file.styled("heading 1") == ["前言", "学校概况", "一、人才培养", "二、服务贡献", "附件  指标数据表", "数据口径说明"]


def test_parts_that_run_on_share_a_section_whose_header_names_none() -> None:
    whole = specimen.report()
    made = File(write_docx(replace(whole, document=replace(whole.document, run_on=True)), specimen.look(), specimen.drawings()).data)
    assert len([*made.body.iter(W + "sectPr")]) == 2 + 3
    running = [text(header) for header in made.edges("header") if text(header)]
    assert running == ["岭海职业技术学院职业教育质量年度报告（2025年度）" + tail for tail in ("", "", "\t附件  指标数据表", "\t数据口径说明")]
    assert len(made.paragraphs("heading 1")) == 6


def test_cover_and_statement_have_no_page_number(file: File) -> None:
    assert file.body.find(f".//{W}sectPr").findall(W + "footerReference") == []


def test_header_names_the_part_and_footer_counts(file: File) -> None:
    running = [text(header) for header in file.edges("header") if text(header)]
    assert running == ["岭海职业技术学院职业教育质量年度报告（2025年度）" + tail for tail in
                       ("", "\t前言", "\t学校概况", "\t一、人才培养", "\t二、服务贡献", "\t附件  指标数据表", "\t数据口径说明")]
    assert [(codes(footer), text(footer)) for footer in file.edges("footer")] == [(["PAGE"], "I")] * 3 + [(["PAGE"], "— 1 —")] * 3


def test_page_numbers_stand_at_the_outer_edge_where_the_look_says_so(file: File) -> None:
    assert file.tree("word/settings.xml").find(W + "evenAndOddHeaders") is not None
    mark = [*file.body.iter(W + "sectPr")][2]
    assert [one.get(W + "type") for one in mark.findall(W + "footerReference")] == ["first", "default", "even"]
    sides = [file.style(footer.find(W + "p")) for footer in file.edges("footer")[3:]]
    assert sides == ["footer", "单页页脚", "双页页脚"]
    one_sided = File(write_docx(specimen.report(), specimen.look("modern"), specimen.drawings()).data)
    assert one_sided.tree("word/settings.xml").find(W + "evenAndOddHeaders") is None and len(one_sided.edges("footer")) == 2


def test_the_section_of_the_contents_does_not_end_within_a_field(file: File) -> None:
    mark = [*file.body.iter(W + "sectPr")][1]
    last = mark.getparent().getparent()
    assert text(last) == "" and not [*last.iter(W + "fldChar")]


def test_only_a_draft_has_the_watermark_and_on_every_page(file: File) -> None:
    draft = written(specimen.report(draft=True))
    assert all("草稿" in etree.tostring(header, encoding="unicode") for header in draft.edges("header"))
    assert not any(b"\xe8\x8d\x89\xe7\xa8\xbf" in blob for name, blob in file.parts.items() if name.startswith("word/header"))
    ids = re.findall(r'o:spid="(\w+)"', "".join(etree.tostring(header, encoding="unicode") for header in draft.edges("header")))
    assert len(ids) == len(set(ids)) > 1


# ── contents, captions, references ─────────────────────────────────────────

def test_contents_are_filled_fields() -> None:
    pages = {"preface": 1, "part1/jobs": 3, "tab:graduates": 3, "fig:by_college": 4, "case:apprentice": 6}
    file = written(specimen.report(), pages=pages)
    assert file.styled("toc 1")[:3] == ["前言\t1", "学校概况\t", "一、人才培养\t"]
    assert file.styled("toc 2")[0] == "（一）就业质量\t3"
    assert file.styled("toc 3") == ["1.就业去向\t"]
    assert file.styled("table of figures")[:2] == ["案例1-1　“校中厂”里练真功\t6", "图1-1　各二级学院毕业生人数\t4"]
    kinds = [code for code in codes(file.body) if code.startswith("TOC")]
    assert kinds == ['TOC \\o "1-3" \\h \\z \\u', 'TOC \\h \\z \\c "案例"', 'TOC \\h \\z \\c "图"', 'TOC \\h \\z \\c "表"', 'TOC \\h \\z \\c "附表"']


def test_every_entry_leads_to_its_paragraph(file: File) -> None:
    marks = {mark.get(W + "name"): text(mark.getparent()) for mark in file.body.iter(W + "bookmarkStart")}
    for name in ("toc 1", "toc 2", "toc 3", "table of figures"):
        for entry in file.paragraphs(name):
            target = entry.find(W + "hyperlink").get(W + "anchor")
            assert marks[target].startswith(text(entry).split("\t")[0])
            assert f"PAGEREF {target} \\h" in codes(entry)


def test_caption_counts_by_field_and_restarts_with_the_part(file: File) -> None:
    captions = {text(p): codes(p) for p in (*file.paragraphs("caption"), *file.paragraphs("图题"))}
    assert captions["表1-1　毕业生去向落实情况"] == ["SEQ 表 \\* ARABIC"]
    assert captions["表1-2　部分专业在校生与就业情况"] == ["SEQ 表 \\* ARABIC"]
    assert captions["表2-1　实训基地一览"] == ["SEQ 表 \\* ARABIC \\r 1"]
    assert captions["图1-2　智能制造实训中心实景（宣传部供图）"] == ["SEQ 图 \\* ARABIC"]


def test_caption_stays_with_its_table_and_picture_with_its_caption(file: File) -> None:
    kept = [*file.paragraphs("caption"), *file.paragraphs("表单位")]
    assert all(_keeps(file, p) for p in kept)
    assert all(p.getnext().tag in (W + "tbl", W + "p") for p in kept)
    assert all(file.style(p.getnext()) == "图题" for p in file.paragraphs("图片"))


def _keeps(file: File, paragraph: etree._Element) -> bool:
    style = next(one for one in file.tree("word/styles.xml").iter(W + "style") if file.styles[one.get(W + "styleId")] == file.style(paragraph))
    return paragraph.find(f"{W}pPr/{W}keepNext") is not None or style.find(f"{W}pPr/{W}keepNext") is not None


def test_reference_is_a_field_to_the_number() -> None:
    made = blocks(paragraph("见", Reference("t", "表1-1"), "和", Reference("gone", "表9-9"), "。"), grid(("行", "1")))
    sentence = next(p for p in made.paragraphs("正文首行缩进") if "见" in text(p))
    assert text(sentence) == "见表1-1和表9-9。"
    assert len(codes(sentence)) == 1
    name = codes(sentence)[0].split()[1]
    start = next(mark for mark in made.body.iter(W + "bookmarkStart") if mark.get(W + "name") == name)
    inside = "".join(text(one) for one in start.itersiblings() if one.tag == W + "r" and one.getnext() is not None)
    assert inside.startswith("表1-1")


def test_reference_knows_a_table_from_a_chart_of_the_same_id() -> None:
    made = blocks(paragraph(Reference("t", "图1-1")), grid(("行", "1")), specimen.chart("t"))
    sentence = next(p for p in made.paragraphs("正文首行缩进") if codes(p))
    caption = next(p for p in made.paragraphs("图题"))
    assert codes(sentence)[0].split()[1] in [mark.get(W + "name") for mark in caption.iter(W + "bookmarkStart")]


def test_block_that_stands_twice_has_one_bookmark() -> None:
    made = blocks(specimen.chart(), specimen.chart(), grid(("行", "1")))
    assert made.styled("图题") == ["图1-1　各二级学院毕业生人数"] * 2
    assert made.styled("table of figures") == ["图1-1　各二级学院毕业生人数\t", "表1-1　一张表\t"]


# ── tables ─────────────────────────────────────────────────────────────────

def test_table_repeats_its_head_and_splits_no_row(file: File) -> None:
    for table in file.body.iter(W + "tbl"):
        rows = table.findall(W + "tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert table.find(f"{W}tblPr/{W}tblLayout").get(W + "type") == "fixed"
        assert sum(int(one.get(W + "w")) for one in table.iter(W + "gridCol")) == 8880


def test_short_table_is_kept_whole_and_a_long_one_breaks() -> None:
    short = blocks(grid(*((str(n), "1") for n in range(8))))
    rows = short.body.find(W + "tbl").findall(W + "tr")
    assert [row.find(f".//{W}keepNext") is not None for row in rows] == [True] * 8 + [False]
    long = blocks(grid(*((str(n), "1") for n in range(60))))
    kept = [row.find(f".//{W}keepNext") is not None for row in long.body.find(W + "tbl").findall(W + "tr")]
    assert kept[:4] == [True] * 4 and not any(kept[4:-2]) and kept[-2:] == [True, False]


def test_a_table_too_wide_for_the_page_stands_on_pages_turned_sideways() -> None:
    wide = grid(*(("1234567890.12",) * 14 for _ in range(3)), head=("某某年度投入",) * 14)
    made = blocks(paragraph("前文。"), wide, paragraph("后文。"))
    setups = [*made.body.iter(W + "sectPr")][-3:]
    assert [one.find(W + "pgSz").get(W + "orient") for one in setups] == [None, "landscape", None]
    upright, sideways = (tuple(int(one.find(W + "pgSz").get(W + side)) for side in "wh") for one in setups[:2])
    assert upright == sideways[::-1]
    assert [one.find(W + "titlePg") is not None for one in setups] == [True, False, False]
    assert [one.find(W + "pgNumType").get(W + "start") for one in setups] == ["1", None, None]
    assert sum(int(one.get(W + "w")) for one in made.body.find(W + "tbl").iter(W + "gridCol")) == 8880 + sideways[0] - upright[0]
    sizes = {one.get(W + "val") for one in made.body.find(W + "tbl").iter(W + "sz")}
    assert len(sizes) == 1 and int(sizes.pop()) < 21


def test_a_table_that_fits_leaves_the_page_upright(file: File) -> None:
    assert all(one.get(W + "orient") is None for one in file.body.iter(W + "pgSz"))


def test_spans_are_merged_cells(file: File) -> None:
    table = next(t for t in file.body.iter(W + "tbl") if "智能制造学院" in text(t))
    rows = table.findall(W + "tr")
    shape = [[(cell.find(f"{W}tcPr/{W}gridSpan") is not None, getattr(cell.find(f"{W}tcPr/{W}vMerge"), "attrib", {}).get(W + "val"))
              for cell in row.findall(W + "tc")] for row in rows[:2]]
    assert shape == [[(False, "restart"), (False, "restart"), (True, None), (True, None)],
                     [(False, "continue"), (False, "continue"), *[(False, None)] * 4]]
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, True, False, False, False]


@given(st.lists(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=5), min_size=1, max_size=6), st.integers(1, 6))
def test_any_spans_make_full_rows(rows: list[list[tuple[int, int]]], columns: int) -> None:
    made = laid_out(tuple(tuple(Cell((), colspan=c, rowspan=r) for c, r in row) for row in rows), columns)
    above: set[tuple[int, int]] = set()
    for slots in made:
        assert sum(slot.width for slot in slots) == columns
        assert {(slot.column, slot.width) for slot in slots if slot.below} == above
        above = {(slot.column, slot.width) for slot in slots if not slot.last}
    assert not above


def test_decimal_points_meet() -> None:
    indents = right_indents(("9.5", "10.25", "1106"), 6)
    assert indents["9.5"] - indents["10.25"] == 0.5
    assert indents["1106"] - indents["10.25"] == 1.25
    made = blocks(grid(("甲", "9.5"), ("乙", "10.25")))
    right = [int(p.find(f"{W}pPr/{W}ind").get(W + "right")) for p in made.paragraphs("表格数字")]
    assert right[0] - right[1] == 105


def test_official_table_has_the_full_grid_and_others_three_lines(file: File) -> None:
    looks = [file.styles[t.find(f"{W}tblPr/{W}tblStyle").get(W + "val")] for t in file.body.iter(W + "tbl")]
    assert looks == ["三线表"] * 3 + ["全框表"] * 3


def test_unit_stands_right_above_and_notes_below(file: File) -> None:
    table = next(file.body.iter(W + "tbl"))
    assert text(table.getprevious()) == "单位：人" and file.style(table.getprevious()) == "表单位"
    assert [file.style(one) for one in (table.getnext(), table.getnext().getnext())] == ["图表注", "图表注"]


def test_touching_tables_do_not_join() -> None:
    plain = replace(grid(("甲", "1")), number="", caption="")
    blocks(plain, replace(plain, id="u"), PageBreak(), replace(plain, id="v"))


# ── prose ──────────────────────────────────────────────────────────────────

def test_special_characters_are_printed_as_they_are(file: File) -> None:
    assert clean(specimen.SPECIAL) in file.styled("正文首行缩进")


def test_user_text_is_data_everywhere() -> None:
    nasty = (Text(NASTY),)
    case = CaseBox("c", "案例1-1", NASTY, NASTY, NASTY, NASTY, (Paragraph(nasty),))
    report = specimen.with_blocks(paragraph(NASTY, Strong(nasty), Footnote(nasty), Number(NASTY, "x"), Link("https://a.cn/?a=1&b=<“>", nasty)),
                                  replace(grid((NASTY, NASTY)), caption=NASTY, unit=NASTY, notes=(nasty,)), case,
                                  replace(specimen.chart(), caption=NASTY, alt=NASTY), Items((nasty,), True))
    whole = replace(report.document, title=NASTY, subtitle=NASTY, organisation=NASTY, date=NASTY, facts=((NASTY, NASTY),),
                    statement=Statement(NASTY, (NASTY,), (NASTY,)))
    made = written(replace(report, document=whole, project=replace(report.project, school=NASTY)))
    assert clean(NASTY) == "& < > “引” ' \"    ]]> &amp; {x}  𠮷"
    assert made.styled("Title") == [clean(NASTY)] and made.styled("声明正文") == [clean(NASTY)]
    assert made.styled("案例副标题") == ["——" + clean(NASTY)]
    assert next(made.body.iter(WP + "docPr")).get("descr") == clean(NASTY)


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(codec="utf-16", exclude_categories=()), min_size=1, max_size=40))
def test_any_text_comes_through(some: str) -> None:
    data = write_docx(specimen.with_blocks(paragraph("始", some, "终")), specimen.look(), specimen.drawings()).data
    assert "始" + clean(some) + "终" in File(data).styled("正文首行缩进")


def test_template_words_in_prose_stay_words() -> None:
    report = specimen.with_blocks(paragraph("写成 {{ title }} 或 {% if %}"))
    whole = replace(report.document, title="{{ 7 * 7 }}", organisation="{{ date }}")
    made = File(write_docx(replace(report, document=whole), specimen.look(), specimen.drawings()).data)
    assert made.styled("Title") == ["{{ 7 * 7 }}"] and made.styled("封面单位") == ["{{ date }}"]
    assert "写成 {{ title }} 或 {% if %}" in made.styled("正文首行缩进")


def test_chinese_punctuation_takes_the_chinese_face_and_an_apostrophe_does_not() -> None:
    made = blocks(paragraph("“双高”与 it’s——"))
    sentence = next(p for p in made.paragraphs("正文首行缩进"))
    hints = {text(one): one.find(f"{W}rPr/{W}rFonts") is not None for one in sentence.iter(W + "r")}
    assert hints == {"“双高”与 it": True, "’": False, "s——": True}


def test_number_is_a_run_of_its_own_style(file: File) -> None:
    runs = [text(one) for one in file.body.iter(W + "r") if (mark := one.find(f"{W}rPr/{W}rStyle")) is not None
            and file.styles[mark.get(W + "val")] == "数据"]
    assert "97.06%" in runs and "比上年提高0.41个百分点" in runs


def test_lists_are_numbered_anew_and_bullets_are_bullets() -> None:
    items = Items(((Text("一件"),), (Text("两件"),)), True)
    made = blocks(items, paragraph("间"), items, replace(items, ordered=False))
    used = [p.find(f"{W}pPr/{W}numPr/{W}numId").get(W + "val") for p in made.paragraphs("List Number")]
    assert used[0] == used[1] != used[2] == used[3]
    numbering = made.tree("word/numbering.xml")
    restarts = {one.get(W + "numId") for one in numbering.iter(W + "num") if one.find(f".//{W}startOverride") is not None}
    assert {used[0], used[2]} <= restarts
    assert len(made.paragraphs("List Bullet")) == 2


def test_footnotes_are_real() -> None:
    inner = Footnote((Text("注中注"),))
    made = blocks(paragraph("正文", Footnote((Text("注文，见"), Link("https://a.edu.cn/", (Text("网页"),)), inner)), "。"))
    notes = [text(one) for one in made.tree("word/footnotes.xml").iter(W + "footnote")]
    assert notes == ["", "", " 注文，见网页（注中注）"]
    assert next(made.body.iter(W + "footnoteReference")).get(W + "id") == "1"


def test_link_of_another_kind_stays_text() -> None:
    made = blocks(paragraph(Link("javascript:alert(1)", (Text("点我"),))))
    assert "点我" in made.styled("正文首行缩进")
    assert b"javascript" not in made.parts["word/_rels/document.xml.rels"]


def test_page_break_is_a_property_of_what_follows() -> None:
    made = blocks(paragraph("前"), PageBreak(), paragraph("后"))
    after = next(p for p in made.paragraphs("正文首行缩进") if text(p) == "后")
    assert after.find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert not any(text(p) == "" for p in made.paragraphs("正文首行缩进"))


def test_of_two_spaces_the_larger_stays_and_comes_first(file: File) -> None:
    title = next(p for p in file.paragraphs("heading 1") if text(p) == "一、人才培养")
    assert title.find(f"{W}pPr/{W}spacing") is None                                     # 22 pt after, by its style
    assert title.getnext().find(f"{W}pPr/{W}spacing").get(W + "before") == "0"          # 14 pt before, by its style
    before_caption = file.paragraphs("caption")[0].getprevious()
    assert before_caption.find(f"{W}pPr/{W}spacing").attrib == {W + "after": "120"}


# ── pictures and cases ─────────────────────────────────────────────────────

def test_every_picture_has_alternative_text(file: File) -> None:
    told = [one.get("descr") for one in file.body.iter(WP + "docPr")]
    assert len(told) == 4 and all(told)


def test_chart_that_nobody_drew_is_its_table() -> None:
    report = specimen.with_blocks(specimen.chart())
    made = File(write_docx(report, specimen.look(), {}).data)
    table = made.body.find(W + "tbl")
    assert "财经商贸学院" in text(table) and "1162" in text(table)
    assert made.styled("图题") == ["图1-1　各二级学院毕业生人数"]


def test_same_picture_is_stored_once(file: File) -> None:
    assert sorted(name for name in file.parts if name.startswith("word/media/")) == ["word/media/image1.png"]


def test_chart_in_a_case_fits_into_the_box() -> None:
    made = blocks(replace(specimen.case_box(), blocks=(specimen.chart(),)))
    assert int(made.body.find(f".//{WP}extent").get("cx")) == 420 * 12700


def test_case_is_one_box(file: File) -> None:
    first = file.paragraphs("案例标题")[0]
    assert text(first) == "案例1-1　“校中厂”里练真功" and codes(first) == ["SEQ 案例 \\* ARABIC"]
    inside = [first, *(one for one in first.itersiblings(W + "p") if file.style(one).startswith("案例"))]
    assert [file.style(one) for one in inside[1:4]] == ["案例副标题", "案例署名", "案例小标题"]
    assert text(inside[2]) == "智能制造学院　王老师"
    sheet = {one.get(W + "styleId"): one for one in file.tree("word/styles.xml").iter(W + "style")}
    boxed = {one.get(W + "styleId") for one in sheet.values() if one.find(f"{W}basedOn") is not None
             and one.find(f"{W}basedOn").get(W + "val") == "CaseText"}
    assert {one.find(f"{W}pPr/{W}pStyle").get(W + "val") for one in inside} <= boxed | {"CaseText"}
    assert not any(sheet[id].find(f"{W}pPr/{W}pBdr") is not None for id in boxed)


# ── the template ───────────────────────────────────────────────────────────

@pytest.mark.parametrize("name", ["official", "modern"])
def test_base_is_what_the_script_makes_of_the_styles(name: str) -> None:
    script = runpy.run_path(str(specimen.ROOT / "templates/common/make_base.py"))
    folder = specimen.ROOT / "templates" / name
    assert script["make"]((folder / "styles.yaml").read_text("utf-8")) == (folder / "base.docx").read_bytes()


def test_page_holds_31_lines_of_37_characters(file: File) -> None:
    setup = file.body.find(W + "sectPr")
    size, margins = setup.find(W + "pgSz"), setup.find(W + "pgMar")
    assert int(size.get(W + "w")) - int(margins.get(W + "left")) - int(margins.get(W + "right")) == 37 * 240
    assert setup.find(W + "docGrid").attrib == {W + "type": "lines", W + "linePitch": "444"}


def _changed(old: str, new: str, part: str = "word/styles.xml") -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(specimen.look().base_docx)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).decode().replace(old, new) if name == part else source.read(name))
    return out.getvalue()


@pytest.mark.parametrize(("base", "sentence"), [
    (_changed('w:val="案例标题"', 'w:val="别的样式"'), "Word模板缺少样式：案例标题"),
    (_changed("{{ date }}", "{{ dote }}", "word/document.xml"), "Word模板的封面写错了"),
    (b"PK not a zip", "Word模板打不开"),
])
def test_faulty_template_is_told_in_a_sentence(base: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        write_docx(specimen.report(), replace(specimen.look(), base_docx=base), specimen.drawings())


def test_designer_may_put_anything_on_the_cover() -> None:
    """A paragraph without style, a table at the end: the cover is kept as it is, and the section closes after it."""
    table = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>校徽</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    base = _changed("<w:sectPr>", f"<w:p/>{table}<w:sectPr>", "word/document.xml")
    report = specimen.report()
    bare = replace(report, document=replace(report.document, statement=None))
    made = File(write_docx(bare, replace(specimen.look(), base_docx=base), specimen.drawings()).data)
    table, closing = next((one, one.getnext()) for one in made.body if one.tag == W + "tbl")
    assert text(table) == "校徽" and closing.find(f"{W}pPr/{W}sectPr") is not None


def test_styles_are_found_by_name_not_by_id() -> None:
    renamed = _changed('"Heading1"', '"1"')
    made = File(write_docx(specimen.report(), replace(specimen.look(), base_docx=renamed), specimen.drawings()).data)
    assert len(made.paragraphs("heading 1")) == 6


@pytest.mark.parametrize(("title", "size"), [("质量年度报告", None), ("参与高等职业教育人才培养年度报告", "55"),
                                             ("与南湾云数据技术有限公司共建产业学院的二〇二五年度质量报告", "59")])
def test_long_title_is_set_smaller_instead_of_leaving_a_word_alone(title: str, size: str | None) -> None:
    report = specimen.report()
    made = written(replace(report, document=replace(report.document, title=title)))
    found = made.paragraphs("Title")[0].find(f".//{W}sz")
    assert (found.get(W + "val") if found is not None else None) == size


def test_hundred_pages_take_seconds() -> None:
    report, look, drawings = specimen.long_report(), specimen.look(), specimen.drawings()
    start = time.perf_counter()
    data = write_docx(report, look, drawings).data
    assert time.perf_counter() - start < 10
    assert faults(data) == []


def test_relationships_of_the_body_are_all_used(file: File) -> None:
    used = {value for element in file.body.iter() for key, value in element.attrib.items() if key.startswith(R)}
    pictures = {one.get("Id") for one in file.tree("word/_rels/document.xml.rels") if one.get("Type").endswith(("/image", "/header", "/footer"))}
    assert pictures <= used


@pytest.mark.parametrize(("name", "moved"), [("岭海学院", False), ("岭海智造装备股份有限公司", True)])
def test_a_long_name_to_sign_stands_in_one_line(name: str, moved: bool) -> None:
    report = specimen.report()
    statement = replace(report.document.statement, signatures=(f"单位名称（盖章）：{name}", "年月日"))
    made = File(write_docx(replace(report, document=replace(report.document, statement=statement)), specimen.look(), specimen.drawings()).data)
    lines = made.paragraphs("声明签署")
    indents = {one.find(f"{W}pPr/{W}ind") is not None for one in lines}
    assert indents == {moved}
    if moved:
        left = int(lines[0].find(f"{W}pPr/{W}ind").get(W + "left"))
        assert 8880 - left > (9 + len(name)) * 14 * 20


def test_page_numbers_say_of_how_many_pages() -> None:
    """Pages of the text are counted, not the file's; a case by itself is all text."""
    report, look = specimen.report(), specimen.look("modern")
    made = File(write_docx(report, look, specimen.drawings(), pages={BODY_END: 99}).data)
    told = [(codes(footer), text(footer)) for footer in made.edges("footer")]
    assert set(map(repr, told)) == {repr((["PAGE"], "I")), repr((["PAGE", "PAGEREF _TocEnd \\h"], "1 / 99"))}
    start = next(mark for mark in made.body.iter(W + "bookmarkStart") if mark.get(W + "name") == "_TocEnd")
    assert text(start.getnext()) and not [one for one in start.itersiblings() if one.tag == W + "r"][1:]
    alone = File(write_case(report, specimen.case_box(), look))
    assert [(codes(footer), text(footer)) for footer in alone.edges("footer")] == [(["PAGE", "NUMPAGES"], "1 / 1")]


def test_below_the_cards_stands_as_much_white_as_the_look_says_and_a_long_figure_is_set_smaller() -> None:
    row = Cards((Card("科研到账经费", (Text("123456789.57平方米/生"),)), Card("毕业生", (Text("76人"),)), Card("专业", (Text("48个"),)), Card("教师", (Text("592人"),))))
    whole, look = specimen.with_blocks(paragraph("正文。")), specimen.look("modern")
    part = replace(whole.document.parts[0], opening=(row,))
    made = File(write_docx(replace(whole, document=replace(whole.document, parts=(part,))), look, {}).data)
    table = next(made.body.iter(W + "tbl"))
    spacing = table.getnext().find(f"{W}pPr/{W}spacing")
    assert int(spacing.get(W + "before")) == look.styles["cards"]["below_pt"] * 20
    sizes = [[one.get(W + "val") for one in cell.find(W + "p").iter(W + "sz")] for cell in table.iter(W + "tc")][::2]
    assert sizes[1:] == [[], [], []] and 0 < int(sizes[0][0]) < look.styles["cards"]["value_pt"] * 2
