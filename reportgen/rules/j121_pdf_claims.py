"""# J121 pdf-claims PDF 没有声明归档和无障碍标准

**查什么**：完整的年报，PDF 是否声明 PDF/A-3a（或 2a、3b 等 PDF/A）和 PDF/UA-1。是声明，不是完整的验证。

**为什么**：归档要求 PDF/A，公开要求人人读得了。

**怎么改**：用 `reportgen build` 生成；从 Word 导出的，勾选“符合 PDF/A”和“文档结构标签”。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.place import Place
from reportgen.rules.wordings import asked, told


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "pdf-claims") if text.whole and text.facts and text.facts.format == "pdf" else ():
        missing = [name for claim, name in (("pdfa", "PDF/A（归档）"), ("pdfua", "PDF/UA（无障碍）")) if claim not in text.facts.claims]
        if missing:
            yield told(rule, "J121", "pdf-claims", f"没有声明{'、'.join(missing)}", at=Place(text.name), hint="用 reportgen build 生成，或导出时勾选相应选项")
