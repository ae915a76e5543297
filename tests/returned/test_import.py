"""Edits made in Word come back as edits of the sources, and as nothing else."""

import re
from pathlib import Path

import pytest

from reportgen.core.errors import Unreadable
from reportgen.office import converted, installed
from reportgen.returned import Proof, check_copy, take_back
from reportgen.reading.extract.package import open_word
from reportgen.reading.extract.working import working_copy
from reportgen.workspace import Workspace
from reportgen.writers.docx import write_docx
from tests.returned.specimen import FILE, TEXT, Hand, added, boxed, copy, deleted, doubled, dressed, edited, joined, paragraph, project, report, retyped, run, styled, tabled, tracked, unbound, unnoted
from tests.writers.docx_lint import faults
from tests.writers.specimen import look


def taken(folder: Path, *hands: Hand, current: str = TEXT) -> tuple[str, list[str]]:
    """The section after an import, and the codes of the findings."""
    source = project(folder, current)
    path = folder / "改过.docx"
    path.write_bytes(edited(copy(), *hands))
    returned = take_back(Workspace(folder), path, accept=True)
    return source.read_text("utf-8"), [one.code for one in returned.findings]


def test_without_edits_nothing_changes(tmp_path: Path) -> None:
    assert taken(tmp_path) == (TEXT, [])


@pytest.mark.parametrize(("hands", "old", "new", "codes"), [
    ((retyped("最后一段", "末一段"),), "最后一段", "末一段", []),
    ((retyped("毕业去向落实率", "去向落实率"),), "**毕业去向落实率**", "**去向落实率**", []),
    ((retyped("，服务学生", "，面向{{学生}}、<b>家长</b>和[同事]"),), "，服务学生", r"，面向\{\{学生\}\}、\<b\>家长\</b\>和\[同事\]", []),
    ((retyped("46场", "48场"),), "{{literal:46场}}", "{{literal:48场}}", ["V103"]),
    ((retyped("全体", "全部"),), r"\*全体\*", r"\*全部\*", []),
    ((tracked("最后一段", "末一段", "张三"),), "最后一段", "末一段", []),
    ((tracked("第一项", "头一项", "张三"),), "- 第一项", "- 头一项", []),
    ((retyped("去向落实", "毕业去向落实"),), "## 去向", "## 毕业去向", []),
    ((deleted("最后一段"),), "\n最后一段。\n", "", []),
    ((deleted("第一项"),), "- 第一项工作\n", "", []),
    ((deleted("第二项"),), "- 第二项工作，落实{{placed}}{{grad_total}}\n", "", []),
    ((added("又一段。", "举办招聘会"),), "^[据台账。]\n", "^[据台账。]\n\n又一段。\n", []),
    ((added("1. 不是列表，投入12万元。", "最后一段"),), "最后一段。\n", "最后一段。\n\n1\\. 不是列表，投入12万元。\n", ["V103"]),
    ((retyped("4067人", "4068人"),), "", "", ["V101"]),
    ((retyped("4067人", "4067人次"),), "", "", ["V101"]),
    ((retyped("4067人", "4067人（全日制）"),), "{{grad_total}}", "{{grad_total}}（全日制）", []),
    ((retyped("4067人", "共4067人"),), "{{grad_total}}", "共{{grad_total}}", []),
    ((doubled("去向落实情况"),), "", "", []),
    ((doubled("举办招聘会"),), "", "", []),
    ((joined("第二项"),), "工作\n- 第二项", "工作第二项", []),
    ((joined("去向落实"),), "", "", ["V103", "V105"]),
    ((unbound("4067人"),), "", "", ["V103", "V108"]),
    ((retyped("2025届", "今年"),), "{{届}}", "今年", ["V107"]),
    ((retyped("去向落实情况", "去向情况"),), "", "", ["V105"]),
    ((tabled(None),), "", "", ["V105"]),
    ((tabled("又一张表"),), "", "", ["V104"]),
    ((boxed("框里的话", "最后一段"),), "", "", ["V104"]),
    ((styled("去向落实", "Heading2"),), "", "", ["V105"]),
    ((styled("第一项", "Normal"),), "", "", ["V105"]),
    ((dressed("最后一段"),), "", "", ["V110"]),
    ((unnoted,), "^[据台账。]", "", []),
], ids=lambda value: "" if not isinstance(value, str) else value[:12])
def test_one_edit_has_one_effect(tmp_path: Path, hands: tuple[Hand, ...], old: str, new: str, codes: list[str]) -> None:
    text, found = taken(tmp_path, *hands)
    assert text == (TEXT.replace(old, new, 1) if old else TEXT)
    assert sorted(found) == codes


def test_a_split_paragraph_becomes_two(tmp_path: Path) -> None:
    def split(body) -> None:
        first = paragraph(body, "举办招聘会")
        second = type(first).makeelement(first, first.tag)
        first.addnext(second)
        runs = [one for one in first if one.tag.endswith("}r")]
        for one in first[list(first).index(runs[2]):]:
            second.append(one)
    text, found = taken(tmp_path, split)
    assert (text, found) == (TEXT.replace("{{literal:46场}}，", "{{literal:46场}}\n\n，"), [])


def test_tracked_changes_name_their_author(tmp_path: Path) -> None:
    project(tmp_path)
    path = tmp_path / "改过.docx"
    path.write_bytes(edited(copy(), tracked("最后一段", "末一段", "张三")))
    returned = take_back(Workspace(tmp_path), path)
    assert returned.authors == ("张三",) and (tmp_path / FILE).read_text("utf-8") == TEXT
    assert [line for line in returned.diff() if line[:1] in "+-" and line[:2] not in ("++", "--")] == ["-最后一段。", "+末一段。"]


def test_two_copies_of_one_base_merge_or_the_conflict_is_told(tmp_path: Path) -> None:
    other = TEXT.replace("第二项工作", "第二项任务")
    text, found = taken(tmp_path / "a", retyped("最后一段", "末一段"), current=other)
    assert (text, found) == (other.replace("最后一段", "末一段"), [])
    other = TEXT.replace("最后一段", "结尾")
    assert taken(tmp_path / "b", retyped("最后一段", "末一段"), current=other) == (other, ["V106"])
    same = TEXT.replace("最后一段", "末一段")
    assert taken(tmp_path / "c", retyped("最后一段", "末一段"), current=same) == (same, [])


def test_a_paragraph_between_two_of_the_engine_is_not_guessed(tmp_path: Path) -> None:
    def hand(body) -> None:
        heading = paragraph(body, "（一）就业质量")
        made = type(heading).makeelement(heading, heading.tag)
        made.append(run("放在哪里呢"))
        heading.addprevious(made)
    text, found = taken(tmp_path, hand)
    assert (text, found) == (TEXT, ["V104"])


def test_every_number_is_intact_until_somebody_types_over_it() -> None:
    data = copy()
    whole, broken = (check_copy("稿.docx", working_copy("稿.docx", one)) for one in (data, edited(data, retyped("97.07%", "98.07%"), unbound("4067人"))))
    assert (whole.changed, whole.detached, whole.new) == (0, 0, 0) and whole.intact == len(working_copy("稿.docx", data).numbers) > 5
    assert (broken.changed, broken.detached) == (1, 1) and broken.findings[0].expected == "97.07%" and broken.findings[0].found == "98.07%"


def test_a_published_copy_remembers_nothing(tmp_path: Path) -> None:
    data = write_docx(report(draft=False), look(), {}).data
    assert working_copy("终稿.docx", data) is None
    told = re.compile(rb"_rg|<w:sdt>|w:rsid|w:author=|dcterms:|\.md\b|urn:reportgen")
    parts = open_word("终稿.docx", data).parts
    assert {name: told.findall(part) for name, part in parts.items() if told.search(part)} == {}
    assert not [name for name in parts if name.startswith("customXml") or "comments" in name or "people" in name]
    path = tmp_path / "终稿.docx"
    path.write_bytes(data)
    with pytest.raises(Unreadable, match="不是工作稿"):
        take_back(Workspace(tmp_path), path)


@pytest.mark.parametrize("locked", [False, True])
def test_a_working_copy_is_a_sound_word_file(locked: bool) -> None:
    data = copy(locked=locked)
    assert faults(data) == []
    assert (b"sdtContentLocked" in open_word("稿.docx", data).parts["word/document.xml"]) is locked


@pytest.mark.skipif(installed() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("hands", "changed"), [((), {}), (
    (retyped("，服务学生", "，面向学生"), tracked("第一项工作", "头一项工作", "张三"), deleted("最后一段"), added("又一段。", "举办招聘会"), retyped("97.07%", "98.07%")),
    {"，服务学生": "，面向学生", "第一项工作": "头一项工作", "\n最后一段。\n": "", "^[据台账。]\n": "^[据台账。]\n\n又一段。\n"})], ids=["untouched", "edited"])
def test_saved_by_libreoffice_it_comes_back_the_same(tmp_path: Path, hands: tuple[Hand, ...], changed: dict[str, str]) -> None:
    data = edited(copy(), *hands)
    saved = converted(installed() or "", {"a.docx": data}, "docx:MS Word 2007 XML")["a"]
    found, known = (check_copy("a.docx", working_copy("a.docx", one)) for one in (saved, data))
    assert (found.intact, found.changed, found.detached, found.new) == (known.intact, known.changed, known.detached, known.new)
    source, path = project(tmp_path), tmp_path / "a.docx"
    path.write_bytes(saved)
    returned = take_back(Workspace(tmp_path), path, accept=True)
    expected = TEXT
    for old, new in changed.items():
        assert old in expected
        expected = expected.replace(old, new)
    assert source.read_text("utf-8") == expected
    assert [one.code for one in returned.findings] == ["V101"] * bool(hands)


def test_a_bound_number_is_vouched_for_and_one_that_was_typed_is_not(tmp_path: Path) -> None:
    line = next(one for one in working_copy("稿.docx", copy()).lines if "4067人" in one.text and not one.table)
    proof = Proof((), (), {line.number: line}, working_copy("稿.docx", copy()).numbers)
    assert proof.vouches(line.number, "4067人") and proof.vouches(line.number, "4067")
    assert not proof.vouches(line.number, "4068人") and not proof.vouches(line.number + 1, "4067人") and not proof.vouches(None, "4067人")
    changed = edited(copy(), retyped("毕业生", "毕业生4067人"), retyped("97.07%", "98.07%"))
    line = next(one for one in working_copy("稿.docx", changed).lines if one.number == line.number)
    proof = Proof((), (), {line.number: line}, proof.printed)
    assert not proof.vouches(line.number, "4067人") and not proof.vouches(line.number, "98.07%")
