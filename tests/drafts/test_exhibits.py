"""Tables and pictures: captions, units, notes, merged cells, references; metadata off."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from reportgen.intake.drafts.model import Picture, Table
from tests.drafts.specimen import LONG, codes, docx, drawing, jpeg, p, part, png, r, read, tables, tbl, tc, text, tr

PICTURE = {"parts": {"media/image1.png": png(), "media/image2.jpeg": jpeg()}, "links": {"p": ("image", "media/image1.png"), "q": ("image", "media/image2.jpeg")}}


def test_a_table_takes_its_caption_unit_and_notes() -> None:
    data = docx(p("经费见表2。"), p("表 2　经费收入（2024年）", jc="center"), p("（单位：万元）", jc="right"), tbl(tr("项目", "金额"), tr("拨款", "123.40"), tr("学费", "56.7")),
                p("注：不含基建。"), p("数据来源：计划财务处"), p(LONG))
    assert text(data).startswith("经费见{{表:bt-biao1}}。\n\n::: 表 bt-biao1\n\n学校")
    assert tables(data) == ('bt-biao1:\n  title: 经费收入（2024年）\n  unit: 万元\n  note: [不含基建。]\n  source: 计划财务处\n  grid:\n    columns: [项目, 金额]\n'
                            '    rows:\n      - [拨款, "123.40"]\n      - [学费, "56.7"]\n')


def test_heads_of_two_rows_become_one() -> None:
    data = docx(p("表1 规模"), tbl(tr(tc("学院", merge="restart"), tc("在校生（人）", span=2)), tr(tc("", merge="continue"), "男", "女"), tr("机电", "1", "2")), p(LONG))
    draft, found = read(data)
    assert "columns: [学院, 在校生（人）·男, 在校生（人）·女]" in tables(data) and "N123" in codes(found)


def test_merged_words_are_repeated_and_merged_numbers_are_not() -> None:
    data = docx(p("表1 奖项"), tbl(tr("级别", "项目", "合计"), tr(tc("国家级", merge="restart"), "甲", tc("9", merge="restart")),
                                tr(tc("", merge="continue"), "乙", tc("", merge="continue"))), p(LONG))
    assert 'rows:\n      - [国家级, 甲, "9"]\n      - [国家级, 乙, ""]' in tables(data)


def test_a_title_row_within_the_table_is_its_title_and_a_last_row_its_note() -> None:
    data = docx(p(LONG), tbl(tr(tc("表3 师资（单位：人）", span=2)), tr("类别", "数量"), tr("专任", "7"), tr(tc("注：不含兼职", span=2))), p(LONG))
    assert tables(data).startswith("bt-biao1:\n  title: 师资\n  unit: 人\n  note: [不含兼职]\n")


def test_a_table_without_a_caption_takes_the_heading_and_is_told() -> None:
    data = docx(p("办学条件", style="1"), tbl(tr("项目", "值"), tr("甲", "一")), p(LONG), p("其他", style="1"), p(LONG))
    _, found = read(data)
    assert "title: 办学条件" in tables(data) and "N122" in codes(found)


def test_a_frame_of_one_cell_becomes_paragraphs() -> None:
    data = docx(p(LONG), tbl(tr(tc("", content=p("专栏里的话。") + p("第二段。")))), p(LONG))
    assert "\n\n专栏里的话。\n\n第二段。\n\n" in text(data)


def test_a_table_within_a_table_is_told() -> None:
    inner = tbl(tr("内甲", "内乙"))
    _, found = read(docx(p("表1 外"), tbl(tr("项", "值"), tr("甲", tc("", content=inner + p("外格")))), p(LONG)))
    assert "N116" in codes(found) and "N128" not in codes(found)


def test_a_table_in_a_case_becomes_a_list() -> None:
    data = docx(p("表1 投入"), tbl(tr("年份", "设备（台）"), tr("甲年", "3"), tr("乙年", "5")), p(LONG))
    assert "- 甲年：设备（台） 3\n- 乙年：设备（台） 5" in text(data, case=True)


# ── pictures ───────────────────────────────────────────────────────────────

def test_a_picture_takes_the_caption_below_it() -> None:
    data = docx(p("如图1所示。"), p(drawing("p", alt="学生在机床旁")), p("图1  学生在实训室练习", jc="center"), p(LONG), **PICTURE)
    assert text(data).startswith("如下图所示。\n\n::: 图片 bt-1.png 学生在实训室练习 | 学生在机床旁\n\n学校")


def test_what_word_writes_itself_is_no_description() -> None:
    data = docx(p(drawing("p", alt="图片 1 描述已自动生成")), p("图1 校园"), p(LONG), **PICTURE)
    assert text(data).startswith("::: 图片 bt-1.png 校园\n")


def test_a_jpeg_loses_its_metadata_and_keeps_its_pixels() -> None:
    draft, _ = read(docx(p(drawing("q")), p("图1 校园"), p(LONG), **PICTURE))
    made = next(block for block in draft.blocks if isinstance(block, Picture))
    assert made.file == "bt-1.jpg" and b"Exif" not in made.data
    assert Image.open(io.BytesIO(made.data)).tobytes() == Image.open(io.BytesIO(jpeg())).tobytes()


def test_what_word_crops_is_cut_off() -> None:
    data = docx(p(drawing("p", crop='<a:srcRect l="50000" r="0"/>')), p("图1 局部"), p(LONG), **PICTURE)
    made = next(block for block in read(data)[0].blocks if isinstance(block, Picture))
    assert Image.open(io.BytesIO(made.data)).size == (30, 40)


def test_two_pictures_side_by_side_take_their_captions_in_order() -> None:
    data = docx(p(drawing("p"), drawing("q")), p("图1 实训"), p("图2 竞赛"), p(LONG), **PICTURE)
    assert text(data).startswith("::: 图片 bt-1.png 实训\n\n::: 图片 bt-2.jpg 竞赛\n")


def test_two_pictures_under_one_caption_are_told() -> None:
    data = docx(p(drawing("p"), drawing("q")), p("图1 实训场景"), p(LONG), **PICTURE)
    assert text(data).count("实训场景") == 2 and "N121" in codes(read(data)[1])


def test_a_rack_of_pictures_in_a_table_is_taken_apart() -> None:
    data = docx(p(LONG), tbl(tr(tc("", content=p(drawing("p"))), tc("", content=p(drawing("q")))), tr("图1 实训", "图2 竞赛")), p(LONG), **PICTURE)
    assert "::: 图片 bt-1.png 实训\n\n::: 图片 bt-2.jpg 竞赛" in text(data)


def test_a_picture_in_a_data_table_is_placed_behind_it() -> None:
    data = docx(p("表1 设备"), tbl(tr("名称", "图样", "说明", "数量"), tr("机床", tc("", content=p(drawing("p"))), "用于教学与竞赛", "3")), p(LONG), **PICTURE)
    assert text(data).startswith("::: 表 bt-biao1\n\n::: 图片 bt-1.png\n\n学校") and "N122" in codes(read(data)[1])


@pytest.mark.parametrize(("data", "why"), [(b"\x01\x00\x00\x00emf", "矢量图"), (b"no picture at all", "格式"), (png()[:-30], "损坏")])
def test_pictures_that_cannot_be_used_are_errors(data: bytes, why: str) -> None:
    draft, found = read(docx(p(drawing("p")), p("图1 校园"), p(LONG), parts={"media/x.bin": data}, links={"p": ("image", "media/x.bin")}))
    assert codes(found) == ["N120"] and why in found[0].message and draft.blocks[0].pieces[0].text == "校园"


def test_a_picture_that_is_only_linked_is_an_error() -> None:
    _, found = read(docx(p(drawing("p")), p(LONG), links={"p": ("image", "http://example.com/a.png")}))
    assert codes(found) == ["N120"]


def test_a_reference_to_nothing_is_told() -> None:
    draft, found = read(docx(p("见表9和图7。"), p(LONG)))
    assert codes(found) == ["N124", "N124"] and draft.blocks[0].pieces[0].text == "见表9和图7。"


def test_words_like_references_are_none() -> None:
    data = docx(p("报表2张、列表3个、图书5册、表现1等、附表2。"), p("表2 经费"), tbl(tr("项", "值"), tr("甲", "1")), p(LONG))
    assert text(data).startswith("报表2张、列表3个、图书5册、表现1等、附表2。")


# ── foreign objects ────────────────────────────────────────────────────────

def _chart(inner: str) -> str:
    return f'<w:r><w:drawing><wp:inline><wp:docPr id="2" name="c"/><a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'


def test_a_native_chart_becomes_a_table_of_its_data() -> None:
    series = ('<c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>人数</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache>'
              '<c:pt idx="0"><c:v>甲</c:v></c:pt><c:pt idx="1"><c:v>乙</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache>'
              '<c:pt idx="0"><c:v>12</c:v></c:pt><c:pt idx="1"><c:v>0.30000000000000004</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>')
    chart = part("c:chartSpace", f"<c:chart><c:plotArea><c:barChart>{series}</c:barChart></c:plotArea></c:chart>")
    data = docx(p(_chart('<c:chart r:id="k"/>')), p("图1 各系人数"), p(LONG), parts={"charts/chart1.xml": chart}, links={"k": ("chart", "charts/chart1.xml")})
    assert tables(data) == 'bt-biao1:\n  title: 各系人数\n  grid:\n    columns: [类别, 人数]\n    rows:\n      - [甲, "12"]\n      - [乙, "0.3"]\n'
    assert "N119" in codes(read(data)[1])


def test_smart_art_becomes_its_words() -> None:
    tree = part("dgm:dataModel", "<dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>招生</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt><dgm:t><a:p><a:r><a:t>就业</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>")
    data = docx(p(_chart('<dgm:relIds r:dm="k"/>')), p(LONG), parts={"diagrams/data1.xml": tree}, links={"k": ("diagramData", "diagrams/data1.xml")})
    assert text(data).startswith("招生\n\n就业\n\n") and codes(read(data)[1]) == ["N119"]


def test_an_embedded_object_leaves_its_preview() -> None:
    run = '<w:r><w:object><v:shape><v:imagedata r:id="p"/></v:shape><o:OLEObject ProgID="Excel.Sheet.12" r:id="o"/></w:object></w:r>'
    _, found = read(docx(p(run), p("图1 明细"), p(LONG), **PICTURE))
    assert codes(found) == ["N119"] and "Excel" in found[0].message


def test_a_line_drawn_for_ornament_is_a_note() -> None:
    _, found = read(docx(p(r("题下有线。"), "<w:r><w:pict><v:line/></w:pict></w:r>"), p(LONG)))
    assert codes(found) == ["N119"] and str(found[0].severity) == "note"


def test_a_document_within_the_document_is_an_error() -> None:
    _, found = read(docx(p(LONG), '<w:altChunk r:id="z"/>'))
    assert codes(found) == ["N119"] and str(found[0].severity) == "error"


def test_nothing_is_both_table_and_picture() -> None:
    draft, _ = read(docx(p("表1 甲"), tbl(tr("项", "值"), tr("一", "二")), p(drawing("p")), p("图1 乙"), p(LONG), **PICTURE))
    assert [type(block) for block in draft.blocks[:2]] == [Table, Picture]


@st.composite
def _merged(draw: st.DrawFn) -> str:
    """A table of any merged cells; every word stands in it once."""
    columns, count = draw(st.integers(2, 5)), 0
    above, rows = [(n, 1) for n in range(columns)], [tr(*(tc(f"头{n}", merge="restart") for n in range(columns)))]
    for _ in range(draw(st.integers(2, 5))):
        cells, here, column = [], [], 0
        while column < columns:
            span = draw(st.integers(1, columns - column))
            joined = (column, span) in above and draw(st.booleans())
            count += not joined
            cells.append(tc("" if joined else f"词{chr(0x4E00 + count)}", span=span, merge="continue" if joined else "restart"))
            here.append((column, span))
            column += span
        above = here
        rows.append(tr(*cells))
    return tbl(*rows)


@settings(max_examples=60, deadline=None)
@given(_merged())
def test_no_word_of_any_merged_table_is_lost(table: str) -> None:
    draft, found = read(docx(p("表1 甲"), table, p(LONG)))
    (made,) = [block for block in draft.blocks if isinstance(block, Table)]
    assert "N128" not in codes(found) and {len(row) for row in made.rows} <= {len(made.columns)}


def test_a_table_that_goes_on_is_one_with_that_before_it() -> None:
    head, first, second = tr("项目", "数量"), tr("甲", "1"), tr("乙", "2")
    whole = tables(docx(p("表1 台账", jc="center"), tbl(head, first, second), p("注：期末数。"), p(LONG)))
    for label in ("续表1", "（续表）", "续表 1  台账"):
        assert tables(docx(p("表1 台账", jc="center"), tbl(head, first), p(label, jc="right"), tbl(head, second), p("注：期末数。"), p(LONG))) == whole
    assert tables(docx(p("表1 台账", jc="center"), tbl(head, first), p("续表1"), tbl(second), p("注：期末数。"), p(LONG))) == whole
    other = tables(docx(p("表1 台账", jc="center"), tbl(head, first), p("续表1"), tbl(tr("项目", "数量", "备注"), tr("乙", "2", "无")), p(LONG)))
    assert "bt-biao2" in other and "备注" in other
