"""words.yaml: words to avoid, as patterns with a reason and a remedy."""

import re
from collections.abc import Mapping

from reportgen.core.finding import Severity
from reportgen.core.pack import Term
from reportgen.yamlplaces import Node, Reader

_SEVERITIES = tuple(str(one) for one in Severity)


def read_words(words: Mapping[str, Node], reader: Reader) -> tuple[Term, ...]:
    """The terms in file order."""
    return tuple(_term(code, node, reader) for code, node in words.items())


def _term(code: str, node: Node, reader: Reader) -> Term:
    fields = reader.fields(node, ("pattern", "reason", "severity"), ("code", "instead", "unless"))
    for key in ("pattern", "unless"):
        if key in fields:
            _check_pattern(fields[key], reader)
    return Term(code, reader.text(fields.get("pattern")), reader.text(fields.get("instead")), reader.text(fields.get("reason")),
                reader.choice(fields.get("severity"), _SEVERITIES, "error"), reader.text(fields.get("unless")))


def _check_pattern(node: Node, reader: Reader) -> None:
    try:
        re.compile(reader.text(node))
    except re.error as error:
        reader.fail(node.at, f"“{node.value}”不是合法的正则表达式（第 {(error.pos or 0) + 1} 个字符处）", "括号成对；特殊符号前加 \\")
