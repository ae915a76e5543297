"""A printed number computed again from the figures beside it: rounding, units, differences, growth."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from reportgen.compose.forms import CHANGE, GROWTH, LAST, Form, Misread, change, face, growth, read_form, shown
from reportgen.core.figure import SCHOOL, Absent, Figure, Point, Series, Value
from reportgen.core.period import Period, PeriodKind
from reportgen.core.show import ABSENT_TEXT, Rounding, digits, rounded
from reportgen.core.unit import convert

DIFFERENCE, TOTAL = "变化", "合计"
_PRINTED = re.compile(r"(-?\d+(?:\.(\d+))?)(\D.*)?")
_SCALES = tuple(map(Decimal, (1, 10_000, 100_000_000)))


class Verdict(Enum):
    """right: it follows from the figures. wrong: it does not. unknown: nothing beside it says (a standard, a remark, a number as typed)."""

    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Stock:
    """The figures and breakdowns that a package states, by id, scope and year."""

    figures: Mapping[tuple[str, str, int], Figure]
    series: Mapping[tuple[str, str, int], Series]
    year: int
    rounding: Rounding = Rounding.HALF_UP

    def find(self, id: str, scope: str, year: int) -> Figure | Series | None:
        """As a report finds it: its own scope first, then the school's."""
        for known in (self.figures, self.series):
            found = known.get((id, scope, year)) or known.get((id, SCHOOL, year))
            if found is not None:
                return found
        return next((one for (key, _, when), one in self.series.items() if (key, when) == (id, year)), None)


def stock(figures: Mapping[int, Sequence[Mapping[str, object]]], series: Mapping[int, Sequence[Mapping[str, object]]], year: int,
          rounding: str) -> Stock:
    """From the JSON of a package. Raises: ValueError, KeyError or TypeError if it is not of that shape."""
    return Stock({(str(one["id"]), str(one["scope"]), when): _figure(one) for when, known in figures.items() for one in known},
                 {(str(one["id"]), str(one["scope"]), when): _series(one) for when, known in series.items() for one in known}, year, Rounding(rounding))


def _figure(told: Mapping[str, object]) -> Figure:
    return Figure(str(told["id"]), str(told["name"]), _value(told), str(told["unit"]), int(str(told["decimals"])), _period(told["period"]),
                  str(told["population"]), str(told["scope"]), snapshot=str(told["snapshot"]), definition_id=str(told["meaning"]))


def _series(told: Mapping[str, object]) -> Series:
    points = tuple(Point(str(one["label"]), _value(one)) for one in told["points"])  # type: ignore[attr-defined]
    return Series(str(told["id"]), str(told["name"]), str(told["dimension"]), points, str(told["unit"]), int(str(told["decimals"])),
                  _period(told["period"]), str(told["population"]), str(told["scope"]), snapshot=str(told["snapshot"]))


def _value(told: Mapping[str, object]) -> Value:
    return Absent(str(told["absent"])) if told["value"] is None else Decimal(str(told["value"]))


def _period(told: Mapping[str, str]) -> Period:
    return Period(PeriodKind(told["kind"]), date.fromisoformat(told["start"]), date.fromisoformat(told["end"]))


def judge(number: Mapping[str, object], scope: str, known: Stock) -> Verdict:
    """One number of numbers.json against the stock. scope: of its report."""
    text, words = str(number["text"]), str(number["form"])
    if number["literal"] or not number["basis"]:
        return Verdict.UNKNOWN
    basis = [known.find(str(one["figure"]), str(number["scope"] or scope or SCHOOL), int(one["year"])) for one in number["basis"]]
    if any(one is None for one in basis):
        return Verdict.UNKNOWN if text == ABSENT_TEXT else Verdict.WRONG
    values = [_of(one, words) for one in basis]
    if text == ABSENT_TEXT:
        return Verdict.RIGHT if any(isinstance(value, Absent) for value in values) else Verdict.UNKNOWN
    if isinstance(basis[0], Series):
        return _point(basis[0], values, text, words, known.rounding)
    now = known.find(str(number["figure"]), basis[0].scope, known.year)
    if any(isinstance(now, Figure) and one.definition_id != now.definition_id for one in basis):
        return Verdict.UNKNOWN  # last year's value was converted; the package does not say how
    return _one(basis[0], text, words, known.rounding) if len(basis) == 1 else _two(basis, text, words, known.rounding)


def _of(one: Figure | Series, label: str) -> Value | None:
    if isinstance(one, Series):
        return next((point.value for point in one.points if point.label == label), None)
    return one.value


def _point(series: Series, values: list[Value | None], text: str, label: str, rounding: Rounding) -> Verdict:
    value = values[0]
    if label == TOTAL and value is None:
        known = [point.value for point in series.points if isinstance(point.value, Decimal)]
        return Verdict.RIGHT if prints(sum(known, Decimal(0)), series.unit, series.decimals, text, rounding) else Verdict.UNKNOWN
    if len(values) != 1 or not isinstance(value, Decimal):
        return Verdict.UNKNOWN
    return _said(prints(value, series.unit, series.decimals, text, rounding))


def _one(figure: Figure, text: str, words: str, rounding: Rounding) -> Verdict:
    form = read_form(tuple(word for word in words.split("|") if word), figure)
    if isinstance(form, Misread) or form.kind not in ("", LAST) or not isinstance(figure.value, Decimal):
        return Verdict.UNKNOWN
    return _said(prints(figure.value, figure.unit, figure.decimals, text, rounding))


def _two(basis: Sequence[Figure], text: str, words: str, rounding: Rounding) -> Verdict:
    now, last = basis[0], basis[-1]
    if len(basis) != 2 or now.unit != last.unit or any(isinstance(one, Absent) for one in (now.value, last.value)):
        return Verdict.UNKNOWN
    if words == DIFFERENCE:
        return _said(text in _differences(now, last, rounding))
    form = read_form(tuple(word for word in words.split("|") if word), now)
    if isinstance(form, Misread) or form.kind not in (CHANGE, GROWTH):
        return Verdict.UNKNOWN
    return _said(text == _compared(now, last, form, rounding))


def _compared(now: Figure, last: Figure, form: Form, rounding: Rounding) -> str:
    unit, decimals = face(now, form)
    after, before = shown(now, unit, decimals, rounding), shown(last, unit, decimals, rounding)
    if isinstance(after, Absent) or isinstance(before, Absent):
        return ""
    if form.kind == CHANGE:
        return change(after, before, unit, decimals, form.than)
    return growth(after, before, 2 if form.decimals is None else form.decimals, rounding) if before > 0 else ""


def _differences(now: Figure, last: Figure, rounding: Rounding) -> Iterator[str]:
    """The signed difference as a table prints it, in the figure's unit or in 万 or 亿."""
    for scale in _SCALES:
        for places in {now.decimals, 2}:
            after, before = (rounded(rounded(one.value, one.decimals, rounding) / scale, places, rounding) for one in (now, last))
            gap = after - before
            yield ("+" if gap > 0 else "−" if gap < 0 else "") + digits(abs(gap), places, rounding)


def prints(value: Decimal, unit: str, decimals: int, text: str, rounding: Rounding) -> bool:
    """Whether the text is that value, rounded and perhaps in 万 or 亿."""
    printed = _PRINTED.fullmatch(text)
    if printed is None:
        return False
    places, whole = len(printed[2] or ""), Decimal(printed[1])
    scales = (convert(Decimal(1), printed[3], unit),) if printed[3] else _SCALES
    return any(rounded(one / scale, places, rounding) == whole for one in (value, rounded(value, decimals, rounding)) for scale in scales if scale)


def _said(holds: bool) -> Verdict:
    return Verdict.RIGHT if holds else Verdict.WRONG
