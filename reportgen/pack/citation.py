"""Where a definition comes from: read from `citation: {source, clause?, confidence, checked_on}`."""

from datetime import date

from reportgen.core.pack import Citation
from reportgen.yamlplaces import Node, Reader

CONFIDENCE = ("high", "medium", "low")


def read_citation(node: Node | None, reader: Reader) -> Citation:
    """The citation; an empty one if it is missing (whoever requires it has said so)."""
    if node is None:
        return Citation("", "low", date.min)
    fields = reader.fields(node, ("source", "confidence", "checked_on"), ("clause",))
    return Citation(reader.text(fields.get("source")), reader.choice(fields.get("confidence"), CONFIDENCE, "low"),
                    reader.day(fields.get("checked_on")), reader.text(fields.get("clause")))
