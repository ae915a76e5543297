"""Shapes an export comes in, and cells that a parser hides."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineSheet

from reportgen.core.intake import IntakeReport
from reportgen.intake import connect, freeze, reading, sheets
from reportgen.intake.answers import read_answers
from tests.intake.specimen import EDITION, KEY, MAJOR_ROWS, PEOPLE_HEAD, PEOPLE_ROWS, contracts, export, frozen, people, said, workbook


def rows(folder: Path, sql: str = "SELECT dept, \"full\", hours, major FROM people ORDER BY _row") -> list[tuple[object, ...]]:
    return connect(folder, contracts()).execute(sql).fetchall()


def csv_bytes(cells: list[list[object]], encoding: str, delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(cells)
    return text.getvalue().encode(encoding)


WANTED = [("机电学院", True, 120, "460101"), ("信息学院", False, 80.5, "510201"), ("信息学院", True, None, None)]


def test_one_workbook(tmp_path: Path) -> None:
    result, findings = frozen(export(tmp_path / "in"), tmp_path / "out")
    assert findings == () and rows(result.folder) == WANTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_folder_of_csv_in_any_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "A7-1 开设专业.csv").write_bytes(csv_bytes(MAJOR_ROWS, encoding, delimiter))
    (folder / "A6-1 教职工.csv").write_bytes(csv_bytes(PEOPLE_ROWS, encoding, delimiter))
    result, findings = frozen(folder, tmp_path / "out")
    assert findings == () and rows(result.folder) == WANTED


def test_a_mixed_folder_with_what_is_no_export(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "人事").mkdir(parents=True)
    (folder / "专业.xlsx").write_bytes(workbook({"Sheet1": MAJOR_ROWS}))
    (folder / "人事" / "教职工.csv").write_bytes(csv_bytes(PEOPLE_ROWS, "gb18030"))
    (folder / "说明.docx").write_bytes(b"PK")
    (folder / "~$专业.xlsx").write_bytes(b"")
    result, findings = frozen(folder, tmp_path / "out")
    assert said(findings, notes=True) == ["K118 说明.docx"] and rows(result.folder) == WANTED
    assert rows(result.folder, "SELECT DISTINCT _file, _sheet FROM people") == [("人事/教职工.csv", "教职工")]


def test_an_old_xls(tmp_path: Path) -> None:
    result, findings = frozen(Path(__file__).parent / "specimens" / "导出.xls", tmp_path / "out")
    assert said(findings) == [] and rows(result.folder) == WANTED


def test_a_damaged_xls_does_not_take_the_program_along(tmp_path: Path) -> None:
    data = bytearray((Path(__file__).parent / "specimens" / "导出.xls").read_bytes())
    rows = data.index(b"\x00\x02\x0e\x00") + 8
    data[rows:rows + 4] = b"\xff\xff\xff\x7f"  # a dimension of two thousand million rows
    (tmp_path / "教职工.xls").write_bytes(data)
    assert said(frozen(tmp_path, tmp_path / "out")[1]) == ["K108 教职工.xls"]


def test_a_csv_in_no_known_encoding(tmp_path: Path) -> None:
    (tmp_path / "教职工.csv").write_bytes(b"\xff\xff\x80\x00\x81")
    assert "K109 教职工.csv" in said(frozen(tmp_path, tmp_path / "out")[1])


def test_a_folder_without_any_export(tmp_path: Path) -> None:
    assert said(frozen(tmp_path, tmp_path / "out")[1]) == [f"K119 {tmp_path.name}"]


def test_titles_above_groups_and_remarks_below(tmp_path: Path) -> None:
    sheet = [["7.1 开设专业（截至8月31日）"], ["专业代码", "专业名称", "在校生数（人）", ""], ["", "", "合计", "其中：女生"],
             ["460101", "机械", 120, 20], ["", "", "", ""], ["510201", "计算机", "３００ ", 100], ["合计", "", 420, 120], ["注：不含留学生。"], ["填表人：某某"]]
    result, findings = frozen(export(tmp_path / "in", **{"A7-1 开设专业": sheet}), tmp_path / "out")
    assert said(findings) == [] and said(findings, notes=True) == ["K116 D3"]
    assert rows(result.folder, "SELECT code, students, _row FROM majors") == [("460101", 120, 4), ("510201", 300, 6)]


def test_three_rows_of_header_with_merged_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "开设专业"
    for cell, text in {"A1": "基本信息", "C1": "学生", "A2": "专业代码", "B2": "专业名称", "C2": "在校生数（人）", "C3": "合计", "D3": "一年级",
                       "A4": "460101", "B4": "机械", "C4": 120, "A5": "510201", "B5": "计算机", "C5": 300}.items():
        sheet[cell] = text
    for area in ("A1:B1", "C1:D1", "A2:A3", "B2:B3", "C2:D2"):
        sheet.merge_cells(area)
    people_sheet = book.create_sheet("教职工")
    for row in PEOPLE_ROWS:
        people_sheet.append(row)
    book.save(tmp_path / "导出.xlsx")
    result, findings = frozen(tmp_path / "导出.xlsx", tmp_path / "out")
    assert said(findings) == [] and rows(result.folder, "SELECT code, students FROM majors") == [("460101", 120), ("510201", 300)]


def test_columns_in_another_order_with_other_names_and_one_more(tmp_path: Path) -> None:
    order = [4, 0, 1, 2, 3, 6, 5, 7, 9, 8]
    sheet = [["序号", *(row[index] for index in order)] for row in PEOPLE_ROWS]
    sheet[0][1] = "所属 系部"
    sheet[1][1] = "机电系"
    result, findings = frozen(export(tmp_path / "in", sheet), tmp_path / "out")
    assert said(findings) == [] and rows(result.folder) == WANTED


def test_a_merged_body_cell_counts_for_each_of_its_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "开设专业"
    for row in MAJOR_ROWS:
        book.active.append(row)
    sheet = book.create_sheet("教职工")
    for row in PEOPLE_ROWS:
        sheet.append(row)
    sheet["E4"] = None
    sheet.merge_cells("E3:E4")
    sheet.merge_cells("G3:G4")
    book.save(tmp_path / "导出.xlsx")
    result, findings = frozen(tmp_path / "导出.xlsx", tmp_path / "out")
    assert said(findings) == [] and rows(result.folder) == WANTED


def test_a_hidden_sheet_is_left_out_with_a_note(tmp_path: Path) -> None:
    data = workbook({"开设专业": MAJOR_ROWS, "教职工": PEOPLE_ROWS, "教职工（旧）": people(change={"A2": "9999"})})
    book = openpyxl.load_workbook(io.BytesIO(data))
    book["教职工（旧）"].sheet_state = "hidden"
    book.save(tmp_path / "导出.xlsx")
    result, findings = frozen(tmp_path / "导出.xlsx", tmp_path / "out")
    assert said(findings, notes=True) == ["K115 教职工（旧）"] and len(rows(result.folder)) == 3


def test_error_values_and_formulas_without_a_result(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "开设专业"
    for row in MAJOR_ROWS:
        book.active.append(row)
    sheet = book.create_sheet("教职工")
    for row in people(change={"G2": "=60+60", "G3": "#N/A", "H4": "#REF!"}):
        sheet.append(row)
    sheet["F2"].font = sheet["J3"].font = openpyxl.styles.Font(bold=True)
    sheet["J4"].font = openpyxl.styles.Font(bold=True)  # an empty styled cell before the next row
    book.save(tmp_path / "导出.xlsx")
    result, findings = frozen(tmp_path / "导出.xlsx", tmp_path / "out")
    assert result is None and said(findings) == ["K128 G2", "K127 G3", "K127 H4"]


def test_a_false_dimension_hides_no_row(tmp_path: Path) -> None:
    import zipfile
    source = zipfile.ZipFile(export(tmp_path / "in"))
    with zipfile.ZipFile(tmp_path / "导出.xlsx", "w") as target:
        for entry in source.infolist():
            target.writestr(entry.filename, source.read(entry).replace(b'<dimension ref="A1:J4"/>', b'<dimension ref="A1:J2"/>'))
    result, _ = frozen(tmp_path / "导出.xlsx", tmp_path / "out")
    assert rows(result.folder) == WANTED


def test_a_missing_column_and_one_that_looks_like_it(tmp_path: Path) -> None:
    head = [*PEOPLE_HEAD[:6], "学年授客课时", *PEOPLE_HEAD[7:]]
    result, findings = frozen(export(tmp_path / "in", people(head=head)), tmp_path / "out")
    assert result is None and said(findings) == ["K111 A1"]
    assert "学年授客课时" in findings[0].hint and findings[0].department == "组织人事处"


def test_a_column_given_twice(tmp_path: Path) -> None:
    sheet = [[*row, row[4]] for row in PEOPLE_ROWS]
    result, findings = frozen(export(tmp_path / "in", sheet), tmp_path / "out")
    assert result is None and said(findings) == ["K113 K1"] and findings[0].also[0].cell == "E1"


def test_a_missing_sheet_and_a_sheet_whose_header_is_not_found(tmp_path: Path) -> None:
    path = tmp_path / "导出.xlsx"
    path.write_bytes(workbook({"开设专业": MAJOR_ROWS, "教职工": [["甲", "乙"], [1, 2]]}))
    assert said(frozen(path, tmp_path / "out")[1]) == ["K110 导出.xlsx", "K112 教职工"]


def test_a_header_in_another_unit_is_converted_with_a_warning(tmp_path: Path) -> None:
    sheet = [["专业代码", "专业名称", "在校生数（万人）"], ["460101", "机械", 0.012], ["510201", "计算机", 0.03]]
    result, findings = frozen(export(tmp_path / "in", **{"A7-1 开设专业": sheet}), tmp_path / "out")
    assert said(findings) == ["K129 C1"] and rows(result.folder, "SELECT students FROM majors ORDER BY 1") == [(120,), (300,)]


def test_a_unit_stated_above_the_header_counts_where_the_heading_has_none(tmp_path: Path) -> None:
    above = ["", "", "（单位：万人）"]
    plain = [above, MAJOR_ROWS[0], ["460101", "机械", 0.012], ["510201", "计算机", 0.03]]
    result, findings = frozen(export(tmp_path / "in", **{"A7-1 开设专业": plain}), tmp_path / "out")
    assert said(findings) == ["K129 C2"] and rows(result.folder, "SELECT students FROM majors ORDER BY 1") == [(120,), (300,)]
    own = [above, ["专业代码", "专业名称", "在校生数（人）"], *MAJOR_ROWS[1:]]
    assert said(frozen(export(tmp_path / "in", **{"A7-1 开设专业": own}), tmp_path / "out")[1]) == []


def test_a_unit_of_another_kind_is_refused_until_people_say_that_only_the_heading_is_wrong(tmp_path: Path) -> None:
    path = export(tmp_path / "in", people(head=[*PEOPLE_HEAD[:6], "学年授课课时（人日）", *PEOPLE_HEAD[7:]]))
    result, findings = frozen(path, tmp_path / "out")
    assert result is None and said(findings) == ["K136 G1"]
    told, _ = read_answers("mapping.yaml", "columns:\n- {table: people, heading: 学年授课课时（人日）, column: hours}\n", contracts())
    again = freeze(path, contracts(), year=2025, folder=tmp_path / "out", key=KEY, edition=EDITION, answers=told)
    assert again[0] is not None and said(again[1]) == []


@pytest.mark.parametrize("name", ["导出.xlsb", "导出.ods", "导出.zip"])
def test_a_table_in_a_format_that_is_not_read_is_no_note_but_an_error(tmp_path: Path, name: str) -> None:
    folder = export(tmp_path / "in").parent
    (folder / name).write_bytes(b"PK")
    assert said(frozen(folder, tmp_path / "out")[1]) == [f"K101 {name}"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_shows_even_where_hardly_anything_is_ascii(tmp_path: Path, encoding: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    majors = [["专业代码", "专业名称", "在校生数"], ["四六", "一" * 400, "一"]]
    (folder / "开设专业.csv").write_bytes(csv_bytes(majors, encoding))
    (folder / "教职工.csv").write_bytes(csv_bytes(PEOPLE_ROWS, "utf-8"))
    assert "K121 C2" in said(frozen(folder, tmp_path / "out")[1])


def test_rows_that_number_the_columns_repeat_a_header_of_two_rows_or_continue_a_remark(tmp_path: Path) -> None:
    head = [["专业代码", "专业名称", "在校生数（人）"], ["", "", "合计"]]
    sheet = [*head, ["甲", "乙", 1], ["460101", "机械", 120], *head, ["510201", "计算机", 300], ["合　计", "", 420], ["注：1.不含留学生", "", ""],
             ["2.截至8月31日", "", ""]]
    reports: list[IntakeReport] = []
    result, findings = freeze(export(tmp_path / "in", **{"A7-1 开设专业": sheet}), contracts(), year=2025, folder=tmp_path / "out", key=KEY,
                              edition=EDITION, told=reports.append)
    assert said(findings) == [] and rows(result.folder, "SELECT code, students FROM majors") == [("460101", 120), ("510201", 300)]
    ways = {str(one.way): one.count for one in reports[0].handled if one.table == "开设专业"}
    assert ways == {"同义表头": 1, "合计行不计": 1, "备注行不计": 2, "重复的表头不计": 2, "栏次行不计": 1}


def test_a_total_stands_under_the_first_column_of_the_contract_wherever_that_is(tmp_path: Path) -> None:
    sheet = [["序号", "在校生数", "专业名称", "专业代码"], [1, 120, "机械", "460101"], [2, 300, "计算机", "510201"], [3, 420, "", "合计"]]
    result, findings = frozen(export(tmp_path / "in", **{"A7-1 开设专业": sheet}), tmp_path / "out")
    assert said(findings) == [] and rows(result.folder, "SELECT code, students FROM majors ORDER BY 1") == [("460101", 120), ("510201", 300)]


@pytest.mark.parametrize(("sheet", "cell"), [
    ([*PEOPLE_ROWS, [""] * 10, *([*row, *[""] * 7] for row in MAJOR_ROWS)], "A6"),
    ([[*row, "", *(MAJOR_ROWS[n] if n < 3 else [""] * 3)] for n, row in enumerate(PEOPLE_ROWS)], "L1")], ids=["below", "beside"])
def test_a_missing_table_that_stands_inside_another_one_is_pointed_at(tmp_path: Path, sheet: list[list[object]], cell: str) -> None:
    (tmp_path / "导出.xlsx").write_bytes(workbook({"教职工": sheet}))
    result, findings = frozen(tmp_path / "导出.xlsx", tmp_path / "out")
    missing = next(one for one in findings if one.code == "K110")
    assert result is None and [place.cell for place in missing.also] == [cell] and cell in missing.hint


@pytest.mark.parametrize(("name", "said_of"), [("A6-1 教职工", "K112 B1"), ("Sheet1", "K110 导出.xlsx")], ids=["named", "unnamed"])
def test_a_table_with_rows_and_columns_exchanged_is_called_so(tmp_path: Path, name: str, said_of: str) -> None:
    turned = [["", *column] for column in zip(*PEOPLE_ROWS, strict=True)]
    path = tmp_path / "导出.xlsx"
    path.write_bytes(workbook({"开设专业": MAJOR_ROWS, name: turned}))
    result, findings = frozen(path, tmp_path / "out")
    fault = next(one for one in findings if one.severity == "error")
    assert result is None and said(findings) == [said_of]
    assert "转置" in fault.hint and "B1" in {fault.at.cell, *(place.cell for place in fault.also)}


def test_two_tables_on_one_sheet_are_told_with_their_rows(tmp_path: Path) -> None:
    path = tmp_path / "导出.xlsx"
    path.write_bytes(workbook({"合": [*MAJOR_ROWS, [], ["教职工"], *PEOPLE_ROWS]}))
    result, findings = frozen(path, tmp_path / "out")
    assert result is None and said(findings) == ["K161 A1"]
    assert "“开设专业”（第1行起）、“教职工”（第6行起）" in findings[0].message and "单独的工作表" in findings[0].hint


def test_a_title_that_each_printed_page_repeats_with_the_header(tmp_path: Path) -> None:
    title = ["A7-1 开设专业", "", ""]
    sheet = [title, *MAJOR_ROWS[:2], title, MAJOR_ROWS[0], MAJOR_ROWS[2]]
    result, findings = frozen(export(tmp_path / "in", **{"A7-1 开设专业": sheet}), tmp_path / "out")
    assert said(findings) == [] and rows(result.folder, "SELECT code FROM majors ORDER BY 1") == [("460101",), ("510201",)]


def test_a_cell_that_is_no_number_does_not_make_its_total_wrong_as_well(tmp_path: Path) -> None:
    sheet = [*MAJOR_ROWS[:2], ["510201", "计算机", "约300"], ["合计", "", 420]]
    assert said(frozen(export(tmp_path / "in", **{"A7-1 开设专业": sheet}), tmp_path / "out")[1]) == ["K121 C3"]


def test_a_link_inside_the_export_is_not_followed(tmp_path: Path) -> None:
    folder, outside = export(tmp_path / "in").parent, tmp_path / "别处.csv"
    outside.write_text("密", "utf-8")
    (folder / "A9 另一张表.csv").symlink_to(outside)
    result, findings = frozen(folder, tmp_path / "out")
    assert result is None and said(findings) == ["K106 A9 另一张表.csv"]


def test_a_file_that_cannot_be_read_to_its_end_counts_for_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = sheets._sheet

    def torn(file: str, sheet: CalamineSheet, *rest: object) -> sheets.Sheet:
        if sheet.name == "尾":
            raise ValueError("torn")
        return read(file, sheet, *rest)
    monkeypatch.setattr(sheets, "_sheet", torn)
    book = tmp_path / "导出.xlsx"
    book.write_bytes(workbook({"开设专业": MAJOR_ROWS, "教职工": PEOPLE_ROWS, "尾": MAJOR_ROWS}))
    assert said(frozen(book, tmp_path / "out")[1]) == ["K108 导出.xlsx"]


def test_an_export_begun_early_is_the_same_export(tmp_path: Path) -> None:
    folder = export(tmp_path / "in")
    with reading(folder) as read:
        begun = freeze(folder, contracts(), year=2025, folder=tmp_path / "begun", key=KEY, edition=EDITION, read=read)
    assert begun[0].id == frozen(folder, tmp_path / "out")[0].id and begun[1] == ()
