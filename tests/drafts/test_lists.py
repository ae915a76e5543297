"""Word's own lists, and lists typed by hand."""

from tests.drafts.specimen import LONG, codes, docx, p, read, text


def test_automatic_lists_keep_their_kind() -> None:
    data = docx(p("党建引领", list="1"), p("文化浸润", list="1"), p(LONG), p("先调研", list="2"), p("后决策", list="2"))
    assert text(data) == f"- 党建引领\n- 文化浸润\n\n{LONG}\n\n1. 先调研\n2. 后决策\n"


def test_a_list_within_a_list_is_told() -> None:
    draft, found = read(docx(p("党建引领", list="1"), p("支部建设", list="1", depth="1"), p(LONG)))
    assert "N125" in codes(found)


def test_typed_bullets_and_circled_numbers_become_lists() -> None:
    data = docx(p("● 校内基地"), p("● 校外基地"), p(LONG), p("①先学后做"), p("②边学边做"), p(LONG))
    assert text(data) == f"- 校内基地\n- 校外基地\n\n{LONG}\n\n1. 先学后做\n2. 边学边做\n\n{LONG}\n"


def test_a_dash_that_opens_a_sentence_is_no_bullet() -> None:
    assert text(docx(p("——这是引语。"), p("-5℃以下停课。"), p(LONG))).startswith("——这是引语。\n\n-5℃以下停课。")
