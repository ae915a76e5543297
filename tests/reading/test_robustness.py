"""Any text whatever: the reader neither falls over nor loses its way, a figure never changes by being read, and long texts cost what they weigh."""

import subprocess
import sys
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.core.reading import Known, ReadFigure
from reportgen.reading import compare, read_figures
from reportgen.reading.topics import Topics
from tests.reading.labelled import sentences

KNOWN = Topics((Known("stu", "在校生数", ("在校生",), Decimal(12492), "人", "2025"), Known("stu", "在校生数", ("在校生",), Decimal(12081), "人", "2024"),
                Known("rate", "落实率", (), Decimal("96.51"), "%", "2025"), Known("fee", "横向到款额", (), Decimal("1342.7"), "万元", "2024")))
_PIECES = ("在校生", "落实率", "12492", "1 086.5", "１２，４９２", "九十七", "3亿2000万", "96.51", "人", "%", "‰", "万元", "亿", "万", "余", "多", "近", "约", "超过", "不低于", "以上", "左右",
           "成", "三分之二", "百分之", "分别为", "由", "增至", "较上年", "提高", "下降", "个百分点", "、", "，", "。", "；", "：", "（", "）", "“", "”", "-", "—", "～", "∶", ":", "/", ".", "+",
           "2024年", "8月31日", "第", "表", "〔2024〕3号", "0756-8123456", "1+X", "|", "\n", "\t", " ", "　", "×10", "翻番", "过半", "是上年的", "倍", "其中", "合计")
_TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
_PARAGRAPHS = [one for one in sentences() if len(one.text) > 16]  # a shorter one may be a cell: 2024 alone there is a count
_LONG = ("1234567890", "1,", ",123", "1 234 ", "1、", "一二三", "十百千万亿", "（(", "）", "“三", " ", "\n", "\n1.", "\t1", "1.", "1-", "1:2", "1/2", "A-1", "1+1", "%", "5%", "…",
         "|", "| 甲（人） | 1 ", "2024-", "2024年1月1日", "第一、", "第1-", "三分之", "百分之", "分别为1、2、3", "由1增至2", "甲占1%", "其中1人，", "增长1%，比上年", "超过近约不低于", "3亿2000万", "22级机电3班", "[1,2",
         "a@b.", "http://a", "978-", "e\u0301", "\U0001f600", "学校有学生12345人，占80%")


def _sound(text: str) -> tuple[ReadFigure, ...]:
    found = read_figures(text)
    assert all(text[one.start:one.end] == one.span and one.span.strip() == one.span != "" for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for one in found:
        values = one.value if isinstance(one.value, tuple) else (one.value,)
        assert all(value.is_finite() for value in values if isinstance(value, Decimal))
        assert not one.measures or one.value is not None
    return found


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_whatever_is_read_stands_where_it_is_said_to(text: str) -> None:
    _sound(text)


@settings(max_examples=200, deadline=None)
@given(_TEXTS)
def test_whatever_is_compared_each_measure_has_one_verdict_in_its_place(text: str) -> None:
    measures = [one for one in read_figures(text) if one.measures]
    judged = {one.start: one for one in compare(text, KNOWN)}
    assert all(judged[one.start].verdict for one in measures)
    assert all(text[one.start:one.end] == one.span for one in judged.values())


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(_PARAGRAPHS), st.sampled_from(_PARAGRAPHS))
def test_a_paragraph_is_read_as_if_it_stood_alone(one, other) -> None:  # type: ignore[no-untyped-def]
    whole = read_figures(f"{one.text}\n{other.text}")
    gap = len(one.text) + 1
    apart = [(read.start, read.end, read.value, read.unit, read.kind) for read in read_figures(one.text)]
    apart += [(read.start + gap, read.end + gap, read.value, read.unit, read.kind) for read in read_figures(other.text)]
    assert [(read.start, read.end, read.value, read.unit, read.kind) for read in whole] == apart


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 4), st.sampled_from(("人", "人次", "%", "个百分点", "元", "册", "平方米", "学时", "项", "门次")),
       st.sampled_from(("", "约", "近", "超过", "不低于")), st.sampled_from(("", "万", "亿")), st.sampled_from(("plain", "grouped", "spaced", "wide")))
def test_a_number_is_read_as_it_is_written(digits: int, places: int, unit: str, before: str, size: str, manner: str) -> None:
    value = Decimal(digits).scaleb(-places)
    if size and unit in ("%", "个百分点"):
        size = ""
    printed = {"plain": f"{value:f}", "grouped": f"{value:,f}", "spaced": f"{value:,f}".replace(",", " "), "wide": "".join(chr(ord(one) + 0xFEE0) for one in f"{value:f}")}[manner]
    text = f"学校该项数据为{before}{printed}{size}{unit}。"
    found = [one for one in _sound(text) if one.measures]
    scale = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}[size] * (Decimal("0.01") if unit == "%" else 1)
    assert [(one.value, one.unit, one.span) for one in found] == [(value * scale, unit, f"{before}{printed}{size}{unit}")]


def _within(seconds: int, code: str) -> None:
    """Runs some lines, cut off by the processor's own clock, so that a busy machine makes no difference."""
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))\n"
    subprocess.run([sys.executable, "-c", limit + code], check=True, capture_output=True)


@pytest.mark.parametrize("part", range(2))
def test_hostile_texts_cost_what_they_weigh(part: int) -> None:
    """30 kB of each; a pattern that went back and forth would take minutes."""
    _within(15, f"""
from reportgen.reading import read_figures
for piece in {_LONG[part::2]!r}:
    text = piece * (30_000 // len(piece.encode()))
    assert all(text[one.start:one.end] == one.span for one in read_figures(text))
""")


def test_hostile_texts_are_compared_at_their_weight() -> None:
    _within(15, """
from decimal import Decimal
from reportgen.core.reading import Known
from reportgen.reading import compare
known = [Known("stu", "在校生数", ("在校生",), Decimal(year), "人", str(year)) for year in (2025, 2024)]
for piece in ("分别为1、2、3", "由1增至2", "甲占1%", "百分之", "\\t1", "其中1人，", "（1人"):
    text = piece * (6_000 // len(piece.encode()))
    assert all(text[one.start:one.end] == one.span for one in compare(text, known))
""")
