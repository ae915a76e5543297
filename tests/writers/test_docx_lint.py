"""The linter sees the faults it is there for: each test breaks a sound report in one way."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from reportgen.writers.docx import write_docx
from tests.writers import specimen
from tests.writers.docx_lint import faults

DOCUMENT, STYLES, RELS = "word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"


@pytest.fixture(scope="module")
def sound() -> bytes:
    return write_docx(specimen.report(), specimen.look(), specimen.drawings()).data


def broken(data: bytes, part: str, old: str, new: str) -> bytes:
    """The package with the first `old` of a part replaced; new part names in `part` are allowed."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert old.encode() in text, f"nothing to break in {part}"
                text = text.replace(old.encode(), new.encode(), 1)
            target.writestr(name, text)
    return out.getvalue()


def test_a_sound_report_has_no_faults(sound: bytes) -> None:
    assert faults(sound) == []


@pytest.mark.parametrize(("part", "old", "new", "sentence"), [
    (DOCUMENT, '<w:cantSplit/>', '<w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="1" w:type="dxa"/></w:tcPr></w:tc><w:trPr>',
     "does not end in a paragraph"),
    (DOCUMENT, '<w:keepNext/></w:pPr>', '<w:jc w:val="left"/><w:keepNext/></w:pPr>', "out of order"),
    (DOCUMENT, '<w:fldChar w:fldCharType="end"/>', '', "field not closed"),
    (DOCUMENT, '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="begin" w:dirty="true"/>', "Word would ask"),
    (DOCUMENT, 'w:name="_Toc00000001"', 'w:name="_Toc00000002"', "bookmark _Toc00000002 twice"),
    (DOCUMENT, 'w:name="_Toc00000003"', 'w:name="_TocElsewhere"', "which is no bookmark"),
    (DOCUMENT, '<wp:docPr id="2"', '<wp:docPr id="1"', "docPr id 1 twice"),
    (DOCUMENT, '<w:pStyle w:val="Title"/>', '<w:pStyle w:val="Missing"/>', "is no paragraph style"),
    (DOCUMENT, 'w:name="_Toc00000001"', 'w:name="目录 1"', "not a name"),
    (DOCUMENT, '前言', '{{ title }}', "left-over placeholder"),
    (DOCUMENT, '<w:gridSpan w:val="2"/>', '', "of its columns"),
    (DOCUMENT, '<w:vMerge w:val="restart"/>', '', "continues nothing"),
    (DOCUMENT, '<w:footnoteReference w:id="1"/>', '<w:footnoteReference w:id="9"/>', "footnote 9 is missing"),
    (DOCUMENT, 'r:embed="', 'r:embed="x', "has no relationship"),
    (RELS, 'Target="header1.xml"', 'Target="header99.xml"', "which is missing"),
    (STYLES, '<w:rFonts ', '<w:rFonts w:asciiTheme="minorHAnsi" ', "asciiTheme"),
    ("[Content_Types].xml", 'Extension="png"', 'Extension="gif"', "no content type"),
])
def test_it_sees(sound: bytes, part: str, old: str, new: str, sentence: str) -> None:
    found = faults(broken(sound, part, old, new))
    assert any(sentence in fault for fault in found), found


@pytest.fixture(scope="module")
def working() -> bytes:
    """A working copy with a chart that Word draws itself."""
    return write_docx(specimen.report(draft=True), specimen.look(), specimen.drawings()).data


CHART = "word/charts/chart1.xml"


def test_a_sound_working_copy_has_no_faults(working: bytes) -> None:
    assert faults(working) == []


@pytest.mark.parametrize(("part", "old", "new", "sentence"), [
    (CHART, "<c:axId ", '<c:axId val="77"/><c:axId ', "axis 77 is not there"),
    (CHART, "<c:barDir ", '<c:gapWidth val="9"/><c:barDir ', "barChart: children out of order"),
    (CHART, '<c:ptCount val="4"/>', '<c:ptCount val="2"/>', "points [0, 1, 2, 3] of 2"),
    (DOCUMENT, 'xpath="/rg:report[1]/rg:numbers[1]/rg:number[1]"', 'xpath="/rg:report[1]/rg:numbers[1]/rg:number[9999]"', "where nothing is"),
    (DOCUMENT, '<w:tag w:val="rg:1"/>', f'<w:tag w:val="{"x" * 65}"/>', "tag of 65 characters"),
    (DOCUMENT, '<w:id w:val="700000002"/>', '<w:id w:val="700000001"/>', "content control 700000001 twice"),
    ("customXml/reportgenProps.xml", 'itemID="{', 'itemID="{0', "which is no part"),
    (DOCUMENT, "<w:cantSplit/><w:trHeight", "<w:tblHeader/><w:cantSplit/><w:trHeight", "trPr: children out of order"),
    (DOCUMENT, "<w:sdtContent>", '<w:sdtContent><w:ins w:id="1"/>', "ins: no author"),
    (DOCUMENT, "<w:sdtContent>", '<w:sdtContent><w:commentReference w:id="1"/>', "comments do not pair"),
    ("[Content_Types].xml", "/word/document.xml", "/word/styles.xml", "twice"),
])
def test_it_sees_in_a_working_copy(working: bytes, part: str, old: str, new: str, sentence: str) -> None:
    found = faults(broken(working, part, old, new))
    assert any(sentence in fault for fault in found), found
