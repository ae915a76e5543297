"""A figure's derivation, down to the workbook's rows."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from reportgen.core.plan import Enterprise
from reportgen.indicators import compute, explain
from reportgen.indicators.lineage import MASKED
from tests.indicators.specimen import pack, snapshot
from tests.pack.specimen import indicator

RATE = indicator("rate", "formula: placed / total * 100", name="落实率")
HIRES = indicator("ent_hires", "sql: SELECT count(*) FROM grads WHERE firm = $scope", name="录用人数", more="  scoped: true\n")
ENTERPRISES = [Enterprise("e1", "甲公司")]


def test_from_the_rate_to_the_rows(tmp_path: Path) -> None:
    whole, connection = pack(tmp_path, RATE), snapshot()
    figures, _ = compute(whole, connection, year=2024, snapshot="s1")
    told, findings = explain("落实率", whole, figures.with_previous(figures), connection)
    assert findings == () and (told.formula, told.filled) == ("落实人数 ÷ 毕业生人数 × 100", "2 ÷ 3 × 100")
    assert told.last.value == told.figure.value
    placed = told.inputs[0]
    assert placed.counted.sql == "SELECT count(*) FROM grads WHERE outcome <> '待就业'" and placed.figure.sources[0].rows == 2
    (rows,) = placed.counted.stretches
    assert (rows.file, rows.sheet, rows.runs, rows.rows, rows.shown()) == ("就业.xlsx", "就业", ((3, 4),), 2, "第3—4行，共2行")


def test_an_enterprises_figure_shows_what_scope_means(tmp_path: Path) -> None:
    whole, connection = pack(tmp_path, HIRES), snapshot()
    figures, _ = compute(whole, connection, year=2024, snapshot="s1", enterprises=ENTERPRISES)
    told, _ = explain("录用人数", whole, figures, connection, "甲公司")
    assert told.counted.values == (("$scope", "甲公司"),) and told.counted.stretches[0].runs == ((3, 3),)
    assert told.figure.value == Decimal(1) and told.definition.id == "ent_hires"


def test_rows_behind_grouping_and_subqueries(tmp_path: Path) -> None:
    nested = indicator("kinds", "sql: SELECT count(*) FROM (SELECT outcome FROM grads WHERE firm IS NULL GROUP BY outcome HAVING count(*) > 0)")
    whole, connection = pack(tmp_path, nested), snapshot()
    figures, _ = compute(whole, connection, year=2024, snapshot="s1")
    told, _ = explain("kinds", whole, figures, connection)
    assert told.figure.value == Decimal(2) and told.counted.stretches[0].cells == ("A4", "A5")


def test_a_looked_up_table_is_no_source_of_rows(tmp_path: Path) -> None:
    looked = indicator("same", "sql: SELECT count(*) FROM grads WHERE salary = (SELECT max(salary) FROM grads)")
    whole, connection = pack(tmp_path, looked), snapshot()
    figures, _ = compute(whole, connection, year=2024, snapshot="s1")
    told, _ = explain("same", whole, figures, connection)
    assert told.counted.stretches[0].cells == ("A3",) and told.figure.sources[0].rows == 1


def test_rows_apart_and_the_columns_that_were_read(tmp_path: Path) -> None:
    paid = indicator("paid", "sql: SELECT sum(salary) FROM grads WHERE outcome <> '升学' AND firm NOT IN (SELECT outcome FROM grads WHERE salary < 0)")
    rows = (("协议就业", "5000.50", "甲公司", 3), ("升学", "1", "乙", 4), ("合同就业", "4000", "乙", 5), ("合同就业", "3000", "乙", 6))
    whole, connection = pack(tmp_path, paid), snapshot(rows)
    figures, _ = compute(whole, connection, year=2024, snapshot="s1")
    letters = {("grads", "就业.xlsx", "就业"): {"outcome": "C", "salary": "F", "firm": "H"}}
    told, _ = explain("paid", whole, figures, connection, letters=letters)
    (one,) = told.counted.stretches
    assert one.runs == ((3, 3), (5, 6)) and [used.letters for used in one.columns] == ["C", "F", "H"]
    assert one.ranges == ("C3:C3", "C5:C6", "F3:F3", "F5:F6", "H3:H3", "H5:H6")
    assert [(at.cell, value) for at, _, value in told.examples[1]] == [("C5", "合同就业"), ("F5", "4000"), ("H5", "乙")]


def test_personal_values_are_masked(tmp_path: Path) -> None:
    whole, connection = pack(tmp_path, indicator("firms", "sql: SELECT count(DISTINCT firm) FROM grads WHERE firm IS NOT NULL")), snapshot()
    columns = tuple(replace(one, personal="token" if one.id == "firm" else "") for one in whole.contracts["grads"].columns)
    whole = replace(whole, contracts={"grads": replace(whole.contracts["grads"], columns=columns)})
    figures, _ = compute(whole, connection, year=2024, snapshot="s1")
    told, _ = explain("firms", whole, figures, connection, letters={("grads", "就业.xlsx", "就业"): {"firm": "H"}})
    assert told.counted.stretches[0].columns[0].personal and [value for ((_, _, value),) in told.examples] == [MASKED]


def test_a_name_nobody_has(tmp_path: Path) -> None:
    whole, connection = pack(tmp_path, RATE), snapshot()
    figures, _ = compute(whole, connection, year=2024, snapshot="s1")
    told, findings = explain("去向落实率", whole, figures, connection)
    assert told is None and findings[0].code == "P154" and "落实率" in findings[0].hint
