"""The package holds what the year's scheme asks for, only of final reports, the same bytes each time, and tells nothing of who made it."""

import json
import os
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from reportgen.build import build
from reportgen.core.errors import ReportgenError, Unreadable
from reportgen.publish import make_package
from reportgen.publish.archive import unzipped
from reportgen.publish.scheme import named, read_scheme
from reportgen.published import Amendment
from reportgen.workspace import Workspace, open_workspace
from tests.corrections.specimen import GRAD_ROWS, ROOT, freeze
from tests.drafts.specimen import docx, p
from tests.publish.killing import states
from tests.publish.specimen import FIRM
from tests.writers.docx_lint import faults

SCHEME = (ROOT / "data_contracts" / "2024" / "submission.yaml").read_text("utf-8")


def files(path: Path) -> dict[str, bytes]:
    return unzipped(path.name, path.read_bytes())


def refused(workspace: Workspace) -> list[str]:
    """The codes of why no package is made; and nothing was written."""
    with pytest.raises(ReportgenError) as stop:
        make_package(workspace, 2025)
    assert not list(workspace.build(2025).glob("*.zip"))
    return sorted({one.code for one in stop.value.findings})


def test_what_is_in_it(package: Path) -> None:
    names = set(files(package))
    stem, firm = "01 学校年报/99011岭海职业技术学院质量年报（2025年度）", f"02 企业年报/99011岭海职业技术学院企业年报（{FIRM}）（2025年度）"
    assert {f"{one}.{kind}" for one in (stem, firm) for kind in ("docx", "pdf", "html")} <= names
    assert {"03 指标数据表/99011岭海职业技术学院指标数据表（2025年度）.xlsx", "04 典型案例/案例1-1 入企访问.docx", "manifest.json", "说明.txt",
            "06 数据/figures.json", "06 数据/figures-2024.json", "06 数据/numbers.json", "06 数据/snapshot.json"} <= names
    assert not any("grads" in name or name.endswith(".csv") for name in names)  # hashes of the tables leave the school, never their rows


def test_the_same_bytes_again_and_from_another_folder(finished: Workspace, package: Path, tmp_path: Path) -> None:
    other = open_workspace(shutil.copytree(finished.root, tmp_path / "别处"))
    assert make_package(other, 2025).path.read_bytes() == package.read_bytes()


def test_the_tables_are_numbers_as_printed(package: Path) -> None:
    book = load_workbook(BytesIO(files(package)["03 指标数据表/99011岭海职业技术学院指标数据表（2025年度）.xlsx"]))
    (sheet, flat) = book.worksheets
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [["序号", "指标", "单位", "2025年"], ["1", "毕业生人数", "人", 3],
                                                                                    ["2", "奖助学金额", "万元", 4.65]]
    assert sheet["D4"].number_format == "0.00" and [cell.value for cell in flat[3]][3:] == ["奖助学金额", "2025年", "万元", 4.65, "aid_total"]


def test_a_case_stands_alone_with_its_numbers(package: Path) -> None:
    from reportgen.reading.extract import extract
    texts = [piece.text for piece in extract("案例.docx", files(package)["04 典型案例/案例1-1 入企访问.docx"]).pieces]
    assert any("案例1-1" in text and "入企访问" in text for text in texts) and any("全年落实2人" in text for text in texts)


def test_letter_statement_and_review_sheet_are_filled_in_for_signature(package: Path) -> None:
    from reportgen.reading.extract import extract
    papers = {name: "".join(piece.text for piece in extract(name, data).pieces) for name, data in files(package).items() if name.startswith("05")}
    assert sorted(papers) == ["05 报送文书/内容真实性责任声明（岭海职业技术学院）.docx", "05 报送文书/合规审查表（2025年度）.docx", "05 报送文书/报送公文（2025年度）.docx"]
    assert all("岭海职业技术学院" in text for text in papers.values()) and "规则检查未发现必须改正的问题" in papers["05 报送文书/合规审查表（2025年度）.docx"]


def test_every_word_file_in_it_is_lawful(package: Path) -> None:
    words = {name: data for name, data in files(package).items() if name.endswith(".docx")}
    assert len(words) >= 5 and {name: found for name, data in words.items() if (found := faults(data))} == {}


def test_missing_papers_are_told_in_it_and_scans_go_in(own: Workspace) -> None:
    scan = own.root / "papers" / "2025" / "报送公文（盖章）.jpg"
    scan.parent.mkdir(parents=True)
    scan.write_bytes(b"\xff\xd8\xff\xe1\x00\x0aExif\x00\x00GP\xff\xda\x00\x02\x01\xff\xd9")
    made = make_package(own, 2025)
    assert sorted(one.code for one in made.findings) == ["G105", "G105", "G116"] and not any("报送公文" in one.message for one in made.findings if one.code == "G105")
    assert not any("报送公文（2025" in name for name in made.files)
    inside = files(made.path)
    assert inside["05 报送文书/报送公文（盖章）.jpg"] == b"\xff\xd8\xff\xda\x00\x02\x01\xff\xd9"  # the camera's place is gone
    assert json.loads(inside["manifest.json"])["missing"] == [f"“{one}”还没有盖章的扫描件，包里是待签字盖章的电子稿" for one in ("内容真实性责任声明", "合规审查表")]


def test_a_picture_is_read_off_by_somebody_and_that_is_compared(own: Workspace) -> None:
    folder = own.root / "papers" / "2025"
    folder.mkdir(parents=True)
    (folder / "报送公文.jpg").write_bytes(b"\xff\xd8\xff\xda\x00\x02\x01\xff\xd9")

    def codes() -> list[str]:
        return [one.code for one in make_package(own, 2025).findings if one.code[:2] in ("A1", "G1") and one.code != "G105"]
    titles = ("岭海职业技术学院质量年度报告（2025年度）", "海岳建设集团有限公司年度报告（2025年度）")
    assert codes() == ["G116"]
    record = folder / "read.yaml"
    record.write_text(f"报送公文.jpg:\n  says: [{titles[0]}]\n  by: 白芷晴\n  on: 2025-12-21\n", "utf-8")
    assert codes() == ["G114"]
    record.write_text(f"报送公文.jpg:\n  says: [{', '.join(titles)}]\n  by: 白芷晴\n  on: 2025-12-21\n", "utf-8")
    assert codes() == []
    record.write_text(f"报送公文.jpg:\n  says: [{', '.join(titles)}]\n  on: 某天\n", "utf-8")
    assert sorted(codes()) == ["A104", "G116"]


def test_a_sealed_letter_that_can_be_read_must_list_what_is_in_it(own: Workspace) -> None:
    letter = own.root / "papers" / "2025" / "报送公文（盖章）.docx"
    letter.parent.mkdir(parents=True)
    letter.write_bytes(docx(p("附件：某学院质量年度报告（2024年度）")))
    titles = ("岭海职业技术学院质量年度报告（2025年度）", "海岳建设集团有限公司年度报告（2025年度）")
    assert [one.message for one in make_package(own, 2025).findings if one.code == "G114"] == [f"盖章的公文里没有列出附件《{title}》" for title in titles]
    letter.write_bytes(docx(*(p(f"附件：{title}") for title in titles)))
    assert not [one for one in make_package(own, 2025).findings if one.code == "G114"]


def test_no_final_no_package(own: Workspace) -> None:
    shutil.rmtree(own.build(2025))
    assert refused(own) == ["G101"]


def test_a_draft_over_a_final_is_none(own: Workspace) -> None:
    build(own, ["school"])
    assert refused(own) == ["G101"]


def test_a_final_that_the_register_does_not_know_is_none(own: Workspace) -> None:
    for name in ("ledger.jsonl", "ledger.jsonl.head"):
        (own.snapshots(2025) / name).unlink()
    assert refused(own) == ["G101"]


def test_a_file_changed_by_hand_is_refused(own: Workspace) -> None:
    path = next(own.build(2025).glob("school/*.docx"))
    path.write_bytes(path.read_bytes() + b"\0")
    assert refused(own) == ["G102"]


@pytest.mark.parametrize("change", ["text", "data"])
def test_a_final_that_is_no_longer_the_sources_is_refused(own: Workspace, change: str) -> None:
    if change == "text":
        path = own.root / "chapters/school/01-人才培养/资助.md"
        path.write_text(path.read_text("utf-8") + "\n另有一句。\n", "utf-8")
    else:
        freeze(own, [*GRAD_ROWS, ["4", "扩招", "就业"]], reason="漏报", requested_by="甲", approved_by="乙")
    assert "G103" in refused(own)


def test_a_file_over_the_limit_is_an_error_and_nothing_is_written(own: Workspace) -> None:
    (own.contracts / "2025" / "submission.yaml").write_text(SCHEME.replace("file: 50", "file: 0.001"), "utf-8")
    made = make_package(own, 2025)
    assert made.path is None and {one.code for one in made.findings} == {"G104", "G105", "G112"} and not list(own.build(2025).glob("*.zip"))


def test_two_files_of_one_name_are_refused(own: Workspace) -> None:
    (own.contracts / "2025" / "submission.yaml").write_text(SCHEME.replace("{编号} {题目}", "{代码}").replace("04 典型案例", "案例"), "utf-8")
    path = own.root / "chapters/school/01-人才培养/资助.md"
    shutil.copytree(own.root / "cases" / "firm", own.root / "cases" / "other")
    case = own.root / "cases" / "other" / "case.md"
    case.write_text(case.read_text("utf-8").replace("id: firm", "id: other"), "utf-8")
    path.write_text(path.read_text("utf-8") + "\n::: 案例 other\n", "utf-8")
    build(own, final=True, amendment=Amendment("补一个案例", "甲", "戊"), on="2025-12-20")
    assert refused(own) == []


@pytest.mark.parametrize(("old", "new", "code"), [
    ("archive:", "archives:", "P103"), ("file: 50", "file: 零", "P106"), ("file: 50", "file: -1", "P106"), ("{题目}", "{标题}", "P106"),
    ("folder: 01 学校年报", "folder: a/b", "P106"), ("02 企业年报", "01 学校年报", "P106"), ("data: 06 数据", "", "P104")])
def test_a_faulty_scheme_is_told_with_its_line(old: str, new: str, code: str) -> None:
    with pytest.raises(Unreadable) as stop:
        read_scheme("submission.yaml", SCHEME.replace(old, new))
    assert code in {one.code for one in stop.value.findings} and all(one.at.line for one in stop.value.findings)


def test_names_are_safe_on_every_system() -> None:
    assert named("{学校}{企业}", {"学校": "甲/乙:丙*", "企业": "丁." * 100}).startswith("甲_乙_丙_丁.丁")
    assert len(named("{学校}", {"学校": "甲" * 300})) == 80 and named("{学校}", {"学校": "…. "}) == "…"


def test_a_zip_of_ours_has_no_time_and_no_machine(package: Path) -> None:
    with ZipFile(package) as archive:
        assert {(entry.date_time, entry.create_system, entry.external_attr) for entry in archive.infolist()} == {((1980, 1, 1, 0, 0, 0), 3, 0o644 << 16)}
        assert archive.namelist() == sorted(archive.namelist())


@pytest.mark.skipif(os.name == "nt", reason="kills by signal")
def test_killed_at_any_step_the_old_package_or_the_new_one_is_there(own: Workspace, package: Path, tmp_path: Path) -> None:
    folder = tmp_path / "出"
    out = folder / "材料.zip"

    def restore() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        out.write_bytes(b"old")
    seen = {out.read_bytes() for _ in states(folder, ["--project", str(own.root), "package", "--out", str(out)], restore)}
    assert b"old" in seen <= {b"old", package.read_bytes()} and out.read_bytes() == package.read_bytes()
