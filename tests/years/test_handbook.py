"""docs/年度包手册.md, run: its YAML is written as it stands, its console blocks are typed and must answer as printed."""

import re
import shutil
from pathlib import Path

import pytest

from reportgen.pack import load_pack
from tests.cli.conftest import run
from tests.years.sample import CONTRACTS, YEARS, figures

HANDBOOK = Path(__file__).parents[2] / "docs" / "年度包手册.md"
_BLOCK = re.compile(r"^```(yaml|console)\n(.*?)^```$", re.M | re.S)
_PROJECT = "school: 某校\nyear: 2026\ndate: 2026年12月\n"


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which everything the handbook says was done, in its order."""
    root = tmp_path_factory.mktemp("手册")
    for year in YEARS:
        shutil.copytree(CONTRACTS / str(year), root / "data_contracts" / str(year), ignore=shutil.ignore_patterns("snapshots", "exports"))
    (root / "project.yaml").write_text(_PROJECT, "utf-8")
    for kind, text in _BLOCK.findall(HANDBOOK.read_text("utf-8")):
        _write(root, text) if kind == "yaml" else _type(root, text)
    return root


def _write(root: Path, text: str) -> None:
    name = text.partition("\n")[0].removeprefix("# ")
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    _, findings = load_pack(root / "data_contracts", 2026)
    assert [one.code for one in findings] in ([], ["P145"]), name


def _type(root: Path, text: str) -> None:
    command, _, expected = text.partition("\n")
    ran = run(*command.removeprefix("$ reportgen ").split(), "--project", root)
    assert ran.status == 0 and ran.out.strip() == expected.strip()


def test_the_handbook_works(worked: Path) -> None:
    pack, findings = load_pack(worked / "data_contracts", 2026)
    assert findings == () and pack is not None
    assert pack.annex[-1].rows[-1].indicator == "big_firm_order" and "pe_rate" in {one.id for one in pack.benchmarks}


def test_its_examples_compute_and_compare_as_it_says(worked: Path) -> None:
    both = figures(2026, 2025, worked / "data_contracts").with_previous(figures(2025, 2025))
    assert both.find("外省生源学生数").value == both.find("ft_students").value - both.find("stu_inprov_n").value
    assert both.find("big_firm_order").value > 0
    assert both.changed(both.find("dual_teacher_rate")) is not None
    days = both.find("train_days")
    assert both.before(days).id == "train_h" and both.before(days).value == days.value
