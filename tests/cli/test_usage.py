"""How the commands are called: help, mistyped words, the project folder; and that the papers name every command."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.cli.main import COMMANDS, group
from tests.cli.conftest import english, run
from tests.cli.project import ROOT


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_chinese_throughout(command: str) -> None:
    ran = run(*command.split(), "--help")
    assert ran.status == 0 and ran.out.startswith("用法：reportgen")
    assert not english(ran.out)
    assert not re.search(r"\[(required|default)|Options|Commands|Usage|Show this", ran.out)
    said = [line for line in ran.out.splitlines()[2:] if line.startswith("  ")]
    assert all(re.search("[一-鿿]", line) for line in said), said


@pytest.mark.parametrize("command", COMMANDS)
def test_help_explains_every_option(command: str) -> None:
    page = run(command, "--help").out
    listed = [line for line in page.splitlines() if line.startswith("  --")]
    assert listed and all(re.match(r"  --[a-z-]+( \S+)?  +\S*[一-鿿]", line) for line in listed), listed


def test_help_lists_every_command_with_a_line_of_its_own() -> None:
    page = run("--help").out
    assert run() == run("--help")
    for name, (_, text) in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(text)}$", page, re.M)


def test_every_command_loads_and_has_its_page() -> None:
    for name in COMMANDS:
        command = group.get_command(None, name)
        assert command is not None and command.name == name and re.search("[一-鿿]", command.help or "")


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in COMMANDS if f"`reportgen {name}" not in readme] == []


def test_the_readme_names_no_command_and_no_option_that_is_not_there() -> None:
    papers = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    typed = [words.split() for paper in papers for words in re.findall(r"`reportgen ([^`]+)`", paper.read_text("utf-8"))]
    assert typed and [words[0] for words in typed if words[0] not in COMMANDS] == []
    for name, *words in typed:
        page = run(name, "--help").out
        assert all(word in page for word in words if word.startswith("--")), (name, words)


def test_version() -> None:
    ran = run("--version")
    assert ran.status == 0 and re.fullmatch(r"reportgen \d+\.\d+\.\d+\n", ran.out)


@pytest.mark.parametrize(("typed", "said"), [
    ("chek", "没有命令 'chek'"),
    ("check --jsn", "没有选项 --jsn"),
    ("figures 多余", "多余的参数 (多余)"),
    ("figures 多余 的", "多余的参数 (多余 的)"),
    ("explain", "缺少参数“指标”"),
    ("freeze", "缺少参数“导出”"),
    ("freeze 导出", "缺少选项 --year"),
    ("freeze 导出 --year 今年", "选项 --year 的值不对：'今年' 不是整数"),
    ("check --xlsx", "选项 '--xlsx' 需要一个值"),
    ("check --json=1", "选项 '--json' 后面不能有值"),
    ("--project .", "缺少命令"),
    ("init 新项目 --year 2025", "缺少选项 --school"),
    ("init 新项目 --school= --year 2025", "没有写学校全称"),
    ("build --format xls", "没有格式 xls，可用 docx、pdf、html"),
    ("build --format ,", "没有写格式，可用 docx、pdf、html"),
    ("rule T999", "没有规则 T999"),
])
def test_wrong_usage_is_one_chinese_sentence_with_a_remedy(typed: str, said: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*typed.split())
    assert ran.status == 2 and ran.out == ""
    first, *rest = ran.err.splitlines()
    assert first.startswith(f"错误：{said}") and len(rest) == 1 and rest[0].startswith("  改法：")
    assert [*tmp_path.iterdir()] == []


def test_a_mistyped_option_is_corrected() -> None:
    assert "是不是 --json" in run("figures", "--jsn").err


@pytest.mark.parametrize("command", ["snapshots", "verify", "figures", "explain 毕业生人数", "plan", "check", "build", "freeze 导出 --year 2025"])
def test_a_folder_without_project_is_told_before_and_after_the_command(command: str, tmp_path: Path) -> None:
    name, *rest = command.split()
    before, after = run("--project", tmp_path, name, *rest), run(name, *rest, "--project", tmp_path)
    assert before == after and before.status == 2
    assert "这个文件夹不是 reportgen 项目（没有 project.yaml）" in before.err and "reportgen init" in before.err


def test_project_before_and_after_the_command_and_the_current_folder_are_the_same(small: Path, monkeypatch) -> None:
    before, after = run("--project", small, "snapshots"), run("snapshots", "--project", small)
    monkeypatch.chdir(small)
    assert before == after == run("snapshots") and before.status == 0


def test_a_file_is_no_project_folder(small: Path) -> None:
    ran = run("--project", small / "project.yaml", "check")
    assert ran.status == 2 and "选项 --project 的值不对" in ran.err and "是文件，不是文件夹" in ran.err


def test_a_closed_pipe_is_no_fault(small: Path) -> None:
    """`reportgen rule | head -1` ends quietly."""
    shown = subprocess.run(f"{sys.executable} -m reportgen rule | head -1", shell=True, capture_output=True, text=True, cwd=ROOT)
    assert shown.stdout.count("\n") == 1 and shown.stderr == ""
