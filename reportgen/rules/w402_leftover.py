"""# W402 leftover 占位与残留

**查什么**：XX、××、____、待补充、此处插入、某某、TODO、#REF!、NaN 等没有填完或程序、模板留下的痕迹（`words.yaml` 中 `check: leftover` 的各条），以及没有展开的花括号（正文里写错的名称另由 T202、T208 报，这里不再重复）、混进正文的页码。

**为什么**：把模板痕迹发布出去，是最难堪的错误。

**怎么改**：补上内容或删去。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import place, shown, told, wordings

EACH = True


_BRACES = frozenset({"{{", "}}"})


def check_text(text: Manuscript) -> Iterator[Finding]:
    for term, passage, match in wordings(text, "leftover"):
        if match.group() in _BRACES and text.facts is None and passage.kind != "alt":
            continue  # of a report of our own: binding has said which name it does not know
        yield told(term, "W402", "leftover", f"没有写完或残留的内容“{shown(match.group().strip())}”：{term.reason}", hint=f"补上内容或删去（{term.code}）",
                   **place(passage, *match.span()))
