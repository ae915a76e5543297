"""A figure's derivation, down to the workbook's rows."""

from decimal import Decimal
from pathlib import Path

from reportgen.core.plan import Enterprise
from reportgen.indicators import compute, explain
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
    assert placed.sql == "SELECT count(*) FROM grads WHERE outcome <> '待就业'" and placed.figure.sources[0].rows == 2
    assert [str(place) for place in placed.rows] == ["就业.xlsx[就业!A3]", "就业.xlsx[就业!A4]"]


def test_an_enterprises_figure_shows_what_scope_means(tmp_path: Path) -> None:
    whole, connection = pack(tmp_path, HIRES), snapshot()
    figures, _ = compute(whole, connection, year=2024, snapshot="s1", enterprises=ENTERPRISES)
    told, _ = explain("录用人数", whole, figures, connection, "甲公司")
    assert told.values == (("$scope", "甲公司"),) and [str(place) for place in told.rows] == ["就业.xlsx[就业!A3]"]
    assert told.figure.value == Decimal(1) and told.definition.id == "ent_hires"


def test_rows_behind_grouping_and_subqueries(tmp_path: Path) -> None:
    nested = indicator("kinds", "sql: SELECT count(*) FROM (SELECT outcome FROM grads WHERE firm IS NULL GROUP BY outcome HAVING count(*) > 0)")
    whole, connection = pack(tmp_path, nested), snapshot()
    figures, _ = compute(whole, connection, year=2024, snapshot="s1")
    told, _ = explain("kinds", whole, figures, connection)
    assert told.figure.value == Decimal(2) and [place.cell for place in told.rows] == ["A4", "A5"]


def test_a_looked_up_table_is_no_source_of_rows(tmp_path: Path) -> None:
    looked = indicator("same", "sql: SELECT count(*) FROM grads WHERE salary = (SELECT max(salary) FROM grads)")
    whole, connection = pack(tmp_path, looked), snapshot()
    figures, _ = compute(whole, connection, year=2024, snapshot="s1")
    told, _ = explain("same", whole, figures, connection)
    assert [place.cell for place in told.rows] == ["A3"] and told.figure.sources[0].rows == 1


def test_a_name_nobody_has(tmp_path: Path) -> None:
    whole, connection = pack(tmp_path, RATE), snapshot()
    figures, _ = compute(whole, connection, year=2024, snapshot="s1")
    told, findings = explain("去向落实率", whole, figures, connection)
    assert told is None and findings[0].code == "P154" and "落实率" in findings[0].hint
