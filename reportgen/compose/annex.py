"""The annex: the mandated indicator tables; their wording, order and units are the pack's."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportgen.compose import faults
from reportgen.compose.notes import absences
from reportgen.compose.resolver import CHANGED, NO_LAST
from reportgen.compose.cells import head_cell, number_cell, widths
from reportgen.compose.words import fill
from reportgen.core.document import Cell, Grid, Heading, Number, Part, PartRole, Role, Section, Text
from reportgen.core.figure import SCHOOL, Absent, Figure, Figures
from reportgen.core.finding import Finding
from reportgen.core.pack import AnnexRow, AnnexTable, Pack
from reportgen.core.place import NOWHERE
from reportgen.core.show import ABSENT_TEXT, digits, rounded
from reportgen.core.unit import convert, unit

TITLE = "附件　指标数据表"
_YEAR, _LAST = "{year}", "{last_year}"
_NUMBER = re.compile(r"\d+(\.\d+)?")


def annex_part(pack: Pack, figures: Figures, known: Mapping[str, str], found: list[Finding]) -> Part:
    """附件, one section a table. known: what {school} and the like stand for."""
    sections = tuple(Section(f"annex/{table.key}", table.name, "", (_Table(table, pack, figures, known, found).grid(),)) for table in pack.annex)
    return Part("annex", PartRole.ANNEX, Heading(1, "", (Text(TITLE),), "sec-annex"), sections)


class _Table:
    """One table. What a column holds is told by its heading; a heading that is none of the usual ones names an extra text of the figure."""

    def __init__(self, table: AnnexTable, pack: Pack, figures: Figures, known: Mapping[str, str], found: list[Finding]) -> None:
        self.table, self.pack, self.figures, self.known, self.found = table, pack, figures, known, found
        self.missing: list[tuple[str, Absent]] = []
        self.split = self._split()

    def _split(self) -> tuple[str, ...]:
        """The columns that a figure is split over, where the table has none for its whole value (一年级, 二年级)."""
        if any(_YEAR in column or _LAST in column for column in self.table.columns):
            return ()
        named = {name for row in self.table.rows if (one := self.pack.indicators.get(row.indicator)) for name in one.extra}
        return tuple(column for column in self.table.columns if column in named)

    def grid(self) -> Grid:
        """The table as the mandated form has it; “—” for what is missing, with the reasons below."""
        whole = [[self._cell(column, row) for column in self.table.columns] for row in self.table.rows]
        body = tuple(tuple(self._joined(cells, row, n)) for n, (cells, row) in enumerate(zip(whole, self.table.rows, strict=True)))
        head = tuple(head_cell(column.replace(_YEAR, str(self.pack.year)).replace(_LAST, str(self.pack.year - 1))) for column in self.table.columns)
        notes = (*self.table.notes, *absences(self.missing))
        return Grid(f"annex-{self.table.key}", f"附表{self.table.number}", self.table.name, (head,), body, widths((head, *whole), len(head)),
                    notes=tuple((Text(line),) for line in notes), official=True)

    def _joined(self, cells: list[Cell], row: AnnexRow, n: int) -> Iterator[Cell]:
        """The row's cells without those that a span covers: a fixed text over all rows, a value over the columns of a split."""
        whole = not any(column in self._extras(row) for column in self.split)
        for column, cell in zip(self.table.columns, cells, strict=True):
            if column in self.table.fixed:
                if n == 0:
                    yield replace(cell, rowspan=len(self.table.rows))
            elif column in self.split and whole:
                if column == self.split[0]:
                    yield replace(self._value(row, self._figure(row), self.figures.year), role=Role.CENTRE, colspan=len(self.split))
            else:
                yield cell

    def _extras(self, row: AnnexRow) -> Mapping[str, str]:
        definition = self.pack.indicators.get(row.indicator)
        return definition.extra if definition else {}

    def _cell(self, column: str, row: AnnexRow) -> Cell:
        if column in self.table.fixed:
            return Cell((Text(fill(self.table.fixed[column], self.known, NOWHERE, self.found)),), Role.CENTRE)
        if _YEAR in column:
            return self._value(row, self._figure(row), self.figures.year)
        if _LAST in column:
            return self._last(row)
        if "序号" in column:
            return Cell((Text(row.no),), Role.CENTRE)
        if "指标" in column:
            return Cell((Text(row.name.strip(" \u3000")),), Role.ITEM, indent=row.indent)
        if "单位" in column:
            return Cell((Text(row.unit),), Role.CENTRE)
        return self._extra(column, row)

    def _last(self, row: AnnexRow) -> Cell:
        """Last year's value as far as it compares; its absence is told only if this year's is there."""
        figure = self.figures.get((row.indicator, SCHOOL))
        earlier = self.figures.before(figure) if figure else None
        if figure is None or earlier is not None:
            return self._value(row, earlier, self.pack.year - 1)
        return self._dash(row, CHANGED if self.figures.changed(figure) else NO_LAST, self.pack.year - 1)

    def _figure(self, row: AnnexRow) -> Figure | None:
        figure = self.figures.get((row.indicator, SCHOOL))
        if figure is None:
            self.found.append(faults.ANNEX_GAP.at(NOWHERE, f"附表{self.table.number}“{row.name}”在快照中没有数据",
                                                  f"检查年度包中的指标 {row.indicator}，再重新冻结数据", figures=(row.indicator,)))
        return figure

    def _value(self, row: AnnexRow, figure: Figure | None, year: int) -> Cell:
        value = Absent("未采集") if figure is None else figure.value
        if isinstance(value, Absent):
            return self._dash(row, value, year)
        return number_cell(Number(self._printed(row, figure), row.indicator, SCHOOL, "数值", ((figure.id, year),)))

    def _dash(self, row: AnnexRow, reason: Absent, year: int) -> Cell:
        """“—”, its reason kept for the note; that of last year only where this year has a value."""
        figure = self.figures.get((row.indicator, SCHOOL))
        name = row.name.strip(" \u3000")
        if year == self.figures.year:
            self.missing.append((name, reason))
        elif figure and not isinstance(figure.value, Absent):
            self.missing.append((f"{name}（{year}年）", reason))
        return number_cell(Number(ABSENT_TEXT, row.indicator, SCHOOL, "数值", ((row.indicator, year),)))

    def _printed(self, row: AnnexRow, figure: Figure) -> str:
        rounding = self.pack.rounding
        if row.unit == ABSENT_TEXT or unit(row.unit).name == unit(figure.unit).name:
            return digits(figure.value, figure.decimals, rounding)
        converted = convert(rounded(figure.value, figure.decimals, rounding), figure.unit, row.unit)
        if converted is None:
            self.found.append(faults.ANNEX_GAP.at(NOWHERE, f"附表{self.table.number}“{row.name}”的单位是{row.unit}，指标的单位是{figure.unit}",
                                                  f"改正年度包中 {row.indicator} 的单位", figures=(figure.id,)))
            return ABSENT_TEXT
        return digits(converted, 2, rounding)

    def _extra(self, column: str, row: AnnexRow) -> Cell:
        figure = self.figures.get((row.indicator, SCHOOL))
        text = figure.extra.get(column, "") if figure else ""
        if not text and column in self._extras(row):
            return self._dash(row, Absent("未采集", column), self.figures.year)
        if _NUMBER.fullmatch(text):
            return number_cell(Number(text, row.indicator, SCHOOL, column, ((row.indicator, self.figures.year),)))
        return Cell((Text(text),) if text else (), Role.CENTRE if len(text) <= 8 else Role.TEXT)
