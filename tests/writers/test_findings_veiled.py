"""A line that holds personal data is quoted by no finding, whichever rule speaks of it."""

from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.rules.i501_personal_data import veiled
from reportgen.writers.findings import findings_text

TEXT = "贫困生的电话13812345678。\n贫困生很多。\n"


def finding(code: str, line: int | None = None, *, paragraph: int | None = None, secret: bool = False) -> Finding:
    at = Place("a.md" if line else "a.docx", line, 1 if line else None, paragraph=paragraph, start=0, end=3)
    return Finding(code, "x", Severity.ERROR, "不好", at, excerpt="" if secret else TEXT.split("\n")[0], secret=secret)


def test_another_rule_does_not_quote_the_line() -> None:
    told = findings_text([finding("W401", 1), finding("I501", 1, secret=True), finding("W401", 2)], {"a.md": TEXT})
    assert "138" not in told and "贫困生很多" in told


def test_nor_the_paragraph_of_a_word_file() -> None:
    told = findings_text([finding("W401", paragraph=3), finding("I501", paragraph=3, secret=True)], {})
    assert "138" not in told and "138" in findings_text([finding("W401", paragraph=3)], {})


def test_a_comment_that_is_quoted_shows_no_number() -> None:
    assert veiled("问13812345678或139 1234 5678，2025年") == "问＊＊＊或＊＊＊，2025年" and veiled("补充数据") == "补充数据"
