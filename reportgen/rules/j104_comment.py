"""# J104 comment 批注没有删除

**查什么**：文件里有没有批注。

**为什么**：内部的讨论会和正文一起公开。

**怎么改**：处理完后删除批注；部门交稿用 `reportgen intake`，批注会逐条列出，不进正文。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.i501_personal_data import veiled
from reportgen.rules.wordings import asked, shown, told


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "comment"):
        for mark in text.facts.marks if text.facts else ():
            if mark.kind == "comment":
                yield told(rule, "J104", "comment", f"有一条批注没有删除：“{shown(veiled(mark.text))}”", at=mark.at, hint="按批注处理后删除它")
