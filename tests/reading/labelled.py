"""The labelled sentences: what a careful person marks in each."""

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

FILE = Path(__file__).parent / "specimens" / "figures.md"
_LABEL = re.compile(r"⟦(.+?) = ([^⟧]+)⟧")
_MEASURE = re.compile(r"(?:(change|ratio) )?(?:(about|over|nearly|at_least|at_most) )?(-?\d[\d.]*)(?:~(\d[\d.]*))?(?: (\S+))?$")


@dataclass(frozen=True, slots=True)
class Label:
    """One figure as a person marked it. value: a number, a pair, or None for what is no measure."""

    start: int
    span: str
    kind: str
    approx: str = "none"
    value: Decimal | tuple[Decimal, Decimal] | None = None
    unit: str | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.span)


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    labels: tuple[Label, ...]


def sentences() -> list[Sentence]:
    return [_sentence(line[2:]) for line in FILE.read_text("utf-8").splitlines() if line.startswith("- ")]


def _sentence(source: str) -> Sentence:
    text, labels, place = "", [], 0
    for found in _LABEL.finditer(source):
        text += source[place:found.start()]
        labels.append(_label(len(text), found[1], found[2]))
        text += found[1]
        place = found.end()
    return Sentence(text + source[place:], tuple(labels))


def _label(start: int, span: str, spec: str) -> Label:
    found = _MEASURE.match(spec)
    if not found:
        return Label(start, span, spec)
    low, high = Decimal(found[3]), found[4] and Decimal(found[4])
    kind = found[1] or ("range" if high else "quantity")
    return Label(start, span, kind, found[2] or "none", (low, high) if high else low, found[5])
