"""# S318 heading-order 标题层次和序号

**查什么**：成品文件里的标题是否跳级；手写的序号“一、（一）1.（1）”是否连续。由程序编号的报告不会有这些问题。

**为什么**：层次乱了，目录和书签也跟着乱。

**怎么改**：用标题样式，逐级下来；序号顺次改正。

**程度**：由年度包的 `rules.yaml` 规定。
"""

import re
from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript, Passage
from reportgen.core.rulebook import Requirement
from reportgen.rules.wordings import asked, place, told

_DIGITS = {character: number for number, character in enumerate("〇一二三四五六七八九")}
_ORDINALS = (re.compile(r"^\s*([一二三四五六七八九十]{1,3})、"), re.compile(r"^\s*（([一二三四五六七八九十]{1,3})）"), re.compile(r"^\s*(\d{1,2})[.．](?!\d)"),
             re.compile(r"^\s*（(\d{1,2})）"))


def check_file(text: Manuscript) -> Iterator[Finding]:
    heads = list(text.seen("heading"))
    for rule in asked(text, "heading-order"):
        yield from _ordinals(rule, heads)
        for before, one in zip(heads, heads[1:], strict=False):
            if before.level and one.level > before.level + 1:
                yield told(rule, "S318", "heading-order", f"标题跳级：上一级是{before.level}级，这里是{one.level}级", hint="补上中间的层次，或提升这个标题",
                           **place(one, 0, len(one.text)))


def _ordinals(rule: Requirement, heads: list[Passage]) -> Iterator[Finding]:
    counts: list[int | None] = [None] * len(_ORDINALS)
    for one in heads:
        depth, number = _ordinal(one.text)
        if depth < 0:
            continue
        last = counts[depth]
        if last is not None and number not in (last + 1, 1) or last == number:
            yield told(rule, "S318", "heading-order", f"序号不连续：前一个同级标题是第{last}个，这里是第{number}个", hint="顺次改正，或补上漏掉的标题",
                       **place(one, 0, len(one.text)))
        counts[depth:] = [number, *[None] * (len(_ORDINALS) - depth - 1)]


def _ordinal(text: str) -> tuple[int, int]:
    """The depth and the number of a typed ordinal; (-1, 0) if there is none."""
    for depth, pattern in enumerate(_ORDINALS):
        if match := pattern.match(text):
            return depth, int(match[1]) if match[1].isdigit() else chinese(match[1])
    return -1, 0


def chinese(text: str) -> int:
    """一 to 九十九 as a number."""
    tens, _, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if "十" in text else 0) + _DIGITS.get(ones, 0)
