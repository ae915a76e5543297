"""Kept results: found by content, in memory and on disk; whatever happened to a file, the result is right."""

import errno
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from hashlib import blake2b
from pathlib import Path

import pytest

from reportgen import cache
from reportgen.cache import Store, clear, fingerprint, tidy
from reportgen.core.pack import frozen
from reportgen.core.place import Place

VALUE = (Place("甲.md", 3), frozen({"b": Decimal("1.50"), "a": ("学", "校")}), ("字", b"\0"))


def counted(value: object = VALUE) -> tuple[Callable[[], object], list[int]]:
    """A way to make a value, and the times it was made."""
    times: list[int] = []

    def make() -> object:
        times.append(1)
        return value
    return make, times


def entries(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_made_once_and_found_in_memory_and_by_the_next_run(tmp_path: Path) -> None:
    make, times = counted()
    store = Store(tmp_path)
    assert store.kept("parts", ("a", 1), make) == store.kept("parts", ("a", 1), make) == Store(tmp_path).kept("parts", ("a", 1), make) == VALUE
    assert len(times) == 1


@pytest.mark.parametrize(("kind", "depends"), [("parts", ("a", 2)), ("parts", ("a", "1")), ("other", ("a", 1))])
def test_another_value_or_kind_is_another_result(kind: str, depends: object, tmp_path: Path) -> None:
    make, times = counted()
    store = Store(tmp_path)
    store.kept("parts", ("a", 1), make)
    store.kept(kind, depends, make)
    assert len(times) == 2


def test_another_program_makes_its_own_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make, times = counted()
    Store(tmp_path).kept("parts", 1, make)
    monkeypatch.setattr(cache, "program", lambda: "newer")
    Store(tmp_path).kept("parts", 1, make)
    assert len(times) == 2


def test_memory_forgets_what_two_runs_did_not_use() -> None:
    make, times = counted()
    store = Store()
    store.kept("parts", 1, make)
    store.turn()
    store.kept("parts", 1, make)
    store.turn()
    store.turn()
    store.kept("parts", 1, make)
    assert len(times) == 2


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:-1], lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:], lambda data: data + b"x"])
def test_a_damaged_entry_is_noticed_and_made_anew(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    make, times = counted()
    Store(tmp_path).kept("parts", 1, make)
    (entry,) = entries(tmp_path)
    whole = entry.read_bytes()
    entry.write_bytes(damage(whole))
    assert Store(tmp_path).kept("parts", 1, make) == VALUE and len(times) == 2
    assert entry.read_bytes() == whole


class Caller:
    """What a forger would write: reading it runs a command."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self.call = function, arguments

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.call


@pytest.mark.parametrize("function", [os.mkdir, "reportgen.files.write_whole", "builtins.eval"])
def test_a_forged_entry_calls_nothing(function: object, tmp_path: Path) -> None:
    make, times = counted()
    Store(tmp_path / "cache").kept("parts", 1, make)
    (entry,) = entries(tmp_path)
    left = tmp_path / "left"
    module, _, name = function.rpartition(".") if isinstance(function, str) else ("", "", "")
    called = getattr(__import__(module, fromlist=[name]), name) if module else function
    arguments = (f"__import__('os').mkdir({str(left)!r})",) if name == "eval" else (left, b"x") if module else (left,)
    body = pickle.dumps(Caller(called, *arguments))
    entry.write_bytes(blake2b(body, digest_size=32).digest() + body)
    assert Store(tmp_path / "cache").kept("parts", 1, make) == VALUE and len(times) == 2
    assert not left.exists()
    pickle.loads(body)
    assert left.exists()  # so the forgery was a real one


def test_what_changed_while_it_was_read_is_not_kept(tmp_path: Path) -> None:
    make, times = counted()
    Store(tmp_path).kept("parts", "before", make, still=lambda: "after")
    assert entries(tmp_path) == []
    Store(tmp_path).kept("parts", "before", make, still=lambda: "before")
    Store(tmp_path).kept("parts", "before", make, still=lambda: "not asked")
    assert len(times) == 2


def test_a_full_disk_costs_time_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    monkeypatch.setattr(os, "replace", full)
    make, times = counted()
    assert Store(tmp_path).kept("parts", 1, make) == VALUE == Store(tmp_path).kept("parts", 1, make)
    assert len(times) == 2 and entries(tmp_path) == []


def test_a_cache_keeps_to_its_room_and_forgets_the_longest_unused(tmp_path: Path) -> None:
    for number in range(4):
        path = tmp_path / f"{number}"
        path.write_bytes(bytes(100))
        os.utime(path, (number, number))
    tidy(tmp_path, 400)
    assert len(entries(tmp_path)) == 4
    tidy(tmp_path, 250)
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["2", "3"]


def test_clearing_says_how_much_it_freed(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    Store(folder).keep("parts", 1, bytes(1000))
    assert clear(folder) > 1000 and not folder.exists() and clear(folder) == 0 and list(tmp_path.iterdir()) == []


# ── fingerprints ───────────────────────────────────────────────────────────

def test_equal_values_have_equal_names_whatever_they_share() -> None:
    shared = ("学校",)
    assert fingerprint((shared, shared)) == fingerprint((("学校",), ("".join(("学", "校")),)))
    assert fingerprint(1) != fingerprint("1") != fingerprint(b"1")


def test_names_are_the_same_under_every_hash_seed() -> None:
    script = "from tests.cache.test_store import VALUE; from reportgen.cache import fingerprint; print(fingerprint(VALUE))"
    names = {subprocess.run([sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True).stdout
             for seed in ("1", "2")}
    assert len(names) == 1 and fingerprint(VALUE) in names.pop()


def test_the_program_is_another_one_when_any_of_its_files_changes(tmp_path: Path) -> None:
    def asked() -> str:
        script = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import cache; print(cache.program())"
        return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    shutil.copyfile(cache.__file__, tmp_path / "cache.py")
    (tmp_path / "page.md").write_text("旧", "utf-8")
    first = asked()
    assert asked() == first
    (tmp_path / "page.md").write_text("新", "utf-8")
    second = asked()
    (tmp_path / "some-1.0.dist-info").mkdir()
    assert len({first, second, asked()}) == 3
