"""# T201 bare-number 手写的统计数字

**查什么**：正文、案例、表格说明里直接敲出来的统计数字（人数、金额、比例、增减幅度、比值……）。年份、日期、序号、文号、
“1+X”这类名称里的数字不算；十以内的汉字数（三个校区、连续两年）和不带限定的“一半”是叙述，也不算；“近一半”“过半”说的是比例，算。

**为什么**：手写的数字不会随快照更新，文、表、图三处不一致的退稿大多由此而来。

**不要写**：毕业去向落实率为97.07%。

**改写成**：毕业去向落实率为{{毕业去向落实率}}。不在状态数据里的，写 {{literal:126场次}}，并登记出处（见 `reportgen rule T230`）。

**对应**：S-05、E30
"""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.core.document import Text, inlines
from reportgen.core.figure import Absent
from reportgen.core.finding import Finding, Severity
from reportgen.core.reading import ReadFigure
from reportgen.core.report import Report
from reportgen.core.show import shown_value, show
from reportgen.core.unit import convert
from reportgen.rules import Read
from reportgen.rules.places import department_at, narrates, shifted


def check(report: Report, read: Read) -> Iterator[Finding]:
    for block in report.document.blocks():
        for inline in inlines(block):
            if isinstance(inline, Text) and inline.at.file:
                for figure in read(inline.text):
                    if figure.measures and not narrates(figure):
                        yield _finding(report, inline, figure)


def _finding(report: Report, inline: Text, figure: ReadFigure) -> Finding:
    same = _equal_figures(report, figure)
    names = "、".join(f"{{{{{one.name}}}}}（现值 {show(one)}）" for one in same[:3])
    hint = f"若指{names}，就写它；" if names else "写成 {{指标名}}；"
    return Finding("T201", "bare-number", Severity.ERROR, f"手写的统计数字“{figure.span}”没有来源",
                   at=shifted(inline.at, figure.start, figure.end),
                   hint=f"{hint}若非统计数字，写 {{{{literal:{figure.span}}}}}",
                   figures=tuple(one.id for one in same), department=department_at(report, inline.at))


def _equal_figures(report: Report, read: ReadFigure) -> list:
    if not isinstance(read.value, Decimal):
        return []
    scope = report.document.scope
    return [one for one in report.figures.values()
            if one.scope in ("学校", scope) and not isinstance(one.value, Absent) and _equals(one, read)]


def _equals(figure, read: ReadFigure) -> bool:
    value = shown_value(figure)
    if read.unit == "%":
        return figure.unit == "%" and value == read.value * 100
    return convert(value, figure.unit, read.unit or figure.unit) == read.value
