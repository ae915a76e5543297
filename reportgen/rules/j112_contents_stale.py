"""# J112 contents-stale 目录、书签与正文标题不一致

**查什么**：完整的年报，Word 的目录、PDF 的书签里的每一条，是否与正文的标题文字一致；有没有目录或书签。

**为什么**：改了标题没有更新目录，评审翻到的不是那一页。

**怎么改**：在 Word 里更新目录（F9）；PDF 重新导出。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
import re

from reportgen.core.place import Place
from reportgen.rules.wordings import asked, told

_SHOWN = 5


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "contents-stale") if text.whole and text.facts and text.facts.format in ("docx", "pdf") else ():
        listed = text.facts.contents
        if not listed:
            yield told(rule, "J112", "contents-stale", "没有目录" if text.facts.format == "docx" else "没有书签", at=Place(text.name), hint="插入自动目录；PDF 导出时勾选“书签”")
            continue
        seen = {_plain(one.text) for one in text.seen()}
        lost = [one for one in listed if _plain(one) and _plain(one) not in seen]
        if lost:
            yield told(rule, "J112", "contents-stale", f"目录里有{len(lost)}条在正文中找不到：{'、'.join(f'“{one}”' for one in lost[:_SHOWN])}", at=Place(text.name),
                       hint="更新目录和书签")


def _plain(text: str) -> str:
    return re.sub(r"[\s.．…·]", "", text)
