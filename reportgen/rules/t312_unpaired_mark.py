"""# T312 unpaired-mark 括号、引号不成对

**查什么**：每一段里的（）〔〕【】《》〈〉“”‘’是否成对，次序对不对。

**为什么**：少了一半，读者不知道引到哪里为止。

**怎么改**：补上或删去；“1）”这样的序号不算。

**程度**：由年度包的 `rules.yaml` 规定。
"""

import re
from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript, Passage
from reportgen.rules.wordings import asked, place, told

EACH = True
_PAIRS = {"（": "）", "〔": "〕", "【": "】", "《": "》", "〈": "〉", "“": "”", "‘": "’"}
_CLOSING = {close: opening for opening, close in _PAIRS.items()}
_ORDINAL = re.compile(r"(?:^|[\s。；;：，、])[\d一二三四五六七八九十a-zA-Z]{1,2}$|[a-zA-Z]$")
_KINDS = ("body", "item", "heading", "title", "caption", "note", "box", "statement")


def check_text(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "unpaired-mark"):
        for passage in text.seen(*_KINDS):
            for offset in unpaired(passage.text):
                if passage.typed(offset, offset + 1):
                    yield told(rule, "T312", "unpaired-mark", f"“{passage.text[offset]}”没有成对", hint="补上另一半，或删去", **place(passage, offset, offset + 1))


def unpaired(text: str) -> list[int]:
    """Offsets of marks without their partner."""
    open_, lone = [], []
    for offset, character in enumerate(text):
        if character in _PAIRS:
            open_.append(offset)
        elif character in _CLOSING:
            partner = next((at for at in reversed(open_) if text[at] == _CLOSING[character]), None)
            if partner is not None:
                lone += [at for at in open_ if at > partner]
                open_ = [at for at in open_ if at < partner]
            elif not _ORDINAL.search(text[:offset]):
                lone.append(offset)
    return sorted((*lone, *open_))
