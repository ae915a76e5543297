"""How tables are set: widths, decimals, breaking."""

from dataclasses import replace

import pytest

from reportgen.core.document import Cell, Grid, Role, Text
from reportgen.core.errors import ReportgenError
from reportgen.writers.pdf.fonts import width
from reportgen.writers.pdf.tables import Setting, data_table, placed, setting, turned, turned_area
from tests.writers import specimen

STYLES = specimen.look().styles


def set_(grid: Grid) -> Setting:
    return setting(grid, STYLES, 444, 689)


def grid(*rows: tuple[str, ...], widths: tuple[int, ...] = ()) -> Grid:
    head, *body = rows
    def cells(row: tuple[str, ...], role: Role) -> tuple[Cell, ...]:
        return tuple(Cell((Text(text),), role) for text in row)
    return Grid("g", "表1-1", "试", (cells(head, Role.HEAD),), tuple(cells(row, Role.NUMBER) for row in body), widths)


def test_columns_take_the_given_shares():
    assert set_(grid(("甲", "乙"), ("1", "2"), widths=(3, 1))).columns == (333, 111)


def test_a_column_is_never_narrower_than_its_number():
    columns = set_(grid(("甲", "乙"), ("1", "123456789012.34"), widths=(20, 1))).columns
    assert columns[1] > width("123456789012.34") * 10.5 and sum(columns) == pytest.approx(444)


def test_short_texts_in_one_line_leave_a_column_of_long_ones_most_of_its_share():
    rows = (("指标", "起止", "部门", "原因"), ("校园网主干最大带宽和出口", "2024年9月1日起", "国际交流合作处", "核心设备更新，主干链路升级，" * 4))
    columns = set_(grid(*rows, widths=(14, 12, 7, 30))).columns
    assert columns[3] >= 0.75 * 444 * 30 / 63 and sum(columns) == pytest.approx(444, abs=0.1)


def test_text_becomes_smaller_before_numbers_would_touch_and_no_smaller_than_seven():
    ten = set_(grid(("甲",) * 10, ("123456.00",) * 10))
    assert ten.size_pt < 10.5 and not ten.split
    twenty = set_(grid(("甲",) * 20, ("123456789.00",) * 20))
    assert (twenty.size_pt, twenty.split, twenty.pads) == (7.0, True, {})


def test_pads_bring_the_points_of_a_column_into_one_line():
    numbers = ("7.5", "1234.25", "96", "—")
    pads = set_(grid(("甲",), *((n,) for n in numbers))).pads
    points = {round(pads[r, 0][0] + width(number.partition(".")[0]), 3) for r, number in enumerate(numbers[:3])}
    whole = {round(sum(pads[r, 0]) + width(number), 3) for r, number in enumerate(numbers[:3])}
    assert len(points) == len(whole) == 1 and (3, 0) not in pads


def test_small_tables_are_kept_whole_but_not_such_with_endless_cells():
    assert set_(specimen.small_table()).whole
    assert not set_(specimen.long_table(13)).whole
    high = set_(grid(("甲", "乙"), ("短", "长" * 3000)))
    assert not high.whole and high.tall == {0}


def test_spans_are_reckoned_in():
    where = [(r, c) for r, c, _ in placed(specimen.merged_table().body)]
    assert where == [(0, n) for n in range(6)] + [(1, n) for n in range(1, 6)] + [(2, n) for n in range(1, 6)]


def test_tables_without_head_and_endless_tables_are_refused():
    with pytest.raises(ReportgenError, match="表1-1《毕业生去向落实情况》没有表头"):
        set_(replace(specimen.small_table(), head=()))
    with pytest.raises(ReportgenError, match="2001行"):
        set_(specimen.long_table(2001))


def test_a_charts_data_table_has_a_row_a_category_and_a_column_a_series():
    table = data_table(specimen.chart())
    assert [len(row) for row in (*table.head, *table.body)] == [3] * 5


def test_a_table_that_is_hard_to_read_upright_is_turned():
    assert [turned(grid(("甲",) * n, ("123456.00",) * n), STYLES, 444, 689) for n in (4, 8, 12)] == [False, False, True]
    width_pt, height_pt = turned_area(STYLES, 444, 689)
    assert (round(width_pt - 444, 3), round(689 - height_pt, 3)) == (246.614, 246.614)
    assert setting(grid(("甲",) * 12, ("123456.00",) * 12), STYLES, width_pt, height_pt).size_pt > 9


def test_short_texts_of_narrow_columns_stay_in_one_line():
    rows = (("指标名称甲乙丙丁", "单位", "2024年8月31日", "2025年8月31日", "变化", "标准"),
            ("生均校内实践教学工位数", "平方米/生", "183.05", "12492", "+21.28", "不高于350"))
    columns = set_(grid(*rows, widths=(24, 11, 15, 15, 8, 11))).columns
    assert columns[5] > (width("不高于350") + 0.25) * 10.5 + 8 and columns[1] > (width("平方米/生") + 0.25) * 10.5 + 8
