"""# S306 heading-jump 标题跳级

**查什么**：标题级别逐级递进，不从一级直接到三级。

**为什么**：跳级的标题编号会断（GB/T 9704 层次序数），带书签的 PDF 也无法通过无障碍检查。

**怎么改**：把 `###` 改为 `##`，或补上中间一级标题。
"""

from collections.abc import Iterator

from reportgen.core.document import Heading, plain
from reportgen.core.finding import Finding, Severity
from reportgen.core.report import Report
from reportgen.rules import Read
from reportgen.rules.places import department_at


def check(report: Report, read: Read) -> Iterator[Finding]:
    level = 0
    for part in report.document.parts:
        for block in (part.heading, *(block for section in part.sections for block in section.blocks)):
            if not isinstance(block, Heading):
                continue
            if block.level > level + 1:
                yield Finding("S306", "heading-jump", Severity.ERROR,
                              f"标题“{plain(block.children)}”是第{block.level}级，前一个标题是第{level}级，跳了级",
                              at=block.at, hint="减少一个 #，或在它前面补一个上级标题",
                              department=department_at(report, block.at))
            level = block.level
