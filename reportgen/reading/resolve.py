"""Which topic a figure speaks of: every candidate scored by how much of its name the text says, and how much of the text it explains."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from reportgen.reading.passage import Evidence, Letter
from reportgen.reading.topics import Topic, Topics, Variant, grams
from reportgen.reading.wording import excludes

_EACH, _MOST = 0.03, 0.15  # what a character said earlier in the sentence adds
_MARKED, _HEADLESS, _LEVEL, _BESIDE, _DEFINED, _FOREIGN = 0.72, 0.75, 0.7, 0.95, 0.6, 2.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic a figure may speak of. said: how much of its name the text says; explains: how much of the text beside it covers."""

    topic: Topic
    score: float
    said: float
    explains: float
    name: str


def candidates(topics: Topics, evidence: Evidence, fits: Callable[[str], float], *, scopes: Collection[str], least: float) -> list[Candidate]:
    """Topics that may be meant, the best first, one entry a topic. fits: how well the figure's unit suits another, 0 to 1."""
    best: dict[int, Candidate] = {}
    suiting: dict[str, float] = {}
    for number in _reached(topics, evidence):
        variant = topics.variants[number]
        topic = variant.topic
        if topic.scope not in scopes:
            continue
        unit = topic.unit
        if unit not in suiting:
            suiting[unit] = fits(unit)
        if suiting[unit] and (found := _scored(topics, variant, evidence, suiting[unit], least)):
            known = best.get(id(topic))
            if known is None or known.score < found.score:
                best[id(topic)] = found
    return sorted(best.values(), key=lambda one: -one.score)


def _reached(topics: Topics, evidence: Evidence) -> list[int]:
    """Variants that share a pair with what stands near, in their own order."""
    floor = 0.8 if evidence.bare else 0.95
    found: set[int] = set()
    for pair, weight in evidence.weights.items():
        if weight >= floor:
            found.update(topics.postings.get(pair, ()))
    return sorted(found)


def _scored(topics: Topics, variant: Variant, evidence: Evidence, suits: float, least: float) -> Candidate | None:
    said, context = _coverage(variant, evidence)
    if said * suits + _MOST < least or excludes(evidence.held, variant.held) or not all(_stands(word, evidence) for word in variant.stated):
        return None
    explains = _explained(topics, evidence.said, variant)
    if evidence.aside:
        explains = 0.75 * explains + 0.25 * _explained(topics, evidence.aside, variant)
    if variant.text == evidence.phrase:
        said = explains = 1.0
    score = suits * said * (0.55 + 0.45 * explains) + min(_MOST, _EACH * context) * explains
    if any(word not in variant.text and not variant.topic.own.issuperset(grams(word)) for word in evidence.marked):
        score *= _MARKED
    if not _ends(variant, evidence):
        score *= _HEADLESS
    return Candidate(variant.topic, score, said, explains, variant.text) if score >= least else None


def _ends(variant: Variant, evidence: Evidence) -> bool:
    """Whether the text says what the name ends in, which is what is measured (机电工程学院|在校生)."""
    return any(evidence.weights.get(pair, 0.0) > 0.4 for _, left, right, _ in variant.letters[-2:] for pair in (left, right))


def _stands(word: str, evidence: Evidence) -> bool:
    return word in evidence.everything or (len(word) > 1 and all(evidence.weights.get(pair, 0.0) > 0.45 for pair in grams(word)))


def _coverage(variant: Variant, evidence: Evidence) -> tuple[float, float]:
    """How much of the name is said, 0 to 1; and how many of its characters stand in the sentence, but not beside the figure."""
    got = context = 0.0
    weight, near = evidence.weights.get, evidence.context
    for telling, left, right, leveled in variant.letters:
        found = weight(left, 0.0)
        if (other := weight(right, 0.0)) > found:
            found = other
        if found < _BESIDE and leveled:
            got += telling * found * _LEVEL
            continue
        got += telling * found
        if found < 1.0 and (left in near or right in near):
            context += telling
    return got / variant.total, context


def _explained(topics: Topics, said: tuple[Letter, ...], variant: Variant) -> float:
    """The share of the characters beside the figure that belong to the name, or (less) to the definition.

    What belongs to other names instead speaks the louder against this one.
    """
    got = total = 0.0
    own, words = variant.topic.own, variant.topic.words
    for left, right, idle in said:
        if left in own or right in own:
            got, total = got + 1, total + 1
        elif not idle:
            defined = left in words or right in words
            got += _DEFINED if defined else 0
            total += 1 if defined or (left not in topics.postings and right not in topics.postings) else _FOREIGN
    return got / total if total else 1.0


