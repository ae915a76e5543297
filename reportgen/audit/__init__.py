"""The audit: every figure of any document against the frozen snapshot; what is built, read again; typed figures, bound."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.audit.desk import Desk, open_desk
from reportgen.audit.files import open_text, read_file
from reportgen.audit.findings import contradictions
from reportgen.audit.judging import judge
from reportgen.audit.known import known_figures
from reportgen.core.audited import Audited
from reportgen.core.errors import Unreadable
from reportgen.core.finding import Finding, Severity, ordered
from reportgen.core.place import Place

__all__ = ["Audit", "Desk", "audit", "judge", "known_figures", "open_desk"]


@dataclass(frozen=True, slots=True)
class Audit:
    """Several documents judged together. data: their bytes, by name. findings: those of all, contradictions among them included.

    refused: how many could not be read at all.
    """

    documents: tuple[Audited, ...]
    data: dict[str, bytes]
    findings: tuple[Finding, ...]
    refused: int = 0


def audit(paths: Sequence[Path], desk: Desk, *, progress: Callable[[str, int, int], None] = lambda *_: None) -> Audit:
    """Every figure of these files, judged. A file that cannot be read is a finding; the others are still judged."""
    documents: list[Audited] = []
    data: dict[str, bytes] = {}
    refused: list[Finding] = []
    for done, (name, path) in enumerate(zip(_names(paths), paths, strict=True)):
        progress("核对文件", done, len(paths))
        try:
            data[name] = read_file(path)
        except Unreadable as stop:
            refused.append(Finding("E110", "unreadable-file", Severity.ERROR, stop.message, Place(name), stop.hint))
            continue
        document, why = open_text(name, data[name])
        refused += why
        if document is not None:
            documents.append(judge(name, document, desk))
    progress("核对文件", len(paths), len(paths))
    findings = (*refused, *(one for document in documents for one in document.findings), *contradictions(documents))
    return Audit(tuple(documents), data, ordered(findings), len(paths) - len(documents))


def _names(paths: Iterable[Path]) -> list[str]:
    """What each file is called: as the user typed it, where two have one name; else by its name alone."""
    known = list(paths)
    names = [path.name for path in known]
    return [path.name if names.count(path.name) == 1 else path.as_posix() for path in known]
