"""benchmarks.yaml of a pack; targets.yaml, peers.yaml, explanations.yaml of a project: what they say, and what is wrong with them."""

from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.core.pack import Bound
from reportgen.pack import read_yardsticks
from tests.pack.specimen import CITATION, load
from tests.years.sample import pack

RATE = f"rate: {{indicator: placed, comparison: at_least, value: 80, unit: 人, citation: {CITATION}}}\n"


def test_a_standard_with_its_usual_words(tmp_path: Path) -> None:
    found, findings = load(tmp_path, y2024__benchmarks=RATE)
    (one,) = found.benchmarks
    assert findings == () and (one.indicator, one.bound, one.value, one.called, one.shown) == ("placed", Bound.AT_LEAST, 80, "国家标准", "80人")


def test_a_standard_in_another_unit_is_converted(tmp_path: Path) -> None:
    found, _ = load(tmp_path, y2024__benchmarks=RATE.replace("80, unit: 人", "0.5, unit: 万人"))
    assert (found.benchmarks[0].value, found.benchmarks[0].shown) == (5000, "0.5万人")


@pytest.mark.parametrize(("before", "after", "code"), [("placed", "nobody", "P136"), ("unit: 人", "unit: 元", "P136"), ("at_least", "least", "P106"),
                                                       ("value: 80", "value: 八十", "P106"), (f", citation: {CITATION}", "", "P104")])
def test_faults_of_a_standard(tmp_path: Path, before: str, after: str, code: str) -> None:
    found, findings = load(tmp_path, y2024__benchmarks=RATE.replace(before, after))
    assert found is None and [one.code for one in findings] == [code] and findings[0].at.line


def test_a_later_year_that_changes_a_standard_must_cite(tmp_path: Path) -> None:
    from tests.years.test_identity import NEXT
    _, findings = load(tmp_path, 2025, y2024__benchmarks=RATE, y2025__pack=NEXT, y2025__benchmarks="rate: {value: 90}\n")
    assert [one.code for one in findings] == ["P130"]
    found, findings = load(tmp_path, 2025, y2024__benchmarks=RATE, y2025__pack=NEXT, y2025__benchmarks=f"rate: {{value: 90, citation: {CITATION}}}\n")
    assert findings == () and found.benchmarks[0].value == 90


@pytest.mark.parametrize(("kind", "books", "room"), [("综合", "80", "14"), ("工科", "60", "16"), ("艺术", None, None), ("", None, None)])
def test_standards_by_kind_of_school(kind: str, books: str | None, room: str | None) -> None:
    held, _ = read_yardsticks({}, pack(2025), kind)
    assert [str(held.standards[id].value) if id in held.standards else None for id in ("book_per_stu", "room_per_stu")] == [books, room]
    assert {"grad_degree_rate", "ipt_ratio", "counselor_ratio", "fund_per_stu"} <= set(held.standards)


def test_the_thresholds_of_the_sample() -> None:
    held, _ = read_yardsticks({}, pack(2025), "综合")
    assert {id: (str(one.bound), one.shown) for id, one in held.standards.items()} == {
        "stu_teacher_ratio": ("at_most", "18∶1"), "grad_degree_rate": ("at_least", "15%"), "room_per_stu": ("at_least", "14平方米/生"),
        "equip_per_stu": ("at_least", "4000元/生"), "book_per_stu": ("at_least", "80册/生"), "ipt_ratio": ("at_most", "师生比1∶350"),
        "counselor_ratio": ("at_most", "师生比1∶200"), "fund_per_stu": ("at_least", "12000元")}


TARGETS = "2025:\n  毕业去向落实率: {value: 97, note: 要点}\n2024:\n  ft_students: {value: 12000}\n"
PEERS = """\
- {college: 甲校, year: 2024, source: 年报, figures: {生师比: 16.8, 月收入: 4800.5}}
- {college: 乙校, year: 2023, source: 年报, figures: {生师比: 17.9}}
- {college: 丙校, year: 2026, source: 年报, figures: {生师比: 10}}
"""
REASONS = "2025:\n  横向到款额: {text: 原因, by: 科研处, date: 2025-11-20}\n"


def test_this_year_s_targets_and_reasons_by_any_name() -> None:
    held, findings = read_yardsticks({"targets.yaml": TARGETS, "explanations.yaml": REASONS}, pack(2025))
    assert findings == () and set(held.targets) == {"placement_rate"} and held.targets["placement_rate"].value == 97
    assert held.reasons["svc_horizontal"].by == "科研处"


def test_the_latest_year_that_peers_have_published() -> None:
    held, findings = read_yardsticks({"peers.yaml": PEERS}, pack(2025))
    assert findings == () and held.peer_mean("stu_teacher_ratio") == Decimal("16.8") and [one.college for one in held.peers["monthly_income"]] == ["甲校"]


@pytest.mark.parametrize(("file", "text", "code"), [
    ("targets.yaml", "2025:\n  没有的指标: {value: 1}\n", "A132"), ("targets.yaml", "2025:\n  生师比: {valu: 1}\n", "A103"),
    ("targets.yaml", "2025:\n  生师比: {value: 很多}\n", "A106"), ("peers.yaml", "- {college: 甲校, year: 2024, figures: {生师比: 1}}\n", "A104"),
    ("explanations.yaml", "2025:\n  生师比: {text: 原因, by: 处}\n", "A104"), ("peers.yaml", "- [", "A101")])
def test_faults_with_their_lines(file: str, text: str, code: str) -> None:
    _, findings = read_yardsticks({file: text}, pack(2025))
    assert code in [one.code for one in findings] and all(one.at.file == file and one.at.line for one in findings)


def test_all_three_files_may_be_missing() -> None:
    held, findings = read_yardsticks({}, pack(2025))
    assert findings == () and not held.targets and not held.peers and not held.reasons
