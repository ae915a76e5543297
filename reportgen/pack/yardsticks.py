"""What the college holds its figures against, beside the pack's standards: targets.yaml, peers.yaml, explanations.yaml.

    targets.yaml        2025: {毕业去向落实率: {value: 97, note: 学校“十四五”规划}}
    peers.yaml          - {college: 某职业学院, year: 2024, source: 该校年报, figures: {生师比: 16.4}}
    explanations.yaml   2025: {纵向到款额: {text: 原因, by: 科研处, date: 2025-11-20}}

Indicators are named by id, name or alias. All three files may be missing. Faults belong to the project's own files: A1xx.

A132 unknown-indicator   a name that means no indicator of the school
"""

import difflib
from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.core.finding import Finding
from reportgen.core.pack import Indicator, Pack, frozen
from reportgen.core.place import Place
from reportgen.core.yardstick import Peer, Reason, Target, Yardsticks
from reportgen.yamlplaces import Node, Reader, load

TARGETS, PEERS, REASONS = FILES = ("targets.yaml", "peers.yaml", "explanations.yaml")


def read_yardsticks(texts: Mapping[str, str], pack: Pack, kind: str = "") -> tuple[Yardsticks, tuple[Finding, ...]]:
    """All yardsticks of the pack's year. texts: project path → text. kind: of school, as standards distinguish them."""
    reading = _Reading(texts, pack)
    standards = {one.indicator: one for one in reversed(pack.benchmarks) if not one.applies_to or kind in one.applies_to}
    targets = {id: _target(id, node, reading.reader) for id, node in reading.of_year(TARGETS)}
    reasons = {id: _reason(id, node, reading.reader) for id, node in reading.of_year(REASONS)}
    made = Yardsticks(frozen(standards), frozen(targets), frozen(_latest(reading.peers(), pack.year)), frozen(reasons))
    return made, tuple(reading.reader.findings)


class _Reading:
    """The three files, and what their names of indicators mean."""

    def __init__(self, texts: Mapping[str, str], pack: Pack) -> None:
        self.reader, self.year = Reader(family="A"), pack.year
        self.files = {path: self._file(path, texts[path]) for path in FILES if path in texts}
        self.known: dict[str, Indicator] = {}
        for one in pack.indicators.values():
            for name in () if one.scoped else (one.id, one.name, *one.aliases):
                self.known.setdefault(name, one)

    def _file(self, path: str, text: str) -> Node:
        node, found = load(path, text, "A")
        self.reader.findings.extend(found)
        return node

    def of_year(self, path: str) -> Iterator[tuple[str, Node]]:
        """The year's entries of a file, by the indicator's id."""
        node = self.files.get(path)
        entries = node.get(str(self.year)) if node is not None else None
        return self.named(entries) if entries is not None else iter(())

    def named(self, node: Node) -> Iterator[tuple[str, Node]]:
        """The entries of a mapping whose keys are indicators, by id; unknown keys are told."""
        for name, entry in node.items():
            if name in self.known:
                yield self.known[name].id, entry
            else:
                self._unknown(name, node.keys[name])

    def _unknown(self, name: str, at: Place) -> None:
        near = difflib.get_close_matches(name, self.known, 2, 0.5)
        self.reader.fail(at, f"没有指标“{name}”", f"是不是{'、'.join(near)}？" if near else "查 reportgen figures 列出的名称",
                         code="132", name="unknown-indicator")

    def peers(self) -> Iterator[Peer]:
        """Every figure of every college."""
        for node in self.files.get(PEERS, ()):
            fields = self.reader.fields(node, ("college", "year", "source", "figures"))
            college, source = (self.reader.text(fields.get(key)) for key in ("college", "source"))
            for id, value in self.named(fields["figures"]) if "figures" in fields else ():
                number = self.reader.decimal(value)
                if number is not None:
                    yield Peer(college, self.reader.integer(fields.get("year")), id, number, source, value.at)


def _target(id: str, node: Node, reader: Reader) -> Target:
    fields = reader.fields(node, ("value",), ("note",))
    return Target(id, reader.decimal(fields.get("value"), Decimal(0)), reader.text(fields.get("note")), node.at)


def _reason(id: str, node: Node, reader: Reader) -> Reason:
    fields = reader.fields(node, ("text", "by", "date"))
    return Reason(id, *(reader.text(fields.get(key)) for key in ("text", "by", "date")), node.at)


def _latest(peers: Iterator[Peer], year: int) -> dict[str, tuple[Peer, ...]]:
    """By indicator, those of the latest year that anybody has published, this year's at most."""
    by_indicator: dict[str, list[Peer]] = {}
    for one in peers:
        if one.year <= year:
            by_indicator.setdefault(one.indicator, []).append(one)
    return {id: tuple(one for one in known if one.year == max(other.year for other in known)) for id, known in by_indicator.items()}
