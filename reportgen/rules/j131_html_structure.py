"""# J131 html-structure 网页的结构

**查什么**：网页有没有写语言（zh-CN）、标题、唯一的一级标题、导航、主体、页脚和跳转链接，标题是否跳级。

**为什么**：读屏软件靠这些在页面里走动。

**怎么改**：用 `reportgen build` 或 `reportgen publish` 生成；自己改的网页照提示补上。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.place import Place
from reportgen.rules.wordings import asked, told

_WORDS = {"lang": "语言 lang=\"zh-CN\"", "title": "标题 title", "h1": "唯一的一级标题 h1", "main": "主体 main", "nav": "导航 nav", "header": "页头 header",
          "footer": "页脚 footer", "skip": "跳转链接", "steps": "逐级的标题（现有跳级）"}


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "html-structure") if text.facts and text.facts.format == "html" else ():
        missing = [words for claim, words in _WORDS.items() if claim not in text.facts.claims]
        if missing:
            yield told(rule, "J131", "html-structure", f"网页没有{'、'.join(missing)}", at=Place(text.name), hint="用 reportgen build 生成，或照提示补上")
