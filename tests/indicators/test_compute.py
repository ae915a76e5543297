"""From rows to figures: exact, absent where nobody counted, and refusing to mix what does not belong together."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.core.figure import SCHOOL, Absent, Point
from reportgen.core.pack import frozen
from reportgen.core.plan import Enterprise
from reportgen.indicators import compute
from tests.indicators.specimen import ROWS, figures, pack, snapshot
from tests.pack.specimen import CITATION, indicator

RATE = indicator("rate", "formula: placed / total * 100", name="落实率")


def test_counts_and_ratios_are_exact(tmp_path: Path) -> None:
    found, findings = figures(tmp_path, RATE, rows=[*ROWS * 10, ROWS[0], ROWS[0]])
    assert findings == ()
    assert found[("total", SCHOOL)].value == Decimal(32)
    assert found[("rate", SCHOOL)].value == Decimal("68.75")
    assert found[("rate", SCHOOL)].inputs == ("placed", "total") and found.find("落实率").formula == "placed / total * 100"


def test_a_sum_of_decimals_stays_decimal(tmp_path: Path) -> None:
    found, _ = figures(tmp_path, indicator("pay", "sql: SELECT sum(salary) * 0.0001 FROM grads"))
    assert str(found.find("pay").value) == "0.50005"


def test_the_rows_that_enter_are_counted(tmp_path: Path) -> None:
    found, _ = figures(tmp_path, RATE)
    assert [(one.table, one.title, one.rows) for one in found.find("placed").sources] == [("grads", "毕业生去向", 2)]
    assert [(one.table, one.rows) for one in found.find("rate").sources] == [("grads", None)]


def test_zero_of_a_table_that_has_rows_is_zero(tmp_path: Path) -> None:
    found, _ = figures(tmp_path, indicator("army", "sql: SELECT count(*) FROM grads WHERE outcome = '应征入伍'"))
    assert found.find("army").value == Decimal(0)


def test_an_empty_table_is_absent_and_so_is_all_that_needs_it(tmp_path: Path) -> None:
    found, findings = figures(tmp_path, RATE, rows=())
    assert findings == ()
    assert found.find("total").value == Absent("未采集", "“毕业生去向”没有数据")
    assert found.find("rate").value == Absent("未采集", "落实人数没有数据（“毕业生去向”没有数据）")


def test_null_is_absent_and_not_zero(tmp_path: Path) -> None:
    found, _ = figures(tmp_path, indicator("pay", "sql: SELECT sum(salary) FROM grads WHERE outcome = '升学'"),
                       indicator("twice", "formula: pay * 0"))
    assert found.find("pay").value == Absent("未采集")
    assert found.find("twice").value == Absent("未采集", "pay没有数据")


def test_a_zero_denominator(tmp_path: Path) -> None:
    found, _ = figures(tmp_path, indicator("army", "sql: SELECT count(*) FROM grads WHERE outcome = '应征入伍'"),
                       indicator("share", "formula: placed / army * 100"))
    assert found.find("share").value == Absent("分母为零")


@pytest.mark.parametrize(("definition", "said"), [
    (indicator("mixed", "formula: placed / total", period="时点"), "统计时段：“落实人数”（2024届）与“mixed”（截至2024年8月31日）"),
    (indicator("mixed", "formula: placed / total", population="学生"), "统计对象：“落实人数”（毕业生）与“mixed”（学生）"),
])
def test_a_formula_that_mixes_is_refused_by_name(tmp_path: Path, definition: str, said: str) -> None:
    found, findings = figures(tmp_path, definition)
    assert [one.code for one in findings] == ["P152"] and said in findings[0].message and "combines: true" in findings[0].hint
    assert isinstance(found.find("mixed").value, Absent)


def test_inputs_of_two_periods_are_refused_whatever_the_result_says(tmp_path: Path) -> None:
    money = indicator("money", "sql: SELECT sum(salary) FROM grads", period="财年")
    _, findings = figures(tmp_path, money, indicator("each", "formula: money / total"))
    assert findings[0].figures == ("each", "money", "total") and "“money”（2023年）与“毕业生人数”（2024届）" in findings[0].message


def test_a_definition_may_say_that_it_combines(tmp_path: Path) -> None:
    money = indicator("money", "sql: SELECT sum(salary) FROM grads", period="财年")
    found, findings = figures(tmp_path, money, indicator("each", "formula: money / total", more="  combines: true\n"))
    assert findings == () and str(found.find("each").value).startswith("1666.83")


def test_a_part_and_its_whole_go_together(tmp_path: Path) -> None:
    hired = indicator("hired", "sql: SELECT count(*) FROM grads WHERE firm IS NOT NULL", population="就业毕业生")
    found, findings = figures(tmp_path, hired, indicator("share", "formula: hired / placed * 100"))
    assert findings == () and found.find("share").value == Decimal(50)


@pytest.mark.parametrize(("how", "said"), [
    ("sql: SELECT avg(salary) FROM grads", "浮点数"),
    ("sql: SELECT count(*) / 2 FROM grads", "浮点数"),
    ("sql: SELECT max(outcome) FROM grads", "不是数"),
    ("sql: SELECT count(*) FROM read_csv('/etc/passwd')", "不能是函数"),
    ("sql: SELECT count(*) FROM students", "没有数据表“students”"),
    ("sql: SELECT count(*) FROM grads WHERE random() < 1", "random"),
    ("sql: SELECT count(*) FROM grads WHERE current_date > DATE '2000-01-01'", "current_date"),
    ("sql: DELETE FROM grads", "只允许一条 SELECT"),
    ("sql: SELECT 1; SELECT 2", "只允许一条 SELECT"),
    ("sql: SELEC count(*)", "SQL 写错了"),
    ("sql: SELECT nobody FROM grads", "SQL 不能执行"),
    ("sql: SELECT salary FROM grads", "SQL 得出 3 行"),
    ("sql: SELECT salary, firm FROM grads", "SQL 应选出 1 列"),
    ("sql: SELECT * FROM grads", "SQL 应选出 1 列"),
    ("sql: SELECT count(*) FROM grads WHERE outcome = $year", "$year"),
    ("sql: SELECT 5", "没有查询任何数据表"),
])
def test_sql_that_may_not_run(tmp_path: Path, how: str, said: str) -> None:
    found, findings = figures(tmp_path, indicator("bad", how))
    assert [one.code for one in findings] == ["P151"] and said in findings[0].message
    assert findings[0].at.file.endswith("more.yaml") and findings[0].at.line == 1
    assert found.find("bad").value.reason == "待补" and found.find("total").value == Decimal(3)


def test_a_circle_of_formulas(tmp_path: Path) -> None:
    sound = pack(tmp_path, indicator("one", "formula: total + 0"), indicator("two", "formula: one + 0"), indicator("three", "formula: two + 0"))
    changed = dict(sound.indicators) | {"one": replace(sound.indicators["one"], formula="two + 0")}
    found, findings = compute(replace(sound, indicators=frozen(changed)), snapshot(), year=2024, snapshot="s1")
    assert [one.code for one in findings] == ["P151"] and "one → two → one" in findings[0].message
    assert all(isinstance(found.find(id).value, Absent) for id in ("one", "two", "three"))


ENTERPRISE = indicator("ent_hires", "sql: SELECT count(*) FROM grads WHERE firm = $scope", name="录用人数", more="  scoped: true\n")


def test_an_enterprise_has_its_own_figures(tmp_path: Path) -> None:
    share = indicator("ent_share", "formula: ent_hires / placed * 100", more="  scoped: true\n")
    found, findings = figures(tmp_path, ENTERPRISE, share, enterprises=[Enterprise("e1", "甲公司")])
    assert findings == ()
    assert found.find("录用人数", "甲公司").id == "e1_hires" and found.find("ent_hires", "甲公司").value == Decimal(1)
    assert found.find("e1_share").value == Decimal(50) and found.find("甲公司录用人数").scope == "甲公司"
    assert found.find("录用人数") is None


def test_an_enterprise_that_no_table_knows(tmp_path: Path) -> None:
    _, findings = figures(tmp_path, ENTERPRISE, enterprises=[Enterprise("e1", "甲公司"), Enterprise("e2", "乙公司")])
    assert [(one.code, str(one.severity)) for one in findings] == [("P153", "warning")] and "乙公司" in findings[0].message


def test_further_texts_of_a_row(tmp_path: Path) -> None:
    extra = "  extra: {样本数: SELECT count(salary) FROM grads, 去向: \"SELECT min(outcome) FROM grads WHERE outcome = '无'\"}\n"
    found, _ = figures(tmp_path, indicator("n", "sql: SELECT count(*) FROM grads", more=extra))
    assert dict(found.find("n").extra) == {"样本数": "1"}


def series(sql: str, more: str = "") -> str:
    return (f"by_outcome:\n  name: 去向\n  dimension: 类别\n  unit: 人\n  decimals: 0\n  period: 届\n  population: 毕业生\n"
            f"  definition: 按去向分。\n  department: 招生就业处\n  citation: {CITATION}\n{more}  sql: {sql}\n")


def test_a_series_keeps_the_order_of_its_sql(tmp_path: Path) -> None:
    found, findings = figures(tmp_path, series=series("SELECT outcome, count(*) FROM grads GROUP BY outcome ORDER BY outcome DESC"))
    assert findings == () and found.series("by_outcome").dimension == "类别"
    assert found.series("by_outcome").points == (Point("待就业", Decimal(1)), Point("协议就业", Decimal(1)), Point("升学", Decimal(1)))


def test_a_series_of_ratios_is_divided_exactly(tmp_path: Path) -> None:
    found, _ = figures(tmp_path, series=series(
        "SELECT firm, count(salary), count(*) FROM grads GROUP BY firm ORDER BY firm NULLS LAST", "  scale: 100\n"))
    assert found.series("by_outcome").points == (Point("甲公司", Decimal(100)), Point("未填写", Decimal(0)))


def test_a_ratio_over_nothing_is_absent(tmp_path: Path) -> None:
    found, _ = figures(tmp_path, series=series("SELECT outcome, count(*), count(salary) FROM grads GROUP BY outcome ORDER BY outcome"))
    assert [point.value for point in found.series("by_outcome").points] == [Absent("分母为零"), Decimal(100), Absent("分母为零")]


def test_a_series_of_floats_is_a_fault(tmp_path: Path) -> None:
    found, findings = figures(tmp_path, series=series("SELECT outcome, avg(salary) FROM grads WHERE salary > 0 GROUP BY ALL ORDER BY ALL"))
    assert [one.code for one in findings] == ["P151"] and "浮点数" in findings[0].message and found.series("by_outcome").points == ()


@pytest.mark.parametrize(("sql", "said"), [
    ("SELECT outcome, count(*) FROM grads GROUP BY outcome", "ORDER BY"),
    ("SELECT outcome FROM grads ORDER BY outcome", "2 或 3 列"),
    ("SELECT outcome, firm FROM grads ORDER BY outcome", "应为数"),
])
def test_a_series_that_cannot_be_drawn(tmp_path: Path, sql: str, said: str) -> None:
    _, findings = figures(tmp_path, series=series(sql))
    assert [one.code for one in findings] == ["P151"] and said in findings[0].message
