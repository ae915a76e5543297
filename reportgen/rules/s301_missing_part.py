"""# S301 missing-part 缺少必备部分

**查什么**：当年通知要求的部分（年度包 `required_parts`）是否都有，并且各有正文。

**为什么**：框架不完整的年报在合规性审核时直接退回。

**怎么改**：在 `chapters/school/report.yaml` 的 `parts` 中补上，并在该部分 `part.yaml` 里写 `fulfils: 部分名称`。
不是年报的报告（如数据分析报告）在 `report.yaml` 里写 `framework: false`。

**对应**：S-01、E33
"""

from collections.abc import Iterator

from reportgen.core.document import Heading, nested
from reportgen.core.finding import Finding, Severity
from reportgen.core.report import Report
from reportgen.rules import Read


def check(report: Report, read: Read) -> Iterator[Finding]:
    if report.plan.each or not report.plan.framework:
        return
    filled = {part.id for part in report.document.parts if _has_text(part)}
    done = {part.fulfils for part in report.plan.parts if part.id in filled}
    for name in report.pack.required_parts:
        if name not in done:
            yield Finding("S301", "missing-part", Severity.ERROR, f"缺少必备部分“{name}”，或该部分没有正文",
                          at=report.plan.at, hint=f"在 report.yaml 的 parts 中加入该部分，并在其 part.yaml 写 fulfils: {name}")


def _has_text(part) -> bool:
    return any(not isinstance(block, Heading) for section in part.sections for block in nested(section.blocks))
