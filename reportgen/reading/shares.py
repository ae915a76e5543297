"""Shares and averages: 占专任教师的30.91%, 占比25.8%, 人均4.35万元. By name where there is such a figure, else divided out."""

import re
from dataclasses import replace
from decimal import Decimal

from reportgen.core.reading import Comparison, Known, ReadFigure
from reportgen.reading.judge import agrees, suits, telling
from reportgen.reading.passage import CLAUSE
from reportgen.reading.resolve import Candidate
from reportgen.reading.saying import judged, number_text, rewritten, unbound
from reportgen.reading.statement import judge_candidate
from reportgen.reading.topics import Topic
from reportgen.reading.walk import PLAUSIBLE, SURE, Said, Walk
from reportgen.reading.wording import wording

_SHARES = frozenset(("%", "‰", "成", "比例"))
_SHARE = re.compile(r"(?P<part>[^，。；：]*?)(?:所)?占(?:比|(?P<whole>[^，。；：占]{2,24}?)?(?:总数|总量|总额|总人数)?的?(?:比例|比重|份额)?)(?:为|是|达到?|约|近|超过?)*$")
_WHOLE = re.compile(r"(?:总数|总量|总额|总人数|人数|数)?的?(?:比例|比重|份额)?$")
_MEAN = re.compile(r"(?:人均|师均|生均|班均|校均|户均|课均|场均|期均|平均|均)")
_PLACES = Decimal("0.000001")


def is_share(walk: Walk, read: ReadFigure) -> bool:
    return read.unit in _SHARES and bool(_found(walk, read))


def _found(walk: Walk, read: ReadFigure) -> re.Match[str] | None:
    clause = re.sub(r"[（(][^）)]*[）)]\s*的?$", "的", walk.clause(read))
    found = _SHARE.search(clause)
    return found if found and "占地" not in found[0] else None


def share(walk: Walk, read: ReadFigure) -> Comparison:
    """A share of a whole: a known share of that name, else part ÷ whole."""
    found = _found(walk, read)
    part, whole = found["part"].strip(" （(、"), (found["whole"] or "").strip()
    said = walk.last(read, unit=None) if not _means(part) else None
    named = _named(walk, read, part, whole, said)
    derived = _derived(walk, read, part, whole, said)
    if named and named.score >= SURE and (derived is None or derived.verdict != "derived_ok" or _agrees(walk, read, named)):
        return judge_candidate(walk, read, named)
    if named and named.score >= PLAUSIBLE and _agrees(walk, read, named):
        return judge_candidate(walk, read, named)
    return derived or unbound(read)


def _means(words: str) -> bool:
    return bool(wording().idle.sub("", wording().normal(words)))


def _agrees(walk: Walk, read: ReadFigure, named: Candidate) -> bool:
    return agrees(read, named.topic.now) is not None


def _named(walk: Walk, read: ReadFigure, part: str, whole: str, said: Said | None) -> Candidate | None:
    """A known share of the part, in the whole if that is named too."""
    parts = [part] if said is None else [walk.passage.left(said.read), said.topic.name]
    phrases = [f"{one}占{whole}占比" if whole else f"{one}占比" for one in parts] + [f"{one}占比" for one in parts if whole]
    found = [one for phrase in phrases for one in walk.candidates(read, instead=phrase) if one.topic.unit in ("%", "‰")]
    return max(found, key=lambda one: one.score, default=None)


def _derived(walk: Walk, read: ReadFigure, part: str, whole: str, said: Said | None) -> Comparison | None:
    """The share divided out of known figures; false only where both are sure."""
    top, sure = (said.topic, said.sure) if said else _topic(walk, read, part)
    base, base_sure = _topic(walk, read, whole) if whole else _container(walk, read, top)
    if top is None or base is None or top is base or not base.now.value or suits_each(top, base) == 0:
        return None
    truth = top.now.value / base.now.value * suits_each(top, base) * 100
    known = Known(top.now.id, f"{top.name}占{base.name}", (), truth.quantize(_PLACES), "%", top.now.period)
    verdict = agrees(read, known)
    expected = number_text(truth) + "%"
    if verdict:
        return walk_note(walk, read, judged(read, known, "derived_ok", expected=expected))
    if sure and base_sure and whole:
        return judged(read, known, "mismatch", expected=expected, message=f"{known.name}应为{expected}",
                      edits=((read.start, read.end, rewritten(read, replace(known, value=Decimal(number_text(truth))))),))
    return None


def walk_note(walk: Walk, read: ReadFigure, result: Comparison) -> Comparison:
    return result


def suits_each(part: Topic, whole: Topic) -> Decimal:
    """The factor between two topics' units; zero if they cannot be compared."""
    probe = ReadFigure(0, 0, "", Decimal(1), part.unit, "none", "quantity")
    if part.unit in ("%", "‰") or suits(probe, whole.unit) == 0:
        return Decimal(0)
    from reportgen.reading.judge import in_unit
    return in_unit(Decimal(1), part.unit, whole.unit) or Decimal(0)


def _topic(walk: Walk, read: ReadFigure, words: str) -> tuple[Topic | None, bool]:
    """The count that some words name."""
    found = [one for one in walk.candidates(replace(read, unit=None, kind="quantity"), instead=_WHOLE.sub("", words))
             if one.topic.unit not in ("%", "‰", "∶1")]
    return (found[0].topic, found[0].score >= SURE) if found and found[0].score >= PLAUSIBLE else (None, False)


def _container(walk: Walk, read: ReadFigure, part: Topic | None) -> tuple[Topic | None, bool]:
    """Without a named whole: the total the part was said to be among (236家企业，其中大型企业61家，占比25.8%)."""
    sentence = walk.sentence(read)
    for one in reversed(walk.said):
        if part is not None and one.sentence == sentence and one.topic is not part and suits_each(part, one.topic) and one.topic.now.value > part.now.value:
            return one.topic, False
    return None, False


def is_mean(walk: Walk, read: ReadFigure) -> bool:
    return read.kind == "quantity" and read.unit not in _SHARES and bool(_MEAN.search(walk.passage.left(read)))


def mean(walk: Walk, read: ReadFigure) -> Comparison:
    """An average that has no name: known figures of this and the last sentences, divided by one another."""
    begin = walk.passage.start_of(max(0, walk.sentence(read) - 1), "。！？\n")
    recent = list(dict.fromkeys(one.topic for one in walk.said if one.read.start >= begin and one.topic.unit not in ("%", "‰")))
    clause = walk.passage.plain[walk.passage.start_of(read.start, CLAUSE):read.start]
    words = _MEAN.sub("", clause).replace("每", "").replace("单", "")
    probe = replace(read, unit=None, kind="quantity")
    recent += [one.topic for one in walk.candidates(probe, instead=words)[:4] if one.score >= PLAUSIBLE and one.topic not in recent]
    recent += [one for one in _units(walk, read) if one not in recent]
    for total in recent:
        for count in recent:
            if total is not count and (truth := _quotient(read, total, count)) is not None:
                return judged(read, total.now, "derived_ok", expected=number_text(truth) + (read.unit or ""))
    return unbound(read)


def _units(walk: Walk, read: ReadFigure) -> list[Topic]:
    found = walk.candidates(replace(read, unit=None, kind="quantity"), instead=walk.passage.left(read) + (walk.context.before[-0:] if False else ""))
    return [one.topic for one in found[:4]]


def _quotient(read: ReadFigure, total: Topic, count: Topic) -> Decimal | None:
    """total ÷ count, if the figure says so to two digits at least."""
    if suits(read, total.unit) == 0 or not count.now.value or count.unit == total.unit or telling(read) < 2:
        return None
    known = Known("", "", (), total.now.value / count.now.value, total.unit, "")
    return known.value if agrees(read, replace(known, value=known.value.quantize(_PLACES))) else None
