"""# I505 small-cell 人数太少，可以认出是谁

**查什么**：题目或表头涉及资助、困难、残疾、处分、心理等的表格，有没有小于规定人数（一般是5）的格子。

**为什么**：“某班残疾学生1人”等于写出了名字。

**怎么改**：并入“其他”，或写“＜5”。

**程度**：由年度包的 `rules.yaml` 规定。
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript, Passage
from reportgen.core.rulebook import Requirement
from reportgen.rules.wordings import asked, compiled, place, told

_COUNT = re.compile(r"\s*(\d{1,3})\s*(?:人|名)?\s*$")
_PEOPLE = re.compile(r"人|名(?!称)")
_NOT = re.compile(r"年级|序号|年份|排名")


def check_text(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "small-cell"):
        for caption, cells in _tables(text):
            heads = [one for one in cells if one.head or one.row == 0]
            words = caption + "".join(one.text for one in heads)
            if compiled(str(rule.get("about", "$^"))).search(words) and _PEOPLE.search(words):
                yield from _small(rule, cells, {one.column: one.text for one in heads if one.row == 0})


def _tables(text: Manuscript) -> Iterator[tuple[str, list[Passage]]]:
    """Each table's caption and cells."""
    tables: dict[object, tuple[str, list[Passage]]] = defaultdict(lambda: (caption, []))
    caption = ""
    for one in text.seen():
        if one.kind == "cell":
            tables[one.table if one.table is not None else caption][1].append(one)
        elif one.kind == "caption":
            caption = one.text
    yield from tables.values()


def _small(rule: Requirement, cells: list[Passage], heads: dict[int, str]) -> Iterator[Finding]:
    least = int(rule.get("least", 5))
    for one in cells:
        match = _COUNT.match(one.text)
        if match and one.row and not one.head and 0 < int(match[1]) < least and not _NOT.search(heads.get(one.column, "")):
            found = told(rule, "I505", "small-cell", f"涉及敏感情况的人数小于{least}，可以认出是谁（此处不显示）", hint=f"并入“其他”，或写“＜{least}”",
                         **place(one, 0, len(one.text)))
            yield replace(found, excerpt="", found="", secret=True)
