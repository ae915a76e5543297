"""One document judged: every figure read, compared, placed; whose it is, and what to write instead."""

from collections.abc import Iterator
from dataclasses import replace

from reportgen.audit.desk import Desk
from reportgen.audit.findings import CODES, findings
from reportgen.audit.places import place
from reportgen.core.audited import Audited, Judged, Unread
from reportgen.core.figure import SCHOOL
from reportgen.core.reading import Comparison, Extract, JudgedPiece, ReadFigure
from reportgen.published import HEAD
from reportgen.reading.document import judge as judge_pieces
from reportgen.reading.judge import agrees

BOUND = "□"  # stands for {{…}} in what the Markdown reader gives
_SILENT = frozenset({"comment", "contents"})


def judge(file: str, document: Extract, desk: Desk) -> Audited:
    """Every figure of the document, except of comments, of what tracked changes took away, and of errata that say what was published."""
    judged: list[Judged] = []
    unread: list[Unread] = []
    errata = _errata(document) if desk.corrected else frozenset()
    for number, one in enumerate(desk.breakdowns.settled(judge_pieces(document, desk.topics, name=file))):
        if one.piece.spot.table in errata and _tight(one.piece.text) in desk.corrected:
            continue
        if not one.piece.original and one.piece.spot.kind not in _SILENT:
            judged += _figures(file, document, number, one, desk)
            unread += (Unread(number, start, end, one.piece.text[start:end]) for start, end in one.unknown)
    bound = sum(piece.text.count(BOUND) for piece in document.pieces) if document.format == "markdown" else 0
    audited = Audited(file, document, tuple(judged), (), tuple(unread), bound)
    return replace(audited, findings=findings(audited))


def _errata(document: Extract) -> frozenset[int | None]:
    """The tables that list what an edition corrects."""
    heads: dict[int, list[str]] = {}
    for piece in document.pieces:
        if piece.spot.table is not None and piece.spot.row == 0:
            heads.setdefault(piece.spot.table, []).append(_tight(piece.text))
    return frozenset(table for table, titles in heads.items() if titles == [*HEAD])


def _tight(text: str) -> str:
    return "".join(text.split())


def _figures(file: str, document: Extract, number: int, one: JudgedPiece, desk: Desk) -> Iterator[Judged]:
    compared = {(found.start, found.end): found for found in one.comparisons}
    bindings = _bindings(one, desk)
    for read in one.figures:
        yield _figure(read, compared.get((read.start, read.end)), Judged(
            number, read, place(file, document, one.piece, read.start, read.end), binding=bindings.get(read.end, "")), desk)


def _figure(read: ReadFigure, found: Comparison | None, plain: Judged, desk: Desk) -> Judged:
    if found is None:
        return plain
    figure = desk.figure(found) if found.indicator else None
    department = figure.department if figure else _owner(found, desk)
    code = "" if found.verdict == "ambiguous" and _holds(read, found, desk) else CODES.get(found.verdict, "")
    return replace(plain, comparison=found, figure=figure, code=code, department=department)


def _holds(read: ReadFigure, found: Comparison, desk: Desk) -> bool:
    """Whether it is right by one of the readings: then nobody need be asked which one is meant."""
    return any(agrees(read, known) for known in desk.known if known.id in found.candidates and known.period == str(desk.figures.year))


def _bindings(one: JudgedPiece, desk: Desk) -> dict[int, str]:
    """End of a figure → what to write in its place in a section."""
    if all(found.verdict in ("unbound", "ambiguous") for found in one.comparisons):
        return {}
    named = one.piece.context.scopes
    proposals = desk.propose(one.piece.text, one.figures, one.comparisons, named[0] if len(named) == 1 else SCHOOL)
    return {proposal.end: proposal.source for proposal in proposals if proposal.source}


def _owner(found: Comparison, desk: Desk) -> str:
    """Who owns what may be meant, if it is one department."""
    owners = {known.department for known in desk.figures.values() if known.id in found.candidates}
    return owners.pop() if len(owners) == 1 else ""
