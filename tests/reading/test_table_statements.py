"""Cells as a reviewer reads them: columns of differences, of targets and of others; words under a row's name."""

import re
from decimal import Decimal

import pytest

from reportgen.core.reading import RIGHT, WRONG, Known
from reportgen.reading.document import judge, not_understood
from reportgen.reading.extract import extract
from reportgen.reading.topics import Topics
from tests.drafts.specimen import docx, p

_YEARS = {"a": ("全日制在校生人数", "人", "12492", "12081"), "b": ("国外办学在校生数", "人", "165", "100"), "c": ("“双师型”教师比例", "%", "63.68", "62.10"),
          "d": ("助学金金额", "万元", "1093.72", "951.72"), "e": ("助学金人数", "人次", "2956", "2884"), "f": ("月收入", "元", "4974.91", "4758.13"),
          "g": ("月收入合计", "元", "14049150", "13137190")}
_TOPICS = Topics([Known(id, name, (), Decimal(value), unit, period) for id, (name, unit, now, before) in _YEARS.items() for period, value in (("2025", now), ("2024", before))])
_MARK = re.compile(r"\[([^\]]+)\]([-+0])")

_CHANGES = """
| 指标 | 单位 | 上年度 | 本年度 | 变化 | 变幅 |
|---|---|---|---|---|---|
| 国外办学在校生数 | 人 | [100]+ | [165]+ | [+65]+ | [+65.00%]+ |
| 助学金金额 | 万元 | [951.72]+ | [1093.72]+ | [+142.00]+ | [+14.92%]+ |
| 月收入合计 | 元 | [13137190]+ | [14049150]+ | [+911960]+ | [+6.94%]+ |
| 月收入 | 元 | [4758.13]+ | [4974.91]+ | [+216.78]+ | [+5.56%]- |
| 学生证书总数 | 张 | [4082]0 | [4460]0 | [+378]0 | [+9.26%]0 |
"""
_TARGETS = """
| 指标 | 单位 | 2025年 | 目标 | 标准 | 同类院校均值 | 完成情况 |
|---|---|---|---|---|---|---|
| “双师型”教师比例 | % | [63.68]+ | [65]0 | [50]0 | [60.02]0 | 未完成 |
| 国外办学在校生数 | 人 | [156]- | [150]0 | — | [88]0 | 完成 |
"""
_REASONS = """
| 指标 | 上年度→本年度 | 原因 |
|---|---|---|
| 国外办学在校生数 | 100→165人 | 丝路学院新招一届学生，在校生由[100人]+增加到[165人]+。 |
| 全日制在校生人数 | 12081→12492人 | 扩大招生，全日制在校生人数达到[12429人]-。 |
"""


@pytest.mark.parametrize("table", [_CHANGES, _TARGETS, _REASONS], ids=["changes", "targets", "reasons"])
def test_each_cell_is_judged_as_a_reviewer_would(table: str) -> None:
    marks = iter(_MARK.findall(table))
    judged = judge(extract("表.md", _MARK.sub(r"\1", table).encode()), _TOPICS)
    found = [(one.piece.text[read.start:read.end], read.verdict) for one in judged for read in one.comparisons if "→" not in one.piece.text]
    for span, mark in marks:
        place = next(n for n, (said, _) in enumerate(found) if said.lstrip("+") == span.lstrip("+"))
        _, verdict = found.pop(place)
        assert (verdict in WRONG) == (mark == "-") and (mark != "+" or verdict in RIGHT), (span, verdict)
    assert not [one for one in found if one[1] in WRONG]


def test_a_card_names_the_figure_that_stands_over_its_name() -> None:
    cell = "".join(p(words) for words in ("165人", "国外办学在校生数", "比上年增加65人"))
    judged = judge(extract("卡.docx", docx(f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>{p('完')}")), _TOPICS)
    assert [(one.span, one.verdict in RIGHT) for each in judged for one in each.comparisons] == [("165人", True), ("65人", True)]


@pytest.mark.parametrize(("text", "left"), [("数据快照：b77eb1528857", []), ("∶1", []), ("编号 12", ["12"]), ("型号AB12", ["12"])])
def test_digits_of_identifiers_and_of_a_unit_are_no_numbers(text: str, left: list[str]) -> None:
    assert [text[start:end] for start, end in not_understood(text, ())] == left
