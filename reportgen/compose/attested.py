"""attested.yaml beside sections and cases: who answers for the numbers that are not in the status data, and where they come from."""

import re
from collections.abc import Iterator, Mapping

from reportgen.compose import faults
from reportgen.core.finding import Finding
from reportgen.core.place import Place
from reportgen.core.plan import Attested, tight
from reportgen.yamlplaces import Node, Reader, load

ATTESTED_FILE = re.compile(r"((?:chapters|cases)/.+)/attested\.yaml$")
_LITERAL = re.compile(r"[{｛]{2}\s*literal\s*[:：]\s*([^}｝]*)[}｝]{2}", re.I)


def read_attested(texts: Mapping[str, str]) -> tuple[tuple[Attested, ...], tuple[Finding, ...]]:
    """Every attestation. texts: project path → text."""
    made: list[Attested] = []
    found: list[Finding] = []
    for path, text in texts.items():
        if match := ATTESTED_FILE.match(path):
            node, broken = load(path, text, "A")
            reader = Reader(broken, "A")
            made += [_one(one, match[1], reader) for one in node]
            found += reader.findings
    return tuple(made), (*found, *_unused(made, texts))


def _one(node: Node, folder: str, reader: Reader) -> Attested:
    fields = reader.fields(node, ("says", "source", "by", "on"))
    says = tuple(tight(one) for one in reader.texts(fields.get("says")))
    day = reader.day(fields.get("on")).isoformat() if "on" in fields else ""
    return Attested(folder, says, reader.text(fields.get("source")), reader.text(fields.get("by")), day, node.at)


def _unused(attested: list[Attested], texts: Mapping[str, str]) -> Iterator[Finding]:
    """Attested numbers that no text of the folder says any more."""
    said = {path: {tight(one) for one in _LITERAL.findall(text)} for path, text in texts.items()}
    for one in attested:
        here = set().union(*(words for path, words in said.items() if path.startswith(f"{one.folder}/")))
        if gone := [words for words in one.says if words not in here]:
            yield faults.UNUSED_ATTESTATION.at(one.at, f"正文里已没有{'、'.join(f'“{words}”' for words in gone)}", "从 says 中删去，或改成正文现在的写法")

