"""# W407 advertising 企业年报里的广告用语

**查什么**：企业年报里的吹嘘和推销的话（年度包 `words.yaml` 中 `check: advertising` 的各条）。学校年报不查这一条。

**为什么**：企业年报写企业怎样办学，不是宣传册；绝对化用语还违反广告法。

**怎么改**：删去，或改写成事实；荣誉写明授予单位和年份。

**程度**：由年度包的 `words.yaml` 逐条规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import worded, wordings

EACH = True


def check_text(text: Manuscript) -> Iterator[Finding]:
    if any(one.name == text.scope for one in text.project.enterprises):
        for found in wordings(text, "advertising"):
            yield worded(*found, "W407", "advertising")
