"""The script that signs the sample leaves nothing unsigned, and nothing to do the second time."""

from pathlib import Path

from reportgen.edition import open_project
from reportgen.ledger import signoff_log
from reportgen.people import DATA, Level, load_people
from reportgen.signoff import final_findings, standing
from reportgen.workspace import open_workspace
from tests.corrections.specimen import GRAD_ROWS, ROOT, freeze, project
from tests.signoff.sample import sign_all


def test_everything_is_signed_once_and_again_after_a_change(tmp_path: Path, capsys) -> None:
    workspace = project(tmp_path)
    assert sign_all(workspace.root, 2025) == 0 and final_findings(workspace, 2025) == ()
    count = len(signoff_log(workspace, 2025).read()[0])
    assert sign_all(workspace.root, 2025) == 0 and len(signoff_log(workspace, 2025).read()[0]) == count
    freeze(workspace, [*GRAD_ROWS, ["4", "扩招", "就业"]])
    assert sign_all(workspace.root, 2025) == 0 and final_findings(workspace, 2025) == ()
    assert len(signoff_log(workspace, 2025).read()[0]) == count + 3


def test_the_samples_people_can_sign_every_table() -> None:
    workspace = open_workspace(ROOT)
    people = load_people(workspace)
    for table in standing(workspace, open_project(workspace).year).tables.values():
        for level in DATA:
            able = [one.name for one in people.people.values() if table.may(one, level)]
            assert able, (table.contract.id, level)
        assert people.office(table.contract, Level.COLLATE)
