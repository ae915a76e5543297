"""Words that claim something of both years without a number: 比上年有所提高, 与上年持平, 首次, 连续三年."""

import re
from collections.abc import Iterator
from dataclasses import replace

from reportgen.core.reading import Comparison, Known, ReadFigure
from reportgen.reading.judge import agrees
from reportgen.reading.cuts import CLAUSE, SENTENCE
from reportgen.reading.saying import judged, value_text
from reportgen.reading.topics import Topic
from reportgen.reading.walk import SURE, Said, Walk
from reportgen.reading.wording import wording

_CLAIM = re.compile(r"(?:较|比|与|同)(?:上一?年度?|去年|上一?届|上一?学年)(?:同期)?(?:相比)?[，,]?(?:均|都|又|也|继续|持续|进一步|有所|略有|稍有|稳步|明显|大幅|显著|基本)*"
                    r"(?P<word>提高|提升|上升|增长|增加|扩大|下降|降低|减少|回落|下滑|持平)(?!\s*(?:了|到|至|为|约|近|逾|超|\d))")
_UP = frozenset(("提高", "提升", "上升", "增长", "增加", "扩大"))
_TURN = {"提高": "下降", "提升": "下降", "上升": "下降", "增长": "下降", "增加": "减少", "扩大": "缩小", "下降": "提高", "降低": "提高", "减少": "增加",
         "回落": "上升", "下滑": "上升"}
_RUN = re.compile(r"连续[两二三四五六七八九十\d]+个?(?:学)?年")
_NEARLY_SAME = 100


def claims(walk: Walk) -> Iterator[Comparison]:
    """Claims of direction that the data contradict; true ones say nothing."""
    text = walk.passage.plain
    for found in _CLAIM.finditer(text):
        place = found.start("word")
        topic = _subject(walk, found.start())
        if topic is None or topic.before is None or wording().plan.search(text[walk.passage.start_of(place, SENTENCE):place]):
            continue
        if not _true(found["word"], topic, close="基本" in found[0]):
            yield _contradicted(found["word"], place, topic.now, topic.before)


def _subject(walk: Walk, place: int) -> Topic | None:
    """What the claim is of: a name in its clause, else the figure told right before."""
    begin = walk.passage.start_of(place, CLAUSE)
    probe = ReadFigure(place, place, "", None, None, "none", "quantity")
    inside = walk.passage.along.within(begin, place)
    words = walk.passage.plain[inside[-1].end if inside else begin:place]
    if wording().idle.sub("", wording().normal(words)):
        found = walk.candidates(replace(probe, value=None), instead=words, any_unit=True)
        return found[0].topic if found and found[0].score >= SURE and (len(found) == 1 or found[0].score - found[1].score > 0.1) else None
    last = _told_before(walk, place)
    return last.topic if last and last.sure else None


def _told_before(walk: Walk, place: int) -> Said | None:
    sentence = walk.passage.start_of(place, SENTENCE)
    reads = walk.passage.along.within(sentence, place)
    return walk.told.get(reads[-1].start) if reads else None


def _true(word: str, topic: Topic, *, close: bool) -> bool:
    difference = topic.now.value - topic.entries[1].value
    if word == "持平":
        return difference == 0 or close and abs(difference) * _NEARLY_SAME <= abs(topic.now.value)
    return difference > 0 if word in _UP else difference < 0


def _contradicted(word: str, place: int, now: Known, before: Known) -> Comparison:
    really = "增加" if now.value > before.value else "减少" if now.value < before.value else "持平"
    told = f"{now.name}由{value_text(before)}到{value_text(now)}，实际{really}"
    edits = ((place, place + len(word), _TURN[word]),) if word in _TURN and now.value != before.value else ()
    return Comparison(place, place + len(word), word, now.id, "direction_error", f"{value_text(before)}→{value_text(now)}", told, (), now.period, edits)


def over_years(walk: Walk, read: ReadFigure, topic: Topic, result: Comparison) -> Comparison:
    """A bound that holds this year, and is said to have held for years or for the first time: tested on the year before too."""
    before, clause = topic.before, walk.clause(read)
    if before is None or result.verdict != "approx_ok":
        return result
    held = agrees(read, before) is not None
    if _RUN.search(clause) and not held:
        return judged(read, topic.now, "mismatch", message=f"上一期是{value_text(before)}，并非连续")
    if "首次" in clause and held and read.approx in ("over", "at_least"):
        return judged(read, topic.now, "mismatch", message=f"上一期已是{value_text(before)}，并非首次")
    return result
