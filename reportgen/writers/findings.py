"""Findings for three readers: text for the terminal, JSON for programs, XLSX for departments."""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from io import BytesIO

from reportgen.core.finding import Finding, Severity, errors, ordered, summary
from reportgen.core.place import Place
from reportgen.writers.celllinks import cell_link
from reportgen.writers.rowheights import row_height

_LABELS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def findings_json(findings: Iterable[Finding], counts: Mapping[str, int] | None = None) -> str:
    """The stable JSON shape: {"findings": […], "summary": {…}}."""
    known = ordered(findings)
    shape = {"findings": [one.as_json() for one in known], "summary": summary(known, counts)}
    return json.dumps(shape, ensure_ascii=False, indent=1)


def findings_text(findings: Iterable[Finding], sources: Mapping[str, str], *, colour: bool = False) -> str:
    """Place, code, sentence, excerpt with carets, department, remedy; then one verdict line.

    sources: text by file path, for excerpts. colour: with ANSI colours.
    """
    known = ordered(findings)
    veiled = {_line(one) for one in known if one.secret}  # no finding quotes a line that holds personal data
    blocks = [_block(one, sources, colour, veiled=_line(one) in veiled) for one in known if one.waived is None]
    return "\n\n".join([*blocks, verdict(known)])


def verdict(findings: Iterable[Finding]) -> str:
    """One clear line."""
    known = tuple(findings)
    count = summary(known)
    waived = sum(one.waived is not None for one in known)
    tail = f"，已豁免{waived}处" if waived else ""
    if errors(known):
        return f"不合格：{count['errors']}处错误，{count['warnings']}处警告{tail}"
    return f"没有错误，{count['warnings']}处警告{tail}" if count["warnings"] else f"没有问题{tail}"


def _line(finding: Finding) -> tuple[object, ...]:
    return finding.at.file, finding.at.line, finding.at.paragraph, finding.at.sheet, finding.at.cell


def _block(finding: Finding, sources: Mapping[str, str], colour: bool, *, veiled: bool) -> str:
    label = _LABELS[finding.severity]
    if colour:
        label = f"\x1b[{_COLOURS[finding.severity]};1m{label}\x1b[0m"
    place = f"{finding.at}: " if str(finding.at) else ""
    lines = [f"{place}{label} {finding.code} {finding.name}"]
    excerpt = [] if veiled else _excerpt(finding, sources)
    lines += [*excerpt, f"      {finding.message}"]
    lines += [f"   = 另见：{also}" for also in finding.also]
    if finding.department:
        lines.append(f"   = 责任部门：{finding.department}")
    if finding.hint:
        lines.append(f"   = 改法：{finding.hint}")
    if finding.basis:
        lines.append(f"   = 依据：{finding.basis}")
    lines.append(f"   = 说明：reportgen rule {finding.code}")
    return "\n".join(lines)


def _excerpt(finding: Finding, sources: Mapping[str, str]) -> list[str]:
    """The line with carets under what is meant: of the source, or of the finding's own excerpt where there are no lines."""
    at, text = finding.at, None if finding.secret else sources.get(finding.at.file)
    length = max(1, (at.end - at.start) if at.end is not None and at.start is not None else 1)
    if text is not None and at.line is not None and at.line <= len(lines := text.splitlines()):
        return _carets(lines[at.line - 1], (at.column or 1) - 1, length, str(at.line))
    return _carets(finding.excerpt, at.start, length, "") if text is None and finding.excerpt and at.start is not None else []


def _carets(line: str, start: int, length: int, number: str) -> list[str]:
    first = max(0, start - 24)
    shown = line[first:start + length + 24].replace("\n", " ").replace("\t", " ")
    pad = _width(shown[:start - first])
    gutter = number.rjust(5)
    return [f"{gutter} | {shown}", f"      | {' ' * pad}{'^' * _width(line[start:start + length] or ' ')}"]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


_TEXTS = (("序号", 6), ("程度", 6), ("规则", 8), ("责任部门", 16), ("位置", 30), ("问题", 46), ("改法", 46), ("依据", 24), ("整改情况", 14))
_CELLS = (("序号", 6), ("程度", 6), ("规则", 7), ("责任部门", 14), ("文件", 20), ("工作表", 18), ("单元格", 8), ("填报内容", 14), ("应为", 18),
          ("问题", 38), ("改法", 36), ("另见", 10), ("整改情况", 12))
_LINE = 15  # points
_Row = tuple[object, ...]


def findings_xlsx(findings: Iterable[Finding], *, books: str | None = None) -> bytes:
    """问题清单: one overview sheet, then one sheet a department; the same bytes for the same findings.

    Findings in workbooks are listed by file, sheet and cell, each linked to its cell if `books` says where the workbooks lie as seen
    from this one.
    """
    from datetime import datetime

    from xlsxwriter import Workbook
    known = [one for one in ordered(findings) if one.waived is None]
    cells = any(one.at.sheet is not None for one in known)
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": "问题清单", "created": datetime(2000, 1, 1)})
    base = {"font_name": "宋体", "font_size": 10, "border": 1, "border_color": "#9AA5B1", "valign": "top", "text_wrap": True}
    looks = {"head": book.add_format(base | {"bold": True, "bg_color": "#1f4e79", "font_color": "#ffffff", "align": "center"}),
             "body": book.add_format(base),
             "link": book.add_format(base | {"font_color": "#0563c1", "underline": 1})}
    groups = {"全部问题": known}
    for one in known:
        groups.setdefault(_sheet_name(one.department or "未定部门"), []).append(one)
    for name, rows in groups.items():
        _sheet(book.add_worksheet(name), _CELLS if cells else _TEXTS, map(_cell_row if cells else _text_row, rows), looks, books)
    book.close()
    return stream.getvalue()


def _sheet_name(department: str) -> str:
    return "".join("-" if character in r"[]:*?/\'" else character for character in department)[:31]


def _text_row(one: Finding) -> _Row:
    return _LABELS[one.severity], one.code, one.department, str(one.at), one.message, one.hint, one.basis, ""


def _cell_row(one: Finding) -> _Row:
    return (_LABELS[one.severity], one.code, one.department, one.at.file, one.at.sheet or "", one.at, one.found, one.expected, one.message, one.hint,
            "\n".join(place.cell or str(place) for place in one.also), "")


def _sheet(sheet: object, columns: tuple[tuple[str, int], ...], rows: Iterable[_Row], looks: Mapping[str, object], books: str | None) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write(0, column, title, looks["head"])
    sheet.set_footer("&C第 &P 页，共 &N 页")
    number = 0
    for number, row in enumerate(rows, 1):
        sheet.set_row(number, row_height(map(_shown, row), (width for _, width in columns[1:]), line=_LINE))
        sheet.write_number(number, 0, number, looks["body"])
        for column, cell in enumerate(row, 1):
            _write(sheet, number, column, cell, looks, books)
    sheet.autofilter(0, 0, max(1, number), len(columns) - 1)


def _write(sheet: object, row: int, column: int, cell: object, looks: Mapping[str, object], books: str | None) -> None:
    if not isinstance(cell, Place):
        sheet.write_string(row, column, cell, looks["body"])
        return
    text, link = _shown(cell), cell_link(books, cell)
    if link is None or sheet.write_url(row, column, link, looks["link"], text or "打开") < 0:
        sheet.write_string(row, column, text, looks["body"])


def _shown(cell: object) -> str:
    if not isinstance(cell, Place):
        return str(cell)
    return cell.cell or ("" if cell.line is None else f"第{cell.line}行")
