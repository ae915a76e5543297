"""The machine shapes of figures, comparisons and audits; numbers are JSON numbers."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from reportgen.core.audited import Audited, Judged, coverage
from reportgen.core.finding import Finding, ordered, summary
from reportgen.core.reading import Comparison, ReadFigure

Record = dict[str, object]


def number(value: object) -> object:
    """A read value as JSON has it: an integer where it is one; a pair as a list; dates and None as they are."""
    if isinstance(value, tuple):
        return [number(one) for one in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def figure_record(read: ReadFigure) -> Record:
    """What `read` says of one figure; a change has its direction."""
    made: Record = {"start": read.start, "end": read.end, "span": read.span, "value": number(read.value), "unit": read.unit, "approx": read.approx,
                    "kind": read.kind}
    return made | ({"direction": read.direction} if read.kind == "change" else {})


def comparison_record(found: Comparison) -> Record:
    """What `compare` says of one figure; an ambiguous one has its candidates."""
    made: Record = {"start": found.start, "end": found.end, "span": found.span, "indicator": found.indicator, "verdict": found.verdict,
                    "expected": found.expected, "message": found.message}
    return made | ({"candidates": list(found.candidates)} if found.candidates else {})


def audit_records(documents: Sequence[Audited], findings: Iterable[Finding]) -> list[Record]:
    """One record a file, those that could not be read included: its figures, its findings, its summary."""
    known = ordered(findings)
    by_name: dict[str, Audited | None] = {one.at.file: None for one in known} | {one.file: one for one in documents}
    order = [*(one.file for one in documents), *(name for name, document in by_name.items() if document is None)]
    return [_file(name, by_name[name], [one for one in known if one.at.file == name]) for name in order]


def _file(name: str, document: Audited | None, findings: list[Finding]) -> Record:
    documents = [document] if document is not None else []
    counts = coverage(documents)
    return {
        "file": name,
        "figures": [_judged(document, one) for one in document.judged] if document is not None else [],
        "unread": [_unread(document, one) for one in document.unread] if document is not None else [],
        "findings": [one.as_json() for one in findings],
        "summary": summary(findings, figure_counts(counts)) | {"coverage": counts},
    }


def figure_counts(counts: Mapping[str, int]) -> dict[str, int]:
    """A coverage in the three numbers that every summary has."""
    return {"figures_bound": counts["bound"], "figures_checked": counts["checked"] + counts["derived"] + counts["wrong"],
            "figures_unread": counts["unread"]}


def _judged(document: Audited, one: Judged) -> Record:
    """The figure at its place; verdict None for years, dates, ordinals and the like."""
    spot, found = document.piece(one).spot, one.comparison
    return {"paragraph": one.at.paragraph, **figure_record(one.read), "start": one.at.start, "end": one.at.end,
            "verdict": found.verdict if found else None, "indicator": found.indicator if found else None,
            "expected": found.expected if found else "", "message": found.message if found else "",
            "candidates": list(found.candidates) if found else [], "binding": one.binding, "code": one.code, "where": spot.kind,
            "table": spot.table, "row": spot.row, "column": spot.column, "page": spot.page, "line": one.at.line}


def _unread(document: Audited, one: object) -> Record:
    spot = document.piece(one).spot
    return {"paragraph": spot.paragraph, "start": one.start, "end": one.end, "span": one.text, "where": spot.kind, "table": spot.table,
            "row": spot.row, "column": spot.column, "page": spot.page}
