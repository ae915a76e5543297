"""A later year states only what changes, each with its citation."""

from pathlib import Path

from reportgen.pack import diff_packs
from tests.pack.specimen import CITATION, PACK, PLACED, TOTAL, indicator, load, said

NEXT = f"""\
extends: 2024
edition:
  label: 2025年度
  data_year: {{start: 2024-09-01, end: 2025-08-31}}
  finance_year: 2024
  cohort: 2025
  publish_year: 2025
citation: {CITATION}
"""


def test_a_year_that_changes_only_its_edition(tmp_path: Path) -> None:
    pack, findings = load(tmp_path, 2025, y2025__pack=NEXT)
    assert findings == () and pack.year == 2025 and str(pack.periods["届"]) == "2025届"
    assert pack.required_parts == ("人才培养", "面临挑战")
    old, _ = load(tmp_path, 2024)
    assert {change.kind for change in diff_packs(old, pack)} == {"年度"}


def test_an_edition_is_never_patched_together_from_two_years(tmp_path: Path) -> None:
    _, findings = load(tmp_path, 2025, y2025__pack=NEXT.replace("  finance_year: 2024\n", ""))
    assert said(findings) == ["2025/pack.yaml:3 P104"]


def test_one_field_of_a_definition_is_replaced(tmp_path: Path) -> None:
    pack, findings = load(tmp_path, 2025, y2025__pack=NEXT, y2025__indicators__grads=f"placed:\n  unit: 名\n  citation: {CITATION}\n")
    assert findings == () and (pack.indicators["placed"].unit, pack.indicators["placed"].name) == ("名", "落实人数")
    old, _ = load(tmp_path, 2024)
    assert [(one.id, one.change, one.details) for one in diff_packs(old, pack) if one.kind == "指标"] == [
        ("placed", "修改", (("unit", "人", "名"),))]


def test_sql_becomes_a_formula(tmp_path: Path) -> None:
    pack, findings = load(tmp_path, 2025, y2025__pack=NEXT, y2025__indicators__grads=f"placed:\n  formula: total - 1\n  citation: {CITATION}\n")
    assert findings == () and (pack.indicators["placed"].sql, pack.indicators["placed"].formula) == ("", "total - 1")


def test_a_change_without_its_own_citation(tmp_path: Path) -> None:
    _, findings = load(tmp_path, 2025, y2025__pack=NEXT, y2025__indicators__grads="placed:\n  unit: 名\n")
    assert said(findings) == ["2025/indicators/grads.yaml:2 P130"]


def test_a_printed_row_is_added_after_another_and_one_removed(tmp_path: Path) -> None:
    pack, findings = load(
        tmp_path, 2025, y2025__pack=NEXT + "remove: {annex: [scorecard.placed], indicators: [rate]}\nchoices: {}\n",
        y2024__pack=PACK.replace("choices: {rate.denominator: 毕业生}\n", ""),
        y2024__indicators__grads=TOTAL + PLACED + indicator("rate", "formula: placed / total * 100"),
        y2025__annex="scorecard:\n  rows:\n    half: {name: 折半数, unit: 人, after: total}\n",
        y2025__indicators__new=indicator("half", "formula: total / 2", name="折半数"))
    assert findings == ()
    assert [row.indicator for row in pack.annex[0].rows] == ["total", "half"] and "rate" not in pack.indicators


def test_removing_what_is_not_there(tmp_path: Path) -> None:
    _, findings = load(tmp_path, 2025, y2025__pack=NEXT + "remove: {annex: [scorecard.nobody]}\n")
    assert said(findings) == ["2025/pack.yaml:9 P129"]


def test_removing_what_a_formula_still_needs(tmp_path: Path) -> None:
    _, findings = load(tmp_path, 2025, y2025__pack=NEXT + "remove: {indicators: [placed]}\n")
    assert {one.code for one in findings} == {"P123"}


def test_years_that_extend_one_another(tmp_path: Path) -> None:
    pack, findings = load(tmp_path, 2025, y2025__pack=NEXT, y2024__pack="extends: 2025\n" + PACK)
    assert pack is None and [one.code for one in findings] == ["P120"] and "圈" in findings[0].message


def test_a_year_that_extends_a_missing_one(tmp_path: Path) -> None:
    _, findings = load(tmp_path, 2025, y2025__pack=NEXT.replace("extends: 2024", "extends: 2019"))
    assert said(findings) == ["2025/pack.yaml:1 P120"]
