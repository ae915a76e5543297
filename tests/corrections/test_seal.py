"""A seal proves snapshot, register and sign-off log; a forged one, or one of a stranger, is found."""

import json
from pathlib import Path

import pytest

from reportgen.core.errors import Refused, Unreadable
from reportgen.edition import verify_project
from reportgen.intake import current_snapshot
from reportgen.ledger import snapshot_log
from reportgen.ledger.keys import SEALS, keygen, trusted
from reportgen.ledger.seal import seal
from reportgen.workspace import Workspace, open_workspace
from tests.corrections.specimen import AID_ROWS, freeze, project


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = project(tmp_path / "项目")
    keygen(made, tmp_path / "key.pem", owner="质量管理办公室")
    return made


def key(workspace: Workspace) -> Path:
    return workspace.root.parent / "key.pem"


def sealed(workspace: Workspace) -> Path:
    return seal(workspace, 2025, current_snapshot(workspace.snapshots(2025)), key(workspace), on="2025-12-01")


def codes(workspace: Workspace) -> list[str]:
    return [one.code for one in verify_project(workspace, None)[1]]


def test_a_sealed_snapshot_stays_sealed_while_the_logs_grow(workspace: Workspace) -> None:
    path = sealed(workspace)
    assert path.name == current_snapshot(workspace.snapshots(2025)) + ".sig"
    freeze(workspace, aid=[*AID_ROWS, ["助学金", "9"]])
    assert codes(workspace) == [] and list(trusted(workspace, SEALS).values()) == ["质量管理办公室"]


def test_the_private_key_is_the_owners_alone(workspace: Workspace) -> None:
    assert key(workspace).stat().st_mode & 0o077 == 0
    with pytest.raises(Refused, match="不覆盖"):
        keygen(workspace, key(workspace), owner="甲")
    with pytest.raises(Refused, match="项目文件夹"):
        keygen(workspace, workspace.root / "key.pem", owner="甲")


@pytest.mark.parametrize(("name", "value"), [("root", "0" * 64), ("on", "2025-11-30"), ("year", 2024), ("signature", "AAAA"), ("key", "AAAA")])
def test_a_changed_seal_is_found(workspace: Workspace, name: str, value: object) -> None:
    path = sealed(workspace)
    path.write_text(json.dumps({**json.loads(path.read_text()), name: value}), "utf-8")
    assert codes(workspace) == ["L105"]


def test_a_seal_moved_to_another_snapshot_is_found(workspace: Workspace) -> None:
    path = sealed(workspace)
    other = freeze(workspace, aid=[*AID_ROWS, ["助学金", "9"]])
    path.rename(path.with_name(f"{other}.sig"))
    assert codes(workspace) == ["L105"]


def test_a_register_cut_and_mended_after_the_seal_is_found(workspace: Workspace) -> None:
    freeze(workspace, aid=[*AID_ROWS, ["助学金", "9"]])
    sealed(workspace)
    log = snapshot_log(workspace, 2025)
    first = log.read()[0][0]
    log.path.write_text(log.path.read_text("utf-8").splitlines(True)[0], "utf-8")
    log.head.write_text(f"1 {first.hash}\n")
    assert "L105" in codes(workspace)


def test_a_strangers_seal_is_not_accepted(workspace: Workspace) -> None:
    sealed(workspace)
    (workspace.contracts / "seal.pub").write_text("# 无\n", "utf-8")
    assert codes(workspace) == ["L106"]
    with pytest.raises(Refused, match="seal.pub"):
        sealed(workspace)


def test_what_is_no_key_is_said(workspace: Workspace) -> None:
    key(workspace).write_text("不是私钥", "utf-8")
    with pytest.raises(Unreadable, match="不是 Ed25519 私钥"):
        sealed(workspace)
    key(workspace).unlink()
    with pytest.raises(Unreadable, match="读不了"):
        sealed(workspace)
    with pytest.raises(Refused, match="没有登记"):
        seal(open_workspace(workspace.root), 2025, "0" * 12, key(workspace), on="")
