"""The sample college's own packs."""

from pathlib import Path

import pytest

from reportgen.core.formula import names, parse
from reportgen.core.pack import Pack
from reportgen.pack import diff_packs, load_pack

CONTRACTS = Path(__file__).parents[2] / "data_contracts"


@pytest.fixture(scope="module")
def packs() -> dict[int, Pack]:
    loaded = {year: load_pack(CONTRACTS, year) for year in (2024, 2025)}
    assert {year: findings for year, (_, findings) in loaded.items()} == {2024: (), 2025: ()}
    return {year: pack for year, (pack, _) in loaded.items()}


def test_six_tables_with_123_rows(packs: dict[int, Pack]) -> None:
    assert [len(table.rows) for table in packs[2025].annex] == [12, 12, 43, 18, 16, 22]
    assert [table.number for table in packs[2025].annex] == [1, 2, 3, 4, 5, 6]


def test_2025_differs_from_2024_by_its_years_and_its_points(packs: dict[int, Pack]) -> None:
    assert {change.kind for change in diff_packs(packs[2024], packs[2025])} == {"年度", "规则"}
    assert diff_packs(packs[2025], packs[2025]) == ()


def test_the_years_of_an_edition(packs: dict[int, Pack]) -> None:
    periods = packs[2025].periods
    assert str(periods["ay"]) == "2024—2025学年" and str(periods["cy_prev"]) == "2024年" and str(periods["cohort"]) == "2025届"
    assert str(periods["asof"]) == "截至2025年8月31日" and str(periods["survey_3y_cohort"]) == "2022届"


def test_ratios_are_formulas_and_never_divided_in_sql(packs: dict[int, Pack]) -> None:
    pack = packs[2025]
    shares = [one for one in pack.indicators.values() if one.unit == "%"]
    assert len(shares) > 40 and not [one.id for one in shares if one.sql]


def test_units_agree_with_the_printed_rows(packs: dict[int, Pack]) -> None:
    pack = packs[2025]
    assert [(row.indicator, row.unit) for table in pack.annex for row in table.rows if row.unit != pack.indicators[row.indicator].unit] == []


def test_no_name_of_the_school_outside_its_own_file(packs: dict[int, Pack]) -> None:
    own = {one.id for one in packs[2025].indicators.values() if one.at.file.endswith("school.yaml")}
    assert own == {f"group_stu_{n:02d}" for n in range(1, 9)} | {f"dept_stu_{n:02d}" for n in range(1, 11)}
    for one in (*packs[2025].indicators.values(), *packs[2025].breakdowns.values()):
        assert one.id in own or not any(word in one.sql + one.definition for word in ("广东", "岭海", "工程学院")), one.id


def test_every_definition_says_more_than_its_name(packs: dict[int, Pack]) -> None:
    for one in (*packs[2025].indicators.values(), *packs[2025].breakdowns.values()):
        assert one.definition.endswith("。") and one.definition.rstrip("。") != one.name, one.id


def test_formulas_mention_only_what_is_defined(packs: dict[int, Pack]) -> None:
    pack = packs[2025]
    for one in pack.indicators.values():
        for text in (one.options.values() if one.options and not one.sql else [one.formula] if one.formula else []):
            assert set(names(parse(text))) <= set(pack.indicators), one.id
