"""Differences and growth: 较上年提高1.15个百分点, 增长3.4%, 翻一番. Recomputed from both years."""

import re
from dataclasses import replace
from decimal import Decimal

from reportgen.core.period import PeriodKind
from reportgen.core.reading import Comparison, Known, ReadFigure
from reportgen.core.show import rounded
from reportgen.reading.folding import fold
from reportgen.reading.judge import agrees, approximates, in_unit, step, telling
from reportgen.reading.saying import judged, number_text, unbound
from reportgen.reading.cuts import CLAUSE, SENTENCE
from reportgen.reading.statement import judge_candidate
from reportgen.reading.times import Time, entry_at, times
from reportgen.reading.topics import Topic
from reportgen.reading.walk import PLAUSIBLE, SURE, Said, Walk, head_words
from reportgen.reading.wording import wording

_VERB = re.compile(r"(?:又|再|也|均|都|共|净|已|仅|略|微|大幅|明显|稳步|同比|环比|有所|累计|年均)*(?:新?增加?|增长|提高|提升|上升|增收|增幅|涨幅|升幅|减少|下降|降低|回落|下滑|缩减|减幅|降幅|跌幅|降|升|多|少|翻)"
                   r"(?:了|为|达到?|约|近|超过?|逾|率为?|比例为?|幅度为?|[:：])*\s*$")
_BASE_WORDS = re.compile(r"(?:较|比|与|同|相较于?|在)[^，。；、较比]{0,8}(?:年|届|期|末)(?:同期|度)?(?:相比|基础上)?[，,]?|同比|环比|较前[一二]年")
_RELATIVE = ("个百分点", "%", "倍", "‰")
_CENT = Decimal("0.01")


def change(walk: Walk, read: ReadFigure) -> Comparison:
    """The change judged by its own subject, or by the one that was spoken of last."""
    found = _subject(walk, read)
    if found is None:
        return unbound(read)
    topic, sure = found
    sure = sure and (not walk.context.row or walk.row_means(topic))
    before = _base(walk, read, topic)
    if before is None:
        return unbound(read, f"快照里没有{topic.name}上一期的数")
    result = _judge(walk, read, topic, before, sure)
    return walk.note(read, topic, result) if result.indicator else result


def _subject(walk: Walk, read: ReadFigure) -> tuple[Topic, bool] | None:
    words = _own_words(walk, read)
    if words:
        found = [one for one in walk.candidates(_level(read, walk), instead=words, again=True) if _measures(read, one.topic)]
        named = walk.topics.called(walk.context.row[-1]) if walk.context.row else ()
        best = next((one for one in found if one.topic in named), next(iter(found), None))
        return (best.topic, best.score >= 0.8) if best is not None and best.score >= PLAUSIBLE else None
    last = _spoken(walk, read)
    return (last.topic, last.sure) if last else None


def _own_words(walk: Walk, read: ReadFigure) -> str:
    """What the clause names as changing, without verb and base; "" if nothing. In a table: the row."""
    if walk.context.row:
        return "|".join(head_words(walk.context.row))
    before = walk.passage.before(read)
    begin = max(walk.passage.start_of(read.start, CLAUSE), before.end if before else 0)
    own = _BASE_WORDS.sub("", _VERB.sub("", fold(walk.passage.text[begin:read.start])))
    own = re.split(r"[、（(]", own)[-1]
    return own if wording().idle.sub("", wording().normal(own)) else ""


def _level(read: ReadFigure, walk: Walk) -> ReadFigure:
    """The change as if it were a level: of the unit that the table gives, or so that topics of any unit may be its subject."""
    if read.unit not in _RELATIVE:
        return replace(read, kind="quantity")
    return replace(read, kind="quantity", unit=walk.context.unit if walk.context.unit and walk.context.unit not in _RELATIVE else None)


def _measures(read: ReadFigure, topic: Topic) -> bool:
    if read.unit == "个百分点":
        return topic.unit in ("%", "‰")
    return read.unit in ("%", "倍", "‰") or in_unit(Decimal(1), read.unit, topic.unit) is not None


def _spoken(walk: Walk, read: ReadFigure) -> Said | None:
    """What was spoken of last and may change by such a figure: in the sentence, else right before it; None if it was not understood."""
    sentence = walk.sentence(read)
    begin = sentence if walk.passage.along.within(sentence, read.start) else walk.passage.start_of(
        max(0, sentence - 1), SENTENCE)
    for one in reversed(walk.passage.along.within(begin, read.start)):
        said = walk.told.get(one.start)
        if said and _measures(read, said.topic):
            return said
        if said is None and one.kind != "change" and _same_kind(read, one):
            return None
    return None


def _same_kind(read: ReadFigure, one: ReadFigure) -> bool:
    """Whether a figure that was not understood could be what changes."""
    if read.unit in ("个百分点", "%", "‰", "倍"):
        return one.unit in ("%", "‰", "成", "比例") or read.unit != "个百分点"
    return one.unit is None or in_unit(Decimal(1), read.unit, one.unit) is not None


def _base(walk: Walk, read: ReadFigure, topic: Topic) -> Known | None:
    """The entry compared with: last year's, or the year that is named as base."""
    clause = walk.passage.text[walk.sentence(read):read.start]
    bases = [named for named in times(clause) if wording().base.search(clause[max(0, named.start - 5):named.start])]
    named: Time | None = bases[-1].time if bases else None
    if named is None or named.kind in ("last", "now"):
        return topic.before
    found = entry_at(topic, named)
    return found if found is not topic.now else None


def _judge(walk: Walk, read: ReadFigure, topic: Topic, before: Known, sure: bool) -> Comparison:
    now, difference = topic.now, topic.now.value - before.value
    growth = difference / before.value * 100 if before.value else None
    if read.unit == "个百分点":
        result = _against(walk, read, now, difference, "个百分点")
        if result.verdict == "mismatch" and growth is not None and _close(read, abs(growth), "个百分点"):
            return _wrong_unit(walk, read, now, difference)
        return _careful(result, read, sure)
    if read.unit in ("%", "‰"):
        return _careful(_percent(walk, read, now, difference, growth), read, sure)
    if read.unit == "倍":
        return _careful(_times(walk, read, now, growth), read, sure)
    return _careful(_against(walk, read, now, difference, now.unit), read, sure)


def _careful(result: Comparison, read: ReadFigure, sure: bool) -> Comparison:
    """A false difference of an unsure subject is not called false."""
    return result if sure or result.verdict != "mismatch" else unbound(read)


def _percent(walk: Walk, read: ReadFigure, now: Known, difference: Decimal, growth: Decimal | None) -> Comparison:
    if growth is None:
        return unbound(read)
    result = _against(walk, read, now, growth, "%")
    if result.verdict == "mismatch" and now.unit == "%" and _close(read, abs(difference), "%"):
        return _wrong_unit(walk, read, now, difference)
    return result


def _wrong_unit(walk: Walk, read: ReadFigure, now: Known, difference: Decimal) -> Comparison:
    expected = f"{number_text(abs(difference))}个百分点"
    return judged(read, now, "unit_error", expected=expected, message=f"两个百分数之差用“个百分点”：应为{expected}",
                  edits=(*_turned(walk, read, difference), (read.start, read.end, expected)))


def _times(walk: Walk, read: ReadFigure, now: Known, growth: Decimal | None) -> Comparison:
    if growth is None:
        return unbound(read)
    if "番" in read.span and isinstance(read.value, Decimal) and growth / 100 >= read.value * Decimal("0.95"):
        return judged(read, now, "derived_ok", expected=f"是上一期的{number_text(growth / 100 + 1)}倍")
    result = _against(walk, read, now, growth / 100, "倍")
    if result.verdict == "mismatch" and _close(read, growth / 100 + 1, "倍"):
        return replace(result, message=f"是上一期的{number_text(growth / 100 + 1)}倍，即增长{number_text(growth / 100)}倍")
    return result


def _against(walk: Walk, read: ReadFigure, now: Known, truth: Decimal, unit: str) -> Comparison:
    """The stated change against the true one, signs included."""
    expected = number_text(abs(truth), None) + unit
    really = "增加" if truth > 0 else "减少" if truth < 0 else "持平，相差"
    if not _close(read, abs(truth), unit):
        return judged(read, now, "mismatch", expected=expected, message=f"实际{really}{expected}",
                      edits=(*_turned(walk, read, truth), (read.start, read.end, expected)))
    if not _opposite(read, truth):
        return judged(read, now, "derived_ok", expected=expected)
    return judged(read, now, "direction_error", expected=expected, message=f"方向相反：实际{really}{expected}", edits=_turned(walk, read, truth))


def _close(read: ReadFigure, truth: Decimal, unit: str) -> bool:
    """Whether the stated amount is the true one at its printed precision, or as its qualifier has it."""
    if not isinstance(read.value, Decimal):
        return False
    stated = read.value * 100 if unit == "%" and read.unit == "%" else read.value
    if unit not in ("%", "个百分点", "倍"):
        found = in_unit(read.value, read.unit, unit)
        if found is None:
            return False
        stated = found
    if read.approx not in ("none", "range"):
        return approximates(stated, truth, read)
    places = step(replace(read, unit=None if unit in ("个百分点", "倍") else read.unit), "%" if unit == "%" else unit if unit not in ("个百分点", "倍") else "")
    return abs(stated - rounded(truth, 4)) <= max(places / 2, _CENT if unit == "%" else Decimal(0)) or abs(stated - truth) <= places / 2


_ADDED = re.compile(r"(?:新增|净增|增加|新建|增设)(?!到|至|为)(?:了|约|近|超过?|各类)?")
_MULTIPLE = re.compile(r"(?:是|为|达|相当于|达到)(?:上一?年度?|去年|上一?届|上一?学年)(?:同期)?的$")
_EXCESS = re.compile(r"(?:超出|超过|高出|多出|高于|多于|少于|低于|不足|相差|尚缺|还差|差)(?P<than>[^，。；、]{2,14})$")


def is_multiple(walk: Walk, read: ReadFigure) -> bool:
    """Whether the figure is a multiple of the period before: 授权专利126项，是上年的2倍."""
    return read.unit == "倍" and bool(_MULTIPLE.search(walk.clause(read)))


def multiple(walk: Walk, read: ReadFigure) -> Comparison:
    """What was spoken of last, divided by what it was before."""
    said = _spoken(walk, read)
    before = said.topic.before if said else None
    if said is None or before is None or not before.value:
        return unbound(read)
    now = said.topic.now
    return _careful(_against(walk, read, now, now.value / before.value, "倍"), read, said.sure)


def is_added(walk: Walk, read: ReadFigure) -> bool:
    """Whether the figure is what came new in the year: 新增省级在线精品课程3门."""
    return read.kind == "quantity" and read.unit not in ("%", "成", "比例") and bool(_ADDED.match(walk.passage.left(read).lstrip("学校我院本年度当全又 ")))


def added(walk: Walk, read: ReadFigure) -> Comparison:
    """New ones: a known figure of that name, or one that counts a year's; else the difference between the years.

    False only where it is a level at a moment that is told as new.
    """
    words = _ADDED.sub("", walk.passage.left(read), count=1)
    named = [one for one in walk.candidates(read) if one.score >= PLAUSIBLE and _ADDED.search(one.name)]
    if named:
        return judge_candidate(walk, read, named[0])
    if not wording().means(words):
        said = _spoken(walk, read)
        return _grown(read, said.topic) if said and said.topic.before else unbound(read)
    found = [one for one in walk.candidates(read, instead=words) if one.score >= SURE]
    if not found or (before := found[0].topic.before) is None:
        return unbound(read)
    now = found[0].topic.now
    difference = now.value - before.value
    expected = number_text(difference) + now.unit
    if difference > 0 and _close(read, difference, now.unit):
        return judged(read, now, "derived_ok", expected=expected)
    level = agrees(read, now)
    if now.when is not None and now.when.kind is not PeriodKind.AS_OF:
        return judge_candidate(walk, read, found[0])
    if level in ("match", "rounded_ok") and now.when is not None and difference != now.value and before.value and telling(read) > 1:
        return judged(read, now, "mismatch", expected=expected, message=f"这是累计数；比上一期只增加{expected}", edits=((read.start, read.end, expected),))
    return unbound(read)


def _grown(read: ReadFigure, topic: Topic) -> Comparison:
    """纸质图书98.6万册，新增2.97万册: the difference, if it is that; what came new is not always all that changed."""
    difference = topic.now.value - topic.before.value if topic.before else Decimal(0)
    expected = number_text(difference) + topic.unit
    return judged(read, topic.now, "derived_ok", expected=expected) if difference > 0 and _close(read, difference, topic.unit) else unbound(read)


def is_excess(walk: Walk, read: ReadFigure) -> bool:
    """Whether the figure says by how much something exceeds something else: 教职工832人，已超出额定编制108人."""
    return bool(_EXCESS.search(walk.clause(read)))


def excess(walk: Walk, read: ReadFigure) -> Comparison:
    """The difference between what was spoken of last and what is named."""
    found = _EXCESS.search(walk.clause(read))
    last = walk.last(read, unit=read.unit)
    named = [one for one in walk.candidates(read, instead=found["than"] if found else "") if one.score >= PLAUSIBLE]
    if last is None or not named or named[0].topic.unit != last.topic.unit:
        return unbound(read)
    difference = abs(last.topic.now.value - named[0].topic.now.value)
    expected = number_text(difference) + last.topic.unit
    return judged(read, last.topic.now, "derived_ok", expected=expected) if _close(read, difference, last.topic.unit) else unbound(read)


_TURN = {"增加": "减少", "增长": "下降", "提高": "下降", "提升": "下降", "上升": "下降", "增幅": "降幅", "升幅": "降幅", "涨幅": "跌幅",
         "减少": "增加", "下降": "提高", "降低": "提高", "回落": "上升", "下滑": "上升", "降幅": "增幅", "减幅": "增幅", "缩减": "增加"}


def _opposite(read: ReadFigure, truth: Decimal) -> bool:
    """Whether the word says up where it went down, or down where it went up."""
    return read.direction is not None and truth != 0 and (truth > 0) != (read.direction == "up")


def _turned(walk: Walk, read: ReadFigure, truth: Decimal) -> tuple[tuple[int, int, str], ...]:
    """The verb turned round, if it is the opposite of what happened and has one itself."""
    if not _opposite(read, truth):
        return ()
    begin = max(0, read.start - 8)
    window = walk.passage.text[begin:read.start]
    found = [(window.rfind(verb), verb) for verb in _TURN if verb in window]
    if not found:
        return ()
    place, verb = max(found)
    return ((begin + place, begin + place + len(verb), _TURN[verb]),)
