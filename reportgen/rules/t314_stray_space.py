"""# T314 stray-space 多余的空格

**查什么**：汉字之间、标点前后、日期中间多余的空格（`style.yaml` 中 `check: stray-space` 的各条）。

**为什么**：多是从 PDF 复制或手工对齐留下的，排出来就是一个洞。

**怎么改**：删去。

**程度**：由年度包的 `style.yaml` 逐条规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import place, shown, told, wordings

EACH = True
_BESIDE = 4


def check_text(text: Manuscript) -> Iterator[Finding]:
    for term, passage, match in wordings(text, "stray-space"):
        start, end = match.span()
        around = shown(passage.text[max(0, start - _BESIDE):end + _BESIDE])
        yield told(term, "T314", "stray-space", f"“{around}”中间有多余的空格：{term.reason}", hint=f"删去空格（{term.code}）",
                   fix=term.fix if passage.editable(start, end) else None, **place(passage, start, end))
