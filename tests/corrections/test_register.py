"""After a final report another snapshot needs a reason, somebody who asks and somebody who approves; and the register cannot be bent."""

import json
from pathlib import Path

import pytest

from reportgen.core.errors import Refused
from reportgen.edition import verify_project
from reportgen.intake import current_snapshot, root_of
from reportgen.ledger import record_final, snapshot_log
from reportgen.workspace import Workspace
from tests.corrections.specimen import AID_ROWS, export, freeze, project

MORE = [*AID_ROWS, ["助学金", "9"]]
WHOLE = {"reason": "漏报一项", "requested_by": "甲", "approved_by": "戊"}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return project(tmp_path)


def register(workspace: Workspace) -> list[tuple[object, ...]]:
    return [(entry["kind"], entry["snapshot"], entry.get("supersedes"), entry.get("reason")) for entry in snapshot_log(workspace, 2025).read()[0]]


def codes(workspace: Workspace) -> list[str]:
    return [f"{one.severity}:{one.code}" for one in verify_project(workspace, None)[1]]


def test_the_same_data_again_are_not_recorded_twice(workspace: Workspace) -> None:
    before = register(workspace)
    freeze(workspace)
    assert register(workspace) == before == [("冻结", current_snapshot(workspace.snapshots(2025)), "", "")]


def test_before_a_final_report_data_are_frozen_freely_and_recorded(workspace: Workspace) -> None:
    old = current_snapshot(workspace.snapshots(2025))
    new = freeze(workspace, aid=MORE)
    assert register(workspace)[-1] == ("冻结", new, old, "")
    assert codes(workspace) == []


def test_after_a_final_report_the_correction_must_be_complete(workspace: Workspace) -> None:
    old = current_snapshot(workspace.snapshots(2025))
    record_final(workspace, 2025, old, ("school",), on="2025-12-01")
    for missing in WHOLE:
        with pytest.raises(Refused) as refused:
            freeze(workspace, aid=MORE, **{**WHOLE, missing: ""})
        assert f"--{missing.replace('_', '-')}" in refused.value.hint
    assert current_snapshot(workspace.snapshots(2025)) == old
    assert [path.name for path in workspace.snapshots(2025).iterdir() if path.is_dir()] == [old]
    new = freeze(workspace, aid=MORE, supersedes=old, **WHOLE)
    assert register(workspace)[-1] == ("冻结", new, old, "漏报一项") and codes(workspace) == []


def test_going_back_to_an_older_snapshot_needs_a_correction_too(workspace: Workspace) -> None:
    new = freeze(workspace, aid=MORE)
    record_final(workspace, 2025, new, ("school",))
    with pytest.raises(Refused):
        freeze(workspace)
    assert current_snapshot(workspace.snapshots(2025)) == new and sum(path.is_dir() for path in workspace.snapshots(2025).iterdir()) == 2


def test_a_project_may_do_without(workspace: Workspace) -> None:
    (workspace.root / "people.yaml").write_text("corrections: {required: false}\n", "utf-8")
    record_final(workspace, 2025, current_snapshot(workspace.snapshots(2025)), ("school",))
    new = freeze(workspace, aid=MORE)
    assert current_snapshot(workspace.snapshots(2025)) == new and register(workspace)[-1][1] == new


def test_a_correction_of_another_snapshot_and_ones_own_approval_are_refused(workspace: Workspace) -> None:
    before = register(workspace)
    with pytest.raises(Refused, match="现行快照是"):
        freeze(workspace, aid=MORE, supersedes="0" * 12)
    with pytest.raises(Refused, match="同一个人"):
        freeze(workspace, aid=MORE, **{**WHOLE, "approved_by": "甲"})
    assert register(workspace) == before


def test_a_final_report_is_recorded_once(workspace: Workspace) -> None:
    current = current_snapshot(workspace.snapshots(2025))
    for reports in (("school",), ("school",), ("school", "enterprise/某公司")):
        record_final(workspace, 2025, current, reports)
    assert [entry["reports"] for entry in snapshot_log(workspace, 2025).read()[0] if entry["kind"] == "终稿"] == [["school"], ["enterprise/某公司"]]


def test_verify_finds_what_was_bent(workspace: Workspace) -> None:
    old, new = current_snapshot(workspace.snapshots(2025)), freeze(workspace, aid=MORE)
    path = workspace.snapshots(2025) / "current"
    path.write_text(f"{old}\n")
    assert codes(workspace) == ["error:L103"]
    path.write_text(f"{new}\n")
    manifest = workspace.snapshots(2025) / new / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"note": ""', b'"note": "x"'))
    assert "error:L104" in codes(workspace)


def test_a_snapshot_that_nobody_registered_is_pointed_out(workspace: Workspace) -> None:
    log = snapshot_log(workspace, 2025)
    log.path.unlink()
    log.head.unlink()
    assert codes(workspace) == ["warning:L103"]
    freeze(workspace)
    assert codes(workspace) == []


def test_the_register_names_the_snapshots_own_root_which_depends_on_all_it_says(workspace: Workspace) -> None:
    folder = workspace.snapshots(2025) / current_snapshot(workspace.snapshots(2025))
    manifest = json.loads((folder / "manifest.json").read_bytes())
    table = next(iter(manifest["tables"]))
    others = ({**manifest, "pack": "x"}, {**manifest, "note": "x"}, {**manifest, "tables": {**manifest["tables"], table: {}}})
    assert snapshot_log(workspace, 2025).read()[0][-1]["root"] == manifest["root"] == root_of(manifest)
    assert len({root_of(one) for one in (manifest, *others)}) == 4


def test_an_export_with_errors_is_not_recorded(workspace: Workspace) -> None:
    from reportgen.edition import freeze_year
    before = register(workspace)
    frozen, _ = freeze_year(workspace, export(workspace, aid=[["甲", "不是数"]]), 2025)
    assert frozen is None and register(workspace) == before
