"""# S313 numbering 图、表、案例的编号和引用

**查什么**：图、表、案例的编号有没有重复、跳号；正文手写的“见表3-2”“如图1-4所示”所指的图表在不在。由 `{{表:编号}}` 生成的引用不会错，查的是手写的和成品文件里的。

**为什么**：编号断了、引用落空，读者会以为删掉了什么。

**怎么改**：在正文里写 `{{表:编号}}`、`{{图:编号}}`，由程序编号；成品文件里更新题注和引用。

**程度**：由年度包的 `rules.yaml` 规定。
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript, Passage
from reportgen.core.rulebook import Requirement
from reportgen.rules.wordings import asked, place, told

_CAPTION = re.compile(r"^\s*(表|图|案例)\s*(\d{1,2}(?:[-—–.]\d{1,3})?)(?![\d.%％])")
_REFERENCE = re.compile(r"(?:见|如|由|参见|详见|和|与|、|（)\s*(表|图|案例)\s*(\d{1,2}[-—–.]\d{1,3}|\d{1,2}(?![\d.年月日个项%％-]))")
_CASES = ("heading", "cell", "box")  # a case's number may stand in its box
_PROSE = ("body", "item", "note", "box")
Labels = Mapping[tuple[str, str], Passage]


def check_text(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "numbering"):
        known: dict[tuple[str, str], Passage] = {}
        for passage in text.seen("caption", *_CASES):
            if (match := _CAPTION.match(passage.text)) and (passage.kind == "caption" or match[1] == "案例"):
                label = match[1], _plain(match[2])
                if label in known:
                    yield told(rule, "S313", "numbering", f"编号“{match[1]}{match[2]}”用了两次", hint="更新题注编号，一个编号只用一次", also=(known[label].at,),
                               **place(passage, *match.span()))
                known.setdefault(label, passage)
        if text.whole:
            yield from _gaps(rule, known)
        yield from _lost(rule, text, known)


def _plain(number: str) -> str:
    return re.sub(r"[—–.]", "-", number)


def _gaps(rule: Requirement, known: Labels) -> Iterator[Finding]:
    groups: dict[tuple[str, str], dict[int, Passage]] = defaultdict(dict)
    for (word, number), passage in known.items():
        part, _, count = number.rpartition("-")
        groups[word, part][int(count)] = passage
    for (word, part), counts in groups.items():
        for count in sorted(counts):
            if count > 1 and count - 1 not in counts:
                label = f"{word}{part}{'-' if part else ''}"
                yield told(rule, "S313", "numbering", f"编号不连续：有“{label}{count}”，没有“{label}{count - 1}”", hint="更新题注编号；删掉的图表把后面的编号提前",
                           **place(counts[count], 0, len(counts[count].text)))


def _lost(rule: Requirement, text: Manuscript, known: Labels) -> Iterator[Finding]:
    words = {word for word, _ in known}
    for passage in text.seen(*_PROSE):
        for match in _REFERENCE.finditer(passage.text):
            typed = passage.typed(match.start(1), match.end())
            if typed and (match[1] in words or text.whole) and (match[1], _plain(match[2])) not in known:
                yield told(rule, "S313", "numbering", f"“{match[1]}{match[2]}”不存在", hint="改成有的编号；在正文源文里写 {{表:编号}}、{{图:编号}}",
                           **place(passage, match.start(1), match.end()))
