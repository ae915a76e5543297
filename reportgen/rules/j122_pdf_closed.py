"""# J122 pdf-closed PDF 加密、带脚本或没有嵌入字体

**查什么**：PDF 有没有加密、限制权限、脚本、启动外部程序，字体是否全部嵌入。

**为什么**：换一台电脑打不开、字变形，归档后多年还要能读。

**怎么改**：去掉密码和脚本，导出时嵌入全部字体。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.place import Place
from reportgen.rules.wordings import asked, told

_WORDS = {"encrypted": "加了密或限制了权限", "script": "带有脚本", "launch": "会启动外部程序", "unembedded": "有字体没有嵌入"}


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "pdf-closed") if text.facts and text.facts.format == "pdf" else ():
        for claim, words in _WORDS.items():
            if claim in text.facts.claims:
                yield told(rule, "J122", "pdf-closed", f"PDF {words}", at=Place(text.name), hint="去掉密码和脚本，导出时嵌入全部字体")
