"""# I503 sensitive-field 表里有敏感的个人字段

**查什么**：表头、行名，或“身份证号：”这样的栏目里，有没有身份证号、银行卡号、家庭住址、出生日期、手机号、困难等级等（`words.yaml` 中 `check: sensitive-field` 的各条）。正文里一般地提到这些词不算。

**为什么**：公示和公开的材料只可以有姓名、学校、院系、年级、专业、班级。

**怎么改**：整列删去。这一条不能豁免。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import place, told, wordings

EACH = True
_LABEL = ("：", ":")


def check_text(text: Manuscript) -> Iterator[Finding]:
    for term, passage, match in wordings(text, "sensitive-field"):
        heads = passage.kind == "cell" and (passage.head or passage.row == 0) and len(passage.text) < 20
        if heads or passage.text[match.end():match.end() + 1] in _LABEL:
            yield told(term, "I503", "sensitive-field", f"栏目“{match[0]}”：{term.reason}", hint=f"整列、整项删去（{term.code}）", **place(passage, *match.span()))
