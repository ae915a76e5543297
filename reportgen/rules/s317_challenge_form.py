"""# S317 challenge-form 面临挑战没有数据或对策

**查什么**：“面临挑战”部分的每一节，有没有用数据说明问题、有没有写对策；挑战的个数是否在规定的范围内。

**为什么**：只有空话的挑战，评审认为没有认真分析。

**怎么改**：用指标说明差距（`{{指标}}`），写明将采取的措施。

**程度**：由年度包的 `rules.yaml` 规定。
"""

import re
from collections.abc import Iterator

from reportgen.core.document import Number, Section, Text, inlines, nested
from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.place import Place
from reportgen.core.report import Report
from reportgen.core.rulebook import Requirement
from reportgen.rules import Read
from reportgen.rules.places import required
from reportgen.rules.wordings import asked, compiled, told

_DIGIT = re.compile(r"\d")


def check(report: Report, read: Read) -> Iterator[Finding]:
    written = {part.id: part for part in report.document.parts}
    for rule in required(report, "challenge-form"):
        for plan in report.plan.parts:
            if plan.fulfils == rule.get("part") and plan.id in written:
                sections = written[plan.id].sections
                yield from _number(rule, len(sections), plan.at)
                for section in sections:
                    yield from _section(rule, section)


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "challenge-form") if text.whole else ():
        words = "".join(one.text for one in text.seen("body", "item") if str(rule.get("part")) in one.part)
        if words:
            yield from _missing(rule, f"“{rule.get('part')}”部分", len(_DIGIT.findall(words)), words, Place(text.name), "")


def _number(rule: Requirement, count: int, at: Place) -> Iterator[Finding]:
    least, most = rule.get("count", (None, None))
    if (least is not None and count < least) or (most is not None and count > most):
        yield told(rule, "S317", "challenge-form", f"写了{count}个挑战，宜为{least or 1}—{most or '若干'}个", at=at, hint="合并或补充")


def _section(rule: Requirement, section: Section) -> Iterator[Finding]:
    runs = [one for block in nested(section.blocks) for one in inlines(block)]
    figures = sum(isinstance(one, Number) for one in runs)
    words = "".join(one.text for one in runs if isinstance(one, Text | Number))
    yield from _missing(rule, f"“{section.title}”", figures, words, section.at, section.department)


def _missing(rule: Requirement, title: str, figures: int, words: str, at: Place, department: str) -> Iterator[Finding]:
    if figures < int(rule.get("figures", 1)):
        yield told(rule, "S317", "challenge-form", f"{title}没有用数据说明问题", at=at, hint="写上有关指标，如 {{生师比}}、与标准或上年的差距", department=department)
    if not compiled(str(rule.get("measures", ""))).search(words):
        yield told(rule, "S317", "challenge-form", f"{title}没有写对策", at=at, hint="写明将采取的措施和目标", department=department)
