"""`reportgen pack check` and `pack diff`."""

import shutil
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from reportgen.starter import make_project
from tests.cli.conftest import run
from tests.years.sample import CONTRACTS


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("项目")
    shutil.copytree(CONTRACTS, root / "data_contracts", ignore=shutil.ignore_patterns("snapshots", "exports"))
    (root / "project.yaml").write_text("school: 某校\nyear: 2025\ndate: 2025年12月\n", "utf-8")
    return root


def test_check_all_and_one(project: Path) -> None:
    ran = run("pack", "check", "--project", project)
    assert ran.status == 0 and [line.partition("：")[0] for line in ran.out.splitlines()[:4]] == ["2021年", "2023年度", "2024年度", "2025年度"]
    assert "没有问题" in ran.out and "6张指标表123行" in run("pack", "check", "2024", "--project", project).out


def test_check_tells_every_fault_with_its_line(project: Path, tmp_path: Path) -> None:
    root = shutil.copytree(project, tmp_path / "坏")
    path = root / "data_contracts" / "2025" / "pack.yaml"
    path.write_text(path.read_text("utf-8") + "remove: {indicators: [nobody]}\n", "utf-8")
    ran = run("pack", "check", "2025", "--project", root)
    assert ran.status == 1 and "P129" in ran.out and "data_contracts/2025/pack.yaml:" in ran.out


def test_a_year_that_is_not_there(project: Path) -> None:
    ran = run("pack", "check", "1999", "--project", project)
    assert ran.status == 2 and "2021、2023、2024、2025" in ran.err


def test_diff_as_text_and_json(project: Path) -> None:
    assert "※与上年不可比" in run("pack", "diff", "2021", "2023", "--project", project).out
    changes = run("pack", "diff", "2021", "2023", "--json", "--project", project).json()
    pay = next(one for one in changes if one["id"] == "mentor_pay")
    assert (pay["change"], pay["comparable"]) == ("新增", True) and pay["details"][0]["after"] == "pt_pay，按单位换算"
    assert not next(one for one in changes if one["id"] == "train_h")["comparable"]


def test_diff_as_a_workbook_is_the_same_twice(project: Path, tmp_path: Path) -> None:
    made = []
    for name in ("a.xlsx", "b.xlsx"):
        assert run("pack", "diff", "2021", "2023", "--xlsx", tmp_path / name, "--project", project).status == 0
        made.append((tmp_path / name).read_bytes())
    rows = list(openpyxl.load_workbook(BytesIO(made[0])).active.values)
    assert made[0] == made[1] and rows[0][:5] == ("类别", "代号", "名称", "变动", "两年可比") and ("指标", "train_h") in {row[:2] for row in rows}


@pytest.mark.parametrize(("year", "years"), [(2025, {"2024", "2025"}), (2023, {"2023", "2024"}), (2021, {"2021", "2023", "2024"})])
def test_a_new_project_gets_every_year_its_own_extends(tmp_path: Path, year: int, years: set[str]) -> None:
    make_project(tmp_path / "新", school="某校", year=year)
    assert {path.name for path in (tmp_path / "新" / "data_contracts").iterdir()} == years
    assert run("pack", "check", "--project", tmp_path / "新").status == 0
