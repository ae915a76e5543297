"""What reading an export did: rows and columns read per sheet, and everything that was not taken over letter by letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reportgen.core.place import Place


class Way(StrEnum):
    """One way in which reading departs from what stands in the cells, as people are told."""

    NUMBER_TEXT = "文本存的数字"
    SEPARATORS = "去千分位"
    WIDE = "全角转半角"
    PERCENT = "去百分号"
    DATE = "日期统一写法"
    BLANKS = "去多余空格"
    NOTHING = "—、/、无等按空"
    SPELLING = "同义写法归一"
    FLAG = "是否统一写法"
    CODE_NUMBER = "数值存的编码"
    UNIT = "单位换算"
    ARMOUR = "去文本标记"
    MERGED = "合并单元格展开"
    ANSWER = "按 mapping.yaml"
    NO_COLUMN = "表中没有的列按空"
    HEADING = "同义表头"
    ORDER = "列序不同"
    UNREAD_COLUMN = "多余的列未读"
    TOTAL = "合计行不计"
    SUBTOTAL = "小计行不计"
    REMARK = "备注行不计"
    REPEATED_HEADER = "重复的表头不计"
    COLUMN_NUMBERS = "栏次行不计"
    REPEATED_ROW = "重复的行只计一次"
    HIDDEN_ROWS = "隐藏的行照读"
    HIDDEN_COLUMNS = "隐藏的列照读"
    HIDDEN_SHEET = "隐藏的工作表未读"


@dataclass(frozen=True, slots=True)
class Sample:
    """One example. before: as it stands, after: as read; never personal content."""

    at: Place
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Handled:
    """How often one way was taken in one table, or in one of its columns.

    table: the contract's title ("" for a sheet that is no table). column: its name ("" for rows and sheets). samples: the first few.
    """

    way: Way
    table: str
    column: str
    count: int
    samples: tuple[Sample, ...] = ()
    department: str = ""


@dataclass(frozen=True, slots=True)
class SheetRead:
    """One sheet that was read as a table. rows: of data. columns: of the contract, as far as they are in the sheet; wanted: all of it.

    header: its rows ("2—4"). encoding: of a CSV.
    """

    at: Place
    table: str
    title: str
    department: str
    header: str
    rows: int
    columns: int
    wanted: int
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """Everything that was read, and everything that reading did."""

    files: int
    sheets: tuple[SheetRead, ...]
    handled: tuple[Handled, ...]

    @property
    def rows(self) -> int:
        """Rows of data, repeated ones included."""
        return sum(one.rows for one in self.sheets)

    def counts(self, table: str | None = None) -> Mapping[Way, int]:
        """How often each way was taken, in the order of the ways. table: in the table of that title alone."""
        counts = dict.fromkeys(Way, 0)
        for one in self.handled:
            if table in (None, one.table):
                counts[one.way] += one.count
        return {way: count for way, count in counts.items() if count}
