"""What an audit leaves as files: review copies and the page."""

from pathlib import Path

from reportgen.audit import Audit
from reportgen.audit.desk import Desk
from reportgen.audit.origins import origins
from reportgen.core.errors import ReportgenError
from reportgen.core.figure import Figure
from reportgen.workspace import Workspace
from reportgen.writers.audit.page import audit_html
from reportgen.writers.audit.review import review_docx


def review_copies(workspace: Workspace, done: Audit, desk: Desk, out: str) -> list[tuple[str, bytes]]:
    """Path and bytes of the review copy of every Word file: `out`, or in the folder `out` if there are several.

    Raises: ReportgenError if none of the files is a Word file.
    """
    words = [one for one in done.documents if one.extract.format == "docx"]
    if not words:
        raise ReportgenError("没有可以加批注的 Word 文稿", hint="审阅稿只能由 .docx 生成；其他文件用 --html 或 --xlsx")
    known = origins(workspace, desk, _wrong(done))
    date = f"{desk.pack.edition.publish_year}-12-31T00:00:00Z"
    folder = len(words) > 1 or Path(out).is_dir()
    return [(str(Path(out) / f"{Path(one.file).stem}（核对）.docx") if folder else out,
             review_docx(done.data[one.file], one, known, date=date, snapshot=desk.figures.snapshot)) for one in words]


def page(workspace: Workspace, done: Audit, desk: Desk) -> bytes:
    """The page of all files."""
    meant = [one.figure for document in done.documents for one in document.measures() if one.figure is not None]
    return audit_html(done.documents, desk.figures, origins(workspace, desk, meant), school=desk.project.school, label=desk.pack.edition.label,
                      rounding=desk.pack.rounding)


def _wrong(done: Audit) -> list[Figure]:
    return [one.figure for document in done.documents for one in document.measures() if one.code and one.figure is not None]

