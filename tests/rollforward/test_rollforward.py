"""Next year's project: what is carried over, what is emptied, and what is marked by the data."""

from pathlib import Path

import pytest

from tests.cli.conftest import own, run, small  # noqa: F401 - fixtures

TEXT = """\
{{届}}毕业生{{毕业生人数}}，毕业去向落实率为{{毕业去向落实率}}，较上年有所下降。升学人数较上年有所增加。

举办招聘会{{literal:46场}}，自{{literal:2003年}}起连续三年位居全省第一。见{{案例:jidian-01-zhizao}}。

::: 案例 jidian-01-zhizao
"""


def _rolled(own: Path, tmp_path: Path, year: int) -> Path:  # noqa: F811
    """The project rolled forward into the year its data are of."""
    project = (own / "project.yaml").read_text("utf-8")
    (own / "project.yaml").write_text(project.replace("2025", str(year - 1)), "utf-8")
    (own / "chapters/school/01-人才培养/就业质量.md").write_text(TEXT, "utf-8")
    ran = run("rollforward", "--year", str(year), "--to", tmp_path / "新", "--on", "2026-09-10", "--project", own)
    assert ran.status == 0, ran.err
    return tmp_path / "新"


def test_assignments_people_and_packs_are_carried_over_and_cases_are_not(own: Path, tmp_path: Path) -> None:  # noqa: F811
    new = _rolled(own, tmp_path, 2026)
    part = (new / "chapters/school/01-人才培养/part.yaml").read_text("utf-8")
    assert "due: 2026-11-20" in part and "cases: []" in part and list((new / "cases").iterdir()) == []
    assert "year: 2026" in (new / "project.yaml").read_text("utf-8") and "date: 2026年12月" in (new / "project.yaml").read_text("utf-8")
    pack = (new / "data_contracts/2026/pack.yaml").read_text("utf-8")
    assert "extends: 2025" in pack and "start: 2025-09-01" in pack and "checked_on: 2026-09-10" in pack
    assert not list(new.rglob("*.jsonl")) and (new / "data_contracts/2025/snapshots/current").is_file()
    assert run("pack", "check", "2026", "--project", new).status == 0


def test_without_data_every_claim_of_direction_is_to_be_checked(own: Path, tmp_path: Path) -> None:  # noqa: F811
    text = (_rolled(own, tmp_path, 2026) / "chapters/school/01-人才培养/就业质量.md").read_text("utf-8")
    assert text == """\
{{届}}毕业生{{毕业生人数}}，毕业去向落实率为{{毕业去向落实率}}，较上年有所下降。【待核：“较上年有所下降”，数据冻结后核对】升学人数较上年有所增加。【待核：“较上年有所增加”，数据冻结后核对】

举办招聘会{{literal:46场}}，自{{literal:2003年}}起连续三年位居全省第一。【待核：“连续三年”是否仍成立】【待核：“位居全省第一”是否仍成立】【待核：46场是上年手写的数】见【待改：这里引用了上年的案例】。
"""


def test_with_data_only_what_they_contradict_is_marked_and_marks_do_not_pile_up(own: Path, tmp_path: Path) -> None:  # noqa: F811
    new = _rolled(own, tmp_path, 2025)
    first = (new / "chapters/school/01-人才培养/就业质量.md").read_text("utf-8")
    assert "较上年有所下降。【待改：" in first and "97.07%" in first and "升学人数较上年有所增加。\n" in first
    ran = run("rollforward", "--year", "2025", "--project", new)
    assert ran.status == 0 and "增减已按新数据核对" in ran.out
    assert (new / "chapters/school/01-人才培养/就业质量.md").read_text("utf-8") == first


def test_a_mark_keeps_a_final_report_from_going_out(own: Path, tmp_path: Path) -> None:  # noqa: F811
    new = _rolled(own, tmp_path, 2025)
    assert "W402" in run("check", "school", "--project", new).out


@pytest.mark.parametrize(("arguments", "words"), [(("--year", "2024"), "不能滚动"), (("--year", "2026", "--to", "."), "不是空的")])
def test_what_cannot_be_is_refused(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str) -> None:  # noqa: F811
    monkeypatch.chdir(own)
    ran = run("rollforward", *arguments, "--project", own)
    assert ran.status in (1, 2) and words in ran.err + ran.out
