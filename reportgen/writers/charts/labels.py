"""Where labels may stand: boxes that do not touch one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportgen.writers.charts.face import LEADING, width
from reportgen.writers.charts.sheet import Area

Spot = tuple[float, float, str]  # x, y and the side of the point the text stands on


def box(spot: Spot, text: str, size: float) -> Area:
    """The room a one-line label takes."""
    x, y, at = spot
    across, high = width(text, size), size * LEADING * 0.85
    vertical, side = at.split()
    left = {"left": x - across, "center": x - across / 2, "right": x}[side]
    top = {"top": y - high, "middle": y - high / 2, "bottom": y}[vertical]
    return Area(left, top, left + across, top + high)


def touching(one: Area, other: Area) -> bool:
    """Whether two boxes overlap."""
    return (one.left < other.right and other.left < one.right
            and one.top < other.bottom and other.top < one.bottom)


@dataclass(slots=True)
class Room:
    """What is taken so far inside `area`."""

    area: Area
    taken: list[Area] = field(default_factory=list)

    def take(self, place: Area) -> None:
        """Something stands there."""
        self.taken.append(place)

    def place(self, spots: Iterable[Spot], text: str, size: float) -> Spot | None:
        """The first of the spots that is free; it is then taken. None if none is."""
        for spot in spots:
            wanted = box(spot, text, size)
            inside = (wanted.left >= self.area.left and wanted.right <= self.area.right
                      and wanted.top >= self.area.top and wanted.bottom <= self.area.bottom)
            if inside and not any(touching(wanted, other) for other in self.taken):
                self.take(wanted)
                return spot
        return None


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Middles for labels one above the other, in the order given, each as near to its wish as the others let it.

    wanted: ascending. Blocks that would overlap are merged and centred on the mean of their wishes.
    """
    blocks: list[list[float]] = []  # [middle, height, number of labels, sum of wishes]
    for wish, height in zip(wanted, heights, strict=True):
        blocks.append([wish, height, 1, wish])
        _settle(blocks[-1], top, bottom)
        while len(blocks) > 1 and _overlap(blocks[-2], blocks[-1]):
            below, above = blocks.pop(), blocks.pop()
            total = above[3] + below[3]
            count = above[2] + below[2]
            blocks.append([total / count, above[1] + below[1], count, total])
            _settle(blocks[-1], top, bottom)
    return _middles(blocks, heights)


def _settle(block: list[float], top: float, bottom: float) -> None:
    block[0] = max(min(block[0], bottom - block[1] / 2), top + block[1] / 2)


def _overlap(above: list[float], below: list[float]) -> bool:
    return above[0] + above[1] / 2 > below[0] - below[1] / 2


def _middles(blocks: list[list[float]], heights: Sequence[float]) -> list[float]:
    middles, at = [], iter(heights)
    for middle, height, count, _ in blocks:
        edge = middle - height / 2
        for _ in range(int(count)):
            own = next(at)
            middles.append(edge + own / 2)
            edge += own
    return middles
