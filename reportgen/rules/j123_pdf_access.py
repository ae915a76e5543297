"""# J123 pdf-access PDF 读屏读不了、检索不到

**查什么**：完整的年报，PDF 有没有文字层（不是扫描件）、语言、标题、显示标题、标签、书签。

**为什么**：视障读者和检索都靠这些。

**怎么改**：用 `reportgen build` 生成；扫描件先做文字识别。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.place import Place
from reportgen.rules.wordings import asked, told

_WORDS = {"lang": "语言", "title": "标题", "show-title": "在标题栏显示标题的设置", "tagged": "标签（文档结构）", "outline": "书签"}


def check_file(text: Manuscript) -> Iterator[Finding]:
    if text.facts is None or text.facts.format != "pdf":
        return
    for rule in asked(text, "pdf-access"):
        if "scanned" in text.facts.claims:
            yield told(rule, "J123", "pdf-access", "整份是扫描图片，没有文字，检索不到", at=Place(text.name), hint="先做文字识别，或由源文件重新导出")
        elif text.whole and (missing := [words for claim, words in _WORDS.items() if claim not in text.facts.claims]):
            yield told(rule, "J123", "pdf-access", f"PDF 没有{'、'.join(missing)}", at=Place(text.name), hint="用 reportgen build 生成，或导出时勾选“标签”“书签”")
