"""What the college's figures are held against: the state's standards, its own targets, its peers; and its reasons for odd values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.core.figure import Absent, Figure, Value
from reportgen.core.pack import Benchmark, Bound, frozen
from reportgen.core.place import NOWHERE, Place
from reportgen.core.show import Rounding, shown_value


@dataclass(frozen=True, slots=True)
class Target:
    """The college's own aim for an indicator in one year; value in the indicator's unit."""

    indicator: str
    value: Decimal
    note: str = ""
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Peer:
    """One published figure of another college; value in the indicator's unit."""

    college: str
    year: int
    indicator: str
    value: Decimal
    source: str
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Reason:
    """What a department says of an indicator that changed much."""

    indicator: str
    text: str
    by: str
    date: str
    at: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Yardsticks:
    """All of one report year, by indicator; standards only as far as they apply to this school."""

    standards: Mapping[str, Benchmark] = field(default_factory=lambda: frozen({}))
    targets: Mapping[str, Target] = field(default_factory=lambda: frozen({}))
    peers: Mapping[str, tuple[Peer, ...]] = field(default_factory=lambda: frozen({}))
    reasons: Mapping[str, Reason] = field(default_factory=lambda: frozen({}))

    def peer_mean(self, indicator: str) -> Value:
        """The unweighted mean of the peers' figures; Absent if there are none."""
        known = self.peers.get(indicator, ())
        return sum((one.value for one in known), Decimal(0)) / len(known) if known else Absent("未采集", "没有同类院校的数据")


NO_YARDSTICKS = Yardsticks()


def margin(figure: Figure, standard: Benchmark, rounding: Rounding = Rounding.HALF_UP) -> Decimal | None:
    """How far the shown value is on the good side of the standard; negative: it fails it. None if there is no value.

    The shown value, because a reader compares what is printed.
    """
    value = shown_value(figure, rounding)
    if isinstance(value, Absent):
        return None
    return value - standard.value if standard.bound is Bound.AT_LEAST else standard.value - value
