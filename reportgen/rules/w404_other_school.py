"""# W404 other-school 别的学校的名称

**查什么**：正文、标题、题注里出现的别的高职院校名称。前后写明是合作、对口、升学、考察等关系的不算；在封面、声明、标题和页眉里出现的，一律报错。

**为什么**：套用外校文稿留下人家的校名，年年都有，发布出去就成笑话。

**怎么改**：改成本校名称；确有往来的，写明关系（如“与××学院合作”），或在 `project.yaml` 的 `allowed` 中登记。

**程度**：由年度包的 `rules.yaml` 规定；标题、声明、页眉中的是错误。
"""

from collections.abc import Iterator
from dataclasses import replace

from reportgen.core.finding import Finding, Severity
from reportgen.core.manuscript import Manuscript, Passage
from reportgen.core.rulebook import Requirement
from reportgen.rules.wordings import asked, compiled, place, told

EACH = True
_OWN = ("title", "statement", "running")
_REACH = 16


def check_text(text: Manuscript) -> Iterator[Finding]:
    known = (text.project.school, *text.project.short_names, *text.project.allowed)
    for rule in asked(text, "other-school"):
        for passage in text.seen():
            for match in compiled(str(rule.get("school"))).finditer(passage.text):
                start, end = match.span()
                if passage.typed(start, end) and not any(one in match[0] or match[0] in one for one in known):
                    yield from _judged(rule, passage, start, end)


def _judged(rule: Requirement, passage: Passage, start: int, end: int) -> Iterator[Finding]:
    own = passage.kind in _OWN
    beside = compiled(str(rule.get("beside", "$^")))
    if not own and (beside.search(passage.text, max(0, start - _REACH), end) or beside.search(passage.text, end, end + _REACH)):
        return
    found = told(rule, "W404", "other-school", f"出现别的学校的名称“{passage.text[start:end]}”",
                 hint="改成本校名称；确有往来的写明关系，或在 project.yaml 的 allowed 中登记", **place(passage, start, end))
    yield replace(found, severity=Severity.ERROR) if own else found
