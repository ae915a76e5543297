"""# S310 missing-point 年度重点没有写到

**查什么**：年度包 `rules.yaml` 里 `check: missing-point` 的各个要点，是否在全文（或指定的部分）出现了关键词。

**为什么**：通知要求的年度重点必须有所反映，评审就是按要点一条条找的。

**怎么改**：在提示的部分写到它；本校确实没有的，登记豁免并写明原因。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator
from itertools import islice

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript, Passage
from reportgen.core.place import Place
from reportgen.core.rulebook import Requirement
from reportgen.rules.wordings import asked, compiled, told

_PROSE = ("body", "item", "heading", "caption")


def check_text(text: Manuscript) -> Iterator[Finding]:
    if text.whole and not text.scope and (text.facts or text.starts):
        for rule in asked(text, "missing-point"):
            yield from _judged(rule, text, text.starts.get(str(rule.get("part", "")), text.starts.get("", Place(text.name))))


def _judged(rule: Requirement, text: Manuscript, at: Place) -> Iterator[Finding]:
    least = int(rule.get("least", 1))
    if sum(1 for _ in islice(mentions(rule, text), least)) < least:
        part = f"“{rule.get('part')}”部分" if rule.get("part") else "全文"
        words = "、".join(rule.get("any", ()))
        yield told(rule, "S310", "missing-point", f"{part}没有写到要点“{rule.get('point')}”", at=at, hint=f"写到它（关键词：{words}）；确实没有的登记豁免")


def mentions(rule: Requirement, text: Manuscript) -> Iterator[Passage]:
    """The passages that speak of a point."""
    part = str(rule.get("part", ""))
    patterns = [compiled(pattern) for pattern in rule.get("any", ())]
    for passage in text.seen(*_PROSE):
        if (not part or not passage.part or part in passage.part) and any(pattern.search(passage.text) for pattern in patterns):
            yield passage
