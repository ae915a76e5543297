"""Snapshots: named by content, whole or absent, provable, without personal data."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from reportgen.core.errors import Unreadable
from reportgen.intake import connect, current_snapshot, snapshots, token_key, use_snapshot, verify
from tests.intake.specimen import contracts, export, frozen, people, said


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    result, _ = frozen(export(tmp_path / "in"), tmp_path / "out", note="初报")
    return result.folder


def test_the_same_content_has_the_same_id_and_is_kept_once(tmp_path: Path, kept: Path) -> None:
    again, findings = frozen(export(tmp_path / "in"), tmp_path / "out", note="初报")
    elsewhere, _ = frozen(export(tmp_path / "in"), tmp_path / "elsewhere", note="初报")
    assert again.existed and again.folder == kept and elsewhere.id == kept.name and said(findings, notes=True)[0].startswith("K180")


def test_other_content_has_another_id_and_becomes_current(tmp_path: Path, kept: Path) -> None:
    other, _ = frozen(export(tmp_path / "in", people(change={"G2": 121})), tmp_path / "out")
    assert other.id != kept.name == kept.name and current_snapshot(tmp_path / "out") == other.id
    use_snapshot(tmp_path / "out", kept.name)
    assert [(one.id, one.current, one.note, one.rows) for one in snapshots(tmp_path / "out")] == [(kept.name, True, "初报", 5), (other.id, False, "", 5)]


def test_an_export_with_errors_leaves_nothing_behind(tmp_path: Path) -> None:
    assert frozen(export(tmp_path / "in", people(change={"G2": "若干"})), tmp_path / "out")[0] is None
    assert list((tmp_path / "out").iterdir()) == [] and current_snapshot(tmp_path / "out") is None


def test_names_and_numbers_of_people_are_not_kept(kept: Path) -> None:
    content = b"".join(path.read_bytes() for path in kept.rglob("*") if path.is_file()).decode()
    assert not any(word in content for word in ("甲,", "000000198001010011", "1980-01-01", "0001,"))
    header, first, *_ = (kept / "tables" / "people.csv").read_text("utf-8").splitlines()
    assert header == "no,born,dept,full,hours,major,signed,rate,_file,_sheet,_row"
    assert first.split(",")[1:] == ["1980", "机电学院", "true", "120", "460101", "2024-10-08", "98.5", "导出.xlsx", "A6-1 教职工", "2"]
    assert len(first.split(",")[0]) == 16


def test_tokens_are_equal_for_equal_people_and_depend_on_the_key(tmp_path: Path) -> None:
    from reportgen.intake.snapshot import token
    assert token(b"a", "staff", "0001") == token(b"a", "staff", "0001")
    assert len({token(b"a", "staff", "0001"), token(b"b", "staff", "0001"), token(b"a", "student", "0001"), token(b"a", "staff", "0002")}) == 4
    assert token_key(tmp_path / "token.key") == token_key(tmp_path / "token.key") != token_key(tmp_path / "other.key")


def test_the_manifest_gives_the_cell_of_every_row_and_column(kept: Path) -> None:
    manifest = json.loads((kept / "manifest.json").read_text("utf-8"))
    place = manifest["tables"]["people"]["places"][0]
    assert (place["sheet"], place["columns"]["hours"]) == ("A6-1 教职工", "G")
    assert manifest["year"] == 2025 and manifest["sources"][0]["file"] == "导出.xlsx" and not any("time" in key for key in manifest)


def test_a_sound_snapshot_verifies(kept: Path) -> None:
    assert verify(kept) == ()


@pytest.mark.parametrize(("damage", "code"), [
    (lambda folder: (folder / "tables" / "people.csv").write_bytes((folder / "tables" / "people.csv").read_bytes().replace(b"120", b"121")), "K170"),
    (lambda folder: (folder / "tables" / "majors.csv").unlink(), "K171"),
    (lambda folder: (folder / "tables" / "more.csv").write_text("x"), "K172"),
    (lambda folder: (folder / "manifest.json").write_text((folder / "manifest.json").read_text("utf-8").replace("初报", "终报"), "utf-8"), "K173"),
    (lambda folder: (folder / "manifest.json").write_text("{"), "K173")])
def test_every_change_is_named(kept: Path, damage, code: str) -> None:
    damage(kept)
    assert [one.code for one in verify(kept)] == [code]


def test_a_damaged_snapshot_is_unreadable_not_a_traceback(kept: Path) -> None:
    (kept / "tables" / "people.csv").write_text("no,hours\nx,y\n")
    with pytest.raises(Unreadable):
        connect(kept, contracts())


def test_the_store_is_typed_and_knows_nothing_from_zero(kept: Path) -> None:
    store = connect(kept, contracts())
    types = dict(store.execute("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = 'people'").fetchall())
    assert (types["hours"], types["full"], types["signed"], types["born"]) == ("DECIMAL(24,6)", "BOOLEAN", "DATE", "INTEGER")
    assert store.execute("SELECT count(*), count(hours) FROM people").fetchone() == (3, 2)


def test_the_store_is_locked(kept: Path) -> None:
    store = connect(kept, contracts())
    for sql in ("SELECT * FROM read_csv('/etc/passwd')", "COPY people TO 'x.csv'", "SET enable_external_access = true", "INSTALL httpfs", "ATTACH 'x.db'"):
        with pytest.raises(duckdb.Error):
            store.execute(sql)


def test_last_year_stands_beside_and_missing_tables_are_empty(tmp_path: Path, kept: Path) -> None:
    store = connect(kept, contracts(), kept)
    assert store.execute("SELECT count(*) FROM people JOIN last_people USING (no)").fetchone() == (3,)
    assert connect(kept, contracts()).execute("SELECT count(*), count(hours) FROM last_people").fetchone() == (0, 0)


def test_a_contract_with_a_new_column_reads_an_older_snapshot(kept: Path) -> None:
    from tests.intake.specimen import MAJORS, PEOPLE
    known = contracts(MAJORS.replace("columns:\n", "columns:\n  group: {name: 专业群, type: text}\n"), PEOPLE)
    assert connect(kept, known).execute('SELECT "group", students FROM majors ORDER BY 2').fetchall() == [(None, 120), (None, 300)]


def test_a_crash_leaves_the_old_snapshot_current(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.intake import snapshot

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(snapshot.os, "rename", fails)
    with pytest.raises(OSError):
        frozen(export(tmp_path / "in", people(change={"G2": 1})), tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted([kept.name, "current"])
    assert current_snapshot(tmp_path / "out") == kept.name


def test_a_current_file_that_names_nothing(tmp_path: Path, kept: Path) -> None:
    shutil.rmtree(kept)
    assert current_snapshot(tmp_path / "out") is None
