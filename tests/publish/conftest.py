"""The finished project once; every test that changes it takes a copy."""

import shutil
from pathlib import Path

import pytest

from reportgen.publish import make_package
from reportgen.workspace import Workspace, open_workspace
from tests.publish import specimen


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Final reports of 2025; nobody changes it."""
    return specimen.finished(tmp_path_factory.mktemp("finished") / "项目")


@pytest.fixture(scope="session")
def package(finished: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its submission package; nobody changes it."""
    made = make_package(finished, 2025, out=tmp_path_factory.mktemp("package") / "材料.zip")
    assert made.path is not None
    return made.path


@pytest.fixture
def own(finished: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the project for one test."""
    return open_workspace(shutil.copytree(finished.root, tmp_path / "项目"))
