"""The forms that go with a report say what the project says; the letter has the measures of GB/T 9704."""

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from pypdf import PdfReader

from reportgen.build import assemble, load_sources
from reportgen.core.errors import Unreadable
from reportgen.core.finding import Finding, Severity, Waiver
from reportgen.core.place import Place
from reportgen.forms import Work, case_words, enterprise_words, issue, ledger_words, letter_words, load_form, plan_words, review_words, scheme_words, statement_words
from reportgen.forms.wording import day_words, title_lines
from reportgen.people import People
from reportgen.workspace import Workspace, open_workspace
from reportgen.writers.forms.pages import page_count
from reportgen.writers.printing import Manuscript, print_word
from tests.cli.conftest import run, small
from tests.forms.test_forms import text

__all__ = ["small"]
ERROR = Finding("T201", "bare-number", Severity.ERROR, "手写的统计数字没有来源", Place("a.md", 3), "写成 {{指标}}", department="教务处")
WARNING = Finding("S305", "word-count", Severity.WARNING, "本节900字，约定300—600字", department="团委")
KEPT = replace(ERROR, waived=Waiver("T201", "a.md:3", "非统计数字", "王某", "2025-11-20"))
ANSWERS = """common:
  发文字号: 岭海职院〔2025〕68号
letter:
  签发人: [甲某, 乙某, 丙某]
  成文日期: 2025-12-05
  抄送: 某局
"""


@pytest.fixture(scope="module")
def workspace(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = shutil.copytree(small, tmp_path_factory.mktemp("forms") / "项目")
    (folder / "forms.yaml").write_text(ANSWERS, "utf-8")
    report = folder / "chapters/school/report.yaml"
    report.write_text(report.read_text("utf-8") + "statement:\n  title: 内容真实性责任声明\n  paragraphs: [特此声明。]\n  signatures: [法定代表人（签名）：]\n", "utf-8")
    return open_workspace(folder)


@pytest.fixture(scope="module")
def reports(workspace: Workspace):
    return assemble(workspace)[0]


def filled(workspace: Workspace, name: str, words) -> str:
    return text(load_form(workspace, name).filled(words))


def test_the_letter_lists_what_is_submitted_and_who_signs(workspace: Workspace, reports) -> None:
    form = load_form(workspace, "letter")
    words = letter_words(reports, form)
    printed = text(form.filled(words))
    titles = [one.document.title + one.document.subtitle for one in reports]
    assert words["附件"] == titles and len(titles) == 3 and f"附件：1.{titles[0]}" in printed and f"3.{titles[2]}" in printed
    assert "岭海职院〔2025〕68号签发人：丙某" in re.sub(r"\s", "", printed) and "甲某　乙某" in printed and "2025年12月5日" in printed
    assert "抄送：某局。" in printed and "岭海职业技术学院文件" in printed
    assert "".join(words["题目行"]) == words["题目"] and all(len(line) <= 22 for line in words["题目行"])


def test_one_attachment_has_no_number_and_no_copy_no_line(workspace: Workspace, reports) -> None:
    form = replace(load_form(workspace, "letter"), answers={**load_form(workspace, "letter").answers, "抄送": "", "签发人": ""})
    printed = text(form.filled(letter_words(reports[:1], form)))
    assert f"附件：{reports[0].document.title}" in printed and "抄送" not in printed


def test_the_letter_has_the_measures_of_the_standard(workspace: Workspace) -> None:
    package = ZipFile(BytesIO(load_form(workspace, "letter").template))
    body, styles, settings = (package.read(f"word/{name}.xml").decode() for name in ("document", "styles", "settings"))
    assert re.search(r'w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"', body) and 'w:w="11906" w:h="16838"' in body
    assert re.search(r"<w:docGrid[^>]*lines", body) and 'linePitch="579"' in body and "evenAndOddHeaders" in settings
    text_style = re.search(r'w:styleId="公文正文".*?</w:style>', styles, re.S)[0]
    assert 'w:eastAsia="仿宋_GB2312"' in text_style and 'w:sz w:val="32"' in text_style and 'w:line="579"' in text_style and '<w:spacing w:val="-5"/>' in text_style
    even, odd = (next(package.read(f"word/{name}") for name in sorted(one.split("/")[1] for one in package.namelist() if "footer" in one and "rels" not in one)
                      if align in package.read(f"word/{name}").decode()) for align in ('w:val="left"', 'w:val="right"'))
    assert "— ".encode() in even and "PAGE".encode() in odd


@pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice or pdftotext is not installed")
def test_a_full_page_of_the_letter_holds_22_lines_of_28_characters(workspace: Workspace, reports, tmp_path: Path) -> None:
    form = replace(load_form(workspace, "letter"), texts={"正文": ["国" * 28 * 50]})
    issued = issue(form, [letter_words(reports, form)], out=tmp_path / "公文.docx", pdf=True)
    (tmp_path / "公文.pdf").write_bytes(issued.files[tmp_path / "公文.pdf"])
    told = subprocess.run(["pdftotext", "-bbox-layout", "公文.pdf", "-"], capture_output=True, cwd=tmp_path, check=True).stdout.decode()
    last = [float(y) / 72 * 25.4 for y, word in re.findall(r'<word xMin="[\d.]+" yMin="([\d.]+)"[^>]*>([^<]+)</word>', told.split("<page ")[-1]) if "印发" in word]
    assert [254 < y < 256 for y in last] == [True]  # the imprint's last line of 14 points, right above the foot of the text at 262 mm
    told = told.split("<page ")[2]
    lines = [(float(x), float(y), word) for x, y, word in re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]+)</word>', told)]
    rows = [(y, word) for x, y, word in lines if "国" in word]
    assert len(rows) == 22 and {len(word) for _, word in rows} == {28}
    millimetres = [y / 72 * 25.4 for y, _ in rows]
    assert 37 <= millimetres[0] and millimetres[-1] + 7 <= 297 - 35 + 1 and abs(min(x for x, _, word in lines if "国" in word) / 72 * 25.4 - 28) < 0.5
    (number,) = [(x / 72 * 25.4, y / 72 * 25.4) for x, y, word in lines if "2" in word]
    assert number[0] < 40 and 297 - 35 < number[1] < 297 - 35 + 7


LENGTHS = (3, 14, 20)  # lines of text, with which 版记 has room below it, none on the even page, and stands on the back


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_imprint_stands_on_an_even_page_which_is_the_last(workspace: Workspace, reports) -> None:
    form = load_form(workspace, "letter")
    known = [letter_words(reports, replace(form, texts={"正文": ["国" * 28 * lines]})) for lines in LENGTHS]
    assert [words["版记面"] for words in known] == ["同面", "隔面", "另面"]
    made = [replace(form, texts={"正文": ["国" * 28 * lines]}).filled(words) for lines, words in zip(LENGTHS, known, strict=True)]
    sheets = print_word([Manuscript(f"{n}.docx", data, parts_of(data)) for n, data in enumerate(made)])
    assert [page_count(data) for data in made] == [one.pages for one in sheets] == [2, 4, 4]
    printed = [[page.extract_text() for page in PdfReader(BytesIO(one.pdf)).pages] for one in sheets]
    assert all("印发" in pages[-1] and not any("印发" in page for page in pages[:-1]) for pages in printed)
    assert [re.findall(r"— (\d) —", "".join(pages)) for pages in printed] == [["1", "2"], ["1", "2"], ["1", "2", "3", "4"]]


def parts_of(data: bytes) -> dict[str, bytes]:
    package = ZipFile(BytesIO(data))
    return {name: package.read(name) for name in package.namelist()}


def test_a_statement_says_what_the_report_says(workspace: Workspace, reports) -> None:
    first, *_ = told = list(statement_words(reports))
    assert len(told) == 3 and first["主体"] == "岭海职业技术学院"
    printed = filled(workspace, "statement", first)
    assert "内容真实性责任声明" in printed and "特此声明。" in printed and "法定代表人（签名）：" in printed


def work(reports) -> Work:
    return Work(reports[0].project, tuple({one.plan.id: one.plan for one in reports}.values()), reports[0].pack, People(), reports[0].snapshot)


def test_the_plan_is_that_of_the_chapters(workspace: Workspace, reports) -> None:
    words = plan_words(reports[0].plan, work(reports), load_sources(workspace).cases)
    (part,) = words["部分"]
    first = part["分工"][0]
    assert (first["节"], first["牵头"], first["配合"], first["字数"], first["时间"], first["指标"]) == (
        "就业质量", "招生就业处", "各二级学院", "20—400", "11月20日", "毕业去向落实率")
    assert first["图表"] == "图：毕业生去向；表：毕业生去向落实情况"
    printed = filled(workspace, "plan", words)
    assert "就业质量" in printed and "人才培养" in printed and "质量管理办公室" in printed


def test_the_review_tells_what_each_rule_found_and_leaves_the_rest_to_people(workspace: Workspace, reports) -> None:
    items = load_form(workspace, "review").texts["审查项目"]
    words = review_words(reports[0], [ERROR, WARNING, KEPT], items)
    by_name = {one["项目"]: one for one in words["审查"]}
    assert by_name["数据绑定"]["结果"] == "不符合" and by_name["数据绑定"]["说明"].startswith("必须改正1处，准予保留1处：手写的统计数字")
    assert by_name["篇幅"] | {"序号": ""} == {"序号": "", "项目": "篇幅", "要求": by_name["篇幅"]["要求"], "结果": "待核实", "说明": "需要核实1处：本节900字，约定300—600字", "部门": "团委"}
    assert by_name["框架完整"]["结果"] == "符合" and by_name["保密"]["结果"] == "□符合　□不符合"
    assert (words["未决"], words["核实"]) == ("1", "1") and "不能报送" in words["结论"] and "手写的统计数字" in filled(workspace, "review", words)
    other = replace(ERROR, code="P110")
    assert review_words(reports[0], [other], items)["审查"][-1]["项目"] == "其他"


def test_a_review_by_a_rule_that_does_not_exist_is_refused(reports) -> None:
    with pytest.raises(Unreadable, match="没有的规则“T999”"):
        review_words(reports[0], (), [{"项目": "数据", "要求": "无", "规则": ["T999"]}])


def test_the_ledger_lists_the_gravest_first_and_a_department_its_own(workspace: Workspace, reports) -> None:
    words = ledger_words(reports[0], [WARNING, ERROR, KEPT])
    assert [(one["序号"], one["程度"], one["状态"]) for one in words["问题"]] == [("1", "必须改正", "待整改"), ("2", "必须改正", "准予保留（王某）"), ("3", "需要核实", "待整改")]
    assert words["未决"] == "2" and ledger_words(reports[0], [WARNING, ERROR], "团委")["总数"] == "1"
    assert "a.md:3" in filled(workspace, "ledger", words)
    assert "没有发现需要整改的问题" in filled(workspace, "ledger", ledger_words(reports[0], []))


def test_a_firm_s_sheet_has_the_figures_of_the_snapshot(workspace: Workspace, reports) -> None:
    words = list(enterprise_words(reports, {"企业": {"海岳建设集团有限公司": {"企业规模": "大型"}}}))
    firm = next(one for one in words if one["企业"] == "海岳建设集团有限公司")
    own = [one for one in reports[0].figures.values() if one.scope == "海岳建设集团有限公司"]
    assert [one["名称"] for one in firm["指标"]] == [one.name for one in own] != []
    printed = filled(workspace, "enterprise", firm)
    assert firm["企业规模"] == "大型" in printed and firm["指标"][0]["本年"] in printed


def test_a_case_is_registered_with_its_pictures_and_where_it_is_quoted(workspace: Workspace, reports) -> None:
    (words,) = case_words(reports, load_sources(workspace).cases)
    assert words["同意"] == "同意公开" and words["图片"][0]["权利"] == "学校拍摄，入镜人员已同意公开" and int(words["字数"]) > 300
    assert words["引用"] == ["《岭海职业技术学院职业教育质量年度报告》校企合作（案例1-1）"] and words["编号"] in filled(workspace, "case", words)


def test_dates_and_titles_as_official_papers_write_them() -> None:
    assert day_words("2025-02-30") == "2025-02-30" and day_words("二〇二五年") == "二〇二五年"
    assert title_lines("关于放假的通知", 20) == ["关于放假的通知"]
    long = title_lines("关于报送《某某省某某职业技术学院职业教育质量年度报告（2025年度）》的报告", 20, keep=("某某省某某职业技术学院",))
    assert len(long) == 2 and not any(line.startswith("》") or line.endswith("《") for line in long)


def test_commands_write_forms_and_say_when_there_is_no_libreoffice(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run("form", "statement", "--project", workspace.root, "--out", tmp_path)
    assert ran.status == 0 and len(list(tmp_path.glob("内容真实性责任声明（*.docx"))) == 3
    ran = run("form", "case", "--case", "无", "--project", workspace.root)
    assert ran.status == 2 and "jidian-01-zhizao" in ran.err
    monkeypatch.setattr("reportgen.writers.printing.installed", lambda: None)
    ran = run("form", "plan", "--pdf", "--project", workspace.root, "--out", tmp_path)
    assert ran.status == 2 and "这台机器上没有" in ran.err


def test_a_field_that_no_form_asks_for_is_told_with_its_line(workspace: Workspace, tmp_path: Path) -> None:
    root = shutil.copytree(workspace.root, tmp_path / "另一个", ignore=shutil.ignore_patterns("data_contracts"))
    (root / "forms.yaml").write_text("letter:\n  签法人: 甲\n", "utf-8")
    with pytest.raises(Unreadable) as stop:
        load_form(open_workspace(root), "letter")
    assert "签法人" in stop.value.message and str(stop.value.at) == "forms.yaml:2:8" and "签发人" in stop.value.hint


def template(*paragraphs: str) -> bytes:
    document, out = Document(), BytesIO()
    for one in paragraphs:
        document.add_paragraph(one)
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("said", "message"), [
    ("共{{ 校长 }}人", "正文第2段“共{{ 校长 }}人”：没有字段“校长”"), ("{{ 学校", "第2段“{{ 学校”：标签没有写完整"), ("{ 学校 }", "少了一层括号"),
    ("｛｛学校｝｝", "全角的括号"), ("{% fro x in 学校 %}", "第2段.*不认识的标签“fro”"), ("{% for x in 学校 %}", "少了收尾的标签"), ("{{ 学校|大写 }}", "没有过滤器“大写”"),
    ("{{ 学校 学校 }}", "第2段"), ("{{ 学校.校长 }}", "没有字段“校长”")])
def test_a_broken_tag_is_told_with_its_paragraph(said: str, message: str) -> None:
    from reportgen.writers.forms import fill_form
    with pytest.raises(Unreadable, match=message):
        fill_form(template("甲方：{{ 学校 }}", said, "完"), {"学校": "某校"}, name="表.docx")


def test_words_are_printed_as_typed() -> None:
    from reportgen.writers.forms import fill_form
    typed = "{{ 7*7 }}{% if %}&amp;<b>=1+1\u202e反\u202c“x”{_{"
    assert text(fill_form(template("{{ 学校 }}"), {"学校": typed}, name="表.docx")) == typed


def test_every_form_is_lawful_word(workspace: Workspace, reports) -> None:
    from tests.writers.docx_lint import faults
    cases, items = load_sources(workspace).cases, load_form(workspace, "review").texts["审查项目"]
    letter, manuscript = load_form(workspace, "letter"), load_form(workspace, "manuscript")
    words = {"letter": letter_words(reports, letter), "manuscript": letter_words(reports, manuscript), "statement": next(statement_words(reports)),
             "plan": plan_words(reports[0].plan, work(reports), cases), "scheme": scheme_words(work(reports), load_form(workspace, "scheme")), "review": review_words(reports[0], [ERROR], items),
             "ledger": ledger_words(reports[0], [WARNING]), "enterprise": next(enterprise_words(reports, {})), "case": next(case_words(reports, cases))}
    assert {name: found for name, one in words.items() if (found := faults(load_form(workspace, name).filled(one)))} == {}
