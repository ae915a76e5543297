"""# W401 term 过时或不当的用语

**查什么**：年度包 `words.yaml` 里的用语（过时提法、会议和领导称谓、绝对化用语、港澳台与国（境）外表述、歧视性说法、错别字等）。程度和改法也写在那里。

**为什么**：政策用语每年在变，沿用旧提法是退稿的常见原因。

**怎么改**：按提示替换；属于文件原名、引文的，用书名号或引号标出，或登记豁免。

**程度**：由年度包的 `words.yaml` 逐条规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import worded, wordings

EACH = True


def check_text(text: Manuscript) -> Iterator[Finding]:
    for found in wordings(text, "term"):
        yield worded(*found, "W401", "term")
