"""Which year a sheet says it is of: 2023—2024学年, 截至2024年8月31日, 2023年1月1日—12月31日 in its name, title or the cover."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from reportgen.core.finding import Finding
from reportgen.core.pack import Contract, Edition
from reportgen.core.period import PeriodKind
from reportgen.core.place import Place
from reportgen.intake.codes import fail
from reportgen.intake.sheets import Sheet

_SCHOOL_YEAR = re.compile(r"(\d{4})\D{1,2}(\d{4})\s*学年")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_YEAR = re.compile(r"(\d{4})年度?(?!\d{1,2}月)")
_COHORT = re.compile(r"(\d{4})届")
_HINT = "换成本年度的导出文件；只是标题没有改的，改正标题"


def other_years(sheet: Sheet, depth: int, edition: Edition, contract: Contract | None = None) -> Iterator[Finding]:
    """Sheet name and cells of the first `depth` rows that speak of an earlier year than the edition's.

    contract: of the sheet, if it is a table. Another sheet is a cover or notes: it may name the finance year as well, and speak of
    earlier years if it names this one too.
    """
    texts = tuple(_texts(sheet, depth))
    if contract is None and any(_names_this(text, edition) for text, _ in texts):
        return
    department = contract.department if contract else ""
    title = contract.title if contract else sheet.name
    for text, at in texts:
        said = _other(text, edition, PeriodKind(contract.period) if contract else None)
        if said:
            yield fail("K150", f"{title}：写的是“{said}”，不是{edition.label}应报的数据", at, _HINT, department=department)


def _names_this(text: str, edition: Edition) -> bool:
    """Whether it names the edition's school year."""
    found = _SCHOOL_YEAR.search(unicodedata.normalize("NFKC", text))
    return found is not None and int(found[1]) == edition.data_year.start.year


def _texts(sheet: Sheet, depth: int) -> Iterator[tuple[str, Place]]:
    yield sheet.name, sheet.at()
    for row, cells in enumerate(sheet.rows[:depth]):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell:
                yield cell, sheet.at(row, column)


def _other(text: str, edition: Edition, kind: PeriodKind | None) -> str:
    """The words that name another year; "" if none."""
    text = unicodedata.normalize("NFKC", text)
    start = edition.data_year.start
    for match in _SCHOOL_YEAR.finditer(text):
        if int(match[1]) != start.year and kind is not PeriodKind.CALENDAR_YEAR:
            return match[0]
    for match in _DAY.finditer(text):
        if _before(match, edition, kind):
            return match[0]
    if kind is PeriodKind.CALENDAR_YEAR:
        return next((match[0] for match in _YEAR.finditer(text) if 1990 < int(match[1]) < edition.finance_year), "")
    if kind is PeriodKind.COHORT:
        return next((match[0] for match in _COHORT.finditer(text) if int(match[1]) != edition.cohort), "")
    return ""


def _before(match: re.Match[str], edition: Edition, kind: PeriodKind | None) -> bool:
    try:
        day = date(*map(int, match.groups()))
    except ValueError:
        return False
    if kind is PeriodKind.CALENDAR_YEAR:
        return day.year < edition.finance_year
    return day < edition.data_year.start and not (kind is None and day.year == edition.finance_year)
