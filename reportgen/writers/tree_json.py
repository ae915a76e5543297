"""The document tree as plain JSON values: what the Typst template reads, and an output of its own.

Every node is an object with a "type" (text, number, paragraph, grid …) and its fields by name. Exact values stay strings; pictures become
their SHA-256. Nothing is rounded or formatted here.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache

from reportgen.core.document import Document, Number, Section, inlines, nested
from reportgen.core.pack import frozen
from reportgen.core.place import NOWHERE, Place
from reportgen.core.report import Report, Written

SHAPE = "reportgen/document/1"

_PLAIN = (str, int, bool, type(None))


def tree(node: object, *, places: bool = False) -> object:
    """`node` and all below it as dictionaries, lists and strings.

    places: keep where each node stands; left out, the tree says only what is printed.

    >>> tree(Number("97.06%", "placement_rate"))["type"]
    'number'
    """
    if type(node) in _PLAIN:
        return node
    if type(node) in (tuple, list):
        return [tree(child, places=places) for child in node]
    match node:
        case Enum():
            return str(node.value)
        case Place():
            return {key: value for key, value in node.as_json().items() if value is not None and value != ""}
        case Decimal():
            return format(node, "f")
        case bytes():
            return hashlib.sha256(node).hexdigest()
        case _ if is_dataclass(node):
            return {"type": kind(node), **_fields(node, places)}
        case Mapping():
            return {str(key): tree(value, places=places) for key, value in node.items()}
    return node


def _fields(node: object, places: bool) -> dict[str, object]:
    named = ((name, getattr(node, name)) for name in _names(type(node)))
    return {name: tree(value, places=places) for name, value in named if name != "at" or (places and value != NOWHERE)}


@cache
def _names(made: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(made))


def kind(node: object) -> str:
    """The "type" of a node: its class name in small letters, words joined by "_"."""
    return _kind(type(node).__name__)


@cache
def _kind(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def shown_numbers(document: Document) -> Iterator[dict[str, object]]:
    """Every number the report shows, in reading order: section, text as printed, figure, form, basis, place."""
    return ({"section": section.id, **_number(number)} for section, number in _shown(document))


def _shown(document: Document) -> Iterator[tuple[Section, Number]]:
    for part in document.parts:
        for section in part.sections:
            for block in nested(section.blocks):
                for inline in inlines(block):
                    if isinstance(inline, Number):
                        yield section, inline


def _number(number: Number) -> dict[str, object]:
    return {"text": number.text, "figure": number.figure, "scope": number.scope, "form": number.form, "literal": number.literal,
            "basis": [{"figure": figure, "year": year} for figure, year in number.basis], "at": tree(number.at)}


def write_json(report: Report) -> Written:
    """The report as one machine-readable file: the whole tree with places, and the list of all numbers it shows."""
    shown = tuple(shown_numbers(report.document))
    edition = report.pack.edition
    whole = {"shape": SHAPE, "name": report.name, "year": report.pack.year, "edition": edition.label, "snapshot": report.snapshot,
             "pack": report.pack.version, "document": tree(report.document, places=True), "numbers": shown}
    data = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    return Written("json", data, frozen({"numbers": len(shown), "figures": figures_shown(report.document)}))


def figures_shown(document: Document) -> tuple[str, ...]:
    """Ids of the figures whose numbers the text shows, sorted."""
    return tuple(sorted({str(number.figure) for _, number in _shown(document)} - {""}))
