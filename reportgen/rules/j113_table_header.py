"""# J113 table-header 表格没有标明表头

**查什么**：表格的表头行有没有标为表头（Word 的“重复标题行”、网页的 th、PDF 的 TH）。一行的表不算。

**为什么**：没有标明，读屏读不出哪一列是什么；跨页时表头也不重复。

**怎么改**：在 Word 的表格属性里勾选“在各页顶端以标题行形式重复出现”。

**程度**：由年度包的 `rules.yaml` 规定；部门交来的文稿只作提示。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from dataclasses import replace

from reportgen.core.finding import Severity
from reportgen.core.place import Place
from reportgen.rules.wordings import asked, told


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "table-header"):
        bare = [one for one in (text.facts.tables if text.facts else ()) if one.rows > 1 and not one.headed]
        if bare:
            found = told(rule, "J113", "table-header", f"有{len(bare)}个表没有标明表头：第{'、'.join(str(one.number) for one in bare[:12])}个", at=bare[0].at or Place(text.name),
                         also=tuple(one.at for one in bare[1:9]), hint="表格属性里勾选“重复标题行”；重新导出")
            yield found if text.whole else replace(found, severity=Severity.NOTE)
