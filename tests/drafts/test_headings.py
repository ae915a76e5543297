"""Headings, real and faked; ordinals; the title on top."""

from reportgen.intake.drafts.titles import credit, title_of
from tests.drafts.specimen import LONG, codes, docx, p, r, read, text

BOLD = "<w:b/>"
BIG = '<w:b/><w:sz w:val="32"/>'


def test_bold_lines_with_ordinals_are_headings_of_two_levels() -> None:
    data = docx(p("一、育人体系", look=BIG), p(LONG), p("（一）课程思政", look=BOLD), p(LONG), p("（二）日常思政", look=BOLD), p(LONG), p("二、育人成效", look=BIG), p(LONG))
    assert text(data).split("\n\n")[::2] == ["## 育人体系", "### 课程思政", "### 日常思政", "## 育人成效"]


def test_quiet_numbered_lines_between_paragraphs_are_headings() -> None:
    data = docx(p("（五）实训条件"), p(LONG), p("（六）实习管理"), p(LONG), p("（七）开放共享"), p(LONG))
    assert [line for line in text(data).split("\n") if line.startswith("#")] == ["## 实训条件", "## 实习管理", "## 开放共享"]


def test_quiet_numbered_lines_one_after_another_are_a_list() -> None:
    data = docx(p("主要措施如下："), p("1.完善制度"), p("2.配齐队伍"), p("3.落实经费"), p(LONG))
    assert "1. 完善制度\n2. 配齐队伍\n3. 落实经费" in text(data)


def test_styles_count_and_their_numbers_go() -> None:
    data = docx(p("1 背景", style="1"), p(LONG), p("1.1 由来", style="2"), p(LONG), p("2 做法", style="1"), p(LONG))
    assert [line for line in text(data).split("\n") if line.startswith("#")] == ["## 背景", "### 由来", "## 做法"]


def test_a_number_that_belongs_to_the_heading_stays() -> None:
    data = docx(p("10 所学校结对共建", style="1"), p(LONG), p("5G 实训室", style="1"), p(LONG), p("1+X 证书试点", style="1"), p(LONG))
    assert [line for line in text(data).split("\n") if line.startswith("#")] == ["## 10 所学校结对共建", "## 5G 实训室", "## 1+X 证书试点"]


def test_a_centred_title_is_left_out_and_told() -> None:
    draft, found = read(docx(p("三、文化传承", look=BIG, jc="center"), p("——以文化人", jc="center"), p(LONG), p("（一）工匠精神", look=BOLD), p(LONG)))
    assert [line.text for line in draft.title] == ["三、文化传承", "——以文化人"]
    assert codes(found).count("N115") == 2 and "N128" not in codes(found)


def test_a_sole_heading_above_all_others_is_the_title() -> None:
    data = docx(p("（五）就业质量", look=BIG), p(LONG), p("1.去向", look=BIG), p(LONG), p("2.流向", look=BIG), p(LONG))
    assert [line for line in text(data).split("\n") if line.startswith("#")] == ["## 去向", "## 流向"]


def test_several_centred_headings_are_no_title() -> None:
    same = {"look": BIG, "jc": "center"}
    data = docx(p("办学条件", **same), p(LONG), p("办学效益", **same), p(LONG), p("办学展望", **same), p(LONG))
    assert text(data).count("## ") == 3


def test_a_long_bold_paragraph_is_no_heading() -> None:
    assert text(docx(p(LONG, look=BOLD), p(LONG))).startswith("**学校坚持立德树人")


def test_a_third_level_becomes_a_bold_paragraph_and_is_told() -> None:
    data = docx(p("甲部", look=BIG), p(LONG), p("一、乙", look=BIG), p(LONG), p("（一）丙", look=BOLD), p(LONG), p("1.丁", look=BOLD), p(LONG), p("戊部", look=BIG), p(LONG))
    draft, found = read(data)
    assert "N127" in codes(found) and "N128" not in codes(found)


def test_indents_typed_as_blanks_go_and_fonts_do_not_matter() -> None:
    fonts = [f'<w:rFonts w:eastAsia="{font}"/>' for font in ("宋体", "Calibri", "黑体")]
    data = docx(p("　　" + LONG), p(r("学校", fonts[0]), r("现有专业", fonts[1]), r("若干。", fonts[2])), p("    " + LONG))
    assert text(data) == f"{LONG}\n\n学校现有专业若干。\n\n{LONG}\n"


def test_bold_words_within_a_paragraph_stay_bold() -> None:
    data = docx(p(r("一是", "<w:b/>") + r(" 建机制，", "") + r("二是 ", "<w:b/>") + r("强队伍。")), p(LONG))
    assert text(data).startswith("**一是** 建机制，**二是** 强队伍。")


def test_a_table_of_contents_is_left_out_and_told() -> None:
    draft, found = read(docx(p("一、概况\t1", style="toc1"), p(LONG)))
    assert "N129" in codes(found) and "N128" not in codes(found)


def test_a_paragraph_broken_by_hand_becomes_two() -> None:
    data = docx("<w:p><w:r><w:t>第一句话说完了，后面另起一行。</w:t><w:br/><w:t>1.这一句像列表但不是。</w:t></w:r></w:p>", p(LONG))
    assert text(data).split("\n\n")[:2] == ["第一句话说完了，后面另起一行。", "1\\.这一句像列表但不是。"]


def test_an_ordinal_before_a_long_paragraph_is_kept_and_told() -> None:
    draft, found = read(docx(p("（一）" + LONG), p(LONG)))
    assert draft.blocks[0].pieces[0].text.startswith("（一）学校") and "N131" in codes(found)


def test_who_wrote_it_is_no_text_of_the_section() -> None:
    draft, found = read(docx(p(LONG), p("（教务处供稿）", jc="right")))
    assert [line.text for line in draft.front] == ["（教务处供稿）"] and len(draft.blocks) == 1 and "N128" not in codes(found)


def test_forms_to_sign_and_lead_ins_are_no_headings() -> None:
    data = docx(p(LONG), p("主要数据如下：", look=BIG), p(LONG), p("2025年　　月　　日", look=BIG), p(LONG))
    assert "## " not in text(data)


def test_styled_headings_stand_above_lines_that_only_look_like_headings() -> None:
    data = docx(p("甲乙丙", look=BIG), p(LONG), p("第一部分", style="1"), p(LONG), p("第二部分", style="1"), p(LONG))
    assert [line for line in text(data).split("\n") if line.startswith("#")] == ["## 甲乙丙", "## 第一部分", "## 第二部分"]


def test_a_blank_behind_the_stop_and_a_bare_number_above_a_decimal_one() -> None:
    bold = "<w:b/>"
    assert text(docx(*(one for title in ("一、 条件", "1.设备", "二、成效", "1.获奖") for one in (p(title, look=bold), p(LONG))))).count("\n### ") == 2
    made = text(docx(*(one for title in ("1 背景", "1.1 缘起", "2 做法", "2.1 分工") for one in (p(title, look=bold), p(LONG)))))
    assert [line for line in made.split("\n") if line.startswith("#")] == ["## 背景", "### 缘起", "## 做法", "### 分工"]


def test_a_case_with_labelled_lines_on_top() -> None:
    draft, found = read(docx(*map(p, ("题目：智造课堂", "——双师同堂", "部门：机电工程学院", "主题：产教融合", "作者：张某", LONG)), p("一、背景", look="<w:b/>"), p(LONG)), case=True)
    assert [title_of(line) for line in draft.title] == ["智造课堂", "——双师同堂"] and [credit(line)[1] for line in draft.front] == ["机电工程学院", "产教融合", "张某"], found
