"""# T321 unit-form 单位的写法

**查什么**：单位符号的大小写、已废除的单位、“W”代“万”、金额没有写“元”、单位重复等（`style.yaml` 中 `check: unit-form` 的各条）。

**为什么**：单位错一个字母，数就差一千倍。

**怎么改**：按提示改写。单位从不自动改。

**程度**：由年度包的 `style.yaml` 逐条规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import worded, wordings

EACH = True


def check_text(text: Manuscript) -> Iterator[Finding]:
    for found in wordings(text, "unit-form"):
        yield worded(*found, "T321", "unit-form")
