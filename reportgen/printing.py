"""Word files of people, finished by hand, on their way to PDF: past the gate, audited, verified, printed as they are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.audit import audit, open_desk
from reportgen.audit.files import read_file
from reportgen.core.audited import Audited
from reportgen.core.errors import Unreadable
from reportgen.core.finding import Finding, Severity, errors, ordered
from reportgen.core.place import Place
from reportgen.intake.drafts.gate import open_document
from reportgen.returned import Proof, proved
from reportgen.workspace import Workspace
from reportgen.writers.printing import Manuscript, Sheet, available, print_word
from reportgen.writers.printing.alternatives import redescribed

_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_HARMLESS = (b"/hyperlink", b"/attachedTemplate")  # an address to click on, the template's name: nothing that a printer fetches
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of the file. sheet: None if it was not printed, because of the errors among the findings. proof: what it is, of a file of this project."""

    sheet: Sheet | None
    documents: tuple[Audited, ...]
    findings: tuple[Finding, ...]
    proof: tuple[str, ...] = ()


def print_file(workspace: Workspace, path: Path, year: int | None = None, *, anyway: bool = False) -> Printed:
    """The PDF of exactly that .docx. anyway: although figures in it are wrong.

    Raises: Unavailable if LibreOffice is not installed; Unreadable if the file is no Word file, or not a safe one.
    """
    program = available()
    manuscript = open_manuscript(path.name, read_file(path))
    audited = audit([path], open_desk(workspace, year))
    proof = proved(workspace, path.name, manuscript.data) or Proof(())
    found = ordered((*(one for one in audited.findings if not proof.vouches(one.at.paragraph, one.excerpt[one.at.start:one.at.end])), *proof.findings))
    if errors(found) and not anyway:
        return Printed(None, audited.documents, found, proof.lines)
    whole = replace(manuscript, parts=redescribed(manuscript.parts, proof.lost)) if proof.lost else manuscript
    sheet = print_word([whole], program=program)[0]
    restored = (f"保存时丢了的{len(proof.lost)}幅图的替代文字，按工作稿补进了 PDF",) if proof.lost else ()
    return Printed(sheet, audited.documents, ordered((*found, *_undescribed(path.name, sheet.undescribed))), (*proof.lines, *restored))


def _undescribed(name: str, count: int) -> Iterator[Finding]:
    if count:
        yield Finding("N110", "no-alternative", Severity.WARNING, f"{count}幅图没有替代文字，PDF 里读屏软件读不出", Place(name),
                      "在 Word 中右键单击图片或图表，“查看可选文字”，写上图的内容；或发布程序生成的 PDF")


def open_manuscript(name: str, data: bytes) -> Manuscript:
    """The file, past the gate. Raises: Unreadable, saying why it is refused."""
    parts, refused = open_document(name, data)
    found = refused or tuple(_outside(name, parts or {}))
    if found:
        raise Unreadable(found[0].message, at=found[0].at, hint=found[0].hint, findings=found)
    return Manuscript(name, data, parts or {})


def _outside(name: str, parts: Mapping[str, bytes]) -> Iterator[Finding]:
    """Pictures and objects that are not in the file: a printer would fetch them from wherever the file says."""
    for part in sorted(one for one in parts if one.endswith(".rels")):
        for relation in _RELATION.findall(parts[part]):
            if b'"External"' in relation and not any(kind in relation for kind in _HARMLESS):
                target = (re.search(rb'Target="([^"]*)"', relation) or [b"", b""])[1].decode("utf-8", "replace")
                yield Finding("N109", "outside-content", Severity.ERROR, f"文件里有链接到文件以外的图片或对象（{target[:_SHOWN]}），不打开", Place(name),
                              "在 Word 中“文件—信息—编辑指向文件的链接”，断开链接；图片删去后重新插入（不选“链接到文件”）")
