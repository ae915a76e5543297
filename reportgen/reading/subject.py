"""What a figure measures: the names around it, read as a person reads them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.core.reading import ReadFigure
from reportgen.reading.judge import in_unit_of, slipped_unit
from reportgen.reading.topics import Mention, Topic, Topics, normal

_FILLER = re.compile(r"(?:数|人数|数量|总数|规模|总量|总计|合计|共计|累计|其中|另有|还有|约有|共有|拥有|现有|设有|建有|含|包括|共|有|为|是|达到|达|已|"
                     r"分别|均|保持在|保持|稳定在|稳定|维持在|在|增至|升至|降至|减至|提高到|增加到|减少到|降到|升到|扩大到|优化至|由|从|上年|去年|上届|的|了|则|仅|"
                     r"比例|占比|比重|金额|学生|专任教师|教师|：|:|（|\(|\s|　)*$")
_BREAK = "。！？；\n"
_JUST_AFTER = re.compile(r"^(?:的|“|”|\s)*")
_SELF = re.compile(r"^(?:，|,|；|;|、|且|并|而|同时|（|\(|\s)*(?:较|比|同比|与上|环比|其中|占|增幅|增长|提高|下降|减少|增加|由|从|达)")


@dataclass(frozen=True, slots=True)
class Subject:
    """Topics that a figure may speak of, the best first; sure if a name stands right at it."""

    topics: tuple[Topic, ...]
    sure: bool
    mention: Mention | None = None


class Passage:
    """A text with its figures and the names in it."""

    def __init__(self, text: str, figures: Sequence[ReadFigure], topics: Topics, before: str = "") -> None:
        self.text, self.figures, self.topics = text, figures, topics
        self.mentions = topics.mentions(text)
        self.heads = topics.mentions(before)

    def sentence(self, place: int) -> int:
        """Where the sentence around `place` begins."""
        return max(self.text.rfind(mark, 0, place) for mark in _BREAK) + 1

    def clause(self, place: int) -> int:
        """Where the clause around `place` begins."""
        return max(self.text.rfind(mark, 0, place) for mark in _BREAK + "，,") + 1

    def subject(self, read: ReadFigure) -> Subject | None:
        """What the figure speaks of by the names beside it; None if no name is near."""
        return self._right(read) or self._left(read) or self._composed(read) or self._in_clause(read)

    def _fits(self, read: ReadFigure, mention: Mention) -> tuple[Topic, ...]:
        fitting = tuple(topic for topic in mention.topics if fits(read, topic))
        return fitting

    def _left(self, read: ReadFigure) -> Subject | None:
        """A name that ends right before the figure, nothing but fillers between."""
        last = max((other.end for other in self.figures if other.end <= read.start and other.measures), default=0)
        for mention in reversed(self.mentions):
            if mention.end > read.start or mention.start < last:
                continue
            if _FILLER.fullmatch(self.text[mention.end:read.start]) and (topics := self._fits(read, mention)):
                return Subject(topics, True, mention)
            break
        return None

    def _right(self, read: ReadFigure) -> Subject | None:
        """A name that begins right after the figure: 7个二级学院."""
        start = read.end + _JUST_AFTER.match(self.text[read.end:]).end()
        for mention in self.mentions:
            if mention.start == start and read.unit not in ("%", "元", None) and (topics := self._fits(read, mention)):
                return Subject(topics, True, mention)
        return None

    def _composed(self, read: ReadFigure) -> Subject | None:
        """A qualifier before the figure and a head named earlier: 在线精品课程…，其中国家级5门."""
        start = max([self.clause(read.start), *(other.end for other in self.figures if other.end <= read.start), *(
            place + 1 for place in [self.text.rfind(mark, 0, read.start) for mark in "、（("])])
        phrase = normal(_FILLER.sub("", re.sub(r"^(?:其中|包括|含|有|和|及|以及|与|、|：)+", "", self.text[start:read.start])))
        if not 1 < len(phrase) <= 12:
            return None
        for head in reversed([*self.heads, *(one for one in self.mentions if one.end <= read.start and one.start >= self._reach(read))]):
            for whole in (phrase + head.key, head.key + phrase):
                if topics := tuple(topic for topic in self.topics.called(whole) if fits(read, topic)):
                    return Subject(topics, True, head)
        return None

    def _reach(self, read: ReadFigure) -> int:
        start = self.sentence(read.start)
        return self.sentence(max(0, start - 2)) if start else 0

    def _in_clause(self, read: ReadFigure) -> Subject | None:
        """The nearest fitting name earlier in the clause, words between."""
        start = self.clause(read.start)
        last = max((other.end for other in self.figures if other.end <= read.start and other.measures), default=0)
        for mention in reversed(self.mentions):
            if mention.end <= read.start and mention.start >= max(start, last) and (topics := self._fits(read, mention)):
                return Subject(topics, False, mention)
        return None

    def continues(self, read: ReadFigure, previous_end: int) -> bool:
        """Whether the clause has no subject of its own and goes on about the figure before (…97.07%，比上年提高…)."""
        return bool(_SELF.match(self.text[previous_end:read.start])) or not self.text[previous_end:read.start].strip("，,、（( 　")


def fits(read: ReadFigure, topic: Topic) -> bool:
    """Whether the figure's unit could be the topic's, rightly or by a slip."""
    return in_unit_of(read, topic.now) is not None or slipped_unit(read, topic.now) or _both_money(read, topic)


def _both_money(read: ReadFigure, topic: Topic) -> bool:
    return read.unit == "元" and "元" in topic.now.unit
