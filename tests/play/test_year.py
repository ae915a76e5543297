"""The whole year, through the command line alone: plan, freeze, drafts, returns, signatures, a correction that voids exactly the right ones,
a waiver, a refused final, publication, feedback, a corrected edition, the next year."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import Ran
from tests.cli.conftest import run as command
from tests.play.stage import COOP, FIRM, OTHER, ROOMS, drafts, edit, export, scans, set_up

GRADS = [["1", "统招", "就业"], ["2", "统招", "升学"], ["3", "扩招", "待就业"]]
AIDS = [["国家奖学金", "1.2"], ["校奖学金", "3.45"]]
JOBS, AID = "school/talent/jobs", "school/talent/aid"
PRAISE = "chapters/enterprise/01-合作/合作.md"


class Stage:
    """A project and what people type in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *typed: str | Path, ends: int = 0) -> Ran:
        """A command that ends as it should."""
        ran = command(*typed, "--project", self.folder)
        assert ran.status == ends, ran.out + ran.err
        return ran

    def states(self, on: str) -> dict[str, str]:
        """Each section's state on a day."""
        return {row["id"]: row["state"] for row in self.board(on)}

    def board(self, on: str) -> Sequence[dict[str, object]]:
        return self.run("status", "--json", "--on", on).json()["sections"]

    def sign(self, person: str, level: str = "", *sections: str, on: str, note: str = "") -> None:
        self.run("sign", *sections, "--person", person, "--on", on, *(("--level", level) if level else ()), *(("--note", note) if note else ()))

    def sign_all(self, on: str, *ids: str) -> None:
        """Every level signs what waits for it."""
        for department in [name for id, (name, _) in ROOMS.items() if not ids or f"school/talent/{id}" in ids] + ([] if ids else [COOP]):
            self.sign(f"{department}执笔人", on=on)
            self.sign(f"{department}负责人", on=on)
        for person in ("归口甲", "归口乙") if not ids else ("归口甲",):
            self.sign(person, on=on)
        self.sign("质量办主任", on=on)

    def sign_data(self, on: str, *tables: str) -> None:
        """The tables pass their three levels."""
        people = {"grads": "招生就业处执笔人", "aid": "学生工作处执笔人"}
        for table in tables:
            for person in (people[table], "归口甲", "质量办主任"):
                self.run("data", "sign", "--person", person, "--table", table, "--conclude", "均符合", "--on", on)

    def codes(self, *typed: str) -> set[str]:
        """The codes of the errors that a refused command tells."""
        ran = self.run(*typed, ends=1)
        return {line.split("错误 ")[1].split()[0] for line in (ran.out + ran.err).splitlines() if "错误 " in line}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(set_up(tmp_path_factory.mktemp("year") / "项目"))


def test_the_whole_year(stage: Stage, tmp_path: Path) -> None:
    _plan(stage, tmp_path)
    _freeze_and_draft(stage, tmp_path)
    _review(stage)
    _correct(stage, tmp_path)
    _refuse(stage)
    _waive_and_finish(stage)
    package = _publish(stage, tmp_path)
    _answer(stage)
    _new_edition(stage)
    _elsewhere(package, tmp_path)
    _next_year(stage, tmp_path)


def _plan(stage: Stage, out: Path) -> None:
    """Whose turn it is among the firms, a credit code that is wrong, the papers of the plan."""
    project = stage.folder / "project.yaml"
    assert "A118" in stage.run("plan", ends=1).out
    edit(project, "91000000MA0HYJ5040", "91000000MA0HYJ504M")
    edit(project, "enterprises:\n", f"enterprises:\n  - {{id: other, name: {OTHER}, college: 建筑工程学院, reported: [2024]}}\n")
    assert [(one["enterprise"], one["due"]) for one in stage.run("plan", "--rotation", "--json").json()] == [(FIRM, True), (OTHER, False)]
    edit(project, f"  - {{id: other, name: {OTHER}, college: 建筑工程学院, reported: [2024]}}\n", "")
    stage.run("plan", "--out", out / "方案")
    assert {path.name for path in (out / "方案").iterdir()} == {"工作方案（2025年度）.docx", "任务分工表（2025年度）.docx", "任务分工表（2025年度）.xlsx"}
    assert set(stage.run("plan", "--json").json()[0]) >= {"lead", "due"}


def _freeze_and_draft(stage: Stage, out: Path) -> None:
    stage.run("freeze", export(out / "上年", GRADS[:2], [["国家奖学金", "1"], ["校奖学金", "2"]]), "--year", "2024")
    stage.run("freeze", export(out / "本年", GRADS, AIDS), "--year", "2025")
    assert set(stage.states("2025-11-01").values()) == {"not_begun"}
    drafts(stage.folder)
    assert set(stage.states("2025-11-12").values()) == {"draft"} and len(stage.states("2025-11-12")) == len(ROOMS) + 1
    stage.run("sign", JOBS, "--person", "不存在的人", ends=1)
    stage.run("sign", AID, "--person", "招生就业处执笔人", ends=1)


def _review(stage: Stage) -> None:
    """One section is sent back by the office that collates it, mended and signed again; then everybody signs everything."""
    stage.sign("招生就业处执笔人", on="2025-11-13")
    stage.sign("招生就业处负责人", on="2025-11-14")
    stage.run("return", JOBS, "--person", "归口乙", "--reason", "说清统计口径", "--on", "2025-11-15")
    assert stage.states("2025-11-15")[JOBS] == "returned"
    stage.run("sign", JOBS, "--person", "招生就业处执笔人", "--on", "2025-11-16", ends=1)
    edit(stage.folder / "chapters/school/01-人才培养/jobs.md", "落实率", "按当年统计口径，落实率")
    stage.sign_all("2025-11-18")
    assert set(stage.states("2025-11-19").values()) == {"signed"}
    stage.sign_data("2025-11-19", "grads", "aid")


def _correct(stage: Stage, out: Path) -> None:
    """A corrected table of aid voids the signatures of the section that prints it, those of its table, and no other."""
    stage.run("freeze", export(out / "更正", GRADS, [["国家奖学金", "1.3"], AIDS[1]]), "--year", "2025")
    after = stage.states("2025-11-21")
    assert {id for id, state in after.items() if state != "signed"} == {AID}
    (row,) = (row for row in stage.board("2025-11-21") if row["id"] == AID)
    assert "奖助学金额" in row["remark"] and "签字作废" in row["remark"]
    assert {one["table"] for one in stage.run("data", "status", "--json").json() if one["next"]} == {"aid"}


def _refuse(stage: Stage) -> None:
    """Everything that is open is said at once."""
    edit(stage.folder / "chapters/school/01-人才培养/aid.md", "金额", "惠及71.3%的学生，金额")
    edit(stage.folder / PRAISE, "校企共建课程", "校企共建课程，行业领先，欢迎选购")
    assert {"H713", "D702", "H732", "H733", "H734", "S320", "T201", "W407"} <= stage.codes("build", "--final", "--on", "2025-12-01")
    assert not list((stage.folder / "build").rglob("*.pdf"))


def _waive_and_finish(stage: Stage) -> None:
    """The office vouches for a number in a waiver; consents and statements come in; those concerned sign again."""
    (stage.folder / "chapters/school/01-人才培养/waivers.yaml").write_text(
        "- {code: T201, file: aid.md, text: 71.3%, reason: 学工系统的台账, by: 质量办主任, on: 2025-11-22}\n", "utf-8")
    edit(stage.folder / "cases/firm/case.md", "author: 案例组\n", "author: 案例组\nconsent: true\n")
    edit(stage.folder / "project.yaml", f"name: {FIRM}", f"name: {FIRM}, consent: {{by: 邱明辉, on: 2025-11-25}}")
    edit(stage.folder / PRAISE, "，行业领先，欢迎选购", "")
    scans(stage.folder)
    stage.sign_all("2025-11-26", AID)
    stage.sign_data("2025-11-26", "aid")
    assert stage.codes("build", "--final", "--on", "2025-12-01") == {"H734"}
    stage.run("review", "--decide", "通过", "--person", "质量办主任", "--on", "2025-11-30")
    assert "已生成" in stage.run("build", "--final", "--on", "2025-12-01").out
    told = json.loads((stage.folder / "data_contracts/2025/published.json").read_bytes())
    assert set(told["reports"]) == {"school", f"enterprise/{FIRM}"} and {one["edition"] for one in told["reports"].values()} == {1}
    stage.run("verify")


def _publish(stage: Stage, out: Path) -> Path:
    package = out / "材料.zip"
    stage.run("package", "--out", package)
    stage.run("publish", out / "栏目", "--on", "2025-12-20")
    assert (out / "栏目" / "index.html").is_file()
    return package


def _answer(stage: Stage) -> None:
    stage.run("feedback", "add", "--text", "落实率是怎样算的？", "--department", "招生就业处", "--on", "2026-01-05")
    (one,) = stage.run("feedback", "list", "--open", "--json", "--on", "2026-01-06").json()
    stage.run("feedback", "answer", str(one["id"]), "--text", "按当年口径计算。", "--on", "2026-01-08")
    assert stage.run("feedback", "list", "--open", "--json", "--on", "2026-01-09").json() == []


def _new_edition(stage: Stage) -> None:
    """What was published changes only with a reason and two names, is signed again, and says what it corrects."""
    edit(stage.folder / "chapters/school/01-人才培养/youth.md", "措施到位", "措施有力")
    assert {"H713", "H731", "H734"} <= stage.codes("build", "--final", "--on", "2026-02-01")
    stage.sign_all("2026-02-02", "school/talent/youth")
    stage.run("review", "--decide", "通过", "--person", "质量办主任", "--on", "2026-02-02")
    stage.run("build", "--final", "--on", "2026-02-03", "--reason", "措辞不当", "--requested-by", "团委负责人", "--approved-by", "质量办主任")
    page = next((stage.folder / "build/2025/school").glob("*.html")).read_text("utf-8")
    assert "勘误" in page and "更正原因：措辞不当" in page and "措施" in page
    told = json.loads((stage.folder / "data_contracts/2025/published.json").read_bytes())["reports"]
    assert told["school"]["edition"] == 2 and told[f"enterprise/{FIRM}"]["edition"] == 1
    stage.run("verify")


def _elsewhere(package: Path, out: Path) -> None:
    """The package proves itself where there is nothing but the package."""
    alone = out / "别处"
    alone.mkdir()
    ran = command("verify", shutil.copy(package, alone / "材料.zip"), "--project", alone)
    assert ran.status == 0, ran.out + ran.err


def _next_year(stage: Stage, out: Path) -> None:
    edit(stage.folder / "chapters/school/01-人才培养/teaching.md", "措施到位", "改革成效连续三年提高")
    ran = stage.run("rollforward", "--year", "2026", "--to", out / "明年", "--on", "2026-09-01", "--json")
    assert any("连续三年" in one["mark"] for one in ran.json()["marks"])
    new = Stage(out / "明年")
    assert "year: 2026" in (new.folder / "project.yaml").read_text("utf-8") and list((new.folder / "cases").iterdir()) == []
    new.run("freeze", export(out / "新年", [*GRADS, ["4", "扩招", "就业"]], AIDS), "--year", "2026")
    new.run("rollforward", "--year", "2026", "--on", "2026-10-01")
    rows = new.board("2026-10-01")
    assert {row["state"] for row in rows} == {"draft"} and {row["id"] for row in rows} == set(stage.states("2026-03-01"))
