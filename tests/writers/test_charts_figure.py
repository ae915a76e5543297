"""What a chart becomes: exact values, honest axes, and the nearest kind that can be read."""

from decimal import Decimal

import pytest

from reportgen.core.document import ChartKind, Mark
from reportgen.writers.charts.figure import figure, settled
from tests.writers.test_charts_specimens import DEPARTMENTS, STYLES, YEARS, chart, series, texts

FIVE = DEPARTMENTS[:5]


def traces(drawn: dict, type: str) -> list[dict]:
    return [trace for trace in drawn["data"] if trace["type"] == type]


def span(drawn: dict, axis: str) -> tuple[Decimal, Decimal]:
    low, high = sorted(Decimal(str(end)) for end in drawn["layout"][axis]["range"])
    return low, high


def test_values_are_exact_text() -> None:
    drawn = figure(chart(ChartKind.COLUMN, FIVE[:2], series("0.1", "12345678901234567.89")), STYLES)
    assert traces(drawn, "bar")[0]["y"] == ["0.1", "12345678901234567.89"]


def test_columns_stand_on_zero() -> None:
    drawn = figure(chart(ChartKind.COLUMN, FIVE[:3], series("4063", "4067", "4100")), STYLES)
    assert span(drawn, "yaxis")[0] == 0


def test_rates_close_together_are_dots_on_an_axis_that_says_where_it_begins() -> None:
    drawn = figure(chart(ChartKind.COLUMN, FIVE, series("96.63", "97.84", "91.64", "92.78", "97.18", unit="%")), STYLES)
    assert not traces(drawn, "bar")
    assert span(drawn, "yaxis")[0] > 80
    assert "单位：%，坐标自90起" in texts(drawn)


def test_the_same_rates_over_years_are_a_line() -> None:
    assert settled(chart(ChartKind.COLUMN, YEARS[-3:], series("96.63", "97.84", "91.64", unit="%"))).kind is ChartKind.LINE


def test_percentages_are_not_drawn_beyond_a_hundred() -> None:
    drawn = figure(chart(ChartKind.LINE, YEARS[-3:], series("99.63", "99.84", "100.00", unit="%")), STYLES)
    assert "100.0" in texts(drawn) and "100.2" not in texts(drawn)


def test_an_absent_value_is_a_gap_with_a_dash_never_zero() -> None:
    for kind in (ChartKind.COLUMN, ChartKind.BAR, ChartKind.LINE):
        drawn = figure(chart(kind, FIVE[:3], series("5", "", "0")), STYLES)
        assert "—" in texts(drawn)
        assert ["5", None, "0"] in [trace.get("x") for trace in drawn["data"]] + [trace.get("y") for trace in drawn["data"]]


def test_a_whole_names_what_is_absent() -> None:
    assert "硕士 —" in texts(figure(chart(ChartKind.RING, ("本科", "硕士"), series("230", "")), STYLES))


def test_labels_of_slices_carry_name_text_and_unit() -> None:
    assert "本科 230人" in texts(figure(chart(ChartKind.PIE, ("本科", "硕士"), series("230", "12")), STYLES))


def test_negative_columns_reach_below_zero() -> None:
    assert span(figure(chart(ChartKind.COLUMN, FIVE[:2], series("-120", "30")), STYLES), "yaxis")[0] < -120


def test_two_series_have_a_legend_and_one_has_none() -> None:
    one, two = series("1", "2", name="2024届"), series("3", "4", name="2025届")
    assert "2025届" in texts(figure(chart(ChartKind.COLUMN, FIVE[:2], one, two), STYLES))
    assert "2024届" not in texts(figure(chart(ChartKind.COLUMN, FIVE[:2], one), STYLES))


def test_lines_are_named_at_their_ends() -> None:
    one, two = series("93.10", "97.07", "96.00", name="本校", unit="%"), series("92.90", "96.98", "95.00", name="全省平均", unit="%")
    assert {"本校 96.00", "全省平均 95.00"} <= set(texts(figure(chart(ChartKind.LINE, YEARS[-3:], one, two), STYLES)))


def test_a_second_axis_has_a_field_of_its_own_above_the_columns() -> None:
    rate = series("97.00", "92.00", "95.00", unit="%", axis="right", mark=Mark.LINE)
    layout = figure(chart(ChartKind.COMBO, FIVE[:3], series("400", "300", "200"), rate), STYLES)["layout"]
    above, below = sorted((layout[name]["domain"] for name in ("yaxis", "yaxis2")), reverse=True)
    assert above[0] > below[1]


def test_a_stacked_part_too_thin_for_its_label_is_named_above() -> None:
    thick, thin = series("12000", "13000", name="财政拨款", unit="万元"), series("28", "182", name="其他收入", unit="万元")
    assert "其他收入 182" in texts(figure(chart(ChartKind.STACKED, YEARS[-2:], thick, thin), STYLES))


def test_user_text_is_data() -> None:
    drawn = figure(chart(ChartKind.COLUMN, ("<b>粗</b>", "A&B", "换\n行"), series("1", "2", "3", unit="<i>")), STYLES)
    assert {"<b>粗</b>", "A&B", "换 行", "单位：<i>"} <= set(texts(drawn))
    assert not any(tag in text for text in drawn["data"][-1]["text"] for tag in ("<b>", "<i>", "\n"))


@pytest.mark.parametrize(("asked", "names", "several", "drawn_as"), [
    (ChartKind.PIE, FIVE[:2], [series("1", "-1")], ChartKind.BAR),
    (ChartKind.PIE, FIVE[:2], [series("0", "")], ChartKind.BAR),
    (ChartKind.RING, FIVE[:2], [series("1", "2"), series("1", "2")], ChartKind.BAR),
    (ChartKind.PIE, DEPARTMENTS[:13], [series(*"1234567891234")], ChartKind.BAR),
    (ChartKind.RADAR, FIVE[:2], [series("1", "2")], ChartKind.COLUMN),
    (ChartKind.STACKED, FIVE[:2], [series("1", "2")], ChartKind.COLUMN),
    (ChartKind.STACKED, FIVE[:2], [series("1", "2"), series("-1", "2")], ChartKind.COLUMN),
    (ChartKind.COLUMN, FIVE[:2], [series("1", "2"), series("1", "2", unit="万元")], ChartKind.MULTIPLES),
    (ChartKind.COLUMN, FIVE[:2], [series("1", "2")] * 7, ChartKind.MULTIPLES),
    (ChartKind.LINE, FIVE[:1], [series("1")], ChartKind.COLUMN),
])
def test_a_kind_that_does_not_suit_the_data(asked: ChartKind, names: tuple, several: list, drawn_as: ChartKind) -> None:
    assert settled(chart(asked, names, *several)).kind is drawn_as


def test_columns_with_too_many_names_lie_down() -> None:
    drawn = figure(chart(ChartKind.COLUMN, DEPARTMENTS, series(*(str(n) for n in range(20)))), STYLES)
    assert traces(drawn, "bar")[0]["orientation"] == "h"


def test_a_web_whose_values_have_no_room_at_its_corners_becomes_bars() -> None:
    several = [series("1234567890.12", "2", "3", name=str(n)) for n in range(4)]
    assert traces(figure(chart(ChartKind.RADAR, FIVE[:3], *several), STYLES), "bar")


def test_panels_of_one_unit_share_their_scale() -> None:
    several = [series(*(str(n * scale) for n in range(1, 21)), name=str(scale)) for scale in (1, 10)]
    layout = figure(chart(ChartKind.BAR, DEPARTMENTS, *several), STYLES)["layout"]
    assert layout["xaxis"]["range"] == layout["xaxis2"]["range"]


def test_no_data_at_all_is_a_dash() -> None:
    assert texts(figure(chart(ChartKind.COLUMN, ()), STYLES)) == ["—"]
