"""Passages with known figures, all true; and what happens when one figure is falsified, or said in other words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from pathlib import Path

from reportgen.core.reading import Known

FILE = Path(__file__).parent / "specimens" / "passages.md"
_KNOWN = re.compile(r"- (\w+): (.+) = ([\d.]+) ?([^;\n]+?)(?:; ([\d.]+))?$")
_PERIODS = re.compile(r"- 期 ([\d-]+); ([\d-]+)")
_MARK = re.compile(r"⟦(?:([a-z]\w*)([.+%-]1?)? )?([^⟧]+)⟧")
_SPAN = re.compile(r"(\d[\d.]*)(万亿|亿|万)?(.*)$")
_SLIPS = {"万元": "元", "亿元": "万元", "万平方米": "平方米", "万册": "册", "人次": "人", "万学时": "学时", "万人": "人", "万所": "所", "元": "万元"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure of a passage. id: the known figure it tells; change: + − % if it tells a difference, .1 last year's; "" for the level."""

    start: int
    span: str
    id: str
    change: str

    @property
    def end(self) -> int:
        return self.start + len(self.span)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that is true of its known figures."""

    title: str
    known: tuple[Known, ...]
    text: str
    marks: tuple[Mark, ...]

    def now(self, id: str) -> Known:
        return next(one for one in self.known if one.id == id)

    def before(self, id: str) -> Known | None:
        return next((one for one in self.known if one.id == id and one is not self.now(id)), None)

    def told(self) -> list[Mark]:
        """Figures that tell this year's level."""
        return [one for one in self.marks if one.id and not one.change]


@dataclass(frozen=True, slots=True)
class Variant:
    """A passage with one figure said otherwise. start: of that figure; false: whether it is wrong now."""

    passage: Passage
    how: str
    text: str
    start: int
    end: int
    false: bool


def passages() -> list[Passage]:
    return [_passage(part) for part in FILE.read_text("utf-8").split("\n## ")[1:]]


def _passage(part: str) -> Passage:
    title, *lines = part.strip().split("\n")
    periods = next(filter(None, map(_PERIODS.match, lines)), ("", "2024", "2023"))
    known: list[Known] = []
    for found in filter(None, map(_KNOWN.match, lines)):
        names = found[2].split("、")
        known += [Known(found[1], names[0], tuple(names[1:]), Decimal(value), found[4].strip(), period)
                  for period, value in ((periods[1], found[3]), (periods[2], found[5])) if value]
    source = "\n".join(line for line in lines if "⟦" in line)
    text, marks = "", []
    place = 0
    for mark in _MARK.finditer(source):
        text += source[place:mark.start()]
        marks.append(Mark(len(text), mark[3], mark[1] or "", mark[2] or ""))
        text += mark[3]
        place = mark.end()
    return Passage(title, tuple(known), text + source[place:], tuple(marks))


def variants(passage: Passage) -> Iterator[Variant]:
    """Every figure of a known level, falsified and reworded in every way that suits it."""
    for mark in passage.told():
        if not mark.span[0].isdigit():
            continue
        known = [*((how, span, True) for how, span in _false(passage, mark)), *((how, span, False) for how, span in _true(passage, mark))]
        for how, span, false in known:
            yield _said(passage, mark, how, span, false=false)


def _said(passage: Passage, mark: Mark, how: str, span: str, *, false: bool) -> Variant:
    text = passage.text[:mark.start] + span + passage.text[mark.end:]
    return Variant(passage, how, text, mark.start, mark.start + len(span), false)


def _false(passage: Passage, mark: Mark) -> Iterator[tuple[str, str]]:
    digits, size, unit = _parts(mark)
    swapped = _swapped(digits)
    if swapped:
        yield "digits swapped", f"{swapped}{size}{unit}"
    yield "ten times", f"{_times(digits, 10)}{size}{unit}"
    if size + unit in _SLIPS:
        yield "unit slipped", digits + _SLIPS[size + unit]
    other = next((one for one in passage.told() if one.id != mark.id and one.span[0].isdigit() and _parts(one)[1:] == (size, unit) and one.span != mark.span), None)
    if other:
        yield "another's figure", other.span
    before = passage.before(mark.id)
    if before and before.value != passage.now(mark.id).value and "∶" not in mark.span:
        yield "last year's", f"{_in(before.value, passage.now(mark.id).value, digits)}{size}{unit}"
    if _round(digits) and unit != "%":
        yield "over what it is", f"超过{_round(digits, ROUND_CEILING, 1)}{size}{unit}"
        yield "nearly what it exceeds", f"近{_round(digits, ROUND_FLOOR, 1)}{size}{unit}"


def _true(passage: Passage, mark: Mark) -> Iterator[tuple[str, str]]:
    digits, size, unit = _parts(mark)
    yield "as it is", mark.span
    if _round(digits) and "∶" not in mark.span:
        yield "over", f"超{_round(digits, ROUND_FLOOR)}{size}{unit}"
        yield "about", f"约{_round(digits)}{size}{unit}"
        yield "at least", f"{_round(digits, ROUND_FLOOR)}{size}{unit}以上"
        if unit != "%" and "." not in _round(digits, ROUND_FLOOR):
            yield "odd", f"{_round(digits, ROUND_FLOOR)}余{size}{unit}"
        if Decimal(_round(digits, ROUND_CEILING)) * Decimal("0.9") <= Decimal(digits):
            yield "nearly", f"近{_round(digits, ROUND_CEILING)}{size}{unit}"
    if not size and unit in ("人", "人次", "元", "学时", "册") and Decimal(digits) >= 10000:
        yield "in tens of thousands", f"{(Decimal(digits) / 10000).quantize(Decimal('0.01'), ROUND_HALF_UP)}万{unit}"


def _parts(mark: Mark) -> tuple[str, str, str]:
    found = _SPAN.match(mark.span)
    assert found, mark.span
    return found[1], found[2] or "", found[3]


def _swapped(digits: str) -> str:
    """Two neighbouring digits exchanged, the first that differ after the leading one; else another last digit."""
    for n in range(len(digits) - 1, 0, -1):
        if digits[n - 1].isdigit() and digits[n].isdigit() and digits[n - 1] != digits[n] and (n > 1 or digits[1] != "0"):
            return digits[:n - 1] + digits[n] + digits[n - 1] + digits[n + 1:]
    return digits[:-1] + str((int(digits[-1]) + 3) % 10) if len(digits) > 1 else str(int(digits) + 3)


def _times(digits: str, factor: int) -> str:
    return f"{(Decimal(digits) * factor).normalize():f}"


def _in(value: Decimal, now: Decimal, digits: str) -> str:
    """Last year's value as this year's was printed."""
    places = len(digits.split(".")[1]) if "." in digits else 0
    scaled = value * Decimal(digits) / now
    return f"{scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}" if Decimal(digits) != now else f"{value:f}"


def _round(digits: str, rounding: str = ROUND_HALF_UP, keep: int = 2) -> str:
    """So many leading digits; "" if there are no more."""
    value = Decimal(digits)
    step = Decimal(1).scaleb(value.adjusted() - keep + 1)
    rounded = (value / step).to_integral_value(rounding) * step
    return f"{rounded.normalize():f}" if rounded != value else ""
