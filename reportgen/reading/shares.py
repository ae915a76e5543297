"""Shares and averages: 占专任教师的30.91%, 占比25.8%, 人均4.35万元. By name where there is such a figure, else divided out."""

import re
from dataclasses import replace
from decimal import Decimal

from reportgen.core.reading import Comparison, Known, ReadFigure
from reportgen.reading.judge import agrees, in_unit, suits, telling
from reportgen.reading.cuts import CLAUSE, SENTENCE
from reportgen.reading.resolve import Candidate
from reportgen.reading.saying import judged, number_text, rewritten, unbound
from reportgen.reading.statement import judge_candidate
from reportgen.reading.topics import Topic
from reportgen.reading.walk import PLAUSIBLE, SURE, Said, Walk
from reportgen.reading.wording import wording

_SHARES = frozenset(("%", "‰", "成", "比例"))
_SHARE = re.compile(r"(?P<part>[^，。；：]*?)(?:所)?占(?:比|(?P<whole>(?!比)[^，。；：占]{2,24}?)?(?:总数|总量|总额|总人数)?的?(?:比例|比重|份额)?)(?:为|是|达到?|约|近|超过?|由|从|的)*$")
_WHOLE = re.compile(r"(?:总数|总量|总额|总人数|人数|数)?的?(?:比例|比重|份额)?$")
_MEAN = re.compile(r"(?:人均|师均|生均|班均|校均|户均|课均|场均|期均|平均|均)")
_AMONG = re.compile(r"(?P<whole>[^，。；、]{2,14}?)(?<![其集当初高])中(?![职级小外国高央心])(?:的)?(?P<part>[^，。；]*)")
_OPENS = re.compile(r"\s*[（(][^）)，。；、]{0,2}占")
_EXPLAINED = 0.75  # of the words that name a part
_CENT = Decimal("0.01")
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
    among = _AMONG.fullmatch(part) if not whole else None
    if among:
        part, whole = among["part"], among["whole"]
    said = _bracketed(walk, read)
    if said:
        part = ""
    elif not _means(part):
        said = _part(walk, read)
    if said is None and not _means(part):
        return _of_the_unknown(walk, read)
    if said and not whole and (among := _AMONG.fullmatch(walk.passage.left(said.read))):
        whole = among["whole"]
    named = _named(walk, read, part, whole, said)
    derived = _derived(walk, read, part, whole, said)
    certain = not whole or _belongs(walk, read, part, whole, said) or bool(named and wording().normal(_WHOLE.sub("", whole)) in named.name)
    if named and named.score >= SURE and certain and (derived is None or derived.verdict != "derived_ok" or _agrees(walk, read, named)):
        return judge_candidate(walk, read, named)
    if named and named.score >= PLAUSIBLE and _agrees(walk, read, named):
        return judge_candidate(walk, read, named)
    return derived or unbound(read)


def _of_the_unknown(walk: Walk, read: ReadFigure) -> Comparison:
    """中级287人，占48.48%: the part is not known, but its share may be."""
    last = walk.passage.before(read)
    named = _named(walk, read, walk.passage.left(last), "", None) if last else None
    return judge_candidate(walk, read, replace(named, score=PLAUSIBLE)) if named and named.score >= PLAUSIBLE and _agrees(walk, read, named) else unbound(read)


def _bracketed(walk: Walk, read: ReadFigure) -> Said | None:
    """The count that a bracket explains: 财政补助收入31208.6万元（占59.65%）."""
    before = walk.passage.before(read)
    return walk.told.get(before.start) if before and _OPENS.match(walk.passage.plain, before.end, read.start) else None


def _part(walk: Walk, read: ReadFigure) -> Said | None:
    """The count told last before this clause, its own brackets aside; None if that was not understood."""
    clause, sentence = walk.passage.start_of(read.start, CLAUSE), walk.sentence(read)
    last = next((one for one in reversed(walk.passage.along.within(sentence, clause)) if one.unit not in _SHARES and one.kind == "quantity"), None)
    return walk.told.get(last.start) if last else None


def _means(words: str) -> bool:
    return bool(wording().idle.sub("", wording().normal(words)))


def _agrees(walk: Walk, read: ReadFigure, named: Candidate) -> bool:
    return agrees(read, named.topic.now) is not None


def _named(walk: Walk, read: ReadFigure, part: str, whole: str, said: Said | None) -> Candidate | None:
    """A known share of the part, in the whole if that is named too."""
    parts = [part] if said is None else [walk.passage.left(said.read), *said.topic.names]
    phrases = [f"{one}占{whole}占比" if whole else f"{one}占比" for one in parts]
    if whole and _topic(walk, read, whole)[1]:
        phrases += [f"{one}占比" for one in parts]
    found = [one for phrase in phrases for one in walk.candidates(read, instead=phrase) if one.topic.unit in ("%", "‰") and one.explains >= _EXPLAINED]
    return max(found, key=lambda one: one.score, default=None)


def _belongs(walk: Walk, read: ReadFigure, part: str, whole: str, said: Said | None) -> bool:
    """Whether the whole is a known count of the same kind of thing as the part."""
    top = said.topic if said else _topic(walk, read, part)[0]
    return _topic(walk, read, whole, top)[1]


def _derived(walk: Walk, read: ReadFigure, part: str, whole: str, said: Said | None) -> Comparison | None:
    """The share divided out of known figures; false only where both are sure."""
    top, sure = (said.topic, said.sure) if said else _topic(walk, read, part)
    base, base_sure = _topic(walk, read, whole, top) if whole else _container(walk, read, top)
    if top is None or base is None or top is base or not base.now.value or suits_each(top, base) == 0:
        return None
    truth = top.now.value / base.now.value * suits_each(top, base) * 100
    known = Known(top.now.id, f"{top.name}占{base.name}", (), truth.quantize(_PLACES), "%", top.now.period)
    verdict = agrees(read, known)
    expected = number_text(truth) + "%"
    if verdict:
        same = next((one for one in walk.topics.all if one.unit == "%" and one.own & top.own and agrees(read, one.now) and abs(one.now.value - truth) < _CENT), None)
        return walk.note(read, same, judged(read, same.now, verdict)) if same else judged(read, known, "derived_ok", expected=expected)
    if sure and base_sure:
        return judged(read, known, "mismatch", expected=expected, message=f"{known.name}应为{expected}",
                      edits=((read.start, read.end, rewritten(read, replace(known, value=Decimal(number_text(truth))))),))
    return None


def suits_each(part: Topic, whole: Topic) -> Decimal:
    """The factor between two topics' units; zero if they cannot be compared."""
    probe = ReadFigure(0, 0, "", Decimal(1), part.unit, "none", "quantity")
    if part.unit in ("%", "‰") or suits(probe, whole.unit) == 0:
        return Decimal(0)
    return in_unit(Decimal(1), part.unit, whole.unit) or Decimal(0)


def _topic(walk: Walk, read: ReadFigure, words: str, like: Topic | None = None) -> tuple[Topic | None, bool]:
    """The count that some words name. like: only one that counts the same kind of thing."""
    found = [one for one in walk.candidates(replace(read, unit=None, kind="quantity"), instead=_WHOLE.sub("", words), again=True)
             if one.topic.unit not in ("%", "‰", "∶1") and (like is None or suits_each(like, one.topic))]
    return (found[0].topic, found[0].score >= SURE) if found and found[0].score >= PLAUSIBLE else (None, False)


def _container(walk: Walk, read: ReadFigure, part: Topic | None) -> tuple[Topic | None, bool]:
    """Without a named whole: the total the part was said to be among (236家企业，其中大型企业61家，占比25.8%)."""
    for one in walk.lately(walk.sentence(read)):
        if part is not None and one.topic is not part and suits_each(part, one.topic) and one.topic.now.value > part.now.value:
            return one.topic, one.sure and "其中" in walk.passage.plain[one.read.end:read.start]
    return None, False


def is_mean(walk: Walk, read: ReadFigure) -> bool:
    return read.kind == "quantity" and read.unit not in _SHARES and bool(_MEAN.search(walk.passage.left(read)))


def mean(walk: Walk, read: ReadFigure) -> Comparison:
    """An average that has no name: a known figure of the text just before, or named here, divided by another."""
    clause = walk.passage.plain[walk.passage.start_of(read.start, CLAUSE):read.start]
    words = _MEAN.sub("", clause).replace("每", "").replace("单", "")
    probe = replace(read, unit=None, kind="quantity")
    named = [one.topic for one in walk.candidates(probe, instead=words, least=0.25)][:12]
    begin = walk.passage.start_of(max(0, walk.sentence(read) - 1), SENTENCE)
    recent = [one.topic for one in walk.lately(begin)][::-1][-12:]
    for total in dict.fromkeys((*recent, *named)):
        for count in dict.fromkeys((*recent, *named)):
            if total is not count and (truth := _quotient(read, total, count)) is not None:
                return judged(read, total.now, "derived_ok", expected=number_text(truth) + (read.unit or ""))
    return unbound(read)


def _quotient(read: ReadFigure, total: Topic, count: Topic) -> Decimal | None:
    """total ÷ count, if the figure says so to two digits at least."""
    if suits(read, total.unit) == 0 or "%" in (count.unit, total.unit) or not count.now.value or count.unit == total.unit or telling(read) < 2:
        return None
    known = Known("", "", (), total.now.value / count.now.value, total.unit, "")
    return known.value if agrees(read, replace(known, value=known.value.quantize(_PLACES))) else None
