"""What the engine writes by itself, for `::: 分析 …`: the state of the figures, how they moved, what falls short, what needs a reason.

Each analysis is a paragraph that counts and, if there is anything to list, one table; what stands out is told by `swings`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reportgen.compose import faults
from reportgen.compose.exhibits import LAST, THIS, Spec, year_heads
from reportgen.compose.forms import MEETS, PEERS, STANDARD, TARGET
from reportgen.compose.held import held_cell, held_notes, known
from reportgen.compose.inline import inlines
from reportgen.compose.movement import EXPLAIN, WATCH, Movement, own_figures
from reportgen.compose.resolver import Resolver
from reportgen.compose.span import single
from reportgen.compose.subject import Subject, Task, listed, said, told
from reportgen.compose.swings import highlights, points_chart, rates_chart
from reportgen.compose.cells import head_cell, number_cell, widths
from reportgen.core.document import Block, Cell, Grid, Number, Role, Text
from reportgen.core.figure import Absent, Figure
from reportgen.core.finding import Finding
from reportgen.core.period import Period, PeriodKind
from reportgen.core.place import Place
from reportgen.core.show import digits, with_unit
from reportgen.core.unit import unit

_EXAMPLES = 3  # indicators named of each period
_Rows = list[tuple[Cell, ...]]


def analyse(kind: str, task: Task) -> tuple[Block, ...]:
    """The blocks of one analysis. kind: a key of ANALYSES."""
    return tuple(ANALYSES[kind](task.subject, task))


# ── 概况 ───────────────────────────────────────────────────────────────────

def _overview(subject: Subject, task: Task) -> Iterator[Block]:
    """How many indicators rose, fell, stayed; by department for the whole school."""
    counts = _counts(subject.movements())
    words = (f"{subject.who}共有{counts['all']}项指标，其中{counts['compared']}项可与上年比较：{counts['up']}项上升，{counts['down']}项下降，"
            f"{counts['same']}项持平。变动较大、需要说明原因的有{counts[EXPLAIN]}项，值得关注的有{counts[WATCH]}项。{_not_compared(counts)}")
    if subject.department:
        yield said(words)
        return
    number = task.numbered("表", "分析-概况")
    yield said(f"{words}各部门情况", number, "概况")
    departments = dict.fromkeys(one.department for one in own_figures(subject.binder.figures))
    tallies = {name: _counts(subject.movements(name)) for name in departments}
    columns = (("指标数", "all"), ("上升", "up"), ("下降", "down"), ("持平", "same"), ("不可比", "apart"), ("需关注", WATCH), ("需说明", EXPLAIN))
    body = [(Cell((Text(name),), Role.ITEM), *(_plain(tally[key]) for _, key in columns)) for name, tally in tallies.items()]
    body.append((Cell((Text("合计"),), Role.ITEM), *(_plain(sum(tally[key] for tally in tallies.values()), Role.TOTAL) for _, key in columns)))
    yield _grid(task, "概况", number, "各部门指标变动情况", ("部门", *(head for head, _ in columns)), body, unit_line="单位：项")


def _counts(moved: Iterable[Movement]) -> dict[str, int]:
    known_moves = tuple(moved)
    compared = [one for one in known_moves if one.gap is not None]
    return {"all": len(known_moves), "compared": len(compared), "apart": len(known_moves) - len(compared),
            "up": sum(one.gap > 0 for one in compared), "down": sum(one.gap < 0 for one in compared), "same": sum(one.gap == 0 for one in compared),
            **{level: sum(one.level == level for one in known_moves) for level in (WATCH, EXPLAIN)}}


def _not_compared(counts: Mapping[str, int]) -> str:
    return f"另有{counts['apart']}项没有数值、上年没有或口径与上年不同，不作比较。" if counts["apart"] else ""


# ── 变化 ───────────────────────────────────────────────────────────────────

def _changes(subject: Subject, task: Task) -> Iterator[Block]:
    """Every indicator (or the first `most`) against last year, the largest change first."""
    moved = subject.movements()
    compared = [one for one in moved if one.gap is not None]
    listed = compared[:task.most] if task.most else compared
    apart = [one for one in moved if one.gap is None]
    if not listed:
        yield said(f"{subject.who}没有可与上年比较的指标。")
        return
    number = task.numbered("表", "分析-变化")
    yield said(f"{'变动最大的' if len(listed) < len(compared) else '可比较的'}{len(listed)}项指标，由变动大的到变动小的", number, "变化")
    notes = ["变幅为两年数值之差占上年数值的百分比；以%计的指标，变化以百分点计，不另算变幅，按百分点数排列。"]
    if apart and not task.most:
        notes.append(f"不作比较的指标：{'；'.join(_apart(apart, subject))}。")
    owner = ("部门",) if not subject.department else ()
    body = [(_name(one), *((Cell((Text(one.figure.department),), Role.TEXT),) if owner else ()), *_numbers(one, subject)) for one in listed]
    heads = year_heads(one.figure.period for one in listed)
    yield _grid(task, "变化", number, "主要指标与上年比较", ("指标", *owner, "单位", heads[LAST], heads[THIS], "变化", "变幅"), body, notes,
                shares=(21, 13, 6, 8, 8, 8, 9) if owner else ())


def _apart(moved: Iterable[Movement], subject: Subject) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for one in moved:
        value = one.figure.value
        reason = value.reason if isinstance(value, Absent) else "口径与上年不同" if subject.binder.figures.changed(one.figure) else "上年没有"
        reasons.setdefault(reason, []).append(one.figure.name)
    return (f"{'、'.join(names)}（{reason}）" for reason, names in reasons.items())


def _name(moved: Movement) -> Cell:
    return Cell((Text(moved.figure.name),), Role.ITEM)


def _numbers(moved: Movement, subject: Subject) -> Iterator[Cell]:
    """Unit, last year's value, this year's, the difference, the share."""
    numbers = told(moved, subject)
    yield Cell((Text(unit(moved.figure.unit).name),), Role.CENTRE)
    yield from map(number_cell, (numbers.last, numbers.now, numbers.gap, numbers.rate))


# ── 达标 ───────────────────────────────────────────────────────────────────

def _standards(subject: Subject, task: Task) -> Iterator[Block]:
    """The indicators that a standard, a target or a peer is known for."""
    held = subject.binder.yardsticks
    own = own_figures(subject.binder.figures, subject.department)
    shown = sorted((one for one in own if any(known(kind, one, held) for kind in (STANDARD, TARGET, PEERS))),
                   key=lambda one: [not known(kind, one, held) for kind in (STANDARD, TARGET)])
    if not shown:
        task.silent.add(task.at)
        yield said(f"{subject.who}的指标没有国家标准、本校目标或同类院校数据可以对照。")
        return
    kinds = tuple(kind for kind in (STANDARD, MEETS, TARGET, PEERS) if any(known(kind, one, held) for one in shown))
    resolver = Resolver(Spec("分析-达标", {}, {}, (), task.at), subject.binder, task.found)
    verdicts = [cell.children[0].text for one in shown if known(MEETS, one, held) for cell in (held_cell(MEETS, one, one.unit, resolver),)]
    number = task.numbered("表", "分析-达标")
    yield said(_verdicts(verdicts) if verdicts else f"{subject.who}的指标没有适用的国家标准，与本校目标和同类院校的对照", number, "达标")
    body = [(Cell((Text(one.name),), Role.ITEM), Cell((Text(unit(one.unit).name),), Role.CENTRE), _now(one, subject),
             *(held_cell(kind, one, one.unit, resolver) for kind in kinds)) for one in shown]
    head = ("指标", "单位", year_heads(one.period for one in shown)[THIS], *kinds)
    yield _grid(task, "达标", number, "与标准、目标和同类院校对照", head, body, notes=held_notes(kinds, shown, held))


def _verdicts(verdicts: list[str]) -> str:
    met, failed = verdicts.count("达标"), verdicts.count("未达标")
    return f"有国家标准的{len(verdicts)}项指标全部达标" if met == len(verdicts) else f"有国家标准的{len(verdicts)}项指标中，{met}项达标，{failed}项未达标"


def _now(figure: Figure, subject: Subject) -> Cell:
    text = digits(figure.value, figure.decimals, subject.binder.rounding)
    return number_cell(Number(text, figure.id, figure.scope, "数值", ((figure.id, subject.binder.figures.year),)))


# ── 异常 ───────────────────────────────────────────────────────────────────

def _outliers(subject: Subject, task: Task) -> Iterator[Block]:
    """What changed much, with the department's reason; one that has none is a finding."""
    rules = subject.pack.outliers
    moved = subject.movements()
    odd = [one for one in moved if one.level == EXPLAIN]
    watched = [one.figure.name for one in moved if one.level == WATCH]
    missing = sum(one.figure.id not in subject.binder.yardsticks.reasons for one in odd)
    words = f"{len(odd)}项指标变动较大（变幅不低于{rules.explain}%，百分比指标变动不低于{rules.points}个百分点，或由零变有、由有变零）" if odd else "没有变动较大的指标"
    unexplained = f"，其中{missing}项待责任部门说明" if missing else "，原因均已说明" if odd else ""
    more = f"变幅在{rules.watch}%至{rules.explain}%之间、值得关注的有{len(watched)}项：{listed(watched)}。" if watched else ""
    if not odd:
        yield said(f"{subject.who}{words}。{more}")
    else:
        number = task.numbered("表", "分析-异常")
        yield said(f"{subject.who}{words}{unexplained}", number, "异常", more)
        body = [_explained(one, subject, task) for one in odd]
        yield _grid(task, "异常", number, "变动较大的指标及说明", ("指标", "上年度→本年度", "变幅", "原因（说明部门）"), body, shares=(15, 11, 7, 47))


def _explained(moved: Movement, subject: Subject, task: Task) -> tuple[Cell, ...]:
    """What it is, from what to what it changed, and why; the department that says so in brackets."""
    figure, reason = moved.figure, subject.binder.yardsticks.reasons.get(moved.figure.id)
    if reason is None:
        task.found.append(_unexplained(moved, subject, task.at))
    numbers = told(moved, subject)
    points = (Text("个百分点"),) if unit(figure.unit).of == "%" else ()
    change = Cell((numbers.last, Text("→"), replace(numbers.now, text=with_unit(numbers.now.text, figure.unit))), Role.CENTRE)
    shift = Cell((numbers.gap if moved.rate is None else numbers.rate, *points), Role.CENTRE)
    why = inlines(single(reason.text, reason.at), subject.binder.bind, task.found) if reason else (Text("待说明"),)
    by = Text(f"（{reason.by if reason else figure.department}）")
    return Cell((Text(figure.name),), Role.ITEM), change, shift, Cell((*why, by), Role.TEXT)


def _unexplained(moved: Movement, subject: Subject, at: Place) -> Finding:
    figure = moved.figure
    finding = faults.UNEXPLAINED.at(
        at, f"“{figure.name}”与上年相比变动较大，责任部门还没有说明原因",
        f"核对源表；属实的，在 explanations.yaml 的 {subject.binder.figures.year} 下写 {figure.name}: {{text: 原因, by: {figure.department}, date: 日期}}",
        figures=(figure.id,))
    return replace(finding, department=figure.department)


# ── 时段 ───────────────────────────────────────────────────────────────────

def _periods(subject: Subject, task: Task) -> Iterator[Block]:
    """Which clocks the figures keep."""
    groups: dict[Period, list[str]] = {}
    for one in own_figures(subject.binder.figures, subject.department):
        groups.setdefault(one.period, []).append(one.name)
    number = task.numbered("表", "分析-时段")
    yield said(f"{subject.who}的指标按{len(groups)}种统计时段统计，不同时段的数不能直接相加减；生均数等跨时段的指标，分子、分母的时段写在各指标的定义中。"
                "各时段的指标", number, "时段")
    body = [(Cell((Text(str(period)),), Role.ITEM), Cell((Text(_span(period)),), Role.TEXT), _plain(len(names)), Cell((Text(listed(names, _EXAMPLES)),), Role.TEXT))
            for period, names in sorted(groups.items(), key=lambda item: (-len(item[1]), str(item[0])))]
    yield _grid(task, "时段", number, "指标的统计时段", ("统计时段", "起止", "指标数", "指标"), body, shares=(19, 27, 8, 46))


def _span(period: Period) -> str:
    if period.kind is PeriodKind.AS_OF:
        return "当日实有数"
    return "至".join(f"{day.year}年{day.month}月{day.day}日" for day in (period.start, period.end))


# ── parts ──────────────────────────────────────────────────────────────────

ANALYSES: Mapping[str, Callable[[Subject, Task], Iterator[Block]]] = {
    "概况": _overview, "要点": highlights, "变幅图": rates_chart, "百分点图": points_chart, "变化": _changes, "达标": _standards, "异常": _outliers, "时段": _periods}


def _plain(count: int, role: Role = Role.NUMBER) -> Cell:
    return Cell((Text(str(count)),), role)


def _grid(task: Task, id: str, number: str, caption: str, head: tuple[str, ...], body: _Rows, notes: Iterable[object] = (), *, unit_line: str = "",
          shares: tuple[int, ...] = ()) -> Grid:
    heads = (tuple(head_cell(one) for one in head),)
    lines = tuple((Text(note),) if isinstance(note, str) else note for note in notes)
    return Grid(f"分析-{id}", number, caption, heads, tuple(body), shares or widths((*heads, *body), len(head)), unit_line, lines, at=task.at)
