"""# J108 watermark 水印没有去掉

**查什么**：页眉里的水印是不是“草稿”“机密”“样本”一类的字样；网页、PDF 里有没有这样的整段文字。

**为什么**：带着草稿水印的文件不能报送和发布。

**怎么改**：去掉水印；由 `reportgen build --final` 生成的终稿没有水印。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.place import Place
from reportgen.rules.wordings import asked, compiled, place, told

_LONGEST = 8


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "watermark"):
        words = compiled(str(rule.get("words", "$^")))
        met = {mark.text for mark in text.facts.marks if mark.kind == "watermark" and words.search(mark.text)} if text.facts else set()
        for one in sorted(met):
            yield told(rule, "J108", "watermark", f"有“{one}”水印", at=Place(text.name, sheet="页眉页脚"), hint="去掉水印，或重新生成终稿")
        alone = [one for one in text.seen("body", "running", "box") if len(one.text.strip()) <= _LONGEST and words.fullmatch(one.text.strip())]
        for one in alone[:1]:
            yield told(rule, "J108", "watermark", f"有“{one.text.strip()}”字样", hint="去掉水印，或重新生成终稿", **place(one, 0, len(one.text)))
