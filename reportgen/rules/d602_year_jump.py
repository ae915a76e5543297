"""# D602 year-jump 指标同比变动过大

**查什么**：六张指标表的指标与上年相比变动超过三成，或从有变零、从零变有。

**为什么**：大幅变动多半是口径变了、单位错了或漏报；确属实情的，评审也会要求说明。

**怎么改**：核对源表；属实的，由责任部门在 `explanations.yaml` 中写明原因，写了的不再报。

**对应**：E19

**程度**：警告，不妨碍终稿。
"""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.core.figure import Figure
from reportgen.core.finding import Finding, Severity
from reportgen.core.report import Report
from reportgen.core.show import show, shown_value
from reportgen.rules import Read

_LIMIT = Decimal("0.3")
_SMALL = 10  # counts below this jump easily and mean nothing


def check(report: Report, read: Read) -> Iterator[Finding]:
    if not report.plan.annex:
        return
    for id in dict.fromkeys(row.indicator for table in report.pack.annex for row in table.rows):
        figure = report.figures.find(id)
        earlier = report.figures.before(figure) if figure and id not in report.explained else None
        if earlier is not None and (change := _jump(earlier, figure)):
            yield Finding("D602", "year-jump", Severity.WARNING,
                          f"“{figure.name}”由上年{show(earlier)}变为{show(figure)}，{change}",
                          figures=(id,), department=figure.department, hint="核对源表与口径；属实的在 explanations.yaml 中写明原因")


def _jump(earlier: Figure, figure: Figure) -> str | None:
    old, new = shown_value(earlier), shown_value(figure)
    if not (isinstance(old, Decimal) and isinstance(new, Decimal)) or max(old, new) < _SMALL:
        return None
    if (old == 0) != (new == 0):
        return "由零变有" if old == 0 else "由有变零"
    if old and abs(new - old) / old > _LIMIT:
        return f"变动{abs(new - old) / old * 100:.1f}%，超过三成"
    return None
