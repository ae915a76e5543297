"""What can be read in several ways is asked with the line to paste; the line pasted, it is used."""

import re
from pathlib import Path

import pytest

from reportgen.core.finding import Finding, errors
from reportgen.core.pack import Contract
from reportgen.intake import Frozen, connect, freeze, read_answers
from tests.intake.specimen import EDITION, KEY, MAJOR_ROWS, MAJORS, PEOPLE, PEOPLE_HEAD, PEOPLE_ROWS, contracts, export, people, said, workbook

FILE = "data_contracts/2025/mapping.yaml"


def read(exports: Path, folder: Path, text: str = "", known: dict[str, Contract] | None = None) -> tuple[Frozen | None, tuple[Finding, ...]]:
    known = known or contracts()
    answers, faults = read_answers(FILE, text, known)
    assert faults == ()
    return freeze(exports, known, year=2025, folder=folder, key=KEY, edition=EDITION, answers=answers)


def pasted(finding: Finding) -> str:
    """The mapping.yaml that a finding asks for."""
    section, line = re.search(rf"在 {FILE} 的 (\w+): 下加一行  (- \{{.*?\}})", finding.hint).groups()
    return f"{section}:\n  {line}\n"


def test_an_approximate_number_is_asked_and_then_used(tmp_path: Path) -> None:
    path = export(tmp_path / "in", people(change={"G2": "约300", "G3": "300以上"}))
    result, findings = read(path, tmp_path / "out")
    assert result is None and said(findings) == ["K121 G2", "K121 G3"]
    text = pasted(findings[0]) + pasted(findings[1]).partition("\n")[2]
    assert "text: 约300, value: 300" in text
    result, findings = read(path, tmp_path / "out", text.replace("300以上, value: 300", '300以上, value: ""'))
    assert said(findings) == []
    assert connect(result.folder, contracts()).execute("SELECT hours FROM people ORDER BY _row").fetchall() == [(300,), (None,), (None,)]


def test_a_wrong_answer_is_no_way_in(tmp_path: Path) -> None:
    path = export(tmp_path / "in", people(change={"G2": "若干"}))
    _, (finding,) = read(path, tmp_path / "out")
    text = pasted(finding)
    assert "value: 核实后的值" in text
    assert said(read(path, tmp_path / "out", text)[1]) == ["K121 G2"]


def test_no_line_to_paste_for_a_person(tmp_path: Path) -> None:
    _, (finding,) = read(export(tmp_path / "in", people(change={"D2": "八〇年生人"})), tmp_path / "out")
    assert finding.code == "K121" and "mapping" not in finding.hint and "八" not in finding.hint + finding.found


TWIN = MAJORS.replace("id: majors", "id: twins").replace("title: 开设专业", "title: 拟设专业").replace("sheets: [开设专业]", "sheets: [拟设专业]").replace(
    "key: [code]", "key: [code]\nrequired: false")


def test_a_sheet_that_could_be_two_tables(tmp_path: Path) -> None:
    known = contracts(MAJORS, TWIN, PEOPLE)
    path = tmp_path / "导出.xlsx"
    path.write_bytes(workbook({"专业": MAJOR_ROWS, "教职工": PEOPLE_ROWS}))
    result, findings = read(path, tmp_path / "out", known=known)
    assert result is None and "K161 A1" in said(findings)
    question = next(one for one in findings if one.code == "K161")
    assert "“开设专业”（majors）" in question.message and "“拟设专业”（twins）" in question.message
    result, findings = read(path, tmp_path / "out", pasted(question).replace("table: twins", "table: majors"), known)
    assert errors(findings) == () and result.rows == {"majors": 2, "people": 3}


def test_a_sheet_that_bears_one_tables_name_and_looks_like_another(tmp_path: Path) -> None:
    known = contracts(MAJORS, TWIN.replace("name: 在校生数", "name: 拟招生数").replace("在校生数|合计", "拟招生数|合计"), PEOPLE)
    path = tmp_path / "导出.xlsx"
    path.write_bytes(workbook({"拟设专业": MAJOR_ROWS, "教职工": PEOPLE_ROWS}))
    _, findings = read(path, tmp_path / "out", known=known)
    assert said(findings) == ["K161 A1"]


def test_a_sheet_that_is_to_be_left_out(tmp_path: Path) -> None:
    path = export(tmp_path / "in", **{"教职工（旧）": PEOPLE_ROWS})
    result, findings = read(path, tmp_path / "out", "sheets:\n  - {sheet: 教职工（旧）, table: 不读}\n")
    assert said(findings, notes=True) == ["K114 教职工（旧）"] and result.rows["people"] == 3


def test_the_file_tells_sheets_of_one_name_apart(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, rows in (("甲", MAJOR_ROWS), ("乙", MAJOR_ROWS), ("教职工", PEOPLE_ROWS)):
        (folder / f"{name}.xlsx").write_bytes(workbook({"Sheet1": rows}))
    known = contracts(MAJORS, TWIN, PEOPLE)
    questions = [one for one in read(folder, tmp_path / "out", known=known)[1] if one.code == "K161"]
    assert [pasted(one).split(" sheet:")[0] for one in questions] == [f"sheets:\n  - {{file: {name}.xlsx," for name in ("乙", "甲")]
    text = "sheets:\n  - {file: 甲.xlsx, sheet: Sheet1, table: majors}\n  - {file: 乙.xlsx, sheet: Sheet1, table: twins}\n"
    result, findings = read(folder, tmp_path / "out", text, known)
    assert errors(findings) == () and result.rows == {"majors": 2, "twins": 2, "people": 3}


UNCLEAR = PEOPLE.replace("  rate: {name: 出勤率, type: percent}", "  a: {name: 补贴（元）, type: decimal}\n  b: {name: 补贴（次）, type: decimal}")


def test_a_heading_that_could_be_two_columns(tmp_path: Path) -> None:
    known = contracts(MAJORS, UNCLEAR)
    sheet = [[*row, "补贴（次）" if number == 0 else 3] for number, row in enumerate([[*PEOPLE_HEAD[:9], "补贴"], *PEOPLE_ROWS[1:]])]
    path = export(tmp_path / "in", sheet)
    result, (question,) = read(path, tmp_path / "out", known=known)
    assert result is None and (question.code, question.at.cell) == ("K162", "J1")
    result, findings = read(path, tmp_path / "out", pasted(question), known)
    assert said(findings) == []
    assert connect(result.folder, known).execute("SELECT a, b FROM people ORDER BY _row LIMIT 1").fetchone() == (98.5, 3)


def test_a_missing_column_under_another_name(tmp_path: Path) -> None:
    path = export(tmp_path / "in", people(head=[*PEOPLE_HEAD[:6], "学年授客课时", *PEOPLE_HEAD[7:]]))
    (question,) = errors(read(path, tmp_path / "out")[1])
    result, findings = read(path, tmp_path / "out", pasted(question))
    assert question.code == "K111" and said(findings) == [] and result is not None


def test_two_columns_of_one_kind(tmp_path: Path) -> None:
    sheet = [[*row, "所属系部" if number == 0 else "信息学院"] for number, row in enumerate(PEOPLE_ROWS)]
    path = export(tmp_path / "in", sheet)
    _, (question,) = read(path, tmp_path / "out")
    result, findings = read(path, tmp_path / "out", pasted(question))
    assert question.code == "K113" and said(findings) == []
    assert connect(result.folder, contracts()).execute("SELECT dept FROM people ORDER BY _row LIMIT 1").fetchone() == ("机电学院",)


def test_an_answer_nobody_asked_for(tmp_path: Path) -> None:
    _, findings = read(export(tmp_path / "in"), tmp_path / "out", "values:\n  - {table: people, column: hours, text: 约300, value: 300}\n")
    assert [(one.code, one.at.line, one.severity) for one in findings] == [("K163", 2, "note")]


def test_the_manifest_keeps_the_answers_that_took_part(tmp_path: Path) -> None:
    import json
    path = export(tmp_path / "in", people(change={"G2": "约300"}))
    text = "values:\n  - {table: people, column: hours, text: 约300, value: 300}\n  - {table: people, column: hours, text: 约400, value: 400}\n"
    result, _ = read(path, tmp_path / "out", text)
    assert json.loads((result.folder / "manifest.json").read_bytes())["answers"] == [["values", "people", "hours", "约300", "300"]]


@pytest.mark.parametrize(("text", "wanted"), [
    ("sheets:\n  - {sheet: 甲, table: nobody}\n", ["P140 2"]), ("columns:\n  - {table: people, heading: 甲, column: nobody}\n", ["P140 2"]),
    ("values:\n  - {table: people, column: hours, text: 约300}\n", ["P104 2"]), ("values:\n  - {table: people, column: hours, text: 约300, value: }\n", ["P104 2"]),
    ("sheet:\n  - {}\n", ["P103 1"]), ("sheets: [\n", ["P101 2"])])
def test_a_faulty_file_is_said_with_its_line(text: str, wanted: list[str]) -> None:
    assert [f"{one.code} {one.at.line}" for one in read_answers(FILE, text, contracts())[1]] == wanted
