"""Findings as a part of the draft: what is still open stands at its end."""

from collections.abc import Iterable
from dataclasses import replace

from reportgen.core.document import Cell, Document, Grid, Heading, Paragraph, Part, PartRole, Role, Section, Text
from reportgen.core.finding import Finding, Severity, ordered

_LABELS = {Severity.ERROR: "错误", Severity.WARNING: "警告"}
_HEAD = ("序号", "程度", "规则", "位置", "问题", "责任部门")


def with_open_findings(document: Document, findings: Iterable[Finding]) -> Document:
    """The document with a last part that lists the open findings; unchanged if none is open."""
    still_open = [one for one in ordered(findings) if one.waived is None and one.severity in _LABELS]
    if not still_open:
        return document
    heading = Heading(1, "", (Text("未决问题清单"),), "open-findings")
    intro = Paragraph((Text("本页仅见于草稿。以下问题在提交终稿前应当改正，或由负责人登记豁免。"),))
    part = Part("open-findings", PartRole.REMARKS, heading, (Section("open-findings/list", "未决问题清单", "", (intro, _grid(still_open))),))
    return replace(document, parts=(*document.parts, part))


def _grid(findings: list[Finding]) -> Grid:
    head = tuple(Cell((Text(title),), Role.HEAD) for title in _HEAD)
    body = tuple(_row(number, one) for number, one in enumerate(findings, 1))
    return Grid("open-findings-list", "", "未决问题", (head,), body, widths=(4, 4, 5, 16, 28, 9))


def _row(number: int, finding: Finding) -> tuple[Cell, ...]:
    words = (str(number), _LABELS[finding.severity], finding.code, str(finding.at), finding.message, finding.department or "—")
    roles = (Role.CENTRE, Role.CENTRE, Role.CENTRE, Role.TEXT, Role.TEXT, Role.CENTRE)
    return tuple(Cell((Text(word),), role) for word, role in zip(words, roles, strict=True))
