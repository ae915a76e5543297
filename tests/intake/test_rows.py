"""Rows against one another."""

from pathlib import Path

from reportgen.intake import connect, freeze
from tests.intake.specimen import CITATION, EDITION, KEY, MAJOR_ROWS, PEOPLE_ROWS, contracts, export, frozen, people, said, workbook


def test_an_identical_row_counts_once_with_a_warning(tmp_path: Path) -> None:
    result, findings = frozen(export(tmp_path / "in", people(more=[PEOPLE_ROWS[2]])), tmp_path / "out")
    assert said(findings) == ["K130 A5"] and findings[0].severity == "warning" and findings[0].also[0].cell == "A3"
    assert result.rows["people"] == 3 == connect(result.folder, contracts()).execute("SELECT count(*) FROM people").fetchone()[0]


def test_a_total_over_repeated_rows_is_no_fault(tmp_path: Path) -> None:
    sheet = [*MAJOR_ROWS, MAJOR_ROWS[2], ["合计", "", 720]]
    assert said(frozen(export(tmp_path / "in", **{"A7-1 开设专业": sheet}), tmp_path / "out")[1]) == ["K130 A4"]


def test_two_people_under_one_number(tmp_path: Path) -> None:
    _, findings = frozen(export(tmp_path / "in", people(change={"A3": "0001"})), tmp_path / "out")
    assert said(findings) == ["K131 A2", "K131 A3"] and findings[0].also == (findings[1].at,)
    assert not any(name in one.message for one in findings for name in ("甲", "乙"))


def test_one_person_in_two_departments(tmp_path: Path) -> None:
    again = [*PEOPLE_ROWS[1][:4], "信息学院", *PEOPLE_ROWS[1][5:]]
    _, findings = frozen(export(tmp_path / "in", people(more=[again])), tmp_path / "out")
    assert said(findings) == ["K133 E2", "K133 E5"] and "所属部门" in findings[0].message


def test_one_person_under_two_numbers(tmp_path: Path) -> None:
    _, findings = frozen(export(tmp_path / "in", people(change={"C4": PEOPLE_ROWS[1][2]})), tmp_path / "out")
    assert said(findings) == ["K132 C2", "K132 C4"] and "000000" not in findings[0].message


def test_a_table_of_one_row(tmp_path: Path) -> None:
    from tests.intake.specimen import MAJORS
    known = contracts(MAJORS.replace("key: [code]", "key: []"))
    path = export(tmp_path / "in")
    assert said(frozen(path, tmp_path / "out", known=known)[1]) == ["K134 A2", "K134 A3"]


def test_rows_of_a_table_on_several_sheets_and_files(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    export(folder, **{"教职工（外聘）": [PEOPLE_ROWS[0], ["0009", "戊", "x", "1970", "机电学院", "否", "", "", "", ""]]})
    (folder / "补报.csv").write_text("教工号,姓名,身份证件号,出生日期,所属部门,是否专任,课时,专业代码,签约日期,出勤率\n0001,己,y,,信息学院,是,,,,\n", "utf-8")
    _, findings = frozen(folder, tmp_path / "out")
    assert [(one.code, one.at.file, one.at.sheet, one.at.cell) for one in findings] == [
        ("K131", "导出.xlsx", "A6-1 教职工", "A2"), ("K131", "补报.csv", "补报", "A2")]


def test_another_school_s_export(tmp_path: Path) -> None:
    known = contracts("""\
id: school
title: 学校基本信息
department: 党政办公室
period: 时点
grain: 学校
sheets: [学校基本信息]
key: []
columns:
  name: {name: 学校名称, type: text, required: true, school_name: true}
  city: {name: 所在市, type: text, required: true}
  founder: {name: 举办者, type: text}
""" + CITATION)
    (tmp_path / "导出.xlsx").write_bytes(workbook({"学校基本信息": [["学校名称", "所在市", "举办者"], ["某某职业 学院", "某市", "某省"]]}))

    def told(*school: str) -> list[str]:
        return said(freeze(tmp_path / "导出.xlsx", known, year=2025, folder=tmp_path / "out", key=KEY, edition=EDITION, school=school)[1])
    assert told("别的职业学院") == ["K153 A2"]
    assert told("某某职业学院") == told("别的职业学院", "某某职业学院") == told() == []
