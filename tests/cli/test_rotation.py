"""Enterprise reports by rotation, their credit codes and their consent."""

from pathlib import Path

import pytest

from reportgen.compose import read_project
from reportgen.core.plan import Enterprise, Project
from reportgen.rotation import rotation
from reportgen.workspace import Workspace


def test_the_firm_longest_without_a_report_is_due_in_each_college(tmp_path: Path) -> None:
    old = tmp_path / "data_contracts" / "2024" / "published.json"
    old.parent.mkdir(parents=True)
    old.write_text('{"reports": ["school", "enterprise/乙公司"]}', "utf-8")
    firms = (Enterprise("a", "甲公司", "机电学院", reported=(2023,)), Enterprise("b", "乙公司", "机电学院"), Enterprise("c", "丙公司", "信息学院"))
    turns = rotation(Workspace(tmp_path), Project("某校", 2025, "", firms))
    assert [(one.college, one.firm.name, one.last, one.due) for one in turns] == [
        ("机电学院", "甲公司", 2023, True), ("机电学院", "乙公司", 2024, False), ("信息学院", "丙公司", None, True)]


@pytest.mark.parametrize(("code", "found"), [("91350100M000100Y43", []), ("91350100M000100Y34", ["A118"]), ("9135", ["A118"])])
def test_a_credit_code_is_checked(code: str, found: list[str]) -> None:
    text = f"school: 某校\nyear: 2025\ndate: 2025年12月\nenterprises:\n  - {{id: a, name: 甲公司, code: {code}, consent: {{by: 张三, on: 2025-11-20}}}}\n"
    project, findings = read_project({"project.yaml": text})
    assert [one.code for one in findings] == found and project.enterprises[0].consent == "张三，2025-11-20"
