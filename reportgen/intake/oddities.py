"""What a parser does not tell: error values, formulas whose result was never calculated (both read as empty otherwise), and which rows
and columns Excel hides.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from reportgen.intake.address import position

UNCACHED = "#未计算"
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA", UNCACHED})
_CELL = re.compile(rb"<(?:\w+:)?c\b((?:[^>/]|/(?!>))*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_REF = re.compile(rb"""\br=["']([A-Z]+\d+)["']""")
_TYPE = re.compile(rb"""\bt=["'](\w+)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>(.*?)</(?:\w+:)?v>", re.DOTALL)
_SHY = re.compile(rb"""<(?:\w+:)?(row|col)\b([^>]*\bhidden=["'](?:1|true)["'][^>]*)>""")
_NUMBERS = re.compile(rb"""\b(r|min|max)=["'](\d+)["']""")
_FURTHEST = 16_384


@dataclass(frozen=True, slots=True)
class Hidden:
    """0-based rows and columns that Excel does not show."""

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


def hidden(parts: Mapping[str, bytes]) -> dict[str, Hidden]:
    """By sheet name: hidden rows and columns, if there are any."""
    found = {name: _shy(data) for name, data in parts.items() if name.startswith("xl/worksheets/")}
    if not any(one != Hidden() for one in found.values()):
        return {}
    return {sheet: found[part] for sheet, part in _sheet_parts(parts) if found.get(part, Hidden()) != Hidden()}


def _shy(data: bytes) -> Hidden:
    rows, columns = set[int](), set[int]()
    for kind, attributes in _SHY.findall(data):
        told = {key: int(number) for key, number in _NUMBERS.findall(attributes)}
        if kind == b"row" and b"r" in told:
            rows.add(told[b"r"] - 1)
        elif b"min" in told:
            columns.update(range(told[b"min"] - 1, min(told.get(b"max", told[b"min"]), _FURTHEST)))
    return Hidden(tuple(sorted(rows)), tuple(sorted(columns)))


def oddities(parts: Mapping[str, bytes]) -> dict[str, dict[tuple[int, int], str]]:
    """By sheet name: the error text, or `UNCACHED`, of each such cell by its 0-based row and column."""
    found = {name: dict(_cells(data)) for name, data in parts.items() if name.startswith("xl/worksheets/")}
    if not any(found.values()):
        return {}
    return {sheet: found[part] for sheet, part in _sheet_parts(parts) if found.get(part)}


def _cells(data: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for attributes, content in _CELL.findall(data):
        reference = _REF.search(attributes)
        text = _oddity(attributes, content)
        if text and reference:
            yield position(reference[1].decode()), text


def _oddity(attributes: bytes, content: bytes) -> str:
    kind = _TYPE.search(attributes)
    value = _VALUE.search(content)
    if kind and kind[1] == b"e":
        text = value[1].decode("utf-8", "replace") if value else ""
        return text if text in ERRORS else "#N/A"
    calculated = value is not None and (value[1] or (kind is not None and kind[1] == b"str"))
    return UNCACHED if _FORMULA.search(content) and not calculated else ""


def _sheet_parts(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Sheet names with the parts that hold them."""
    targets = {}
    for link in ElementTree.fromstring(parts.get("xl/_rels/workbook.xml.rels", b"<none/>")):
        target = link.get("Target", "")
        targets[link.get("Id")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    for sheet in ElementTree.fromstring(parts.get("xl/workbook.xml", b"<none/>")).findall(".//{*}sheet"):
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        if link in targets:
            yield sheet.get("name", ""), targets[link]
