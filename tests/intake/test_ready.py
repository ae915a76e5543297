"""The tables of a large snapshot stand ready as a database, which is never believed when it, or the snapshot, is another than it was."""

from pathlib import Path

import duckdb
import pytest

from reportgen.core.errors import Unreadable
from reportgen.intake import Frozen, connect, freeze, ready
from tests.intake.specimen import EDITION, KEY, contracts, export, frozen

ASKED = "SELECT * FROM people ORDER BY ALL"


@pytest.fixture
def snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ready, "_LARGE", 0)
    return frozen(export(tmp_path / "in"), tmp_path / "out")[0].folder


def asked(folder: Path, beside: Path) -> list[tuple]:
    with ready.tables(folder, contracts(), beside) as store:
        return store.execute(ASKED).fetchall()


def again(folder: Path, beside: Path) -> Frozen:
    """What the fixture froze, frozen once more."""
    result, _ = freeze(folder / "in", contracts(), year=2025, folder=folder / "out", key=KEY, edition=EDITION, beside=beside)
    assert result is not None
    return result


def only(beside: Path) -> Path:
    (path,) = beside.iterdir()
    return path


def test_it_opens_with_the_same_rows_and_parses_nothing(snapshot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with connect(snapshot, contracts()) as store:
        rows = store.execute(ASKED).fetchall()
    assert again(tmp_path, tmp_path / "kept").existed
    monkeypatch.setattr(ready, "loaded", lambda *_: pytest.fail("parsed again"))
    assert rows and asked(snapshot, tmp_path / "kept") == rows


def test_it_is_as_locked_as_any_store(snapshot: Path, tmp_path: Path) -> None:
    for _ in range(2):
        with ready.tables(snapshot, contracts(), tmp_path / "kept") as store:
            for sql in ("FROM read_csv('/etc/passwd')", "SET lock_configuration = false", "ATTACH 'x.db'"):
                with pytest.raises(duckdb.Error):
                    store.execute(sql)


@pytest.mark.parametrize("place", [0, 9000, -1])
def test_one_with_a_flipped_byte_is_made_again(snapshot: Path, tmp_path: Path, place: int) -> None:
    rows = asked(snapshot, tmp_path / "kept")
    path = only(tmp_path / "kept")
    bad = bytearray(path.read_bytes())
    bad[place] ^= 1
    path.write_bytes(bad)
    assert asked(snapshot, tmp_path / "kept") == rows
    assert only(tmp_path / "kept") != path


def test_a_changed_snapshot_is_read_as_it_is_now(snapshot: Path, tmp_path: Path) -> None:
    before = asked(snapshot, tmp_path / "kept")
    table = snapshot / "tables" / "people.csv"
    head, _, rest = table.read_text("utf-8").partition("\n")
    table.write_text(head + "\n" + rest.partition("\n")[2], "utf-8")
    assert len(asked(snapshot, tmp_path / "kept")) == len(before) - 1


def test_where_nothing_can_be_kept_it_is_parsed(snapshot: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file")
    assert asked(snapshot, tmp_path / "kept")


def test_a_small_one_keeps_nothing_and_a_damaged_one_says_so(snapshot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (snapshot / "manifest.json").write_text("{")
    with pytest.raises(Unreadable, match="快照损坏"):
        asked(snapshot, tmp_path / "kept")
    monkeypatch.undo()
    again(tmp_path, tmp_path / "kept")
    assert not (tmp_path / "kept").exists()
