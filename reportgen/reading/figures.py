"""`read_figures`: every figure of a Chinese text, as a careful person would mark it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reportgen.core.reading import ReadFigure
from reportgen.reading.grammar import figures, fold
from reportgen.reading.lexicon import Lexicon, lexicon
from reportgen.reading.measures import READERS, Found
from reportgen.reading.numerals import HAN, number

_NUMERAL = re.compile(rf"\d+|{HAN}+")
_LABEL = re.compile(r"(?:为|是)?[：:]?\s*")
_SECTIONS = frozenset(("reference", "page", "caption", "heading"))
_NAMES = frozenset(("name_part", "doc_number", "phone"))


def read_figures(text: str, words: Lexicon | None = None) -> tuple[ReadFigure, ...]:
    """Every figure of `text` in order, those that no snapshot measures included (years, names, numbers of documents).

    words: a school's lexicon instead of the built-in one. Offsets are characters of the text as given. Units and kinds: see
    `reportgen.core.reading.ReadFigure`.
    """
    return tuple(_read(text, fold(text), words or lexicon()))


def _read(text: str, folded: str, words: Lexicon) -> Iterator[ReadFigure]:
    pattern, position = figures(words), 0
    while match := pattern.search(folded, position):
        found = _figure(match, folded)
        position = max(match.end() if found is None else found.end, match.start() + 1)
        if found is not None:
            yield replace(found, span=text[found.start:found.end])


def _figure(match: re.Match[str], text: str) -> ReadFigure | None:
    kind = next(name for name in match.re.groupindex if match[name] is not None)
    if kind == "word":
        return None
    found = Found(match, text)
    if kind in READERS:
        return READERS[kind](found)
    value, unit, kind = _plain(kind, found)
    start = found.start + len(_LABEL.match(found.span)[0]) if kind == "doc_number" else found.start
    return ReadFigure(start, found.end, "", value, unit, "none", kind)


def _plain(kind: str, found: Found) -> tuple[Decimal | str | None, str | None, str]:
    """Value, unit and kind of what no snapshot measures."""
    span = found.span
    if kind in _SECTIONS:
        return None, None, "section_number"
    if kind in _NAMES:
        return None, None, kind
    if kind == "clause":
        law = "》" in found.text[max(0, found.start - 2):found.start] or found.text[found.start - 1:found.start] == "法"
        return None, None, "law_ref" if law else "section_number"
    if kind == "school_year":
        return span, None, "year"
    if kind == "date":
        return _date(span), None, "date"
    numeral = _NUMERAL.search(span)
    value = number(numeral.group()) if numeral else None
    return value, ("届" if span.endswith("届") else "年") if kind == "year" else None, kind


def _date(span: str) -> str | None:
    """As ISO 8601 writes it, an unnamed year as a dash; None for a time of day or a stretch of months."""
    if ":" in span or "：" in span or "月" in span and not re.search(rf"月\s?(?:\d|{HAN})|年", span) and len(_NUMERAL.findall(span)) > 1:
        return None
    numbers = [int(number(part) or 0) for part in _NUMERAL.findall(span)]
    head, rest = (f"{numbers[0]:04d}", numbers[1:]) if numbers[0] > 1000 else ("-", numbers)
    return "-".join([head, *(f"{one:02d}" for one in rest)])
