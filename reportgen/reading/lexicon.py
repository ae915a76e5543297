"""The reader's words: names that contain numbers, and units; from lexicon.yaml."""

from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Lexicon:
    """names: regular expressions of names that are no statistics; words: of words that are no numbers at all.

    units: measure words and units, as printed."""

    names: tuple[str, ...]
    words: tuple[str, ...]
    units: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """The built-in words."""
    import yaml
    text = (resources.files(__package__) / "lexicon.yaml").read_text("utf-8")
    known = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return Lexicon(tuple(known["names"]), tuple(known["words"]), tuple(sorted(known["units"], key=len, reverse=True)))
