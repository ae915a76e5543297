"""Figures held against standards, targets and peers: columns of tables, series of charts, and the notes that say by what."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from reportgen.compose import faults
from reportgen.compose.binding import no_yardstick
from reportgen.compose.exhibits import THIS, Datum, Matrix, Measure
from reportgen.compose.forms import MEETS, PEERS, STANDARD, TARGET
from reportgen.compose.resolver import Resolver
from reportgen.core.document import Cell, Inline, Number, Role, Text
from reportgen.core.figure import Absent, Figure, Value
from reportgen.core.pack import Bound
from reportgen.core.place import Place
from reportgen.core.show import ABSENT_TEXT, digits, with_unit
from reportgen.core.unit import convert
from reportgen.core.yardstick import Yardsticks, margin

BOUNDS = {Bound.AT_LEAST: "不低于", Bound.AT_MOST: "不高于"}
_NONE = Absent("不适用")
KEYS = {"standard": STANDARD, "target": TARGET, "peers": PEERS}  # of charts.yaml


def known(kind: str, figure: Figure, held: Yardsticks) -> bool:
    """Whether there is something of that kind to hold the figure against."""
    return figure.id in {PEERS: held.peers, TARGET: held.targets}.get(kind, held.standards)


def held_cell(kind: str, figure: Figure, wanted: str, resolver: Resolver, *, inside: bool = False) -> Cell:
    """A table's cell. inside: the unit stands in it. “—” where nothing is known."""
    binder = resolver.binder
    text = ABSENT_TEXT
    if known(kind, figure, binder.yardsticks):
        text = _verdict(figure, resolver) if kind == MEETS else _printed(kind, figure, wanted, binder.yardsticks, resolver)
        text = with_unit(text, wanted) if inside and kind != MEETS and text != ABSENT_TEXT else text
        text = BOUNDS[binder.yardsticks.standards[figure.id].bound] + text if kind == STANDARD else text
    number = Number(text, figure.id, figure.scope, kind, ((figure.id, resolver.figures.year),))
    return Cell((number,), Role.CENTRE if kind in (MEETS, STANDARD) else Role.NUMBER)


def _verdict(figure: Figure, resolver: Resolver) -> str:
    gap = margin(figure, resolver.binder.yardsticks.standards[figure.id], resolver.binder.rounding)
    return ABSENT_TEXT if gap is None else "达标" if gap >= 0 else "未达标"


def _value(kind: str, figure: Figure, wanted: str, held: Yardsticks) -> Value:
    """What the figure is held against, in the wanted unit; Absent where there is nothing."""
    if not known(kind, figure, held):
        return _NONE
    value = held.peer_mean(figure.id) if kind == PEERS else (held.targets if kind == TARGET else held.standards)[figure.id].value
    converted = convert(value, figure.unit, wanted) if isinstance(value, Decimal) else None
    return _NONE if converted is None else converted


def _printed(kind: str, figure: Figure, wanted: str, held: Yardsticks, resolver: Resolver) -> str:
    """A mean at the figure's decimals; a standard or a target as it was set."""
    value = _value(kind, figure, wanted, held)
    if isinstance(value, Absent):
        return ABSENT_TEXT
    return digits(value, figure.decimals, resolver.binder.rounding) if kind == PEERS else format(value.normalize(), "f")


# ── charts ─────────────────────────────────────────────────────────────────

def references(matrix: Matrix, resolver: Resolver) -> tuple[tuple[Measure, bool], ...]:
    """What a chart shows beside its data: each measure, and whether it is one value over all categories (a line)."""
    made = (_reference(kind, resolver.spec.data[key], resolver.spec.where(key), matrix, resolver)
            for key, kind in KEYS.items() if resolver.spec.data.get(key))
    return tuple(one for one in made if one is not None)


def _reference(kind: str, asked: object, at: Place, matrix: Matrix, resolver: Resolver) -> tuple[Measure, bool] | None:
    over_all = isinstance(asked, str)
    figures = _one_for_all(asked, at, matrix, resolver) if over_all else _each_its_own(matrix, resolver)
    if not any(known(kind, figure, resolver.binder.yardsticks) for figure in figures.values()):
        for figure in list(figures.values())[:1]:
            finding = no_yardstick(figure, kind, at)
            resolver.report(faults.NO_YARDSTICK, at, finding.message, finding.hint, finding.figures)
        if not figures:
            resolver.report(faults.DATA_FORM, at, f"“{resolver.spec.id}”画的是分组数据，要写明对照哪个指标的{kind}", "把 true 改成指标名")
        return None
    wanted = matrix.measures[0].unit
    held = resolver.binder.yardsticks
    data = {category: Datum(_value(kind, figure, wanted, held), _number(kind, figure, wanted, resolver, at)) for category, figure in figures.items()}
    return Measure(_name(kind, figures.values(), held), wanted, THIS, data, {}, tuple(one.id for one in figures.values())), over_all


def _one_for_all(asked: str, at: Place, matrix: Matrix, resolver: Resolver) -> Mapping[str, Figure]:
    figure = resolver.binder.figure(asked, at)
    return {category: figure for category in matrix.categories} if figure else {}


def _each_its_own(matrix: Matrix, resolver: Resolver) -> Mapping[str, Figure]:
    """The figure behind each category of the first measure; none for a breakdown's."""
    data = matrix.measures[0].data
    found = {category: resolver.figures.get((datum.number.figure, datum.number.scope)) for category, datum in data.items()}
    return {category: figure for category, figure in found.items() if figure}


def _number(kind: str, figure: Figure, wanted: str, resolver: Resolver, at: Place) -> Number:
    text = _printed(kind, figure, wanted, resolver.binder.yardsticks, resolver)
    return Number(text, figure.id, figure.scope, kind, ((figure.id, resolver.figures.year),), at=at)


def _name(kind: str, figures: Iterable[Figure], held: Yardsticks) -> str:
    """What the legend calls it: as the standards call themselves, if they agree."""
    if kind != STANDARD:
        return kind
    called = {held.standards[one.id].called for one in figures if one.id in held.standards}
    return called.pop() if len(called) == 1 else STANDARD


# ── notes ──────────────────────────────────────────────────────────────────

def held_notes(kinds: Iterable[str], figures: Iterable[Figure], held: Yardsticks) -> tuple[tuple[Inline, ...], ...]:
    """Where the standards come from, and whose the mean is."""
    asked, shown = set(kinds), tuple({one.id: one for one in figures}.values())
    lines = []
    if asked & {MEETS, STANDARD}:
        sources: dict[str, list[str]] = {}
        for one in shown:
            if standard := held.standards.get(one.id):
                sources.setdefault(standard.citation.source, []).append(one.name)
        told = "；".join(source if len(sources) == 1 else f"{source}（{'、'.join(names)}）" for source, names in sources.items())
        lines += [f"标准依据：{told}。"] if told else []
    if TARGET in asked and (notes := dict.fromkeys(held.targets[one.id].note for one in shown if one.id in held.targets)):
        lines += [f"目标依据：{'；'.join(filter(None, notes))}。"] if any(notes) else []
    if PEERS in asked:
        lines += _of_peers([peer for one in shown for peer in held.peers.get(one.id, ())])
    return tuple((Text(line),) for line in lines)


def _of_peers(peers: list) -> list[str]:
    if not peers:
        return []
    colleges = list(dict.fromkeys(peer.college for peer in peers))
    years = "、".join(f"{year}年度" for year in sorted({peer.year for peer in peers}))
    return [f"同类院校均值为{'、'.join(colleges)}{len(colleges)}所学校{years}公开数据的算术平均数。"]
