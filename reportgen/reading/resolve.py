"""Which topic a figure speaks of: every candidate scored by how much of its name the text says, and how much of the text it explains."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from reportgen.reading.passage import Evidence
from reportgen.reading.topics import Topic, Topics, Variant, grams
from reportgen.reading.wording import wording


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic a figure may speak of. said: how much of its name the text says; explains: how much of the text beside it covers."""

    topic: Topic
    score: float
    said: float
    explains: float
    variant: str


def candidates(topics: Topics, evidence: Evidence, fits: Callable[[Topic], bool], *, least: float = 0.4) -> list[Candidate]:
    """Topics that may be meant, the best first, one entry a topic."""
    best: dict[int, Candidate] = {}
    fitting: dict[int, bool] = {}
    for number in _reached(topics, evidence):
        variant = topics.variants[number]
        key = id(variant.topic)
        if key not in fitting:
            fitting[key] = fits(variant.topic)
        if fitting[key] and (found := _scored(topics, variant, evidence)) and found.score >= least:
            if key not in best or best[key].score < found.score:
                best[key] = found
    return sorted(best.values(), key=lambda one: -one.score)


def _reached(topics: Topics, evidence: Evidence) -> Collection[int]:
    near = {pair for pair, weight in evidence.weights.items() if weight >= (0.85 if evidence.said else 0.8)}
    return {number for pair in near for number in topics.postings.get(pair, ())}


def _scored(topics: Topics, variant: Variant, evidence: Evidence) -> Candidate | None:
    words = wording()
    if any(word not in evidence.everything and not _stands(word, evidence) for word in variant.stated):
        return None
    if words.rival(evidence.said, variant.text):
        return None
    said = _coverage(topics, variant, evidence.weights)
    own = frozenset(grams(variant.text))
    explains = _explained(evidence.said, own, variant.topic.words)
    aside = _explained(evidence.aside, own, variant.topic.words) if evidence.aside else explains
    head = _explained(evidence.head, own, frozenset()) if evidence.head else 0.0
    clause = _explained(evidence.clause, own, frozenset()) if evidence.clause else 0.0
    covered = 0.75 * explains + 0.25 * aside
    score = said * (0.55 + 0.45 * covered) + 0.06 * head + 0.05 * clause
    return Candidate(variant.topic, score, said, covered, variant.text)


def _stands(word: str, evidence: Evidence) -> bool:
    return all(evidence.weights.get(pair, 0.0) > 0.45 for pair in grams(word)) if len(word) > 1 else word in evidence.everything


def _coverage(topics: Topics, variant: Variant, weights: dict[str, float]) -> float:
    total = got = 0.0
    for pairs in variant.pairs:
        telling = max((topics.weight[pair] for pair in pairs if pair in topics.weight), default=0.3)
        total += telling
        got += telling * max((weights.get(pair, 0.0) for pair in pairs), default=0.0)
    return got / total if total else 0.0


def _explained(text: str, own: frozenset[str], words: frozenset[str]) -> float:
    """The share of the characters of `text` that touch a pair of the name, or (four fifths) of the definition."""
    if not text:
        return 1.0
    plain = [n for n in range(len(text)) if text[n] != "|"]
    got = 0.0
    for place in plain:
        pairs = [text[n:n + 2] for n in (place - 1, place) if n >= 0]
        got += 1.0 if any(pair in own for pair in pairs) else 0.8 if any(pair in words for pair in pairs) else 0.0
    return got / len(plain) if plain else 1.0
