"""# T313 odd-character 异常的字符

**查什么**：康熙部首、兼容汉字、私用区、零宽、方向控制和替换字符“�”等看着像字、其实不是的字符。多从 PDF 或网页复制而来。

**为什么**：这些字符检索不到、读屏读不出，换一台电脑就成方框。

**怎么改**：删去，或用输入法重新打一遍。

**程度**：由年度包的 `rules.yaml` 规定。
"""

import re
import unicodedata
from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import asked, place, told

EACH = True
_ODD = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ue000-\uf8ff\ufffd\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U0002f800-\U0002fa1f\U000f0000-\U0010fffd]+")


def check_text(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "odd-character"):
        for passage in text.seen():
            for match in _ODD.finditer(passage.text):
                if passage.typed(*match.span()):
                    codes = "、".join(f"U+{ord(one):04X}" for one in match[0][:4])
                    usual = unicodedata.normalize("NFKC", match[0])
                    meant = f"，应为“{usual}”" if usual != match[0] and usual.isprintable() else ""
                    yield told(rule, "T313", "odd-character", f"异常字符 {codes}{meant}", hint="删去，或用输入法重新打", **place(passage, *match.span()))
