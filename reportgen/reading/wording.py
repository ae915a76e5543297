"""The reader's vocabulary for subjects: what may be left out, what means the same, what excludes what; from wording.yaml."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from reportgen.reading.folding import fold

_DROPPED = re.compile(r"[“”\"‘’'「」『』《》\s]|的")


@dataclass(frozen=True, slots=True)
class Wording:
    """idle: words without content. same: any spelling → the one that stands for all. rivals: sets of words that exclude one another.

    stated: words of a name that a text must state if it means that name. marked: words that speak against a name without them.
    leveled: pairs of the stated words that only a list hands on. people: whom a phrase may be about without saying more. plan, threshold, apart, region, elsewhere, part, last, base: what they begin.
    """

    idle: re.Pattern[str]
    same: re.Pattern[str]
    canon: dict[str, str]
    rivals: tuple[tuple[str, ...], ...]
    phrases: tuple[tuple[re.Pattern[str], str], ...]
    stated: tuple[str, ...]
    marked: tuple[str, ...]
    leveled: frozenset[str]
    tails: re.Pattern[str]
    people: re.Pattern[str]
    plan: re.Pattern[str]
    threshold: tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]
    apart: re.Pattern[str]
    region: re.Pattern[str]
    elsewhere: re.Pattern[str]
    part: re.Pattern[str]
    last: re.Pattern[str]
    base: re.Pattern[str]

    def normal(self, phrase: str) -> str:
        """A phrase without quotes, blanks and 的, each word by its standard spelling."""
        return _normal(phrase)

    def means(self, phrase: str) -> bool:
        """Whether a phrase says anything."""
        return bool(self.idle.sub("", self.normal(phrase)).strip())

    def stem(self, name: str) -> str:
        """A normal name without what may be left out at its end."""
        short = self.tails.sub("", name)
        return short if len(short) > 1 else name

    def held(self, text: str) -> "Held":
        """The words of each set of rivals that stand in a text."""
        return _holding(text)


@lru_cache(maxsize=4096)
def _normal(phrase: str) -> str:
    words = wording()
    text = words.same.sub(lambda found: words.canon[found[0]], _DROPPED.sub("", fold(phrase)))
    for pattern, canonical in words.phrases:
        text = pattern.sub(canonical, text)
    return text


@lru_cache(maxsize=4096)
def _holding(text: str) -> "Held":
    return tuple((number, found) for number, group in enumerate(wording().rivals) if (found := _held(group, text)))


Held = tuple[tuple[int, frozenset[str]], ...]


def excludes(one: Held, other: Held) -> bool:
    """Whether two texts hold rivals of one set, and none in common."""
    return any(here == there and not words & others for here, words in one for there, others in other)


def _held(group: tuple[str, ...], text: str) -> frozenset[str]:
    found = [word for word in group if word in text]
    return frozenset(word for word in found if not any(word != other and word in other for other in found)) if found else frozenset()


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(sorted(map(str, words), key=len, reverse=True))


@cache
def wording() -> Wording:
    """The built-in vocabulary."""
    import yaml
    text = (resources.files(__package__) / "wording.yaml").read_text("utf-8")
    known = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    canon = {other: group[0] for group in known["same"] for other in group}
    threshold = known["threshold"]
    phrases = tuple((re.compile(pattern), text) for pattern, text in known["phrases"].items())
    rivals = tuple(tuple(canon.get(word, word) for word in group) for group in known["rivals"])
    return Wording(
        idle=re.compile(alternatives(known["idle"])), same=re.compile(alternatives(canon)), canon=canon, rivals=rivals, phrases=phrases,
        stated=(*known["stated"], *known["needed"]), marked=(*known["stated"], *known["marked"]), leveled=frozenset(word[n:n + 2] for word in known["levels"] for n in range(len(word) - 1)),
        tails=re.compile(f"(?:{alternatives(known['tails'])})$"), people=re.compile(alternatives(known["people"])),
        plan=re.compile("|".join(known["plan"])),
        threshold=tuple(re.compile(threshold[key]) for key in ("before", "after", "rule")),
        apart=re.compile("|".join(known["apart"])), region=re.compile("|".join(known["region"])), elsewhere=re.compile("|".join(known["elsewhere"])),
        part=re.compile("|".join(known["part"])), last=re.compile(alternatives(known["last"])), base=re.compile(known["base"]))
