"""问题清单 of an audit: one sheet of everything, one a department, and the figures that people must look at themselves."""

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

from reportgen.core.audited import COVERAGE, Audited, Judged, coverage
from reportgen.writers.audit.lines import LABELS
from reportgen.writers.audit.wording import VERDICTS, around, called, where
from reportgen.writers.rowheights import row_height

_COLUMNS = (("序号", 6), ("文件", 24), ("位置", 13), ("原文", 44), ("指标", 22), ("应为", 15), ("判定", 10), ("说明", 36), ("建议写法", 26))
_OWNER = ("责任部门", 15)
_LINE = 17  # points
_BLUE, _RED, _AMBER = "#1f4e79", "#b3261e", "#7a5200"
Row = tuple[Audited, Judged]


def audit_xlsx(documents: Iterable[Audited]) -> bytes:
    """The list as a workbook; the same bytes for the same audit."""
    from datetime import datetime

    from xlsxwriter import Workbook
    known = tuple(documents)
    wrong = [(document, one) for document in known for one in document.measures() if one.code]
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": "数字核对问题清单", "created": datetime(2000, 1, 1)})
    looks = _looks(book)
    _overview(book.add_worksheet("核对概况"), known, looks)
    _sheet(book.add_worksheet("全部问题"), wrong, looks, owner=True)
    for name, rows in _departments(wrong).items():
        _sheet(book.add_worksheet(name), rows, looks)
    loose = [(document, one) for document in known for one in document.measures() if one.verdict == "unbound"]
    if loose:
        _sheet(book.add_worksheet("待人工核对"), loose, looks)
    book.close()
    return stream.getvalue()


def _looks(book: object) -> Mapping[str, object]:
    body = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#b8c4ce"}
    return {"head": book.add_format({"bold": True, "bg_color": _BLUE, "font_color": "#ffffff", "border": 1, "align": "center", "valign": "vcenter"}),
            "body": book.add_format(body), "number": book.add_format(body | {"align": "center", "valign": "vcenter"}), "name": book.add_format(body | {"valign": "vcenter"}), "title": book.add_format({"bold": True, "font_size": 14}),
            "wrong": book.add_format({"bold": True, "font_color": _RED}), "unsure": book.add_format({"bold": True, "font_color": _AMBER}),
            "plain": book.add_format({}), "note": book.add_format({"font_color": "#5a6670", "text_wrap": True, "valign": "top"})}


def _departments(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows by who mends them, in the order they first appear; sheet names made fit for Excel."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        name = "".join("-" if character in r"[]:*?/\'" else character for character in row[1].department or "未定部门")[:31]
        found.setdefault(name, []).append(row)
    return found


def _overview(sheet: object, documents: tuple[Audited, ...], looks: Mapping[str, object]) -> None:
    """How many figures of each file are what."""
    _printed(sheet)
    sheet.set_column(0, 0, 48)
    sheet.set_column(1, len(COVERAGE) + 1, 12)
    sheet.write_string(0, 0, "数字核对概况", looks["title"])
    for column, head in enumerate(("文件", "数字总数", *(LABELS[name] for name in COVERAGE))):
        sheet.write_string(2, column, head, looks["head"])
    rows = [(document.file, coverage([document])) for document in documents]
    rows += [("合计", coverage(documents))] if len(documents) > 1 else []
    for number, (name, counts) in enumerate(rows, 3):
        sheet.write_string(number, 0, name, looks["name"])
        for column, count in enumerate((sum(counts.values()), *counts.values()), 1):
            sheet.write_number(number, column, count, looks["number"])
    sheet.write_string(len(rows) + 4, 0, "年份、日期、序号、文号一类不是统计数字，不计在内。", looks["note"])
    left = [f"{document.file}：{what}" for document in documents for what in document.extract.unread]
    for number, line in enumerate(left, len(rows) + 5):
        sheet.write_string(number, 0, line, looks["note"])


def _printed(sheet: object) -> None:
    """A4 across, as wide as the page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _sheet(sheet: object, rows: list[Row], looks: Mapping[str, object], *, owner: bool = False) -> None:
    columns = (*_COLUMNS, _OWNER) if owner else _COLUMNS
    _printed(sheet)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, looks["head"])
    for number, (document, one) in enumerate(rows, 1):
        sheet.write_number(number, 0, number, looks["number"])
        quote = around(document.piece(one), one)
        cells = list(_cells(document, one, "".join(quote), owner))
        sheet.set_row(number, row_height(cells, (width for _, width in columns[1:]), line=_LINE))
        for column, cell in enumerate(cells, 1):
            if column == 3:
                _quote(sheet, number, quote, one, looks)
            else:
                sheet.write_string(number, column, cell, looks["body"])
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)


def _cells(document: Audited, one: Judged, quote: str, owner: bool) -> Iterator[str]:
    found = one.comparison
    yield from (document.file, where(document, one), quote, called(one.figure) if one.figure else "", found.expected, VERDICTS[found.verdict],
                found.message, one.binding)
    if owner:
        yield one.department


def _quote(sheet: object, row: int, quote: tuple[str, str, str], one: Judged, looks: Mapping[str, object]) -> None:
    """The words around the figure, and the figure itself in colour."""
    left, middle, right = quote
    mark = looks["unsure" if one.verdict in ("ambiguous", "unbound") else "wrong"]
    pieces = [part for text, look in ((left, None), (middle, mark), (right, None)) if text for part in ((look, text) if look else (text,))]
    if len(pieces) < 3 or sheet.write_rich_string(row, 3, *pieces, looks["body"]) < 0:
        sheet.write_string(row, 3, left + middle + right, looks["body"])
