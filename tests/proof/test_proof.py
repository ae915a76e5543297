"""The three files of one report agree figure by figure; and a digit changed in one of them is found."""

from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest

from reportgen.proof import compare_files, proof
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from reportgen.writers.pdf import write_pdf
from tests.writers import specimen


@cache
def files() -> dict[str, bytes]:
    report, look, drawings = specimen.report(), specimen.look(), specimen.drawings()
    return {f"年报.{make.__name__[6:]}": make(report, look, drawings).data for make in (write_docx, write_pdf, write_html)}


def edited(data: bytes, old: str, new: str) -> bytes:
    """A Word file with the first `old` of its text written as `new`."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(out, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, part.replace(old.encode(), new.encode(), 1) if name == "word/document.xml" else part)
    return out.getvalue()


def test_what_was_written_is_read_again_in_all_three() -> None:
    assert proof(specimen.report(), files()) == ()


@pytest.mark.parametrize("new", ["97.16%", "97.06", "97.06%，97.06%"], ids=["another digit", "another unit", "once more"])
def test_a_figure_changed_in_one_file_is_found(new: str) -> None:
    before = files()
    found = proof(specimen.report(), {**before, "年报.docx": edited(before["年报.docx"], "97.06%", new)})
    assert {one.code for one in found} == {"E111"} and "97.06%" in "".join(one.message for one in found)


def test_a_number_lost_from_the_only_file_is_found() -> None:
    (lost,) = proof(specimen.report(), {"年报.docx": edited(files()["年报.docx"], "97.06%", "")})
    assert (lost.at.file, lost.message) == ("年报.docx", "写进去的1个数字，重新读这个文件时没有读到：“97.06”")


def test_the_number_of_a_table_is_none_though_a_counting_word_follows() -> None:
    assert compare_files((), {"甲.txt": "附表1　人才培养质量计分卡".encode(), "乙.txt": "附表1人才培养质量计分卡".encode()}) == ()
