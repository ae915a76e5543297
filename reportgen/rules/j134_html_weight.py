"""# J134 html-weight 网页太大

**查什么**：网页文件的大小是否在年度包规定的上限之内。

**为什么**：手机上打开慢，流量也贵。

**怎么改**：压缩图片，不要整包带上画图程序。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.place import Place
from reportgen.rules.wordings import asked, told

_MEGABYTE = 1024 * 1024


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "html-weight") if text.facts and text.facts.format == "html" else ():
        if text.facts.size > float(rule.get("megabytes", 2)) * _MEGABYTE:
            yield told(rule, "J134", "html-weight", f"网页有{text.facts.size / _MEGABYTE:.1f}MB，宜在{rule.get('megabytes')}MB以内", at=Place(text.name), hint="压缩图片")
