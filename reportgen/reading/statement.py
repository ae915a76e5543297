"""A plain statement: 教职工806人. Whose figure it is, of which year, and whether it is right."""

import re
from dataclasses import replace

from reportgen.core.reading import Comparison, Known, ReadFigure
from reportgen.reading.claims import over_years
from reportgen.reading.judge import agrees, misprinted, slipped_unit, stated_in, telling
from reportgen.reading.resolve import Candidate
from reportgen.reading.saying import judged, rewritten, unbound, value_text
from reportgen.reading.times import LAST, NOW, Time, clashes, entries_at
from reportgen.reading.topics import Topic, grams
from reportgen.reading.walk import CLOSE, PLAUSIBLE, SURE, Walk, equal_topics
from reportgen.reading.wording import wording

SHARES = frozenset(("%", "‰", "成", "比例"))
_MEAN = re.compile(r"平均|均值|[生人师班]均")
_ENOUGH = 3  # digits that agree by no accident
_WEAK, _KIN, _TOLD, _PARTLY = 0.5, 0.2, 0.85, 0.7


def statement(walk: Walk, read: ReadFigure) -> Comparison:
    """The figure judged by what stands beside it; unbound if nothing known is meant, ambiguous if several are."""
    origin = walk.risen_from.get(read.start)
    if origin is not None and (before := walk.told.get(origin.start)):
        return judge_candidate(walk, read, Candidate(before.topic, 1.0, 1.0, 1.0, before.topic.name))
    if carried := _carried(walk, read):
        return carried
    found = walk.candidates(read)
    if not found or found[0].score < _WEAK:
        return _by_predicate(walk, read)
    rivals = [one for one in found[1:] if found[0].score - one.score < CLOSE and not equal_topics(one.topic, found[0].topic)]
    kin = [one for one in found[1:] if found[0].score - one.score < _KIN and one.said >= _TOLD and _nested(one, found[0])]
    if kin and found[0].score >= SURE and not _entry_agrees(walk, read, found[0].topic):
        agreeing = [one for one in kin if _entry_agrees(walk, read, one.topic)]
        return judge_candidate(walk, read, agreeing[0]) if agreeing else _ambiguous(walk, read, [found[0], *kin])
    if narrower := [one for one in found[1:] if one.said >= _PARTLY and _nested(one, found[0]) and not _entry_agrees(walk, read, found[0].topic) and _entry_agrees(walk, read, one.topic)]:
        return judge_candidate(walk, read, narrower[0])
    if rivals and found[0].score >= SURE:
        return _ambiguous(walk, read, [found[0], *rivals])
    return _best(walk, read, found)


def _by_predicate(walk: Walk, read: ReadFigure) -> Comparison:
    """The figure judged by what those do whom it counts; never sure, for many may do it."""
    words = walk.passage.predicate(read)
    found = walk.candidates(read, instead=words) if words else []
    return judge_candidate(walk, read, replace(found[0], score=PLAUSIBLE)) if found and found[0].score >= PLAUSIBLE else unbound(read)


def of_others(walk: Walk, read: ReadFigure) -> Comparison:
    """A figure told of the province, the country, other schools: the known one only where that is theirs, so of its size.

    A mean or a share of others is like ours and says nothing.
    """
    if read.kind != "quantity" or read.unit in SHARES or _MEAN.search(walk.clause(read)):
        return unbound(read)
    found = [one for one in walk.candidates(read) if one.score >= SURE]
    stated = stated_in(read, found[0].topic.unit) if found else None
    if stated is None or not found[0].topic.now.value / 2 < stated < found[0].topic.now.value * 2:
        return unbound(read)
    return judge_candidate(walk, read, found[0])


def _nested(one: Candidate, other: Candidate) -> bool:
    """Whether one topic is the other narrowed by words of the sentence: 国外办学在校生, 在校生. Then only the value can tell."""
    narrower = one.topic.scope == other.topic.scope and len(one.name) > len(other.name) and other.name in one.name
    return narrower and wording().leveled.isdisjoint(set(grams(one.name)) - set(grams(other.name)))


def _carried(walk: Walk, read: ReadFigure) -> Comparison | None:
    """报到率94.95%，连续三年稳定在九成以上; 1260人日，由上年的630人日增加: nothing beside the second figure, so the first goes on."""
    last = walk.last(read, unit=read.unit)
    if last is None or not _same_unit(last.read, read) or not walk.evidence(read).bare:
        return None
    time = walk.time(read)
    if read.approx == "none" and (time is NOW or time == walk.time(last.read)):
        return None
    return judge_candidate(walk, read, Candidate(last.topic, PLAUSIBLE, 1.0, 1.0, last.topic.name))


def _same_unit(one: ReadFigure, other: ReadFigure) -> bool:
    shares = ("%", "成", "比例")
    return one.unit == other.unit or (one.unit in shares and other.unit in shares)


def _ambiguous(walk: Walk, read: ReadFigure, found: list[Candidate]) -> Comparison:
    if walk.context.row and (one := _only(walk, read, found)):
        return judge_candidate(walk, read, one)
    if found[0].score - found[1].score >= CLOSE / 2 and _entry_agrees(walk, read, found[0].topic):
        return judge_candidate(walk, read, found[0])
    names = "、".join(dict.fromkeys(f"{one.topic.name}（{value_text(one.topic.now)}）" for one in found[:5]))
    return judged(read, None, "ambiguous", message=f"可能指：{names}", candidates=tuple(dict.fromkeys(one.topic.now.id for one in found)))


def _only(walk: Walk, read: ReadFigure, found: list[Candidate]) -> Candidate | None:
    """Of what a table's row may mean, the one that agrees: to many digits, or by the very name that the row bears."""
    agreeing = [one for one in found if _entry_agrees(walk, read, one.topic)]
    named = walk.topics.called(walk.context.row[-1])
    return agreeing[0] if len(agreeing) == 1 and (telling(read) >= _ENOUGH or agreeing[0].topic in named) else None


def _best(walk: Walk, read: ReadFigure, found: list[Candidate]) -> Comparison:
    """The best candidate; a lesser one only where it agrees to the last of many digits and its name is told as well."""
    best = found[0]
    enough = telling(read) >= _ENOUGH or walk.passage.enumerated(read)
    named = best.said >= _TOLD and best.explains >= SURE
    if not named and not _entry_agrees(walk, read, best.topic) and read.approx == "none" and enough:
        for other in found[1:]:
            if other.score >= max(_WEAK, best.score - 0.25) and _entry_agrees(walk, read, other.topic):
                return judge_candidate(walk, read, other)
    return judge_candidate(walk, read, best)


def _entry_agrees(walk: Walk, read: ReadFigure, topic: Topic) -> bool:
    return any(agrees(read, entry) for entry in entries_at(topic, walk.time(read)))


def judge_candidate(walk: Walk, read: ReadFigure, found: Candidate) -> Comparison:
    """One topic against the figure. Only a sure one is called wrong; a plausible one only if its digits betray the slip."""
    topic, time = found.topic, walk.time(read)
    entry = _meant(read, topic.entries if walk.context.loose else entries_at(topic, time) or _of_report(walk, topic, time))
    likely = found.score >= SURE or found.score >= PLAUSIBLE and found.said >= _TOLD and entry is not None and misprinted(read, entry)
    sure = likely and walk.accuses(read, topic)
    if clashes(topic, time):
        return _clashing(walk, read, found, time)
    if entry is None:
        return unbound(read, f"快照里没有{topic.name}{time.text or '上年'}的数")
    verdict = agrees(read, entry)
    if verdict:
        return walk.note(read, topic, over_years(walk, read, topic, judged(read, entry, verdict)), sure=sure)
    wrong = None if walk.context.loose else _wrong(read, topic, entry, time, sure=sure)
    return walk.note(read, topic, wrong, sure=sure) if wrong else unbound(read)


def _of_report(walk: Walk, topic: Topic, time: Time) -> tuple[Known, ...]:
    """The forms head their columns with the report's year, whatever year the money was spent in."""
    return tuple(one for one in topic.entries if one.period == str(time.year)) if walk.context.column and time.kind == "year" else ()


def _meant(read: ReadFigure, entries: tuple[Known, ...]) -> Known | None:
    """Of the entries that a time may mean, the one the figure agrees with; else the first."""
    return next((one for one in entries if agrees(read, one)), next(iter(entries), None))


def _clashing(walk: Walk, read: ReadFigure, found: Candidate, time: Time) -> Comparison:
    topic = found.topic
    entry = next((one for one in topic.entries if agrees(read, one)), None)
    if entry is None or found.score < PLAUSIBLE:
        return unbound(read) if found.score < SURE else walk.note(read, topic, _mismatch(read, topic.now))
    return walk.note(read, topic, judged(read, entry, "period_error", message=f"{topic.name}按自然年统计，这是{entry.when}的数，不是{time.text}的"))


def _wrong(read: ReadFigure, topic: Topic, entry: Known, time: Time, *, sure: bool) -> Comparison | None:
    betrayed = sure or telling(read) >= _ENOUGH
    if betrayed and slipped_unit(read, entry):
        return judged(read, entry, "unit_error", message=f"数字对，单位不对：应为{value_text(entry)}",
                      edits=((read.start, read.end, rewritten_unit(read, entry)),))
    other = next((one for one in topic.entries if one is not entry and agrees(read, one) in ("match", "rounded_ok")), None)
    if betrayed and other is not None:
        return judged(read, entry, "period_error", message=_stale(other, entry, time), edits=((read.start, read.end, rewritten(read, entry)),))
    return _mismatch(read, entry) if sure else None


def _mismatch(read: ReadFigure, entry: Known) -> Comparison:
    return judged(read, entry, "mismatch", message=f"{entry.name}应为{value_text(entry)}", edits=((read.start, read.end, rewritten(read, entry)),))


def _stale(other: Known, entry: Known, time: Time) -> str:
    said = f"文中说的是{time.text}" if time not in (NOW, LAST) and time.text else ""
    return f"这是{_when(other)}的数；{said + '，' if said else ''}{_when(entry)}应为{value_text(entry)}"


def _when(known: Known) -> str:
    return str(known.when) if known.when else known.period


def rewritten_unit(read: ReadFigure, known: Known) -> str:
    """The digits as they stand, with the unit that is right."""
    return f"{known.value:f}{known.unit.split('/')[0]}"
