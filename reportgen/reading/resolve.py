"""Which topic a figure speaks of: every candidate scored by how much of its name the text says, and how much of the text it explains."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from reportgen.reading.passage import Evidence, Letter
from reportgen.reading.topics import Topic, Topics, Variant, grams
from reportgen.reading.wording import wording

_EACH, _MOST = 0.03, 0.15  # what a character said earlier in the sentence adds
_MARKED, _LEVEL, _BESIDE, _DEFINED, _FOREIGN = 0.72, 0.7, 0.95, 0.6, 2.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic a figure may speak of. said: how much of its name the text says; explains: how much of the text beside it covers."""

    topic: Topic
    score: float
    said: float
    explains: float
    name: str


def candidates(topics: Topics, evidence: Evidence, fits: Callable[[Topic], float], *, least: float = 0.4) -> list[Candidate]:
    """Topics that may be meant, the best first, one entry a topic. fits: how well the figure's unit suits a topic, 0 to 1."""
    best: dict[int, Candidate] = {}
    suits: dict[int, float] = {}
    for number in _reached(topics, evidence):
        variant = topics.variants[number]
        key = id(variant.topic)
        if key not in suits:
            suits[key] = fits(variant.topic)
        if suits[key] and (found := _scored(topics, variant, evidence, suits[key])) and found.score >= least:
            if key not in best or best[key].score < found.score:
                best[key] = found
    return sorted(best.values(), key=lambda one: -one.score)


def _reached(topics: Topics, evidence: Evidence) -> Collection[int]:
    near = {pair for pair, weight in evidence.weights.items() if weight >= (0.8 if evidence.bare else 0.95)}
    return {number for pair in near for number in topics.postings.get(pair, ())}


def _scored(topics: Topics, variant: Variant, evidence: Evidence, suits: float) -> Candidate | None:
    words = wording()
    if any(not _stands(word, evidence) for word in variant.stated) or words.rival(evidence.beside, variant.text):
        return None
    said, context = _coverage(topics, variant, evidence)
    explains = _explained(topics, evidence.said, variant)
    if evidence.aside:
        explains = 0.75 * explains + 0.25 * _explained(topics, evidence.aside, variant)
    score = suits * said * (0.55 + 0.45 * explains) + min(_MOST, _EACH * context) * explains
    return Candidate(variant.topic, score * (_MARKED if _marked(variant, evidence) else 1), said, explains, variant.text)


def _stands(word: str, evidence: Evidence) -> bool:
    return word in evidence.everything or (len(word) > 1 and all(evidence.weights.get(pair, 0.0) > 0.45 for pair in grams(word)))


def _marked(variant: Variant, evidence: Evidence) -> bool:
    """Whether a telling word stands beside the figure that the name does not have."""
    return any(word in evidence.beside and word not in variant.text for word in wording().marked)


def _coverage(topics: Topics, variant: Variant, evidence: Evidence) -> tuple[float, float]:
    """How much of the name is said, 0 to 1; and how many of its characters stand in the sentence, but not beside the figure."""
    total = got = context = 0.0
    weights = evidence.weights
    for pairs in variant.pairs:
        telling = max((topics.weight[pair] for pair in pairs if pair in topics.weight), default=0.3)
        found = max((weights.get(pair, 0.0) for pair in pairs), default=0.0)
        total += telling
        if found < _BESIDE and not wording().leveled.isdisjoint(pairs):
            got += telling * found * _LEVEL
            continue
        got += telling * found
        if found < 1.0 and any(pair in evidence.context for pair in pairs):
            context += telling
    return (got / total if total else 0.0), context


def _explained(topics: Topics, said: tuple[Letter, ...], variant: Variant) -> float:
    """The share of the characters beside the figure that belong to the name, or (less) to the definition.

    What belongs to other names instead speaks the louder against this one.
    """
    got = total = 0.0
    own, words = variant.own, variant.topic.words
    for left, right, idle in said:
        if left in own or right in own:
            got, total = got + 1, total + 1
        elif not idle:
            defined = left in words or right in words
            got += _DEFINED if defined else 0
            total += 1 if defined or (left not in topics.postings and right not in topics.postings) else _FOREIGN
    return got / total if total else 1.0
