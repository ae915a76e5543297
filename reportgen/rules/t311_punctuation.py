"""# T311 punctuation 标点的用法

**查什么**：标点是否照 GB/T 15834 用：全角半角、省略号、破折号、重复的标点、标题末的句号、序次语等（`style.yaml` 中 `check: punctuation` 的各条）。

**为什么**：标点混乱的稿子会被看成没有校对。

**怎么改**：按提示改；写了自动改法（`fix`）的，只动标点。

**程度**：由年度包的 `style.yaml` 逐条规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import worded, wordings

EACH = True


def check_text(text: Manuscript) -> Iterator[Finding]:
    for found in wordings(text, "punctuation"):
        yield worded(*found, "T311", "punctuation")
