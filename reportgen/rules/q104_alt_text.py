"""# Q104 alt-text 画面说明太简单

**查什么**：图片的文字说明有没有写；是不是只写了“图片”、文件名，或者太短。

**为什么**：读屏读出“图片1”等于没有说明。

**怎么改**：写明画面里有什么、说明了什么；在 `::: 图片 文件 题注 | 画面说明` 里写。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.document import Photo
from reportgen.core.report import Report
from reportgen.core.rulebook import Requirement
from reportgen.rules import Read
from reportgen.rules.places import department_at, required
from reportgen.rules.wordings import asked, compiled, told


def check(report: Report, read: Read) -> Iterator[Finding]:
    for rule in required(report, "alt-text"):
        for photo in (block for block in report.document.blocks() if isinstance(block, Photo)):
            if _weak(rule, photo.alt):
                yield told(rule, "Q104", "alt-text", f"{photo.number}“{photo.caption}”的画面说明太简单", at=photo.at, hint="写明画面里有什么",
                           department=department_at(report, photo.at))


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "alt-text") if text.whole else ():
        weak = [one for one in (text.facts.pictures if text.facts else ()) if one.alt is not None and one.kind != "svg" and _weak(rule, one.alt)]
        if weak:
            yield told(rule, "Q104", "alt-text", f"有{len(weak)}张图片没有写画面说明，或太简单", at=weak[0].at, also=tuple(one.at for one in weak[1:9]), hint="写明画面里有什么")


def _weak(rule: Requirement, alt: str) -> bool:
    words = alt.strip()
    return len(words) < int(rule.get("least", 1)) or bool(compiled(str(rule.get("empty", "$^"))).search(words))
