"""Tables: the three forms, heads by period, totals, notes."""

import pytest

from reportgen.core.document import Grid, Number, Role, inlines, plain
from reportgen.core.figure import Absent, Figure, Figures, Series
from tests.compose.specimen import AS_OF, figure, figures, series, written


def table(spec: str, **options) -> tuple[Grid | None, list]:
    blocks, found = written("见{{表:t}}。\n\n::: 表 t", tables=f"t: {{title: 表题, {spec}}}\n", **options)
    return next((block for block in blocks if isinstance(block, Grid)), None), list(found)


def cells(rows: tuple) -> list[list[str]]:
    return [[plain(cell.children) for cell in row] for row in rows]


def notes(grid: Grid) -> list[str]:
    return [plain(note) for note in grid.notes]


def test_rows_of_one_period() -> None:
    grid, found = table("rows: [{label: 毕业生, figure: grad_total}, {figure: placed, indent: 1}], columns: [指标, 单位, 上年, 本年, 变化]")
    assert not found
    assert (grid.number, grid.caption, grid.unit) == ("表1-1", "表题", "")
    assert cells(grid.head) == [["指标", "单位", "2024届", "2025届", "变化"]]
    assert cells(grid.body) == [["毕业生", "人", "3935", "4067", "+132"], ["毕业去向落实人数", "人", "3803", "3948", "+145"]]
    assert [cell.role for cell in grid.body[0]] == [Role.ITEM, Role.CENTRE, Role.NUMBER, Role.NUMBER, Role.NUMBER]
    assert [row[0].indent for row in grid.body] == [0, 1]
    assert notes(grid) == ["数据来源：学校人才培养工作状态数据（2024届、2025届）。"]


def test_rows_of_several_periods_and_units() -> None:
    grid, found = table("rows: [placement_rate, ratio, income_total, visitors], columns: [指标, 本年, 上年, 变化], note: 附言")
    assert not found
    assert cells(grid.head) == [["指标", "本年度", "上年度", "变化"]]
    assert cells(grid.body) == [["毕业去向落实率", "97.07%", "96.66%", "+0.41"], ["生师比", "15.97∶1", "16.50∶1", "−0.53"],
                                ["年度总收入", "286540000.00元", "270000000.00元", "+16540000.00"], ["留学生人数", "—", "5人", "—"]]
    assert notes(grid) == [
        "注：附言", "数据来源：学校人才培养工作状态数据。",
        "统计时段：毕业去向落实率为2024届、2025届；生师比为截至2024年8月31日、截至2025年8月31日；年度总收入为2023年、2024年；留学生人数为2023—2024学年、2024—2025学年。",
        "“—”表示没有数值：本年度留学生人数（未采集，数据表为空）。", "“变化”为两年数值之差；以%计的指标，差以百分点计。"]


def test_one_unit_stands_above_the_table() -> None:
    grid, _ = table("rows: [grad_total, placed], columns: [指标, 本年]")
    assert grid.unit == "单位：人"
    assert cells(grid.body) == [["毕业生人数", "4067"], ["毕业去向落实人数", "3948"]]


def test_the_heads_are_years_of_the_period_s_kind() -> None:
    for name, heads in (("income_total", ["2023年", "2024年"]), ("per_head", ["2024年8月31日", "2025年8月31日"]), ("flat", ["2023—2024学年", "2024—2025学年"])):
        grid, _ = table(f"rows: [{name}], columns: [上年, 本年]")
        assert cells(grid.head) == [heads]


def test_numbers_know_their_figures() -> None:
    grid, _ = table("rows: [grad_total], columns: [指标, 上年, 本年, 变化]")
    numbers = [one for one in inlines(grid) if isinstance(one, Number)]
    assert [(one.figure, one.form, one.basis) for one in numbers] == [
        ("grad_total", "上年|数值", (("grad_total", 2024),)), ("grad_total", "数值", (("grad_total", 2025),)),
        ("grad_total", "变化", (("grad_total", 2025), ("grad_total", 2024)))]
    assert all(one.at.line == 1 for one in numbers)


def test_breakdowns_side_by_side_with_a_total() -> None:
    grid, found = table("series: [by_dept], years: [上年, 本年], total: true")
    assert not found
    assert cells(grid.head) == [["二级学院", "2023—2024学年", "2024—2025学年"]]
    assert cells(grid.body)[-1] == ["合计", "—", "—"]  # 海洋 and 财经 are each missing in one year
    assert grid.unit == "单位：人"


def test_a_total_is_the_sum_of_what_is_shown() -> None:
    grid, _ = table("series: by_dept, total: true")
    assert cells(grid.body)[-1] == ["合计", "996"]
    assert grid.body[-1][1].role is Role.TOTAL


def test_a_breakdown_may_be_called_otherwise() -> None:
    grid, found = table("series: {人数: by_dept, 落实率: rate_dept}")
    assert not found
    assert cells(grid.head) == [["二级学院", "人数（人）", "落实率（%）"]]


def test_measures_of_different_units_and_spanners() -> None:
    grid, found = table("series: [by_dept, rate_dept]")
    assert not found
    assert cells(grid.head) == [["二级学院", "毕业生人数（人）", "落实率（%）"]]
    assert cells(grid.body)[2] == ["海洋", "96", "—"]
    grid, _ = table("series: [by_dept, rate_dept], years: [上年, 本年]")
    assert cells(grid.head) == [["二级学院", "毕业生人数（人）", "落实率（%）"], ["上年度", "本年度", "本年度"]]
    assert [cell.colspan for cell in grid.head[0]] == [1, 2, 1] and grid.head[0][0].rowspan == 2
    assert len(grid.widths) == 4


def test_a_free_grid() -> None:
    grid, found = table('grid: {columns: [项目, 数量, 说明], rows: [[毕业生, "{{grad_total}}", "{{grad_total|较上年}}，良好"], [小计, "", 无]]}')
    assert not found
    assert cells(grid.body) == [["毕业生", "4067人", "比上年增加132人，良好"], ["小计", "", "无"]]
    assert [cell.role for cell in grid.body[0]] == [Role.ITEM, Role.NUMBER, Role.TEXT]
    assert notes(grid) == ["数据来源：学校人才培养工作状态数据（2025届）。"]


def test_typed_widths_are_kept_and_others_follow_the_contents() -> None:
    assert table("rows: [grad_total], widths: [5, 2, 3, 3]")[0].widths == (5, 2, 3, 3)
    widths = table("rows: [{label: 很长很长很长的指标名称, figure: grad_total}]")[0].widths
    assert widths[0] == max(widths) == 24


@pytest.mark.parametrize(("spec", "code", "message"), [
    ("unit: 人", "A120", "有且只有一种"),
    ("rows: [nope_at_all]", "T202", "没有名为"),
    ("rows: [nope_at_all]", "A123", "没有可用的行"),
    ("rows: [grad_total], widths: [1, 2]", "A125", "widths 写了2个"),
    ("grid: {columns: [甲, 乙], rows: [[一]]}", "A125", "第1行有1格"),
    ("grid: {columns: [甲], rows: []}", "A123", "没有行"),
    ("series: rate_dept, total: true", "A126", "不能相加"),
    ("rows: [grad_total], unit: 万元", "A122", "不能与万元"),
    ('grid: {columns: [甲], rows: [["{{nope}}"]]}', "T202", "没有名为"),
])
def test_mistakes(spec: str, code: str, message: str) -> None:
    _, found = table(spec)
    assert code in [one.code for one in found if message in one.message]
    assert all(one.at.file.endswith("tables.yaml") and one.at.line == 1 for one in found if one.code != "T211")


def test_a_place_inside_a_quoted_cell_is_exact() -> None:
    text = 't: {title: 表题, grid: {columns: [甲], rows: [["前{{nope}}"]]}}\n'
    _, found = written("见{{表:t}}。\n\n::: 表 t", tables=text)
    assert found[0].at.column == text.index("{{nope}}") + 1


def more(*figures_: Figure, series_: tuple[Series, ...] = ()) -> Figures:
    """The college's figures and these."""
    known = figures()
    return Figures(known.year, known.snapshot, (*known.values(), *figures_), series_, previous=known.previous)


# ── cross, stack ───────────────────────────────────────────────────────────

def test_cross_names_a_figure_by_row_and_ending() -> None:
    known = more(figure("dual_n", "“双师型”教师比例校数", "12", "所"), figure("dual_q", "“双师型”教师比例中位数", "61.255", "%", 2),
            figure("ratio_n", "生师比校数", "11", "所", period=AS_OF), figure("ratio_q", "生师比中位数", Absent("未采集"), "∶1", 2, AS_OF))
    grid, found = table("cross: {rows: {双师: “双师型”教师比例, 生师比: 生师比}, columns: {校数: 校数, 中位数: 中位数}}", numbers=known)
    assert not found
    assert cells(grid.head) == [["指标", "单位", "校数（所）", "中位数"]]
    assert cells(grid.body) == [["双师", "%", "12", "61.26"], ["生师比", "∶1", "11", "—"]]
    assert [(one.figure, one.form) for one in inlines(grid) if isinstance(one, Number)] == [("dual_n", "数值"), ("dual_q", "数值"), ("ratio_n", "数值"), ("ratio_q", "数值")]
    assert notes(grid) == ["数据来源：学校人才培养工作状态数据。", "统计时段：双师为2024—2025学年；生师比为截至2025年8月31日。", "“—”表示没有数值：生师比（未采集）。"]


def test_cross_leaves_out_what_it_does_not_know_and_says_so() -> None:
    grid, found = table("cross: {rows: [毕业生人数, 没有的], columns: [{self}]}".replace("{self}", "''"))
    assert cells(grid.body) == [["毕业生人数", "人", "4067"]] and ["没有的" in one.message for one in found] == [True]
    grid, found = table("cross: {rows: [没有的], columns: [校数]}")
    assert grid is None and len(found) == 2


def test_stack_puts_breakdowns_one_below_the_other() -> None:
    known = more(series_=(series("odd", "甲率", {"甲校": "9.5", "乙校": "1"}, "%", 1), series("odd_low", "下界", {"甲校": "2", "乙校": "2"}, "%", 1),
                          series("none", "乙数", {}), series("few", "丙数", {"丁校": "7"})))
    grid, found = table("stack: {甲率: {数值: odd, 下界: odd_low}, 乙数: {数值: none}, 丙数: {数值: few}}, none: 没有离群的数", numbers=known)
    assert not found
    assert cells(grid.head) == [["指标", "二级学院", "单位", "数值", "下界"]]
    assert cells(grid.body) == [["甲率", "甲校", "%", "9.5", "2.0"], ["甲率", "乙校", "%", "1.0", "2.0"], ["丙数", "丁校", "人", "7", ""]]
    grid, found = table("stack: {乙数: {数值: none}}, none: 没有离群的数", numbers=known)
    assert not found and cells(grid.body) == [["没有离群的数"]] and grid.body[0][0].colspan == 3 and grid.unit == ""
    grid, found = table("stack: {乙数: {数值: nothing}}", numbers=known)
    assert grid is None and len(found) == 2
