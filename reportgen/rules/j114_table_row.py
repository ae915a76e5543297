"""# J114 table-row 表格的行会被拆到两页

**查什么**：Word 表格的行是否允许跨页断行。

**为什么**：一行拆成两页，数字和名称就对不上了。

**怎么改**：表格属性里去掉“允许跨页断行”。

**程度**：由年度包的 `rules.yaml` 规定；只查完整的年报。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import asked, told


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "table-row") if text.whole and text.facts and text.facts.format == "docx" else ():
        split = [one for one in text.facts.tables if not one.whole_rows]
        if split:
            yield told(rule, "J114", "table-row", f"有{len(split)}个表的行允许跨页断行：第{'、'.join(str(one.number) for one in split[:12])}个", at=split[0].at,
                       hint="表格属性里去掉“允许跨页断行”")
