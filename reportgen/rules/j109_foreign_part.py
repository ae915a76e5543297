"""# J109 foreign-part 嵌入、链接了别的文件

**查什么**：有没有嵌入的工作簿和文档（原生图表自带的数据除外）、控件、外部模板、链接的图片；关系里有没有电脑上的路径。

**为什么**：外部的东西在别人电脑上打不开，嵌入的工作簿里可能有全部底稿。

**怎么改**：把嵌入对象转成图片或表格，图片改成嵌入，断开外部链接。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.place import Place
from reportgen.rules.wordings import asked, told


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "foreign-part") if text.facts else ():
        for what in text.facts.foreign:
            yield told(rule, "J109", "foreign-part", f"文件里有{what}", at=Place(text.name), hint="转成图片或表格，断开链接")
        for mark in text.facts.marks:
            if mark.kind == "path":
                yield told(rule, "J109", "foreign-part", "文件里有电脑上的路径（此处不显示）", at=mark.at, hint="断开链接后另存")
