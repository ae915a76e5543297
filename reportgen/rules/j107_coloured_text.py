"""# J107 coloured-text 红字、突出显示、删除线

**查什么**：正文里有没有红字、突出显示（荧光底色）、删除线。

**为什么**：这些是改稿的记号，留在终稿里等于没有定稿。

**怎么改**：核对后改成正文的颜色，去掉记号。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.i501_personal_data import veiled
from reportgen.rules.wordings import asked, shown, told

_WORDS = {"red": "红字", "highlighted": "突出显示的文字", "struck": "带删除线的文字"}


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "coloured-text"):
        for mark in text.facts.marks if text.facts else ():
            if mark.kind in _WORDS:
                yield told(rule, "J107", "coloured-text", f"{_WORDS[mark.kind]}“{shown(veiled(mark.text))}”", at=mark.at, hint="核对后改成正文的颜色，去掉记号")
