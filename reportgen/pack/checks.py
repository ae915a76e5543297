"""A contract's checks: short forms for the usual ones, SQL for the rest.

    - {id, column: special, sum: [special_central, special_local], tolerance: 0.02}    the parts add up
    - {id, column: satisfied, at_most: valid}                                          never more than another column
    - {id, column: rate, share: [satisfied, valid], tolerance: 0.01}                   a percentage of two columns
    - {id, column: amount, same_within: pid}                                           one value in all rows of a project
    - {id, column: level, sql: SELECT …, message: …, hint: …}                          rows that are wrong: _row, found, expected
"""

from collections.abc import Mapping

from reportgen.core.finding import Severity
from reportgen.core.pack import Check, Column
from reportgen.yamlplaces import Node, Reader

_FORMS = ("sum", "at_most", "share", "same_within", "sql")
_WHERE = "_file, _sheet, _row"


def read_check(table: str, title: str, columns: tuple[Column, ...], node: Node, reader: Reader) -> Check | None:
    """One check as SQL with its message; None if it cannot be understood."""
    fields = reader.fields(node, ("id", "column"), (*_FORMS, "tolerance", "message", "hint", "severity"))
    stated = [form for form in _FORMS if form in fields]
    if len(stated) != 1 or (stated == ["sql"] and "message" not in fields):
        reader.fail(node.at, "检查要写明 sum、at_most、share、same_within、sql 之一；写 sql 时还要有 message",
                    "例如 sum: [分项一, 分项二]", code="P143", name="bad-check")
        return None
    names = {column.id: column.name for column in columns}
    if not _known(stated[0], fields, names, reader):
        return None
    sql, message, hint = _form(stated[0], table, title, names, fields, reader)
    return Check(
        id=reader.text(fields.get("id")), table=table, column=reader.text(fields.get("column")), sql=sql,
        message=reader.text(fields.get("message"), message), hint=reader.text(fields.get("hint"), hint),
        severity=reader.choice(fields.get("severity"), [str(one) for one in Severity], str(Severity.ERROR)))


def _known(form: str, fields: Mapping[str, Node], names: Mapping[str, str], reader: Reader) -> bool:
    unknown = [name for key in ("column", form) if key != "sql" for name in reader.texts(fields.get(key)) if name not in names]
    for name in unknown:
        reader.fail(fields["column"].at, f"检查里的“{name}”不是本表的列", f"可用：{'、'.join(sorted(names))}", code="P140", name="bad-reference")
    return not unknown


def _form(form: str, table: str, title: str, names: Mapping[str, str], fields: Mapping[str, Node],
          reader: Reader) -> tuple[str, str, str]:
    column = reader.text(fields.get("column"))
    parts = reader.texts(fields.get(form))
    slack = reader.decimal(fields.get("tolerance"))
    label, others = names[column], "、".join(names.get(part, part) for part in parts)
    if form == "sum":
        total = " + ".join(f"coalesce({part}, 0)" for part in parts)
        known = " OR ".join(f"{part} IS NOT NULL" for part in parts)
        return (_select(table, column, total, f"({known}) AND abs({column} - ({total})) > {slack if slack is not None else '0.02'}", parts),
                f"{title}：{label}为{{found}}，各分项之和为{{expected}}", f"核对{label}与{others}，合计应等于各分项之和")
    if form == "at_most":
        return (_select(table, column, parts[0], f"{column} > {parts[0]}", parts),
                f"{title}：{label}为{{found}}，多于{others}{{expected}}", f"核对{label}与{others}")
    if form == "share":
        share = f"CAST({parts[0]} * 100 / nullif({parts[1]}, 0) AS DECIMAL(24, 2))"
        return (_select(table, column, share, f"abs({column} - {share}) > {slack if slack is not None else '0.01'}", parts),
                f"{title}：{label}为{{found}}%，按{names[parts[0]]}÷{names[parts[1]]}应为{{expected}}%", f"核对{label}与{others}")
    if form == "same_within":
        return (_same_within(table, column, parts[0]), f"{title}：同一{others}的{label}不一致，此处为{{found}}，其余各行为{{expected}}",
                f"同一{others}各行的{label}填成一样")
    return reader.text(fields.get("sql")), "", ""


def _select(table: str, column: str, expected: str, wrong: str, parts: tuple[str, ...]) -> str:
    """The offending rows; `_also` names the other columns concerned."""
    return f"SELECT {_WHERE}, {column} AS found, {expected} AS expected, '{','.join(parts)}' AS _also FROM {table} WHERE {wrong}"


def _same_within(table: str, column: str, group: str) -> str:
    """Rows whose value is not the group's commonest; equally common ones are settled by order."""
    return (f"WITH n AS (SELECT {group} AS g, {column} AS v, count(*) AS n FROM {table} WHERE {column} IS NOT NULL GROUP BY ALL), "
            f"best AS (SELECT g, first(v ORDER BY n DESC, v) AS v FROM n GROUP BY g HAVING count(*) > 1) "
            f"SELECT {_WHERE}, {column} AS found, v AS expected FROM {table} JOIN best ON {group} = g WHERE {column} <> v")
