"""# W405 self-reference 自称不统一

**查什么**：全文称自己为“学校”“我校”“本校”“学院”等，是否混用。

**为什么**：分头写的稿子自称不一，是没有统稿的痕迹。

**怎么改**：全文统一用一种，一般用“学校”；“学院”只指二级学院。

**程度**：由年度包的 `rules.yaml` 规定，只作提示。
"""

from collections import Counter
from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript, Passage
from reportgen.core.rulebook import Requirement
from reportgen.rules.wordings import asked, compiled, place, told

_OURS = ("我校", "本校", "我院", "本院")
_PROSE = ("body", "item")


def check_text(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "self-reference"):
        words = [one for one in rule.get("words", ()) if one in _OURS]
        used = [(word, passage, start) for passage in text.seen(*_PROSE) for word in words for start in _starts(rule, passage, word)]
        plain = sum("学校" in passage.text for passage in text.seen(*_PROSE))
        counts = Counter(word for word, *_ in used)
        if counts and (plain or len(counts) > 1):
            word, passage, start = used[0]
            told_of = "、".join(f"“{one}”{count}处" for one, count in counts.most_common())
            yield told(rule, "W405", "self-reference", f"自称不统一：{told_of}{f'，另有{plain}段用“学校”' if plain else ''}", hint="全文统一用“学校”",
                       **place(passage, start, start + len(word)))


def _starts(rule: Requirement, passage: Passage, word: str) -> Iterator[int]:
    if word not in passage.text:
        return
    unless = [one.span() for one in compiled(str(rule.get("unless", "$^"))).finditer(passage.text)]
    for match in compiled(word).finditer(passage.text):
        if passage.typed(*match.span()) and not any(left < match.end() and match.start() < right for left, right in unless):
            yield match.start()
