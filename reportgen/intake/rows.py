"""Rows against one another: repeated rows, double keys, people counted twice, references to other tables, the school they name."""

import difflib
from collections.abc import Iterator, Mapping, Sequence

from reportgen.core.finding import Finding
from reportgen.core.pack import Column
from reportgen.intake.codes import fail, limited, warn
from reportgen.intake.conform import Table
from reportgen.intake.headings import full

_ALSO = 3


def repeated(table: Table) -> tuple[frozenset[int], tuple[Finding, ...]]:
    """Rows to leave out because they repeat another one, and every key that two different rows share."""
    contract = table.contract
    names = contract.key or tuple(column.id for column in contract.columns)
    keys = [()] * table.count if contract.single else list(zip(*(table.values[name] for name in names), strict=True))
    if len(set(keys)) == table.count:
        return frozenset(), ()
    dropped: set[int] = set()
    identical: list[Finding] = []
    conflicts: list[Finding] = []
    required = [position for position, name in enumerate(names) if contract.column(name).required]
    for key, rows in _groups(keys).items():
        if not contract.single and contract.key and not all(key[position] for position in required):
            continue  # an empty key is a finding of its own
        different = _different(table, rows)
        for row in rows:
            if row not in different.values():
                dropped.add(row)
                identical.append(_identical(table, row, different[_content(table, row)]))
        if len(different) > 1:
            conflicts.extend(_conflicts(table, tuple(different.values())))
    return frozenset(dropped), (*limited(identical), *limited(conflicts))


def _groups(keys: Sequence[tuple[object, ...]]) -> dict[tuple[object, ...], list[int]]:
    """Keys that occur more than once, with their rows."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for row, key in enumerate(keys):
        groups.setdefault(key, []).append(row)
    return {key: rows for key, rows in groups.items() if len(rows) > 1}


def _content(table: Table, row: int) -> tuple[str | None, ...]:
    return tuple(values[row] for values in table.values.values())


def _different(table: Table, rows: Sequence[int]) -> dict[tuple[str | None, ...], int]:
    """The first row of each content."""
    first: dict[tuple[str | None, ...], int] = {}
    for row in rows:
        first.setdefault(_content(table, row), row)
    return first


def _identical(table: Table, row: int, first: int) -> Finding:
    column = table.contract.columns[0].id
    return warn("K130", f"{table.contract.title}：这一行与另一行完全相同，只计一次", table.at(row, column), "确为重复就删去一行；不是重复就补上能区分的内容",
                also=(table.at(first, column),), department=table.contract.department)


def _conflicts(table: Table, rows: tuple[int, ...]) -> Iterator[Finding]:
    contract = table.contract
    others = [column for column in contract.columns if column.id not in contract.key]
    differing = [column for column in others if len({table.values[column.id][row] for row in rows}) > 1]
    names = "、".join(column.name for column in differing[:_ALSO]) + ("等" if len(differing) > _ALSO else "")
    if contract.single:
        code, column, message, hint = "K134", differing[0].id, f"全校只填一行，这里有多行，{names}不同", "只保留正确的一行"
    elif len(differing) * 2 >= len(others) or any(column.personal for column in differing):
        code, column = "K131", contract.key[0]
        message, hint = f"{_key_name(table)}与另一行重复，{names}不同", f"核对{_key_name(table)}；重复填报的删去一行"
    else:
        code, column = "K133", differing[0].id
        message, hint = f"同一{_key_name(table)}填了多行，{names}不一致", "核实后只保留一行"
    for row in rows:
        also = tuple(table.at(other, column) for other in rows if other != row)
        yield fail(code, f"{contract.title}：{message}", table.at(row, column), hint, also=also[:_ALSO], department=contract.department)


def _key_name(table: Table) -> str:
    return "＋".join(table.contract.column(name).name for name in table.contract.key)


def shared(table: Table) -> Iterator[Finding]:
    """Values that must be unique and stand in rows with different keys: one person under two numbers."""
    contract = table.contract
    for column in contract.columns:
        values = table.values[column.id]
        if column.unique and len(set(values)) < table.count:
            yield from limited(_shared(table, column, row, rows) for value, rows in _groups([(value,) for value in values]).items()
                               if value[0] and len({_key(table, row) for row in rows}) == len(rows) for row in rows)


def _key(table: Table, row: int) -> tuple[str | None, ...]:
    return tuple(table.values[name][row] for name in table.contract.key)


def _shared(table: Table, column: Column, row: int, rows: Sequence[int]) -> Finding:
    contract = table.contract
    also = tuple(table.at(other, column.id) for other in rows if other != row)
    return fail("K132", f"{contract.title}：{column.name}与另一行相同，{_key_name(table)}却不同", table.at(row, column.id),
                "同一人（同一项）只填一行；填错的改正", also=also[:_ALSO], department=contract.department)


def dangling(table: Table, tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Values that the referred table does not hold. A referred table that is missing is a finding of its own."""
    for column in table.contract.columns:
        other, _, target = column.refers.partition(".")
        if other in tables:
            known = {*filter(None, tables[other].values[target]), *column.codes, "", None}
            if not known.issuperset(table.values[column.id]):
                yield from limited(_dangling(table, column, row, tables[other], known)
                                   for row, value in enumerate(table.values[column.id]) if value not in known)


def _dangling(table: Table, column: Column, row: int, other: Table, known: set[str | None]) -> Finding:
    value = table.values[column.id][row] or ""
    if column.personal:
        said, near = f"此处的{column.name}", []
    else:
        said, near = f"{column.name}“{value}”", difflib.get_close_matches(value, sorted(filter(None, known)), 1, 0.7)
    hint = f"改为“{near[0]}”，或在“{other.contract.title}”中补上" if near else f"改正，或在“{other.contract.title}”中补上这一项"
    return fail("K125", f"{table.contract.title}：{said}不在“{other.contract.title}”中", table.at(row, column.id), hint,
                department=table.contract.department, found="" if column.personal else value, expected=f"“{other.contract.title}”中有的{column.name}")


def other_school(table: Table, names: Sequence[str]) -> Iterator[Finding]:
    """Cells that name another school than the one whose export this is to be. names: all that it is called; nothing is compared without them."""
    known = {full(name) for name in names}
    for column in table.contract.columns if known else ():
        if column.school_name:
            yield from limited(_other_school(table, column, row, names[0]) for row, value in enumerate(table.values[column.id])
                               if value and full(value) not in known)


def _other_school(table: Table, column: Column, row: int, name: str) -> Finding:
    value = table.values[column.id][row] or ""
    return warn("K153", f"{table.contract.title}：{column.name}是“{value}”，project.yaml 写的是“{name}”，像是别的学校的导出", table.at(row, column.id),
                "拿错了文件的，换成本校的导出；学校改了名的，改 project.yaml 的 school；是简称的，写进 short_names",
                department=table.contract.department, found=value, expected=name)
