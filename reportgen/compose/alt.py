"""Alternative text of charts: what a sighted reader sees first. Written from the data, so it is never wrong."""

from reportgen.core.document import ChartKind, ChartSeries
from reportgen.core.figure import Absent
from reportgen.core.show import with_unit

_KINDS = {
    ChartKind.COLUMN: "柱形图", ChartKind.BAR: "条形图", ChartKind.STACKED: "堆积柱形图", ChartKind.LINE: "折线图", ChartKind.PIE: "饼图",
    ChartKind.RING: "环形图", ChartKind.RADAR: "雷达图", ChartKind.COMBO: "柱形与折线组合图", ChartKind.MULTIPLES: "分组小图",
}
_MOST_LISTED = 4


def alternative(kind: ChartKind, caption: str, categories: tuple[str, ...], series: tuple[ChartSeries, ...], yearly: bool) -> str:
    """Kind, title, unit, then what stands out: the extremes, the first and last, or the change between two years."""
    units = "、".join(dict.fromkeys(one.unit for one in series if one.unit))
    opening = f"{_KINDS[kind]}：{caption}{f'（单位：{units}）' if units else ''}，共{len(categories)}项"
    if yearly and len(series) == 2:
        said = [_two_years(categories, *series)]
    elif kind is ChartKind.LINE and len(categories) > 1:
        said = [_course(categories, one) for one in series]
    else:
        said = [_extremes(categories, one, len(series) > 1) for one in series]
    return f"{opening}。{'；'.join(one for one in said if one)}。"


def _known(categories: tuple[str, ...], series: ChartSeries) -> list[tuple[str, object, str]]:
    """Category, value and printed value of every point that has one."""
    return [(category, value, with_unit(text, series.unit)) for category, value, text in zip(categories, series.values, series.texts, strict=True)
            if not isinstance(value, Absent)]


def _extremes(categories: tuple[str, ...], series: ChartSeries, named: bool) -> str:
    known = _known(categories, series)
    name = f"{series.name}" if named else ""
    if not known:
        return f"{name}没有数值"
    if len(known) <= 2:
        return name + "、".join(f"{category}为{text}" for category, _, text in known)
    top, low = max(known, key=lambda one: one[1]), min(known, key=lambda one: one[1])
    if top[1] == low[1]:
        return f"{name}各项均为{top[2]}"
    return f"{name}最大的是{top[0]}（{top[2]}），最小的是{low[0]}（{low[2]}）"


def _course(categories: tuple[str, ...], series: ChartSeries) -> str:
    known = _known(categories, series)
    if len(known) < 2:
        return _extremes(categories, series, True)
    first, last = known[0], known[-1]
    verb = "升至" if last[1] > first[1] else "降至" if last[1] < first[1] else "，到"
    return f"{series.name}由{first[0]}的{first[2]}{verb}{last[0]}的{last[2]}"


def _two_years(categories: tuple[str, ...], one: ChartSeries, other: ChartSeries) -> str:
    """The change of each category; where there are many, the largest change and the extremes of the year shown last."""
    before, after = ({category: (value, text) for category, value, text in _known(categories, series)} for series in (one, other))
    both = [category for category in categories if category in before and category in after]
    if not both:
        return _extremes(categories, other, True)
    told = {category: f"{category}由{before[category][1]}变为{after[category][1]}" for category in both if before[category][0] != after[category][0]}
    same = [f"{category}均为{after[category][1]}" for category in both if category not in told]
    opening = f"{one.name}与{other.name}相比，"
    if len(both) <= _MOST_LISTED:
        return opening + "，".join((*told.values(), *same))
    if not told:
        return opening + "各项均无变化"
    widest = max(told, key=lambda category: abs(after[category][0] - before[category][0]))
    return f"{opening}变化最大的是{told[widest].replace('由', '，由', 1)}；{_extremes(categories, other, True)}"
