"""A log shows every line that was changed, lost or put in, and two writers never lose one."""

from multiprocessing import get_context
from pathlib import Path

import pytest

from reportgen.core.errors import Refused
from reportgen.ledger import Log


def log(folder: Path) -> Log:
    return Log(folder / "some.jsonl", "some.jsonl", folder / "lock")


def written(folder: Path, *words: str) -> Log:
    made = log(folder)
    with made.open() as pen:
        pen.write(*({"word": word} for word in words))
    return made


def codes(made: Log) -> list[tuple[str, int | None]]:
    return [(one.code, one.at.line) for one in made.read()[1]]


def test_what_was_written_is_read(tmp_path: Path) -> None:
    made = written(tmp_path, "甲", "乙")
    entries, findings = made.read()
    assert [(entry.no, entry["word"]) for entry in entries] == [(1, "甲"), (2, "乙")] and findings == ()
    assert entries[1].previous == entries[0].hash


@pytest.mark.parametrize(("change", "line"), [
    (lambda lines: [lines[0].replace("甲", "丁"), *lines[1:]], 1),
    (lambda lines: [lines[0], lines[2]], 2),
    (lambda lines: [lines[0], lines[1], lines[1], lines[2]], 3),
    (lambda lines: [lines[1], lines[0], lines[2]], 1),
    (lambda lines: [lines[0], lines[1][:-9], lines[2]], 2),
    (lambda lines: [lines[0], "不是 JSON", lines[2]], 2),
])
def test_a_changed_line_is_named(tmp_path: Path, change, line: int) -> None:
    made = written(tmp_path, "甲", "乙", "丙")
    made.path.write_text("\n".join(change(made.path.read_text("utf-8").splitlines())) + "\n", "utf-8")
    assert codes(made) == [("L101", line)]
    with pytest.raises(Refused):
        with made.open():
            pass


def test_a_cut_end_is_found_and_so_is_a_lost_file(tmp_path: Path) -> None:
    made = written(tmp_path, "甲", "乙", "丙")
    made.path.write_text("".join(made.path.read_text("utf-8").splitlines(True)[:1]), "utf-8")
    assert codes(made) == [("L102", 1)] and "少了2行" in made.read()[1][0].message
    made.path.unlink()
    assert codes(made) == [("L102", 1)]


def test_a_head_that_lags_behind_is_an_interrupted_command(tmp_path: Path) -> None:
    made = written(tmp_path, "甲")
    head = made.head.read_bytes()
    written(tmp_path, "乙")
    made.head.write_bytes(head)
    assert codes(made) == []
    written(tmp_path, "丙")
    assert [entry["word"] for entry in made.read()[0]] == ["甲", "乙", "丙"]


def test_windows_line_ends_are_no_change(tmp_path: Path) -> None:
    made = written(tmp_path, "甲", "乙")
    made.path.write_bytes(made.path.read_bytes().replace(b"\n", b"\r\n"))
    assert codes(made) == []


def _append(folder: Path, who: str) -> None:
    for n in range(10):
        with log(folder).open() as pen:
            pen.write({"word": f"{who}{n}"})


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    context = get_context("spawn")
    both = [context.Process(target=_append, args=(tmp_path, who)) for who in "甲乙"]
    for one in both:
        one.start()
    for one in both:
        one.join()
    entries, findings = log(tmp_path).read()
    assert findings == () and sorted(entry["word"] for entry in entries) == sorted(f"{who}{n}" for who in "甲乙" for n in range(10))
