"""What only the whole data shows, asked in SQL: the contracts' checks, values far from last year's, last year's rows once more."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import groupby

import duckdb

from reportgen.core.finding import Finding, Severity
from reportgen.core.pack import Check, Column, Contract, Outliers
from reportgen.core.place import Place
from reportgen.intake.codes import fail, limited, note, warn
from reportgen.intake.conform import Part, Table
from reportgen.intake.consequences import Failure, causes, selected
from reportgen.intake.moves import moved
from reportgen.intake.store import ADDRESS, kept

_SLIP, _JUMP, _SAME = 1000, 100, Decimal("0.98")
_NUMERIC = ("integer", "decimal")


def audit(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table], outliers: Outliers) -> Iterator[Finding]:
    """Every finding of the frozen-to-be tables as a whole; `connection` holds them and last year's. outliers: when a change is worth a look."""
    again = _last_year(connection, tables)
    checked = [table for id, table in tables.items() if id not in again or table.contract.steady]
    with ThreadPoolExecutor(1) as aside:  # questions by the hundred, each too small for two cores
        found = aside.submit(lambda: list(_checked(connection.cursor(), [(check, table) for table in checked for check in table.contract.checks])))
        told = [finding for id, table in tables.items() for finding in _compared(connection, table, again.get(id, ()), outliers)]
        yield from found.result()
    yield from told


def _compared(connection: duckdb.DuckDBPyConnection, table: Table, again: Sequence[Part], outliers: Outliers) -> Iterator[Finding]:
    """A table against last year's. again: its sheets that are last year's."""
    if again:
        yield from (_again(table, part) for part in again)
        return
    slips = dict(_slips(connection, table))
    yield from slips.values()
    yield from moved(connection, table, outliers, slips.keys())


def _checked(connection: duckdb.DuckDBPyConnection, checks: Iterable[tuple[Check, Table]]) -> Iterator[Finding]:
    """What the contracts' checks find; a failure that another one's mending would cure stands as a further place of that one."""
    failures: list[Failure] = []
    for check, table in checks:
        try:
            failures += (Failure(check, table, row) for row in selected(check, connection))
        except duckdb.Error as error:
            yield fail("K142", f"检查 {check.id} 的 SQL 不能执行：{str(error).splitlines()[0]}", table.contract.at, "改正契约里的 sql",
                       department=table.contract.department)
    explained = causes(failures, connection)
    cured = {m for others in explained.values() for m in others}
    for _, group in groupby((n for n in range(len(failures)) if n not in cured), lambda n: (failures[n].check.table, failures[n].check.id)):
        yield from limited(_failed(failures[n], [failures[m] for m in explained.get(n, ())]) for n in group)


def _failed(one: Failure, cured: Iterable[Failure]) -> Finding:
    check, table, row = one.check, one.table, one.row
    words = {name: _shown(row.get(name)) for name in ("found", "expected")}
    message = check.message.replace("{found}", words["found"]).replace("{expected}", words["expected"])
    also = tuple(_place(table, column, row) for column in str(row.get("_also") or "").split(",") if column)
    others = [_place(other.table, other.check.column, other.row) for other in cured]
    more = f"（{'、'.join(dict.fromkeys(_cell(place, table) for place in others))}因此也对不上）" if others else ""
    return fail("K141", message + more, _place(table, check.column, row), check.hint, severity=Severity(check.severity), also=(*also, *others),
                department=table.contract.department, found=words["found"] if "found" in row else "",
                expected=words["expected"] if "expected" in row else "")


def _cell(place: Place, table: Table) -> str:
    """How a sentence about that table names a cell."""
    return str(place.cell) if any(place.sheet == part.sheet.name for part in table.parts) else f"“{place.sheet}”{place.cell}"


def _shown(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bool):
        return "是" if value else "否"
    return "空" if value is None else str(value)


def _place(table: Table, column: str, row: Mapping[str, object]) -> Place:
    """The cell of a result row; without `_row` the column's heading."""
    number = row.get("_row")
    return table.cell(column, row.get("_file"), row.get("_sheet"), None if number is None else int(number))


# ── against last year ──────────────────────────────────────────────────────


def _last_year(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table]) -> dict[str, list[Part]]:
    """Sheets nearly all of whose rows stand in last year's table."""
    asked = [_same_rows(table.contract) for table in tables.values() if table.count]
    found: dict[str, list[Part]] = {}
    for id, file, sheet, same in connection.execute(" UNION ALL ".join(asked)).fetchall() if asked else ():
        part = next(part for part in tables[id].parts if (part.sheet.file, part.sheet.name) == (file, sheet))
        if same >= len(part.rows) * _SAME:
            found.setdefault(id, []).append(part)
    return found


def _same_rows(contract: Contract) -> str:
    row = f"hash({', '.join(_quoted(name) for name, _ in kept(contract))})"
    return (f"SELECT '{contract.id}', _file, _sheet, count(*) FROM {_quoted(contract.id)} "
            f"WHERE {row} IN (SELECT {row} FROM {_quoted('last_' + contract.id)}) GROUP BY _file, _sheet")


def _again(table: Table, part: Part) -> Finding:
    contract = table.contract
    if contract.steady:
        return note("K151", f"{contract.title}：内容与上年完全相同", part.sheet.at(), "确认没有变化；有变化就换成本年度的导出文件")
    return fail("K151", f"{contract.title}：内容与上年的表相同，像是上年的文件", part.sheet.at(), "换成本年度的导出文件", department=contract.department)


def _slips(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[tuple[str, Finding]]:
    """By column: greatest values far from last year's greatest, by a thousand times or a thousandth: another unit, most likely."""
    contract = table.contract
    columns = [column for column in contract.columns if column.type in _NUMERIC and column.unit and not column.personal]
    if not columns:
        return
    asked = "SELECT " + ", ".join(f"max({_quoted(column.id)})" for column in columns) + " FROM "
    now, last = (connection.execute(asked + _quoted(name)).fetchone() for name in (contract.id, f"last_{contract.id}"))
    for column, value, before in zip(columns, now, last, strict=True):
        if value and before and (value >= before * _JUMP or value * _JUMP <= before):
            yield column.id, _slip(table, column, _where(connection, contract.id, column.id, value), value, before)


def _where(connection: duckdb.DuckDBPyConnection, table: str, column: str, value: object) -> dict[str, object]:
    names = [name for name, _ in ADDRESS]
    row = connection.execute(f"SELECT {', '.join(names)} FROM {_quoted(table)} WHERE {_quoted(column)} = ? ORDER BY ALL LIMIT 1", [value])
    return dict(zip(names, row.fetchone(), strict=True))


def _quoted(name: str) -> str:
    return f'"{name}"'


def _slip(table: Table, column: Column, where: Mapping[str, object], value: object, before: object) -> Finding:
    contract: Contract = table.contract
    ratio = max(value / before, before / value)
    report = fail if ratio >= _SLIP else warn
    what = "最大值" if table.count > 1 else "值"
    return report("K143", f"{contract.title}：{column.name}的{what}为{_shown(value)}{column.unit}，上年为{_shown(before)}{column.unit}，"
                  f"{'放大' if value > before else '缩小'}约{round(ratio)}倍，像是单位填错", _place(table, column.id, where),
                  f"按{column.unit}填报", department=contract.department, found=f"{_shown(value)}{column.unit}",
                  expected=f"上年{_shown(before)}{column.unit}")
