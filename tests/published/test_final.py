"""A final report is refused with everything that is open at once; it tells the public once; a later edition says what it corrects."""

import json
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from reportgen.build import assemble, build
from reportgen.core.finding import errors
from reportgen.edition import verify_records
from reportgen.final import obstacles
from reportgen.ledger import snapshot_log
from reportgen.published import Amendment, path_of, read_published
from reportgen.review.record import Decision, review
from reportgen.workspace import Workspace
from tests.cli.conftest import run
from tests.corrections.specimen import GRAD_ROWS, freeze, project

TEXT = "chapters/school/01-人才培养/就业.md"
MEND = Amendment("漏报一人", "甲", "戊")
STATEMENT = """statement:
  title: 内容真实性责任声明
  paragraphs: [学校对本报告的真实性负责。]
  signatures: ["单位名称（盖章）："]
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = project(tmp_path)
    edit(made.root / "people.yaml", "signoff:\n  required: true", "signoff:\n  required: false")
    return made


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def final(workspace: Workspace, *, on: str = "2025-12-01", amendment: Amendment = Amendment()) -> list[str]:
    """The codes of what stops it; none if it was made."""
    built = build(workspace, final=True, formats=("docx", "html"), on=on, amendment=amendment)
    stops = [one.code for one in built.findings if one.severity == "error"]
    assert bool(built.files) != bool(stops)
    return stops


def page(workspace: Workspace) -> str:
    return next((workspace.build(2025) / "school").glob("*.html")).read_text("utf-8")


def scan(workspace: Workspace, size: tuple[int, int] = (1240, 1754)) -> None:
    out = BytesIO()
    Image.new("RGB", size, "white").save(out, "PNG")
    (workspace.root / "chapters/school/声明.png").write_bytes(out.getvalue())


def test_everything_that_is_open_is_said_at_once(workspace: Workspace) -> None:
    people = workspace.root / "people.yaml"
    edit(people, "final: {statement: false, consent: false}", "sections: {required: true}\nfinal: {review: true}")
    edit(people, "required: false", "required: true")
    (workspace.root / "chapters/school/report.yaml").write_text((workspace.root / "chapters/school/report.yaml").read_text("utf-8") + STATEMENT, "utf-8")
    edit(workspace.root / TEXT, "落实率{{落实率}}。", "落实率{{落实率}}，就业对口率为71.3%。")
    assert {"D701", "H701", "H711", "H732", "H733", "H734", "T201"} <= set(final(workspace)) and not path_of(workspace, 2025).exists()


def test_a_signed_statement(workspace: Workspace) -> None:
    edit(workspace.root / "people.yaml", "statement: false", "statement: true")
    report = workspace.root / "chapters/school/report.yaml"
    report.write_text(report.read_text("utf-8") + STATEMENT, "utf-8")
    assert final(workspace) == ["H732"]
    report.write_text(report.read_text("utf-8") + "  scan: 声明.png\n  signed: 2025-12-05\n", "utf-8")
    assert final(workspace) == ["H732", "H732"]
    scan(workspace)
    assert final(workspace) == ["H732"] and final(workspace, on="2025-12-05") == []
    assert 'class="scan"' in page(workspace) and "学校对本报告的真实性负责。" in page(workspace) and "单位名称（盖章）" not in page(workspace)


@pytest.mark.parametrize(("asked", "said", "codes"), [("false", "", []), ("true", "", ["H733"]), ("true", "consent: true\n", []), ("false", "consent: false\n", ["H733"])])
def test_consent_of_a_case(workspace: Workspace, asked: str, said: str, codes: list[str]) -> None:
    edit(workspace.root / "people.yaml", "consent: false", f"consent: {asked}")
    edit(workspace.root / "cases/firm/case.md", "author: 某人\n", f"author: 某人\n{said}")
    assert final(workspace) == codes


def reviewed(workspace: Workspace, verdict: str, on: str) -> None:
    reports, findings = assemble(workspace)
    assert review(workspace, reports, findings, on=on, decision=Decision(verdict, "戊", "看过"))[1] == ()


def test_a_review_that_was_passed_where_the_school_asks_for_it(workspace: Workspace) -> None:
    edit(workspace.root / "people.yaml", "consent: false}", "consent: false, review: true}")
    assert final(workspace) == ["H734"]
    reviewed(workspace, "退回", "2025-11-27")
    assert final(workspace) == ["H734"]
    reviewed(workspace, "通过", "2025-11-28")
    edit(workspace.root / TEXT, "见{{表:jobs}}", "详见{{表:jobs}}")  # no rule minds, yet nobody has seen it
    assert final(workspace) == ["H734"]
    reviewed(workspace, "通过", "2025-11-29")
    assert final(workspace) == []


def test_the_pdf_holds_the_figures_that_it_prints_and_no_others(workspace: Workspace) -> None:
    (workspace.root / TEXT).write_text("毕业生{{毕业生人数}}。\n\n::: 案例 firm\n", "utf-8")
    report = workspace.root / "chapters/school/report.yaml"
    report.write_text(report.read_text("utf-8").replace("annex: true", "annex: false"), "utf-8")
    assert errors(build(workspace, final=True, formats=("pdf",), on="2025-12-01").findings) == ()
    attached = PdfReader(next((workspace.build(2025) / "school").glob("*.pdf"))).attachments
    assert {one["name"] for one in json.loads(attached["figures.json"][0])} == {"毕业生人数", "落实人数", "奖助学金额"}  # 落实率 is the school's own affair


def test_the_tree_is_as_composed_whatever_the_pages_ask_for(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is packed and published is compared with it: a chart that moves behind a paragraph is no change of the report."""
    monkeypatch.setattr("reportgen.writers.arrange.arranged", lambda document, *_: replace(document, parts=document.parts[::-1]))
    built = build(workspace, formats=("html",))
    tree = json.loads(next((workspace.build(2025) / "school").glob("*.json")).read_bytes())
    (report,) = built.reports
    assert [one["id"] for one in tree["document"]["parts"]] == [one.id for one in report.document.parts]


def test_what_the_public_was_told(workspace: Workspace) -> None:
    assert final(workspace) == []
    told = json.loads(path_of(workspace, 2025).read_bytes())["reports"]["school"]
    assert (told["edition"], told["on"], told["corrections"]) == (1, "2025-12-01", [])
    assert {one["name"]: (one["shown"], one["value"]) for one in told["figures"]}["落实率"] == ("67%", "67")
    assert any(passage[2] == "毕业生3人，比上年增加1人。落实率67%。见表、图。" for passage in told["passages"])
    assert snapshot_log(workspace, 2025).read()[0][-1]["published"].keys() == {"school"} and list(verify_records(workspace, 2025)) == []


def test_the_same_again_changes_nothing(workspace: Workspace) -> None:
    final(workspace)
    before = path_of(workspace, 2025).read_bytes()
    assert final(workspace, on="2025-12-31") == [] and path_of(workspace, 2025).read_bytes() == before and "勘误" not in page(workspace)


def test_a_published_report_is_locked(workspace: Workspace) -> None:
    final(workspace)
    before = page(workspace)
    edit(workspace.root / TEXT, "毕业生{{毕业生人数}}", "2025届毕业生{{毕业生人数}}")
    assert final(workspace) == ["H731"] and final(workspace, amendment=Amendment("改一处", "甲")) == ["H731"]
    assert final(workspace, amendment=Amendment("改一处", "甲", "甲")) == ["H731"] and page(workspace) == before


def test_a_correction_is_a_new_edition_with_errata(workspace: Workspace) -> None:
    final(workspace)
    freeze(workspace, [*GRAD_ROWS, ["4", "扩招", "就业"]], reason="漏报一人", requested_by="甲", approved_by="戊")
    assert final(workspace, on="2026-01-10") == ["H731"]
    assert final(workspace, on="2026-01-10", amendment=MEND) == []
    said = page(workspace)
    assert "勘误" in said and "本报告第1版于2025年12月1日公布。第2版（2026年1月10日）更正下列" in said and "更正原因：漏报一人。提出：甲；批准：戊。" in said
    assert "毕业生<strong>4人</strong>" in said.replace("\n", "") or "<strong>4</strong>" in said
    known = read_published(workspace, 2025)[0]["school"]
    assert known.edition == 2 and {("就业质量（正文）", "毕业生3人，比上年增加1人。落实率67%。见表、图。", "毕业生4人，比上年增加2人。落实率75%。见表、图。")} <= {
        (one["where"], one["old"], one["new"]) for one in known.corrections[0]["changes"]}
    assert final(workspace, on="2026-02-01") == [] and read_published(workspace, 2025)[0]["school"].edition == 2
    edit(workspace.root / TEXT, "毕业生{{毕业生人数}}", "共有毕业生{{毕业生人数}}")
    assert final(workspace, on="2026-03-01", amendment=Amendment("措辞", "甲", "戊")) == []
    assert read_published(workspace, 2025)[0]["school"].edition == 3 and "第3版（2026年3月1日）" in page(workspace) and "第2版（2026年1月10日）" in page(workspace)


def test_a_project_that_asks_for_no_corrections_is_not_locked(workspace: Workspace) -> None:
    people = workspace.root / "people.yaml"
    people.write_text(people.read_text("utf-8") + "corrections: {required: false}\n", "utf-8")
    final(workspace)
    edit(workspace.root / TEXT, "毕业生{{毕业生人数}}", "共有毕业生{{毕业生人数}}")
    assert final(workspace) == [] and read_published(workspace, 2025)[0]["school"].edition == 1


@pytest.mark.parametrize("harm", [lambda path: path.write_text(path.read_text("utf-8").replace("67%", "77%"), "utf-8"), lambda path: path.write_text("{", "utf-8"), Path.unlink])
def test_a_record_that_is_not_what_was_published(workspace: Workspace, harm) -> None:
    final(workspace)
    harm(path_of(workspace, 2025))
    assert [one.code for one in verify_records(workspace, 2025)] == ["H735"] and "H735" in final(workspace)


def test_a_command_interrupted_before_the_register_is_finished_by_the_next(workspace: Workspace, monkeypatch) -> None:
    final(workspace)
    edit(workspace.root / TEXT, "毕业生{{毕业生人数}}", "共有毕业生{{毕业生人数}}")
    with monkeypatch.context() as cut:
        cut.setattr("reportgen.build.record_final", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            final(workspace, amendment=MEND)
    assert list(verify_records(workspace, 2025)) == [] and final(workspace) == []
    assert read_published(workspace, 2025)[0]["school"].edition == 2 and len(snapshot_log(workspace, 2025).read()[0]) == 3


def test_next_year_sees_what_was_told_this_year(workspace: Workspace) -> None:
    """The public was told of 2024 what its snapshot does not say any more."""
    told = {"id": "total", "scope": "学校", "name": "毕业生人数", "shown": "5人", "value": "5", "unit": "人", "definition": "x"}
    one = {"title": "t", "edition": 1, "on": "2024-12-01", "snapshot": "x", "pack": "x", "figures": [told], "passages": [], "corrections": []}
    path_of(workspace, 2024).write_text(json.dumps({"year": 2024, "reports": {"school": one}}), "utf-8")
    found = [one for one in build(workspace, formats=("html",)).findings if one.code == "H741"]
    assert len(found) == 1 and "公布的“毕业生人数”是5人，按现在的2024年度快照是2人" in found[0].message and found[0].department == "招生就业处"


def test_what_was_read_off_the_signed_page_is_compared(workspace: Workspace) -> None:
    report = workspace.root / "chapters/school/report.yaml"
    before = report.read_text("utf-8") + STATEMENT + "  scan: 声明.png\n"

    def told(on_scan: str = "", size: tuple[int, int] = (1240, 1754)) -> list[tuple[str, str]]:
        scan(workspace, size)
        report.write_text(before + (f"  on_scan: {on_scan}\n" if on_scan else ""), "utf-8")
        stops = obstacles(workspace, assemble(workspace)[0], amendment=Amendment(), on="2025-12-05")
        return [(str(one.severity), one.message) for one in stops if one.code == "H736"]
    assert told() == [("warning", "声明扫描页上写的没有抄录，题目、年度、日期没有核对")]
    title = assemble(workspace)[0][0].document.title
    assert told(f"{{title: 《{title}》（2025年度）, year: 2025 年度, date: 2025-12-05}}") == []
    assert told(f"{{title: {title}, year: 2025, date: 2025-12-04}}", (600, 800)) == [("warning", "声明扫描页600×800点，太小，签字和印章看不清")]
    assert told(f"{{title: {title}, year: 2025, date: 2025-12-04}}", (1600, 1100)) == [("warning", "声明扫描页1600×1100点，是横的")]
    assert told("{title: 质量报告, year: 2024年度, date: 2025-12-06}") == [
        ("error", f"声明扫描页的题目是“质量报告”，报告是“{title}”"), ("error", "声明扫描页写的是“2024年度”，报告是“2025年度”"),
        ("error", "声明扫描页签于2025-12-06，晚于终稿的日期2025-12-05")]


def test_an_audit_of_a_later_edition_trusts_what_its_errata_say_of_what_was_published(workspace: Workspace, tmp_path: Path) -> None:
    assert final(workspace) == []
    freeze(workspace, [*GRAD_ROWS, ["4", "扩招", "就业"]], reason="漏报一人", requested_by="甲", approved_by="戊")
    assert final(workspace, on="2026-01-05", amendment=MEND) == []
    copy = tmp_path / "第二版.html"
    copy.write_text(page(workspace), "utf-8")
    ran = run("audit", copy, "--project", workspace.root)
    assert ran.status == 0, ran.out
    wrong = re.sub(r"毕业生(<[^>]+>)?3(<[^>]+>)?人", lambda found: found[0].replace("3", "7"), page(workspace), count=1)
    assert wrong != page(workspace)
    copy.write_text(wrong, "utf-8")
    assert run("audit", copy, "--project", workspace.root).status == 1
