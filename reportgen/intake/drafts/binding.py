"""Bindings proposed for typed figures and years: what the draft says gives the form, the snapshot gives the value."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reportgen.core.figure import SCHOOL, Absent, Figure, Figures
from reportgen.core.period import PeriodKind
from reportgen.core.reading import RIGHT, WRONG, Comparison, ReadFigure
from reportgen.core.show import Rounding, rounded, shown_value
from reportgen.core.unit import convert, unit

_DIRECT = {"match", "rounded_ok", "approx_ok", "derived_ok", "mismatch", "unit_error", "period_error", "total_error"}
_SCALE = re.compile(r"\d[\d,.， ]*[余多几]*(亿|万)")
_DECIMALS = re.compile(r"\d\.(\d+)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SHARES = ("%", "‰", "成", "比例", "倍")
_BASE = (r"(?:(?:相?较|比|与|同)(?:于|之)?(?:上一?年|去年|上一?届|上一?学年|前一年|\d{4}(?:[-—–]\d{4})?(?:年|届|学年))(?:度)?(?:同期)?(?:相比)?[，,]?|同比)")
_CHANGED = re.compile(rf"(?P<base>{_BASE})?(?:[又再也均都共净略微]|大幅|明显|稳步|小幅|有所|进一步)*"
                      r"(?:新增|增加|增长|提高|提升|上升|增收|减少|下降|降低|回落|下滑|缩减|增幅|升幅|涨幅|降幅|减幅|跌幅|增长率)(?:了|达到|达|为)?$")
_OTHER_BASE = re.compile(r"较|比(?![例重率值])|同期|相比|上年|上届|去年")
_CLAUSE = re.compile(r"[，。；：、！？,;（(\n]")
_SENTENCE = re.compile(r"[。；;\n]")
_BINDING_LEFT = "的于由从至到为"
_DASHES = str.maketrans({dash: "-" for dash in "—–－~～至"})
_POINT = re.compile(r"\d{1,2}\s?[.．、)）](?!\d)")
_CALENDAR = re.compile(r"\d{4}年")
_THRESHOLDS = ("at_least", "at_most")
_SMALL = 10
Render = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to write instead of text[start:end]. source: "" if nothing is proposed; printed: what it will say; span: the figure as typed.

    verdict: of the comparison; "year" for a year's word. expected, message: what the snapshot says.
    """

    start: int
    end: int
    span: str
    verdict: str
    source: str = ""
    printed: str = ""
    indicator: str = ""
    expected: str = ""
    message: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What bindings rest on. words: year words and what they print; render: what {{…}} prints, None if it does not bind; literals: mark the rest.

    generic: the text is shared by all enterprises, so a figure is called by what it is called for each of them.
    """

    figures: Figures
    scope: str
    words: Mapping[str, str]
    render: Render
    literals: bool = False
    generic: bool = False

    def called(self, figure: Figure) -> str:
        """The name to write between the braces."""
        shared = next((name for name in figure.aliases if name.isascii()), "") if self.generic and SCHOOL != figure.scope == self.scope else ""
        return shared or figure.id


def propose(text: str, reads: Sequence[ReadFigure], compared: Sequence[Comparison], ground: Ground) -> tuple[Proposal, ...]:
    """A proposal for every measure of `text`, and for every year that the edition has a word for; in order, none overlapping."""
    by_start = {read.start: read for read in reads}
    made = [_proposal(text, by_start[one.start], one, by_start.values(), ground) for one in compared
            if one.start in by_start and not _enumerates(text, by_start[one.start])]
    years = [found for read in reads if read.kind in ("year", "date") and (found := _year(text, read, made, ground))]
    kept: list[Proposal] = []
    for one in sorted((*made, *years), key=lambda one: (one.start, one.verdict == "year", one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def _enumerates(text: str, read: ReadFigure) -> bool:
    """Whether a bare number counts points in running text: 1.设备投入。……2.人力投入。"""
    return read.unit is None and read.approx == "none" and bool(_POINT.match(text, read.start)) and (read.start == 0 or text[read.start - 1] in "。；：;（( 　")


def edits(proposals: Sequence[Proposal]) -> tuple[tuple[int, int, str], ...]:
    """What to replace by what."""
    return tuple((one.start, one.end, one.source) for one in proposals if one.source)


def _proposal(text: str, read: ReadFigure, one: Comparison, reads: object, ground: Ground) -> Proposal:
    figure = ground.figures.find(one.indicator, ground.scope) if one.indicator else None
    start, source = one.start, ""
    if figure is not None and read.kind == "change" and one.verdict in RIGHT | WRONG:
        start, source = _change(text, read, one, figure, tuple(reads), ground)
    elif figure is not None and read.kind != "change" and one.verdict in _DIRECT:
        source = _level(read, one, figure, ground)
        if not source and one.verdict == "derived_ok":
            start, source = _change(text, read, one, figure, tuple(reads), ground)
    if not source and one.verdict in ("unbound", "approx_ok", "derived_ok") and ground.literals and not narrates(read):
        source = f"{{{{literal:{one.span}}}}}"
    return Proposal(start, one.end, one.span, one.verdict, source, _printed(source, ground), one.indicator or "", one.expected, one.message, one.candidates)


def _printed(source: str, ground: Ground) -> str:
    """What a source prints, with the words typed behind the binding."""
    found = re.match(r"\{\{(.*?)\}\}(.*)", source)
    return (ground.render(found[1]) or "") + found[2] if found else ""


def narrates(read: ReadFigure) -> bool:
    """Whether it is a small count in words, as prose has them; rule T201 lets those pass too."""
    if any(one.isdigit() for one in read.span) or not isinstance(read.value, Decimal):
        return False
    return 1 <= read.value <= _SMALL and read.unit not in ("%", "成", "比例")


# ── a plain value ──────────────────────────────────────────────────────────

def _level(read: ReadFigure, one: Comparison, figure: Figure, ground: Ground) -> str:
    """{{id}} in the form that comes nearest to what was typed.

    "" if the comparison was with something else than the figure itself, or the text names a threshold (九成以上) that holds.
    """
    last = one.period == str(ground.figures.year - 1)
    source = ground.figures.before(figure) if last else figure
    if source is None or one.expected not in _shown(source):
        return ""
    if one.verdict == "approx_ok" and read.approx in _THRESHOLDS:
        return ""
    faithful = one.verdict in ("match", "rounded_ok") and read.approx == "none"
    scaled, places, counter = None if one.verdict == "unit_error" else _scaled(read, figure), _places(read) if faithful else None, _counter(read, one, figure)
    usual = figure.decimals if scaled is None else 2
    words = [*(["上年"] if last else []), *([scaled] if scaled else []), *([str(places)] if places not in (None, usual) else []),
             *(["数值"] if read.unit is None or counter else [])]
    for tried in (words, [word for word in words if not word.isdecimal()], ["上年"] if last else []):
        body = "|".join((ground.called(figure), *tried))
        if ground.render(body) is not None:
            return f"{{{{{body}}}}}" + (counter if "数值" in tried else "")
    return ""


def _shown(figure: Figure) -> tuple[str, ...]:
    """The figure's value as a comparison says it, by each way to round."""
    values = (shown_value(figure, mode) for mode in Rounding)
    return tuple(f"{value:f}{figure.unit}" for value in values if not isinstance(value, Absent))


def _scaled(read: ReadFigure, figure: Figure) -> str | None:
    """The unit to convert to: as typed, multiplier and all; None for the figure's own."""
    if read.unit in _SHARES or read.kind == "ratio":
        return None
    size, own = _size(read), unit(figure.unit)
    if read.unit is None and not size:
        return None
    for wanted in (size + (read.unit or ""), size + own.of):
        if unit(wanted).name == wanted != own.name and convert(Decimal(1), figure.unit, wanted) is not None:
            return wanted
    return None


def _size(read: ReadFigure) -> str:
    """The multiplier that was typed: 万, 亿, or none."""
    typed = _SCALE.search(unicodedata.normalize("NFKC", read.span))
    return typed[1] if typed else ""


def _places(read: ReadFigure) -> int:
    found = _DECIMALS.search(unicodedata.normalize("NFKC", read.span))
    return min(6, len(found[1])) if found else 0


def _counter(read: ReadFigure, one: Comparison, figure: Figure) -> str:
    """The counting word that was typed, where it is another than the figure's and may stand: 66名, 1.2万名, 48种."""
    own, typed = unit(figure.unit), read.unit
    other = typed not in (None, own.name, *_SHARES) and read.kind == "quantity" and "/" not in own.name and one.verdict != "unit_error"
    same_thing = other and convert(Decimal(1), str(typed), figure.unit) in (None, Decimal(1) / own.factor)
    return f"{_size(read)}{typed}" if same_thing and unit(str(typed)).name in (typed, own.name) and typed != own.of else ""


# ── a change ───────────────────────────────────────────────────────────────

def _change(text: str, read: ReadFigure, one: Comparison, figure: Figure, reads: tuple[ReadFigure, ...], ground: Ground) -> tuple[int, str]:
    """{{id|较上年}} for the figure with its verb and base; where it begins. "" where the sentence would not bear it."""
    phrase = _CHANGED.search(text[:read.start])
    if phrase is None or not _stands(text, phrase, reads):
        return one.start, ""
    cohort = "届" in (phrase["base"] or "") or (not phrase["base"] and figure.period.kind is PeriodKind.COHORT)
    growth = read.unit in ("%", "‰") and figure.unit not in ("%", "‰")
    if read.unit == "倍":
        return one.start, ""
    scaled = None if growth or read.unit in ("个百分点", "%") else _scaled(read, figure)
    body = "|".join((ground.called(figure), "同比" if growth else "较上届" if cohort else "较上年", *([scaled] if scaled else [])))
    printed = ground.render(body)
    if printed is None or not _says(printed, one.expected):
        return one.start, ""
    return phrase.start(), f"{{{{{body}}}}}"


def _stands(text: str, phrase: re.Match[str], reads: tuple[ReadFigure, ...]) -> bool:
    """Whether the words before the phrase go on into 比上年提高…: no other base in the clause, no figure or 由 right before."""
    start = phrase.start()
    before = text[:start]
    clause = before[max((found.end() for found in _CLAUSE.finditer(before)), default=0):]
    if any(read.end == start for read in reads) or before.endswith(tuple(_BINDING_LEFT)):
        return False
    return not _OTHER_BASE.search(clause)


def _says(printed: str, expected: str) -> bool:
    """Whether what is printed is the change that was expected, at the coarser of the two precisions."""
    try:
        one, other = (Decimal(found[0]) for text in (printed, expected) if (found := _NUMBER.search(text)))
    except (ValueError, InvalidOperation):
        return False
    places = min(-int(number.as_tuple().exponent) for number in (one, other))
    return abs(rounded(one, places) - rounded(other, places)) <= Decimal(1).scaleb(-places)


# ── years ──────────────────────────────────────────────────────────────────

def _year(text: str, read: ReadFigure, made: Sequence[Proposal], ground: Ground) -> Proposal | None:
    """A year's word where the edition has one. A calendar year only where a figure of that year follows in the sentence."""
    typed = _folded(read.span)
    same = [word for word, said in ground.words.items() if _folded(said) == typed]
    word = same[0] if same and not _CALENDAR.fullmatch(typed) else next(_calendar(text, read, same, made, ground), None)
    return Proposal(read.start, read.end, read.span, "year", f"{{{{{word}}}}}", ground.words[word]) if word else None


def _calendar(text: str, read: ReadFigure, same: Sequence[str], made: Sequence[Proposal], ground: Ground) -> Iterator[str]:
    if "财政年" not in same:
        return
    end = _SENTENCE.search(text, read.end)
    for one in made:
        if one.source and read.end <= one.start < (end.start() if end else len(text)):
            figure = ground.figures.find(one.indicator, ground.scope)
            if figure is not None and figure.period.kind is PeriodKind.CALENDAR_YEAR and "|上年" not in one.source:
                yield "财政年"
            return


def _folded(text: str) -> str:
    return re.sub(r"学年度$", "学年", "".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split()).replace("--", "-"))
