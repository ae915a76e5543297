"""sign, return, status as they are typed."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import run
from tests.corrections.specimen import project
from tests.signoff.test_sections import AID, JOBS, PEOPLE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = project(tmp_path / "项目").root
    (made / "people.yaml").write_text(PEOPLE, "utf-8")
    return made


def test_sign_return_status(folder: Path) -> None:
    assert run("sign", JOBS, "--person", "甲", "--on", "2025-11-10", "--project", folder).out == "已签字：就业质量（1节）\n"
    ran = run("return", JOBS, "--person", "丙", "--reason", "口径", "--on", "2025-11-11", "--project", folder)
    assert ran.status == 0 and ran.out == "已退回：就业质量（1节）\n"
    told = run("status", "--json", "--on", "2025-11-12", "--project", folder).json()
    assert {row["id"]: row["state"] for row in told["sections"]} == {JOBS: "returned", AID: "draft"}
    wrong = run("sign", JOBS, "--person", "丁", "--level", "归口", "--project", folder)
    assert wrong.status == 1 and "D712" in wrong.out and "没有登记：以上各条改正后再试" in wrong.out


def test_status_files_and_a_day_that_is_none(folder: Path, tmp_path: Path) -> None:
    ran = run("status", "--on", "2025-11-12", "--xlsx", tmp_path / "进度.xlsx", "--html", tmp_path / "进度.html", "--project", folder)
    assert ran.status == 0 and (tmp_path / "进度.xlsx").is_file() and "编写进度" in (tmp_path / "进度.html").read_text("utf-8")
    assert run("status", "--on", "明天", "--project", folder).status == 2


def test_a_key_for_a_person(folder: Path, tmp_path: Path) -> None:
    assert run("data", "keygen", tmp_path / "甲.pem", "--person", "无名", "--project", folder).status == 2
    assert run("data", "keygen", tmp_path / "甲.pem", "--person", "甲", "--project", folder).status == 0
    assert run("sign", "--person", "甲", "--project", folder).status == 1
    assert run("sign", "--person", "甲", "--key", tmp_path / "甲.pem", "--on", "2025-11-10", "--project", folder).status == 0
    log = (folder / "data_contracts/2025/sections.jsonl").read_text("utf-8")
    assert json.loads(log)["signature"] and run("verify", "2025", "--project", folder).status == 0


def test_contradictory_people_are_told_with_their_line(folder: Path) -> None:
    people = folder / "people.yaml"
    people.write_text(PEOPLE.replace("{教务处: [school/talent/jobs]}", "{教务处: [school/talent], 团委: [school/talent]}"), "utf-8")
    ran = run("sign", JOBS, "--person", "甲", "--project", folder)
    assert ran.status == 2 and "people.yaml:3" in ran.err and "既归教务处又归团委" in ran.err
