"""Commands run in this process as a user would run them; what they say is always Chinese and never a traceback."""

import io
import json
import re
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from reportgen.cli import main
from tests.cli import project

_ENGLISH = re.compile(r"\b[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}\b")


@dataclass(frozen=True)
class Ran:
    """How a command ended: exit status, and what it printed."""

    status: int
    out: str
    err: str

    def json(self) -> object:
        return json.loads(self.out)


def english(text: str) -> list[str]:
    """Three or more English words in a row; commands to be typed are none."""
    return _ENGLISH.findall(text.replace("apt-get install chromium", ""))


def run(*arguments: str | Path) -> Ran:
    """One command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main([str(one) for one in arguments])
    ran = Ran(status, out.getvalue(), err.getvalue())
    assert "Traceback" not in ran.out + ran.err and "程序内部出错" not in ran.err, ran.err
    assert not english(ran.err), ran.err
    assert status in (0, 1, 2)
    return ran


def outputs(folder: Path) -> dict[str, bytes]:
    """Every file of a project's build by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted((folder / "build").rglob("*")) if path.is_file()}


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project; nobody changes it."""
    return project.make(tmp_path_factory.mktemp("small") / "项目")


@pytest.fixture(scope="session")
def built(small: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """A copy of it in which one enterprise's report was built, and what that said; nobody changes it."""
    folder = tmp_path_factory.mktemp("built") / "项目"
    shutil.copytree(small, folder)
    return folder, run("build", "ent4", "--project", folder)


@pytest.fixture
def own(small: Path, tmp_path: Path) -> Path:
    """A copy of the small project for one test."""
    return shutil.copytree(small, tmp_path / "own")


@pytest.fixture
def edit() -> Callable[[Path, str, str], Path]:
    """Replaces a passage of a file; the passage must be there."""
    def change(path: Path, before: str, after: str) -> Path:
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), "utf-8")
        return path
    return change
