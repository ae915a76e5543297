"""Where python-docx and pandoc lose words: content controls, fields, footnotes, symbols, formulas, text boxes, headers."""

from tests.drafts.specimen import LONG, codes, docx, p, part, r, read, text, textbox


def test_content_controls_in_a_line_and_around_lines() -> None:
    inline = '<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>12345人</w:t></w:r></w:sdtContent></w:sdt>'
    around = f"<w:sdt><w:sdtContent>{p('整段都在控件里。')}</w:sdtContent></w:sdt>"
    assert text(docx(p(r("在校生"), inline, r("。")), around, p(LONG))).startswith("在校生12345人。\n\n整段都在控件里。")


def test_a_placeholder_nobody_filled_in_is_told() -> None:
    empty = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击输入文字</w:t></w:r></w:sdtContent></w:sdt>"
    draft, found = read(docx(p(r("说明："), empty), p(LONG)))
    assert draft.blocks[0].pieces[0].text == "说明：" and codes(found) == ["N117"]


def test_fields_print_their_result_not_their_code() -> None:
    field = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF _x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
             '<w:r><w:t>第三节</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')
    simple = '<w:fldSimple w:instr="DATE"><w:r><w:t>本月</w:t></w:r></w:fldSimple>'
    assert text(docx(p(r("详见"), field, r("，"), simple, r("完成。")), p(LONG))).startswith("详见第三节，本月完成。")


def test_links_and_footnotes() -> None:
    notes = part("w:footnotes", '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> 数据来自[平台]。</w:t></w:r></w:p></w:footnote>')
    link = '<w:hyperlink r:id="u"><w:r><w:t>学校网站</w:t></w:r></w:hyperlink>'
    data = docx(p(r("公开于"), link, '<w:r><w:footnoteReference w:id="2"/></w:r>', r("。")), p(LONG), parts={"footnotes.xml": notes},
                links={"f": ("footnotes", "footnotes.xml"), "u": ("hyperlink", "https://www.example.edu.cn/a")})
    assert text(data).startswith("公开于[学校网站](https://www.example.edu.cn/a)^[数据来自[平台]。]。")


def test_raised_digits_stay_raised() -> None:
    assert text(docx(p(r("面积若干m"), r("2", '<w:vertAlign w:val="superscript"/>')), p(LONG))).startswith("面积若干m²\n")


def test_symbols_and_unbreakable_hyphens() -> None:
    body = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>已公示 2024</w:t><w:noBreakHyphen/><w:t>2025</w:t></w:r></w:p>'
    assert text(docx(body, p(LONG))).startswith("☑已公示 2024-2025")


def test_a_formula_becomes_text_and_is_told() -> None:
    math = "<m:oMath><m:r><m:t>生师比=</m:t></m:r><m:f><m:num><m:r><m:t>学生</m:t></m:r></m:num><m:den><m:r><m:t>专任+外聘</m:t></m:r></m:den></m:f></m:oMath>"
    draft, found = read(docx(p(r("口径："), math), p(LONG)))
    assert draft.blocks[0].pieces[0].text == "口径：生师比=学生÷（专任+外聘）" and codes(found) == ["N126"]


def test_a_text_box_is_read_once_and_placed_behind_its_paragraph() -> None:
    data = docx(p(r("锚在这里的段落。"), textbox(p("框里的话。"))), p(LONG))
    draft, found = read(data)
    assert text(data).startswith("锚在这里的段落。\n\n框里的话。\n\n学校") and codes(found) == ["N116"]


def test_headers_and_footers_are_told_but_not_page_numbers() -> None:
    parts = {"header1.xml": part("w:hdr", p("某处 内部资料")), "footer1.xml": part("w:ftr", p("— 3 —"))}
    _, found = read(docx(p(LONG), parts=parts, links={"h": ("header", "header1.xml"), "g": ("footer", "footer1.xml")}))
    assert [one.message for one in found] == ["页眉页脚中的文字没有转入：“某处 内部资料”"]


def test_words_that_mean_something_in_markdown_stay_words() -> None:
    data = docx(p("# 不是标题 *不是强调* {{不是绑定}} [不是](链接) <b>不是</b> ::: 表 不是"), p("- 不是列表"), p("1、不是。"), p(LONG))
    assert "N128" not in codes(read(data)[1])
    assert text(data).startswith("\\# 不是标题 \\*不是强调\\* \\{\\{不是绑定\\}\\} \\[不是](链接) \\<b>不是\\</b>")


def test_strict_documents_are_read() -> None:
    import io
    import zipfile
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(p(LONG)))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"))
    draft, _ = read(out.getvalue())
    assert draft.blocks[0].pieces[0].text == LONG


def test_page_numbers_typed_by_hand_go_and_are_told() -> None:
    data = docx(p(LONG), p("— 3 —", jc="center"), p(LONG), p("第 4 页 共 9 页"), p(LONG), p("- 5 -"), p(LONG))
    draft, found = read(data)
    assert text(data) == "\n\n".join([LONG] * 4) + "\n" and codes(found) == ["N114"] and draft.before.paragraphs == draft.after.paragraphs
    assert "第3页有一处" in text(docx(p("第3页有一处要核对，请看一看，说的是毕业生。"), p(LONG)))


def test_lines_set_as_a_table_with_tabs_are_told() -> None:
    _, found = read(docx(p("学院\t人数"), p("机电\t100"), p("信息\t200"), p(LONG)))
    assert codes(found) == ["N133"] and "3行" in found[0].message
    assert codes(read(docx(p("联系人：某某\t电话"), p(LONG)))[1]) == []


def test_art_made_of_words_is_told_with_its_words() -> None:
    art = '<w:p><w:r><w:pict><v:shape><v:textpath string="艺术字里的标题"/></v:shape></w:pict></w:r></w:p>'
    _, found = read(docx(p(LONG), art))
    assert codes(found) == ["N119"] and "艺术字里的标题" in found[0].message
