"""# S309 part-order 各部分的次序

**查什么**：必备部分是否按通知的次序排列（年度包 `required_parts` 的次序）；前言、概况在前，附件在最后。成品文件按标题认。

**为什么**：评审逐部分对照提纲，次序乱了就要翻找。

**怎么改**：调整 `report.yaml` 的 `parts` 的次序；成品文件在 Word 里调整。

**程度**：由年度包的 `rules.yaml` 规定。
"""

import re
from collections.abc import Iterator, Sequence

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.place import Place
from reportgen.core.report import Report
from reportgen.core.rulebook import Requirement
from reportgen.rules import Read
from reportgen.rules.places import kind_of, required
from reportgen.rules.wordings import asked, told

_LABEL = re.compile(r"^\s*(?:第[一二三四五六七八九十\d]+[部章篇]分?|[一二三四五六七八九十]+、|\d{1,2}[.、．]?)\s*")


def check(report: Report, read: Read) -> Iterator[Finding]:
    fulfilled = [(part.fulfils, part.at) for part in report.plan.parts if part.fulfils]
    for rule in required(report, "part-order") if kind_of(report) == "school" else ():
        yield from _judged(rule, fulfilled, report.pack.required_parts)


def check_file(text: Manuscript) -> Iterator[Finding]:
    heads = [(_LABEL.sub("", one.text).strip(), one.at) for one in text.seen("heading")]
    wanted = text.pack.required_parts
    for rule in asked(text, "part-order") if text.whole and not text.scope else ():
        met = {name: at for name, at in reversed(heads) if name in wanted}
        for name in wanted:
            if name not in met:
                yield told(rule, "S309", "part-order", f"没有找到必备部分“{name}”的标题", at=Place(text.name), hint="补上这一部分；标题要用标题样式，文字与提纲一致")
        yield from _judged(rule, [(name, at) for name, at in heads if met.get(name) == at], wanted)


def _judged(rule: Requirement, parts: Sequence[tuple[str, Place]], wanted: Sequence[str]) -> Iterator[Finding]:
    known = [(name, at) for name, at in parts if name in wanted]
    for (before, _), (name, at) in zip(known, known[1:], strict=False):
        if wanted.index(name) < wanted.index(before):
            yield told(rule, "S309", "part-order", f"“{name}”应排在“{before}”之前", at=at, hint=f"次序是：{'、'.join(wanted)}")
