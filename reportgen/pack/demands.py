"""What each kind of check may be told in rules.yaml: its keys, and what they hold.

A value is a text, texts, an integer, a number, a flag, a pattern (regular expression), patterns, named patterns, or a span `[least, most]`
of which either end may be left open with `~`.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from reportgen.yamlplaces import Node, Reader

Shape = Mapping[str, str]
_TEXT, _TEXTS, _INTEGER, _NUMBER, _FLAG = "text", "texts", "integer", "number", "flag"
_PATTERN, _PATTERNS, _NAMED, _SPAN = "pattern", "patterns", "named", "span"
_VOLUME = {"words": _SPAN, "charts": _SPAN, "tables": _SPAN, "photos": _SPAN, "cases": _SPAN, "pages": _SPAN}

KINDS: Mapping[str, Shape] = {
    "volume": {"part": _TEXT, "report": _TEXT, **_VOLUME},
    "case-form": {"words": _SPAN, "photos": _SPAN, "sections": _NAMED, "title": _SPAN},
    "part-order": {},
    "missing-point": {"point": _TEXT, "any": _PATTERNS, "part": _TEXT, "least": _INTEGER},
    "statement": {"says": _NAMED},
    "annex-form": {},
    "numbering": {},
    "blank-cell": {"unless": _PATTERN},
    "mixed-decimals": {},
    "oversize-table": {"rows": _INTEGER},
    "challenge-form": {"part": _TEXT, "figures": _INTEGER, "measures": _PATTERN, "count": _SPAN},
    "heading-order": {},
    "policy-name": {"edits": _INTEGER, "generic": _PATTERN},
    "other-school": {"school": _PATTERN, "beside": _PATTERN},
    "self-reference": {"words": _TEXTS, "unless": _PATTERN},
    "digit-groups": {"not_after": _PATTERN},
    "impossible-date": {},
    "unpaired-mark": {},
    "odd-character": {},
    "mixed-units": {"same": _NAMED},
    "outside-period": {"about": _PATTERN, "unless": _PATTERN},
    "personal-data": {"secret": _NAMED},
    "small-cell": {"about": _PATTERN, "least": _INTEGER},
    "consent": {"persons": _PATTERN},
    "file-name": {"characters": _PATTERN, "bytes": _INTEGER, "report": _TEXT, "enterprise": _TEXT},
    "file-size": {"megabytes": _NAMED},
    "metadata": {"allowed": _TEXTS},
    "comment": {}, "tracked-change": {}, "hidden-text": {}, "coloured-text": {}, "watermark": {"words": _PATTERN}, "foreign-part": {},
    "page-size": {"width": _NUMBER, "height": _NUMBER, "slack": _NUMBER},
    "letter-form": {"top": _SPAN, "left": _SPAN, "right": _SPAN, "bottom": _SPAN, "fonts": _TEXTS, "points": _NUMBER, "title_points": _NUMBER},
    "contents-stale": {}, "table-header": {}, "table-row": {}, "draft-form": {"blanks": _INTEGER},
    "pdf-claims": {}, "pdf-closed": {}, "pdf-access": {}, "pdf-page": {},
    "html-structure": {}, "html-alternatives": {}, "html-request": {}, "html-weight": {"megabytes": _NUMBER},
    "picture-quality": {"pixels": _INTEGER, "dpi": _INTEGER, "megabytes": _NUMBER},
    "picture-metadata": {},
    "map": {"map": _PATTERN, "number": _PATTERN},
    "alt-text": {"least": _INTEGER, "empty": _PATTERN},
    "rectify": {"error": _INTEGER, "warning": _INTEGER},
}
_MUST: Mapping[str, tuple[str, ...]] = {"missing-point": ("point", "any"), "oversize-table": ("rows",), "map": ("map", "number")}


def read_values(check: str, fields: Mapping[str, Node], reader: Reader) -> Mapping[str, object]:
    """The values of one rule, typed by its kind's shape; the faulty ones are told and left out."""
    shape = KINDS[check]
    read = {key: _READ[shape[key]](fields[key], reader) for key in shape if key in fields}
    return MappingProxyType({key: value for key, value in read.items() if value is not None})


def keys(check: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys that a kind must have, and those that it may have."""
    must = _MUST.get(check, ())
    return must, tuple(key for key in KINDS.get(check, {}) if key not in must)


def check_pattern(node: Node, reader: Reader, text: str | None = None) -> str | None:
    """A regular expression; None, and the fault told, if it is none."""
    pattern = reader.text(node) if text is None else text
    try:
        re.compile(pattern)
    except re.error as error:
        reader.fail(node.at, f"“{pattern}”不是合法的正则表达式（第 {(error.pos or 0) + 1} 个字符处）", "括号成对；特殊符号前加 \\")
        return None
    return pattern


def _patterns(node: Node, reader: Reader) -> tuple[str, ...]:
    entries = tuple(node) if isinstance(node.value, tuple) else (node,)
    return tuple(pattern for one in entries if (pattern := check_pattern(one, reader)) is not None)


def _named(node: Node, reader: Reader) -> Mapping[str, str]:
    return MappingProxyType({name: pattern for name, one in node.items() if (pattern := check_pattern(one, reader)) is not None})


def _span(node: Node, reader: Reader) -> tuple[Decimal | None, Decimal | None] | None:
    ends = tuple(node)
    if len(ends) != 2 or all(one.empty for one in ends):
        reader.fail(node.at, "范围要写成 [最少, 最多]", "不限的一端写 ~，如 [5, ~]")
        return None
    least, most = (None if one.empty else reader.decimal(one) for one in ends)
    if least is not None and most is not None and least > most:
        reader.fail(node.at, f"范围的最少 {least} 大于最多 {most}", "把两个数对调")
    return least, most


_READ: Mapping[str, Callable[[Node, Reader], object]] = {
    _TEXT: lambda node, reader: reader.text(node), _TEXTS: lambda node, reader: reader.texts(node),
    _INTEGER: lambda node, reader: reader.integer(node), _NUMBER: lambda node, reader: reader.decimal(node),
    _FLAG: lambda node, reader: reader.flag(node), _PATTERN: check_pattern, _PATTERNS: _patterns, _NAMED: _named, _SPAN: _span,
}
