"""# S320 enterprise-consent 企业还没有同意公开

**查什么**：编写企业年报的企业，`project.yaml` 里有没有写 consent（谁、哪天同意公开）。

**为什么**：企业年报由企业负责，公开须经企业书面同意，声明页由企业盖章。

**怎么改**：收到盖章的声明页或授权书后，在 `project.yaml` 的这家企业下写 `consent: {by: 姓名, on: 日期}`。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.core.report import Report
from reportgen.rules import Read


def check(report: Report, read: Read) -> Iterator[Finding]:
    firm = next((one for one in report.project.enterprises if one.name == report.document.scope), None)
    if report.plan.each == "enterprise" and firm is not None and not firm.consent:
        yield Finding("S320", "enterprise-consent", Severity.ERROR, f"“{firm.name}”还没有同意公开企业年报", Place("project.yaml"),
                      "收到盖章的声明页后，写 consent: {by: 姓名, on: 日期}", department=firm.college)
