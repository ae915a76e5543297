"""The reader's words: names that contain numbers, and units; from lexicon.yaml, and what a school adds to it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place

_KEYS = ("names", "words", "units", "after_digits")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """names: regular expressions of names that are no statistics; words: of words that are no numbers at all.

    units: measure words and units, as printed, the longest first; after_digits: those that are units only after Arabic digits.
    """

    names: tuple[str, ...]
    words: tuple[str, ...]
    units: tuple[str, ...]
    after_digits: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """The built-in words."""
    return _lexicon(_loaded((resources.files(__package__) / "lexicon.yaml").read_text("utf-8")))


def extended(text: str, file: str = "lexicon.yaml") -> tuple[Lexicon, tuple[Finding, ...]]:
    """The built-in words and those of a school's file of the same shape, which come first; and what is wrong with the file."""
    import yaml
    try:
        own = _loaded(text)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else None
        return lexicon(), (_fault("词表的 YAML 写法有误", Place(file, line)),)
    if not isinstance(own, Mapping) or not all(isinstance(own.get(key, []), list) for key in _KEYS):
        return lexicon(), (_fault("词表里应当是 names、words、units、after_digits 四个列表", Place(file)),)
    sound = {key: [str(one) for one in own.get(key) or [] if key in _KEYS[2:] or _compiles(str(one))] for key in _KEYS}
    findings = [_fault(f"“{one}”不是合法的正则表达式", Place(file)) for key in _KEYS[:2] for one in own.get(key) or [] if not _compiles(str(one))]
    findings += [_fault(f"词表里没有“{key}”这一项", Place(file)) for key in own if key not in _KEYS]
    base = lexicon()
    return _lexicon({key: [*sound[key], *getattr(base, key)] for key in _KEYS}), tuple(findings)


def _loaded(text: str) -> Mapping[str, list[str]]:
    import yaml
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}


def _lexicon(known: Mapping[str, Iterable[str]]) -> Lexicon:
    by_length = {key: tuple(sorted(known[key], key=len, reverse=True)) for key in _KEYS[2:]}
    return Lexicon(tuple(known["names"]), tuple(known["words"]), by_length["units"], by_length["after_digits"])


def _compiles(pattern: str) -> bool:
    try:
        return not re.compile(pattern).groupindex
    except re.error:
        return False


def _fault(message: str, at: Place) -> Finding:
    return Finding("A106", "bad-value", Severity.ERROR, message, at, "对照内置词表的写法改正")
