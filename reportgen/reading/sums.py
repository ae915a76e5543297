"""Totals: 合计12387人 after its parts, 其中 parts after the total, and what is left over."""

import re
from collections.abc import Sequence
from decimal import Decimal

from reportgen.core.reading import Comparison, Known, ReadFigure
from reportgen.reading.judge import agrees, in_unit, suits
from reportgen.reading.cuts import CLAUSE, SENTENCE, Along
from reportgen.reading.saying import judged, number_text, unbound
from reportgen.reading.statement import judge_candidate
from reportgen.reading.walk import PLAUSIBLE, SURE, Walk, settled

_TOTAL = re.compile(r"(?:合计|总计|共计|总共|累计共|小计|两项合计|三项合计|共)(?:为|达到?|有|获奖?|获得|是|约|近)*$")
_PART = SENTENCE + "；;"
_PARTS = re.compile(r"[、和与及]")


def is_total(walk: Walk, read: ReadFigure) -> bool:
    """Whether the figure closes a list of parts, or sums up what is named before it."""
    return read.kind == "quantity" and bool(_TOTAL.search(walk.clause(read).rstrip())) and (
        len(parts_before(walk, read)) > 1 or len(_PARTS.split(walk.clause(read))) > 1)


def parts_before(walk: Walk, read: ReadFigure) -> list[ReadFigure]:
    """Figures of the same unit in the sentence before, the last unbroken run."""
    run: list[ReadFigure] = []
    begin = max(walk.sentence(read), walk.passage.start_of(read.start, "；;。！？\n"))
    for one in reversed(walk.passage.along.within(begin, read.start)):
        if one.unit != read.unit and not (one.unit is None and run):
            break
        if one.kind == "quantity" and isinstance(one.value, Decimal):
            run.append(one)
    return run[::-1]


def total(walk: Walk, read: ReadFigure) -> Comparison:
    """The total against the known one, if there is one; then against the sum of its parts."""
    parts = parts_before(walk, read)
    stated = sum((one.value for one in parts), Decimal(0))
    found = [one for one in walk.candidates(read, instead=_whole(walk, read, parts)) if one.score >= PLAUSIBLE]
    agreeing = next((one for one in found if agrees(read, one.topic.now)), None)
    if agreeing:
        return judge_candidate(walk, read, agreeing)
    if len(parts) > 1 and _same(read, stated):
        return judged(read, None, "derived_ok", expected=number_text(stated) + (read.unit or ""))
    if derived := _of_known(walk, read):
        return derived
    if len(parts) > 1 and read.approx == "none" and read.value != stated:
        expected = number_text(stated) + (read.unit or "")
        topic = found[0].topic if found and found[0].score >= SURE else None
        result = judged(read, topic.now if topic else None, "total_error", expected=expected, message=f"各分项之和是{expected}",
                        edits=((read.start, read.end, expected),))
        return walk.note(read, topic, result) if topic else result
    return unbound(read)


def _whole(walk: Walk, read: ReadFigure, parts: Sequence[ReadFigure]) -> str:
    """The words that name the whole: those before the first part's, or of the clause."""
    if not parts:
        return _TOTAL.sub("", walk.clause(read).rstrip())
    begin = walk.passage.start_of(parts[0].start, CLAUSE)
    return walk.passage.plain[walk.sentence(read):parts[0].start] if begin > walk.sentence(read) else walk.passage.plain[begin:parts[0].start]


def _same(read: ReadFigure, stated: Decimal) -> bool:
    return agrees(read, Known("", "", (), stated, read.unit or "", "")) is not None


def _of_known(walk: Walk, read: ReadFigure) -> Comparison | None:
    """横向、纵向合计约2600万元: the sum of the known figures that are named."""
    words = _TOTAL.sub("", walk.clause(read).rstrip())
    named = [one for one in _PARTS.split(words) if one.strip()]
    topics = []
    for words in named:
        found = [one for one in walk.candidates(read, instead=words) if suits(read, one.topic.unit) == 1]
        recent = [one for one in found if any(one.topic is said.topic for said in walk.lately(walk.sentence(read)))]
        if not (best := (recent or found)[:1]):
            return None
        topics.append(best[0].topic)
    if len(topics) < 2 or len(set(map(id, topics))) < len(topics):
        return None
    truth = sum((in_unit(one.now.value, one.unit, topics[0].unit) or Decimal(0) for one in topics), Decimal(0))
    if not agrees(read, Known("", "", (), truth, topics[0].unit, "")):
        return None
    expected = number_text(truth) + topics[0].unit
    whole = next((one for one in walk.topics.all if one.unit == topics[0].unit and one.now.value == truth), None)
    return walk.note(read, whole, judged(read, whole.now, "derived_ok", expected=expected)) if whole else judged(
        read, None, "derived_ok", expected=expected)


def remainders(walk: Walk, results: Sequence[Comparison]) -> list[Comparison]:
    """Parts that no name explains, but that complete a total: 获奖126项，其中国家级16项、省部级96项、地市级14项."""
    done, along = {one.start: one for one in results}, Along(results)
    reads = {read.start: read for read in walk.passage.measures}
    for place, one in done.items():
        if one.verdict == "unbound" and (read := reads.get(place)) is not None:
            begin, end = (edge(place, _PART) for edge in (walk.passage.start_of, walk.passage.end_of))
            near = [done[other.start] for other in along.within(begin, end)]
            if closing := _closes(walk, read, near, reads):
                done[place] = judged(read, None, "derived_ok", expected=closing)
    return list(done.values())


def _closes(walk: Walk, read: ReadFigure, near: Sequence[Comparison], reads: dict[int, ReadFigure]) -> str:
    """The text of what is left over, if the figure is it: a settled whole before, less its settled parts."""
    same = [one for one in near if (other := reads.get(one.start)) and other.unit == read.unit and other.kind == "quantity"]
    others = [one for one in same if one.start != read.start]
    if len(others) < 2 or not isinstance(read.value, Decimal) or read.approx != "none":
        return ""
    whole, parts = reads[others[0].start], [reads[one.start] for one in others[1:]]
    if any(not settled(one.verdict) for one in others[1:]) or "其中" not in walk.passage.plain[whole.end:read.start]:
        return ""
    known = walk.told[whole.start].entry if whole.start in walk.told else None
    if known is None and not settled(others[0].verdict):
        return ""
    left = (known.value if known else whole.value) - sum((one.value for one in parts), Decimal(0))
    return number_text(left) + (read.unit or "") if left == read.value else ""
