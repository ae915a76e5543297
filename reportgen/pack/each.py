"""Definitions written once for every indicator that is gathered from many schools: `each: gathered`.

gathered.yaml lists the indicators. In a definition with `each`, and in its id, {id}, {name}, {unit}, {decimals}, {period}, {order} stand for
what the list says, {direction} for the order in SQL, and the names under `gather:` of pack.yaml for what is written there; these may use the others.

P149 bad-each       `each` with another word than gathered, or with no list to go by
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from reportgen.core.pack import Gathered, frozen
from reportgen.core.place import Place
from reportgen.pack.sources import Sources
from reportgen.yamlplaces import Node, Reader

_ALL = "gathered"
_STATED = ("name", "unit", "decimals", "period", "definition")
_ORDERS = {"从高到低": "DESC", "从低到高": "ASC"}
_GAP = re.compile(r"\{(\w+)\}")
_DEEPEST = 3


def settings(node: Node | None, reader: Reader) -> Mapping[str, str]:
    """`gather:` of pack.yaml: texts by name. report: the id of the schools' report that figures are read in."""
    return {"report": "school", **{name: reader.text(one) for name, one in (node.items() if node is not None else ())}}


def read_gathered(nodes: Mapping[str, Node], reader: Reader) -> Mapping[str, Gathered]:
    """gathered.yaml: `id: {name, unit, decimals, period, definition, order?}`."""
    return frozen({id: _gathered(id, node, reader) for id, node in nodes.items()})


def _gathered(id: str, node: Node, reader: Reader) -> Gathered:
    fields = reader.fields(node, _STATED, ("order",))
    reader.choice(fields.get("order"), _ORDERS)
    texts = {key: reader.text(fields.get(key)) for key in _STATED if key != "decimals"}
    return Gathered(id, **texts, decimals=reader.integer(fields.get("decimals")), at=node.at)


def filled(sources: Sources, gathering: Mapping[str, str], reader: Reader) -> Sources:
    """The sources with every definition that is written for each made into one for each."""
    if not sources.gathered:
        _refuse((*sources.indicators.values(), *sources.series.values()), reader)
        return sources
    entries = [{"id": id, **{key: one.value for key, one in node.items() if isinstance(one.value, str)}} for id, node in sources.gathered.items()]
    values = [_settled({**gathering, "order": next(iter(_ORDERS)), **entry, "direction": _ORDERS.get(entry.get("order", ""), "DESC")}) for entry in entries]
    made = {kind: dict(_made(getattr(sources, kind), values, _settled(gathering), reader)) for kind in ("indicators", "series")}
    return replace(sources, **made)


def _refuse(nodes: Iterable[Node], reader: Reader) -> None:
    for one in nodes:
        if (each := one.get("each")) is not None:
            reader.fail(each.at, "写了 each，但没有 gathered.yaml 列出是哪些指标", "在同一文件夹写 gathered.yaml，或删去 each", code="P149", name="bad-each")


def _settled(values: Mapping[str, str]) -> Mapping[str, str]:
    """The values with the names in them replaced."""
    for _ in range(_DEEPEST):
        values = {name: _text(text, values) for name, text in values.items()}
    return values


def _made(nodes: Mapping[str, Node], values: Iterable[Mapping[str, str]], common: Mapping[str, str], reader: Reader) -> Iterator[tuple[str, Node]]:
    for id, node in nodes.items():
        each = node.get("each")
        if each is None:
            yield id, _node(node, common)
            continue
        if each.value != _ALL:
            reader.fail(each.at, f"each 不能写“{each.value}”", f"写 each: {_ALL}", code="P149", name="bad-each")
        alone = Node(MappingProxyType({key: one for key, one in node.items() if key != "each"}), node.at, keys=_without(node.keys))
        yield from ((_text(id, one), _node(alone, one)) for one in values)


def _without(keys: Mapping[str, Place]) -> Mapping[str, Place]:
    return MappingProxyType({key: at for key, at in keys.items() if key != "each"})


def _node(node: Node, values: Mapping[str, str]) -> Node:
    if isinstance(node.value, str):
        return replace(node, value=_text(node.value, values))
    if isinstance(node.value, tuple):
        return replace(node, value=tuple(_node(one, values) for one in node.value))
    return replace(node, value=MappingProxyType({key: _node(one, values) for key, one in node.items()}))


def _text(text: str, values: Mapping[str, str]) -> str:
    return _GAP.sub(lambda match: values.get(match[1], match[0]), text)
