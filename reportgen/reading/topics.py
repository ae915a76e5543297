"""What known figures are called: every name cut into pairs of characters, so that a text may say it in other words and order."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from reportgen.core.reading import Known
from reportgen.reading.figures import read_figures
from reportgen.reading.wording import Held, wording

_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_MARKS = frozenset("、，,：:；;。/（）()|—-")
_PARTNERS = "|企业|公司|双方|校企|学校|该企业|该公司|为企业|为公司|向学校|合作|本公司|我公司"
_SCHOOLS = re.compile(r"(?:普通|高等|中等|高职|中职|职业|技工|本科|专科|层次|公办|民办|（[^）]*）|\([^)]*\))*(?:学校|院校|高校|大学|幼儿园)(?:总?数量?)?")
_LEADING = re.compile(r"^(?:其中[：:]?|(?:[A-Z]|[①-⑳])类?[：:])")


@lru_cache(maxsize=4096)
def grams(text: str) -> tuple[str, ...]:
    """The pairs of neighbouring characters; none across a mark."""
    return tuple(one + other for one, other in zip(text, text[1:]) if one not in _MARKS and other not in _MARKS)


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to say a topic.

    letters: each character: how telling it is, the pairs it stands in, whether it is of a level that only lists hand on.
    total: how telling all are. own: all pairs. stated: words a text must state. held: words that exclude others.
    """

    text: str
    topic: "Topic"
    letters: tuple[tuple[float, str, str, bool], ...]
    total: float
    own: frozenset[str]
    stated: frozenset[str]
    held: Held


@dataclass(frozen=True, slots=True, eq=False)
class Topic:
    """One thing that is measured, over the years: entries by period, the latest first. words: pairs of its definition; own: of its names."""

    name: str
    scope: str
    entries: tuple[Known, ...]
    words: frozenset[str]
    own: frozenset[str]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.now.name, *self.now.aliases)

    @property
    def now(self) -> Known:
        return self.entries[0]

    @property
    def before(self) -> Known | None:
        return self.entries[1] if len(self.entries) > 1 else None

    @property
    def unit(self) -> str:
        return self.entries[0].unit


class Topics:
    """All topics and how texts call them. regional: whether they count schools, so are of a region and not of one school."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.all = tuple(_topic(entries) for entries in _grouped(known))
        full = {wording().normal(name) for topic in self.all for entry in topic.entries for name in (entry.name, *entry.aliases)}
        spread = Counter(pair for topic in self.all for pair in topic.own)
        self.weight = {pair: 1 / (1 + 0.35 * math.log2(count)) for pair, count in spread.items()}
        self.variants = tuple(_variant(topic, text, self.weight) for topic in self.all for text in _texts(topic, full))
        self.postings: dict[str, list[int]] = {}
        for number, variant in enumerate(self.variants):
            for pair in variant.own:
                self.postings.setdefault(pair, []).append(number)
        self.regional = any(topic.unit.endswith("所") and _SCHOOLS.fullmatch(name) for topic in self.all for name in topic.names)
        self.scopes = tuple(dict.fromkeys(topic.scope for topic in self.all if topic.scope))
        self.inner = frozenset(one.span for topic in self.all for entry in topic.entries[:1]
                               for name in (entry.name, *entry.aliases) for one in read_figures(name))

    def called(self, phrase: str) -> tuple[Topic, ...]:
        """Topics with a name or alias that is that phrase."""
        plain = wording().stem(wording().normal(phrase))
        return tuple(dict.fromkeys(variant.topic for variant in self.variants if variant.text == plain))


def _grouped(known: Iterable[Known]) -> list[list[Known]]:
    """Entries of one topic: the same id or the same name, in one scope."""
    groups: list[list[Known]] = []
    home: dict[tuple[str, str], list[Known]] = {}
    for one in known:
        group = home.get((one.scope, "#" + one.id)) or home.get((one.scope, one.name))
        if group is None or any(other.period == one.period for other in group):
            group = []
            groups.append(group)
        group.append(one)
        home[(one.scope, "#" + one.id)] = home[(one.scope, one.name)] = group
    return groups


def _topic(entries: list[Known]) -> Topic:
    latest = sorted(entries, key=lambda entry: entry.period, reverse=True)
    about = " ".join(entry.words for entry in latest[:1]) + (_PARTNERS if latest[0].scope else "")
    words = frozenset(grams(wording().normal(about)))
    own = frozenset(pair for entry in latest for name in (entry.name, *entry.aliases) for pair in grams(wording().normal(name)))
    return Topic(latest[0].name, latest[0].scope, tuple(latest), words, own)


def _texts(topic: Topic, full: Collection[str]) -> Iterable[str]:
    """Each name, and each without what stands in brackets, unless something else is called that."""
    seen: set[str] = set()
    for name in dict.fromkeys(name for entry in topic.entries for name in (entry.name, *entry.aliases)):
        plain = wording().normal(_LEADING.sub("", name))
        short = _BRACKETS.sub("", plain)
        for text in map(wording().stem, (plain, *([short] if short not in full else []))):
            if len(text) > 1 and text not in seen:
                seen.add(text)
                yield text


def _variant(topic: Topic, text: str, weight: Mapping[str, float]) -> Variant:
    letters = []
    for place, letter in enumerate(text):
        if letter not in _MARKS:
            pairs = [text[n:n + 2] if 0 <= n < len(text) - 1 else "" for n in (place - 1, place)]
            telling = max((weight[pair] for pair in pairs if pair in weight), default=0.3)
            letters.append((telling, *pairs, not wording().leveled.isdisjoint(pairs)))
    return Variant(text, topic, tuple(letters), sum(letter[0] for letter in letters) or 1.0, frozenset(grams(text)),
                   frozenset(word for word in wording().stated if word in text), wording().held(text))


def as_known(rows: Iterable[Mapping[str, object]]) -> tuple[Known, ...]:
    """Known figures from the machine interface's objects; those without a value are left out."""
    return tuple(Known(str(row["id"]), str(row["name"]), tuple(map(str, row.get("aliases") or ())), Decimal(str(row["value"])),
                       str(row.get("unit") or ""), str(row.get("period") or "")) for row in rows if row.get("value") is not None)
