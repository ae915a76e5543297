"""Lines end where a word processor ends them, and the PDF is told so."""

from dataclasses import replace
from io import BytesIO

import pypdf
import pytest

from reportgen.core.document import Break, Footnote, Number, Paragraph, Reference, Strong, Text
from reportgen.writers.lines import ends, lines, words
from reportgen.writers.pdf import write_pdf
from reportgen.writers.pdf.told import told
from tests.writers import specimen


def broken(text: str, room: float, first: float = 0.0) -> list[str]:
    starts = (0, *ends(text, room, first), len(text))
    return [text[a:b] for a, b in zip(starts, starts[1:])]


@pytest.mark.parametrize(("words", "room", "first", "count"), [
    ("", 10, 0, 1), ("学" * 10, 10, 0, 1), ("学" * 11, 10, 0, 2), ("学" * 9, 10, 2, 2), ("学" * 9 + "，学", 10, 0, 2), ("学" * 10 + "。", 10, 0, 1),
    ("第一行\n第二行", 10, 0, 2), ("word " * 12, 10, 0, 3), ("a" * 60, 10, 0, 3),
])
def test_lines_of_a_paragraph(words: str, room: float, first: float, count: int) -> None:
    assert lines(words, room, first) == count


@pytest.mark.parametrize(("text", "room", "made"), [
    ("课内课外衔接的育人体系。", 11, ["课内课外衔接的育人体系。"]),                    # hangs
    ("课内课外衔接的育人体系）。", 11, ["课内课外衔接的育人体", "系）。"]),            # a bracket does not
    ("毕业生平均同比增长4.56%。", 11.9, ["毕业生平均同比增长", "4.56%。"]),         # nor does a full stop after Latin
    ("完善“推优入党”程序", 3, ["完善", "“推优", "入党”", "程序"]),                  # no quotation mark at the wrong end
    ("学生获奖数为2023—2024学年", 11.3, ["学生获奖数为2023—2024", "学年"]),
    ("学生获奖数为2023—2024学年", 9.5, ["学生获奖数为2023—", "2024学年"]),           # a line may end at a dash
    ("见表1-11中的数", 3.1, ["见表1-", "11中", "的数"]),
    ("11111111学", 5, ["11111111学"]),                                                  # two ones stand closer
])
def test_where_they_end(text: str, room: float, made: list[str]) -> None:
    assert broken(text, room) == made


def test_white_before_numbers() -> None:
    """A working copy's numbers stand in content controls: no white before them, and sometimes one character more in a line."""
    children = (Text("在校生"), Number("12", "students"), Text("人"))
    assert words(children, bound=True) == ("在校生12人", frozenset({3})) and words(children, bound=False) == ("在校生12人", frozenset())
    assert lines(words(children, bound=True), 5.2) == 1 and lines(words(children, bound=False), 5.2) == 2


def test_everything_in_a_text_counts() -> None:
    children = (Strong((Text("甲"),)), Break(), Reference("t", "表1"), Footnote((Text("注"),)), Text("乙"))
    text, close = words(children, bound=False)
    assert text == "甲\n表1\ufffc乙" and close == {2}
    assert ends((text, close), 3) == (2, 5)


def test_marks_are_put_among_the_inlines() -> None:
    made = told((Text("质量年"), Strong((Number("度报告数据", "x"),)), Text("结果")), 4, bound=False)
    first, strong, *rest = made["children"]
    end = {"type": "line_end", "full": True}
    assert made["told"] and first["text"] == "质量年" and [one.get("text", one) for one in strong["children"]] == ["度", end, "报告数据"]
    assert rest == [end, {"type": "text", "text": "结果"}]


def test_a_line_that_would_have_to_be_squeezed_too_much_is_left_to_the_template() -> None:
    assert told((Text("abcdefgh" * 20),), 36, bound=False)["told"] is False


def test_the_pdf_ends_its_lines_there() -> None:
    text = "在线开放课程方面，截至2025年8月31日，学校建有在线精品课程73门，比上年增加8门，其中国家级5门、省级26门、校级42门；" \
           "课程学时共4104学时，课均学生数743.19人，比上年增加64.90人。学校对在线课程实行年度更新和使用情况通报制度，对长期未更新的予以退出。"
    document = replace(specimen.with_blocks(Paragraph((Text(text),))).document, draft=False)
    data = write_pdf(replace(specimen.report(), document=document), specimen.look(), specimen.drawings()).data
    printed = "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages).replace(" ", "")
    assert all(line in printed.split("\n") for line in broken(text, 37, 2))
