"""Whose figures an analysis speaks of, what one directive asks for, and the sentences and numbers that all analyses share."""

from collections.abc import Callable
from dataclasses import dataclass, field

from reportgen.compose.binding import Binder
from reportgen.compose.forms import signed_change
from reportgen.compose.movement import Movement, movements, own_figures, rate_text
from reportgen.core.document import Inline, Number, Paragraph, Reference, Text
from reportgen.core.finding import Finding
from reportgen.core.pack import Pack
from reportgen.core.place import Place
from reportgen.core.show import digits

_ALL = "全校"
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose figures are analysed; department "": the whole school's."""

    binder: Binder
    pack: Pack
    department: str = ""

    @property
    def who(self) -> str:
        return self.department or _ALL

    def movements(self, department: str = "") -> tuple[Movement, ...]:
        """Of the subject's figures, or of one department's."""
        own = own_figures(self.binder.figures, department or self.department)
        return movements(own, self.binder.figures, self.pack.outliers, self.binder.rounding)


@dataclass(frozen=True, slots=True)
class Task:
    """One directive. most: rows asked for (0: all). numbered: gives what is placed (表 or 图, its id) its number. found: collects findings.

    silent: gets the place of a directive that has nothing to show but a sentence that says so.
    """

    subject: Subject
    at: Place
    most: int
    numbered: Callable[[str, str], str]
    found: list[Finding]
    silent: set[Place] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Told:
    """The numbers of a movement as they are printed: last year's, this year's, the difference, its share."""

    last: Number
    now: Number
    gap: Number
    rate: Number


def told(moved: Movement, subject: Subject) -> Told:
    """What is printed of a movement that has both values."""
    now, last, figures = moved.figure, moved.last, subject.binder.figures
    bases = (last.id, figures.previous.year), (now.id, figures.year)
    before, after = (digits(one.value, now.decimals, subject.binder.rounding) for one in (last, now))
    return Told(Number(before, now.id, now.scope, "上年|数值", bases[:1]), Number(after, now.id, now.scope, "数值", bases[1:]),
                Number(signed_change(after, before), now.id, now.scope, "变化", bases), Number(rate_text(moved), now.id, now.scope, "变幅", bases))


def said(text: str, number: str = "", id: str = "", more: str = "") -> Paragraph:
    """A paragraph; with a number, it says which table to look at."""
    return Paragraph((Text(f"{text}，见"), Reference(f"分析-{id}", number), Text(f"。{more}")) if number else (Text(text),))


def listed(names: list[str], most: int = _MOST_NAMED) -> str:
    """The first of some names, and how many there are if those are not all."""
    return "、".join(names[:most]) + (f"等{len(names)}项" if len(names) > most else "")


def between(parts: list[tuple[Inline, ...]], mark: str = "、") -> tuple[Inline, ...]:
    """Runs of inlines with a mark between them."""
    return tuple(one for n, part in enumerate(parts) for one in ((Text(mark),) if n else ()) + part)
