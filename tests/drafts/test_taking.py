"""Drafts taken into a project, as a user does it."""

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import own, run, small  # noqa: F401 - fixtures
from tests.drafts.specimen import LONG, docx, drawing, jpeg, p, png, r, tbl, tr

PICTURES = {"parts": {"media/image1.png": png(700, 300), "media/image2.jpeg": jpeg()}, "links": {"p": ("image", "media/image1.png"), "q": ("image", "media/image2.jpeg")}}
SECTION = docx(p("（一）去向落实", look="<w:b/>"), p("2025届毕业生4067人，毕业去向落实率为96.07%，见表1。"), p("表1 去向"), tbl(tr("指标", "数量"), tr("毕业生人数（人）", "4067")),
               p("（二）就业服务", look="<w:b/>"), p("举办招聘会46场。" + LONG), p(drawing("p")), p("图1 招聘会现场"), p(LONG), **PICTURES)
CASE = docx(p("车间里的课堂", look="<w:b/>", jc="center"), p("——共建产业学院的实践", jc="center"), p("供稿单位：教务处", jc="center"), p("一、背景", look="<w:b/>"), p(LONG),
            p(drawing("q", alt="学生围着一台机床")), p("图1 师傅示范"), p("二、成效", look="<w:b/>"), p(LONG), **PICTURES)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "就业材料（初稿）.docx"
    path.write_bytes(SECTION)
    return path


def _part(project: Path) -> Path:
    return project / "chapters/school/01-人才培养"


def test_a_draft_is_written_beside_the_section_for_review(own: Path, draft: Path) -> None:  # noqa: F811
    before = (_part(own) / "就业质量.md").read_text("utf-8")
    ran = run("intake", draft, "--section", "人才培养/就业质量", "--project", own)
    text = (_part(own) / "就业质量.draft.md").read_text("utf-8")
    assert ran.status == 0 and (_part(own) / "就业质量.md").read_text("utf-8") == before
    assert text.startswith("## 去向落实\n\n{{届}}毕业生{{grad_total}}，毕业去向落实率为{{placement_rate}}，见{{表:jobs-biao1}}。\n\n::: 表 jobs-biao1\n")
    assert "::: 图片 jobs-1.png 招聘会现场" in text and (_part(own) / "jobs-1.png").is_file()
    assert "{{grad_total|数值}}" in (_part(own) / "就业质量.draft.yaml").read_text("utf-8")
    assert "96.07%" in ran.out and "97.07%" in ran.out and "图 1→1" in ran.out


def test_the_review_sheet_lists_every_figure(own: Path, draft: Path) -> None:  # noqa: F811
    run("intake", draft, "--section", "training/jobs", "--project", own)
    book = openpyxl.load_workbook(_part(own) / "就业质量.draft.xlsx")
    rows = list(book["数字核对"].iter_rows(min_row=2, values_only=True))
    assert book.sheetnames == ["数字核对", "问题", "清点"]
    assert [(row[3], row[4], row[6]) for row in rows][:3] == [("2025届", "年份", "{{届}}"), ("4067人", "一致", "{{grad_total}}"), ("96.07%", "不一致", "{{placement_rate}}")]


def test_two_runs_leave_the_same_bytes(own: Path, draft: Path) -> None:  # noqa: F811
    def outputs() -> dict[str, bytes]:
        run("intake", draft, "--section", "就业质量", "--project", own)
        return {path.name: path.read_bytes() for path in _part(own).iterdir()}
    assert outputs() == outputs() and not (own / ".cache/intake").exists()


def test_accepted_it_is_the_section_and_the_report_can_be_built(own: Path, draft: Path) -> None:  # noqa: F811
    before = (_part(own) / "就业质量.md").read_bytes()
    ran = run("intake", draft, "--section", "人才培养/就业质量", "--accept", "--project", own)
    assert ran.status == 0 and "N160" in ran.out
    (kept,) = (own / ".cache/intake").iterdir()
    assert kept.read_bytes() == before and not list(_part(own).glob("*.draft.*"))
    tables = (_part(own) / "tables.yaml").read_text("utf-8")
    assert tables.startswith("jobs-table:") and "jobs-biao1:\n  title: 去向" in tables
    found = json.loads(run("check", "school", "--json", "--project", own).out)["findings"]
    assert not [one for one in found if one["code"] in ("T202", "T205", "T211", "T213", "T217", "A112", "A113")], found


def test_numbers_without_an_indicator_are_marked_on_request(own: Path, draft: Path) -> None:  # noqa: F811
    run("intake", draft, "--section", "人才培养/就业质量", "--accept-literals", "--project", own)
    assert "举办招聘会{{literal:46场}}。" in (_part(own) / "就业质量.draft.md").read_text("utf-8")


def test_a_file_that_was_edited_is_kept(own: Path, draft: Path) -> None:  # noqa: F811
    run("intake", draft, "--section", "人才培养/就业质量", "--project", own)
    (_part(own) / "就业质量.draft.md").write_text("改过的话\n", "utf-8")
    ran = run("intake", draft, "--section", "人才培养/就业质量", "--project", own)
    assert "N160" in ran.out and [path.read_text("utf-8") for path in (own / ".cache/intake").iterdir()] == ["改过的话\n"]


def test_a_case_gets_its_head_and_what_is_missing_is_told(own: Path, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "人才培养案例.docx"
    path.write_bytes(CASE)
    ran = run("intake", path, "--case", "jiaowu-02-chejian", "--accept", "--json", "--project", own)
    text = (own / "cases/jiaowu-02-chejian/case.md").read_text("utf-8")
    assert text.startswith('---\ntitle: 车间里的课堂\nsubtitle: 共建产业学院的实践\ndepartment: 教务处\ntheme: 人才培养\nauthor: 教务处\npictures:\n  - file: tu-1.jpg\n    caption: 师傅示范\n'
                           '    alt: 学生围着一台机床\n    rights: ""\nconsent: false\n---\n\n### 背景\n')
    said = [one["message"] for one in ran.json()["findings"] if one["code"] == "N150"]
    assert any("版权" in one for one in said) and any("同意公开" in one for one in said) and not any("标题" in one for one in said)
    assert (own / "cases/jiaowu-02-chejian/tu-1.jpg").is_file()


def test_tracked_changes_must_be_decided(own: Path, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "修订稿.docx"
    path.write_bytes(docx(p(r("一。"), '<w:ins w:id="1"><w:r><w:t>二。</w:t></w:r></w:ins>'), p(LONG)))
    ran = run("intake", path, "--section", "人才培养/就业质量", "--project", own)
    assert ran.status == 1 and "--changes" in ran.out and not (_part(own) / "就业质量.draft.md").exists()
    assert run("intake", path, "--section", "人才培养/就业质量", "--changes", "reject", "--project", own).status == 0
    assert (_part(own) / "就业质量.draft.md").read_text("utf-8").startswith("一。\n")


def test_an_enterprise_section_needs_its_enterprise(own: Path, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "企业.docx"
    path.write_bytes(docx(p("本学年订单培养学生127人。"), p(LONG)))
    ran = run("intake", path, "--section", "enterprise/profile/profile", "--project", own)
    assert ran.status == 2 and "--enterprise" in ran.err and "ent1" in ran.err
    assert run("intake", path, "--section", "enterprise/profile/profile", "--enterprise", "ent1", "--project", own).status == 0
    assert (own / "chapters/enterprise/01-企业概况/profile/ent1.draft.md").is_file()


@pytest.mark.parametrize(("arguments", "word"), [
    (("--section", "人才培养/就业质"), "就业质量"), (("--section", "没有/这节"), "这一节"), (("--case", "../外面"), "案例编号"), ((), "--section"),
    (("--section", "就业质量", "--case", "a"), "--section")])
def test_wrong_usage_is_one_sentence(own: Path, draft: Path, arguments: tuple[str, ...], word: str) -> None:  # noqa: F811
    ran = run("intake", draft, *arguments, "--project", own)
    assert ran.status == 2 and word in ran.err and not list(_part(own).glob("*.draft.*"))


def test_a_missing_or_broken_file_is_one_sentence(own: Path, tmp_path: Path) -> None:  # noqa: F811
    assert "没有这个文件" in run("intake", tmp_path / "无.docx", "--section", "就业质量", "--project", own).err
    broken = tmp_path / "坏.docx"
    broken.write_bytes(SECTION[:500])
    ran = run("intake", broken, "--section", "就业质量", "--project", own)
    assert ran.status == 1 and "N108" in ran.out and ran.out.count("错误") == 2


def test_json_tells_counts_figures_and_files(own: Path, draft: Path) -> None:  # noqa: F811
    shape = run("intake", draft, "--section", "人才培养/就业质量", "--json", "--project", own).json()
    assert shape["target"] == "chapters/school/01-人才培养/就业质量.md" and shape["counts"]["in"]["pictures"] == shape["counts"]["out"]["pictures"] == 1
    wrong = next(one for one in shape["figures"] if one["verdict"] == "mismatch")
    assert (wrong["span"], wrong["indicator"], wrong["proposal"], wrong["printed"]) == ("96.07%", "placement_rate", "{{placement_rate}}", "97.07%")
    assert shape["summary"]["errors"] == 0 and len(shape["files"]) == 4


def test_a_text_of_an_enterprise_calls_figures_by_what_every_enterprise_calls_them(own: Path, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "企业.docx"
    path.write_bytes(docx(p("企业派出兼职教师17人。"), p(LONG)))
    run("intake", path, "--section", "enterprise/profile/profile", "--enterprise", "ent1", "--project", own)
    assert (own / "chapters/enterprise/01-企业概况/profile/ent1.draft.md").read_text("utf-8").startswith("企业派出兼职教师{{ent_teachers}}。\n")
