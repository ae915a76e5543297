"""Signatures by key file: only with one's own key, always with it, at one place of one log; and signatures over what never was."""

from pathlib import Path

import pytest

from reportgen.edition import verify_records
from reportgen.intake import current_snapshot
from reportgen.ledger import digest, section_log, signoff_log
from reportgen.ledger.chain import Log
from reportgen.ledger.keys import PEOPLE, keygen
from reportgen.signoff import CRITERIA, Act, sign
from reportgen.workspace import Workspace
from tests.corrections.specimen import GRAD_ROWS, freeze, project

FINE = dict.fromkeys(CRITERIA, "符合")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return project(tmp_path / "项目")


@pytest.fixture
def keys(workspace: Workspace, tmp_path: Path) -> dict[str, Path]:
    for name in ("甲", "乙"):
        keygen(workspace, tmp_path / f"{name}.pem", owner=name, listing=PEOPLE)
    return {name: tmp_path / f"{name}.pem" for name in ("甲", "乙")}


def signs(workspace: Workspace, person: str, key: Path | None = None) -> list[str]:
    return [one.code for one in sign(workspace, 2025, Act(person, "2025-10-12", conclusions=FINE, key=key))[1]]


def faults(workspace: Workspace) -> list[tuple[str, int]]:
    return [(one.code, one.at.line) for one in verify_records(workspace, 2025) if one.severity == "error"]


def rewrite(log: Log, change) -> None:
    """The whole log written anew with what `change` makes of its records: the chain itself is sound."""
    records = change([dict(entry.said) for entry in log.read()[0]])
    log.path.unlink()
    log.head.unlink()
    with log.open() as pen:
        pen.write(*records)


def test_ones_own_key_and_no_other(workspace: Workspace, keys: dict[str, Path]) -> None:
    assert signs(workspace, "甲") == signs(workspace, "甲", keys["乙"]) == ["H722"]
    assert signs(workspace, "甲", keys["甲"]) == [] and faults(workspace) == []
    (entry,) = signoff_log(workspace, 2025).read()[0]
    assert entry["signature"] and entry["key"] in (workspace.contracts / "people.pub").read_text("utf-8")


def test_a_key_that_nobody_lists(workspace: Workspace, keys: dict[str, Path]) -> None:
    (workspace.contracts / "people.pub").write_text("", "utf-8")
    assert signs(workspace, "甲", keys["甲"]) == ["H722"] and signs(workspace, "甲") == []


@pytest.mark.parametrize("change", [
    lambda lines: [{**lines[0], "note": "同意"}, *lines[1:]],       # said otherwise
    lambda lines: [{**lines[0], "person": "乙"}, *lines[1:]],       # somebody else's hand
    lambda lines: [lines[0], lines[1], lines[0]],                     # moved: a line repeated further down
], ids=["altered", "other", "moved"])
def test_a_line_that_its_signature_does_not_cover(workspace: Workspace, keys: dict[str, Path], change) -> None:
    signs(workspace, "甲", keys["甲"])
    freeze(workspace, [*GRAD_ROWS, ["4", "扩招", "就业"]])
    signs(workspace, "甲", keys["甲"])
    rewrite(signoff_log(workspace, 2025), change)
    assert "H723" in {code for code, _ in faults(workspace)}


def test_who_signs_with_a_key_signs_always_with_it(workspace: Workspace, keys: dict[str, Path]) -> None:
    signs(workspace, "甲", keys["甲"])
    rewrite(signoff_log(workspace, 2025), lambda lines: [lines[0], {key: value for key, value in lines[0].items() if key not in ("signature", "key", "after")}])
    assert faults(workspace) == [("H723", 2)]


def test_signatures_over_what_never_was(workspace: Workspace) -> None:
    signs(workspace, "甲")
    rewrite(signoff_log(workspace, 2025), lambda lines: [{**lines[0], "snapshot": "ffffffffffff"}])
    pieces = {"text": ["0"], "figures": {}, "exhibits": {}, "cases": {}}
    line = {"kind": "签字", "level": "执笔", "person": "甲", "on": "2025-11-10", "section": "school/talent/jobs", "pieces": pieces,
            "snapshot": current_snapshot(workspace.snapshots(2025))}
    with section_log(workspace, 2025).open() as pen:
        pen.write({**line, "content": digest(pieces)}, {**line, "content": "0" * 64})
    assert faults(workspace) == [("L107", 1), ("L108", 2)]

