"""look check: what a template folder lacks, each with its place and remedy."""

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.conftest import Ran, run
from tests.cli.project import ROOT
from tests.cli.test_data import findings


@pytest.fixture
def look(tmp_path: Path) -> Path:
    """A school's own look, copied from the modern one; no project around it."""
    shutil.copytree(ROOT / "templates" / "common", tmp_path / "templates" / "common")
    return shutil.copytree(ROOT / "templates" / "modern", tmp_path / "templates" / "ours")


def lacking(look: Path, *codes: str) -> Ran:
    """The check, which must find just these."""
    ran = run("look", "check", look)
    told = findings(run("look", "check", look, "--json"))
    assert [one["code"] for one in told] == list(codes), ran.out
    assert all(one["hint"] and one["at"]["file"].startswith("templates/ours/") for one in told)
    assert ran.status == (1 if any(one["severity"] == "error" for one in told) else 0)
    return ran


def changed(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def in_word(look: Path, part: str, before: str, after: str) -> None:
    """The same within base.docx."""
    with ZipFile(look / "base.docx") as source:
        parts = {name: source.read(name).decode() for name in source.namelist()}
    assert before in parts[part]
    parts[part] = parts[part].replace(before, after)
    out = BytesIO()
    with ZipFile(out, "w") as target:
        for name, text in parts.items():
            target.writestr(name, text)
    (look / "base.docx").write_bytes(out.getvalue())


def test_the_looks_of_the_project_lack_nothing() -> None:
    ran = run("look", "check", "--project", ROOT)
    assert ran.status == 0 and "检查了版式：modern、official" in ran.out and "没有问题" in ran.out


def test_a_copy_lacks_nothing_and_needs_no_project(look: Path) -> None:
    assert "没有问题" in lacking(look).out


@pytest.mark.parametrize("file", ["styles.yaml", "base.docx", "report.typ", "report.html.j2"])
def test_a_file_that_is_not_there(look: Path, file: str) -> None:
    (look / file).unlink()
    assert f"缺少 {file}" in lacking(look, "Y110").out


def test_every_fault_of_the_parameters_at_once_in_its_line(look: Path) -> None:
    changed(look / "styles.yaml", "cover: band", "cover: stripes")
    changed(look / "styles.yaml", "  indent_chars: 2\n", "  indents: 2\n")
    changed(look / "styles.yaml", '"#0f4c81"', '"dark blue"')
    changed(look / "styles.yaml", "note: {size_pt: 9,", "note: {size_pt: 小五,")
    ran = lacking(look, "Y106", "Y104", "Y103", "Y106", "Y106")
    assert "可用：line、band" in ran.out and "缺少“indent_chars”" in ran.out and "应为数" in ran.out and "不是颜色" in ran.out
    number = next(n for n, line in enumerate((look / "styles.yaml").read_text("utf-8").splitlines(), 1) if line.startswith("cover:"))
    assert f"templates/ours/styles.yaml:{number}:" in ran.out


@pytest.mark.parametrize(("part", "before", "after", "codes"), [
    ("word/styles.xml", 'w:val="案例标题"', 'w:val="别的样式"', ["Y111"]),
    ("word/styles.xml", 'w:type="table" w:customStyle="1" w:styleId="ThreeLine"', 'w:type="paragraph" w:customStyle="1" w:styleId="ThreeLine"', ["Y112"]),
    ("word/numbering.xml", '<w:pStyle w:val="ListNumber"/>', "", ["Y113"]),
    ("word/document.xml", "{{ date }}", "{{ dote }}", ["Y114", "Y115"]),
    ("word/document.xml", "{{ title }}", "", ["Y115"]),
    ("word/document.xml", 'w:left="1542"', 'w:left="2000"', ["Y116"]),
    ("word/styles.xml", '<w:sz w:val="48"/>', '<w:sz w:val="40"/>', ["Y117"]),
])
def test_what_the_word_template_lacks(look: Path, part: str, before: str, after: str, codes: list[str]) -> None:
    in_word(look, part, before, after)
    lacking(look, *codes)


def test_a_word_template_that_is_none(look: Path) -> None:
    (look / "base.docx").write_bytes(b"<html>")
    ran = run("look", "check", look)
    assert ran.status == 1 and "其实是网页" in ran.out


@pytest.mark.parametrize(("file", "change", "codes", "told"), [
    ("report.typ", lambda text: text.replace("#report(", "#let unused = (", 1), ["Y120"], "试排 PDF 没有成功"),
    ("report.typ", lambda text: text.replace("data.subtitle)", "[])"), ["Y121"], "封面的年度"),
    ("report.html.j2", lambda text: "{% if %}", ["Y120"], "试排 HTML 没有成功"),
    ("report.html.j2", lambda text: "<p>{{ document.title }}{{ document.subtitle }}</p>", ["Y121", "Y123", "Y123", "Y123"], "责任声明、标题、数据卡片、正文"),
    ("report.html.j2", lambda text: text + "{% block style %}.ours{color:red}{% endblock %}", [], "没有问题"),
    ("../common/common.html.j2", lambda text: text.replace(".case{", ".box{").replace(".case ", ".box ").replace(".case>", ".box>"), ["Y122"], "没有 .case（案例框）"),
    ("styles.yaml", lambda text: text.replace('muted: "#52606d"', 'muted: "#b0b8c0"'), ["Y130", "Y130"], "对比度"),
    ("styles.yaml", lambda text: text.replace("open: {serif: Noto Serif SC", "pdf: {title: 方正小标宋}\n  open: {serif: Noto Serif SC"), ["Y132"], "方正小标宋"),
    ("styles.yaml", lambda text: text + "own: {band_mm: 40}\n", [], "没有问题"),
])
def test_what_the_other_templates_lack(look: Path, file: str, change: Callable[[str], str], codes: list[str], told: str) -> None:
    text = (look / file).read_text("utf-8")
    assert change(text) != text
    (look / file).write_text(change(text), "utf-8")
    assert told in lacking(look, *codes).out


def test_a_font_file_that_is_none(look: Path) -> None:
    (look / "fonts").mkdir()
    (look / "fonts" / "小标宋.ttf").write_bytes(b"not a font")
    assert "小标宋.ttf 不是字体文件" in lacking(look, "Y131").out


def test_a_folder_that_is_no_look(look: Path, tmp_path: Path) -> None:
    assert run("look", "check", "nowhere", "--project", ROOT).status == 2
    assert "没有 project.yaml" in run("look", "check", "ours", "--project", tmp_path).err


def test_a_report_is_refused_with_all_faults_of_its_look(own: Path, edit) -> None:
    edit(own / "templates/official/styles.yaml", "cover: line", "cover: lines")
    edit(own / "templates/official/styles.yaml", "photo: {width_pt: 340, ", "photo: {")
    ran = run("build", "ent4", "--format", "html", "--project", own)
    assert ran.status == 2 and "版式“official”的参数（YAML）有2处写得不对" in ran.err and "look check" in ran.err and "width_pt" in ran.err
