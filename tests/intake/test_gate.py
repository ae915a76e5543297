"""What the gate refuses, before any parser sees it."""

import io
import zipfile

import pytest

from reportgen.intake import gate as gates
from reportgen.intake.address import letters
from reportgen.intake.gate import gate
from tests.intake.specimen import workbook

PLAIN = workbook({"表": [["甲", 1]]})


def with_part(name: str, data: bytes = b"x") -> bytes:
    """A sound workbook with one more part."""
    source, target = zipfile.ZipFile(io.BytesIO(PLAIN)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in source.infolist():
            if entry.filename != name:
                archive.writestr(entry.filename, source.read(entry))
        archive.writestr(name, data)
    return target.getvalue()


def ole(*names: str) -> bytes:
    """An OLE container whose directory holds these names."""
    entries = b""
    for name in names:
        text = name.encode("utf-16-le")
        entry = text + b"\0" * (64 - len(text)) + (len(text) + 2).to_bytes(2, "little") + b"\x02\x01"
        entries += entry + b"\0" * (128 - len(entry))
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504 + entries


def codes(name: str, data: bytes) -> list[str]:
    passed, findings = gate(name, data)
    assert (passed is None) == bool(findings)
    assert all(one.at.file == name and one.hint for one in findings)
    return [one.code for one in findings]


def test_a_sound_workbook_passes() -> None:
    assert codes("a.xlsx", PLAIN) == []


@pytest.mark.parametrize(("part", "code"), [
    ("xl/vbaProject.bin", "K105"), ("xl/macrosheets/sheet1.xml", "K105"), ("xl/externalLinks/externalLink1.xml", "K106"),
    ("xl/embeddings/oleObject1.bin", "K107"), ("xl/activeX/activeX1.xml", "K107")])
def test_a_part_that_has_no_place_in_an_export(part: str, code: str) -> None:
    assert codes("a.xlsx", with_part(part)) == [code]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_in_any_part(encoding: str) -> None:
    text = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    assert codes("a.xlsx", with_part("docProps/core.xml", text.encode(encoding))) == ["K104"]


def test_a_part_that_unpacks_to_too_much() -> None:
    assert codes("a.xlsx", with_part("xl/worksheets/sheet9.xml", b" " * 40_000_000)) == ["K103"]


def test_a_bomb_is_refused_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    data = with_part("xl/worksheets/sheet9.xml", b" " * 40_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    assert codes("a.xlsx", data) == ["K103"]


def test_a_part_that_says_it_is_smaller_than_it_is() -> None:
    size = 40_000_000
    data = with_part("xl/worksheets/sheet9.xml", b" " * size)
    forged = data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert forged != data and codes("a.xlsx", forged) == ["K108"]


def test_the_limit_on_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "MAX_BYTES", 10_000)
    assert codes("a.xlsx", with_part("xl/media/a.bin", bytes(range(256)) * 50)) == ["K103"]


def test_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates, "MAX_PARTS", 5)
    assert codes("a.xlsx", PLAIN) == ["K103"]


def test_a_cell_so_far_out_that_the_grid_would_fill_the_memory() -> None:
    sheet = b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    assert codes("a.xlsx", with_part("xl/worksheets/sheet1.xml", sheet)) == ["K103"]


@pytest.mark.parametrize(("columns", "rows", "expected"), [(700, 40, []), (700, 60_000, ["K103"]), (20, 90_000, []), (20, 1_048_576, []), (40, 1_048_576, ["K103"])])
def test_wide_or_deep_does_no_harm_but_both_do(columns: int, rows: int, expected: list[str]) -> None:
    cells = "".join(f'<c r="{letters(columns - 1)}{row}"><v>1</v></c>' for row in (1, rows))
    assert codes("a.xlsx", with_part("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode())) == expected


def test_far_cells_without_an_address() -> None:
    row = b"<c><v>1</v></c>" * 16_000
    sheet = b'<worksheet><sheetData><row r="1"><c><v>1</v></c></row><row r="1048576">' + row + b"</row></sheetData></worksheet>"
    assert codes("a.xlsx", with_part("xl/worksheets/sheet1.xml", sheet)) == ["K103"]


def test_an_empty_styled_cell_far_out_does_no_harm() -> None:
    sheet = b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576" s="1"/></row></sheetData></worksheet>'
    assert codes("a.xlsx", with_part("xl/worksheets/sheet1.xml", sheet)) == []


@pytest.mark.parametrize(("data", "word"), [(b"", "空文件"), (b"<html><table>", "网页"), (b"%PDF-1.7", "不是 Excel")])
def test_a_file_that_is_something_else(data: bytes, word: str) -> None:
    _, findings = gate("a.xlsx", data)
    assert findings[0].code == "K101" and word in findings[0].message


def test_a_zip_that_is_no_workbook() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert codes("a.xlsx", target.getvalue()) == ["K101"]


def test_a_damaged_zip() -> None:
    assert codes("a.xlsx", PLAIN[:300]) == ["K108"]
    assert codes("a.xlsx", PLAIN[:60] + b"\0" * 40 + PLAIN[100:]) == ["K108"]


@pytest.mark.parametrize(("names", "found"), [
    (("EncryptedPackage", "EncryptionInfo"), ["K102"]), (("Workbook", "_VBA_PROJECT_CUR"), ["K105"]), (("Workbook", "ObjectPool"), ["K107"]),
    (("WordDocument",), ["K101"]), (("Workbook",), [])])
def test_an_old_container_by_its_directory(names: tuple[str, ...], found: list[str]) -> None:
    assert codes("a.xls", ole(*names)) == found


def test_a_word_of_the_directory_in_a_cell_is_no_directory_entry() -> None:
    assert codes("a.xls", ole("Workbook") + b"12345" + "EncryptedPackage".encode("utf-16-le")) == []
