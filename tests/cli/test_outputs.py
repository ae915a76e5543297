"""Outputs do not depend on what is made beside what; who waits for them gets them one by one."""

import shutil
from pathlib import Path

import pytest

from reportgen.build import build
from reportgen.core.report import Written
from reportgen.workspace import open_workspace
from tests.cli.conftest import Ran, outputs


@pytest.mark.parametrize("manner", ["one after the other", "somebody waits"])
def test_the_same_bytes_in_every_order(manner: str, built: tuple[Path, Ran], tmp_path: Path) -> None:
    before = outputs(built[0])
    folder = shutil.copytree(built[0], tmp_path / "mine", ignore=shutil.ignore_patterns("build"))
    shown: list[Written] = []
    more = {"beside": False} if manner == "one after the other" else {"shown": lambda _, written: shown.append(written)}
    build(open_workspace(folder), ["ent4"], **more)
    assert outputs(folder) == before
    if shown:
        assert [one.format for one in shown] == ["html", "pdf", "docx", "json"]
        assert {one.data for one in shown} <= {*before.values()}


def test_a_format_that_was_not_asked_for_is_not_shown(built: tuple[Path, Ran], tmp_path: Path) -> None:
    folder = shutil.copytree(built[0], tmp_path / "mine", ignore=shutil.ignore_patterns("build"))
    shown: list[str] = []
    build(open_workspace(folder), ["ent4"], formats=("docx",), shown=lambda _, written: shown.append(written.format))
    assert shown == ["docx", "json"]
