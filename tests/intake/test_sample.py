"""The sample college's exports of two years freeze; twelve kinds of fault, one at a time, do not."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from reportgen.core.finding import Finding, errors
from reportgen.intake import Frozen, connect, freeze
from reportgen.pack import load_pack
from tests.intake.specimen import KEY, workbook

DATA = Path(__file__).parents[2] / "data_contracts"
Rows = list[list[object]]


@pytest.fixture(scope="module")
def packs() -> dict[int, object]:
    return {year: load_pack(DATA, year)[0] for year in (2024, 2025)}


@pytest.fixture(scope="module")
def years(packs, tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[Frozen, tuple[Finding, ...]]]:
    """Both exports as given, the second compared with the first."""
    folder, done, last = tmp_path_factory.mktemp("years"), {}, None
    for year in (2024, 2025):
        done[year] = freeze_year(packs[year], next((DATA / str(year) / "exports").glob("*.xlsx")), folder / str(year), last)
        last = done[year][0].folder
    return done


def freeze_year(pack, exports: Path, folder: Path, last: Path | None) -> tuple[Frozen | None, tuple[Finding, ...]]:
    return freeze(exports, pack.contracts, year=pack.year, folder=folder, key=KEY, edition=pack.edition, last=last)


@pytest.fixture(scope="module")
def sheets() -> dict[str, Rows]:
    book = CalamineWorkbook.from_path(next((DATA / "2025" / "exports").glob("*.xlsx")))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


@pytest.fixture(scope="module")
def split(sheets: dict[str, Rows], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file a table: large ones as CSV in GB18030, the others as workbooks."""
    folder = tmp_path_factory.mktemp("split")
    for name, rows in sheets.items():
        write(folder, name, rows)
    return folder


def write(folder: Path, name: str, rows: Rows) -> Path:
    if len(rows) < 1000:
        path = folder / f"99011_2025_{name}.xlsx"
        path.write_bytes(workbook({name: rows}))
        return path
    path = folder / f"99011_2025_{name}.csv"
    with open(path, "w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([[int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in row] for row in rows])
    return path


def test_both_years_freeze_without_errors(years) -> None:
    for _, findings in years.values():
        assert errors(findings) == ()
    assert {year: sum(result.rows.values()) for year, (result, _) in years.items()} == {2024: 27825, 2025: 29402}


def test_what_the_frozen_tables_say(packs, years) -> None:
    store = connect(years[2025][0].folder, packs[2025].contracts, years[2024][0].folder)
    asked = ("SELECT count(*) FROM students WHERE fulltime AND status IN ('在读', '毕业', '结业')", "SELECT count(*) FROM last_grads",
             "SELECT count(DISTINCT sid) FROM certs JOIN students USING (sid)", "SELECT sum(amount) FROM (SELECT DISTINCT pid, amount FROM research WHERE nature = '横向')",
             "SELECT count(*) FROM staff WHERE category = '专任教师' AND birth_year >= 1986", "SELECT sum(persons * hours) FROM training")
    assert [int(store.execute(sql).fetchone()[0]) for sql in asked] == [12492, 3926, 4012, 18001800, 293, 674248]


def test_one_file_a_table_says_the_same(packs, years, split: Path, tmp_path: Path) -> None:
    result, findings = freeze_year(packs[2025], split, tmp_path, years[2024][0].folder)
    assert errors(findings) == () and result.rows == years[2025][0].rows


def cell(row: int, column: int, value: object) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[row - 1][column] = value
    return change


def without(column: int) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        for row in rows:
            del row[column]
    return change


def moved(row: int, column: int, department: str) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows.insert(row, [*rows[row - 1][:column], department, *rows[row - 1][column + 1:]])
    return change


DEFECTS = {
    "missing-column": ("A7-6-2 应届毕业生就业情况", without(9), "K111", "A1"),
    "wrong-type": ("A6-1-1 校内专任教师基本情况", cell(57, 19, "约120左右"), "K121", "T57"),
    "double-key": ("A10-1 在校生信息", cell(9300, 0, "202101020106"), "K131", "A9300"),
    "subtotal": ("A5-1 经费收入", cell(4, 7, 5806.37), "K141", "H4"),
    "out-of-range": ("A7-2 课程设置", cell(1955, 12, 4800), "K122", "M1955"),
    "other-year": ("A7-3-3 社会培训", cell(41, 5, "2023-05-08"), "K126", "F41"),
    "percent": ("A8-7 满意度调查", cell(2, 5, 104.3), "K123", "F2"),
    "unknown-code": ("A7-4 顶岗实习", cell(233, 0, "469999"), "K125", "A233"),
    "unit-slip": ("A3-5 固定资产", cell(4, 1, 213021400), "K122", "B4"),
    "unit-slip-within-range": ("A3-5 固定资产", cell(4, 2, 0.23845), "K143", "C4"),
    "empty": ("A6-1-3 校内专任教师其他情况", cell(117, 3, ""), "K120", "D117"),
    "two-departments": ("A6-1-1 校内专任教师基本情况", moved(549, 5, "经济管理学院"), "K133", "F550"),
    "wrong-total": ("A8-8 奖助学情况", cell(18, 4, 1999.94), "K140", "E18"),
    "another-major-than-as-student": ("A7-6-2 应届毕业生就业情况", cell(40, 4, "510201"), "K141", "E40"),
    "another-project-amount": ("A6-1-3 校内专任教师其他情况", cell(4, 9, "248901"), "K141", "J4"),
}


@pytest.mark.parametrize(("name", "change", "code", "where"), DEFECTS.values(), ids=DEFECTS)
def test_one_fault_at_its_cell(packs, years, sheets, split: Path, tmp_path: Path, name: str, change, code: str, where: str) -> None:
    folder = shutil.copytree(split, tmp_path / "in")
    rows = [list(row) for row in sheets[name]]
    change(rows)
    path = write(folder, name, rows)
    result, findings = freeze_year(packs[2025], folder, tmp_path / "out", years[2024][0].folder)
    assert result is None
    assert (code, path.name, where) in {(one.code, one.at.file, one.at.cell) for one in errors(findings)}
    assert {one.at.file for one in errors(findings)} == {path.name}


DOUBTS = {
    "employed-here": ("A6-3-1 校外兼职教师基本情况", cell(30, 3, "岭海职业技术学院"), "工作单位是本校", "D30"),
    "staff-and-mentor": ("A6-3-1 校外兼职教师基本情况", cell(30, 0, "0110001"), "一个人不能两边都算", "A30"),
    "unknown-partner": ("A7-2-5 教材", cell(13, 9, "南山某某有限公司"), "不在产学合作表中", "J13"),
    "lost-graduate": ("A7-6-2 应届毕业生就业情况", lambda rows: rows.pop(60), "却不在应届毕业生及去向表中", None),
}


@pytest.mark.parametrize(("name", "change", "words", "where"), DOUBTS.values(), ids=DOUBTS)
def test_one_doubt_between_two_tables(packs, years, sheets, split: Path, tmp_path: Path, name: str, change, words: str, where: str | None) -> None:
    folder = shutil.copytree(split, tmp_path / "in")
    rows = [list(row) for row in sheets[name]]
    change(rows)
    path = write(folder, name, rows)
    result, findings = freeze_year(packs[2025], folder, tmp_path / "out", years[2024][0].folder)
    found = [one for one in findings if words in one.message]
    assert result is not None and found and {one.severity for one in found} == {"warning"}
    assert where is None or [(one.at.file, one.at.cell) for one in found] == [(path.name, where)]


def test_last_years_sheet_under_this_years_name(packs, years, split: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(split, tmp_path / "in")
    name = "A4-1 校内实践基地"
    old = CalamineWorkbook.from_path(next((DATA / "2024" / "exports").glob("*.xlsx"))).get_sheet_by_name(name)
    path = write(folder, name, old.to_python(skip_empty_area=False))
    result, findings = freeze_year(packs[2025], folder, tmp_path / "out", years[2024][0].folder)
    assert result is None and [(one.code, one.at.file) for one in errors(findings)] == [("K151", path.name)]
