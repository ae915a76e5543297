"""# S308 unreferenced 图表没有在正文中提到

**查什么**：每个图、表（附件指标表除外）在正文中至少被引用一次，如“见{{表:编号}}”。

**为什么**：GB/T 7713 要求图表先见文后见图；没有提到的图表读者不知为何而放。

**怎么改**：在图表之前的段落里写 {{图:编号}} 或 {{表:编号}}。

**程度**：警告，不妨碍终稿。

**对应**：S-03
"""

from collections.abc import Iterator

from reportgen.core.document import Chart, Grid, Reference, inlines
from reportgen.core.finding import Finding, Severity
from reportgen.core.report import Report
from reportgen.rules import Read
from reportgen.rules.places import department_at


def check(report: Report, read: Read) -> Iterator[Finding]:
    blocks = tuple(report.document.blocks())
    cited = {inline.target for block in blocks for inline in inlines(block) if isinstance(inline, Reference)}
    for block in blocks:
        if not isinstance(block, Chart | Grid) or (isinstance(block, Grid) and (block.official or not block.at.file)):
            continue
        if block.id not in {target.split(":", 1)[-1] for target in cited}:
            word = "图" if isinstance(block, Chart) else "表"
            yield Finding("S308", "unreferenced", Severity.WARNING, f"{block.number or word}“{block.caption}”没有在正文中提到",
                          at=block.at, hint=f"在它前面的段落中写“见{{{{{word}:{block.id}}}}}”",
                          department=department_at(report, block.at))
