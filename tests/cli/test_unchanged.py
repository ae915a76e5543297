"""Building again: nothing is done when nothing changed, and what is done leaves the bytes of a build from nothing."""

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.unchanged import inputs
from reportgen.workspace import open_workspace
from tests.cli.conftest import Ran, outputs, run
from tests.cli.project import ENTERPRISE, ROOT

SECTION = "chapters/enterprise/02-参与办学/参与办学情况.md"
HEAVY = {"duckdb", "plotly", "typst", "docx", "lxml", "jinja2", "yaml", "PIL", "pypdf", "fontTools", "resvg_py", "docxtpl", "rich", "markdown_it",
         "python_calamine", "cryptography", "pandas", "numpy", "xlsxwriter", "pypandoc", "dask", "distributed"}


@pytest.fixture
def mine(built: tuple[Path, Ran], tmp_path: Path) -> Path:
    """A copy of the project with its outputs and its cache."""
    return shutil.copytree(built[0], tmp_path / "mine")


def fresh(folder: Path, aside: Path) -> dict[str, bytes]:
    """What a build of the same sources writes where nothing was built before."""
    shutil.copytree(folder, aside, ignore=shutil.ignore_patterns("build", ".cache"))
    run("build", "ent4", "--project", aside)
    return outputs(aside)


def test_nothing_changed_says_the_same_and_writes_nothing(mine: Path, built: tuple[Path, Ran]) -> None:
    before = {path: path.stat().st_mtime_ns for path in (mine / "build").rglob("*")}
    ran = run("build", "ent4", "--project", mine)
    assert ran.status == built[1].status and ran.out == built[1].out.replace(f"已生成 {len(outputs(mine))} 个文件", "没有变化，成品都是最新的")
    assert {path: path.stat().st_mtime_ns for path in (mine / "build").rglob("*")} == before


@pytest.mark.parametrize(("arguments", "unwanted"), [
    (["--help"], HEAVY), (["--version"], HEAVY), (["build", "--help"], HEAVY), (["data", "--help"], HEAVY), (["build", "ent4"], HEAVY), (["rule", "T201"], HEAVY - {"yaml"})])
def test_nothing_heavy_is_loaded_before_it_is_needed(arguments: list[str], unwanted: set[str], built: tuple[Path, Ran]) -> None:
    script = ("import sys\nfrom reportgen.cli import main\nmain(sys.argv[1:])\n"
              "print('loaded:', *sorted({name.partition('.')[0] for name in sys.modules}))")
    ended = subprocess.run([sys.executable, "-c", script, *arguments], cwd=built[0], capture_output=True, text=True)
    loaded = set(ended.stdout.rpartition("loaded:")[2].split())
    assert {"click", "reportgen"} <= loaded and not loaded & unwanted, ended.stderr


def test_every_project_file_that_a_build_opens_is_among_its_inputs(built: tuple[Path, Ran], tmp_path: Path) -> None:
    folder = shutil.copytree(built[0], tmp_path / "p", ignore=shutil.ignore_patterns("build", ".cache"))
    script = ("import sys, os\nopened = set()\n"
              "sys.addaudithook(lambda event, given: opened.add(os.fspath(given[0])) if event == 'open' and isinstance(given[0], (str, bytes, os.PathLike)) else None)\n"
              "from reportgen.build import build\nfrom reportgen.workspace import open_workspace\n"
              "build(open_workspace('.'), ['ent4'])\nprint(*(one for one in opened if isinstance(one, str)), sep='\\n')")
    ended = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True)
    opened = {Path(folder, line).relative_to(folder).as_posix() for line in ended.stdout.splitlines() if Path(folder, line).is_relative_to(folder)}
    known = inputs(open_workspace(folder))
    assert {"project.yaml", SECTION, "templates/official/report.typ", "data_contracts/2025/snapshots/current"} <= opened
    assert {path for path in opened if not path.startswith(("build/", ".cache/")) and (folder / path).is_file()} - known.keys() == set()


@pytest.mark.parametrize("hurt", ["changed", "lost", "record lost"])
def test_outputs_that_were_touched_are_made_again(hurt: str, mine: Path) -> None:
    before = outputs(mine)
    page = next(mine.glob("build/2025/enterprise/*/*.html"))
    match hurt:
        case "changed":
            page.write_bytes(page.read_bytes() + b" ")
        case "lost":
            page.unlink()
        case _:
            (mine / "build/2025/manifest.json").unlink()
    assert "已生成" in run("build", "ent4", "--project", mine).out
    assert outputs(mine) == before


def test_a_report_of_another_build_that_is_gone_is_struck_out(mine: Path) -> None:
    run("build", "ent1", "--format", "html", "--project", mine)
    assert "已生成" in run("build", "ent4", "--project", mine).out
    shutil.rmtree(next(path for path in (mine / "build/2025/enterprise").iterdir() if path.name != ENTERPRISE))
    run("build", "ent4", "--project", mine)
    assert "岭海智造装备股份有限公司" not in (mine / "build/2025/manifest.json").read_text("utf-8")


def test_a_final_report_is_never_taken_for_a_draft_or_for_done(mine: Path) -> None:
    assert "已生成" in run("build", "ent4", "--final", "--format", "html", "--project", mine).out
    assert "已生成" in run("build", "ent4", "--final", "--format", "html", "--project", mine).out
    assert "草稿" not in next(mine.glob("build/2025/enterprise/*/*.html")).read_text("utf-8")


def _sentence(folder: Path, choice: random.Random) -> None:
    path = choice.choice(sorted((folder / "chapters/enterprise").rglob("*.md")))
    lines = path.read_text("utf-8").split("\n")
    spots = [n for n, line in enumerate(lines) if line and not line.startswith(("#", ":", "|", "-", "!", ">"))]
    lines[choice.choice(spots)] += choice.choice(["双方共同总结了经验。", "其中{{企业名称}}投入300万元。", "（**待核**）"])
    path.write_text("\n".join(lines), "utf-8")


def _date(folder: Path, choice: random.Random) -> None:
    path = folder / "project.yaml"
    path.write_text(path.read_text("utf-8").replace("2025年12月", f"2025年{choice.randint(10, 12)}月"), "utf-8")


def _colour(folder: Path, choice: random.Random) -> None:
    path = folder / "templates/official/styles.yaml"
    path.write_text(path.read_text("utf-8").replace("1f4e79", f"{choice.randint(0x100000, 0x3fffff):06x}"), "utf-8")


def _title(folder: Path, choice: random.Random) -> None:
    path = folder / "chapters/enterprise/02-参与办学/charts.yaml"
    path.write_text(path.read_text("utf-8").replace("title: ", f"title: 第{choice.randint(2, 99)}稿·", 1), "utf-8")


def _indicator(folder: Path, choice: random.Random) -> None:
    path = choice.choice([path for path in sorted((folder / "data_contracts/2024/indicators").glob("*.yaml")) if "decimals: 2" in path.read_text("utf-8")])
    path.write_text(path.read_text("utf-8").replace("decimals: 2", "decimals: 1"), "utf-8")


def _last_year(folder: Path, choice: random.Random) -> None:
    (folder / "data_contracts/2024/snapshots/current").unlink()


def test_edits_at_random_leave_the_bytes_of_a_build_from_nothing(mine: Path, tmp_path: Path) -> None:
    choice = random.Random(20251201)
    for number, changes in enumerate([(_sentence,), (_title, _indicator), (_colour, _date), (_last_year, _sentence)]):
        for change in changes:
            change(mine, choice)
        run("build", "ent4", "--project", mine)
        assert outputs(mine) == fresh(mine, tmp_path / f"fresh{number}"), changes


def test_a_cache_damaged_throughout_changes_no_byte(mine: Path, tmp_path: Path, edit) -> None:
    edit(mine / SECTION, "企业按照", "合作企业按照")
    for path in (mine / ".cache/store").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            path.write_bytes(data[:50] + bytes(byte ^ 1 for byte in data[50:60]) + data[60:])
    run("build", "ent4", "--project", mine)
    assert outputs(mine) == fresh(mine, tmp_path / "fresh")


def test_two_builds_at_once_leave_what_one_leaves(mine: Path, tmp_path: Path, edit) -> None:
    edit(mine / SECTION, "企业按照", "合作企业按照")
    command = [sys.executable, "-m", "reportgen", "build", "ent4"]
    both = [subprocess.Popen(command, cwd=mine, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    told = [one.communicate() for one in both]
    assert {one.returncode for one in both} < {0, 1} and not any(err for _, err in told), told
    assert outputs(mine) == fresh(mine, tmp_path / "fresh")


def test_clean_removes_the_cache_and_nothing_else(mine: Path) -> None:
    before = outputs(mine)
    ran = run("clean", "--project", mine)
    assert ran.status == 0 and "已清除缓存，腾出" in ran.out and not (mine / ".cache/store").exists()
    assert outputs(mine) == before
    assert run("clean", "--outputs", "--project", mine).status == 0 and not (mine / "build").exists()
    assert (ROOT / "project.yaml").is_file() and (mine / SECTION).is_file()
