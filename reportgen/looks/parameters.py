"""styles.yaml read against what the writers need: every fault at once, each in its line."""

import re
from collections.abc import Mapping
from typing import assert_never

from reportgen.core.design import SERIES, Kind, Shape
from reportgen.core.finding import Finding
from reportgen.yamlplaces import Node, Reader, load

FAMILY = "Y"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def faults(path: str, text: str, shape: Shape) -> tuple[Finding, ...]:
    """What is wrong with the parameters. path: as findings name the file."""
    root, found = load(path, text, FAMILY)
    reader = Reader(found, FAMILY)
    if not found:
        _mapping(reader, root, shape)
    return tuple(reader.findings)


def _mapping(reader: Reader, node: Node, shape: Shape) -> None:
    names = {name.rstrip("?"): wanted for name, wanted in shape.items()}
    must = [name for name in shape if not name.endswith("?")]
    for name, value in reader.fields(node, must, [name for name in names if name not in must]).items():
        _value(reader, value, names[name])


def _value(reader: Reader, node: Node, wanted: object) -> None:
    match wanted:
        case Mapping():
            _mapping(reader, node, wanted)
        case tuple():
            reader.choice(node, wanted)
        case Kind():
            _kind(reader, node, wanted)


def _kind(reader: Reader, node: Node, wanted: Kind) -> None:
    match wanted:
        case Kind.LENGTH:
            reader.decimal(node)
        case Kind.FLAG:
            reader.flag(node)
        case Kind.WORDS:
            reader.text(node)
        case Kind.FACES:
            reader.texts(node)
        case Kind.COLOUR:
            _colour(reader, node)
        case Kind.COLOURS:
            reader.texts(node)
            for one in node:
                _colour(reader, one)
            if len([*node]) < SERIES:
                reader.fail(node.at, f"图的颜色要有{SERIES}种，现有{len([*node])}种", f"补足{SERIES}种；色弱的人也要分得开")
        case Kind.ANY:
            pass
        case _:
            assert_never(wanted)


def _colour(reader: Reader, node: Node) -> None:
    if not _COLOUR.fullmatch(reader.text(node)):
        reader.fail(node.at, f"“{reader.text(node)}”不是颜色", '写成 "#0f4c81" 的样子：# 和六位十六进制数，外面加引号')
