"""::: 分析 …: what the engine writes by itself."""

from dataclasses import replace

import pytest

from reportgen.compose.movement import movements, own_figures
from reportgen.core.document import Chart, Grid, Number, Paragraph, Reference, inlines, plain
from reportgen.core.pack import Outliers
from reportgen.core.show import Rounding
from tests.benchmarks_of_state.specimen import HELD, composed, figures, written


def rows(blocks: tuple) -> list[list[str]]:
    return [[plain(cell.children) for cell in row] for row in next(block for block in blocks if isinstance(block, Grid)).body]


def said(blocks: tuple) -> str:
    return plain(next(block for block in blocks if isinstance(block, Paragraph)).children)


def test_movements_by_their_share_the_largest_first() -> None:
    moved = movements(own_figures(figures()), figures(), Outliers(), Rounding.HALF_UP)
    assert [one.figure.id for one in moved][:5] == ["new", "few", "gifts", "trainees", "score"]
    assert {one.figure.id: one.level for one in moved if one.level} == {"new": "explain", "gifts": "explain", "trainees": "watch", "score": "explain"}
    assert {one.figure.id for one in moved if one.gap is None} == {"none", "moved"}


def test_the_thresholds_are_the_pack_s() -> None:
    strict = movements(own_figures(figures()), figures(), Outliers(explain=Outliers().watch, points=Outliers().watch), Rounding.HALF_UP)
    assert {one.figure.id for one in strict if one.level == "explain"} == {"new", "gifts", "trainees"}


def test_changes_of_one_department() -> None:
    blocks, found = written("::: 分析 变化", department="教务处")
    assert found == () and said(blocks) == "可比较的3项指标，由变动大的到变动小的，见表1-1。"
    assert rows(blocks) == [["新设基地数", "个", "0", "20", "+20", "—"], ["境外奖项", "项", "1", "3", "+2", "+200.00%"], ["专业数", "个", "46", "46", "0", "0.00%"]]


def test_changes_of_the_school_cut_off_and_what_is_not_compared() -> None:
    blocks, _ = written("::: 分析 变化 2")
    assert said(blocks).startswith("变动最大的2项指标") and [row[:2] for row in rows(blocks)] == [["新设基地数", "教务处"], ["境外奖项", "教务处"]]
    blocks, _ = written("::: 分析 变化")
    grid = blocks[1]
    assert "不作比较的指标：留学生数（未采集）；导师课酬（口径与上年不同）。" == plain(grid.notes[1])
    assert ["满意度", "招生就业处", "%", "96.00", "90.00", "−6.00", "—"] in rows(blocks)
    assert all(isinstance(one, Number) and one.basis for row in grid.body for cell in row[3:] for one in cell.children)


def test_standards_met_and_missed() -> None:
    blocks, found = written("::: 分析 达标")
    assert found == () and said(blocks).startswith("有国家标准的3项指标中，2项达标，1项未达标")
    assert rows(blocks)[0] == ["生师比", "∶1", "15.97", "不高于18", "达标", "—", "—"]
    among_text = written("::: 分析 达标\n\n以上由教务处核对。", department="教务处")[0]
    assert said(among_text) == "教务处的指标没有国家标准、本校目标或同类院校数据可以对照。"
    assert said(written("::: 分析 达标", department="组织人事处")[0]).startswith("有国家标准的1项指标全部达标")


def test_a_section_of_nothing_but_an_analysis_that_has_nothing_to_show_is_left_out() -> None:
    assert composed("::: 分析 达标", department="教务处")[0].parts[0].sections == ()
    assert len(composed("::: 分析 达标", department="组织人事处")[0].parts[0].sections) == 1


def test_the_points_to_read_first() -> None:
    (items,), found = written("::: 分析 要点")
    assert found == () and [plain(one) for one in items.items] == [
        "增幅最大的：捐赠收入（86.40→124.65万元，+44.27%）、培训人次（1040→1300人次，+25.00%）。",
        "降幅最大的：生师比（16.50→15.97∶1，−3.21%）、生均用房（14.10→14.00平方米/生，−0.71%）、生均图书（76.90→76.56册/生，−0.44%）。",
        "百分比指标上升最多的：落实率（96.66→97.07%，+0.41个百分点）。",
        "百分比指标下降最多的：满意度（96.00→90.00%，−6.00个百分点）。",
        "由零变有或由有变零的：新设基地数（0→20个）。",
        "未达到标准的：生均图书（76.56册/生，合格标准不低于80册/生）。",
        "变动较大、还没有说明原因的：新设基地数、满意度。"]
    assert all(one.basis for one in inlines(items) if isinstance(one, Number))


def test_the_largest_changes_are_drawn() -> None:
    (told, chart), found = written("::: 分析 变幅图 4")
    assert found == () and plain(told.children) == "指标变幅最大的4项，见图1-1。" and (chart.number, chart.caption) == ("图1-1", "指标变幅最大的4项")
    (series,) = chart.series
    assert list(zip(chart.categories, series.texts, strict=True)) == [("境外奖项", "+200.00"), ("捐赠收入", "+44.27"), ("培训人次", "+25.00"), ("生师比", "−3.21")]
    assert series.unit == "%" and str(series.values[0]) == "200.00" and "境外奖项（+200.00%）" in chart.alt
    assert plain(chart.notes[1]) == "新设基地数由零变有或由有变零，没有变幅，没有画出。"


def test_charts_and_tables_are_counted_apart_and_too_few_changes_are_not_drawn() -> None:
    blocks, _ = written("::: 分析 变幅图\n\n::: 分析 变化\n\n::: 分析 百分点图")
    assert [one.number for one in blocks if isinstance(one, Chart | Grid)] == ["图1-1", "表1-1"]  # two percentages have moved
    chart = blocks[1]
    assert chart.caption == "指标变幅" and not {"落实率", "满意度", "专业数", "新设基地数"} & {*chart.categories}


def test_an_outlier_is_explained_by_its_department_or_told() -> None:
    blocks, found = written("::: 分析 异常")
    assert [(one.code, one.severity, one.figures, one.department) for one in found] == [
        ("A131", "warning", ("new",), "教务处"), ("A131", "warning", ("score",), "招生就业处")]
    assert "explanations.yaml 的 2025 下写 新设基地数" in found[0].hint
    assert rows(blocks) == [["新设基地数", "0→20个", "+20", "待说明（教务处）"], ["捐赠收入", "86.40→124.65万元", "+44.27%", "校庆捐赠，落实率为97.07%。（计划财务处）"],
                            ["满意度", "96.00→90.00%", "−6.00个百分点", "待说明（招生就业处）"]]
    assert "其中2项待责任部门说明" in said(blocks) and "值得关注的有1项：培训人次" in said(blocks)


def test_numbers_in_a_reason_are_bound() -> None:
    blocks, _ = written("::: 分析 异常")
    reason = blocks[1].body[1][3]
    assert [one.figure for one in reason.children if isinstance(one, Number)] == ["rate"]
    broken = replace(HELD, reasons={"gifts": replace(HELD.reasons["gifts"], text="见{{没有的}}")})
    assert "T202" in [one.code for one in written("::: 分析 异常", held=broken)[1]]


def test_nothing_odd_is_said_so() -> None:
    blocks, found = written("::: 分析 异常", department="资产管理处")
    assert found == () and said(blocks) == "资产管理处没有变动较大的指标。"


def test_the_overview_counts_and_adds_up() -> None:
    blocks, _ = written("::: 分析 概况")
    assert said(blocks).startswith("全校共有12项指标，其中10项可与上年比较：5项上升，4项下降，1项持平。") and "2项没有数值" in said(blocks)
    assert rows(blocks)[-1] == ["合计", "12", "5", "4", "1", "2", "1", "3"]
    assert len(written("::: 分析 概况", department="教务处")[0]) == 1


def test_the_periods() -> None:
    blocks, _ = written("::: 分析 时段")
    assert [row[:3] for row in rows(blocks)] == [["2024—2025学年", "2024年9月1日至2025年8月31日", "11"], ["2025届", "2024年9月1日至2025年8月31日", "1"]]


def test_its_table_is_numbered_and_can_be_referred_to() -> None:
    blocks, found = written("见{{表:分析-变化}}。\n\n::: 分析 变化\n\n::: 分析 时段", department="教务处")
    assert found == ()
    assert [one.number for one in blocks if isinstance(one, Grid)] == ["表1-1", "表1-2"]
    assert [one.text for one in inlines(blocks[0]) if isinstance(one, Reference)] == ["表1-1"]


@pytest.mark.parametrize("text", ["::: 分析 变动", "文字 ::: 分析 变化"])
def test_mistakes(text: str) -> None:
    _, found = written(text)
    assert found[0].code in ("T227", "T212") and found[0].hint
