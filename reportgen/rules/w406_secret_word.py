"""# W406 secret-word 像是涉密或内部材料

**查什么**：“秘密★”“内部资料”“不得外传”“密级：”等字样（`words.yaml` 中 `check: secret-word` 的各条）。

**为什么**：年报向社会公开，涉密和内部材料不能进入；上传前须经保密审查。

**怎么改**：删去；确可公开的，去掉这些字样，经保密审查后登记豁免。

**程度**：由年度包的 `words.yaml` 逐条规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import worded, wordings

EACH = True


def check_text(text: Manuscript) -> Iterator[Finding]:
    for found in wordings(text, "secret-word"):
        yield worded(*found, "W406", "secret-word")
