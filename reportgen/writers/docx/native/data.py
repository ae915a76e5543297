"""The numbers of a chart: in the workbook inside the file, and the same in the cache that Word draws from."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Context, Decimal
from io import BytesIO

from lxml.etree import _Element as Element
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from reportgen.core.document import Chart, ChartSeries
from reportgen.core.show import digits
from reportgen.writers.docx.native.dml import c, held
from reportgen.writers.docx.xml import clean

_EXCEL = Context(prec=15)  # digits that a workbook keeps
_NUMBER = re.compile(r"-?\d+(?:\.(\d+))?")
_NEVER = datetime(1980, 1, 1)
_TOLD = "图中标注"


class Data:
    """A chart's numbers at their cells: categories in the first column, a column a series.

    told: a last column of texts put together from the others (formulas), where the chart names its categories so.
    """

    def __init__(self, chart: Chart, told: Sequence[tuple[str, str]] = ()) -> None:
        self.chart, self.told = chart, told
        self.rows = len(chart.categories)

    def name(self, j: int) -> Element:
        """`c:tx`: the name of a series."""
        return c("tx", c("strRef", held(c("f"), _cell(1 + j, 0)), _strings([self.chart.series[j].name])))

    def categories(self) -> Element:
        """`c:cat`."""
        column, texts = (1 + len(self.chart.series), [text for text, _ in self.told]) if self.told else (0, self.chart.categories)
        return c("cat", c("strRef", held(c("f"), _column(column, self.rows)), _strings(texts)))

    def values(self, j: int) -> Element:
        """`c:val`: an absent value has no point."""
        one = self.chart.series[j]
        points = [c("pt", held(c("v"), number(value)), idx=i) for i, value in enumerate(one.values) if isinstance(value, Decimal)]
        cache = c("numCache", held(c("formatCode"), code(one)), c("ptCount", val=self.rows), *points)
        return c("val", c("numRef", held(c("f"), _column(1 + j, self.rows)), cache))

    def workbook(self) -> bytes:
        """The workbook that Word opens for "edit data"; the same bytes for the same chart."""
        out = BytesIO()
        with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
            book.set_properties({"created": _NEVER})
            sheet = book.add_worksheet("Sheet1")
            sheet.set_column(0, 0, 28)
            sheet.write_row(0, 0, [clean(text) for text in (self.chart.dimension, *(one.name for one in self.chart.series))])
            sheet.write_column(1, 0, map(clean, self.chart.categories))
            for j, one in enumerate(self.chart.series, 1):
                shown = book.add_format({"num_format": code(one)})
                for i, value in enumerate(one.values, 1):
                    if isinstance(value, Decimal):
                        sheet.write_number(i, j, Decimal(number(value)), shown)
            for i, (text, formula) in enumerate(self.told, 1):
                sheet.write_string(0, 1 + len(self.chart.series), _TOLD)
                sheet.write_formula(i, 1 + len(self.chart.series), formula, None, text)
        return out.getvalue()


def number(value: Decimal) -> str:
    """The value as workbook and cache hold it.

    >>> number(Decimal("97.06440000000000000001")), number(Decimal("1E+3"))
    ('97.0644', '1000')
    """
    return format(_EXCEL.plus(value).normalize(), "f")


def code(one: ChartSeries, unit: str = "") -> str:
    """The number format that prints a series as its texts do."""
    places = max((len(found[1] or "") for found in map(_NUMBER.fullmatch, one.texts) if found), default=0)
    zero = "0." + "0" * places if places else "0"
    return zero + (f'"{clean(unit)}"' if unit.replace('"', "") else "")


def odd(one: ChartSeries) -> Iterator[int]:
    """The values whose text no number format gives: they are labelled with the text itself."""
    places = len(code(one).partition(".")[2])
    return (i for i, (value, text) in enumerate(zip(one.values, one.texts, strict=True))
            if isinstance(value, Decimal) and digits(value, places) != text)


def _strings(texts: Sequence[str]) -> Element:
    return c("strCache", c("ptCount", val=len(texts)), *(c("pt", held(c("v"), _lines(text)), idx=i) for i, text in enumerate(texts)))


def _lines(text: str) -> str:
    return "\n".join(map(clean, text.split("\n")))


def _cell(column: int, row: int) -> str:
    return f"Sheet1!${xl_col_to_name(column)}${row + 1}"


def _column(column: int, rows: int) -> str:
    return f"Sheet1!${xl_col_to_name(column)}$2:${xl_col_to_name(column)}${rows + 1}"
