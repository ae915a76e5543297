"""The sample's export saved again in other shapes gives the same tables, value by value."""

import csv
import io
import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import xlwt
from python_calamine import CalamineWorkbook

from reportgen.core.finding import errors
from reportgen.intake import freeze
from reportgen.pack import load_pack
from tests.intake.specimen import KEY, workbook

DATA = Path(__file__).parents[2] / "data_contracts"
Rows = list[list[object]]
Sheets = Mapping[str, Rows]
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)$")
_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


@pytest.fixture(scope="module")
def sheets() -> Sheets:
    book = CalamineWorkbook.from_path(next((DATA / "2025" / "exports").glob("*.xlsx")))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    return tables(DATA / "2025" / "exports", tmp_path_factory.mktemp("given"))


def tables(exports: Path, folder: Path) -> dict[str, list[list[str]]]:
    """Every table as frozen, its rows in order of content, without where they stood."""
    pack = load_pack(DATA, 2025)[0]
    result, findings = freeze(exports, pack.contracts, year=2025, folder=folder, key=KEY, edition=pack.edition)
    assert result is not None, [f"{one.at} {one.message}" for one in errors(findings)]
    return {path.stem: sorted(row[:-3] for row in csv.reader(io.StringIO(path.read_text("utf-8")))) for path in sorted((result.folder / "tables").iterdir())}


def as_csv(rows: Rows, encoding: str, delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([[_plain(cell) for cell in row] for row in rows])
    return out.getvalue().encode(encoding)


def _plain(cell: object) -> object:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def utf8_renamed_and_shuffled(sheets: Sheets) -> Iterator[tuple[str, bytes]]:
    """Other numbers before the names, columns in another order, a byte-order mark."""
    for number, (name, rows) in enumerate(sheets.items()):
        yield f"B{number}-{name.split(' ', 1)[-1]}.csv", as_csv(shuffled(rows), "utf-8-sig")


def shuffled(rows: Rows) -> Rows:
    if not rows or "" in rows[0] or any(len(row) != len(rows[0]) for row in rows):
        return rows
    order = random.Random(7).sample(range(len(rows[0])), len(rows[0]))
    return [[row[n] for n in order] for row in rows]


def utf16_with_tabs(sheets: Sheets) -> Iterator[tuple[str, bytes]]:
    for name, rows in sheets.items():
        yield f"{name}.csv", as_csv(rows, "utf-16", "\t")


def gb18030_with_numbers_as_people_type_them(sheets: Sheets) -> Iterator[tuple[str, bytes]]:
    """Full-width digits, separators of thousands, blanks of both widths behind."""
    for name, rows in sheets.items():
        yield f"{name}.csv", as_csv([[_typed(cell) for cell in row] for row in rows], "gb18030")


def _typed(cell: object) -> object:
    if not isinstance(cell, float):
        return f"{cell}　" if isinstance(cell, str) and cell and not cell.isspace() else cell
    text = f"{_plain(cell):,}" if cell >= 10_000 else str(_plain(cell))  # nobody writes 2,021 for a year
    return f"{text.translate(_WIDE)} " if len(text) % 2 else text


def one_workbook_with_words_around(sheets: Sheets) -> Iterator[tuple[str, bytes]]:
    """Titles and notes above, remarks below, empty rows between, sheets backwards."""
    made = {name: [["岭海职业技术学院数据导出"], ["填表说明：以下由各部门填报"], [], *rows, [], ["备注：数据以平台为准"]] for name, rows in sheets.items()}
    yield "导出.xlsx", workbook(dict(reversed(made.items())))


def other_dates(sheets: Sheets) -> Iterator[tuple[str, bytes]]:
    """2024/9/1, 2024年9月1日, 2024.09.01 in turn."""
    forms: tuple[Callable[[int, int, int], str], ...] = (
        lambda y, m, d: f"{y}/{m}/{d}", lambda y, m, d: f"{y}年{m}月{d}日", lambda y, m, d: f"{y}.{m:02}.{d:02}", lambda y, m, d: f"{y}{m:02}{d:02}")
    for name, rows in sheets.items():
        yield f"{name}.csv", as_csv([[_dated(cell, forms[n % len(forms)]) for cell in row] for n, row in enumerate(rows)], "utf-8")


def _dated(cell: object, form: Callable[[int, int, int], str]) -> object:
    found = _DATE.match(cell) if isinstance(cell, str) else None
    return form(*map(int, found.groups())) if found else cell


def old_workbooks_and_new_ones(sheets: Sheets) -> Iterator[tuple[str, bytes]]:
    """Each table a file: the smallest as .xls, larger ones as .xlsx, the largest as CSV."""
    for name, rows in sheets.items():
        yield ((f"{name}.xls", _xls(name, rows)) if len(rows) < 60 else (f"{name}.xlsx", workbook({name: rows})) if len(rows) < 1000 else
               (f"{name}.csv", as_csv(rows, "utf-8")))


def _xls(name: str, rows: Rows) -> bytes:
    book, out = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet(name)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell != "":
                sheet.write(row, column, cell)
    book.save(out)
    return out.getvalue()


SHAPES = (utf8_renamed_and_shuffled, utf16_with_tabs, gb18030_with_numbers_as_people_type_them, one_workbook_with_words_around, other_dates,
          old_workbooks_and_new_ones)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_the_same_tables(sheets: Sheets, given: dict[str, list[list[str]]], tmp_path: Path, shape: Callable[[Sheets], Iterator[tuple[str, bytes]]]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in shape(sheets):
        (folder / name).write_bytes(data)
    made = tables(folder, tmp_path / "out")
    assert made.keys() == given.keys()
    assert [id for id in given if made[id] != given[id]] == []
