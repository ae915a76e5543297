"""`read_figures`: every figure of a Chinese text, as a careful person would mark it."""

import re
from collections.abc import Iterator
from functools import lru_cache

from reportgen.core.reading import ReadFigure
from reportgen.reading.dating import iso
from reportgen.reading.folding import fold
from reportgen.reading.found import Found
from reportgen.reading.lexicon import Lexicon, lexicon
from reportgen.reading.measures import READERS
from reportgen.reading.numerals import HAN, number
from reportgen.reading.scan import Scan
from reportgen.reading.sharing import shared_units

_NUMERAL = re.compile(rf"\d+|{HAN}+")
_ENTRY = re.compile(r"\s*(?:第[一二三四五六七八九十百\d]+[章节部篇]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+(?:\.\d+)*[.、\s]|附|[图表]\s?\d|案例|目\s*录|前\s*言)")


def read_figures(text: str, words: Lexicon | None = None) -> tuple[ReadFigure, ...]:
    """Every figure of `text` in order, those that no snapshot measures included (years, names, numbers of documents).

    words: a school's lexicon instead of the built-in one. Offsets are characters of the text as given. Units and kinds: see
    `reportgen.core.reading.ReadFigure`. What was read in the built-in words is remembered: rules and three outputs hold the same texts.
    """
    return _remembered(text) if words is None else _whole(text, words)


@lru_cache(maxsize=1 << 14)
def _remembered(text: str) -> tuple[ReadFigure, ...]:
    return _whole(text, lexicon())


def _whole(text: str, words: Lexicon) -> tuple[ReadFigure, ...]:
    return shared_units(tuple(_read(text, words)), fold(text))


def _read(text: str, words: Lexicon) -> Iterator[ReadFigure]:
    folded = fold(text)
    scan = Scan(folded, words)
    for kind, match in scan.matches():
        if kind == "word":
            scan.take(match.end())
        elif figure := _figure(kind, match, folded, text, scan.taken):
            scan.take(figure.end)
            yield figure


def _figure(kind: str, match: re.Match[str], folded: str, text: str, floor: int) -> ReadFigure | None:
    reader = READERS.get(kind)
    return reader(Found(match, folded, text, floor=floor, counted=True)) if reader else _PLAIN[kind](Found(match, folded, text))


def _section(found: Found) -> ReadFigure:
    return found.figure(None, None, kind="section_number", start=_labelled(found))


def _name(found: Found) -> ReadFigure:
    return found.figure(None, None, kind="name_part")


def _document(found: Found) -> ReadFigure:
    return found.figure(None, None, kind="doc_number", start=_labelled(found))


def _phone(found: Found) -> ReadFigure:
    return found.figure(None, None, kind="phone", start=_labelled(found))


def _labelled(found: Found) -> int:
    """Where the number begins, behind its label."""
    return found.match.start("code") if "code" in found.match.re.groupindex else found.start


def _page(found: Found) -> ReadFigure | None:
    """The page in a table of contents; after a tab, only on a line that begins as a heading does."""
    line = found.text[found.text.rfind("\n", 0, found.start) + 1:found.start]
    return _section(found) if line.rstrip(" \t")[-1:] in ".．…·" or _ENTRY.match(line) else None


def _clause(found: Found) -> ReadFigure:
    before = found.text[max(0, found.start - 2):found.start]
    return found.figure(None, None, kind="law_ref" if "》" in before or before.endswith("法") else "section_number")


def _school_year(found: Found) -> ReadFigure:
    return found.figure(found.span, None, kind="year")


def _date(found: Found) -> ReadFigure:
    return found.figure(iso(found.span), None, kind="date")


def _year(found: Found) -> ReadFigure:
    numeral = _NUMERAL.search(found.span)
    value = number(numeral[0]) if numeral else None
    return found.figure(value, "届" if found.span.endswith("届") else "年", kind="year")


def _ordinal(found: Found) -> ReadFigure:
    numeral = _NUMERAL.search(found.span)
    return found.figure(number(numeral[0]) if numeral else None, None, kind="ordinal")


_PLAIN = {"section_number": _section, "page": _page, "clause": _clause, "name_part": _name, "doc_number": _document, "phone": _phone, "school_year": _school_year, "date": _date, "year": _year, "ordinal": _ordinal}
