"""# J102 file-size 文件太大

**查什么**：成品文件的大小是否在年度包规定的上限之内（按格式）。

**为什么**：超过上限，上报系统收不进去。

**怎么改**：压缩图片后重新生成；在 Word 里用“压缩图片”。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.place import Place
from reportgen.rules.wordings import asked, told

_MEGABYTE = 1024 * 1024


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "file-size"):
        most = dict(rule.get("megabytes", {})).get(text.facts.format) if text.facts else None
        if most and text.facts.size > float(most) * _MEGABYTE:
            yield told(rule, "J102", "file-size", f"文件有{text.facts.size / _MEGABYTE:.1f}MB，上限{most}MB", at=Place(text.name), hint="压缩图片后重新生成")
