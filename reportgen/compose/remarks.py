"""口径说明, written by the engine: the periods behind the figures, the choices of denominator, the snapshot."""

from collections.abc import Iterable

from reportgen.core.document import Block, Chart, Heading, Items, Number, Paragraph, Part, PartRole, Section, Text, inlines, nested
from reportgen.core.figure import Figures
from reportgen.core.pack import Pack
from reportgen.core.period import Period, PeriodKind
from reportgen.core.show import Rounding

TITLE = "数据口径说明"
_ROUNDINGS = {Rounding.HALF_UP: "四舍五入", Rounding.HALF_EVEN: "四舍六入五成双"}
_MEANT = {
    PeriodKind.SCHOOL_YEAR: "按学年统计", PeriodKind.CALENDAR_YEAR: "按自然年统计", PeriodKind.AS_OF: "按时点统计", PeriodKind.COHORT: "按毕业届别统计",
}

_ASPECTS = {"denominator": "分母", "method": "算法", "scope": "统计范围", "place": "地域"}


def remarks_part(parts: Iterable[Part], pack: Pack, figures: Figures) -> Part:
    """One unnumbered part of short lists; only what the report uses is explained."""
    used = _used(parts)
    blocks: list[Block] = [
        Paragraph((Text("本报告中的统计数字取自冻结的数据快照，"
                        f"按“{_ROUNDINGS[pack.rounding]}”修约；与上年的差额和增幅由印出的数字计算，可据表中数字复核。"),)),
    ]
    if pack.provisional:
        blocks.append(Paragraph((Text(f"{pack.edition.label}的编制通知尚未下发，本稿暂用{pack.base or '上'}年度的口径，通知下发后核对。"),)))
    for n, (title, lines) in enumerate((("数据快照", _snapshots(figures)), ("统计时段", _periods(used, figures)),
                                      ("计算口径", [*_choices(used, pack, figures), *_conversions(used, figures)])), 1):
        if lines:
            blocks += [Heading(2, "", (Text(title),), f"sec-remarks-{n}"), Items(tuple((Text(line),) for line in lines))]
    section = Section("remarks/text", TITLE, "", tuple(blocks))
    return Part("remarks", PartRole.REMARKS, Heading(1, "", (Text(TITLE),), "sec-remarks"), (section,))


def _snapshots(figures: Figures) -> list[str]:
    """What proves the figures, and those they are compared with."""
    sides = ((figures, ""), (figures.previous, "，用于与上年比较"))
    return [f"{one.year}年度：{one.snapshot}{f'，根哈希{one.root}' if one.root else ''}{use}。" for one, use in sides if one is not None]


def _used(parts: Iterable[Part]) -> set[str]:
    """Ids of the figures and breakdowns the report shows, and of what they are derived from."""
    used: set[str] = set()
    for part in parts:
        for section in part.sections:
            for block in nested(section.blocks):
                used.update(inline.figure for inline in inlines(block) if isinstance(inline, Number))
                used.update(block.figures if isinstance(block, Chart) else ())
    return used


def _periods(used: set[str], figures: Figures) -> list[str]:
    known: dict[Period, int] = {}
    for one in (*figures.values(), *figures.all_series()):
        if one.id in used:
            known[one.period] = known.get(one.period, 0) + 1
    return [f"{period}：{_span(period)}，{_MEANT[period.kind]}。" for period in sorted(known, key=lambda period: (-known[period], str(period)))]


def _span(period: Period) -> str:
    if period.kind is PeriodKind.AS_OF:
        return "当日的实有数"
    days = [f"{day.year}年{day.month}月{day.day}日" for day in (period.start, period.end)]
    return f"{days[0]}至{days[1]}"


def _choices(used: set[str], pack: Pack, figures: Figures) -> list[str]:
    """The reading chosen wherever a definition allows several, for indicators the report shows or derives from."""
    reached = _reached(used, figures)
    lines: dict[str, list[str]] = {}
    for indicator in pack.indicators.values():
        if indicator.choice in pack.choices and indicator.id in reached:
            lines.setdefault(indicator.choice, []).append(indicator.name)
    return [f"{'、'.join(names)}：{_ASPECTS.get(choice.rpartition('.')[2], '口径')}取“{pack.choices[choice]}”。" for choice, names in lines.items()]


def _conversions(used: set[str], figures: Figures) -> list[str]:
    """Figures that are compared with one defined otherwise last year."""
    found = ((one, figures.before(one)) for one in figures.values() if one.id in used and one.convert)
    return [f"{now.name}：上年数由“{last.name}”换算，单位统一为{now.unit}。" for now, last in found if last and last.definition_id != now.definition_id]


def _reached(used: set[str], figures: Figures) -> set[str]:
    inputs = {one.id: one.inputs for one in figures.values()}
    reached, waiting = set(), list(used)
    while waiting:
        id = waiting.pop()
        if id not in reached:
            reached.add(id)
            waiting.extend(inputs.get(id, ()))
    return reached
