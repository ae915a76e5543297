"""Analysis reports of the sample: for the school and for every department that owns data; built by name or with all others."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.build import assemble
from reportgen.core.errors import Unreadable
from reportgen.core.finding import errors
from reportgen.edition import owners
from reportgen.workspace import Workspace, open_workspace

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sample() -> Workspace:
    return open_workspace(ROOT)


def titles(reports: Iterator) -> list[str]:
    return [one.document.title for one in reports]


def test_every_owner_of_tables_and_indicators_gets_a_report(sample: Workspace) -> None:
    reports, findings = assemble(sample, ("department-analysis",))
    assert [one.name for one in reports] == [f"department-analysis/{one.name}" for one in owners(sample, 2025)] and len(reports) == 16
    assert not errors(findings) and "党政办公室" not in "".join(titles(reports))


def test_one_department_by_its_name(sample: Workspace) -> None:
    (only,), _ = assemble(sample, ("教务处",))
    assert only.document.title == "岭海职业技术学院教务处数据分析报告" and only.document.scope == "学校"
    assert only.document.organisation == "岭海职业技术学院"


def test_the_school_s_analysis_needs_no_parts_of_the_notice(sample: Workspace) -> None:
    (only,), findings = assemble(sample, ("data-analysis",))
    assert findings == () and [section.title for section in only.document.parts[0].sections] == ["总体情况", "与上年比较", "标准与目标", "异常与说明", "统计时段"]


def test_a_name_that_is_nobody_s(sample: Workspace) -> None:
    with pytest.raises(Unreadable) as stop:
        assemble(sample, ("财务科",))
    assert "计划财务处" in stop.value.hint and "data-analysis" in stop.value.hint


def test_a_report_may_be_left_out_unless_it_is_named(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copytree(ROOT / "data_contracts", tmp_path / "data_contracts", ignore=shutil.ignore_patterns("exports"))
    for path in sorted((ROOT / "chapters" / "data-analysis").rglob("*.*")):
        for report in ("data-analysis", "spare"):
            copy = tmp_path / "chapters" / report / path.relative_to(ROOT / "chapters" / "data-analysis")
            copy.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text("utf-8").replace("id: data-analysis", f"id: {report}")
            copy.write_text(text + ("default: false\n" if report == "spare" and path.name == "report.yaml" else ""), "utf-8")
    (tmp_path / "project.yaml").write_text("school: 某校\nyear: 2025\ndate: 2025年12月\n", "utf-8")
    root = Workspace(tmp_path)
    assert [one.name for one in assemble(root)[0]] == ["data-analysis"] and [one.name for one in assemble(root, ("spare",))[0]] == ["spare"]
