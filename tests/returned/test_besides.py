"""What changed in an edited copy besides its words is told: footnotes are prose, the rest is a finding."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.reading.extract.package import open_word
from reportgen.reading.extract.working import working_copy
from reportgen.returned import take_back
from reportgen.workspace import Workspace
from reportgen.writers.docx import write_docx
from tests.returned.specimen import TEXT, copy, deleted, edited, project, retyped, rewritten
from tests.writers import specimen

BODY, CHART = "word/document.xml", "word/charts/chart1.xml"
Part = Callable[[bytes], bytes]


def told(folder: Path, data: bytes) -> list[tuple[str, str]]:
    path = folder / "改过.docx"
    path.write_bytes(data)
    return [(one.code, one.message) for one in take_back(Workspace(folder), path, accept=True).findings]


def swapped(old: str, new: str) -> Part:
    def part(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)
    return part


@pytest.fixture(scope="module")
def illustrated() -> bytes:
    """A working copy with charts, photos, a cover and headers."""
    made = specimen.report()
    return write_docx(replace(made, document=replace(made.document, draft=True)), specimen.look(), specimen.drawings()).data


def test_a_footnote_is_prose(tmp_path: Path) -> None:
    source = project(tmp_path)
    assert told(tmp_path, rewritten(copy(), {"word/footnotes.xml": swapped("据台账。", "据招聘会*台账。")})) == []
    assert source.read_text("utf-8") == TEXT.replace("^[据台账。]", r"^[据招聘会\*台账。]")


def test_a_footnote_with_bound_numbers_stays(tmp_path: Path) -> None:
    said = TEXT.replace("^[据台账。]", "^[共{{grad_total}}。]")
    source = project(tmp_path, said)
    (code, message), = told(tmp_path, rewritten(copy(said), {"word/footnotes.xml": swapped("共", "总共")}))
    assert code == "V107" and "没有采用" in message and source.read_text("utf-8") == said


def test_a_copy_as_it_was_made_says_nothing(tmp_path: Path, illustrated: bytes) -> None:
    known = working_copy("稿.docx", illustrated).besides
    assert [(one.kind, one.identity) for one in known.drawings] == [(one.kind, one.identity) for one in known.drawings_now]
    assert {one.kind for one in known.drawings} == {"picture", "chart"} and all(one.alt for one in known.drawings if one.kind == "chart")
    assert {where for where, _ in known.outside} == {"cover", "margin"}
    assert told(tmp_path, illustrated) == []


def without(kind: str) -> Part:
    """The first drawing of a kind taken out."""
    def part(data: bytes) -> bytes:
        found = next(one for one in re.finditer(r"<w:drawing>.*?</w:drawing>", data.decode(), re.DOTALL) if kind in one[0])
        return data.decode().replace(found[0], "", 1).encode()
    return part


def renumbered(data: bytes) -> bytes:
    """The first number that a chart plots, typed over."""
    return re.sub(rb"(<c:val>.*?<c:v>)", rb"\g<1>9", data, count=1, flags=re.DOTALL)


def renamed(data: bytes) -> bytes:
    return re.sub(rb"(<c:cat>.*?<c:v>)", rb"\g<1>X", data, count=1, flags=re.DOTALL)


@pytest.mark.parametrize(("part", "hand", "words"), [
    (BODY, without("c:chart "), "图表“图.*”在 Word 中删去了"), (BODY, without("<pic:pic"), "图片“.*”在 Word 中删去了"),
    (CHART, renumbered, "图表“图.*”里的数据改过"), (CHART, renamed, "图表“图.*”里的数据改过"),
], ids=["chart-deleted", "picture-deleted", "chart-retyped", "chart-renamed"])
def test_each_is_told(tmp_path: Path, illustrated: bytes, part: str, hand: Part, words: str) -> None:
    (code, message), = told(tmp_path, rewritten(illustrated, {part: hand}))
    assert code == "V105" and re.match(words + ".*没有采用", message)


def test_another_picture_in_its_place_is_told(tmp_path: Path, illustrated: bytes) -> None:
    name = next(one for one in open_word("稿.docx", illustrated).names if one.startswith("word/media/"))
    found = told(tmp_path, rewritten(illustrated, {name: lambda data: data + b" "}))  # it stands in several places
    assert found and all(code == "V105" and "换了，或者保存时压缩过" in message for code, message in found)


def test_a_cover_is_told(tmp_path: Path, illustrated: bytes) -> None:
    words = next(words for where, words in working_copy("稿.docx", illustrated).besides.outside if where == "cover" and "年" in words and "月" in words)
    assert told(tmp_path, rewritten(illustrated, {BODY: swapped(f">{words}<", f">{words}修订<")})) == [("V105", f"封面或声明页的“{words}”改成了“{words}修订”，没有采用")]


def test_a_header_is_told(tmp_path: Path, illustrated: bytes) -> None:
    package = open_word("稿.docx", illustrated)
    name = next(one for one in package.names if one.startswith("word/header") and b"<w:t" in package.parts[one])
    words = re.search(r"<w:t[^>]*>([^<]+)</w:t>", package.parts[name].decode())[1]
    assert ("V105", "页眉或页脚") in {(code, message[:5]) for code, message in told(tmp_path, rewritten(illustrated, {name: swapped(words, words + "（送审）")}))}


def test_a_paragraph_without_a_source_is_the_engine_s_own(tmp_path: Path) -> None:
    words = "本报告中的统计数字"
    assert [code for code, _ in told(tmp_path, edited(copy(), retyped(words, "报告中的数字")))] == ["V105"]
    assert [code for code, _ in told(tmp_path, edited(copy(), deleted(words)))] == ["V105"]


def test_comments_are_listed(tmp_path: Path) -> None:
    project(tmp_path)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    made = rewritten(copy(), {BODY: swapped("</w:p><w:sectPr", '<w:r><w:commentReference w:id="7"/></w:r></w:p><w:sectPr'),
                              "word/_rels/document.xml.rels": swapped("</Relationships>", f'<Relationship Id="rIdC" Type="{kind}" Target="footnotes.xml"/></Relationships>'),
                              "word/footnotes.xml": swapped("</w:footnotes>", '<w:comment w:id="7" w:author="王主任"><w:p><w:r><w:t>补一个例子</w:t></w:r></w:p></w:comment></w:footnotes>')})
    assert told(tmp_path, made) == [("V111", "王主任批注：“补一个例子”")]
