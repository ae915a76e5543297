"""The shapes that charts.yaml and tables.yaml may have. What is wrong is a finding, and the value is left out."""

from collections.abc import Callable, Mapping

from reportgen.compose.tables import COLUMNS
from reportgen.core.document import ChartKind
from reportgen.core.place import Place
from reportgen.yamlplaces import Node, Reader

Path = tuple[str | int, ...]
Shape = Callable[[Node, Reader], object]
_YEARS = ("上年", "本年")


def text(node: Node, reader: Reader) -> object:
    """One text."""
    return reader.text(node)


def texts(node: Node, reader: Reader) -> object:
    """A list of texts."""
    return list(reader.texts(node))


def text_or_texts(node: Node, reader: Reader) -> object:
    """One text, or a list of them."""
    return reader.text(node) if isinstance(node.value, str) else list(reader.texts(node))


def series(node: Node, reader: Reader) -> object:
    """id, [id, …] or {printed name: id}."""
    return reader.text(node) if isinstance(node.value, str) else names(node, reader)


def names(node: Node, reader: Reader) -> object:
    """[name, …] or {label: name}."""
    if isinstance(node.value, Mapping):
        return {label: reader.text(one) for label, one in node.items()}
    return list(reader.texts(node))


def groups(node: Node, reader: Reader) -> object:
    """{group: {label: name}}."""
    reader.fields(node, (), node.keys)
    return {group: names(one, reader) for group, one in node.items()}


def lines(node: Node, reader: Reader) -> object:
    """As `groups`, or a list of names."""
    return groups(node, reader) if isinstance(node.value, Mapping) else list(reader.texts(node))


def whole(node: Node, reader: Reader) -> object:
    """A whole number."""
    return reader.integer(node)


def numbers(node: Node, reader: Reader) -> object:
    """A list of whole numbers."""
    return [reader.integer(one) for one in node]


def flag(node: Node, reader: Reader) -> object:
    """true or false."""
    return reader.flag(node)


def flag_or_text(node: Node, reader: Reader) -> object:
    """true, false, or a name."""
    return reader.text(node) if isinstance(node.value, str) and node.value not in ("true", "false", "是", "否") else reader.flag(node)


def one_of(*allowed: str) -> Shape:
    """One of some words."""
    return lambda node, reader: reader.choice(node, allowed)


def some_of(*allowed: str) -> Shape:
    """A list of some words."""
    return lambda node, reader: [word for one in node if (word := reader.choice(one, allowed))]


def rows(node: Node, reader: Reader) -> object:
    """[{label?, figure, indent?} or name, …]."""
    return [_row(one, reader) for one in node]


def _row(node: Node, reader: Reader) -> object:
    if isinstance(node.value, str):
        return {"figure": node.value}
    fields = reader.fields(node, ("figure",), ("label", "indent"))
    return {key: reader.integer(one) if key == "indent" else reader.text(one) for key, one in fields.items()}


def grid(node: Node, reader: Reader) -> object:
    """{columns: [name, …], rows: [[text, …], …]}."""
    fields = reader.fields(node, ("columns", "rows"))
    return {"columns": list(reader.texts(fields.get("columns"))), "rows": [list(reader.texts(row)) for row in fields.get("rows", ())]}


def cross(node: Node, reader: Reader) -> object:
    """{rows: names, columns: names}: two lists, or mappings from what is printed to the name or its ending."""
    fields = reader.fields(node, ("rows", "columns"))
    return {key: names(one, reader) for key, one in fields.items()}


_COMMON: Mapping[str, Shape] = {"title": text, "unit": text, "note": text_or_texts, "source": text, "dimension": text,
                                "years": some_of(*_YEARS), "top": whole, "series": series}
CHART: Mapping[str, Shape] = {**_COMMON, "kind": one_of(*map(str, ChartKind)), "figures": names, "groups": groups, "lines": lines,
                                "standard": flag_or_text, "target": flag_or_text, "peers": flag_or_text}
TABLE: Mapping[str, Shape] = {**_COMMON, "rows": rows, "columns": some_of(*COLUMNS), "grid": grid, "cross": cross, "stack": groups, "none": text,
                                "widths": numbers, "total": flag}


def read_spec(node: Node, shapes: Mapping[str, Shape], reader: Reader) -> Mapping[str, object]:
    """One chart or table as plain data in the shapes its keys may have."""
    fields = reader.fields(node, ("title",), [key for key in shapes if key != "title"])
    return {key: shapes[key](value, reader) for key, value in fields.items()}


def places(node: Node, path: Path) -> dict[Path, Place]:
    """Where each value stands, by its path. A quoted text begins behind its quote."""
    if isinstance(node.value, str):
        at = node.at
        return {path: Place(at.file, at.line, (at.column or 0) + 1) if node.quoted else at}
    entries = node.value.items() if isinstance(node.value, Mapping) else enumerate(node.value)
    made = {path: node.at}
    for key, value in entries:
        made.update(places(value, (*path, key)))
    return made
