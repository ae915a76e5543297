"""A text cut up around its figures: what stands beside a figure, in its clause, its sentence, and over it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.core.reading import Context, ReadFigure
from reportgen.reading.grammar import fold
from reportgen.reading.topics import Topics, grams
from reportgen.reading.wording import wording

SENTENCE = "。！？!?\n"
CLAUSE = SENTENCE + "；;，,：:\t"
EDGE = CLAUSE + "、（）()【】[]|"
_TIMES = frozenset({"年", "月", "天", "岁", "小时", "分钟", "周", "个月", "秒", "届"})
_CLASSIFIERS = frozenset("个 项 所 家 门 种 名 位 本 套 台 支 件 篇 部 场 期 次 条 款 间 处 座 类 大类 张 份 校区 专业 国家 省份 人".split())
_NOUN_ENDS = re.compile(r"[均都已将可被由在和与及向赴到参共达占为是获完等开投合处接服出]|以上|以下|左右|参加|完成|获得|实现|入选")
_SILENT = frozenset({"year", "date", "section_number", "doc_number", "law_ref", "phone"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a figure's subject. weights: how near each pair of characters stands. said: the words beside the figure,

    without what means nothing. clause: the words of its clause. head: the words of the clause before.
    """

    weights: dict[str, float]
    said: str
    aside: str
    clause: str
    head: str
    everything: str


class Passage:
    """A text with its figures."""

    def __init__(self, text: str, figures: Sequence[ReadFigure], topics: Topics, context: Context) -> None:
        self.text, self.figures, self.topics, self.context = text, figures, topics, context
        self.plain = _muted(fold(text), figures)
        self.measures = [one for one in figures if one.measures]
        self.bounding = [one for one in self.measures if one.unit not in _TIMES and one.span not in topics.inner]
        self._around = _surroundings(context)

    def left(self, read: ReadFigure) -> str:
        """The words right before a figure, back to a mark or another figure."""
        return self.plain[self.left_edge(read):read.start]

    def left_edge(self, read: ReadFigure) -> int:
        floor = max((one.end for one in self.bounding if one.end <= read.start), default=0)
        place = read.start
        while place > floor and self.plain[place - 1] not in EDGE:
            place -= 1
        return place

    def right(self, read: ReadFigure) -> str:
        """The words right after a figure, up to a mark or another figure."""
        ceiling = min((one.start for one in self.bounding if one.start >= read.end), default=len(self.plain))
        place = read.end
        while place < ceiling and self.plain[place] not in EDGE:
            place += 1
        return self.plain[read.end:place]

    def start_of(self, place: int, marks: str) -> int:
        """Where the clause or sentence around `place` begins."""
        while place > 0 and self.plain[place - 1] not in marks:
            place -= 1
        return place

    def end_of(self, place: int, marks: str) -> int:
        while place < len(self.plain) and self.plain[place] not in marks:
            place += 1
        return place

    def clauses_before(self, place: int) -> list[tuple[int, str]]:
        """The clauses of the sentence before the clause at `place`, the nearest first, with a count of steps (a semicolon counts twice)."""
        found, steps, edge = [], 0, self.start_of(place, CLAUSE)
        while edge > 0 and self.plain[edge - 1] not in SENTENCE:
            steps += 2 if self.plain[edge - 1] in "；;" else 1
            begin = self.start_of(edge - 1, CLAUSE)
            found.append((steps, self.plain[begin:edge - 1]))
            edge = begin
        return found

    def evidence(self, read: ReadFigure, *, instead: str | None = None) -> Evidence:
        """instead: words to take for those on the left (a member of a list, a clause without its verb)."""
        words = wording()
        left, right = self.left(read) if instead is None else instead, self.right(read)
        noun = _noun(right)
        counted = read.unit in _CLASSIFIERS and read.kind == "quantity"
        edge = self.left_edge(read)
        begin = self.start_of(edge, CLAUSE)
        same = self.plain[begin:edge] if instead is None else ""
        before = self.clauses_before(read.start)
        weights: dict[str, float] = {}
        _weigh(weights, words.normal(_digitless(left)) + (read.unit or ""), 1.0)
        _weigh(weights, words.normal(noun), 1.0 if counted else 0.85)
        _weigh(weights, words.normal(right), 0.6)
        _weigh(weights, words.normal(same), 0.95)
        for steps, clause in before:
            _weigh(weights, words.normal(clause), max(0.62, 0.95 - 0.05 * steps))
        for place, weight in self._sentences_before(read.start):
            _weigh(weights, words.normal(place), weight)
        for text, weight in self._around:
            _weigh(weights, text, weight)
        core = left.rsplit("的", 1)[-1] if left.rstrip("的 ").count("的") else left
        aside = left[:len(left) - len(core)]
        said = words.normal(core) + ("|" + words.normal(noun) if counted else "")
        return Evidence(weights, _content(said), _content(words.normal(aside)), _content(words.normal(same)),
                        _content(words.normal(before[0][1])) if before and before[0][0] < 4 else "",
                        words.normal(left + "|" + right + "|" + same))

    def _sentences_before(self, place: int) -> list[tuple[str, float]]:
        start = self.start_of(place, SENTENCE)
        paragraph = self.start_of(place, "\n")
        found, weight = [], 0.6
        while start > paragraph and weight > 0.3:
            begin = self.start_of(start - 1, SENTENCE)
            found.append((self.plain[begin:start], weight))
            start, weight = begin, weight - 0.1
        return found


def _surroundings(context: Context) -> list[tuple[str, float]]:
    normal = wording().normal
    found = [(normal(text), 1.0 if nearest else 0.9) for heads in (context.row, context.column)
             for nearest, text in ((n == len(heads) - 1, text) for n, text in enumerate(heads))]
    found += [(normal(text), max(0.35, 0.55 - 0.08 * n)) for n, text in enumerate(reversed(context.headings))]
    return [*found, (normal(context.before), 0.4), (normal(context.title), 0.4)]


def _muted(text: str, figures: Sequence[ReadFigure]) -> str:
    """The text with years, dates and the like blanked, length for length."""
    for one in figures:
        if one.kind in _SILENT:
            text = text[:one.start] + " " * (one.end - one.start) + text[one.end:]
    return text


def _digitless(text: str) -> str:
    return text


def _noun(right: str) -> str:
    """The noun phrase that the words after a figure begin with."""
    text = right.lstrip("的 “”\"")
    end = _NOUN_ENDS.search(text, 1)
    return text[:end.start()] if end else text


def _content(normal: str) -> str:
    return wording().idle.sub("", normal)


def _weigh(weights: dict[str, float], text: str, weight: float) -> None:
    for pair in grams(text):
        if weights.get(pair, 0.0) < weight:
            weights[pair] = weight
