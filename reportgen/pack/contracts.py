"""tables/*.yaml: what each exported table must look like.

P140 bad-reference  a column, table or sheet is named that is not there
P141 double-header  two columns of one table answer to the same heading
P143 bad-check      a check that states none or several of `sum`, `at_most`, `share`, `same_within`, `sql`
"""

from collections.abc import Mapping

from reportgen.core.pack import Check, Column, Contract, frozen
from reportgen.core.period import PeriodKind
from reportgen.core.place import Place
from reportgen.pack.checks import read_check
from reportgen.pack.citation import read_citation
from reportgen.yamlplaces import Node, Reader

TYPES = ("text", "code", "integer", "decimal", "percent", "date", "month", "year", "flag")
_COLUMN = ("headers", "unit", "required", "codes", "min", "max", "personal", "domain", "refers", "within", "optional", "unique",
           "absent_from", "school_name")
_WITHIN = ("data_year", "finance_year", "until_asof")


def read_contracts(tables: Mapping[str, Node], reader: Reader) -> Mapping[str, Contract]:
    """Every table's contract, by id; what is wrong with them goes to `reader`."""
    contracts = {id: _contract(id, node, reader) for id, node in tables.items()}
    for id, contract in contracts.items():
        _check_references(contract, contracts, tables[id], reader)
    return frozen(contracts)


def _contract(id: str, node: Node, reader: Reader) -> Contract:
    fields = reader.fields(node, ("id", "title", "department", "period", "grain", "sheets", "columns", "citation"),
                           ("key", "required", "steady", "checks"))
    columns = tuple(_column(name, one, reader) for name, one in _items(fields.get("columns")))
    key = fields.get("key")
    contract = Contract(
        id=id, title=reader.text(fields.get("title")), department=reader.text(fields.get("department")),
        period=reader.choice(fields.get("period"), [str(kind) for kind in PeriodKind]), grain=reader.text(fields.get("grain")),
        sheets=reader.texts(fields.get("sheets")), key=reader.texts(key), columns=columns,
        checks=_checks(id, fields, columns, reader), citation=read_citation(fields.get("citation"), reader),
        required=reader.flag(fields.get("required"), True), at=Place(node.at.file, 1, 1),
        single=key is not None and not reader.texts(key), steady=reader.flag(fields.get("steady")))
    _check_headers(contract, fields, reader)
    return contract


def _items(node: Node | None) -> tuple[tuple[str, Node], ...]:
    return tuple(node.items()) if node is not None else ()


def _column(id: str, node: Node, reader: Reader) -> Column:
    fields = reader.fields(node, ("name", "type"), _COLUMN)
    name = reader.text(fields.get("name"))
    codes, spellings = _codes(fields.get("codes"), reader)
    return Column(
        id=id, name=name, type=reader.choice(fields.get("type"), TYPES, "text"),
        headers=tuple(dict.fromkeys((name, *reader.texts(fields.get("headers"))))), unit=reader.text(fields.get("unit")),
        required=reader.flag(fields.get("required")), codes=codes, minimum=reader.decimal(fields.get("min")),
        maximum=reader.decimal(fields.get("max")), personal=reader.choice(fields.get("personal"), ("drop", "token", "year")),
        domain=reader.text(fields.get("domain")), refers=reader.text(fields.get("refers")),
        within=reader.choice(fields.get("within"), _WITHIN), optional=reader.flag(fields.get("optional")),
        spellings=frozen(spellings), unique=reader.flag(fields.get("unique")), absent_from=reader.texts(fields.get("absent_from")),
        school_name=reader.flag(fields.get("school_name")))


def _codes(node: Node | None, reader: Reader) -> tuple[tuple[str, ...], dict[str, str]]:
    """`[code, …]`, or `{code: [other spelling, …]}`."""
    if node is None or not isinstance(node.value, Mapping):
        return reader.texts(node), {}
    return tuple(node.value), {other: code for code, others in node.items() for other in reader.texts(others)}


def _checks(table: str, fields: Mapping[str, Node], columns: tuple[Column, ...], reader: Reader) -> tuple[Check, ...]:
    title = reader.text(fields.get("title"))
    return tuple(filter(None, (read_check(table, title, columns, one, reader) for one in fields.get("checks") or ())))


def _check_headers(contract: Contract, fields: Mapping[str, Node], reader: Reader) -> None:
    owner: dict[str, str] = {}
    for column in contract.columns:
        for header in column.headers:
            if owner.setdefault(header, column.id) != column.id:
                reader.fail(_at(fields.get("columns"), column.id), f"表头“{header}”同时属于 {owner[header]} 和 {column.id}",
                            "每个表头写法只归一列", code="P141", name="double-header")


def _check_references(contract: Contract, contracts: Mapping[str, Contract], node: Node, reader: Reader) -> None:
    known = {column.id for column in contract.columns}
    for name in contract.key:
        if name not in known:
            _missing(reader, _at(node, "key"), f"主键中的“{name}”不是本表的列", known)
    for column in contract.columns:
        at = _at(node.get("columns"), column.id)
        table, _, target = column.refers.partition(".")
        if column.refers and (table not in contracts or target not in {one.id for one in contracts[table].columns}):
            _missing(reader, at, f"{column.id} 引用的“{column.refers}”不存在", contracts)
        for sheet in column.absent_from:
            if sheet not in contract.sheets:
                _missing(reader, at, f"absent_from 里的“{sheet}”不在 sheets 中", contract.sheets)


def _missing(reader: Reader, at: Place, message: str, known: object) -> None:
    reader.fail(at, message, f"可用：{'、'.join(sorted(known))}", code="P140", name="bad-reference")


def _at(node: Node | None, key: str) -> Place:
    return node.keys.get(key, node.at) if node is not None else Place()
