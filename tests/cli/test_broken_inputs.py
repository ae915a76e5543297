"""Inputs that cannot be read end in findings or in one Chinese sentence, never in a traceback."""

import os
import struct
from pathlib import Path

import pytest

from tests.cli.conftest import run
from tests.cli.test_data import current, findings

SECTION = "chapters/school/01-人才培养/就业质量.md"


def ole(entry: str) -> bytes:
    """An OLE container whose directory names that stream."""
    name = entry.encode("utf-16-le")
    record = name.ljust(64, b"\0") + struct.pack("<HB", len(name) + 2, 2)
    return bytes.fromhex("d0cf11e0a1b11ae1").ljust(512, b"\0") + record.ljust(128, b"\0")


@pytest.mark.parametrize(("name", "data", "code"), [
    ("随机.xlsx", bytes(range(7, 250)) * 40, "K101"),
    ("空.xlsx", b"", "K101"),
    ("网页.xls", "<html><table><tr><td>毕业生</td></tr></table></html>".encode(), "K101"),
    ("加密.xlsx", ole("EncryptedPackage"), "K102"),
    ("截断.xlsx", b"PK\x03\x04" + b"\0" * 200, "K108"),
    ("带宏.xls", ole("_VBA_PROJECT"), "K105"),
    ("乱码.csv", b"\xff\xfe\xff\x00\xd8\x00\xd8", "K109"),
])
def test_an_unreadable_workbook_is_a_finding(own: Path, tmp_path: Path, name: str, data: bytes, code: str) -> None:
    before = current(own)
    (tmp_path / name).write_bytes(data)
    ran = run("freeze", tmp_path / name, "--year", "2025", "--json", "--project", own)
    told = [one for one in findings(ran) if one["severity"] == "error"]
    assert ran.status == 1 and [(one["code"], one["at"]["file"]) for one in told] == [(code, name)]
    assert told[0]["hint"] and current(own) == before
    assert not [path for path in (own / "data_contracts/2025/snapshots").iterdir() if path.name.startswith(".")]


def test_an_export_without_any_table(own: Path, tmp_path: Path) -> None:
    (tmp_path / "说明.txt").write_text("没有表", "utf-8")
    ran = run("freeze", tmp_path, "--year", "2025", "--project", own)
    assert ran.status == 1 and "错误 K119" in ran.out and "没有冻结" in ran.out


def test_pictures_that_are_none_or_not_there(own: Path) -> None:
    folder = (own / SECTION).parent
    (folder / "假图.png").write_bytes(b"GIF89a no picture at all")
    with (own / SECTION).open("a", encoding="utf-8") as file:
        file.write("\n::: 图片 假图.png 不是图片\n\n::: 图片 没有.jpg 没有这张\n\n::: 图片 ../../../外面.png 项目之外\n")
    ran = run("check", "school", "--json", "--project", own)
    told = {one["code"]: one for one in findings(ran) if one["code"] in ("T217", "T218")}
    assert ran.status == 1 and set(told) == {"T217", "T218"}
    assert told["T218"]["at"]["file"] == SECTION and told["T218"]["at"]["line"] == 7 and told["T218"]["department"] == "招生就业处"


def test_a_text_that_is_not_utf8(own: Path) -> None:
    (own / SECTION).write_bytes("毕业生\n就业质量".encode("gb18030"))
    ran = run("check", "--project", own)
    assert ran.status == 2 and SECTION in ran.err and "不是 UTF-8 编码" in ran.err and "另存为 UTF-8" in ran.err


def test_a_link_that_leads_out_of_the_project(own: Path, tmp_path: Path) -> None:
    outside = tmp_path / "别处.md"
    outside.write_text("项目之外的文字", "utf-8")
    (own / SECTION).unlink()
    (own / SECTION).symlink_to(outside)
    ran = run("check", "--project", own)
    assert ran.status == 2 and "文件不在项目文件夹内" in ran.err and "项目之外的文字" not in ran.out + ran.err


def test_a_missing_section_and_a_missing_part(own: Path, edit) -> None:
    (own / SECTION).unlink()
    edit(own / "chapters/school/report.yaml", "parts: [01-人才培养]", "parts: [01-人才培养, 02-没有]")
    told = findings(run("check", "school", "--json", "--project", own))
    assert [one["at"]["file"] for one in told if one["code"] == "A110"] == [
        "chapters/school/01-人才培养/part.yaml", "chapters/school/report.yaml"]


def test_a_damaged_snapshot_is_told_with_its_remedy(own: Path) -> None:
    manifest = own / "data_contracts/2025/snapshots" / current(own) / "manifest.json"
    manifest.write_text("{", "utf-8")
    for command in (("check",), ("figures",), ("build",)):
        ran = run(*command, "--project", own)
        assert ran.status == 2 and "快照损坏" in ran.err and "reportgen verify" in ran.err
    ran = run("verify", "--project", own)
    assert ran.status == 1 and "K173" in ran.out


def test_a_broken_look_is_told_with_its_line(own: Path, edit) -> None:
    styles = own / "templates/official/styles.yaml"
    styles.write_text("fonts:\n  body: [宋体\n", "utf-8")
    ran = run("build", "ent4", "--project", own)
    assert ran.status == 2 and "templates/official/styles.yaml:" in ran.err and "YAML" in ran.err


def test_a_project_without_reports(own: Path) -> None:
    for path in (own / "chapters").rglob("report.yaml"):
        path.unlink()
    for command in ("check", "build"):
        ran = run(command, "--project", own)
        assert ran.status == 2 and "项目里没有要编的报告" in ran.err and "report.yaml" in ran.err
    assert run("plan", "--project", own).status == 2


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="没有此种权限")
def test_a_list_of_findings_that_cannot_be_saved(small: Path, tmp_path: Path) -> None:
    (tmp_path / "不是文件夹").write_bytes(b"")
    ran = run("plan", "--xlsx", tmp_path / "不是文件夹" / "分工.xlsx", "--project", small)
    assert ran.status == 2 and "写不到" in ran.err and "改法" in ran.err
