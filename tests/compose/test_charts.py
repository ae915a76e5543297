"""Charts: data forms, notes, alternative text, and what does not fit."""

import pytest

from reportgen.core.document import Chart, ChartKind, plain
from reportgen.core.figure import Absent, Figures, Series
from tests.compose.specimen import figures, series, written


def chart(spec: str, **options) -> tuple[Chart | None, list]:
    blocks, found = written("如{{图:c}}。\n\n::: 图 c", charts=f"c: {{title: 图题, {spec}}}\n", **options)
    return next((block for block in blocks if isinstance(block, Chart)), None), list(found)


def rows(made: Chart) -> dict[str, list[str]]:
    return {f"{one.name}/{one.unit}": list(one.texts) for one in made.series}


def notes(made: Chart) -> list[str]:
    return [plain(note) for note in made.notes]


def test_a_breakdown() -> None:
    made, found = chart("kind: bar, series: by_dept")
    assert not found
    assert (made.number, made.kind, made.dimension, made.categories, made.figures) == ("图1-1", ChartKind.BAR, "二级学院", ("机电", "信息", "海洋"), ("by_dept",))
    assert rows(made) == {"毕业生人数/人": ["420", "480", "96"]}
    assert made.alt == "条形图：图题（单位：人），共3项。最大的是信息（480人），最小的是海洋（96人）。"
    assert notes(made) == ["数据来源：学校人才培养工作状态数据（2024—2025学年）。"]


def test_two_years_are_aligned_by_category_and_a_gap_is_no_zero() -> None:
    made, found = chart("series: by_dept, years: [上年, 本年]")
    assert not found
    assert made.categories == ("机电", "信息", "海洋", "财经")
    assert rows(made) == {"2023—2024学年/人": ["400", "500", "—", "700"], "2024—2025学年/人": ["420", "480", "96", "—"]}
    assert isinstance(made.series[0].values[2], Absent)
    assert "机电由400人变为420人，信息由500人变为480人" in made.alt
    assert notes(made) == ["数据来源：学校人才培养工作状态数据（2023—2024学年、2024—2025学年）。",
                           "“—”表示没有数值：2023—2024学年海洋、2024—2025学年财经（不适用）。"]


def test_the_largest_few() -> None:
    made, _ = chart("series: by_dept, top: 2")
    assert (made.categories, rows(made)) == (("信息", "机电"), {"毕业生人数/人": ["480", "420"]})


def test_figures_of_one_period_by_year() -> None:
    made, found = chart("figures: {毕业: grad_total, 落实: 毕业去向落实人数}, years: [上年, 本年], note: 附言, source: 就业系统")
    assert not found
    assert (made.categories, rows(made)) == (("毕业", "落实"), {"2024届/人": ["3935", "3803"], "2025届/人": ["4067", "3948"]})
    assert made.figures == ("grad_total", "placed")
    assert notes(made) == ["注：附言", "数据来源：就业系统（2024届、2025届）。"]


def test_figures_of_several_periods_name_each() -> None:
    made, _ = chart("figures: [grad_total, placed, visitors]")
    assert made.dimension == "指标"
    assert rows(made) == {"本年度/人": ["4067", "3948", "—"]}
    assert notes(made) == ["数据来源：学校人才培养工作状态数据。", "统计时段：毕业生人数、毕业去向落实人数为2025届；留学生人数为2024—2025学年。",
                           "“—”表示没有数值：留学生人数（未采集，数据表为空）。"]


def test_groups() -> None:
    made, found = chart("kind: stacked, groups: {毕业: {全校: grad_total}, 落实: {全校: placed}}, dimension: 范围")
    assert not found
    assert (made.dimension, made.categories, rows(made)) == ("范围", ("全校",), {"毕业/人": ["4067"], "落实/人": ["3948"]})


def test_a_combined_chart_has_its_lines_on_the_right() -> None:
    made, found = chart("kind: combo, series: by_dept, lines: [rate_dept]")
    assert not found
    assert rows(made) == {"毕业生人数/人": ["420", "480", "96"], "落实率/%": ["97.10", "95.25", "—"]}
    assert [(one.axis, one.mark) for one in made.series] == [("left", "column"), ("right", "line")]
    assert made.figures == ("by_dept", "rate_dept")


def test_a_unit_is_converted_as_prose_prints_it() -> None:
    made, found = chart("figures: [income_total], years: [上年, 本年], unit: 万元")
    assert not found
    assert rows(made) == {"2023年/万元": ["27000.00"], "2024年/万元": ["28654.00"]}


def test_a_line_tells_its_course() -> None:
    made, _ = chart("kind: line, series: by_dept")
    assert "由机电的420人降至海洋的96人" in made.alt


def test_many_categories_of_two_years_are_told_by_their_extremes() -> None:
    def of(*values: int) -> Series:
        return series("many", "人数", {f"院{n}": str(value) for n, value in enumerate(values)})
    numbers = Figures(2025, "a", (), (of(1, 2, 3, 4, 95),), previous=Figures(2024, "b", (), (of(1, 2, 3, 9, 90),)))
    blocks, _ = written("如{{图:c}}。\n\n::: 图 c", charts="c: {title: 图题, series: many, years: [上年, 本年]}\n", numbers=numbers)
    assert blocks[1].alt == ("柱形图：图题（单位：人），共5项。2023—2024学年与2024—2025学年相比，变化最大的是院3，由9人变为4人；"
                             "2024—2025学年最大的是院4（95人），最小的是院0（1人）。")


def test_bindings_in_a_title() -> None:
    blocks, found = written("如{{图:c}}。\n\n::: 图 c", charts='c: {title: "{{届}}毕业生", series: by_dept}\n')
    assert not found and blocks[1].caption == "2025届毕业生"


@pytest.mark.parametrize(("spec", "code", "message"), [
    ("kind: bar", "A120", "有且只有一种"),
    ("series: by_dept, figures: [flat]", "A120", "有且只有一种"),
    ("series: by_dep", "A121", "没有编号为“by_dep”"),
    ("figures: [grad_totall]", "T202", "没有名为“grad_totall”"),
    ("figures: [grad_total, placement_rate]", "A122", "单位是%"),
    ("series: [by_dept, rate_dept]", "A122", "不同的单位"),
    ("figures: [visitors]", "A123", "没有可用的数据"),
    ("kind: pie, series: by_dept, years: [上年, 本年]", "A124", "只能有一组数"),
    ("kind: ring, series: rate_dept", "A124", "缺数"),
    ("kind: radar, figures: [grad_total, placed]", "A124", "至少要有三项"),
    ("kind: combo, series: by_dept", "A124", "lines"),
    ("series: rate_dept, years: [上年, 本年]", "T204", "没有“落实率”的上年数据"),
])
def test_mistakes(spec: str, code: str, message: str) -> None:
    _, found = chart(spec)
    assert [one.code for one in found if message in one.message] == [code]
    assert all(one.at.file.endswith("charts.yaml") for one in found)


@pytest.mark.parametrize("kind", ["pie", "cake", "''"])
def test_a_kind_that_does_not_suit_becomes_columns(kind: str) -> None:
    made, _ = chart(f"kind: {kind}, series: by_dept, years: [上年, 本年]")
    assert made.kind is ChartKind.COLUMN


def test_without_last_year_the_chart_is_told_once() -> None:
    made, found = chart("figures: [grad_total, placed], years: [上年, 本年]", numbers=figures().with_previous(None))
    assert [(one.code, one.message) for one in found] == [("T204", "没有上年的快照")]
    assert rows(made)["2024届/人"] == ["—", "—"]
