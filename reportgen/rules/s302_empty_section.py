"""# S302 empty-section 分工里的小节没有正文

**查什么**：`part.yaml` 分派的每一节，是否写了内容。

**为什么**：只有标题的一节，是忘了交稿。

**怎么改**：牵头部门交稿；当年确实没有这一节的，从 `part.yaml` 中删去。只有 `::: 分析 …` 的一节，没有可列的内容时不印出，不算缺稿。
"""

from collections.abc import Iterator

from reportgen.core.document import Heading
from reportgen.core.finding import Finding, Severity
from reportgen.core.report import Report
from reportgen.rules import Read
from reportgen.rules.places import sections


def check(report: Report, read: Read) -> Iterator[Finding]:
    written = sections(report)
    for part in report.plan.parts:
        for plan in part.sections:
            section = written.get(f"{part.id}/{plan.id}")
            if section is not None and all(isinstance(block, Heading) for block in section.blocks):
                yield Finding("S302", "empty-section", Severity.ERROR, f"“{plan.title}”一节没有正文", at=plan.at,
                              hint=f"请{plan.lead}提交 {plan.file}；不写这一节则从 part.yaml 中删去", department=plan.lead)
