"""A text read from front to back: what each figure speaks of, given what the figures before it said."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile

from reportgen.core.reading import RIGHT, Comparison, Context, Known, ReadFigure
from reportgen.reading.extract.tables import UNITS
from reportgen.reading.figures import read_figures
from reportgen.reading.judge import agrees, suits
from reportgen.reading.lists import members, orders, rises
from reportgen.reading.numerals import number
from reportgen.reading.cuts import CLAUSE, SENTENCE, Along
from reportgen.reading.passage import CLASSIFIERS, TIMES, Evidence, Passage, letters
from reportgen.reading.resolve import Candidate, candidates
from reportgen.reading.scopes import SCHOOL, namings
from reportgen.reading.times import LAST, NOW, Named, Time, times
from reportgen.reading.topics import Topic, Topics
from reportgen.reading.wording import wording

SURE, PLAUSIBLE, CLOSE = 0.8, 0.6, 0.04
_MOST = 12  # topics worth a look
_CLAUSE = 160  # characters of a clause that anybody relates to a figure
_SPENT, _OWN_SCOPE, _COHERES = 0.2, 0.08, 0.12

_HEAD_UNIT = re.compile(r"[（(][^（）()]{1,8}[）)]\s*$|[/／]\s*[^/／]{1,4}$")

_QUALIFIER = re.compile(r"[^\d一二三四五六七八九十百千万亿]*")
_AND = re.compile(r"\s*(?:[、，,和与及至]|以及)\s*")
_LATELY = re.compile(r"(?:近|最近|过去)([两二三四五\d])年")
_HAVING = re.compile(r"下设|设有|设置|设立|现有|共有|拥有|开设|建有|组建|形成")
_WHOLE_ROW = re.compile(r"合计|总计|小计|全校|学校|数值|数量")
_EACH_OF = re.compile(r"^各|各类|各级|各个")
_CHANGES = re.compile(r"变化|变动|增减|升降|涨跌|增量|减量|差值|差额|同比|环比|增长|增速|[变增升涨降减跌]幅")
_GROWTH = re.compile(r"幅|率|%|％")


@dataclass(frozen=True, slots=True)
class Said:
    """A figure that has been understood. sentence: where its sentence begins. sure: its subject stands beside it."""

    read: ReadFigure
    topic: Topic
    entry: Known
    verdict: str
    sentence: int
    sure: bool


class Walk:
    """One text under judgement."""

    def __init__(self, text: str, figures: Sequence[ReadFigure], topics: Topics, context: Context) -> None:
        self.topics, self.context = topics, context
        self.passage = Passage(text, figures, topics, context)
        self.members, self.orders = members(self.passage), orders(self.passage)
        self.risen_from, self.rises_to = rises(self.passage)
        self.said: list[Said] = []
        self.told: dict[int, Said] = {}
        self.times = Along(times(text))
        self.namings = Along(namings(text, topics.scopes))

    def figures(self) -> Iterator[ReadFigure]:
        """The measures in order; a bare number takes the unit of the one it rises to."""
        for read in self.passage.measures:
            other = self.rises_to.get(read.start)
            if other and read.unit is None and read.kind == "quantity":
                read = replace(read, unit=other.unit)
            if self.context.unit and read.unit is None:
                read = in_head_unit(read, self.context.unit)
            yield self._as_change(read) if self._tells_change() else read

    def _tells_change(self) -> bool:
        """Whether the cell's column holds differences."""
        return bool(self.context.column and _CHANGES.search(self.context.column[-1]))

    def _as_change(self, read: ReadFigure) -> ReadFigure:
        """A cell of a column of differences: its sign is its direction; a difference of percentages is told in points."""
        before = read.span[:1] if read.span[:1] in ("-", "−", "+", "－", "＋") else self.passage.plain[:read.start].rstrip()[-1:]
        direction = "down" if before in ("-", "−", "－", "↓", "▼") else "up" if before in ("+", "＋", "↑", "▲") else None
        points = read.unit == "%" and isinstance(read.value, Decimal) and not _GROWTH.search(self.context.column[-1])
        return replace(read, kind="change", direction=direction, unit="个百分点" if points else read.unit, value=abs(read.value) * (100 if points else 1) if isinstance(read.value, Decimal) else read.value)

    # ── what stands around a figure ──

    def clause(self, read: ReadFigure) -> str:
        """The words of its clause before the figure, the last of them if it is very long."""
        return self.passage.plain[max(read.start - _CLAUSE, self.passage.start_of(read.start, CLAUSE)):read.start]

    def rest(self, read: ReadFigure) -> str:
        """The words of its clause after the figure."""
        return self.passage.plain[read.end:self.passage.end_of(read.end, CLAUSE)]

    def sentence(self, read: ReadFigure) -> int:
        return self.passage.start_of(read.start, SENTENCE)

    def apart(self) -> bool:
        """Whether the cell's row or column holds targets, standards or numbers of others."""
        heads = (*self.context.row[-1:], *self.context.column[-1:])
        return any(wording().apart.search(head) or wording().elsewhere.search(head) for head in heads)

    def planned(self, read: ReadFigure) -> bool:
        """Whether the text says what is intended, not what is."""
        begin = self.passage.start_of(read.start, SENTENCE + "；;")
        return bool(wording().plan.search(self.passage.plain[begin:read.start]))

    def required(self, read: ReadFigure) -> bool:
        """Whether the figure is a standard that something is measured against."""
        before, after, rule = wording().threshold
        clause = self.clause(read)
        if rule.search(clause + _QUALIFIER.match(read.span)[0]):
            return True
        return bool(after.search(self.rest(read))) and (read.approx not in ("none", "about") or bool(before.search(clause)))

    def elsewhere(self, read: ReadFigure) -> bool:
        """Whether the text speaks of the province, the country, other schools, or of a part of this one."""
        before = self.passage.plain[self.passage.start_of(read.start, SENTENCE + "；;，,"):read.start]
        sentence = self.passage.plain[self.passage.start_of(read.start, SENTENCE + "；;"):read.start]
        return bool(wording().elsewhere.search(before) or wording().part.search(sentence) or not self.topics.regional and wording().region.search(before))

    def named(self, read: ReadFigure) -> bool:
        """Whether the figure is part of a name, a stretch of time, a rate's base (每2人), or glued to another."""
        if self.passage.plain[max(0, read.start - 1):read.start] == "每" or ((before := self.passage.before(read)) is not None and before.end == read.start):
            return True
        follows = self.passage.plain[read.end:read.end + 1].strip("，。；、：（）")
        return bool(read.span in self.topics.inner and follows) or (
            read.unit in TIMES and not any(suits(read, topic.unit) for topic in self.topics.all))

    # ── when, who ──

    def time(self, read: ReadFigure) -> Time:
        """The time that governs the figure; NOW if the text names none."""
        heads = [named.time for text in (*self.context.row, *self.context.column) for named in times(text)]
        if heads:
            return heads[-1]
        if listed := self._listed_time(read):
            return listed
        if read.start in self.rises_to and not self._time_beside(read):
            return LAST
        clause, part, sentence = (self.passage.start_of(read.start, marks) for marks in (CLAUSE, SENTENCE + "；;", SENTENCE))
        for named in reversed(self.times.within(sentence, read.start)):
            reach = clause if self._short_lived(named) else sentence if named.time.lasting else part
            if self._is_base(named.start) or named.start < reach:
                continue
            if read.start in self.risen_from and named.end <= self.risen_from[read.start].start and named.time.kind != "cohort":
                continue
            return named.time
        return NOW

    def _listed_time(self, read: ReadFigure) -> Time | None:
        """The time in step with a figure of a list: 2023年和2024年…分别为1和2; 近三年…分别为1、2、3."""
        begin, place, count = self.orders.get(read.start, (0, 0, 0))
        sentence = self.sentence(read)
        before = self.times.within(sentence, begin)
        last = before[-count:] if count else []
        if len(last) == count > 1 and all(_AND.fullmatch(self.passage.text, one.end, other.start) for one, other in zip(last, last[1:])):
            return last[place].time
        if count > 1 and (years := _LATELY.search(self.passage.plain, sentence, begin)) and number(years[1]) == count:
            return Time("back", count - 1 - place, years[0])
        return None

    def _short_lived(self, named: Named) -> bool:
        """Whether a time speaks for its own clause only: 上年, and a date at which something happened."""
        if named.time.kind != "date" or named.time.lasting:
            return named.time.kind in ("last", "now")
        rest = self.passage.plain[named.end:self.passage.end_of(named.end, CLAUSE)]
        return bool(wording().idle.sub("", rest).strip())

    def _time_beside(self, read: ReadFigure) -> bool:
        return any(read.start - 8 <= named.end and named.time.kind != "now" for named in self.times.within(read.start - 24, read.start))

    def _is_base(self, place: int) -> bool:
        return bool(wording().base.search(self.passage.text[max(0, place - 5):place]))

    def scope(self, read: ReadFigure) -> tuple[str, float]:
        """The enterprise spoken of, and how much that weighs; "" for the school."""
        clause, sentence = self.passage.start_of(read.start, CLAUSE), self.sentence(read)
        heads = [one.scope for text in (*self.context.column, *self.context.row) for one in namings(text, self.topics.scopes)]
        if heads:
            return heads[-1], 2 * _OWN_SCOPE
        if SCHOOL.search(self.passage.plain[clause:read.start]):
            return "", 0.0
        nearest = self.namings.before(read.start)
        before = self.namings.within(nearest.start - 80, read.start) if nearest else []
        here = self.namings.within(sentence, read.start)
        for group, weight in ((here, 2 * _OWN_SCOPE), (before, _OWN_SCOPE)):
            if group:
                last = [one.scope for one in group if group[-1].start - one.end < 12]
                return (group[-1].scope, weight) if len(set(last)) == 1 or last[-1] == last[0] else ("", 0.0)
        return (self.context.scopes[0], _OWN_SCOPE) if len(self.context.scopes) == 1 else ("", 0.0)

    def accuses(self, read: ReadFigure, topic: Topic) -> bool:
        """Whether the place lets a figure be called wrong: no list of examples, and nobody else is spoken of."""
        if self.context.loose or read.unit is None and not self.context.row and read.start not in self.risen_from:
            return False
        if self.context.row and not self.row_means(topic):
            return False
        listed = self.passage.enumerated(read) and self.passage.right(read).strip() and not self.members.get(read.start)
        if listed and not (_HAVING.search(self.clause(read)) and self.clause(read).rstrip().endswith("等")):
            return False
        if topic.scope or not (scope := self.scope(read)[0]):
            return True
        sentence = self.sentence(read)
        rest = self.namings.within(sentence, self.passage.end_of(read.end, SENTENCE))
        spoken_of = any(one.scope == scope for one in rest) or any(one.topic.scope for one in self.lately(sentence))
        return scope not in self.context.scopes and not spoken_of

    def row_means(self, topic: Topic) -> bool:
        """Whether a table row's name belongs to the topic, and is no category that its total is broken down by."""
        label = wording().normal((head_words(self.context.row) or [""])[-1])
        said = [(left, right) for left, right, idle in letters(label) if not idle]
        if not said or _WHOLE_ROW.search(label) or namings(label, self.topics.scopes):
            return True
        named = sum(left in topic.own or right in topic.own for left, right in said) / len(said)
        return named >= (0.95 if any(_EACH_OF.search(head) for head in self.context.column) else 0.7)

    # ── what ──

    def evidence(self, read: ReadFigure, *, instead: str | None = None) -> Evidence:
        if instead is None and (self.context.row or read.unit not in CLASSIFIERS) and (name := self.passage.caption(read)):
            return self.passage.evidence(read, instead=name)
        if instead is None and (self.context.row or self.context.column):
            row = head_words(self.context.row)
            return self.passage.evidence(read, instead="|".join((*row[-1:], *head_words(self.context.column))), shared="|".join(row[:-1]))
        member = self.members.get(read.start)
        if instead is None and member is not None:
            return self.passage.evidence(read, instead=member.words, shared=member.shared)
        if instead is None and (host := self._host(read)):
            return self.passage.evidence(read, instead=self.passage.left(host))
        return self.passage.evidence(read, instead=instead)

    def _host(self, read: ReadFigure) -> ReadFigure | None:
        """For 2956人次（1093.72万元）: the figure before the bracket."""
        before = self.passage.before(read)
        between = self.passage.plain[before.end:read.start] if before else ""
        return before if between.strip() in ("（", "(") else None

    def candidates(self, read: ReadFigure, *, instead: str | None = None, least: float = 0.4, again: bool = False,
                   any_unit: bool = False) -> list[Candidate]:
        """Topics the figure may speak of, the best first. again: the sentence may have told them already."""
        scope, weight = self.scope(read)
        found = candidates(self.topics, self.evidence(read, instead=instead), lambda other: 1.0 if any_unit else suits(read, other), scopes=("", scope), least=least)
        spent = set() if again else self._spent(read)
        ranked = [(one.score + (weight if scope and one.topic.scope == scope else 0) - (_SPENT if id(one.topic) in spent else 0) + self._cohesion(read, one), one)
                  for one in found]
        return [replace(one, score=score) for score, one in sorted(ranked, key=lambda pair: -pair[0])[:_MOST]]

    def _cohesion(self, read: ReadFigure, one: Candidate) -> float:
        """A sentence goes on about what it began with: telling words shared with the topic before."""
        last = self.last(read)
        if last is None or last.topic is one.topic or one.explains < 0.9:
            return 0.0
        shared = last.topic.own & one.topic.own
        return min(_COHERES, sum(0.03 for pair in shared if self.topics.weight[pair] > 0.4))

    def _spent(self, read: ReadFigure) -> set[int]:
        """Topics already told in this sentence: it does not tell them twice."""
        if read.start in self.risen_from or self.context.row:
            return set()
        sentence = self.sentence(read)
        return {id(one.topic) for one in self.lately(sentence) if one.read.kind != "change"}

    def last(self, read: ReadFigure, *, unit: str | None = "", same_sentence: bool = True) -> Said | None:
        """The figure understood last. unit: only one that is counted in it."""
        sentence = self.sentence(read)
        known = self.lately(sentence) if same_sentence else reversed(self.said)
        return next((one for one in known if (
            unit == "" or (one.topic.unit == "%" if unit == "%" else suits(replace(read, unit=unit), one.topic.unit) > 0))), None)

    def lately(self, begin: int) -> Iterator[Said]:
        """What was understood from `begin` on, the last first."""
        return takewhile(lambda one: one.read.start >= begin, reversed(self.said))

    def note(self, read: ReadFigure, topic: Topic, judged: Comparison, *, sure: bool = True) -> Comparison:
        """Remember what was understood."""
        entry = next((one for one in topic.entries if one.period == judged.period), topic.now)
        said = Said(read, topic, entry, judged.verdict, self.sentence(read), sure)
        self.said.append(said)
        self.told[read.start] = said
        return judged


def head_words(heads: Sequence[str]) -> list[str]:
    """What a table's heads name, without units in brackets, times and enterprises."""
    words = []
    for head in heads:
        text = _HEAD_UNIT.sub("", head)
        for named in reversed(times(text)):
            text = text[:named.start] + text[named.end:]
        words.append(text)
    return [word for word in words if word not in UNITS]


def in_head_unit(read: ReadFigure, unit: str) -> ReadFigure:
    """A bare number of a cell in the unit that the table's head gives."""
    found = read_figures(read.span + unit)
    if len(found) != 1 or not found[0].measures or found[0].start:
        return read
    return replace(found[0], start=read.start, end=read.end, span=read.span)


def settled(verdict: str) -> bool:
    """Whether a verdict says that the text is right."""
    return verdict in RIGHT


def equal_topics(one: Topic, other: Topic) -> bool:
    """Whether two topics say the same, so that it does not matter which is meant."""
    return one.unit == other.unit and one.now.value == other.now.value


__all__ = ["CLOSE", "PLAUSIBLE", "SURE", "Said", "Walk", "agrees", "equal_topics", "settled"]
