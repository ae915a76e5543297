"""The sample college's figures, all of them, in both years: what the pack computes must equal what was counted by hand.

truth_<year>.json: values at the printed decimals; `otherwise`: what some of them are when the pack makes the `choices` written there.
"""

import json
from pathlib import Path

import pytest

from reportgen.core.figure import SCHOOL, Figures
from reportgen.core.plan import Enterprise
from reportgen.core.show import digits
from reportgen.indicators import compute, explain
from reportgen.intake import connect, current_snapshot
from reportgen.pack import load_pack

HERE = Path(__file__).parent
CONTRACTS = HERE.parents[1] / "data_contracts"
YEARS = (2024, 2025)


def truth(year: int) -> dict[str, dict[str, str]]:
    return json.loads((HERE / f"truth_{year}.json").read_text("utf-8"))


def computed(contracts: Path, pack_year: int, year: int) -> Figures:
    """The figures of the year's current snapshot under the pack of `pack_year`; nothing may be wrong."""
    pack, faults = load_pack(contracts, pack_year)
    assert faults == ()
    snapshots = CONTRACTS / str(year) / "snapshots"
    enterprises = [Enterprise(*one) for one in truth(year)["enterprises"].items()]
    with connect(snapshots / current_snapshot(snapshots), pack.contracts) as connection:
        figures, findings = compute(pack, connection, year=year, snapshot="s", enterprises=enterprises)
        assert findings == ()
        told = [explain(figure.id, pack, figures, connection, figure.scope)[0] for figure in list(figures.values())[::25]]
    for one in told:
        assert one.inputs or sum(rows.rows for rows in one.counted.stretches) == sum(source.rows for source in one.figure.sources)
    return figures


@pytest.fixture(scope="module", params=YEARS)
def both(request: pytest.FixtureRequest) -> tuple[Figures, dict[str, dict[str, str]]]:
    return computed(CONTRACTS, request.param, request.param), truth(request.param)


def shown(figures: Figures) -> dict[str, str]:
    return {figure.id: digits(figure.value, figure.decimals) for figure in figures.values()}


def test_every_value(both: tuple[Figures, dict[str, dict[str, str]]]) -> None:
    figures, expected = both
    assert len(expected["values"]) == 326
    found = shown(figures)
    assert {id: found.get(id) for id in expected["values"]} == expected["values"]


def test_the_survey_columns_and_sample_sizes(both: tuple[Figures, dict[str, dict[str, str]]]) -> None:
    figures, expected = both
    assert {figure.id: dict(figure.extra) for figure in figures.values() if figure.extra} == expected["extra"]


def test_every_series_has_points_and_sums_to_its_whole(both: tuple[Figures, dict[str, dict[str, str]]]) -> None:
    figures, _ = both
    assert [one.id for one in figures.all_series() if one.scope == SCHOOL and not one.points] == []
    wholes = {"dept_students": "ft_students", "origin_students": "ft_students", "grade_students": "ft_students", "dept_grads": "grad_total",
              "placement_kind": "grad_total", "dept_placed": "grad_placed", "teacher_title": "teacher_ft", "teacher_age": "teacher_ft",
              "staff_category": "staff_total", "course_type": "course_n", "reslib_level": "reslib_n", "onlinecourse_level": "onlinecourse_n",
              "cert_level": "cert_items", "award_level": "award_n", "training_hours_type": "train_h", "intern_dept": "intern_n",
              "research_dept_h": "svc_horizontal", "ip_kind": "ip_n", "income_source": "income_total", "expense_use": "exp_total",
              "intl_country": "intl_stu", "coop_size": "coop_ent_n", "coop_ent_orders": "order_stu", "enroll_group": "enroll_report"}
    sums = {id: sum(point.value for point in figures.series(id).points) for id in wholes}
    # a major outside every group has students, but no row in 各专业群
    unequal = {id for id, whole in wholes.items() if sums[id] != figures.find(whole).value}
    assert unequal <= {"enroll_group"}


def test_printed_sums_hold(both: tuple[Figures, dict[str, dict[str, str]]]) -> None:
    figures, _ = both
    pack, _ = load_pack(CONTRACTS, figures.year)
    for table in pack.annex:
        for row in table.rows:
            value = figures.find(row.indicator).value
            assert not row.sums or value == sum(figures.find(id).value for id in row.sums), row.name
            assert all(value <= figures.find(id).value for id in row.at_most), row.name


def copied(folder: Path) -> Path:
    """The packs of both years without their data."""
    contracts = folder / "data_contracts"
    for year in YEARS:
        for path in (*(CONTRACTS / str(year)).glob("*.yaml"), *(CONTRACTS / str(year)).glob("*/*.yaml")):
            copy = contracts / path.relative_to(CONTRACTS)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    return contracts


@pytest.mark.parametrize("year", YEARS)
def test_another_choice_gives_the_other_value(year: int, tmp_path: Path) -> None:
    expected = truth(year)
    contracts = copied(tmp_path)
    own = (CONTRACTS / str(year) / "pack.yaml").read_text("utf-8")
    edition = own[own.index("edition:"):own.index("citation:")]
    chosen = "\n".join(f"  {key}: {value}" for key, value in expected["choices"].items())
    (contracts / "2099").mkdir()
    (contracts / "2099" / "pack.yaml").write_text(
        f"extends: {year}\n{edition}citation: {{source: 校办, confidence: high, checked_on: 2026-11-24}}\nchoices:\n{chosen}\n", "utf-8")
    found = shown(computed(contracts, 2099, year))
    assert {id: found[id] for id in expected["otherwise"]} == expected["otherwise"]


CITED = "{source: 某年度通知, clause: 附件, confidence: high, checked_on: 2026-11-24}"
NEXT_YEAR = f"""\
extends: 2025
edition:
  label: 2026年度
  data_year: {{start: 2025-09-01, end: 2026-08-31}}
  finance_year: 2025
  cohort: 2026
  publish_year: 2026
citation: {CITED}
"""
CHANGED = f"""\
placement_rate:
  definition: 只计协议就业的，占毕业生人数的百分比。
  formula: grad_placed / grad_total * 1000
  unit: ‰
  citation: {CITED}
grad_total:
  name: 全部离校生
  citation: {CITED}
"""


@pytest.mark.parametrize("year", YEARS)
def test_adding_a_pack_moves_nothing_of_the_years_before(year: int, tmp_path: Path) -> None:
    contracts = copied(tmp_path)
    before = load_pack(contracts, year)
    (contracts / "2026" / "indicators").mkdir(parents=True)
    (contracts / "2026" / "pack.yaml").write_text(NEXT_YEAR, "utf-8")
    (contracts / "2026" / "indicators" / "changes.yaml").write_text(CHANGED, "utf-8")
    added, faults = load_pack(contracts, 2026)
    assert faults == () and added.indicators["placement_rate"].unit == "‰" != before[0].indicators["placement_rate"].unit
    assert load_pack(contracts, year) == before
    found, expected = shown(computed(contracts, year, year)), truth(year)["values"]
    assert {id: found[id] for id in expected} == expected
