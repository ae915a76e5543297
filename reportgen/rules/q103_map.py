"""# Q103 map 地图没有审图号

**查什么**：题注、画面说明里写着是地图的，附近有没有审图号。

**为什么**：公开使用地图须经审核并注明审图号；漏绘、错绘国界是严重问题。

**怎么改**：在题注里写上审图号；没有审图号的换成示意图或文字。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import asked, compiled, place, told

_NEAR = 3


def check_text(text: Manuscript) -> Iterator[Finding]:
    seen = list(text.seen())
    for rule in asked(text, "map"):
        is_map, number = compiled(str(rule.get("map"))), compiled(str(rule.get("number")))
        for at, passage in enumerate(seen):
            match = is_map.search(passage.text) if passage.kind == "caption" else None
            if match and not any(number.search(one.text) for one in seen[max(0, at - 1):at + _NEAR]):
                yield told(rule, "Q103", "map", f"“{passage.text.strip()[:30]}”像是地图，没有写审图号", hint="在题注里写上审图号，或换成示意图", **place(passage, *match.span()))
