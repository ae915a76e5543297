"""build: what is written, that it is the same everywhere, and that nothing is lost when it cannot be written."""

import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.files import reason, write_together
from tests.cli.conftest import Ran, outputs, run
from tests.cli.project import ENTERPRISE
from tests.cli.test_data import findings

SECTION = "chapters/enterprise/02-参与办学/参与办学情况.md"
FOLDER = f"build/2025/enterprise/{ENTERPRISE}"


@pytest.fixture
def mine(built: tuple[Path, Ran], tmp_path: Path) -> Path:
    """A copy of the project with its outputs."""
    return shutil.copytree(built[0], tmp_path / "mine")


def test_a_build_says_what_it_wrote(built: tuple[Path, Ran]) -> None:
    folder, ran = built
    assert ran.status == 0 and "没有问题" in ran.out
    written = outputs(folder)
    assert f"已生成 {len(written)} 个文件" in ran.out
    assert all(any(name.removesuffix(kind) in line and kind[1:] in line for line in ran.out.splitlines())
               for name in written for kind in [Path(name).suffix])
    assert {Path(name).suffix for name in written if name.startswith(FOLDER)} == {".docx", ".pdf", ".html", ".json"}
    assert all(f"{ENTERPRISE}参与高等职业教育人才培养年度报告（2025年度）." in name for name in written if name.startswith(FOLDER))


def test_the_record_names_every_output_with_its_hash(built: tuple[Path, Ran]) -> None:
    written = outputs(built[0])
    record = json.loads(written.pop("build/2025/manifest.json"))
    written.pop("build/2025/figures.json")
    assert {f"build/2025/{name}": one["sha256"] for name, one in record["outputs"].items()} == \
        {name: hashlib.sha256(data).hexdigest() for name, data in written.items()}
    assert record["snapshot"] and record["last_snapshot"] and record["summary"]["errors"] == 0


def test_the_page_leads_to_the_rows_of_the_export(built: tuple[Path, Ran]) -> None:
    page = next((built[0] / FOLDER).glob("*.html")).read_text("utf-8")
    assert "<summary>取数与单元格" in page and re.search(r"〕第\d[^<]*行", page)


def test_verify_finds_an_output_changed_or_lost_and_a_damaged_record(mine: Path) -> None:
    assert run("verify", "--project", mine).status == 0
    page, book = (next((mine / FOLDER).glob(f"*.{kind}")) for kind in ("html", "docx"))
    page.write_bytes(page.read_bytes().replace("学校".encode(), "学院".encode(), 1))
    book.unlink()
    ran = run("verify", "2025", "--json", "--project", mine)
    assert ran.status == 1 and {one["code"]: one["at"]["file"] for one in findings(ran) if one["severity"] == "error"} == {
        "B101": f"{FOLDER}/{book.name}", "B102": f"{FOLDER}/{page.name}"}
    (mine / "build/2025/manifest.json").write_text("{}", "utf-8")
    told = findings(run("verify", "2025", "--json", "--project", mine))
    assert [one["code"] for one in told if one["severity"] == "error"] == ["B103"]


# ── the same bytes ─────────────────────────────────────────────────────────

def test_built_again_no_byte_changes(mine: Path) -> None:
    before = outputs(mine)
    shutil.rmtree(mine / ".cache")
    assert run("build", "ent4", "--project", mine).status == 0
    assert outputs(mine) == before


def test_another_place_time_zone_language_and_hash_seed_change_no_byte(built: tuple[Path, Ran], tmp_path: Path) -> None:
    elsewhere = tmp_path / "另一个 文件夹" / "p"
    shutil.copytree(built[0], elsewhere, ignore=shutil.ignore_patterns("build", ".cache"))
    strange = {**os.environ, "TZ": "America/St_Johns", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "7", "COLUMNS": "40"}
    ended = subprocess.run([sys.executable, "-m", "reportgen", "build", ENTERPRISE], cwd=elsewhere, env=strange, capture_output=True)
    assert ended.returncode == 0 and "已生成".encode() in ended.stdout and ended.stderr == b""
    assert outputs(elsewhere) == outputs(built[0])


def test_a_final_word_file_does_not_depend_on_the_office_program_of_the_host(built: tuple[Path, Ran], tmp_path: Path, monkeypatch) -> None:
    made = []
    for place, host in (("without", None), ("with", "/opt/libreoffice/soffice")):
        monkeypatch.setattr("reportgen.office.installed", lambda host=host: host)
        mine = shutil.copytree(built[0], tmp_path / place)
        ran = run("build", "ent4", "--final", "--format", "docx", "--on", "2025-12-01", "--project", mine)
        assert ran.status == 0 and "取自 PDF 的排版" in ran.out and ("先装 LibreOffice" in ran.out) == (host is None)
        made.append(next((mine / FOLDER).glob("*.docx")).read_bytes())
    assert made[0] == made[1]


def test_pages_of_the_word_file_itself_are_refused_without_an_office_program(mine: Path, monkeypatch) -> None:
    monkeypatch.setattr("reportgen.office.installed", lambda: None)
    before = outputs(mine)
    ran = run("build", "ent4", "--final", "--word-pages", "--project", mine)
    assert ran.status == 2 and "去掉 --word-pages" in ran.err and outputs(mine) == before


# ── drafts and finals ──────────────────────────────────────────────────────

def test_a_final_is_refused_while_an_error_is_open_and_nothing_is_touched(mine: Path, edit) -> None:
    edit(mine / SECTION, "企业按照", "企业投入300万元，按照")
    before = outputs(mine)
    ran = run("build", "ent4", "--final", "--project", mine)
    assert ran.status == 1 and "错误 T201 bare-number" in ran.out and "终稿没有生成：以上错误改正后再试；原有成品未改动" in ran.out
    assert outputs(mine) == before


def test_a_draft_is_built_with_its_open_findings_at_the_end(mine: Path, edit) -> None:
    edit(mine / SECTION, "企业按照", "企业投入300万元，按照")
    ran = run("build", "ent4", "--format", "html", "--project", mine)
    page = next((mine / FOLDER).glob("*.html")).read_text("utf-8")
    assert ran.status == 1 and "已生成" in ran.out and "未决问题清单" in page and "手写的统计数字“300万元”没有来源" in page and "草稿" in page


def test_a_final_without_errors_has_no_mark_of_a_draft(mine: Path) -> None:
    assert "草稿" in next((mine / FOLDER).glob("*.html")).read_text("utf-8")
    assert run("build", "ent4", "--final", "--format", "html", "--project", mine).status == 0
    assert "草稿" not in next((mine / FOLDER).glob("*.html")).read_text("utf-8")


# ── when it cannot be written ──────────────────────────────────────────────

def test_a_file_that_cannot_be_replaced_stays_whole(mine: Path, edit, monkeypatch) -> None:
    """As when the page is open in another program, or the program is ended while it writes."""
    edit(mine / SECTION, "企业按照", "合作企业按照")
    before, replace = outputs(mine), os.replace

    def failing(source: str, target: str) -> None:
        if str(target).endswith(".html"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(source), None, str(target))
        replace(source, target)
    monkeypatch.setattr(os, "replace", failing)
    ran = run("build", "ent4", "--format", "html", "--project", mine)
    assert ran.status == 2 and "文件读写没有成功：没有权限，或正被别的程序打开" in ran.err and "（2025年度）.html" in ran.err
    assert outputs(mine) == before


def test_a_full_disk_changes_no_file(tmp_path: Path, monkeypatch) -> None:
    """Everything is on disk under other names before anything is replaced."""
    files = {tmp_path / name: b"new" for name in ("1", "2", "3")}
    write_together(dict.fromkeys(files, b"old"))
    flush, count = os.fsync, iter(range(9))

    def failing(handle: int) -> None:
        if next(count) == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        flush(handle)
    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(OSError) as full:
        write_together(files)
    assert reason(full.value) == "磁盘已满"
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == dict.fromkeys(files, b"old")
