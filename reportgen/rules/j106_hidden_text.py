"""# J106 hidden-text 看不见的文字

**查什么**：有没有隐藏的、白色的、小到看不清的文字。

**为什么**：看不见不等于没有，复制、检索、读屏都会露出来。

**怎么改**：删去；要保留的改成看得见。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import asked, told

_WORDS = {"hidden": "隐藏的", "white": "白色的", "tiny": "小到看不清的"}


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "hidden-text"):
        for mark in text.facts.marks if text.facts else ():
            if mark.kind in _WORDS:
                yield told(rule, "J106", "hidden-text", f"有一处{_WORDS[mark.kind]}文字，{len(mark.text)}个字（此处不显示）", at=mark.at, hint="删去，或改成看得见")
