"""# J105 tracked-change 修订没有接受或拒绝

**查什么**：文件里有没有未决的修订（插入、删除、移动），是不是还在记录修订。

**为什么**：留着修订的文件，读者看到的是哪一稿说不清，删去的话也还在里面。

**怎么改**：在“审阅”里逐处接受或拒绝，关掉修订。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.place import Place
from reportgen.rules.i501_personal_data import veiled
from reportgen.rules.wordings import asked, shown, told

_WORDS = {"inserted": "插入", "deleted": "删去", "moved": "移动"}


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "tracked-change") if text.facts else ():
        marks = [mark for mark in text.facts.marks if mark.kind in _WORDS]
        for number, mark in enumerate(marks):
            if not number or (marks[number - 1].kind, marks[number - 1].at.paragraph) != (mark.kind, mark.at.paragraph):
                yield told(rule, "J105", "tracked-change", f"有一处修订没有决定：{_WORDS[mark.kind]}“{shown(veiled(mark.text))}”", at=mark.at, hint="在“审阅”里接受或拒绝")
        if not marks and "tracking" in text.facts.claims:
            yield told(rule, "J105", "tracked-change", "文件还在记录修订", at=Place(text.name), hint="在“审阅”里关掉修订")
