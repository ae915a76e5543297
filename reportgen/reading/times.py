"""Which year a text speaks of, and which entry of a topic that is."""

import re
from dataclasses import dataclass

from reportgen.core.period import PeriodKind
from reportgen.core.reading import Known
from reportgen.reading.folding import fold
from reportgen.reading.topics import Topic
from reportgen.reading.wording import wording

_BEGINNING = re.compile(r"(?:自|从|于|成立于|创办于|始于|早在|建于|升格|创建于)\s*$")
_EVENT = re.compile(r"\s*(?:起|以来|至今|创办|创建|成立|升格|建校|入选|获批|共建|签订|签署|揭牌|学校启动|启动|开始|开办|经|由|全国|第|版|级|底?前|实施方案|年度工作)")
_TIME = re.compile(
    r"(?P<school>(?:19|20)\d{2})\s*[-—–－~～至]+\s*(?P<next>(?:19|20)?\d{2})\s*(?:学年度?|年度?)"
    r"|(?P<cohort>(?:19|20)\d{2})届|(?P<year>(?:19|20)\d{2})(?:学年|年度|年)(?:(?P<month>\d{1,2})月(?:\d{1,2}日)?)?|(?P<bare>(?:19|20)\d{2})(?=[、和]\s*(?:19|20)\d{2}[年届])")
_UNTIL = re.compile(r"(?:截至|截止到?|至)\s*$")
_NOW = re.compile(r"现有|现共有|目前|当前|现(?=[有在设开])|本学年|本年度|本年|今年|本届|当年")


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a text names. kind: school (学年, by its second year), cohort (届), date, year, back (so many years ago), last (上年) or now.

    year: 0 for last and now. lasting: it governs the whole sentence (截至…).
    """

    kind: str
    year: int
    text: str = ""
    lasting: bool = False


NOW, LAST = Time("now", 0), Time("last", 0)


@dataclass(frozen=True, slots=True)
class Named:
    """A time at its place in a text."""

    start: int
    end: int
    time: Time


def times(text: str) -> list[Named]:
    """Every time that says when something counted, not when something began."""
    folded = fold(text)
    found = [Named(one.start(), one.end(), _time(one, bool(_UNTIL.search(_before(folded, one))))) for one in _TIME.finditer(folded)
             if not _BEGINNING.search(_before(folded, one)) and not _EVENT.match(folded, one.end())]
    found += [Named(one.start(), one.end(), Time("last", 0, one[0])) for one in wording().last.finditer(folded)]
    found += [Named(one.start(), one.end(), Time("now", 0, one[0])) for one in _NOW.finditer(folded)]
    return sorted(found, key=lambda named: named.start)


def _before(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 8):found.start()]


def _time(found: re.Match[str], lasting: bool) -> Time:
    if found["school"]:
        end = found["next"]
        return Time("school", int(end) if len(end) == 4 else int(found["school"][:2] + end), found[0], lasting)
    if found["cohort"]:
        return Time("cohort", int(found["cohort"]), found[0], lasting)
    if found["month"]:
        return Time("date", int(found["year"]) * 100 + int(found["month"]), found[0], lasting)
    return Time("year", int(found["year"] or found["bare"]), found[0], lasting)


def entries_at(topic: Topic, time: Time) -> tuple[Known, ...]:
    """The topic's entries that the time may mean, the latest first: a calendar year touches two school years."""
    if time.kind == "now":
        return topic.entries[:1]
    if time.kind == "last":
        return topic.entries[1:2]
    if time.kind == "back":
        return topic.entries[time.year:time.year + 1]
    return tuple(one for one in topic.entries if _holds(one, time))


def entry_at(topic: Topic, time: Time) -> Known | None:
    """The topic's entry of that time; None if there is none."""
    return next(iter(entries_at(topic, time)), None)


def _holds(known: Known, time: Time) -> bool:
    if time.text.endswith("年度") and known.period == str(time.year):
        return True
    if known.when is None:
        return known.period[:4] == str(time.year if time.kind != "date" else time.year // 100)
    start, end = known.when.start, known.when.end
    match time.kind:
        case "date":
            return known.when.kind is not PeriodKind.CALENDAR_YEAR and (end.year - 1) * 100 + 9 <= time.year <= end.year * 100 + 12 or (
                known.when.kind is PeriodKind.CALENDAR_YEAR and time.year // 100 == end.year)
        case "school":
            return known.when.kind is not PeriodKind.CALENDAR_YEAR and end.year == time.year
        case "year":
            return end.year == time.year or (known.when.kind is PeriodKind.SCHOOL_YEAR and start.year == time.year)
    return end.year == time.year


def clashes(topic: Topic, time: Time) -> bool:
    """Whether the text names a school year for what is counted by calendar year, so that neither entry is meant."""
    when = topic.now.when
    return when is not None and when.kind is PeriodKind.CALENDAR_YEAR and time.kind == "school" and time.year - 1 <= when.end.year + 1
