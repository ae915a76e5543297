"""Waivers at work: which finding a waiver lets stand. A place is told by its words, so that it is found again when lines move."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reportgen.core.finding import Finding, Waiver


def waived(findings: Iterable[Finding], waivers: Iterable[Waiver], texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """The findings, each with the first waiver that lets it stand. texts: project path → text."""
    known = tuple(waivers)
    return tuple(replace(one, waived=next((waiver for waiver in known if not one.block and meets(waiver, one, texts)), None)) for one in findings)


def meets(waiver: Waiver, finding: Finding, texts: Mapping[str, str]) -> bool:
    """Whether the finding is of that kind, at that place."""
    if waiver.code not in (finding.code, finding.rule):
        return False
    if waiver.file and waiver.file != finding.at.file or not waiver.file and not _inside(waiver, finding):
        return False
    if waiver.figure and waiver.figure not in finding.figures and f"“{waiver.figure}”" not in finding.message:
        return False
    return not waiver.text or _says(waiver.text, finding, texts)


def _inside(waiver: Waiver, finding: Finding) -> bool:
    """Whether the finding is below the waiver's folder; one without a file is anywhere if the waiver names a figure."""
    if not waiver.folder or finding.at.file.startswith(f"{waiver.folder}/"):
        return True
    return not finding.at.file and bool(waiver.figure)


def _says(text: str, finding: Finding, texts: Mapping[str, str]) -> bool:
    """Whether the words stand where the finding points: around the characters it marks, or anywhere in what it speaks of."""
    line, at = _line(finding, texts), finding.at
    if at.start is None or at.end is None or not line:
        return text in line or text in finding.message
    found = line.find(text)
    while found >= 0:
        if found < max(at.end, at.start + 1) and at.start < found + len(text):
            return True
        found = line.find(text, found + 1)
    return False


def _line(finding: Finding, texts: Mapping[str, str]) -> str:
    """The line or paragraph a finding points into; "" if it has none."""
    at = finding.at
    if at.line is not None and at.file in texts:
        lines = texts[at.file].splitlines()
        return lines[at.line - 1] if at.line <= len(lines) else ""
    return finding.excerpt
