"""A text read from front to back: what each figure speaks of, given what the figures before it said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.core.reading import RIGHT, Comparison, Context, Known, ReadFigure
from reportgen.reading.judge import agrees, suits
from reportgen.reading.lists import members, rises
from reportgen.reading.passage import CLAUSE, SENTENCE, TIMES, Evidence, Passage
from reportgen.reading.resolve import Candidate, candidates
from reportgen.reading.scopes import SCHOOL, namings
from reportgen.reading.times import LAST, NOW, Time, times
from reportgen.reading.topics import Topic, Topics
from reportgen.reading.wording import wording

SURE, PLAUSIBLE, CLOSE = 0.8, 0.6, 0.04
_SPENT, _OTHER_SCOPE, _OWN_SCOPE = 0.2, 0.6, 0.08


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
        self.members = members(self.passage)
        self.risen_from, self.rises_to = rises(self.passage)
        self.said: list[Said] = []
        self.times = times(text)
        self.namings = namings(text, topics.scopes)

    def figures(self) -> Iterator[ReadFigure]:
        """The measures in order; a bare number takes the unit of the one it rises to."""
        for read in self.passage.measures:
            other = self.rises_to.get(read.start)
            yield replace(read, unit=other.unit) if other and read.unit is None and read.kind == "quantity" else read

    # ── what stands around a figure ──

    def clause(self, read: ReadFigure) -> str:
        """The words of its clause before the figure."""
        return self.passage.plain[self.passage.start_of(read.start, CLAUSE):read.start]

    def rest(self, read: ReadFigure) -> str:
        """The words of its clause after the figure."""
        return self.passage.plain[read.end:self.passage.end_of(read.end, CLAUSE)]

    def sentence(self, read: ReadFigure) -> int:
        return self.passage.start_of(read.start, SENTENCE)

    def planned(self, read: ReadFigure) -> bool:
        """Whether the text says what is intended, not what is."""
        return bool(wording().plan.search(self.passage.plain[self.sentence(read):read.start]))

    def required(self, read: ReadFigure) -> bool:
        """Whether the figure is a standard that something is measured against."""
        before, after = wording().threshold
        return bool(after.search(self.rest(read))) and (read.approx not in ("none", "about") or bool(before.search(self.clause(read))))

    def named(self, read: ReadFigure) -> bool:
        """Whether the figure is part of a name or a stretch of time."""
        follows = self.passage.plain[read.end:read.end + 1].strip("，。；、：（）")
        return bool(read.span in self.topics.inner and follows) or (
            read.unit in TIMES and not any(suits(read, topic.unit) for topic in self.topics.all))

    # ── when, who ──

    def time(self, read: ReadFigure) -> Time:
        """The time that governs the figure; NOW if the text names none."""
        heads = [named.time for text in (*self.context.row, *self.context.column) for named in times(text)]
        if heads:
            return heads[-1]
        if read.start in self.rises_to and not self._time_beside(read):
            return LAST
        clause, sentence = self.passage.start_of(read.start, CLAUSE), self.passage.start_of(read.start, SENTENCE + "；;")
        for named in reversed(self.times):
            relative = named.time.kind in ("last", "now")
            if named.end > read.start or self._is_base(named.start) or named.start < (clause if relative else sentence):
                continue
            if read.start in self.risen_from and named.end <= self.risen_from[read.start].start and named.time.kind != "cohort":
                continue
            return named.time
        return NOW

    def _time_beside(self, read: ReadFigure) -> bool:
        return any(read.start - 8 <= named.end <= read.start and named.time.kind != "now" for named in self.times)

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
        before = [one for one in self.namings if one.end <= read.start]
        here = [one for one in before if one.start >= sentence]
        for group, weight in ((here, 2 * _OWN_SCOPE), (before, _OWN_SCOPE)):
            if group:
                last = [one.scope for one in group if group[-1].start - one.end < 12]
                return (group[-1].scope, weight) if len(set(last)) == 1 or last[-1] == last[0] else ("", 0.0)
        return (self.context.scopes[0], _OWN_SCOPE) if len(self.context.scopes) == 1 else ("", 0.0)

    # ── what ──

    def evidence(self, read: ReadFigure, *, instead: str | None = None) -> Evidence:
        if instead is None and (self.context.row or self.context.column):
            return self.passage.evidence(read, instead="|".join((*self.context.row, *self.context.column)))
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

    def candidates(self, read: ReadFigure, *, instead: str | None = None, unit: str | None = None) -> list[Candidate]:
        """Topics the figure may speak of, the best first. unit: for a change, what its subject is counted in."""
        scope, weight = self.scope(read)
        probe = replace(read, unit=unit) if unit is not None else read
        found = candidates(self.topics, self.evidence(read, instead=instead), lambda topic: self._fits(probe, topic, scope))
        spent = self._spent(read)
        ranked = [replace(one, score=one.score + (weight if scope and one.topic.scope == scope else 0)
                          - (_SPENT if id(one.topic) in spent else 0)) for one in found]
        return sorted(ranked, key=lambda one: -one.score)

    def _fits(self, read: ReadFigure, topic: Topic, scope: str) -> float:
        return suits(read, topic.unit) if topic.scope in ("", scope) else 0.0

    def _spent(self, read: ReadFigure) -> set[int]:
        """Topics already told in this sentence: it does not tell them twice."""
        if read.start in self.risen_from or self.context.row:
            return set()
        sentence = self.sentence(read)
        return {id(one.topic) for one in self.said if one.sentence == sentence and one.read.kind != "change"}

    def last(self, read: ReadFigure, *, unit: str | None = "", same_sentence: bool = True) -> Said | None:
        """The figure understood last. unit: only one that is counted in it."""
        sentence = self.sentence(read)
        return next((one for one in reversed(self.said) if (not same_sentence or one.sentence == sentence) and (
            unit == "" or (one.topic.unit == "%" if unit == "%" else suits(replace(read, unit=unit), one.topic.unit) > 0))), None)

    def note(self, read: ReadFigure, topic: Topic, judged: Comparison, *, sure: bool = True) -> Comparison:
        """Remember what was understood."""
        entry = next((one for one in topic.entries if one.period == judged.period), topic.now)
        self.said.append(Said(read, topic, entry, judged.verdict, self.sentence(read), sure))
        return judged


def settled(verdict: str) -> bool:
    """Whether a verdict says that the text is right."""
    return verdict in RIGHT


def equal_topics(one: Topic, other: Topic) -> bool:
    """Whether two topics say the same, so that it does not matter which is meant."""
    return one.unit == other.unit and one.now.value == other.now.value


__all__ = ["CLOSE", "PLAUSIBLE", "SURE", "Said", "Walk", "agrees", "equal_topics", "settled"]
