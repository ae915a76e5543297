"""# S315 mixed-decimals 同一列的小数位数不同

**查什么**：表格的一列数，单位相同而小数位数不同（如 97.1、96.88）。分行写明单位的表、指标表不算。

**为什么**：位数不齐，读者会怀疑是不是从几处抄来的。

**怎么改**：手填的表补齐位数；由指标生成的，在指标定义里统一 `decimals`。

**程度**：由年度包的 `rules.yaml` 规定。
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from reportgen.core.document import Grid, Role, plain
from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.report import Report
from reportgen.rules import Read
from reportgen.rules.places import department_at, required
from reportgen.rules.wordings import asked, place, told

_NUMBER = re.compile(r"\s*[-−+]?\d+(?:\.(\d+))?\s*(\D{0,6}?)\s*$")
_LEAST = 3
_PER_ROW = re.compile(r"单位|指标|项目")


def check(report: Report, read: Read) -> Iterator[Finding]:
    for rule in required(report, "mixed-decimals"):
        for grid in (block for block in report.document.blocks() if isinstance(block, Grid) and not block.official and block.at.file):
            columns: dict[int, list[str]] = defaultdict(list)
            for row in grid.body:
                for column, cell in enumerate(row):
                    if cell.role is not Role.ITEM:
                        columns[column].append(plain(cell.children))
            heads = "".join(plain(cell.children) for row in grid.head for cell in row)
            if not _PER_ROW.search(heads) and any(_mixed(one) for one in columns.values()):
                yield told(rule, "S315", "mixed-decimals", f"{grid.number}“{grid.caption}”同一列的小数位数不同", at=grid.at, hint="统一小数位数",
                           department=department_at(report, grid.at))


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "mixed-decimals"):
        columns: dict[tuple[int | None, int], list] = defaultdict(list)
        per_row = set()
        for one in text.seen("cell"):
            if one.row == 0 and _PER_ROW.search(one.text):
                per_row.add(one.table)
            elif one.row:
                columns[one.table, one.column].append(one)
        for (table, _), cells in columns.items():
            if table is not None and table not in per_row and _mixed(one.text for one in cells):
                yield told(rule, "S315", "mixed-decimals", f"第{table + 1}个表同一列的小数位数不同", hint="统一小数位数", **place(cells[0], 0, len(cells[0].text)))


def _mixed(texts: Iterable[str]) -> bool:
    """Whether most of a column are numbers of one unit, and their decimals differ. A whole 0 or 100 says nothing."""
    found = [match for text in texts if (match := _NUMBER.match(text)) and text.strip() not in ("0", "100", "100%")]
    return len(found) >= _LEAST and len({match[2] for match in found}) == 1 and len({len(match[1] or "") for match in found}) > 1
