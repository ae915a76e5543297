"""What a definition means, in one word: equal in two years as long as its values compare."""

from pathlib import Path

import pytest

from tests.pack.specimen import CITATION, PACK, PLACED, RATE, TOTAL, indicator, load

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


def same(folder: Path, more: str = "", changes: str = "") -> dict[str, bool]:
    """Which definitions of the next year mean what they meant."""
    own = {"y2025__indicators__grads": changes} if changes else {}
    old, _ = load(folder, 2024)
    new, findings = load(folder, 2025, y2025__pack=NEXT + more, **own)
    assert new is not None, findings
    return {id: one.definition_id == old.indicators[id].definition_id for id, one in new.indicators.items()}


def change(id: str, line: str) -> str:
    return f"{id}:\n  {line}\n  citation: {CITATION}\n"


def test_another_year_alone_changes_no_meaning(tmp_path: Path) -> None:
    assert same(tmp_path) == {"total": True, "placed": True, "rate": True}


@pytest.mark.parametrize("line", ["name: 落实人数（新）", "definition: 换一种说法。", "decimals: 1", "department: 教务处", "aliases: [落实]",
                                  "sql: SELECT  count(*)\n    FROM grads WHERE outcome <> '待就业'"])
def test_wording_is_no_meaning(tmp_path: Path, line: str) -> None:
    assert same(tmp_path, changes=change("placed", line)) == {"total": True, "placed": True, "rate": True}


@pytest.mark.parametrize("line", ["unit: 万人", "population: 就业毕业生", "sql: SELECT count(*) FROM grads WHERE outcome = '就业'", "since: 2025"])
def test_a_change_below_is_a_change_above(tmp_path: Path, line: str) -> None:
    assert same(tmp_path, changes=change("placed", line)) == {"total": True, "placed": False, "rate": False}


def test_another_denominator_is_another_meaning(tmp_path: Path) -> None:
    assert same(tmp_path, "choices: {rate.denominator: 就业者}\n") == {"total": True, "placed": True, "rate": False}


def test_a_period_that_is_told_otherwise_is_another_meaning(tmp_path: Path) -> None:
    moved = same(tmp_path, "periods: {届: {kind: 自然年, of: finance_year}}\n")
    assert moved == {"total": False, "placed": False, "rate": False}


def test_the_money_year_may_not_slip_unseen(tmp_path: Path) -> None:
    files = {"y2024__indicators__grads": TOTAL + PLACED + RATE,
             "y2024__indicators__money": indicator("paid", "sql: SELECT count(*) FROM grads", period="财年")}
    old, _ = load(tmp_path, 2024, **files)
    new, _ = load(tmp_path, 2025, y2025__pack=NEXT.replace("finance_year: 2024", "finance_year: 2025"), **files)
    assert old.indicators["paid"].definition_id != new.indicators["paid"].definition_id
    assert old.indicators["total"].definition_id == new.indicators["total"].definition_id


def test_since_names_the_meaning(tmp_path: Path) -> None:
    pack, _ = load(tmp_path, y2024__indicators__grads=TOTAL + PLACED.replace("  unit:", "  since: 2018\n  unit:") + RATE)
    assert pack.indicators["placed"].definition_id == "placed@2018"


def test_a_conversion_belongs_to_its_year_alone(tmp_path: Path) -> None:
    text = change("placed", "convert: {from: old, factor: 0.5}")
    files = {"y2025__pack": NEXT, "y2025__indicators__grads": text,
             "y2026__pack": NEXT.replace("2024", "2025", 1).replace("label: 2025", "label: 2026"),
             "y2026__indicators__grads": change("placed", "convert: {from: other}")}
    pack, findings = load(tmp_path, 2026, **files)
    assert findings == () and str(pack.indicators["placed"].convert) == "other，按单位换算"


@pytest.mark.parametrize(("rule", "code"), [("{from: old, factor: 2, never: 理由}", "P135"), ("{from: old, factor: 0}", "P135"), ("{factor: 2}", "P104"),
                                            ("{from: old, factor: 两倍}", "P106")])
def test_faults_of_a_conversion(tmp_path: Path, rule: str, code: str) -> None:
    pack, findings = load(tmp_path, y2024__indicators__grads=TOTAL + PLACED.replace("  unit:", f"  convert: {rule}\n  unit:") + RATE)
    assert pack is None and code in [one.code for one in findings]


def test_nothing_counted_and_why(tmp_path: Path) -> None:
    pack, findings = load(tmp_path, y2024__indicators__more=indicator("gone", "uncollected: 平台没有这一列"))
    assert findings == () and pack.indicators["gone"].uncollected == "平台没有这一列"
    _, findings = load(tmp_path / "b", y2024__indicators__more=indicator("gone", "uncollected: 没有", more="  formula: total\n"))
    assert [one.code for one in findings] == ["P131"]


def test_a_choice_is_removed(tmp_path: Path) -> None:
    more = "remove: {indicators: [rate], choices: [rate.denominator]}\n"
    pack, findings = load(tmp_path, 2025, y2025__pack=NEXT + more)
    assert findings == () and "rate.denominator" not in pack.choices
    assert PACK.count("rate.denominator") == 1
