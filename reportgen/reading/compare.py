"""`compare`: every measure of a text against what is known, with a verdict. Never resolved by taking any equal value."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from reportgen.core.reading import Comparison, Known, ReadFigure
from reportgen.core.show import rounded
from reportgen.reading.figures import read_figures
from reportgen.reading.judge import agrees, in_unit_of, slipped_unit, step
from reportgen.reading.subject import Passage, Subject
from reportgen.reading.topics import Topic, Topics

_THRESHOLD = re.compile(r"(?:优于|不低于|高于|达到|满足|符合|逼近|超过|低于)(?:国家)?$|(?:标准|规定|要求|红线|合格线)")
_LAST_YEAR = re.compile(r"(?:上年|去年|上一年|上学年|上届|上一届|上年度)(?:同期)?(?:的|为|是|：)?(?:$|[^，。；]{0,3}$)")
_SHARE = re.compile(r"占(?:比|(?P<whole>[^，。；、占]{2,18}?)(?:总数|总量|总额)?的?(?:比例|比重)?)?(?:为|达到|达|约)?$")


def compare(text: str, known: Sequence[Known] | Topics, *, context: str = "") -> tuple[Comparison, ...]:
    """Each measure of `text` judged against the known figures. context: headings and table heads that stand over the text."""
    topics = known if isinstance(known, Topics) else Topics(known)
    figures = read_figures(text)
    passage = Passage(text, figures, topics, context)
    judged: list[Comparison] = []
    spoken: list[tuple[ReadFigure, Topic]] = []
    for read in figures:
        if read.measures:
            one, topic = _judge(passage, read, spoken)
            judged.append(one)
            if topic is not None:
                spoken.append((read, topic))
    return tuple(judged)


def _judge(passage: Passage, read: ReadFigure, spoken: list[tuple[ReadFigure, Topic]]) -> tuple[Comparison, Topic | None]:
    if _is_change(passage, read):
        return _changed(passage, read, spoken)
    if share := _share(passage, read, spoken):
        return share, None
    subject = passage.subject(read) or _carried(passage, read, spoken)
    if subject is None:
        return _verdict(read, None, "unbound"), None
    return _stated(passage, read, subject)


def _is_change(passage: Passage, read: ReadFigure) -> bool:
    return read.kind == "change"


def _carried(passage: Passage, read: ReadFigure, spoken: list[tuple[ReadFigure, Topic]]) -> Subject | None:
    """The subject of the figure before, where the clause goes on about it (由…增至…)."""
    if not spoken:
        return None
    last, topic = spoken[-1]
    between = passage.text[last.end:read.start]
    if re.fullmatch(r"(?:增至|增加到|增长到|升至|升到|提高到|提升到|提高至|降至|降到|减至|优化至|扩大到|扩容到|升级到|到|至|\s)+", between):
        return Subject((topic,), True)
    return None


def _stated(passage: Passage, read: ReadFigure, subject: Subject) -> tuple[Comparison, Topic | None]:
    good = [(topic, verdict) for topic in subject.topics if (verdict := agrees(read, _entry(passage, read, topic)))]
    if len(good) == 1 or (good and len({topic.now.id for topic, _ in good}) == 1):
        topic, verdict = good[0]
        return _verdict(read, _entry(passage, read, topic), verdict), topic
    if len(subject.topics) > 1:
        ids = tuple(topic.now.id for topic in subject.topics)
        return _verdict(read, None, "ambiguous", candidates=ids, message="可能指：" + "、".join(topic.name for topic in subject.topics)), None
    topic = subject.topics[0]
    wrong = _wrong(passage, read, topic, sure=subject.sure)
    return wrong, topic if wrong.indicator else None


def _entry(passage: Passage, read: ReadFigure, topic: Topic) -> Known:
    """This year's entry, or last year's where the text says 上年."""
    start = passage.clause(read.start)
    if topic.before is not None and (_LAST_YEAR.search(passage.text[start:read.start]) or _names_year(passage, read, topic.before)):
        return topic.before
    return topic.now


def _names_year(passage: Passage, read: ReadFigure, entry: Known) -> bool:
    return False


def _wrong(passage: Passage, read: ReadFigure, topic: Topic, *, sure: bool) -> Comparison:
    entry = _entry(passage, read, topic)
    if slipped_unit(read, entry):
        return _verdict(read, entry, "unit_error", message=f"数字对，单位不对：应为{_said(entry)}")
    other = next((one for one in topic.entries if one is not entry and agrees(read, one) in ("match", "rounded_ok")), None)
    if other is not None:
        return _verdict(read, entry, "period_error", message=f"这是{other.period}的数，{entry.period}应为{_said(entry)}")
    if not sure:
        return _verdict(read, None, "unbound")
    return _verdict(read, entry, "mismatch", message=f"应为{_said(entry)}")


def _changed(passage: Passage, read: ReadFigure, spoken: list[tuple[ReadFigure, Topic]]) -> tuple[Comparison, Topic | None]:
    """A difference or growth, recomputed from this year's and last year's entries."""
    subject = passage.subject(read)
    topics = subject.topics if subject else ()
    start = passage.sentence(read.start)
    if not topics and spoken:
        last, topic = spoken[-1]
        if last.start >= start:
            topics = (topic,)
    for topic in topics:
        if topic.before is not None and (result := _change_verdict(read, topic)):
            return result, None
    return _verdict(read, topics[0].now if len(topics) == 1 and topics[0].before is None else None, "unbound"), None


def _change_verdict(read: ReadFigure, topic: Topic) -> Comparison | None:
    now, before = topic.now, topic.before
    difference = now.value - before.value
    percent = now.unit == "%"
    relative = difference / before.value * 100 if before.value else None
    if read.unit == "个百分点":
        return _compare_change(read, now, difference, "个百分点") if percent else None
    if read.unit in ("%", "‰"):
        if percent and abs(Decimal(read.value) * 100 - abs(difference)) <= Decimal("0.005"):
            return _verdict(read, now, "unit_error", message=f"两个百分数之差用“个百分点”：{abs(rounded(difference, 2))}个百分点")
        return _compare_change(read, now, relative, "%") if relative is not None else None
    if read.unit == "倍":
        return _compare_change(read, now, relative / 100, "倍") if relative is not None else None
    return _compare_change(read, now, difference, now.unit)


def _compare_change(read: ReadFigure, now: Known, truth: Decimal, unit_name: str) -> Comparison | None:
    stated = Decimal(read.value) * 100 if read.unit == "%" and unit_name == "%" else Decimal(read.value)
    if unit_name not in ("%", "个百分点", "倍"):
        stated = in_unit_of(read, now)
        if stated is None:
            return None
    places = step(read, Known("", "", (), Decimal(0), unit_name if unit_name == "%" else read.unit or "", ""))
    close = abs(stated - abs(truth)) <= max(places / 2, Decimal("0.005") if unit_name == "%" else Decimal(0))
    expected = f"{abs(rounded(truth, 2)):f}".rstrip("0").rstrip(".") + unit_name
    word = "增加" if truth > 0 else "减少" if truth < 0 else "持平"
    if close and (truth > 0) == (read.direction == "up") and truth != 0:
        return _verdict(read, now, "derived_ok", expected=expected)
    if close and read.direction is not None:
        return _verdict(read, now, "direction_error", expected=expected, message=f"方向相反：实际{word}{expected}")
    return _verdict(read, now, "mismatch", expected=expected, message=f"实际{word}{expected}")


def _share(passage: Passage, read: ReadFigure, spoken: list[tuple[ReadFigure, Topic]]) -> Comparison | None:
    """占…的12.3%: a known share if there is one, else recomputed from the figure before and the whole named."""
    if read.unit not in ("%", "‰", "成", "比例") or not spoken:
        return None
    clause = passage.text[passage.clause(read.start):read.start]
    found = _SHARE.search(clause)
    if not found:
        return None
    last, part = spoken[-1]
    for topic in passage.topics.all:
        if topic.now.unit == "%" and part.name.removesuffix("数").removesuffix("人") in topic.name and agrees(read, topic.now):
            return _verdict(read, topic.now, agrees(read, topic.now))
    whole = passage.topics.called(found["whole"] or "") if found["whole"] else ()
    for one in whole:
        if one.now.value and part.now.unit == one.now.unit:
            truth = part.now.value / one.now.value * 100
            shown = Known("", "", (), rounded(truth, 2), "%", "")
            verdict = "derived_ok" if agrees(read, shown) else "mismatch"
            return _verdict(read, part.now, verdict, expected=f"{shown.value}%", message="" if verdict == "derived_ok" else f"应为{shown.value}%")
    return None


def _said(known: Known) -> str:
    return f"{known.value:f}{known.unit}"


def _verdict(read: ReadFigure, known: Known | None, verdict: str, *, expected: str | None = None, message: str = "",
             candidates: Iterable[str] = ()) -> Comparison:
    said = expected if expected is not None else _said(known) if known and known.id else ""
    return Comparison(read.start, read.end, read.span, known.id if known and known.id else None, verdict, said, message, tuple(candidates))
