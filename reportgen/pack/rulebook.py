"""bases.yaml, rules.yaml, words.yaml, style.yaml, papers.yaml: what a report of the year must be, and how it must be written.

    bases.yaml    gb15835: {title: GB/T 15835—2011《出版物上数字用法》, link: https://…, confidence: medium, checked_on: 2026-11-24}
    rules.yaml    要点-党建: {check: missing-point, level: warning, basis: notice, clause: 重点, point: 党的建设, any: [党建, 党的建设]}
    words.yaml    - {code: 过时-岗位实习, pattern: 顶岗实习, instead: 岗位实习, reason: 现称岗位实习, severity: error, basis: interns}
    style.yaml    the same as words.yaml, for numbers, punctuation and units, each naming its `check`
    papers.yaml   国家职业教育改革实施方案: {number: 国发〔2019〕4号, short: [职教20条]}

A later year, or a province, changes a rule by its code, and turns one off with `level: off`.

P137 unknown-check   a rule names a kind of check that there is not
P138 unknown-basis   a rule rests on a standard that bases.yaml does not know
P139 unsafe-fix      a replacement that is more than spaces and punctuation
"""

import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from reportgen.core.pack import frozen
from reportgen.core.rulebook import Basis, Paper, Requirement, Term, Weight
from reportgen.pack.citation import CONFIDENCE
from reportgen.pack.demands import KINDS, check_pattern, keys, read_values
from reportgen.yamlplaces import Node, Reader

WORDING = ("term", "leftover", "secret-word", "number-form", "punctuation", "stray-space", "unit-form", "contact", "sensitive-field", "named-person", "advertising")
WHERE = ("body", "heading", "title", "caption", "cell", "alt", "note", "item", "box", "running", "comment", "hidden", "statement")
_COMMON = ("level", "basis", "clause", "covers")
_WEIGHTS = tuple(str(one) for one in Weight)


def read_bases(nodes: Mapping[str, Node], reader: Reader) -> Mapping[str, Basis]:
    """The standards by id."""
    return frozen({id: _basis(id, node, reader) for id, node in nodes.items()})


def _basis(id: str, node: Node, reader: Reader) -> Basis:
    fields = reader.fields(node, ("title", "confidence", "checked_on"), ("link",))
    return Basis(id, reader.text(fields.get("title")), reader.text(fields.get("link")),
                 reader.choice(fields.get("confidence"), CONFIDENCE, "low"), reader.day(fields.get("checked_on")))


def read_requirements(nodes: Mapping[str, Node], bases: Mapping[str, Basis], reader: Reader) -> tuple[Requirement, ...]:
    """The demands on the whole, in file order."""
    made = (_requirement(code, node, bases, reader) for code, node in nodes.items())
    return tuple(one for one in made if one is not None)


def _requirement(code: str, node: Node, bases: Mapping[str, Basis], reader: Reader) -> Requirement | None:
    named = node.get("check")
    check = reader.text(named)
    if check not in KINDS:
        reader.fail(named.at if named is not None else node.at, f"规则“{code}”的 check“{check}”不是已有的检查", f"可用：{'、'.join(KINDS)}",
                    code="P137", name="unknown-check")
        return None
    must, may = keys(check)
    fields = reader.fields(node, ("check", "level", "basis", *must), ("clause", "covers", *may))
    return Requirement(check=check, values=read_values(check, fields, reader), at=node.at, **_common(code, fields, bases, reader))


def _common(code: str, fields: Mapping[str, Node], bases: Mapping[str, Basis], reader: Reader, level: str = "level") -> dict[str, object]:
    named = fields.get("basis")
    if named is not None and reader.text(named) not in bases:
        reader.fail(named.at, f"规则“{code}”的依据“{named.value}”没有登记", "在 bases.yaml 中登记它的名称和查对日期", code="P138", name="unknown-basis")
    return {"code": code, "level": Weight(reader.choice(fields.get(level), _WEIGHTS, str(Weight.ERROR))), "basis": bases.get(reader.text(named)),
            "clause": reader.text(fields.get("clause")), "covers": reader.texts(fields.get("covers"))}


def read_words(words: Mapping[str, Node], bases: Mapping[str, Basis], reader: Reader) -> tuple[Term, ...]:
    """The terms in file order."""
    return tuple(_term(code, node, bases, reader) for code, node in words.items())


def _term(code: str, node: Node, bases: Mapping[str, Basis], reader: Reader) -> Term:
    fields = reader.fields(node, ("pattern", "reason", "severity"), ("code", "check", "instead", "unless", "where", "fix", *_COMMON[1:]))
    for key in ("pattern", "unless"):
        if key in fields:
            check_pattern(fields[key], reader)
    fix = node.get("fix")
    return Term(check=reader.choice(fields.get("check"), WORDING, "term"), pattern=reader.text(fields.get("pattern")),
                reason=reader.text(fields.get("reason")), instead=reader.text(fields.get("instead")), unless=reader.text(fields.get("unless")),
                where=_where(fields.get("where"), reader), fix=_fix(fix, reader), at=node.at, **_common(code, fields, bases, reader, "severity"))


def _where(node: Node | None, reader: Reader) -> tuple[str, ...]:
    for one in node if node is not None and isinstance(node.value, tuple) else (node,):
        reader.choice(one, WHERE)
    return reader.texts(node)


def _fix(node: Node | None, reader: Reader) -> str | None:
    """What may stand in its place; an empty text, in quotes, takes it away."""
    if node is None:
        return None
    text = reader.text(node)
    if any(unicodedata.category(character)[0] not in "PZ" and character not in "～\t" for character in text):
        reader.fail(node.at, f"fix 只能是空格和标点，“{text}”不是", "删去 fix，由人来改", code="P139", name="unsafe-fix")
        return None
    return text


def read_papers(nodes: Mapping[str, Node], reader: Reader) -> tuple[Paper, ...]:
    """The official documents by name."""
    return tuple(_paper(name, node, reader) for name, node in nodes.items())


def _paper(name: str, node: Node, reader: Reader) -> Paper:
    fields = reader.fields(node, (), ("number", "short")) if not node.empty else MappingProxyType({})
    return Paper(name, reader.text(fields.get("number")), reader.texts(fields.get("short")), node.at)


def in_force(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Those that are not turned off."""
    return tuple(one for one in terms if one.level is not Weight.OFF)
