"""# J124 pdf-page 标题孤立在页底

**查什么**：PDF 里有没有标题留在一页的末尾，正文从下一页开始。

**为什么**：标题和正文分在两页，读者要往回翻。

**怎么改**：在 Word 里给标题样式设“与下段同页”后重新导出；由程序生成的 PDF 没有这种情况。

**程度**：由年度包的 `rules.yaml` 规定。
"""

import re
from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import asked, place, told

_PAGE = re.compile(r"第\d+页$")


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "pdf-page") if text.facts and text.facts.format == "pdf" else ():
        paged = [one for one in text.seen() if _PAGE.match(one.at.sheet or "")]
        for one, after in zip(paged, paged[1:], strict=False):
            if one.kind == "heading" and after.kind != "heading" and one.at.sheet != after.at.sheet:
                yield told(rule, "J124", "pdf-page", f"{one.at.sheet}页底是孤立的标题“{one.text.strip()[:30]}”", hint="设“与下段同页”后重新导出",
                           **place(one, 0, len(one.text)))
