"""# W402 leftover 占位与残留

**查什么**：XX、××、待补充、待填、TODO、#REF!、NaN 等没有填完或程序留下的痕迹，以及没有展开的花括号。

**为什么**：把模板痕迹发布出去，是最难堪的错误。

**怎么改**：补上内容或删去。
"""

import re
from collections.abc import Iterator

from reportgen.core.finding import Finding, Severity
from reportgen.core.report import Report
from reportgen.rules import Read
from reportgen.rules.places import department_at, shifted
from reportgen.rules.w401_term import texts

_LEFT = re.compile(r"待补充|待填|待定稿|TODO|TBD|#REF!|#DIV/0!|#N/A|#VALUE!|#NAME\?|×{2,}|[xX]{2,}(?=[年月日人元%个名所校万亿])"
                   r"|(?<![A-Za-z])(?:NaN|nan|None|null|undefined)(?![A-Za-z])|\{\{|\}\}|\[bookmark:|_GoBack|【[^】]{0,12}(?:待|补)[^】]{0,12}】")


def check(report: Report, read: Read) -> Iterator[Finding]:
    for block in report.document.blocks():
        for text, at in texts(block):
            for match in _LEFT.finditer(text):
                yield Finding("W402", "leftover", Severity.ERROR, f"没有写完或残留的内容“{match.group()}”",
                              at=shifted(at, match.start(), match.end()), hint="补上内容或删去",
                              department=department_at(report, at))
