"""What a resident process keeps from one turn to the next, by the very objects that it follows from.

Values are frozen, so the same object is the same value: to ask whether something must be made again costs one look at its identity, where a
fingerprint would have to read all of it. What is kept holds on to what it was made from, so no identity is given to anything else meanwhile.
A process that makes a single build begins no turn, and nothing is kept.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

Result = TypeVar("Result")

_TURNS = 2  # what so many turns did not ask for is let go


class Turns:
    """The parts that are used again and again: sections, findings of sections, pieces of outputs."""

    def __init__(self) -> None:
        self._kept: list[dict[Hashable, tuple[tuple[object, ...], object]]] = []

    @property
    def begun(self) -> bool:
        """Whether anything is kept at all."""
        return bool(self._kept)

    def begin(self) -> None:
        """Another turn begins."""
        self._kept = [{}, *self._kept[:_TURNS - 1]]

    def held(self, kind: str, things: tuple[object, ...], depends: Hashable, make: Callable[[], Result]) -> Result:
        """What `make` makes of these very things, and of `depends` by its value; of an earlier turn if it asked for the same."""
        if not self._kept:
            return make()
        key = kind, *map(id, things), depends
        found = next((known[key] for known in self._kept if key in known), None) or (things, make())
        self._kept[0][key] = found
        return found[1]
