"""# I502 contact 联系方式和住址

**查什么**：电子邮箱、座机、社交账号、写到门牌和宿舍的住址（`words.yaml` 中 `check: contact` 的各条）。

**为什么**：单位公开的联系方式可以写，个人的不可以；要由人分辨。

**怎么改**：删去个人的；单位公开的，在 `project.yaml` 的 `allowed` 中登记。

**程度**：由年度包的 `words.yaml` 逐条规定。
"""

from collections.abc import Iterator
from dataclasses import replace

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import place, told, wordings

EACH = True


def check_text(text: Manuscript) -> Iterator[Finding]:
    for term, passage, match in wordings(text, "contact"):
        if not any(allowed in match[0] or match[0] in allowed for allowed in text.project.allowed):
            found = told(term, "I502", "contact", f"出现{term.reason.partition('；')[0]}（此处不显示）", hint=f"删去；{term.reason}（{term.code}）",
                         **place(passage, *match.span()))
            yield replace(found, excerpt="", found="", secret=True)
