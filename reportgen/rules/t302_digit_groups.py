"""# T302 digit-groups 数字分节不统一

**查什么**：五位以上的整数，有的分节（12,867）、有的不分（12867），全文是否统一。编号、电话、邮编不算。

**为什么**：GB/T 15835 允许分节也允许不分，但同一文件只能用一种。

**怎么改**：统一成一种；由指标生成的数字不分节，手写的也不分为好。

**程度**：由年度包的 `rules.yaml` 规定。
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import asked, compiled, place, told

_GROUPED = re.compile(r"(?<![\d,，.])\d{1,3}(?:[,，\u2009\u202f]\d{3})+(?![\d,，])")
_WHOLE = re.compile(r"(?<![\d.A-Za-z-])\d{5,9}(?![\d.A-Za-z-])")
_REACH = 8


def check_text(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "digit-groups"):
        code = str(rule.get("not_after", "$^"))
        met = [(passage, found) for passage in text.seen() if any(found := _met(passage.text, code))]
        grouped, plain = ([(passage, match) for passage, found in met for match in found[n]] for n in range(2))
        typed = [(passage, match) for passage, match in grouped if passage.typed(*match.span())]
        if typed and plain:
            passage, match = typed[0]
            yield told(rule, "T302", "digit-groups", f"数字分节不统一：“{match[0]}”等{len(typed)}处分节，“{plain[0][1][0]}”等{len(plain)}处不分",
                       hint="全文统一，一般不分节", also=tuple(one.place(*found.span()) for one, found in typed[1:9]), **place(passage, *match.span()))


@lru_cache(maxsize=1 << 15)
def _met(text: str, code: str) -> tuple[tuple[re.Match[str], ...], ...]:
    """The numbers of a text with groups and those without; remembered, because most texts stay as they are."""
    return tuple(tuple(match for match in pattern.finditer(text) if not compiled(code).search(text[max(0, match.start() - _REACH):match.start()]))
                 for pattern in (_GROUPED, _WHOLE))
