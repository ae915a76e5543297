"""# S314 blank-cell 表格有空格子，或没有写单位

**查什么**：表格里有没有空着的格子（没有数据应写“—”；备注、序号等栏不算）；全是数的表，题目、表头和“单位：”里有没有写单位。

**为什么**：空格、0 和“—”意思不同；没有单位的数读者无从理解。

**怎么改**：没有数据填“—”并注明原因，确为零填 0；在 `tables.yaml` 写 `unit`。

**程度**：由年度包的 `rules.yaml` 规定。
"""

import re
from collections.abc import Iterator

from reportgen.core.document import Grid, Role, plain
from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.report import Report
from reportgen.rules import Read
from reportgen.rules.places import department_at, required
from reportgen.rules.wordings import asked, compiled, told

_BARE = re.compile(r"[-−+]?[\d.,]+$")
_UNIT = re.compile(r"单位|[（(][^（）()\d]{1,8}[）)]|%|率|比例|占比|人数|次数|数量|个数|门数|数\b|年|学时|金额|产值|面积|序号")


def check(report: Report, read: Read) -> Iterator[Finding]:
    for rule in required(report, "blank-cell"):
        for grid in (block for block in report.document.blocks() if isinstance(block, Grid) and block.at.file):
            free = compiled(str(rule.get("unless", "$^")))
            heads = [plain(cell.children) for cell in grid.head[-1]] if grid.head else []
            blanks = sum(not plain(cell.children).strip() and not free.search(head) for row in grid.body if len(row) == len(heads)
                         for head, cell in zip(heads, row, strict=True))
            owner = department_at(report, grid.at)
            if blanks:
                yield told(rule, "S314", "blank-cell", f"{grid.number}“{grid.caption}”有{blanks}个空格子", at=grid.at, hint="没有数据填“—”，确为零填 0",
                           department=owner)
            if not grid.unit and _bare(grid):
                yield told(rule, "S314", "blank-cell", f"{grid.number}“{grid.caption}”的数没有单位", at=grid.at, hint="在 tables.yaml 中写 unit", department=owner)


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "blank-cell"):
        free = compiled(str(rule.get("unless", "$^")))
        for table in text.facts.tables if text.facts else ():
            if blanks := sum(not free.search(head) for head in table.blanks):
                yield told(rule, "S314", "blank-cell", f"第{table.number}个表有{blanks}个空格子", at=table.at, hint="没有数据填“—”，确为零填 0")


def _bare(grid: Grid) -> bool:
    """Whether it has bare numbers in a column that nothing gives a unit."""
    heads = "\n".join(plain(cell.children) for row in grid.head for cell in row) + "\n" + grid.caption
    numbers = [plain(cell.children) for row in grid.body for cell in row if cell.role is not Role.ITEM]
    return not _UNIT.search(heads) and any(_BARE.match(one) for one in numbers)
