"""# I504 named-person 具名的人与受助、处分、健康信息写在一起

**查什么**：有名有姓的学生，与助学金、低保、处分、残疾、患病等写在同一句里（`words.yaml` 中 `check: named-person` 的各条）。

**为什么**：这些是敏感个人信息，公开须有本人单独同意。

**怎么改**：隐去姓名（“一名学生”）；本人同意公开的，登记豁免并留存同意书。

**程度**：由年度包的 `words.yaml` 逐条规定。
"""

from collections.abc import Iterator
from dataclasses import replace

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import place, told, wordings

EACH = True


def check_text(text: Manuscript) -> Iterator[Finding]:
    for term, passage, match in wordings(text, "named-person"):
        found = told(term, "I504", "named-person", f"{term.reason}（此处不显示）", hint=f"隐去姓名，或登记豁免并留存本人的同意书（{term.code}）",
                     **place(passage, *match.span()))
        yield replace(found, excerpt="", found="", secret=True)
