"""Exports as grids of cells: workbooks by calamine, CSV in whatever encoding it came."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import local

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.intake.address import letters
from reportgen.intake.codes import fail, note
from reportgen.intake.gate import Passed, gate
from reportgen.intake.oddities import Hidden, hidden, oddities
from reportgen.intake.oldxls import read_aside

Cell = object  # str, float, bool, date, datetime, time, timedelta; "" if empty
_KINDS = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt")
_OTHER_KINDS = (".xlsb", ".ods", ".fods", ".et", ".numbers", ".dbf", ".zip", ".rar", ".7z")
_OTHER_REMEDY = "表格用 Excel 或 WPS 打开，另存为 .xlsx；压缩包先解开，把里面的表放进导出文件夹"
MAX_FILE = 128 * 1024 * 1024
TOO_LARGE, LINKED = b"too large", b"a link to somewhere else"
_LARGE = 300_000  # cells of a sheet
_LARGE_FILE = 16 * 1024 * 1024
_READERS = 2  # of one workbook; each opens it for itself, which a large one is spared
_TRIES = ("utf-8", "gb18030")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One grid. file: relative to the export. rows: equally long lists of cells from A1. alone: the only sheet of its file.

    merged: cells merged downwards: 0-based first and last row, column. typed: the file tells numbers from text; a CSV does not.
    encoding: of a CSV. armoured: how many of its fields were written as ="…" or with a leading '. hidden: rows and columns that Excel
    does not show; they are read like the others.
    """

    file: str
    name: str
    rows: list[list[Cell]]
    alone: bool = False
    merged: tuple[tuple[int, int, int], ...] = ()
    typed: bool = True
    encoding: str = ""
    armoured: int = 0
    hidden: Hidden = Hidden()

    def at(self, row: int | None = None, column: int | None = None) -> Place:
        """The place of a 0-based cell, or of the sheet."""
        return Place(self.file, sheet=self.name, cell=None if row is None else f"{letters(column or 0)}{row + 1}")


def export_files(exports: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of an export by its name relative to it: the workbook itself, or a folder's files in order.

    Of a file too large to be an export only the size is read: it comes as `TOO_LARGE`. A link inside a folder, which may point anywhere,
    is not followed: it comes as `LINKED`.
    """
    if exports.is_file():
        yield exports.name, _content(exports.resolve())
        return
    files = (path for path in exports.rglob("*") if (path.is_file() or path.is_symlink()) and not path.name.startswith((".", "~$")))
    for name, path in sorted((path.relative_to(exports).as_posix(), path) for path in files):
        yield name, _content(path)


def _content(path: Path) -> bytes:
    if path.is_symlink():
        return LINKED
    return TOO_LARGE if path.stat().st_size > MAX_FILE else path.read_bytes()


def read_sheets(name: str, data: bytes) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """The visible sheets of one file, after the gate; none of a file that is refused."""
    passed, findings = admitted(name, data)
    read = tuple(each_sheet(name, data, passed)) if passed else ()
    findings += tuple(one for one in read if isinstance(one, Finding))
    return () if refused(findings) else tuple(one for one in read if isinstance(one, Sheet)), findings


def refused(findings: Iterable[Finding]) -> bool:
    """Whether a file's own findings say that it cannot be read; what was read of it by then does not count."""
    return any(one.severity is Severity.ERROR for one in findings)


def admitted(name: str, data: bytes) -> tuple[Passed | None, tuple[Finding, ...]]:
    """What a file of an export is, by its name and the gate; None and the reason if no parser is to see it."""
    if name.lower().endswith(_OTHER_KINDS):
        return None, (fail("K101", "这种格式读不了，而里面可能有数据", Place(name), _OTHER_REMEDY),)
    if not name.lower().endswith(_KINDS):
        return None, (note("K118", "不是导出表，未读入", Place(name), "导出表的扩展名为 .xlsx、.xls、.csv"),)
    if data is LINKED:
        return None, (fail("K106", "这是指向别处的链接，没有读", Place(name), "把文件本身复制到导出文件夹里"),)
    if data is TOO_LARGE:
        return None, (fail("K103", f"文件超过 {MAX_FILE >> 20} MB，不像数据导出", Place(name), "请报送部门重新导出，只保留数据"),)
    return gate(name, data)


def each_sheet(name: str, data: bytes, passed: Passed) -> Iterator[Sheet | Finding]:
    """The visible sheets of a file that was admitted, each as soon as it is read; and what keeps it, or one of them, from being read."""
    if passed.kind == "csv":
        yield _csv(name, data)
        return
    try:
        yield from _workbook(name, data, passed) if passed.kind == "xlsx" else _old_workbook(name, data)
    except PasswordError:
        yield fail("K102", "工作簿设了打开密码", Place(name), "去掉打开密码后另存")
    except (CalamineError, OSError, ValueError):
        yield fail("K108", "工作簿损坏，读不了", Place(name), "用 Excel 或 WPS 打开后另存为 .xlsx")


def _workbook(name: str, data: bytes, passed: Passed) -> Iterator[Sheet | Finding]:
    book = CalamineWorkbook.from_object(io.BytesIO(data))
    worksheets = [sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    shown = [sheet.name for sheet in worksheets if sheet.visible is SheetVisibleEnum.Visible]
    odd, shy = oddities(passed.parts), hidden(passed.parts)
    spare, own = iter([book]), local()

    def fetched(title: str) -> Sheet:
        """A sheet by the reader that is free; calamine lets the other one run meanwhile."""
        own.book = getattr(own, "book", None) or next(spare, None) or CalamineWorkbook.from_object(io.BytesIO(data))
        return _sheet(name, own.book.get_sheet_by_name(title), odd.get(title, {}), shy.get(title, Hidden()), len(shown) == 1)
    with ThreadPoolExecutor(_READERS if len(data) < _LARGE_FILE else 1) as readers:
        yield from readers.map(fetched, shown)
    yield from (_hidden(name, sheet.name) for sheet in worksheets if sheet.name not in shown)


def _old_workbook(name: str, data: bytes) -> Iterator[Sheet | Finding]:
    worksheets = read_aside(data)
    shown = [(title, rows) for title, visible, rows in worksheets if visible]
    yield from (Sheet(name, title, rows, len(shown) == 1) for title, rows in shown)
    yield from (_hidden(name, title) for title, visible, _ in worksheets if not visible)


def _hidden(file: str, sheet: str) -> Finding:
    return note("K115", "隐藏的工作表，未读入", Place(file, sheet=sheet), "要统计的话先取消隐藏")


def _sheet(file: str, sheet: CalamineSheet, odd: dict[tuple[int, int], str], shy: Hidden, alone: bool) -> Sheet:
    merged = tuple((top, bottom, left) for (top, left), (bottom, _) in sheet.merged_cell_ranges or () if bottom > top)
    return Sheet(file, sheet.name, _grid(_shared(sheet.to_python(skip_empty_area=False)), odd), alone, merged, hidden=shy)


def is_large(rows: list[list[Cell]]) -> bool:
    """Whether memory counts more than time for a sheet of these rows."""
    return len(rows) * len(rows[0] if rows else ()) >= _LARGE


def _shared(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The same rows; in a large sheet equal texts are kept once: most columns hold a few words again and again."""
    if not is_large(rows):
        return rows
    once = dict[str, str]().setdefault
    for row in rows:
        row[:] = [once(cell, cell) if cell.__class__ is str else cell for cell in row]
    return rows


def _grid(rows: list[list[Cell]], odd: dict[tuple[int, int], str]) -> list[list[Cell]]:
    """The rows with the oddities written in; all of them widened where one stands outside."""
    width = max([len(rows[0]) if rows else 0, *(column + 1 for _, column in odd)])
    rows.extend([""] * width for _ in range(len(rows), max((row + 1 for row, _ in odd), default=0)))
    for row in rows if rows and width > len(rows[0]) else ():
        row.extend([""] * (width - len(row)))
    for (row, column), text in odd.items():
        rows[row][column] = text
    return rows


def _csv(name: str, data: bytes) -> Sheet | Finding:
    text, encoding = _decoded(data)
    if text is None:
        return fail("K109", "CSV 的编码认不出", Place(name), "用 Excel 另存为“CSV UTF-8（逗号分隔）”，或另存为 .xlsx")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error:
        return fail("K108", "CSV 损坏，读不了", Place(name), "用 Excel 打开检查引号，另存为 .xlsx")
    armoured = _take_off_armour(rows)
    width = max(map(len, rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    return Sheet(name, Path(name).stem, rows, True, typed=False, encoding=encoding, armoured=armoured)


def _decoded(data: bytes) -> tuple[str | None, str]:
    """The text and the encoding it came in; None if it is in none that we know."""
    encodings = next(((name,) for mark, name in _MARKS if data.startswith(mark)), _unmarked(data))
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding.upper().removesuffix("-SIG")
    return None, ""


def _unmarked(data: bytes) -> tuple[str, ...]:
    """UTF-16 without its mark shows by zero bytes, which no other text has; its order by the ends of the lines and the commas."""
    if b"\0" not in data:
        return _TRIES
    return (max(("utf-16-le", "utf-16-be"), key=lambda name: len(re.findall("[\n,;\t]", data[:4000].decode(name, "replace")))),)


def _delimiter(text: str) -> str:
    head = "\n".join(text.splitlines()[:5])
    return max((",", "\t", ";"), key=head.count)


def _take_off_armour(rows: list[list[str]]) -> int:
    """Takes off what keeps Excel from reading a field as a number: ="00123" and '00123. How many fields had it."""
    count = 0
    for row in rows:
        for index, field in enumerate(row):
            if field[:1] in ("=", "'") and (plain := _plain(field)) != field:
                row[index] = plain
                count += 1
    return count


def _plain(field: str) -> str:
    if field.startswith('="') and field.endswith('"'):
        return field[2:-1]
    return field[1:] if field.startswith("'") else field
