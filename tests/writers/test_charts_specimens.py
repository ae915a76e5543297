"""Whatever the data: every label is the text given, nothing overlaps, nothing leaves the sheet, plotly takes the figure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import unescape
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from reportgen.core.document import Chart, ChartKind, ChartSeries, Mark
from reportgen.core.figure import Absent, Value
from reportgen.core.show import ABSENT_TEXT
from reportgen.writers.charts import face
from reportgen.writers.charts.figure import figure
from tests.writers.specimen import look

STYLES = look().styles
DEPARTMENTS = ("海洋与食品工程学院", "机电工程学院", "信息工程学院", "文化旅游学院", "建筑工程学院", "经济管理学院", "汽车与轨道交通学院",
               "医药健康学院", "艺术设计学院", "马克思主义学院", "人工智能产业学院（校企共建）", "体育与公共艺术教学部", "外语外贸学院", "国际教育学院",
               "继续教育学院", "化工与材料学院", "纺织与服装学院", "生物技术学院", "创新创业学院", "智能制造现代产业学院")
YEARS = tuple(f"{year}年" for year in range(2006, 2026))
Box = tuple[float, float, float, float]


def series(*values: str, name: str = "毕业生数", unit: str = "人", mark: Mark = Mark.COLUMN, axis: str = "left") -> ChartSeries:
    """A series of values as text; "" is absent."""
    known: tuple[Value, ...] = tuple(Decimal(value) if value else Absent("未采集") for value in values)
    return ChartSeries(name, known, tuple(value or ABSENT_TEXT for value in values), unit, mark, axis)


def chart(kind: ChartKind, names: Sequence[str], *several: ChartSeries, id: str = "chart") -> Chart:
    return Chart(id, "图1-1", "各学院毕业生", kind, "学院", tuple(names), several, "各学院毕业生数。")


def texts(drawn: dict) -> list[str]:
    """Everything written on the sheet, each label on one line."""
    return [unescape(text.replace("<br>", "")) for text in drawn["data"][-1]["text"]]


def boxes(drawn: dict) -> Iterator[tuple[Box, str]]:
    """The ink of each text, and the text."""
    written = drawn["data"][-1]
    for x, y, text, at, size in zip(written["x"], written["y"], written["text"], written["textposition"],
                                    written["textfont"]["size"], strict=True):
        lines = [unescape(line) for line in text.split("<br>")]
        wide, high = face.widest(tuple(lines), size), size * 0.95 + (len(lines) - 1) * size * face.LEADING
        vertical, side = at.split()
        air = size * (face.LEADING - 0.95) / 2
        left = {"left": x - wide, "center": x - wide / 2, "right": x}[side]
        top = {"top": y - high - air, "middle": y - high / 2, "bottom": y + air}[vertical]
        yield (left, top, left + wide, top + high), text


def collisions(drawn: dict) -> list[tuple[str, str]]:
    """Pairs of texts that overlap, and texts that leave the sheet."""
    found = [(text, other) for (one, text), (two, other) in combinations(boxes(drawn), 2)
             if min(one[2], two[2]) - max(one[0], two[0]) > 0.6 and min(one[3], two[3]) - max(one[1], two[1]) > 0.6]
    width, height = drawn["layout"]["width"], drawn["layout"]["height"]
    return found + [(text, "the edge") for (left, top, right, bottom), text in boxes(drawn)
                    if left < -0.5 or top < -0.5 or right > width + 0.5 or bottom > height + 0.5]


def test_the_guard_sees_two_texts_in_one_place() -> None:
    drawn = figure(chart(ChartKind.COLUMN, DEPARTMENTS[:2], series("1", "2")), STYLES)
    drawn["data"][-1]["x"] = [50] * len(drawn["data"][-1]["x"])
    drawn["data"][-1]["y"] = [50] * len(drawn["data"][-1]["y"])
    assert collisions(drawn)


@pytest.mark.parametrize("count", [1, 2, 5, 10, 20])
@pytest.mark.parametrize("kind", list(ChartKind))
def test_every_kind_with_few_and_many_long_names(kind: ChartKind, count: int) -> None:
    several = [series(*(str(13 * (i + 2) * (j + 3) % 977) for i in range(count)), name=name)
               for j, name in enumerate(("2024届", "2025届"))]
    one = several[:1] if kind in (ChartKind.PIE, ChartKind.RING) else several
    drawn = figure(chart(kind, DEPARTMENTS[:count], *one), STYLES)
    assert collisions(drawn) == []
    assert drawn["layout"]["height"] <= 371


@pytest.mark.parametrize("count", range(12, 21))
def test_the_last_year_keeps_off_the_one_before_at_the_edge_of_a_panel(count: int) -> None:
    several = [series(*["0"] * count, unit=unit, mark=Mark.LINE) for unit in ("人", "人", "%")]
    assert collisions(figure(chart(ChartKind.COLUMN, YEARS[:count], *several), STYLES)) == []


_NUMBERS = some.one_of(
    some.integers(0, 900).map(str), some.integers(-300, 300).map(str), some.integers(0, 7).map(lambda power: str(10**power)),
    some.integers(9000, 9899).map(lambda n: f"{n // 100}.{n % 100:02d}"), some.sampled_from(["", "0", "0.00", "0.04"]))
_NAMES = some.sampled_from([DEPARTMENTS, YEARS, tuple(f"第{i}类与很长很长很长很长很长的名称" for i in range(20)),
                            tuple("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉")])


@some.composite
def _charts(draw: some.DrawFn) -> Chart:
    kind, count, many = draw(some.sampled_from(list(ChartKind))), draw(some.integers(1, 20)), draw(some.integers(1, 5))
    several = [series(*draw(some.lists(_NUMBERS, min_size=count, max_size=count)),
                      name=draw(some.sampled_from(["2025届", "毕业去向落实率", "校企合作订单培养人数"])), unit=draw(some.sampled_from(["人", "%", "万元"])), mark=draw(some.sampled_from(list(Mark))),
                      axis=draw(some.sampled_from(["left", "right"]))) for _ in range(many)]
    return chart(kind, draw(_NAMES)[:count], *several)


@given(_charts())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_no_data_make_labels_collide(one: Chart) -> None:
    assert collisions(figure(one, STYLES)) == []


@pytest.mark.parametrize("kind", list(ChartKind))
def test_plotly_knows_every_property(kind: ChartKind) -> None:
    from plotly.graph_objects import Figure
    line = series("91.20", "93.50", "", name="落实率", unit="%", mark=Mark.LINE, axis="right")
    one, two = series("3", "5", ""), series("4", "6", "1", name="乙")
    several = {ChartKind.PIE: [one], ChartKind.RING: [two], ChartKind.COMBO: [two, line]}.get(kind, [one, two])
    Figure(figure(chart(kind, YEARS[:3], *several), STYLES), skip_invalid=False)


@pytest.mark.parametrize("kind", list(ChartKind))
def test_labels_are_the_texts_given(kind: ChartKind) -> None:
    one = series("96.875", "1234567.10", "0.5", "88", unit="元")
    written = " ".join(texts(figure(chart(kind, DEPARTMENTS[:4], one), STYLES)))
    assert all(text in written for text in one.texts)
