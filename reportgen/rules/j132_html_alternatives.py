"""# J132 html-alternatives 网页的图没有文字说明

**查什么**：网页里的每个图片有没有 alt，每个图形（svg）有没有名称（装饰用的标 aria-hidden）。

**为什么**：看不见图的读者不知道图里是什么。

**怎么改**：补上 alt 或 title、aria-label；数据图另附数据表。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import asked, told


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "html-alternatives") if text.facts and text.facts.format == "html" else ():
        silent = [one for one in text.facts.pictures if one.alt is None]
        if silent:
            yield told(rule, "J132", "html-alternatives", f"有{len(silent)}个图没有文字说明", at=silent[0].at, also=tuple(one.at for one in silent[1:9]),
                       hint="图片写 alt，图形写 title 或 aria-label，装饰的标 aria-hidden")
