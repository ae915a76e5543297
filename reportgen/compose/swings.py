"""What stands out in a subject's figures: the points to read first (`::: 分析 要点`), and the largest changes as charts (`::: 分析 变幅图`, `::: 分析 百分点图`)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from reportgen.compose.alt import alternative
from reportgen.compose.forms import STANDARD
from reportgen.compose.held import BOUNDS
from reportgen.compose.movement import EXPLAIN, Movement, own_figures
from reportgen.compose.subject import Subject, Task, between, listed, said, told
from reportgen.core.document import Block, Chart, ChartKind, ChartSeries, Inline, Items, Number, Text
from reportgen.core.figure import SCHOOL, Figure
from reportgen.core.show import digits, rounded, with_unit
from reportgen.core.unit import unit
from reportgen.core.yardstick import margin

_NAMED = 3       # movements of one kind among the points
_DRAWN = 10      # bars of a chart
_LEAST_DRAWN = 3  # fewer are better read in the table
_POINTS = "个百分点"


def highlights(subject: Subject, task: Task) -> Iterator[Block]:
    """A list: what rose and fell most, what begins or ends, which standards are missed, what is not explained yet."""
    moved = [one for one in subject.movements() if one.gap]
    sizeable = [one for one in moved if one.rate is not None and max(one.figure.value, one.last.value) > subject.pack.outliers.small]
    points = [one for one in moved if _in_points(one)]
    items = [_movements("增幅最大的", [one for one in sizeable if one.gap > 0], subject), _movements("降幅最大的", [one for one in sizeable if one.gap < 0], subject),
             _movements("百分比指标上升最多的", [one for one in points if one.gap > 0], subject),
             _movements("百分比指标下降最多的", [one for one in points if one.gap < 0], subject),
             _movements("由零变有或由有变零的", [one for one in moved if _without_rate(one)], subject), *_missed(subject), *_unexplained(moved, subject)]
    if any(items):
        yield Items(tuple(filter(None, items)), at=task.at)


def _in_points(moved: Movement) -> bool:
    return unit(moved.figure.unit).of == "%"


def _without_rate(moved: Movement) -> bool:
    return moved.rate is None and not _in_points(moved)


def _movements(label: str, moved: list[Movement], subject: Subject) -> tuple[Inline, ...]:
    """The first of them, each with both values and its change; nothing if there are none."""
    if not moved:
        return ()
    more = (Text(f"，共{len(moved)}项"),) if len(moved) > _NAMED else ()
    return Text(f"{label}："), *between([_movement(one, subject) for one in moved[:_NAMED]]), *more, Text("。")


def _movement(moved: Movement, subject: Subject) -> tuple[Inline, ...]:
    numbers, figure = told(moved, subject), moved.figure
    now = replace(numbers.now, text=with_unit(numbers.now.text, figure.unit))
    change = (Text("，"), numbers.rate) if moved.rate is not None else (Text("，"), numbers.gap, Text(_POINTS)) if _in_points(moved) else ()
    return Text(f"{figure.name}（"), numbers.last, Text("→"), now, *change, Text("）")


def _missed(subject: Subject) -> Iterator[tuple[Inline, ...]]:
    """Standards that are not met, each with the figure and the standard."""
    binder = subject.binder
    standards = binder.yardsticks.standards
    held = [(one, gap) for one in own_figures(binder.figures, subject.department) if one.id in standards
            and (gap := margin(one, standards[one.id], binder.rounding)) is not None]
    failed = [one for one, gap in held if gap < 0]
    if failed:
        yield Text("未达到标准的："), *between([_short(one, subject) for one in failed]), Text("。")
    elif held:
        yield (Text(f"有标准可对照的{len(held)}项指标全部达标。"),)


def _short(figure: Figure, subject: Subject) -> tuple[Inline, ...]:
    binder = subject.binder
    standard, basis = binder.yardsticks.standards[figure.id], ((figure.id, binder.figures.year),)
    now = with_unit(digits(figure.value, figure.decimals, binder.rounding), figure.unit)
    return (Text(f"{figure.name}（"), Number(now, figure.id, figure.scope, "数值", basis), Text(f"，{standard.called}{BOUNDS[standard.bound]}"),
            Number(standard.shown, figure.id, figure.scope, STANDARD, basis), Text("）"))


def _unexplained(moved: Iterable[Movement], subject: Subject) -> Iterator[tuple[Inline, ...]]:
    names = [one.figure.name for one in moved if one.level == EXPLAIN and one.figure.id not in subject.binder.yardsticks.reasons]
    if names:
        yield (Text(f"变动较大、还没有说明原因的：{listed(names)}。"),)


# ── charts ─────────────────────────────────────────────────────────────────

def rates_chart(subject: Subject, task: Task) -> Iterator[Block]:
    """The largest changes in percent of last year's value; what has none because it begins or ends at nothing is named below."""
    moved = [one for one in subject.movements() if one.gap]
    apart = [one.figure.name for one in moved if _without_rate(one)]
    notes = ("变幅为两年数值之差占上年数值的百分比。", *((f"{listed(apart)}由零变有或由有变零，没有变幅，没有画出。",) if apart else ()))
    yield from _drawn("指标变幅", "%", [one for one in moved if one.rate is not None], notes, task)


def points_chart(subject: Subject, task: Task) -> Iterator[Block]:
    """The largest changes of percentages, in points."""
    moved = [one for one in subject.movements() if one.gap and _in_points(one)]
    yield from _drawn("百分比指标的变化", _POINTS, moved, ("变化为本年度减上年度，以百分点计。",), task)


def _drawn(label: str, unit_name: str, moved: list[Movement], notes: tuple[str, ...], task: Task) -> Iterator[Block]:
    """A sentence that points at it, and bars from the greatest rise to the greatest fall; nothing where too few have moved."""
    if len(moved) < _LEAST_DRAWN:
        task.silent.add(task.at)
        return
    drawn = sorted(moved[:task.most or _DRAWN], key=lambda one: -_length(one))
    caption = f"{label}最大的{len(drawn)}项" if len(drawn) < len(moved) else label  # no digit first: the chart's number stands before it
    numbers = [told(one, task.subject) for one in drawn]
    texts = tuple((one.gap if unit_name == _POINTS else one.rate).text.removesuffix("%") for one in numbers)
    series = ChartSeries(label, tuple(map(_length, drawn)), texts, unit_name)
    names, number = tuple(one.figure.name for one in drawn), task.numbered("图", f"分析-{label}")
    chart = Chart(f"分析-{label}", number, caption, ChartKind.BAR, "指标", names, (series,), alternative(ChartKind.BAR, caption, names, (series,), False),
                  tuple((Text(note),) for note in notes), tuple(one.figure.id for one in drawn), SCHOOL, task.at)
    yield said(caption, number, label)
    yield chart


def _length(moved: Movement) -> Decimal:
    """How long its bar is, as printed beside it."""
    return moved.gap if moved.rate is None else rounded(moved.rate, 2)
