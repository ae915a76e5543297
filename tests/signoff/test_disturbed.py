"""Killed or out of disk at any step, signing, returning, reviewing and taking feedback leave their logs as before or as after, and can be done again."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.build import assemble
from reportgen.feedback.book import add, log_of
from reportgen.ledger import section_log, signoff_log
from reportgen.ledger.chain import Log
from reportgen.people import Level
from reportgen.review.record import Decision, review, review_log
from reportgen.signoff import CRITERIA, Act, section_desk, send_back_at, sign, sign_at
from reportgen.workspace import Workspace
from tests.corrections.specimen import project
from tests.disturbing import disturbed, full, killed
from tests.signoff.test_sections import AID, JOBS, PEOPLE, composed

pytestmark = [pytest.mark.skipif(not hasattr(os, "fork"), reason="forks"), pytest.mark.filterwarnings("ignore::DeprecationWarning")]
FINE = dict.fromkeys(CRITERIA, "符合")


def signing(workspace: Workspace) -> tuple[Log, Callable[[], object]]:
    desk = section_desk(workspace, 2025, composed(workspace))
    return section_log(workspace, 2025), lambda: sign_at(desk, Act("甲", "2025-11-10", None, (JOBS,)))


def returning(workspace: Workspace) -> tuple[Log, Callable[[], object]]:
    desk = section_desk(workspace, 2025, composed(workspace))
    assert sign_at(desk, Act("己", "2025-11-10", None, (AID,)))[1] == ()
    return section_log(workspace, 2025), lambda: send_back_at(desk, Act("庚", "2025-11-11", Level.HEAD, (AID,), note="再核"))


def signing_data(workspace: Workspace) -> tuple[Log, Callable[[], object]]:
    (workspace.root / "people.yaml").write_text(PEOPLE.replace("roles: [执笔]", "roles: [填报, 执笔]"), "utf-8")
    return signoff_log(workspace, 2025), lambda: sign(workspace, 2025, Act("甲", "2025-10-10", conclusions=FINE))


def reviewing(workspace: Workspace) -> tuple[Log, Callable[[], object]]:
    """The first round and the decision on it come together."""
    reports, findings = assemble(workspace)
    return review_log(workspace, 2025), lambda: review(workspace, reports, findings, on="2025-12-01", decision=Decision("退回", "戊", "再改"))


def receiving(workspace: Workspace) -> tuple[Log, Callable[[], object]]:
    return log_of(workspace, 2025), lambda: add(workspace, 2025, text="怎样算的？", channel="邮件", kind="咨询", department="教务处", on="2026-01-05", days=15)


@pytest.mark.parametrize("act", [killed, full])
@pytest.mark.parametrize("scene", [signing, returning, signing_data, reviewing, receiving])
def test_disturbed_at_any_step_a_log_is_as_before_or_as_after(tmp_path: Path, act: Callable[[], None], scene: Callable) -> None:
    workspace = project(tmp_path)
    (workspace.root / "people.yaml").write_text(PEOPLE, "utf-8")
    log, work = scene(workspace)
    log.path.parent.mkdir(exist_ok=True)
    kept = {path: path.read_bytes() for path in (log.path, log.head) if path.is_file()}
    before, lengths = len(log.read()[0]), set()
    for step in range(1, 40):
        for path in (log.path, log.head):
            path.unlink(missing_ok=True)
        for path, data in kept.items():
            path.write_bytes(data)
        status = disturbed(work, workspace.root, act, step)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) in (0, 1), (step, status)
        entries, found = log.read()
        assert found == (), step
        lengths.add(len(entries))
        if status == 0:
            break
    after = len(entries)
    assert step > 3 and lengths == {before, after} and after - before == (2 if scene is reviewing else 1)
