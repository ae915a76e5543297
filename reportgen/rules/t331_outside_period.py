"""# T331 outside-period 统计时段之外的事

**查什么**：写成已经发生的事（荣获、立项、签订、揭牌……），日期是否落在本年度的学年和财政年之外。写明“将”“拟”“展望”的不算。

**为什么**：把8月31日以后的事写进本学年，是评审专挑的毛病。

**怎么改**：核对日期；确需写进的，说明是展望，或移到面临挑战与展望部分，也可登记豁免。

**程度**：由年度包的 `rules.yaml` 规定。
"""

import re
from collections.abc import Iterator
from datetime import date

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript, Passage
from reportgen.core.rulebook import Requirement
from reportgen.rules.wordings import asked, compiled, place, told

EACH = True
_DATE = re.compile(r"(?<!\d)(20\d\d)年(?:(\d{1,2})月(?:(\d{1,2})日)?)?(?!度|级|届|版|[—～-]|\d)")
_ENDS = re.compile(r"[。；！？\n]")
_PROSE = ("body", "item", "box")


def check_text(text: Manuscript) -> Iterator[Finding]:
    last = text.pack.edition.data_year.end
    for rule in asked(text, "outside-period"):
        for passage in text.seen(*_PROSE):
            for match in _DATE.finditer(passage.text):
                if passage.typed(*match.span()) and (began := _first(match)) is not None and began > last and _reported(rule, passage, match.span()):
                    yield told(rule, "T331", "outside-period", f"“{match[0]}”晚于本年度的统计时段（到{last.year}年{last.month}月{last.day}日为止）",
                               hint="核对日期；不属于本年度的删去，或写明是展望", **place(passage, *match.span()))


def _first(match: re.Match[str]) -> date | None:
    """The first day that the date may mean; None if it is no date."""
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None


def _reported(rule: Requirement, passage: Passage, span: tuple[int, int]) -> bool:
    """Whether the sentence tells of it as of something that has happened."""
    edges = [0, *(one.end() for one in _ENDS.finditer(passage.text)), len(passage.text)]
    start = max(one for one in edges if one <= span[0])
    sentence = passage.text[start:min(one for one in edges if one >= span[1])]
    return bool(compiled(str(rule.get("about", ""))).search(sentence)) and not compiled(str(rule.get("unless", "$^"))).search(sentence)
