"""Small exports written into a folder, and small contracts to read them by."""

import io
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from reportgen.core.finding import Finding
from reportgen.core.pack import Contract, Edition
from reportgen.core.period import Period, PeriodKind
from reportgen.intake import Frozen, freeze
from reportgen.pack.contracts import read_contracts
from reportgen.yamlplaces import Reader, load

KEY = b"k" * 32
EDITION = Edition("2025年度", Period(PeriodKind.SCHOOL_YEAR, date(2024, 9, 1), date(2025, 8, 31)), 2024, 2025, 2025)
CITATION = "citation: {source: 某函, confidence: high, checked_on: 2026-11-24}\n"
MAJORS = """\
id: majors
title: 开设专业
department: 教务处
period: 时点
grain: 专业
sheets: [开设专业]
key: [code]
columns:
  code: {name: 专业代码, type: code, required: true}
  name: {name: 专业名称, type: text, required: true}
  students: {name: 在校生数, headers: [在校生数|合计], type: integer, unit: 人, required: true, max: 5000}
""" + CITATION
PEOPLE = """\
id: people
title: 教职工
department: 组织人事处
period: 时点
grain: 教职工
sheets: [教职工]
key: [no]
columns:
  no: {name: 教工号, type: code, required: true, personal: token, domain: staff}
  name: {name: 姓名, type: text, personal: drop}
  idno: {name: 身份证件号, type: code, personal: drop, unique: true}
  born: {name: 出生日期, type: year, personal: year}
  dept: {name: 所属部门, headers: [所属系部], type: text, required: true, codes: {机电学院: [机电系], 信息学院: []}}
  full: {name: 是否专任, type: flag}
  hours: {name: 课时, headers: [学年授课课时], type: decimal, unit: 学时, max: 1000}
  major: {name: 专业代码, type: code, refers: majors.code}
  signed: {name: 签约日期, type: date, within: data_year}
  rate: {name: 出勤率, type: percent}
""" + CITATION
MAJOR_ROWS = [["专业代码", "专业名称", "在校生数"], ["460101", "机械", 120], ["510201", "计算机", 300]]
PEOPLE_HEAD = ["教工号", "姓名", "身份证件号", "出生日期", "所属部门", "是否专任", "学年授课课时（学时）", "专业代码", "签约日期", "出勤率（%）"]
PEOPLE_ROWS = [
    PEOPLE_HEAD,
    ["0001", "甲", "000000198001010011", "1980-01-01", "机电学院", "是", 120, "460101", "2024-10-08", 98.5],
    ["0002", "乙", "000000197902020022", "1979-02-02", "信息学院", "否", 80.5, "510201", "2025-03-01", 100],
    ["0003", "丙", "000000199003030033", "1990-03-03", "信息学院", "是", "", "", "", ""]]


def contracts(*texts: str) -> dict[str, Contract]:
    """Contracts of YAML texts; they must be sound."""
    reader = Reader()
    nodes = {}
    for text in texts or (MAJORS, PEOPLE):
        node, findings = load("tables/x.yaml", text)
        reader.findings.extend(findings)
        nodes[node.get("id").value] = node
    known = dict(read_contracts(nodes, reader))
    assert reader.findings == []
    return known


def workbook(sheets: dict[str, list[list[object]]]) -> bytes:
    """An .xlsx of those sheets; a text that begins with = is a formula without a stored result."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(2025, 9, 1)})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if cell != "":
                        sheet.write(row, column, cell)
    return data.getvalue()


def people(*, head: list[str] | None = None, change: dict[str, object] | None = None, more: list[list[object]] | None = None) -> list[list[object]]:
    """The people's sheet with some cells changed ("G2": value) and rows added."""
    rows = [list(row) for row in PEOPLE_ROWS]
    rows[0] = head or rows[0]
    for cell, value in (change or {}).items():
        rows[int(cell[1:]) - 1][ord(cell[0]) - 65] = value
    return rows + (more or [])


def export(folder: Path, rows: list[list[object]] | None = None, **sheets: list[list[object]]) -> Path:
    """A workbook with both tables."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "导出.xlsx"
    path.write_bytes(workbook({"A7-1 开设专业": MAJOR_ROWS, "A6-1 教职工": rows or PEOPLE_ROWS, **sheets}))
    return path


def frozen(exports: Path, folder: Path, *, last: Path | None = None, known: dict[str, Contract] | None = None,
           note: str = "") -> tuple[Frozen | None, tuple[Finding, ...]]:
    """The export frozen into `folder`."""
    return freeze(exports, known or contracts(), year=2025, folder=folder, key=KEY, edition=EDITION, last=last, note=note)


def said(findings: tuple[Finding, ...], *, notes: bool = False) -> list[str]:
    """Code and cell of each finding."""
    return [f"{one.code} {one.at.cell or one.at.sheet or one.at.file}" for one in findings if notes or one.severity != "note"]
