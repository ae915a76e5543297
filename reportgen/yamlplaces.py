"""A small YAML reader: every mapping, list and scalar knows its place, and every fault is a finding.

Scalars stay text until somebody asks for a type, so `460103`, `no` and `2024-09` are never turned into something else.
Anchors, aliases, tags and several documents in one file are refused: nobody needs them here.
Codes begin with the letter of whose files are read: P for a year's pack, A for a project's assignments, Y for a look.

x101 broken-yaml       the text is not YAML, or uses a refused feature
x102 duplicate-key     a mapping holds a key twice
x103 unknown-key       a key nobody reads
x104 missing-key       a key that must be there
x105 wrong-kind        a list where a text was expected, and the like
x106 bad-value         a text that is not a number, a date, true/false, or one of the allowed words
"""

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

import yaml

from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place

_INTEGER = re.compile(r"[-+]?\d+\Z")
_DECIMAL = re.compile(r"[-+]?\d+(\.\d+)?\Z")
_FLAGS = {"true": True, "false": False, "是": True, "否": False}
_NULLS = ("", "~", "null")
_DEEPEST = 40
_REASONS = (
    ("mapping values are not allowed", "冒号的位置不对", "检查缩进；文字里含英文冒号时，用引号把整段文字括起来"),
    ("could not find expected ':'", "这里缺少冒号", "写成“键: 值”，冒号后留一个空格"),
    ("did not find expected key", "缩进不一致，或引号后面多了文字", "同级的键左边对齐；引号要成对"),
    ("did not find expected '-'", "列表的缩进不一致", "同一列表的“-”左边对齐"),
    ("did not find expected ',' or", "方括号或花括号里缺少逗号，或没有收尾", "各项用英文逗号隔开，括号要成对"),
    ("unexpected end of stream", "引号没有收尾", "补上结尾的引号"),
    ("cannot start any token", "这个字符不能出现在开头", "用引号把整段文字括起来"),
)


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a YAML file with its place.

    value: text of a scalar, tuple of nodes, or read-only mapping of nodes. keys: where each key of a mapping stands.
    quoted: a scalar in quotes or a block, which is text whatever it looks like. broken: stands for a file that is no YAML; what it lacks
    is no finding of its own.
    """

    value: "str | tuple[Node, ...] | Mapping[str, Node]"
    at: Place
    quoted: bool = False
    keys: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    broken: bool = False

    @property
    def kind(self) -> str:
        """文字 · 列表 · 映射, as messages say it."""
        return "文字" if isinstance(self.value, str) else "列表" if isinstance(self.value, tuple) else "映射"

    @property
    def empty(self) -> bool:
        """Nothing was written: `key:` alone, `~` or `null`."""
        return self.value in _NULLS and not self.quoted if isinstance(self.value, str) else False

    def get(self, key: str) -> "Node | None":
        """The value under `key`; None if this is no mapping or has no such key."""
        return self.value.get(key) if isinstance(self.value, Mapping) else None

    def items(self) -> Iterator[tuple[str, "Node"]]:
        """Key and value pairs of a mapping in file order; nothing otherwise."""
        return iter(self.value.items() if isinstance(self.value, Mapping) else ())

    def __iter__(self) -> Iterator["Node"]:
        """The entries of a list; nothing otherwise."""
        return iter(self.value if isinstance(self.value, tuple) else ())

    def plain(self) -> object:
        """Plain Python data: dict, list, str, int, Decimal (never float), bool, None."""
        if isinstance(self.value, tuple):
            return [node.plain() for node in self.value]
        if isinstance(self.value, Mapping):
            return {key: node.plain() for key, node in self.value.items()}
        return self.value if self.quoted else _typed(self.value)


def _typed(text: str) -> object:
    if text in _NULLS:
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.match(text) and not re.match(r"[-+]?0\d", text):
        return int(text)
    return Decimal(text) if _DECIMAL.match(text) and "." in text else text


@lru_cache(maxsize=512)
def load(path: str, text: str, family: str = "P") -> tuple[Node, tuple[Finding, ...]]:
    """The file's one document as a node; an empty mapping and a finding if it is broken.

    path: as findings name it. family: the letter codes begin with. An empty file is an empty mapping.
    What was read is remembered: a year's files are read again for the year that extends it.
    """
    found: list[Finding] = []
    root = None
    try:
        root = _document(path, text, found)
    except yaml.YAMLError as error:
        found.append(_broken(path, text, error))
    named = tuple(replace(finding, code=family + finding.code) for finding in found)
    return root or Node(MappingProxyType({}), Place(file=path, line=1, column=1), broken=bool(found)), named


def flow(node: Node) -> str:
    """The node on one line of YAML that reads the same.

    >>> flow(load("x", "a: [1, '2', 三]")[0])
    '{"a": [1, "2", "三"]}'
    """
    if isinstance(node.value, tuple):
        return f"[{', '.join(flow(one) for one in node.value)}]"
    if isinstance(node.value, Mapping):
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {flow(one)}" for key, one in node.items()) + "}"
    plain = not node.quoted and not isinstance(_typed(node.value), str)
    return (node.value or "~") if plain else json.dumps(node.value, ensure_ascii=False)


class _Refused(yaml.YAMLError):
    """A YAML feature that is not accepted here."""

    def __init__(self, mark: yaml.Mark) -> None:
        super().__init__()
        self.problem_mark = mark


def _document(path: str, text: str, found: list[Finding]) -> Node | None:
    events = iter(getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text).get_event, None)
    root = None
    for event in events:
        if isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent | yaml.DocumentEndEvent | yaml.StreamEndEvent):
            continue
        if root is not None:
            raise _Refused(event.start_mark)
        root = _node(path, event, events, found)
    return None if root is not None and root.empty else root


def _node(path: str, event: yaml.Event, events: Iterator[yaml.Event], found: list[Finding], depth: int = 0) -> Node:
    if getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None or depth > _DEEPEST:
        raise _Refused(event.start_mark)
    at = _place(path, event.start_mark)
    if isinstance(event, yaml.ScalarEvent):
        return Node(event.value, at, event.style not in (None, ""))
    if isinstance(event, yaml.SequenceStartEvent):
        return Node(tuple(_node(path, e, events, found, depth + 1) for e in _until(events, yaml.SequenceEndEvent)), at)
    return _mapping(path, at, events, found, depth + 1)


def _mapping(path: str, at: Place, events: Iterator[yaml.Event], found: list[Finding], depth: int) -> Node:
    entries: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    for event in _until(events, yaml.MappingEndEvent):
        key = _node(path, event, events, found, depth)
        value = _node(path, next(events), events, found, depth)
        if not isinstance(key.value, str):
            found.append(_finding("105", "wrong-kind", "键必须是文字", key.at, "写成“键: 值”"))
        elif key.value in entries:
            found.append(_finding("102", "duplicate-key", f"键“{key.value}”写了两次", key.at, "只保留一处", also=(keys[key.value],)))
        else:
            entries[key.value], keys[key.value] = value, key.at
    return Node(MappingProxyType(entries), at, keys=MappingProxyType(keys))


def _until(events: Iterator[yaml.Event], end: type[yaml.Event]) -> Iterator[yaml.Event]:
    for event in events:
        if isinstance(event, end):
            return
        yield event


def _place(path: str, mark: yaml.Mark | None) -> Place:
    return Place(path, mark.line + 1, mark.column + 1) if mark else Place(path, 1, 1)


def _broken(path: str, text: str, error: yaml.YAMLError) -> Finding:
    at = _place(path, getattr(error, "problem_mark", None))
    if isinstance(error, _Refused):
        message, hint = "这里用了不支持的写法（锚点、别名、标签、多份文档或层层嵌套）", "直接写出内容；文字以 & * ! 开头时加引号"
    elif re.match(r" *\t", (text.split("\n")[at.line - 1:] or ("",))[0]):
        message, hint = "缩进用了制表符（Tab）", "缩进改用空格"
    else:
        problem = str(getattr(error, "problem", None) or error)
        message, hint = next(((m, h) for key, m, h in _REASONS if key in problem), ("这里不是合法的 YAML", "检查缩进、冒号和引号"))
    return _finding("101", "broken-yaml", message, at, hint)


def _finding(code: str, name: str, message: str, at: Place, hint: str, also: tuple[Place, ...] = ()) -> Finding:
    return Finding(code, name, Severity.ERROR, message, at, hint, also=also)


class Reader:
    """Takes typed values out of nodes and collects what is wrong with them in `findings`."""

    def __init__(self, findings: Iterable[Finding] = (), family: str = "P") -> None:
        self.findings: list[Finding] = list(findings)
        self.family = family

    def fail(self, at: Place, message: str, hint: str, *, code: str = "106", name: str = "bad-value") -> None:
        """Records an error at that place. A code of three digits is one of this reader's own and takes the family's letter."""
        own = code if code[0].isalpha() else self.family + code
        self.findings.append(_finding(own, name, message, at, hint))

    def fields(self, node: Node, required: Iterable[str] = (), optional: Iterable[str] = ()) -> Mapping[str, Node]:
        """The known keys of a mapping; unknown and missing ones are findings. Optional keys left empty are left out."""
        if not isinstance(node.value, Mapping):
            self._kind(node, "映射")
            return {}
        must = tuple(required)
        known = (*must, *optional)
        for key, at in node.keys.items():
            if key not in known:
                near = difflib.get_close_matches(key, known, 1, 0.6)
                self.fail(at, f"不认识的键“{key}”", f"改成“{near[0]}”" if near else f"可用的键：{'、'.join(known)}", code="103", name="unknown-key")
        for key in must if not node.broken else ():
            if key not in node.value or node.value[key].empty:
                self.fail(node.keys.get(key, node.at), f"缺少“{key}”", f"补上“{key}: …”", code="104", name="missing-key")
        return {key: value for key, value in node.value.items() if key in known and not value.empty}

    def text(self, node: Node | None, default: str = "") -> str:
        """A scalar's text; `default` if there is no node."""
        if node is None:
            return default
        if not isinstance(node.value, str):
            self._kind(node, "文字")
            return default
        return node.value

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        if node is None:
            return ()
        if isinstance(node.value, Mapping):
            self._kind(node, "列表")
            return ()
        return (node.value,) if isinstance(node.value, str) else tuple(self.text(one) for one in node.value)

    def choice(self, node: Node | None, allowed: Iterable[str], default: str = "") -> str:
        """One of the allowed words."""
        if node is None:
            return default
        value, words = self.text(node, default), tuple(allowed)
        if value not in words:
            self.fail(node.at, f"“{value}”不是可用的写法", f"可用：{'、'.join(words)}")
            return default
        return value

    def flag(self, node: Node | None, default: bool = False) -> bool:
        """true/false (or 是/否)."""
        if node is None:
            return default
        value = _FLAGS.get(self.text(node))
        if value is None:
            self.fail(node.at, f"“{self.text(node)}”应为 true 或 false", "写 true 或 false")
        return default if value is None else value

    def integer(self, node: Node | None, default: int = 0) -> int:
        """A whole number."""
        return int(self._number(node, _INTEGER, "整数", default))

    def decimal(self, node: Node | None, default: Decimal | None = None) -> Decimal | None:
        """An exact number; `default` if there is no node."""
        return Decimal(self._number(node, _DECIMAL, "数", default)) if node is not None else default

    def day(self, node: Node | None, default: date = date.min) -> date:
        """A date written YYYY-MM-DD."""
        if node is None:
            return default
        try:
            return date.fromisoformat(self.text(node))
        except ValueError:
            self.fail(node.at, f"“{self.text(node)}”不是日期", "写成 2026-11-24 的样子")
            return default

    def _number(self, node: Node | None, pattern: re.Pattern[str], what: str, default: object) -> object:
        if node is None:
            return default
        text = self.text(node).replace("_", "")
        if pattern.match(text):
            return text
        self.fail(node.at, f"“{self.text(node)}”应为{what}", f"写一个{what}，不带单位和逗号")
        return default if default is not None else 0

    def _kind(self, node: Node, wanted: str) -> None:
        self.fail(node.at, f"这里应为{wanted}，实为{node.kind}", f"改写成{wanted}", code="105", name="wrong-kind")
