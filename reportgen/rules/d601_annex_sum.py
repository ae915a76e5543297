"""# D601 annex-sum 指标表子项与总项不符

**查什么**：六张指标表中，应当加总的子项之和是否等于总项（如三次产业、国家级＋省级＋校级），“其中”项是否不大于总项。

**为什么**：上报系统逐表核验，一处不平全表退回。

**怎么改**：数字来自快照，不要在报告里改；核对填报部门的源表，更正后重新冻结。

**对应**：S-06、E09
"""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.core.figure import Figures
from reportgen.core.finding import Finding, Severity
from reportgen.core.pack import AnnexRow
from reportgen.core.report import Report
from reportgen.core.show import digits, shown_value
from reportgen.rules import Read


def check(report: Report, read: Read) -> Iterator[Finding]:
    if not report.plan.annex:
        return
    for table in report.pack.annex:
        for row in table.rows:
            yield from _sums(report.figures, table.name, row)
            yield from _limits(report.figures, table.name, row)


def _value(figures: Figures, id: str) -> Decimal | None:
    figure = figures.find(id)
    value = shown_value(figure) if figure else None
    return value if isinstance(value, Decimal) else None


def _sums(figures: Figures, table: str, row: AnnexRow) -> Iterator[Finding]:
    total, parts = _value(figures, row.indicator), [_value(figures, id) for id in row.sums]
    if not parts or total is None or None in parts or sum(parts) == total:
        return
    shown = "＋".join(digits(part, 0 if part == part.to_integral() else 2) for part in parts)
    yield _finding(figures, table, row, f"子项之和 {shown}＝{sum(parts)}，不等于总项 {total}", (row.indicator, *row.sums))


def _limits(figures: Figures, table: str, row: AnnexRow) -> Iterator[Finding]:
    value = _value(figures, row.indicator)
    for id in row.at_most:
        limit = _value(figures, id)
        if value is not None and limit is not None and value > limit:
            name = figures.find(id).name
            yield _finding(figures, table, row, f"{value} 大于其总项“{name}” {limit}", (row.indicator, id))


def _finding(figures: Figures, table: str, row: AnnexRow, what: str, ids: tuple[str, ...]) -> Finding:
    figure = figures.find(row.indicator)
    return Finding("D601", "annex-sum", Severity.ERROR, f"{table}“{row.name}”：{what}", figures=ids,
                   hint="核对填报部门源表，更正后重新冻结；不要在报告中改数字", department=figure.department if figure else "")
