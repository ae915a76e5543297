"""# S303 missing-figure 应写的指标没有写

**查什么**：`part.yaml` 里规定某节“必须出现”的指标（`figures`），正文、图或表中是否出现。

**为什么**：分工时约定的关键数据漏写，评审时看不到举证。

**怎么改**：在该节正文写 {{指标名}}，或画进图表；确不需要的，从 `figures` 中删去。
"""

from collections.abc import Iterator

from reportgen.core.document import Chart, Number, Section, inlines, nested
from reportgen.core.finding import Finding, Severity
from reportgen.core.report import Report
from reportgen.rules import Read
from reportgen.rules.places import sections


def check(report: Report, read: Read) -> Iterator[Finding]:
    written = sections(report)
    for part in report.plan.parts:
        for plan in part.sections:
            section = written.get(f"{part.id}/{plan.id}")
            shown = _shown(section) if section else set()
            for name in plan.figures:
                figure = report.figures.find(name, report.document.scope or "学校")
                if figure is not None and figure.id not in shown:
                    yield Finding("S303", "missing-figure", Severity.ERROR, f"“{plan.title}”一节应写指标“{figure.name}”，没有出现",
                                  at=plan.at, hint=f"在该节写 {{{{{name}}}}}，或从 part.yaml 的 figures 中删去",
                                  figures=(figure.id,), department=plan.lead)


def _shown(section: Section) -> set[str]:
    ids: set[str] = set()
    for block in nested(section.blocks):
        if isinstance(block, Chart):
            ids.update(block.figures)
        ids.update(inline.figure for inline in inlines(block) if isinstance(inline, Number))
    return ids
