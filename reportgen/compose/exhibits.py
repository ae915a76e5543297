"""What charts and tables are drawn from: a spec as typed, and its data as categories × measures of exact values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.compose.words import earlier, label
from reportgen.core.document import Number
from reportgen.core.figure import Absent, Value
from reportgen.core.period import Period
from reportgen.core.place import Place
from reportgen.core.show import ABSENT_TEXT

THIS, LAST = "本年", "上年"


@dataclass(frozen=True, slots=True)
class Spec:
    """A chart's or table's description as typed, with the place of each of its values."""

    id: str
    data: Mapping[str, object]
    places: Mapping[tuple[str | int, ...], Place]
    path: tuple[str | int, ...]
    at: Place

    def where(self, *path: str | int) -> Place:
        """The place of one of its values; of the nearest thing around it if it has none of its own."""
        for length in range(len(path), -1, -1):
            if place := self.places.get((*self.path, *path[:length])):
                return place
        return self.at


@dataclass(frozen=True, slots=True)
class Datum:
    """One value: exact in its measure's unit, and the number that is printed."""

    value: Value
    number: Number


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of values over categories. name: what is measured ("" for different figures); year: THIS or LAST; periods: of each category."""

    name: str
    unit: str
    year: str
    data: Mapping[str, Datum]
    periods: Mapping[str, Period]
    ids: tuple[str, ...]

    def datum(self, category: str) -> Datum:
        """The value of a category; absent if the measure does not know it."""
        return self.data.get(category) or Datum(Absent("不适用"), Number(ABSENT_TEXT, self.ids[0]))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Categories × measures. yearly: each measure stands once for every year."""

    dimension: str
    categories: tuple[str, ...]
    measures: tuple[Measure, ...]
    yearly: bool

    def heads(self) -> Mapping[str, str]:
        """What 上年 and 本年 are called: by the period if there is but one, else 上年度 and 本年度."""
        return year_heads([period for measure in self.measures if measure.year == THIS for period in measure.periods.values()])


def year_heads(periods: Iterable[Period]) -> Mapping[str, str]:
    """Headings of the two years for figures of these (this year's) periods."""
    known = tuple(dict.fromkeys(periods))
    if len(known) != 1:
        return {THIS: "本年度", LAST: "上年度"}
    return {THIS: label(known[0]), LAST: label(earlier(known[0]))}
