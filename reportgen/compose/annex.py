"""The annex: the mandated indicator tables; their wording, order and units are the pack's."""

from reportgen.compose import faults
from reportgen.compose.notes import absences
from reportgen.compose.tables import head_cell, number_cell, widths
from reportgen.core.document import Cell, Grid, Heading, Number, Part, PartRole, Role, Section, Text
from reportgen.core.figure import SCHOOL, Absent, Figure, Figures
from reportgen.core.finding import Finding
from reportgen.core.pack import AnnexRow, AnnexTable, Pack
from reportgen.core.place import NOWHERE
from reportgen.core.show import ABSENT_TEXT, digits, rounded
from reportgen.core.unit import convert, unit

TITLE = "附件　指标数据表"
_YEAR, _LAST = "{year}", "{last_year}"


def annex_part(pack: Pack, figures: Figures, found: list[Finding]) -> Part:
    """附件, one section a table."""
    sections = tuple(Section(f"annex/{table.key}", table.name, "", (_Table(table, pack, figures, found).grid(),)) for table in pack.annex)
    return Part("annex", PartRole.ANNEX, Heading(1, "", (Text(TITLE),), "sec-annex"), sections)


class _Table:
    """One table. What a column holds is told by its heading; a heading that is none of the usual ones names an extra text of the figure."""

    def __init__(self, table: AnnexTable, pack: Pack, figures: Figures, found: list[Finding]) -> None:
        self.table, self.pack, self.figures, self.found = table, pack, figures, found
        self.missing: list[tuple[str, Absent]] = []

    def grid(self) -> Grid:
        """The table as the mandated form has it; “—” for what is missing, with the reasons below."""
        body = tuple(tuple(self._cell(column, row) for column in self.table.columns) for row in self.table.rows)
        head = tuple(head_cell(column.replace(_YEAR, str(self.pack.year)).replace(_LAST, str(self.pack.year - 1))) for column in self.table.columns)
        return Grid(f"annex-{self.table.key}", f"附表{self.table.number}", self.table.name, (head,), body, widths((head, *body), len(head)),
                    notes=tuple((Text(line),) for line in absences(self.missing)), official=True)

    def _cell(self, column: str, row: AnnexRow) -> Cell:
        if _YEAR in column:
            return self._value(row, self._figure(row), self.figures.year)
        if _LAST in column:
            figure = self.figures.get((row.indicator, SCHOOL))
            return self._value(row, self.figures.before(figure) if figure else None, self.pack.year - 1)
        if "序号" in column:
            return Cell((Text(row.no),), Role.CENTRE)
        if "指标" in column:
            return Cell((Text(row.name.strip(" \u3000")),), Role.ITEM, indent=row.indent)
        if "单位" in column:
            return Cell((Text(row.unit),), Role.CENTRE)
        return self._extra(column, row)

    def _figure(self, row: AnnexRow) -> Figure | None:
        figure = self.figures.get((row.indicator, SCHOOL))
        if figure is None:
            self.found.append(faults.ANNEX_GAP.at(NOWHERE, f"附表{self.table.number}“{row.name}”在快照中没有数据",
                                                  f"检查年度包中的指标 {row.indicator}，再重新冻结数据", figures=(row.indicator,)))
        return figure

    def _value(self, row: AnnexRow, figure: Figure | None, year: int) -> Cell:
        value = Absent("未采集") if figure is None else figure.value
        text = ABSENT_TEXT
        if isinstance(value, Absent):
            self.missing.append((row.name.strip(" \u3000"), value))
        else:
            text = self._printed(row, figure)
        return number_cell(Number(text, row.indicator, SCHOOL, "数值", ((row.indicator, year),)))

    def _printed(self, row: AnnexRow, figure: Figure) -> str:
        rounding = self.pack.rounding
        if unit(row.unit).name == unit(figure.unit).name:
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
        if text.isdecimal():
            return number_cell(Number(text, row.indicator, SCHOOL, column, ((row.indicator, self.figures.year),)))
        return Cell((Text(text),) if text else (), Role.CENTRE if len(text) <= 8 else Role.TEXT)
