"""Three levels, in order, each by another entitled person, for one content; everything else is refused and says why."""

from multiprocessing import get_context
from pathlib import Path

import pytest

from reportgen.ledger import signoff_log
from reportgen.people import Level
from reportgen.signoff import CRITERIA, Act, final_findings, loose_ends, send_back, sign, standing
from reportgen.workspace import Workspace, open_workspace
from tests.corrections.specimen import AID_ROWS, GRAD_ROWS, freeze, project

FINE = dict.fromkeys(CRITERIA, "符合")
MORE = [*GRAD_ROWS, ["4", "扩招", "就业"]]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return project(tmp_path)


def signs(workspace: Workspace, person: str, *tables: str, on: str = "2025-10-12", level: str = "", note: str = "",
          conclusions: dict[str, str] = FINE) -> list[str]:
    """The codes of what is wrong; none if it was signed."""
    act = Act(person, on, Level(level) if level else None, tables, conclusions, note)
    signed, findings = sign(workspace, 2025, act)
    assert bool(signed) != bool(findings)
    return [one.code for one in findings]


def returns(workspace: Workspace, person: str, table: str, *, reason: str = "有误", level: str = "", on: str = "2025-10-20") -> list[str]:
    return [one.code for one in send_back(workspace, 2025, Act(person, on, Level(level) if level else None, (table,), note=reason))[1]]


def all_levels(workspace: Workspace, on: str = "2025-10-12") -> None:
    assert signs(workspace, "甲", "grads", on=on) == signs(workspace, "乙", on=on) == []
    assert signs(workspace, "丙", level="归口", on=on) == signs(workspace, "丁", on=on) == signs(workspace, "戊", on=on) == []


def signed(workspace: Workspace, table: str) -> dict[str, str]:
    return {str(level): entry["person"] for level, entry in standing(workspace, 2025).tables[table].signed.items()}


def final(workspace: Workspace) -> list[str]:
    return sorted(one.code for one in final_findings(workspace, 2025))


def test_three_levels(workspace: Workspace) -> None:
    assert final(workspace) == ["D701", "D701"]
    all_levels(workspace)
    assert signed(workspace, "grads") == {"填报": "甲", "归口": "丙", "校级": "戊"} and final(workspace) == []
    entry = signoff_log(workspace, 2025).read()[0][0]
    state = standing(workspace, 2025)
    assert (entry["sha256"], entry["snapshot"]) == (state.tables["grads"].sha256, state.snapshot) and entry["conclusions"] == FINE


def test_without_names_a_person_signs_what_is_theirs(workspace: Workspace) -> None:
    assert signs(workspace, "甲") == []
    assert signed(workspace, "grads") == {"填报": "甲"} and signed(workspace, "aid") == {}
    assert signs(workspace, "甲") == ["D715"]


@pytest.mark.parametrize(("person", "table", "level", "code"), [
    ("庚", "grads", "", "D711"),            # in no list
    ("乙", "grads", "", "D712"),            # another department
    ("甲", "grads", "校级", "D712"),        # not their role
    ("丙", "grads", "", "D712"),            # two roles, none named
    ("丙", "grads", "归口", "D713"),        # before the first level
    ("戊", "grads", "", "D713"),
    ("甲", "nothing", "", "D716"),
])
def test_who_may_not_sign(workspace: Workspace, person: str, table: str, level: str, code: str) -> None:
    assert signs(workspace, person, table, level=level) == [code]
    assert signoff_log(workspace, 2025).read()[0] == ()


def test_nobody_signs_two_levels_of_one_table(workspace: Workspace) -> None:
    signs(workspace, "甲", "grads")
    assert signs(workspace, "丙", "grads", level="归口") == [] and signs(workspace, "丙", "grads", level="校级") == ["D714"]
    assert signs(workspace, "丙", level="校级") == ["D715"]
    assert signs(workspace, "己", "grads") == ["D715"]


def test_one_wrong_table_and_none_is_signed(workspace: Workspace) -> None:
    assert signs(workspace, "甲", "grads", "aid", "grads") == ["D712"]
    assert signed(workspace, "grads") == {}


@pytest.mark.parametrize("conclusions", [{}, {**FINE, "完整性": "大概"}, {**FINE, "美观性": "符合"}, {**FINE, "真实性": "不符合"}])
def test_conclusions_are_complete_and_good(workspace: Workspace, conclusions: dict[str, str]) -> None:
    assert set(signs(workspace, "甲", "grads", conclusions=conclusions)) == {"D717"}


def test_a_late_table_may_be_signed_and_says_so(workspace: Workspace) -> None:
    assert signs(workspace, "甲", "grads", conclusions={**FINE, "及时性": "不符合", "完整性": "基本符合"}) == []


def test_dates_go_forward(workspace: Workspace) -> None:
    assert signs(workspace, "甲", "grads", on="昨天") == ["D719"]
    assert signs(workspace, "甲", "grads", on="2025-10-12") == []
    assert signs(workspace, "丙", "grads", level="归口", on="2025-10-11") == ["D719"]


def test_another_content_voids_the_signatures_of_that_table_alone(workspace: Workspace) -> None:
    all_levels(workspace)
    freeze(workspace, MORE)
    assert signed(workspace, "grads") == {} and len(signed(workspace, "aid")) == 3
    (finding,) = loose_ends(2025, standing(workspace, 2025))
    assert finding.code == "D702" and "新增1行" in finding.message and "填报、归口、校级签字作废" in finding.message
    assert finding.department == "招生就业处" and final(workspace) == ["D702"]
    assert signs(workspace, "甲", "grads", on="2025-11-02") == []
    assert signed(workspace, "grads") == {"填报": "甲"}


def test_the_same_data_from_another_file_in_another_order_keep_their_signatures(workspace: Workspace) -> None:
    all_levels(workspace)
    before = standing(workspace, 2025)
    freeze(workspace, list(reversed(GRAD_ROWS)), AID_ROWS, name="重新导出")
    after = standing(workspace, 2025)
    assert after.snapshot != before.snapshot and after.tables["grads"].sha256 != before.tables["grads"].sha256
    assert len(signed(workspace, "grads")) == 3 and final(workspace) == []


def test_return_and_submission_again(workspace: Workspace) -> None:
    signs(workspace, "甲", "grads")
    assert returns(workspace, "丙", "grads", level="归口") == [] and signed(workspace, "grads") == {}
    assert final(workspace) == ["D701", "D703"]
    assert signs(workspace, "甲", "grads", on="2025-10-21") == ["D718"]
    assert signs(workspace, "甲", "grads", on="2025-10-21", note="已核对，数据无误") == []
    assert final(workspace) == ["D701", "D701"] and standing(workspace, 2025).tables["grads"].times("退回") == 1


def test_corrected_data_are_submitted_without_a_word(workspace: Workspace) -> None:
    signs(workspace, "甲", "grads")
    returns(workspace, "丙", "grads", level="归口")
    freeze(workspace, MORE)
    assert signs(workspace, "甲", "grads", on="2025-11-02") == []


def test_who_may_not_send_back(workspace: Workspace) -> None:
    assert returns(workspace, "戊", "grads") == ["D715"]
    signs(workspace, "甲", "grads")
    assert returns(workspace, "丁", "grads") == ["D712"] and returns(workspace, "甲", "grads") == ["D712"]
    assert returns(workspace, "戊", "grads", reason=" ") == ["D717"] and returns(workspace, "戊", "nothing") == ["D716"]
    assert returns(workspace, "戊", "grads") == []


def test_a_broken_log_stops_signing_and_the_final_report(workspace: Workspace) -> None:
    all_levels(workspace)
    log = signoff_log(workspace, 2025)
    log.path.write_text(log.path.read_text("utf-8").replace("甲", "乙"), "utf-8")
    assert "L101" in final(workspace)


def test_without_people_nothing_is_asked_for(workspace: Workspace) -> None:
    (workspace.root / "people.yaml").unlink()
    assert final(workspace) == [] and signs(workspace, "甲", "grads") == ["D711"]


def _sign(folder: str, person: str) -> None:
    sign(open_workspace(folder), 2025, Act(person, "2025-10-12", items=("grads",), conclusions=FINE))


def test_two_people_at_once_and_one_signature(workspace: Workspace) -> None:
    context = get_context("spawn")
    both = [context.Process(target=_sign, args=(str(workspace.root), person)) for person in "甲己"]
    for one in both:
        one.start()
    for one in both:
        one.join()
    entries, findings = signoff_log(workspace, 2025).read()
    assert findings == () and [entry["level"] for entry in entries] == ["填报"]


def test_a_final_build_waits_for_the_signatures_and_is_put_on_record(workspace: Workspace) -> None:
    from reportgen.build import build
    from reportgen.ledger import snapshot_log
    refused = build(workspace, final=True)
    assert refused.files == () and [one.code for one in refused.findings if one.severity == "error"] == ["D701", "D701"]
    all_levels(workspace)
    assert build(workspace, final=True, formats=("docx",), on="2025-12-01").files
    last = snapshot_log(workspace, 2025).read()[0][-1]
    assert (last["kind"], last["reports"], last["on"]) == ("终稿", ["school"], "2025-12-01")
