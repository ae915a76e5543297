"""What known figures are called: an index from phrases to the figures they may mean."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.core.reading import Known

_DROPPED = re.compile(r"[“”\"‘’'「」『』\s]|的")
_TAIL = re.compile(r"(?:总人数|总数量|人数|人次数|数量|总数|总量|数)$")
_SHORTEST = 2


def normal(phrase: str) -> str:
    """A phrase without quotes, blanks and 的, so that spellings agree."""
    return _DROPPED.sub("", phrase)


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that is measured, over the years: entries by period, the latest first."""

    name: str
    keys: frozenset[str]
    entries: tuple[Known, ...]

    @property
    def now(self) -> Known:
        return self.entries[0]

    @property
    def before(self) -> Known | None:
        return self.entries[1] if len(self.entries) > 1 else None

    def value(self) -> Decimal:
        return self.entries[0].value


@dataclass(frozen=True, slots=True)
class Mention:
    """A topic's name as it stands in a text: text[start:end]; several topics if the name is shared."""

    start: int
    end: int
    key: str
    topics: tuple[Topic, ...]


class Topics:
    """All topics and how texts call them."""

    def __init__(self, known: Iterable[Known]) -> None:
        groups: dict[str, list[Known]] = {}
        for one in known:
            groups.setdefault(one.name, []).append(one)
        self.all = tuple(_topic(name, entries) for name, entries in groups.items())
        self._by_key: dict[str, list[Topic]] = {}
        for topic in self.all:
            for key in topic.keys:
                self._by_key.setdefault(key, []).append(topic)
        self._by_head: dict[str, list[str]] = {}
        for key in self._by_key:
            self._by_head.setdefault(key[:_SHORTEST], []).append(key)
        for keys in self._by_head.values():
            keys.sort(key=len, reverse=True)

    def called(self, phrase: str) -> tuple[Topic, ...]:
        """Topics whose name or alias is exactly that phrase."""
        return tuple(self._by_key.get(normal(phrase), ()))

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Every name in the text, the longest at each place, not overlapping."""
        plain, where = _without_dropped(text)
        found, position = [], 0
        while position < len(plain) - 1:
            key = self._longest(plain, position)
            if key is None:
                position += 1
                continue
            end = position + len(key)
            found.append(Mention(where[position], where[end - 1] + 1, key, tuple(self._by_key[key])))
            position = end
        return tuple(found)

    def _longest(self, text: str, position: int) -> str | None:
        return next((key for key in self._by_head.get(text[position:position + _SHORTEST], ()) if text.startswith(key, position)), None)


def _without_dropped(text: str) -> tuple[str, list[int]]:
    kept = [(character, place) for place, character in enumerate(text) if not _DROPPED.match(character)]
    return "".join(character for character, _ in kept), [place for _, place in kept]


def _topic(name: str, entries: list[Known]) -> Topic:
    names = {one for entry in entries for one in (entry.name, *entry.aliases)}
    return Topic(name, frozenset(_keys(names)), tuple(sorted(entries, key=lambda entry: entry.period, reverse=True)))


def _keys(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        full = normal(name)
        for key in (full, _TAIL.sub("", full), re.sub(r"（[^）]*）|\([^)]*\)", "", full)):
            if len(key) >= _SHORTEST:
                yield key


def as_known(rows: Iterable[Mapping[str, object]]) -> tuple[Known, ...]:
    """Known figures from the machine interface's objects; those without a value are left out."""
    return tuple(Known(str(row["id"]), str(row["name"]), tuple(map(str, row.get("aliases") or ())), Decimal(str(row["value"])),
                       str(row.get("unit") or ""), str(row.get("period") or "")) for row in rows if row.get("value") is not None)
