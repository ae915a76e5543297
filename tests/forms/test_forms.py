"""Forms are Word files that a school can restyle; what users typed is text in them, and nothing else."""

import re
import runpy
import sys
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from reportgen.core.errors import Refused, Unreadable
from reportgen.forms import department_words, difference_words, erratum_words, load_form
from reportgen.impact import open_pair
from reportgen.intake import current_snapshot
from reportgen.signoff import CRITERIA, Act, send_back, sign
from reportgen.workspace import Workspace
from reportgen.writers.forms import Marked, fill_form
from tests.corrections.specimen import GRAD_ROWS, ROOT, freeze, project

FORMS = ("approval", "responsibility", "difference", "erratum")
MORE_FORMS = ("letter", "manuscript", "statement", "scheme", "plan", "review", "ledger", "enterprise", "case", "feedback", "reminder")
FINE = dict.fromkeys(CRITERIA, "符合")
NASTY = "甲&乙<b>“丙”\x0b{{ 7*7 }}{% if %}{_{'丁"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return project(tmp_path)


@pytest.fixture
def pair(workspace: Workspace):
    old = current_snapshot(workspace.snapshots(2025))
    new = freeze(workspace, [*GRAD_ROWS, ["4", "扩招", "就业"]], reason="漏报一人", requested_by="甲", approved_by="戊")
    return open_pair(workspace, old, new)


def words_of(workspace: Workspace, name: str, pair=None) -> dict[str, object]:
    if name in ("approval", "responsibility"):
        return next(department_words(workspace, 2025, "招生就业处"))
    return (difference_words if name == "difference" else erratum_words)(workspace, pair)


def text(data: bytes) -> str:
    """All that the body prints, cell by cell."""
    body = Document(BytesIO(data)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter("{%s}t" % p.nsmap["w"])) for p in body.iter("{%s}p" % body.nsmap["w"]))


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_whole_and_the_same_again(workspace: Workspace, pair, name: str) -> None:
    form, words = load_form(workspace, name), words_of(workspace, name, pair)
    data = form.filled(words)
    assert data == form.filled(words) and ZipFile(BytesIO(data)).testzip() is None
    printed = text(data)
    assert form.title in printed and "2025年度" in printed and not re.search(r"\{\{|\{%|\}\}|%\}", printed)
    names = [entry.filename for entry in ZipFile(BytesIO(data)).infolist()]
    assert names == sorted(names) and not [one for one in names if "customXml" in one or "thumbnail" in one]


@pytest.mark.parametrize("name", FORMS)
def test_what_users_typed_is_text(workspace: Workspace, pair, name: str) -> None:
    def nasty(value: object) -> object:
        if isinstance(value, str):
            return NASTY
        if isinstance(value, Marked):
            return Marked(((NASTY, True),))
        if isinstance(value, Mapping):
            return {key: nasty(one) for key, one in value.items()}
        return [nasty(one) for one in value]
    printed = text(load_form(workspace, name).filled(nasty(words_of(workspace, name, pair))))
    assert "甲&乙<b>“丙” {{ 7*7 }}{% if %}{_{'丁" in printed and "49" not in printed


@pytest.mark.parametrize("name", FORMS)
def test_the_fields_of_the_yaml_are_those_that_the_form_has(workspace: Workspace, pair, name: str) -> None:
    import yaml
    words = words_of(workspace, name, pair)
    told = yaml.safe_load((workspace.root / "templates" / "forms" / f"{name}.yaml").read_text("utf-8"))["fields"]
    assert set(told) <= set(words)
    used = set(re.findall(r"\{\{r? ?(?:loop\.\w+|([一-鿿]+))", text(load_form(workspace, name).template)))
    assert {one for one in used if one} <= set(words) | {"标题", "文字", "表", "行", "条", "一", "份"}


def parts(data: bytes) -> dict[str, bytes]:
    """A package's parts: how they are compressed is the machine's affair."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_templates_are_what_their_script_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ROOT / "templates" / "forms"
    monkeypatch.syspath_prepend(str(folder))
    for script in folder.glob("*.py"):
        monkeypatch.delitem(sys.modules, script.stem, raising=False)
    made = runpy.run_path(str(folder / "make_forms.py"))
    names = {*FORMS, *MORE_FORMS}
    assert {one.stem for one in folder.glob("*.docx")} == names
    assert [name for name in sorted(names) if parts((folder / f"{name}.docx").read_bytes()) != parts(made[name]())] == []


def test_the_approval_sheet_says_what_was_signed_and_sent_back(workspace: Workspace) -> None:
    for act in (Act("甲", "2025-10-12", conclusions=FINE),):
        sign(workspace, 2025, act)
    send_back(workspace, 2025, Act("戊", "2025-10-13", items=("grads",), note="缺一人"))
    sign(workspace, 2025, Act("甲", "2025-10-14", conclusions={**FINE, "及时性": "基本符合"}, note="已核对"))
    words = words_of(workspace, "approval")
    (row,) = words["数据表"]
    assert (row["名称"], row["本年"], row["上年"], row["增减"]) == ("毕业生去向", "3", "2", "+1")
    assert (row["采集人"], row["日期"], row["结论"]) == ("甲", "2025-10-14", "及时性基本符合，其余符合")
    assert words["退回"] == ["2025年10月13日　《毕业生去向》　戊退回：缺一人"] and words["归口部门"] == "教务处"


def test_opinions_of_the_upper_levels(workspace: Workspace) -> None:
    from reportgen.people import Level
    for person, level in (("甲", Level.FILL), ("丙", Level.COLLATE), ("戊", Level.SCHOOL)):
        sign(workspace, 2025, Act(person, "2025-10-12", level, ("grads",), FINE))
    words = words_of(workspace, "approval")
    assert words["归口意见"] == ["全部1张表：五项均符合。丙（2025年10月12日）"] and words["校级意见"] == ["全部1张表：五项均符合。戊（2025年10月12日）"]


def test_the_notice_of_differences(workspace: Workspace, pair) -> None:
    words = difference_words(workspace, pair)
    assert [(row["指标"], row["原值"], row["现值"], row["上年"], row["差"], row["原因"]) for row in words["差异"]] == [
        ("毕业生人数", "3人", "4人", "2人", "+1", "漏报一人"), ("落实人数", "2人", "3人", "2人", "+1", "漏报一人"),
        ("落实率", "67%", "75%", "100%", "+8", "漏报一人"), ("各类毕业生（扩招）", "1人", "2人", "—", "+1", "漏报一人")]
    assert (words["提出人"], words["批准人"]) == ("甲", "戊") and words["数据表"] == ["《毕业生去向》（招生就业处）：新增1行"]


def test_a_long_reason_is_told_once(workspace: Workspace) -> None:
    old, reason = current_snapshot(workspace.snapshots(2025)), "漏报一人，复核依据为学籍系统和就业系统逐条比对的结果，详见附后的说明"
    new = freeze(workspace, [*GRAD_ROWS, ["4", "扩招", "就业"]], reason=reason, requested_by="甲", approved_by="戊")
    printed = text(load_form(workspace, "difference").filled(difference_words(workspace, open_pair(workspace, old, new))))
    assert printed.count(reason) == 1 and "见表头的更正原因" in printed


def test_what_people_answered_is_printed_as_typed(workspace: Workspace) -> None:
    form = load_form(workspace, "letter")
    asked = replace(form, answers={**form.answers, "联系人": "{学校}{x}"})
    assert replace(asked, given=("联系人",)).answered({"学校": "某校", "年份": "2025"})["联系人"] == "{学校}{x}"
    assert form.answered({"学校": "某校", "年份": "2025"})["标志"] == "某校文件"


def test_the_erratum_marks_what_differs(workspace: Workspace, pair) -> None:
    (report,) = erratum_words(workspace, pair)["报告"]
    first = report["更正"][0]
    assert first["位置"] == "就业质量（正文）" and first["更正"] == Marked((("毕业生", False), ("4", True), ("人，比上年增加", False), ("2", True), ("人。", False)))
    assert "案例" in " ".join(row["位置"] for row in report["更正"])


def test_nothing_to_say_is_refused(workspace: Workspace) -> None:
    with pytest.raises(Refused):
        difference_words(workspace, open_pair(workspace, "2025", "2025"))
    with pytest.raises(Refused):
        erratum_words(workspace, open_pair(workspace, "2025", "2025"))
    with pytest.raises(Unreadable, match="没有填报部门"):
        next(department_words(workspace, 2025, "食堂"))


def test_a_template_with_a_word_that_is_not_there_is_refused() -> None:
    for said, message in (("{{ 校长 }}", "第1段“{{ 校长 }}”：没有字段“校长”"), ("{{ 学校", "第1段“{{ 学校”：标签没有写完整"),
                          ("{{ ''.__class__.__mro__ }}", "第1段“.*mro")):
        document, out = Document(), BytesIO()
        document.add_paragraph(said)
        document.save(out)
        with pytest.raises(Unreadable, match=message):
            fill_form(out.getvalue(), {"学校": "某校"}, name="some.docx")
    with pytest.raises(Unreadable, match="不是 Word 文件"):
        fill_form(b"PK", {}, name="some.docx")


def test_wording_and_file_name_are_the_schools(workspace: Workspace) -> None:
    path = workspace.root / "templates" / "forms" / "approval.yaml"
    path.write_text("title: \"{部门}审批表\"\nfile: 审批/{部门}\ntexts: {说明: \"{学校}留存\"}\n", "utf-8")
    form, words = load_form(workspace, "approval"), words_of(workspace, "approval")
    assert form.file_name(words) == "审批_招生就业处.docx" and "岭海职业技术学院留存" in text(form.filled(words))
    path.write_text("title: \"{校长}\"\nfile: x\n", "utf-8")
    with pytest.raises(Unreadable, match="校长"):
        load_form(workspace, "approval").filled(words)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_lawful_word(workspace: Workspace, pair, name: str) -> None:
    from tests.writers.docx_lint import faults
    assert faults(load_form(workspace, name).filled(words_of(workspace, name, pair))) == []
