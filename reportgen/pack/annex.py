"""annex.yaml: the printed tables. Wording, order, units and numbers are the year's, and only here.

    scorecard:
      number: 1
      name: 人才培养质量计分卡
      columns: [序号, 指标, 单位, "{year}年"]
      rows:
        grad_total: {no: 1, name: 毕业生人数, unit: 人}
        grad_placed: {no: 2, name: 毕业去向落实人数, unit: 人, at_most: grad_total}
        grad_further: {name: 其中：毕业生升学人数, unit: 人, under: grad_placed, at_most: grad_placed}

`fixed: {heading: text}` fills a column with one text for all rows ({school}, {code}); `notes: [text, …]` stand below the table.
A later year puts a new row after another one with `after: id`, otherwise it comes last.
"""

from collections.abc import Mapping

from reportgen.core.pack import AnnexRow, AnnexTable, frozen
from reportgen.pack.citation import read_citation
from reportgen.yamlplaces import Node, Reader


def read_annex(tables: Mapping[str, Node], reader: Reader) -> tuple[AnnexTable, ...]:
    """The printed tables in the order of their numbers."""
    return tuple(sorted((_table(key, node, reader) for key, node in tables.items()), key=lambda table: table.number))


def _table(key: str, node: Node, reader: Reader) -> AnnexTable:
    fields = reader.fields(node, ("number", "name", "columns", "rows", "citation"), ("fixed", "notes"))
    rows = _placed(dict(fields["rows"].items()), reader) if "rows" in fields else {}
    return AnnexTable(key, reader.integer(fields.get("number")), reader.text(fields.get("name")), reader.texts(fields.get("columns")),
                      tuple(_row(id, row, rows, reader) for id, row in rows.items()), read_citation(fields.get("citation"), reader),
                      frozen(_fixed(fields, reader)), reader.texts(fields.get("notes")))


def _fixed(fields: Mapping[str, Node], reader: Reader) -> dict[str, str]:
    columns = reader.texts(fields.get("columns"))
    made = {}
    for heading, text in fields["fixed"].items() if "fixed" in fields else ():
        made[heading] = reader.text(text)
        if heading not in columns:
            reader.fail(text.at, f"fixed：表中没有“{heading}”这一列", f"可用：{'、'.join(columns)}")
    return made


def _placed(rows: Mapping[str, Node], reader: Reader) -> dict[str, Node]:
    """The rows in print order: those with `after` moved behind the row they name."""
    order = [id for id, row in rows.items() if row.get("after") is None]
    for id, row in rows.items():
        after = row.get("after")
        if after is None:
            continue
        if reader.text(after) in order:
            order.insert(order.index(reader.text(after)) + 1, id)
        else:
            reader.fail(after.at, f"after：表中没有行“{after.value}”", "写同一张表里已有行的指标代号")
            order.append(id)
    return {id: rows[id] for id in order}


def _row(id: str, node: Node, rows: Mapping[str, Node], reader: Reader) -> AnnexRow:
    fields = reader.fields(node, ("name", "unit"), ("no", "under", "sums", "at_most", "after"))
    return AnnexRow(reader.text(fields.get("no")), reader.text(fields.get("name")), reader.text(fields.get("unit")), id,
                    _depth(id, rows, reader), reader.texts(fields.get("sums")), reader.texts(fields.get("at_most")))


def _depth(id: str, rows: Mapping[str, Node], reader: Reader) -> int:
    """How many rows it stands under."""
    seen: list[str] = []
    while (under := rows[id].get("under")) is not None:
        parent = reader.text(under)
        if parent not in rows or parent in seen:
            reader.fail(under.at, f"under：表中没有上级行“{parent}”", "写同一张表里上级行的指标代号")
            break
        seen.append(parent)
        id = parent
    return len(seen)
