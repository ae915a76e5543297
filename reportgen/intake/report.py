"""The intake report: what was read of each sheet, and everything that reading did, put together from what each step noted."""

from collections.abc import Iterable, Iterator, Mapping

from reportgen.core.finding import Finding
from reportgen.core.intake import Handled, IntakeReport, Sample, SheetRead, Way
from reportgen.core.place import Place
from reportgen.intake.canon import trimmed
from reportgen.intake.conform import Part, Table
from reportgen.intake.handling import whole
from reportgen.intake.headings import plain
from reportgen.intake.questions import unread

_ORDER = {way: number for number, way in enumerate(Way)}


def intake_report(files: int, tables: Mapping[str, Table], findings: Iterable[Finding]) -> IntakeReport:
    """The report of one export. findings: of reading, for what was left out as a whole."""
    sheets = tuple(_sheet(table, part) for table in tables.values() for part in table.parts)
    found = [one for table in tables.values() for one in (*table.handled, *_repeated(table), *(
        way for part in table.parts for way in (*_heading(part), *_rows(part), *_shy(part))))]
    hidden = [finding.at for finding in findings if finding.code == "K115"]
    if hidden:
        found.append(Handled(Way.HIDDEN_SHEET, "", "", len(hidden), tuple(map(Sample, hidden[:3]))))
    return IntakeReport(files, sheets, tuple(sorted(found, key=lambda one: _ORDER[one.way])))


def _sheet(table: Table, part: Part) -> SheetRead:
    header, contract = part.header, table.contract
    rows = str(header.top + 1) if header.depth == 1 else f"{header.top + 1}—{header.body}"
    return SheetRead(part.sheet.at(), contract.id, contract.title, contract.department, rows, len(part.rows), len(header.columns),
                     len(contract.columns), part.sheet.encoding)


def _repeated(table: Table) -> Iterator[Handled]:
    first = table.contract.columns[0].id
    yield from whole(Way.REPEATED_ROW, table.contract, ((table.at(row, first), "") for row in sorted(table.dropped)))


def _heading(part: Part) -> Iterator[Handled]:
    """Headings under another name, columns in another order, columns that nobody asked for."""
    header, sheet, contract = part.header, part.sheet, part.header.contract
    row = header.body - 1
    for column in contract.columns:
        index = header.columns.get(column.id)
        if index is not None and plain(header.texts[index]) != plain(column.name):
            sample = Sample(sheet.at(row, index), header.texts[index], column.name)
            yield Handled(Way.HEADING, contract.title, column.name, 1, (sample,), contract.department)
    order = [header.columns[column.id] for column in contract.columns if column.id in header.columns]
    if order != sorted(order):
        yield from whole(Way.ORDER, contract, [(sheet.at(row, 0), "")])
    yield from whole(Way.UNREAD_COLUMN, contract, [(sheet.at(row, index), text) for index, text in unread(header).items()])


def _rows(part: Part) -> Iterator[Handled]:
    """Rows that are no data. Of a remark only the word it begins with is shown: names may follow."""
    for way in dict.fromkeys(way for _, way in part.left_out):
        rows = [row for row, one in part.left_out if one is way]
        yield from whole(way, part.header.contract, [_first(part, row) for row in rows])


def _first(part: Part, row: int) -> tuple[Place, str]:
    index, cell = next((index, trimmed(cell)) for index, cell in enumerate(part.sheet.rows[row]) if trimmed(cell))
    return part.sheet.at(row, index), cell.replace(":", "：").partition("：")[0][:10]


def _shy(part: Part) -> Iterator[Handled]:
    """What Excel does not show and was read all the same; fields taken out of their armour."""
    sheet, contract, data = part.sheet, part.header.contract, set(part.rows)
    names = {index: id for id, index in part.header.columns.items()}
    yield from whole(Way.HIDDEN_ROWS, contract, [(sheet.at(row, 0), "") for row in sheet.hidden.rows if row in data])
    yield from whole(Way.HIDDEN_COLUMNS, contract, [(sheet.at(part.header.body - 1, index), contract.column(names[index]).name)
                                                    for index in sheet.hidden.columns if index in names])
    if sheet.armoured:
        yield Handled(Way.ARMOUR, contract.title, "", sheet.armoured, (Sample(sheet.at()),), contract.department)
