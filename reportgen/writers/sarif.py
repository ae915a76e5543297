"""Findings as SARIF 2.1.0, for editors and servers that show problems of many programs."""

import json
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from reportgen import __version__
from reportgen.core.finding import Finding, Severity, ordered
from reportgen.core.place import Place

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
Page = tuple[str, str, str]


def findings_sarif(findings: Iterable[Finding], pages: Mapping[str, Page]) -> str:
    """One run. pages: code → (name, title, page) of every rule; those that a finding names are described."""
    known = ordered(findings)
    codes = list(dict.fromkeys(one.code for one in known))
    rules = [_rule(code, *pages.get(code, (code, code, ""))) for code in codes]
    run = {"tool": {"driver": {"name": "reportgen", "version": __version__, "language": "zh-CN", "rules": rules}}, "columnKind": "unicodeCodePoints",
           "results": [_result(one, codes.index(one.code)) for one in known]}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _rule(code: str, name: str, title: str, page: str) -> dict[str, object]:
    return {"id": code, "name": name, "shortDescription": {"text": title or name}, "help": {"text": page.strip() or title or name}}


def _result(one: Finding, index: int) -> dict[str, object]:
    made: dict[str, object] = {"ruleId": one.code, "ruleIndex": index, "level": _LEVELS[one.severity],
                               "message": {"text": f"{one.message}。改法：{one.hint}" if one.hint else one.message},
                               "locations": [_location(one.at)] if one.at.file else [], "relatedLocations": [_location(place) for place in one.also if place.file],
                               "properties": {key: value for key, value in (("department", one.department), ("rule", one.rule), ("basis", one.basis),
                                                                            ("link", one.link), ("figures", list(one.figures))) if value}}
    if one.waived:
        made["suppressions"] = [{"kind": "external", "status": "accepted", "justification": f"{one.waived.reason}（{one.waived.by}，{one.waived.on}）"}]
    return made


def _location(at: Place) -> dict[str, object]:
    """A line of a text; of a workbook or a Word file, the place by its name."""
    physical: dict[str, object] = {"artifactLocation": {"uri": quote(at.file)}}
    if at.line is not None:
        region = {"startLine": at.line} | ({"startColumn": at.column} if at.column is not None else {})
        if at.column is not None and at.start is not None and at.end is not None:
            region["endColumn"] = at.column + at.end - at.start
        return {"physicalLocation": physical | {"region": region}}
    named = str(at).removeprefix(at.file)
    return {"physicalLocation": physical} | ({"logicalLocations": [{"name": named}]} if named else {})
