"""What is wrong with the figures of a document, and of several together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from reportgen.core.audited import Audited, Judged
from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.core.reading import RIGHT, WRONG

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
CODES = {"mismatch": "E101", "period_error": "E102", "unit_error": "E103", "direction_error": "E104", "total_error": "E105", "ambiguous": "E106"}
_NAMES = {"E101": "wrong-value", "E102": "wrong-period", "E103": "wrong-unit", "E104": "wrong-direction", "E105": "wrong-total",
          "E106": "ambiguous-value"}
_STATING = (WRONG | RIGHT) - {"derived_ok", "direction_error", "total_error"}
_MANY, _SHOWN = 3, 8


def findings(document: Audited) -> tuple[Finding, ...]:
    """Every wrong or ambiguous figure of one document, and what of it nobody has read."""
    return (*_judged(document), *_unread(document))


def _judged(document: Audited) -> Iterator[Finding]:
    for one in document.measures():
        if one.code:
            yield Finding(one.code, _NAMES[one.code], _WARNING if one.verdict == "ambiguous" else _ERROR, _message(one), one.at, _hint(one),
                          figures=(one.comparison.indicator,) if one.comparison.indicator else one.comparison.candidates,
                          department=one.department, excerpt=_excerpt(document, one))


def _message(one: Judged) -> str:
    told = one.comparison.message or f"应为{one.comparison.expected}"
    if one.verdict == "ambiguous":
        return f"“{one.comparison.span}”{one.comparison.message or '可以指几个指标'}"
    return f"“{one.comparison.span}”{'与快照不符' if one.verdict == 'mismatch' else ''}：{told}"


def _hint(one: Judged) -> str:
    if one.verdict == "ambiguous":
        return "写明是哪一个：" + "、".join(f"{{{{{id}}}}}" for id in one.comparison.candidates[:_SHOWN])
    edits = "、".join(f"“{text}”" for _, _, text in one.comparison.edits)
    bound = f"；在报告源文中写 {one.binding}" if one.binding else ""
    return f"改为{edits}{bound}；快照有误的，先更正数据" if edits else f"对照快照改写这句话{bound}"


def _excerpt(document: Audited, one: Judged) -> str:
    """The file's own characters of the piece, so that `at` points into it."""
    piece = document.piece(one)
    dropped = set(piece.unspoken)
    return "".join(character for offset, character in enumerate(piece.text) if offset not in dropped)


def _unread(document: Audited) -> Iterator[Finding]:
    for what in document.extract.unread:
        whole = not document.extract.pieces
        yield Finding("E108", "not-read", _WARNING if whole else _NOTE, what, Place(document.file), "请人工核对这部分")
    if document.unread:
        shown = "、".join(f"“{one.text}”" for one in document.unread[:_SHOWN])
        yield Finding("E109", "not-understood", _NOTE, f"有{len(document.unread)}处数字没有读懂：{shown}{'等' if len(document.unread) > _SHOWN else ''}",
                      Place(document.file), "请人工核对；写成“数字＋单位”的，程序才读得懂")


def contradictions(documents: Iterable[Audited]) -> Iterator[Finding]:
    """The same indicator of the same year stated differently in two places, in one file or in several."""
    said: dict[tuple[str, str, str], list[Judged]] = defaultdict(list)
    for document in documents:
        for one in document.measures():
            if one.figure is not None and one.verdict in _STATING and one.read.kind != "change":
                said[one.figure.id, one.figure.scope, one.comparison.period].append(one)
    for those in said.values():
        if len({_position(one) for one in those}) > 1:
            yield _contradiction(those)


def _position(one: Judged) -> object:
    """What a place maintains: the known value, in whatever precision, or another."""
    return "right" if one.verdict in RIGHT else (one.read.value, one.read.unit)


def _contradiction(those: list[Judged]) -> Finding:
    different = list({_position(one): one for one in reversed(those)}.values())[::-1]
    told = "，".join(f"{one.at}作“{one.comparison.span}”" for one in different[:_MANY])
    figure = those[0].figure
    return Finding("E107", "contradiction", _WARNING, f"“{figure.name}”前后说法不一：{told}", different[0].at, "核对后统一为快照的数",
                   tuple(one.at for one in different[1:]), (figure.id,), figure.department)
