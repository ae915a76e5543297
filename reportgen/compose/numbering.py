"""Ordinals: of headings in the look's dialect, of tables, figures and cases in the part they stand in."""

from dataclasses import dataclass, field

from reportgen.core.place import Place

OFFICIAL, DECIMAL = "official", "decimal"
_DIGITS = "〇一二三四五六七八九"
_COUNTED = {"表": "表", "图": "图", "图片": "图", "案例": "案例"}


def chinese(number: int) -> str:
    """1 to 99 in Chinese.

    >>> chinese(7), chinese(10), chinese(12), chinese(20), chinese(34)
    ('七', '十', '十二', '二十', '三十四')
    """
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones or not tens else "")


def heading_label(dialect: str, counts: tuple[int, ...]) -> str:
    """The printed ordinal of a heading. counts: its ordinal at each level, the part's first; 0 for an unnumbered part.

    >>> [heading_label("official", c) for c in ((1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), (0, 2), (0,))]
    ['一、', '（二）', '3.', '（4）', '（二）', '']
    >>> [heading_label("decimal", c) for c in ((1,), (1, 2), (0, 2))]
    ['1', '1.2', '']
    """
    last = counts[-1]
    if dialect == DECIMAL:
        return ".".join(map(str, counts)) if counts[0] else ""
    forms = (f"{chinese(last)}、", f"（{chinese(last)}）", f"{last}.", f"（{last}）")
    return forms[len(counts) - 1] if last else ""


def exhibit_number(kind: str, part: int, count: int) -> str:
    """表1-2 in a numbered part; 表2 in an unnumbered one."""
    return f"{kind}{part}-{count}" if part else f"{kind}{count}"


@dataclass(slots=True)
class Counter:
    """Gives numbers to what is placed, in reading order. numbers: by directive; targets: by (kind, id), what references print."""

    numbers: dict[Place, str] = field(default_factory=dict)
    targets: dict[tuple[str, str], str] = field(default_factory=dict)
    _counts: dict[tuple[int, str], int] = field(default_factory=dict)

    def give(self, kind: str, id: str, part: int, at: Place) -> None:
        """The next number of its kind in that part."""
        counted = _COUNTED[kind]
        count = self._counts[part, counted] = self._counts.get((part, counted), 0) + 1
        self.numbers[at] = exhibit_number(counted, part, count)
        if kind != "图片":
            self.targets[kind, id] = self.numbers[at]


@dataclass(slots=True)
class Outline:
    """Counts headings of one part. dialect: OFFICIAL or DECIMAL; part: its number, 0 if unnumbered. labelled: False in a preface."""

    dialect: str
    part: int
    id: str
    labelled: bool = True
    counts: list[int] = field(default_factory=list)

    def next(self, level: int) -> tuple[str, str]:
        """Label and anchor of the next heading at `level` (2 to 4)."""
        depth = level - 1
        self.counts = [*self.counts[:depth], *[0] * (depth - len(self.counts))]
        self.counts[-1] += 1
        counts = (self.part, *self.counts)
        return heading_label(self.dialect, counts) if self.labelled else "", "-".join((self.id, *map(str, self.counts)))
