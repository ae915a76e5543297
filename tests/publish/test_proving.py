"""A package proves itself anywhere; whatever is changed in it is named, even if the manifest was made to fit."""

import hashlib
import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from reportgen.core.errors import Unreadable
from reportgen.publish import make_package, prove
from reportgen.publish.archive import unzipped, zipped
from reportgen.publish.package import read_me
from reportgen.workspace import Workspace

DOCX = "01 学校年报/99011岭海职业技术学院质量年报（2025年度）.docx"
HTML = DOCX.replace(".docx", ".html")
FIGURES, NUMBERS, SNAPSHOT = "06 数据/figures.json", "06 数据/numbers.json", "06 数据/snapshot.json"


def changed(package: Path, folder: Path, changes: dict[str, bytes | None], *, forged: bool) -> Path:
    """The package with other files in it. forged: its manifest and its read-me were made to fit."""
    files = unzipped(package.name, package.read_bytes())
    files = {name: data for name, data in (files | changes).items() if data is not None}
    if forged:
        told = json.loads(files["manifest.json"])
        own = {name: data for name, data in files.items() if name not in ("manifest.json", "说明.txt")}
        told["files"] = {name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in sorted(own.items())}
        files["manifest.json"] = json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
        files["说明.txt"] = read_me(own, files["manifest.json"])
    path = folder / "改过.zip"
    path.write_bytes(zipped(files))
    return path


def edited(package: Path, name: str, old: str, new: str) -> bytes:
    """A file of the package with a passage replaced; in a Word file, in its text."""
    data = unzipped(package.name, package.read_bytes())[name]
    if not name.endswith(".docx"):
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)
    out = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(out, "w") as after:
        for part in before.namelist():
            after.writestr(part, before.read(part).replace(old.encode(), new.encode(), 1) if part == "word/document.xml" else before.read(part))
    return out.getvalue()


def codes(path: Path) -> list[tuple[str, str]]:
    return sorted((one.code, one.at.file) for one in prove(path).findings)


def test_an_honest_package_has_no_fault(package: Path) -> None:
    proved = prove(package)
    assert proved.findings == () and proved.recounted > 10 and proved.told["school"] == "岭海职业技术学院"


def test_it_is_proved_by_the_command_in_a_folder_that_holds_nothing_else(package: Path, tmp_path: Path) -> None:
    alone = tmp_path / "材料.zip"
    alone.write_bytes(package.read_bytes())
    ran = subprocess.run([sys.executable, "-m", "reportgen", "verify", "材料.zip"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 0 and prove(package).code in ran.stdout and "没有问题" in ran.stdout, ran.stderr


@pytest.mark.parametrize(("changes", "expected"), [
    ({HTML: None}, ("G121", HTML)), ({"说明.txt": None}, ("G121", "说明.txt")), ({"说明.txt": b"?"}, ("G122", "说明.txt")),
    ({"补充.docx": b"PK"}, ("G123", "补充.docx")), ({FIGURES: b"[]"}, ("G122", FIGURES)), ({SNAPSHOT: b"{}"}, ("G122", SNAPSHOT))],
    ids=["missing", "no read-me", "other read-me", "added", "changed data", "changed snapshot"])
def test_a_changed_missing_or_added_file_is_named(package: Path, tmp_path: Path, changes: dict[str, bytes | None], expected: tuple[str, str]) -> None:
    assert expected in codes(changed(package, tmp_path, changes, forged=False))


@pytest.mark.parametrize("name", [DOCX, HTML])
def test_a_number_changed_in_one_document_is_found_though_the_manifest_fits(package: Path, tmp_path: Path, name: str) -> None:
    path = changed(package, tmp_path, {name: edited(package, name, "67%", "76%")}, forged=True)
    assert ("G125", name) in codes(path)


@pytest.mark.parametrize(("name", "old", "new", "where"), [
    (NUMBERS, '"text": "67%"', '"text": "76%"', NUMBERS),                # what should be printed, against the figures
    (NUMBERS, '"text": "比上年增加1人"', '"text": "比上年增加2人"', NUMBERS),
    (FIGURES, '"value": "4.65"', '"value": "5.65"', NUMBERS),            # the figures, against what is printed
    (SNAPSHOT, '"rows": 3', '"rows": 4', SNAPSHOT)])
def test_data_that_were_forged_do_not_fit_one_another(package: Path, tmp_path: Path, name: str, old: str, new: str, where: str) -> None:
    found = codes(changed(package, tmp_path, {name: edited(package, name, old, new)}, forged=True))
    assert ("G124" if name == SNAPSHOT else "G125", where) in found


def test_the_figures_that_a_page_and_a_pdf_carry_are_compared(package: Path, tmp_path: Path) -> None:
    """Documents, numbers and figures all forged alike: the PDF still carries what it was made of."""
    told = edited(package, FIGURES, '"value": "4.65"', '"value": "4.654"')  # prints the same
    assert {where for code, where in codes(changed(package, tmp_path, {FIGURES: told}, forged=True))} >= {HTML, DOCX.replace(".docx", ".pdf")}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", zipped({"a.txt": b"a"}), zipped({"manifest.json": b"{}"}), zipped({"../x": b""})],
                         ids=["empty", "cut", "pdf", "other zip", "no manifest of ours", "leads out"])
def test_what_is_no_package_is_said_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(data)
    with pytest.raises(Unreadable) as stop:
        prove(path)
    assert "包" in stop.value.message


def test_a_package_cut_at_any_place_is_refused_and_never_breaks_the_program(package: Path, tmp_path: Path) -> None:
    data, path = package.read_bytes(), tmp_path / "x.zip"
    for end in range(1, len(data), len(data) // 7):
        path.write_bytes(data[:end])
        with pytest.raises(Unreadable):
            prove(path)


def test_a_seal_goes_with_it_and_must_be_of_this_snapshot(own: Workspace, tmp_path: Path) -> None:
    from reportgen.ledger.keys import keygen
    from reportgen.ledger.seal import seal
    key = tmp_path / "钥匙.pem"
    keygen(own, key, owner="质量管理办公室")
    (snapshot,) = [path.name for path in own.snapshots(2025).iterdir() if path.is_dir()]
    seal(own, 2025, snapshot, key, on="2025-12-21")
    made = make_package(own, 2025).path
    assert prove(made).findings == ()
    forged = unzipped("包.zip", made.read_bytes())["06 数据/snapshot.sig"].replace(b"2025-12-21", b"2025-12-22")
    assert ("G127", "06 数据/snapshot.sig") in codes(changed(made, tmp_path, {"06 数据/snapshot.sig": forged}, forged=True))
