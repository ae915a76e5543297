"""# J124 pdf-page PDF 的版面

**查什么**：标题是不是孤零零留在页底；行首有没有“，。）”等标点（按页的首行查）。

**为什么**：标题和正文分在两页，读者要往回翻。

**怎么改**：在 Word 里设“与下段同页”后重新导出。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
import re

from reportgen.core.place import Place
from reportgen.rules.wordings import asked, compiled, told

_NUMBER = re.compile(r"^[—–\-\s]*(?:第?\s*)?[\dIVXivx]+(?:\s*页)?[—–\-\s]*$")


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "pdf-page") if text.facts and text.facts.format == "pdf" else ():
        heads = {_plain(one) for one in text.facts.contents}
        starts = compiled(str(rule.get("starts", "$^")))
        for number, (first, last) in enumerate(text.facts.edges, 1):
            at = Place(text.name, sheet=f"第{number}页")
            if _plain(last) in heads and number < len(text.facts.edges) and first != last:
                yield told(rule, "J124", "pdf-page", f"第{number}页页底是孤立的标题“{last}”", at=at, hint="设“与下段同页”后重新导出")
            if starts.match(first):
                yield told(rule, "J124", "pdf-page", f"第{number}页第一行以标点开头：“{first[:12]}”", at=at, hint="设“避头尾”后重新导出")


def _plain(text: str) -> str:
    return "" if _NUMBER.match(text) else re.sub(r"\s", "", text) or "\0"
