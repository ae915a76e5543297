"""Tracked changes are resolved as told, and told; comments, hidden and marked words too."""

import pytest

from reportgen.intake.drafts import read_draft
from tests.drafts.specimen import LONG, NAMES, codes, docx, p, part, r, read, tbl, tc, text, tr

_INS = '<w:ins w:id="1" w:author="某"><w:r><w:t>以学校自筹为主。</w:t></w:r></w:ins>'
_DEL = '<w:del w:id="2" w:author="某"><w:r><w:delText>全部由财政保障。</w:delText></w:r></w:del>'
CHANGED = docx(p(r("耗材经费"), _DEL, _INS), p(LONG))


@pytest.mark.parametrize(("changes", "said"), [("accept", "耗材经费以学校自筹为主。"), ("reject", "耗材经费全部由财政保障。")])
def test_changes_are_resolved_as_told(changes: str, said: str) -> None:
    assert text(CHANGED, changes=changes).startswith(said + "\n")


def test_changes_are_listed() -> None:
    _, found = read(CHANGED)
    assert [one.message for one in found if one.code == "N112"] == ["修订：删去“全部由财政保障。”，已按接受处理", "修订：插入“以学校自筹为主。”，已按接受处理"]


def test_nobody_chose_so_the_draft_is_not_taken_and_every_change_is_shown() -> None:
    draft, found = read_draft("稿.docx", CHANGED, NAMES)
    assert draft is None and codes(found) == ["N112", "N112", "N111"]


def test_without_changes_nothing_need_be_chosen() -> None:
    draft, found = read_draft("稿.docx", docx(p(LONG)), NAMES)
    assert draft is not None and found == ()


@pytest.mark.parametrize(("changes", "said"), [("accept", "前半句后半句。"), ("reject", "前半句\n\n后半句。")])
def test_a_deleted_paragraph_mark_joins_two_paragraphs(changes: str, said: str) -> None:
    mark = '<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>前半句</w:t></w:r></w:p>'
    assert text(docx(mark, p("后半句。"), p(LONG)), changes=changes).startswith(said)


@pytest.mark.parametrize(("changes", "count"), [("accept", 1), ("reject", 2)])
def test_a_deleted_row_goes_or_stays(changes: str, count: int) -> None:
    data = docx(p("表1 经费"), tbl(tr("项目", "金额"), tr("甲", "一"), tr("乙", "二", look='<w:del w:id="4"/>')), p(LONG))
    draft, found = read(data, changes=changes)
    assert len(draft.blocks[0].rows) == count and "N128" not in codes(found)


def test_moved_words_stand_once() -> None:
    moved = p('<w:moveFrom w:id="5"><w:r><w:t>搬走的话。</w:t></w:r></w:moveFrom>', r("留下的话。")), p('<w:moveTo w:id="6"><w:r><w:t>搬走的话。</w:t></w:r></w:moveTo>')
    assert text(docx(*moved, p(LONG))).startswith("留下的话。\n\n搬走的话。")
    assert text(docx(*moved, p(LONG)), changes="reject").startswith("搬走的话。留下的话。\n\n学校")


def test_a_comment_is_told_with_what_it_is_about() -> None:
    said = part("w:comments", '<w:comment w:id="0" w:author="某"><w:p><w:r><w:t>请再核对，联系13800000000</w:t></w:r></w:p></w:comment>')
    body = p('<w:commentRangeStart w:id="0"/>', r("智慧教室若干间"), '<w:commentRangeEnd w:id="0"/>', '<w:r><w:commentReference w:id="0"/></w:r>', r("已投入使用。"))
    draft, found = read(docx(body, p(LONG), parts={"comments.xml": said}, links={"c": ("comments", "comments.xml")}))
    assert [one.message for one in found if one.code == "N113"] == ["批注（在“智慧教室若干间”处）：“请再核对，联系***********”，没有转入"]


def test_a_comment_anchored_nowhere_is_told_too() -> None:
    said = part("w:comments", '<w:comment w:id="7"><w:p><w:r><w:t>总体意见</w:t></w:r></w:p></w:comment>')
    _, found = read(docx(p(LONG), parts={"comments.xml": said}, links={"c": ("comments", "comments.xml")}))
    assert "N113" in codes(found)


def test_hidden_words_are_left_out_and_told() -> None:
    draft, found = read(docx(p(r("公开的话。"), r("内部的话。", "<w:vanish/>")), p(LONG)))
    assert "内部" not in "".join(piece.text for piece in draft.blocks[0].pieces) and codes(found) == ["N117"]


@pytest.mark.parametrize("look", ['<w:color w:val="FF0000"/>', '<w:highlight w:val="yellow"/>', "<w:strike/>"])
def test_marked_words_stay_and_are_told(look: str) -> None:
    draft, found = read(docx(p(r("培训人次"), r("待核", look)), p(LONG)))
    assert draft.blocks[0].pieces[0].text == "培训人次待核" and codes(found) == ["N118"]


def test_a_cell_in_a_content_control_is_read() -> None:
    control = f"<w:sdt><w:sdtContent>{tc('受控的格')}</w:sdtContent></w:sdt>"
    draft, _ = read(docx(p("表1 甲"), tbl(tr("项目", "内容"), f"<w:tr>{tc('名称')}{control}</w:tr>"), p(LONG)))
    assert draft.blocks[0].rows[0][1][0].text == "受控的格"
