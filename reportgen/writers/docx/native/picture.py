"""What the picture of a chart shows: where its fields, axes and words are.

The picture decides everything that asks for judgement (which kind can be read, what has room where); the native chart repeats it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import unescape

from reportgen.writers.charts import face
from reportgen.writers.charts.sheet import Area

_OVERLAY = "x99"
_UNITS = ("单位：", "坐标自")


@dataclass(frozen=True, slots=True)
class Spot:
    """Words of the picture. at: where they are seen from the point (x, y)."""

    x: float
    y: float
    lines: tuple[str, ...]
    at: str
    size: float
    colour: str

    @property
    def width(self) -> float:
        """Of the widest line."""
        return face.widest(self.lines, self.size)

    @property
    def height(self) -> float:
        """Of all lines."""
        return len(self.lines) * self.size * face.LEADING

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the words."""
        upward, side = self.at.split()
        return (self.x + {"left": -self.width / 2, "center": 0, "right": self.width / 2}[side],
                self.y + {"top": -self.height / 2, "middle": 0, "bottom": self.height / 2}[upward])


@dataclass(frozen=True, slots=True)
class Field:
    """Axes of the picture. lo, hi: of the value axis. ticks: where it has lines; shown beside it in texts."""

    area: Area
    lo: Decimal
    hi: Decimal
    ticks: tuple[Decimal, ...]

    def along(self, value: Decimal) -> float:
        """How far up the value axis a value is, 0 to 1."""
        return int((value - self.lo) / (self.hi - self.lo) * 100_000) / 100_000


class Picture:
    """A figure of ours, read."""

    def __init__(self, figure: Mapping) -> None:
        self._layout = figure["layout"]
        self.width, self.height = self._layout["width"], self._layout["height"]
        self.traces = tuple(trace for trace in figure["data"] if trace.get("xaxis") != _OVERLAY)
        self.spots = tuple(_spots(figure["data"][-1]))

    @property
    def kinds(self) -> set[str]:
        """The types of what is drawn; of bars that lie, "lying"."""
        return {"lying" if trace.get("orientation") == "h" else trace["type"] for trace in self.traces}

    @property
    def upright(self) -> bool:
        """Whether values go up: what is no bar may also be dots in rows."""
        return all(isinstance(x, int | float) for trace in self.traces for x in trace["x"])

    @property
    def stacked(self) -> bool:
        """Whether bars stand on one another."""
        return self._layout.get("barmode") == "stack"

    def fields(self) -> set[str]:
        """The names of the fields there are."""
        return {trace["xaxis"] for trace in self.traces if "xaxis" in trace}

    def drawn_in(self, colour: str) -> Mapping:
        """The trace of a colour: the colour tells the series."""
        return next(trace for trace in self.traces if trace["marker"].get("color") == colour)

    def field(self, trace: Mapping) -> Field:
        """The field a trace stands in."""
        x, y = (self._layout[trace[side].replace(side[0], side[0] + "axis", 1)] for side in ("xaxis", "yaxis"))
        value = x if trace.get("orientation") == "h" else y
        area = self._area(x["domain"], y["domain"])
        return Field(area, *(Decimal(str(end)) for end in value["range"]), tuple(map(Decimal, value.get("tickvals", ()))))

    def circle(self, domain: Mapping) -> Area:
        """What a pie or a web is drawn in."""
        return self._area(domain["x"], domain["y"])

    def polar(self) -> tuple[Area, Decimal, Decimal, tuple[Decimal, ...]]:
        """The web's place, the ends of its axis and its ticks."""
        made = self._layout["polar"]
        axis = made["radialaxis"]
        return (self.circle(made["domain"]), *map(Decimal, axis["range"]), tuple(map(Decimal, axis["tickvals"])))

    def units(self) -> tuple[Spot | None, Spot | None]:
        """What the axes count, left and right."""
        known = [spot for spot in self.spots if spot.lines[0].startswith(_UNITS)]
        return tuple(next((spot for spot in known if spot.at == at), None) for at in ("middle right", "middle left"))

    def saying(self, text: str, near: tuple[float, float], reach: float) -> Spot | None:
        """The words that say just this, nearest to a place and not farther away than `reach`."""
        known = [(abs(spot.x - near[0]) + abs(spot.y - near[1]), spot) for spot in self.spots if spot.lines == (text,)]
        distance, found = min(known, key=lambda one: one[0], default=(reach, None))
        return found if distance < reach else None

    def shows(self, text: str) -> bool:
        """Whether a text stands there, however it is wrapped."""
        return any(_close("".join(spot.lines)) == _close(text) for spot in self.spots)

    def set_in(self, text: str, default: float) -> float:
        """The size in which a text is set, however it is wrapped."""
        wanted = _close(text)
        return next((spot.size for spot in self.spots if _close("".join(spot.lines)) == wanted), default)

    def _area(self, across: tuple[float, float], upward: tuple[float, float]) -> Area:
        return Area(across[0] * self.width, (1 - upward[1]) * self.height, across[1] * self.width, (1 - upward[0]) * self.height)


def _spots(trace: Mapping) -> Iterator[Spot]:
    font = trace["textfont"]
    for x, y, text, at, size, colour in zip(trace["x"], trace["y"], trace["text"], trace["textposition"], font["size"], font["color"], strict=True):
        yield Spot(x, y, tuple(map(unescape, text.split("<br>"))), at, size, colour)


def _close(text: str) -> str:
    return "".join(text.split())
