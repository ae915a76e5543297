"""# J133 html-request 网页会请求外部地址

**查什么**：网页打开时会不会加载别处的脚本、样式、图片、字体；有没有内容安全策略（CSP default-src 'none'）。

**为什么**：没有网就不完整，还会把读者的访问告诉别人。

**怎么改**：把资源放进同一个文件；加上内容安全策略。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.place import Place
from reportgen.rules.wordings import asked, shown, told


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "html-request") if text.facts and text.facts.format == "html" else ():
        for address in text.facts.requests:
            yield told(rule, "J133", "html-request", f"网页会请求“{shown(address)}”", at=Place(text.name), hint="把资源放进同一个文件")
        if "csp" not in text.facts.claims:
            yield told(rule, "J133", "html-request", "网页没有内容安全策略（default-src 'none'）", at=Place(text.name), hint="用 reportgen build 生成，或加上 meta http-equiv=Content-Security-Policy")
