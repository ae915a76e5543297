"""# S304 missing-exhibit 应有的图、表、案例没有放

**查什么**：`part.yaml` 里为某节约定的 `charts`、`tables`、`cases`，是否真的放进了该节。

**为什么**：分工约定了却没有的图表案例，要么漏了，要么被误删。

**怎么改**：在正文相应位置写一行 `::: 图 编号`、`::: 表 编号` 或 `::: 案例 编号`。
"""

from collections.abc import Iterator

from reportgen.core.document import CaseBox, Chart, Grid, Section, nested
from reportgen.core.finding import Finding, Severity
from reportgen.core.report import Report
from reportgen.rules import Read
from reportgen.rules.places import sections

_KINDS = (("图", "charts", Chart), ("表", "tables", Grid), ("案例", "cases", CaseBox))


def check(report: Report, read: Read) -> Iterator[Finding]:
    written = sections(report)
    for part in report.plan.parts:
        for plan in part.sections:
            section = written.get(f"{part.id}/{plan.id}")
            for word, field, kind in _KINDS:
                for missing in sorted(set(getattr(plan, field)) - _ids(section, kind)):
                    yield Finding("S304", "missing-exhibit", Severity.ERROR,
                                  f"“{plan.title}”一节应有{word}“{missing}”，没有出现", at=plan.at,
                                  hint=f"在该节另起一行写 ::: {word} {missing}", department=plan.lead)


def _ids(section: Section | None, kind: type) -> set[str]:
    return {block.id for block in nested(section.blocks) if isinstance(block, kind)} if section else set()
