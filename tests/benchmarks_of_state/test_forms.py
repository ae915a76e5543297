"""{{NAME|达标}} and its kin in text, tables and charts: the data decide what is said."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reportgen.core.document import Chart, ChartKind, Grid, Mark, Number, inlines, plain
from reportgen.core.yardstick import NO_YARDSTICKS
from reportgen.writers.charts.figure import figure
from tests.benchmarks_of_state.specimen import HELD, figures, written
from tests.writers import specimen


@pytest.mark.parametrize(("binding", "expected"), [
    ("{{生师比|达标}}", "优于18∶1的国家标准"),
    ("{{books|达标}}", "尚未达到80册/生的合格标准"),
    ("{{room|达标}}", "达到14平方米/生的国家标准"),               # 14.004 prints as 14.00: what is printed is compared
    ("{{生师比|标准}}", "18∶1"), ("{{生师比|标准|数值}}", "18.00"), ("{{rate|目标}}", "97.5%"), ("{{rate|目标|1}}", "97.5%"),
    ("{{rate|同类院校均值}}", "95.65%"), ("{{rate|同类院校均值|数值|1}}", "95.7"),
])
def test_what_is_said(binding: str, expected: str) -> None:
    blocks, found = written(binding)
    assert (plain(blocks[0].children), found) == (expected, ())
    (number,) = (one for one in inlines(blocks[0]) if isinstance(one, Number))
    assert number.basis and number.basis[0][1] == 2025


def test_above_a_lower_bound_is_higher_not_better() -> None:
    held = replace(HELD, standards={**HELD.standards, "room": replace(HELD.standards["room"], value=Decimal(10), shown="10平方米/生")})
    assert plain(written("{{room|达标}}", held=held)[0][0].children) == "高于10平方米/生的国家标准"


@pytest.mark.parametrize(("binding", "word"), [("{{trainees|达标}}", "标准"), ("{{trainees|标准}}", "标准"), ("{{trainees|目标}}", "目标"),
                                               ("{{trainees|同类院校均值}}", "同类院校")])
def test_nothing_to_hold_against_is_told(binding: str, word: str) -> None:
    blocks, found = written(binding)
    assert plain(blocks[0].children) == "—"
    assert [one.code for one in found] == ["T226"] and word in found[0].message and "yaml" in found[0].hint


def test_forms_that_exclude_one_another() -> None:
    assert [one.code for one in written("{{ratio|达标|数值}}，{{ratio|达标|标准}}")[1]] == ["T207", "T207"]


TABLE = "t:\n  title: 题\n  columns: [指标, 单位, 本年, 标准, 达标, 目标, 同类院校均值]\n  rows: [ratio, books, rate]\n"


def test_columns_of_a_table() -> None:
    blocks, found = written("见{{表:t}}。\n\n::: 表 t", tables=TABLE)
    assert found == () and isinstance(blocks[1], Grid)
    assert [[plain(cell.children) for cell in row] for row in blocks[1].body] == [
        ["生师比", "∶1", "15.97", "不高于18", "达标", "—", "—"], ["生均图书", "册/生", "76.56", "不低于80", "未达标", "—", "—"],
        ["落实率", "%", "97.07", "—", "—", "97.5", "95.65"]]
    assert [plain(note) for note in blocks[1].notes][-3:] == [
        "标准依据：某号文件。", "目标依据：年度工作要点。", "同类院校均值为甲校、乙校2所学校2024年度公开数据的算术平均数。"]


def test_units_inside_the_cells() -> None:
    blocks, _ = written("见{{表:t}}。\n\n::: 表 t", tables="t: {title: 题, columns: [指标, 本年, 标准], rows: [ratio, books]}\n")
    assert [plain(row[2].children) for row in blocks[1].body] == ["不高于18∶1", "不低于80册/生"]


def test_a_column_without_content_is_told() -> None:
    _, found = written("见{{表:t}}。\n\n::: 表 t", tables="t: {title: 题, columns: [指标, 本年, 目标], rows: [ratio]}\n")
    assert [one.code for one in found] == ["T226"] and "“目标”一栏" in found[0].message.replace("一列", "一栏")


def test_a_series_beside_the_data() -> None:
    blocks, found = written("见{{图:c}}。\n\n::: 图 c", "c: {title: 题, kind: column, figures: [rate, score], target: true, peers: true}\n")
    assert found == () and isinstance(blocks[1], Chart) and blocks[1].kind is ChartKind.COLUMN
    assert [(one.name, one.texts, one.mark) for one in blocks[1].series] == [
        ("本校", ("97.07", "90.00"), Mark.COLUMN), ("目标", ("97.5", "—"), Mark.COLUMN), ("同类院校均值", ("95.65", "—"), Mark.COLUMN)]
    assert "并列出目标" in blocks[1].alt


def test_one_standard_over_all_categories_is_a_line() -> None:
    blocks, found = written("见{{图:c}}。\n\n::: 图 c", "c: {title: 题, kind: column, series: by_dept, standard: 生师比}\n")
    assert found == () and blocks[1].kind is ChartKind.COMBO
    line = blocks[1].series[-1]
    assert (line.name, line.texts, line.mark, line.axis, line.reference) == ("国家标准（18∶1）", ("18", "18"), Mark.LINE, "left", True)
    assert blocks[1].alt.endswith("国家标准为18∶1。") and plain(blocks[1].notes[-1]) == "标准依据：某号文件。"


def test_a_reference_line_tells_its_value_once() -> None:
    blocks, _ = written("见{{图:c}}。\n\n::: 图 c", "c: {title: 题, kind: column, series: by_dept, standard: 生师比}\n")
    traces = figure(blocks[1], specimen.look().styles)["data"]
    drawn = [text for trace in traces if trace.get("mode") == "text" for text in trace["text"]]
    assert "18" not in drawn and "15.20" in drawn and "国家标准（18∶1）" in drawn


@pytest.mark.parametrize(("chart", "code"), [
    ("{title: 题, kind: column, series: by_dept, standard: true}", "A120"), ("{title: 题, kind: column, figures: [trainees], standard: true}", "T226"),
    ("{title: 题, kind: pie, figures: [ratio], standard: true}", "A124"), ("{title: 题, kind: column, series: by_dept, standard: 没有的}", "T202")])
def test_charts_that_cannot(chart: str, code: str) -> None:
    blocks, found = written("见{{图:c}}。\n\n::: 图 c", f"c: {chart}\n")
    assert code in [one.code for one in found] and len(blocks[1].series) == 1


def test_without_yardsticks_nothing_else_changes() -> None:
    assert written("{{ratio}}，{{ratio|较上年}}。", held=NO_YARDSTICKS)[1] == () and figures().find("ratio") is not None
