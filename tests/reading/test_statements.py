"""Single statements about two years' figures: the right ones are left alone, the false ones caught, and what is not known is not judged."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.core.reading import RIGHT, WRONG, Known
from reportgen.reading import compare
from reportgen.reading.topics import Topics

_LINES = (Path(__file__).parent / "specimens" / "statements.md").read_text("utf-8").splitlines()
_KNOWN = re.compile(r"- (.+) = ([\d.]+); ([\d.]+) (.+)")
_MARK = re.compile(r"\[([^\]]+)\]([-+0])")


def _known() -> list[Known]:
    rows = [(found[1].split("、"), found[4], (("2024", found[2]), ("2023", found[3]))) for found in map(_KNOWN.fullmatch, _LINES) if found]
    return [Known(names[0], names[0], tuple(names[1:]), Decimal(value), unit, period) for names, unit, values in rows for period, value in values]


_TOPICS = Topics(_known())


@pytest.mark.parametrize("line", [line for line in _LINES if _MARK.search(line) and not line.startswith("自己写的")])
def test_a_statement_is_judged_as_a_reviewer_would(line: str) -> None:
    text, marks = "", []
    for words, span, mark in re.findall(r"([^\[]*)(?:\[([^\]]+)\]([-+0]))?", line):
        text += words
        if mark:
            marks.append((len(text), len(text) + len(span), mark))
            text += span
    found = compare(text, _TOPICS)
    said = {(start, end): {one.verdict for one in found if one.start < end and start < one.end} for start, end, _ in marks}
    for start, end, mark in marks:
        verdicts = said[start, end]
        assert verdicts & WRONG if mark == "-" else not verdicts & WRONG, (text[start:end], found)
        assert mark != "+" or verdicts & RIGHT, (text[start:end], found)
    elsewhere = [one for one in found if one.verdict in WRONG and not any(one.start < end and start < one.end for start, end, mark in marks)]
    assert not elsewhere
