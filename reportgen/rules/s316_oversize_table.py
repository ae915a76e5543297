"""# S316 oversize-table 表格太长

**查什么**：一个表的行数是否超过年度包规定的上限（一般2000行）。

**为什么**：上千行的明细放进报告，没有人看，文件也打不开；明细宜作为附件数据。

**怎么改**：正文放汇总表，明细另附数据文件。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.document import Grid
from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.report import Report
from reportgen.rules import Read
from reportgen.rules.places import department_at, required
from reportgen.rules.wordings import asked, told


def check(report: Report, read: Read) -> Iterator[Finding]:
    for rule in required(report, "oversize-table"):
        for grid in (block for block in report.document.blocks() if isinstance(block, Grid)):
            if len(grid.body) > int(rule.get("rows", 0)):
                yield told(rule, "S316", "oversize-table", f"{grid.number}“{grid.caption}”有{len(grid.body)}行，超过{rule.get('rows')}行", at=grid.at,
                           hint="正文放汇总表，明细另附", department=department_at(report, grid.at))


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "oversize-table"):
        for table in text.facts.tables if text.facts else ():
            if table.rows > int(rule.get("rows", 0)):
                yield told(rule, "S316", "oversize-table", f"第{table.number}个表有{table.rows}行，超过{rule.get('rows')}行", at=table.at, hint="正文放汇总表，明细另附")
