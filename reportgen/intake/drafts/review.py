"""The review sheet of a draft: every figure with its verdict and proposal, what was found, what was counted."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

from reportgen.core.finding import Finding, Severity, ordered
from reportgen.core.place import Place
from reportgen.core.reading import RIGHT, WRONG
from reportgen.intake.drafts.binding import Proposal
from reportgen.intake.drafts.codes import masked
from reportgen.intake.drafts.model import Tally

VERDICTS = {"match": "一致", "rounded_ok": "四舍五入后一致", "approx_ok": "约数，成立", "derived_ok": "可由快照算出", "mismatch": "不一致", "period_error": "不是这个时段的数",
            "unit_error": "单位不对", "direction_error": "升降方向相反", "total_error": "合计不对", "unbound": "没有对应的指标", "ambiguous": "可能指几个指标", "year": "年份"}
_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}
_FIGURES = (("序号", 6), ("位置", 12), ("原文", 52), ("写的", 16), ("判定", 16), ("快照", 18), ("改写成", 34), ("印出", 24), ("说明", 44), ("处理意见", 16))
_FOUND = (("序号", 6), ("程度", 8), ("规则", 8), ("位置", 12), ("问题", 70), ("改法", 60))
_COUNTED = (("清点", 14), ("原稿", 10), ("转出", 10))
_NAMES = {"paragraphs": "段落", "characters": "字符（不计空白）", "pictures": "图片", "tables": "表格", "notes": "脚注"}
_AROUND = 24
_LINE = 15


def review_xlsx(rows: Iterable[tuple[Place, str, Proposal]], findings: Iterable[Finding], counted: tuple[Tally, Tally]) -> bytes:
    """The workbook; equal drafts give equal bytes. rows: place, passage and proposal of each figure."""
    from xlsxwriter import Workbook
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": "文稿核对表", "created": datetime(2000, 1, 1)})
    looks = {"head": book.add_format({"bold": True, "bg_color": "#1f4e79", "font_color": "#ffffff", "border": 1, "align": "center", "valign": "vcenter"}),
             "": book.add_format({"text_wrap": True, "valign": "top", "border": 1}),
             "wrong": book.add_format({"text_wrap": True, "valign": "top", "border": 1, "bg_color": "#fde2e0"}),
             "open": book.add_format({"text_wrap": True, "valign": "top", "border": 1, "bg_color": "#fff4ce"})}
    _sheet(book, "数字核对", _FIGURES, [_figure(n, *row) for n, row in enumerate(rows, 1)], looks)
    _sheet(book, "问题", _FOUND, [(_shade(one), (n, _SEVERITIES[one.severity], one.code, where(one.at), one.message, one.hint))
                               for n, one in enumerate(ordered(findings), 1)], looks)
    before, after = (one.as_json() for one in counted)
    _sheet(book, "清点", _COUNTED, [("", (name, before[key], after[key])) for key, name in _NAMES.items()], looks)
    book.close()
    return stream.getvalue()


def where(at: Place) -> str:
    """A place within the draft: 第3段, 表格1 B4."""
    if at.sheet:
        return f"{at.sheet}{' ' + at.cell if at.cell else ''}"
    return f"第{at.paragraph + 1}段" if at.paragraph is not None else ""


def _figure(number: int, at: Place, text: str, one: Proposal) -> tuple[str, tuple[object, ...]]:
    shade = "wrong" if one.verdict in WRONG else "" if one.source or one.verdict in RIGHT else "open"
    begin = max(0, text.rfind(one.span, one.start, one.end))
    around = masked(f"{text[max(0, begin - _AROUND):begin]}【{one.span}】{text[one.end:one.end + _AROUND]}".strip())
    return shade, (number, where(at), around, one.span, VERDICTS[one.verdict], one.expected, one.source, one.printed, one.message, "")


def _shade(finding: Finding) -> str:
    return {Severity.ERROR: "wrong", Severity.WARNING: "open"}.get(finding.severity, "")


def _lines(text: str, width: int) -> int:
    """How many lines a cell of that width needs; a Chinese character is two wide."""
    return max(1, -(-sum(1 if one.isascii() else 2 for one in text) // width))


def _sheet(book: object, name: str, columns: Sequence[tuple[str, int]], rows: Sequence[tuple[str, tuple[object, ...]]], looks: dict[str, object]) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write(0, column, title, looks["head"])
    for number, (shade, cells) in enumerate(rows, 1):
        sheet.set_row(number, _LINE * max(_lines(str(cell), width) for cell, (_, width) in zip(cells, columns, strict=True)))
        for column, cell in enumerate(cells):
            sheet.write(number, column, cell, looks[shade])
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
