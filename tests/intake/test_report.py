"""What reading did is told: counted per table and column, with cells, and never with a person's data."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.core.intake import IntakeReport, Way
from reportgen.intake import freeze
from reportgen.intake.canon import Unfit, canonical
from tests.intake.specimen import EDITION, KEY, MAJOR_ROWS, PEOPLE_HEAD, PEOPLE_ROWS, contracts, export, people


def told(exports: Path, folder: Path) -> IntakeReport:
    reports: list[IntakeReport] = []
    freeze(exports, contracts(), year=2025, folder=folder, key=KEY, edition=EDITION, told=reports.append)
    return reports[0]


def ways(report: IntakeReport) -> dict[tuple[str, str], int]:
    """Count by way and column; the headings of the specimen that are synonyms anyway are left out."""
    return {(str(one.way), one.column): one.count for one in report.handled if one.way is not Way.HEADING}


def test_a_plain_export_is_read_letter_by_letter(tmp_path: Path) -> None:
    report = told(export(tmp_path / "in"), tmp_path / "out")
    assert ways(report) == {} and (report.files, report.rows) == (1, 5)
    assert [(one.table, one.rows, one.columns, one.wanted, one.header) for one in report.sheets] == [("majors", 2, 3, 3, "1"), ("people", 3, 10, 10, "1")]


@pytest.mark.parametrize(("cell", "value", "found", "before", "after"), [
    ("G2", "120", ["文本存的数字"], "120", "120"),
    ("G2", "０１20", ["文本存的数字", "全角转半角"], "０１20", "120"),
    ("G2", "0,120", ["文本存的数字", "去千分位"], None, None),
    ("J2", "98.5%", ["文本存的数字", "去百分号"], "98.5%", "98.5"),
    ("I2", "2024/10/8", ["日期统一写法"], "2024/10/8", "2024-10-08"),
    ("E2", "机电学院\u3000 ", ["去多余空格"], "机电学院□␣", "机电学院"),
    ("G2", "—", ["—、/、无等按空"], "—", "空"), ("G2", "无", ["—、/、无等按空"], "无", "空"),
    ("E2", "机电系", ["同义写法归一"], "机电系", "机电学院"), ("F2", "√", ["是否统一写法"], "√", "true"),
    ("H2", 460101.0, ["数值存的编码"], "460101", "460101"), ("H2", "４６0101", ["全角转半角"], "４６0101", "460101")])
def test_each_way_with_its_cell(tmp_path: Path, cell: str, value: object, found: list[str], before: str | None, after: str | None) -> None:
    report = told(export(tmp_path / "in", people(change={cell: value})), tmp_path / "out")
    if before is None:
        assert ways(report) == {}  # no lawful grouping: a finding, not a reading
        return
    entries = [one for one in report.handled if one.way is not Way.HEADING]
    assert [str(one.way) for one in entries] == found
    for one in entries:
        assert (one.table, one.count, one.department) == ("教职工", 1, "组织人事处")
        assert [(sample.at.sheet, sample.at.cell, sample.before, sample.after) for sample in one.samples] == [("A6-1 教职工", cell, before, after)]


def test_personal_content_is_counted_and_not_shown(tmp_path: Path) -> None:
    report = told(export(tmp_path / "in", people(change={"B2": "甲 ", "C2": " 000000198001010011"})), tmp_path / "out")
    assert ways(report) == {("去多余空格", "姓名"): 1, ("去多余空格", "身份证件号"): 1}
    assert {sample.before for one in report.handled if one.way is Way.BLANKS for sample in one.samples} == {"（个人信息）"}
    assert "甲" not in repr(report.handled) and "000000" not in repr(report.handled)


def test_rows_that_are_no_data(tmp_path: Path) -> None:
    sheet = [*MAJOR_ROWS, MAJOR_ROWS[0], MAJOR_ROWS[2], ["小计", "", 300], ["合计", "", 420], ["填表人：张三", "", ""]]
    report = told(export(tmp_path / "in", **{"A7-1 开设专业": sheet}), tmp_path / "out")
    assert {str(one.way): [(sample.at.cell, sample.before) for sample in one.samples] for one in report.handled if one.table == "开设专业"} == {
        "合计行不计": [("A7", "合计")], "小计行不计": [("A6", "小计")], "备注行不计": [("A8", "填表人")], "重复的表头不计": [("A4", "专业代码")],
        "重复的行只计一次": [("A5", "")]}


def test_headings_order_and_columns(tmp_path: Path) -> None:
    order = [1, 0, *range(2, 10)]
    sheet = [[*(row[index] for index in order), "备注" if number == 0 else ""] for number, row in enumerate(PEOPLE_ROWS)]
    report = told(export(tmp_path / "in", sheet), tmp_path / "out")
    assert ways(report) == {("列序不同", ""): 1, ("多余的列未读", ""): 1}
    assert [(one.column, one.samples[0].before) for one in report.handled if one.way is Way.HEADING] == [("课时", "学年授课课时（学时）")]


def test_what_excel_hides(tmp_path: Path) -> None:
    path = export(tmp_path / "in", **{"旧表": PEOPLE_ROWS})
    book = openpyxl.load_workbook(path)
    book["旧表"].sheet_state = "hidden"
    book["A6-1 教职工"].row_dimensions[3].hidden = True
    book["A6-1 教职工"].column_dimensions["G"].hidden = True
    book.save(path)
    report = told(path, tmp_path / "out")
    assert {str(one.way): [sample.at.cell for sample in one.samples] for one in report.handled if one.way is not Way.HEADING} == {
        "隐藏的行照读": ["A3"], "隐藏的列照读": ["G1"], "隐藏的工作表未读": [None]}


def test_a_csv_is_told_with_its_encoding_and_its_numbers_are_no_text(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "开设专业.csv").write_bytes('专业代码,专业名称,在校生数\n="460101",机械,120\n510201,计算机,"1,300"\n'.encode("gb18030"))
    (folder / "教职工.csv").write_text("\n".join(",".join(map(str, row)) for row in [PEOPLE_HEAD, *PEOPLE_ROWS[1:]]), "utf-8")
    report = told(folder, tmp_path / "out")
    assert {one.at.file: one.encoding for one in report.sheets} == {"开设专业.csv": "GB18030", "教职工.csv": "UTF-8"}
    assert ways(report) == {("去千分位", "在校生数"): 1, ("去文本标记", ""): 1}


def test_a_column_that_is_not_there_is_empty_and_said_to_be(tmp_path: Path) -> None:
    from tests.intake.specimen import MAJORS, PEOPLE
    known = contracts(MAJORS, PEOPLE.replace("signed: {name: 签约日期,", "signed: {name: 签约日期, optional: true,"))
    reports: list[IntakeReport] = []
    sheet = [[*row[:8], row[9]] for row in PEOPLE_ROWS]
    freeze(export(tmp_path / "in", sheet), known, year=2025, folder=tmp_path / "out", key=KEY, edition=EDITION, told=reports.append)
    assert ways(reports[0]) == {("表中没有的列按空", "签约日期"): 3}


@given(st.one_of(st.text(alphabet="0123456789０１２,.，．%％-—/无约余 eE+①²½零", max_size=8), st.text(max_size=6)),
       st.sampled_from(["integer", "decimal", "percent"]))
def test_nothing_becomes_zero_that_is_not_written_as_zero(text: str, kind: str) -> None:
    try:
        read = canonical(text, kind)
    except Unfit:
        return
    digits = {"０": "0", "１": "1", "２": "2"}
    written = {digits.get(one, one) for one in text.lower().partition("e")[0] if one.isdecimal()}
    assert (read == "0") == (written == {"0"})


def test_a_number_too_small_to_be_kept_is_refused(tmp_path: Path) -> None:
    for tiny in (1e-9, "0.0000001"):
        with pytest.raises(Unfit):
            canonical(tiny, "decimal")
