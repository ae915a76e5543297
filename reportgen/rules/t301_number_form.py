"""# T301 number-form 数字的写法

**查什么**：数字是否照 GB/T 15835 写：百分数范围两端带“%”、年份不缩写、概数、比号、“个百分点”、全角数字、概数词重复等（`style.yaml` 中 `check: number-form` 的各条）。由指标生成的数字不会有这些问题，查的是手写的部分。

**为什么**：写法不一，读者会怀疑数字本身。

**怎么改**：按提示改写。数字从不自动改。

**程度**：由年度包的 `style.yaml` 逐条规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import worded, wordings

EACH = True


def check_text(text: Manuscript) -> Iterator[Finding]:
    for found in wordings(text, "number-form"):
        yield worded(*found, "T301", "number-form")
