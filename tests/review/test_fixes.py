"""Safe fixes: spaces and punctuation, at the very place; whatever a rule proposes, no digit, letter or word is ever changed."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.core.finding import Finding, Severity, Waiver
from reportgen.core.place import Place
from reportgen.review.fixes import fixes, harmless

FILE, TEXT = "chapters/school/01-a/a.md", "第一行。\n改革,推进 创新，占20,000人。\n"


def finding(start: int, end: int, fix: str, line: int = 2) -> Finding:
    source = TEXT.split("\n")[line - 1]
    return Finding("T311", "punctuation", Severity.ERROR, "标点", Place(FILE, line, start + 1, start=start, end=end), "改", found=source[start:end], fix=fix)


COMMA, SPACE = finding(2, 3, "，"), finding(5, 6, "")


def test_several_in_one_line_and_the_diff() -> None:
    (made,) = fixes((COMMA, SPACE), {FILE: TEXT})
    assert made.after == "第一行。\n改革，推进创新，占20,000人。\n" and made.count == 2
    assert [line for line in made.diff() if line[0] in "+-"][2:] == ["-改革,推进 创新，占20,000人。", "+改革，推进创新，占20,000人。"]


@pytest.mark.parametrize("unsafe", [
    finding(9, 15, "2万"), finding(0, 2, ""), finding(2, 3, "。改"), replace(COMMA, found="，"), replace(COMMA, at=replace(COMMA.at, line=9)),
    replace(COMMA, at=replace(COMMA.at, file="data_contracts/x.yaml")), replace(COMMA, fix=None), replace(COMMA, waived=Waiver("T311", "", "", "", ""))])
def test_nothing_else_is_touched(unsafe: Finding) -> None:
    assert fixes((unsafe,), {FILE: TEXT}) == ()


def test_places_that_overlap_are_changed_once() -> None:
    (made,) = fixes((finding(2, 3, "，"), finding(2, 3, "；")), {FILE: TEXT})
    assert made.count == 1 and made.after.count("，") + made.after.count("；") == 2


@given(st.text(max_size=12), st.text(max_size=12))
def test_what_is_harmless_keeps_every_letter_and_digit(old: str, new: str) -> None:
    if harmless(old, new):
        assert [one for one in old if one.isalnum()] == [one for one in new if one.isalnum()]
