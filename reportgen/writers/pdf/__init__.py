"""The PDF: archival and accessible at once (PDF/A-3a, PDF/UA-1), set by Typst from the document tree, the same bytes each time."""

import json
from collections.abc import Callable, Mapping

from reportgen.core.document import Document, Heading, plain
from reportgen.core.errors import ReportgenError
from reportgen.core.look import Drawing, Look
from reportgen.core.pack import frozen
from reportgen.core.report import Report, Written
from reportgen.turns import Turns
from reportgen.writers.pdf.compiling import compile_pdf, creation_time, forget
from reportgen.writers.pdf.fonts import FAMILIES, missing_glyphs
from reportgen.writers.pdf.layout import Layout
from reportgen.writers.tree_json import figures_shown

__all__ = ["forget", "missing_glyphs", "pdf_setting", "write_pdf"]


def write_pdf(report: Report, look: Look, drawings: Mapping[str, Drawing], *,
              attachments: Mapping[str, tuple[bytes, str, str]] | None = None) -> Written:
    """The report as PDF.

    drawings: by chart id; a chart without one is printed as its data table.
    attachments: ASCII name → (bytes, media type, description), embedded as data of the report.
    Facts: pages; fonts; anchors (heading ids, "fig:…", "tab:…", "case:…" → page number as printed); headings with their pages.
    Raises: ReportgenError if something cannot be printed, with its place.
    """
    return pdf_setting(report, look, drawings, attachments=attachments)()


def pdf_setting(report: Report, look: Look, drawings: Mapping[str, Drawing], *,
                attachments: Mapping[str, tuple[bytes, str, str]] | None = None, turns: Turns | None = None) -> Callable[[], Written]:
    """The same in two: all that the interpreter has to do, and what is given back, which is Typst's work and goes on beside it.

    turns: blocks as laid out before.
    """
    turns = turns or Turns()
    _refuse_missing_glyphs(report, turns)
    sheet = Layout(report.document, look.styles, drawings, turns)
    given = attachments or {}
    _refuse_odd_names(given)
    files = {f"attached-{n}": data for n, (data, _, _) in enumerate(given.values(), 1)}
    listed = [{"name": name, "file": file, "mime": mime, "description": description}
              for file, (name, (_, mime, description)) in zip(files, given.items(), strict=True)]
    figures = figures_shown(report.document)

    def set_by_typst() -> Written:
        front = json.dumps(sheet.front | {"attachments": listed}, ensure_ascii=False, sort_keys=True)
        printed = compile_pdf(look, {"report": front, "body": sheet.body}, sheet.files | files,
                              created=creation_time(report.pack.edition.publish_year), captions=sheet.captions)
        return Written("pdf", printed.data, frozen({**printed.facts, "headings": _headings(report.document, printed.facts["anchors"]),
                                                    "fonts": FAMILIES, "figures": figures}))
    return set_by_typst


def _headings(document: Document, pages: Mapping[str, int]) -> tuple[Mapping[str, object], ...]:
    return tuple(frozen({"id": one.id, "level": one.level, "text": one.label + plain(one.children), "page": pages[one.id]})
                 for one in document.blocks() if isinstance(one, Heading) and one.id in pages)


def _refuse_missing_glyphs(report: Report, turns: Turns) -> None:
    found = missing_glyphs(report.document, turns)
    if found:
        more = f"（另有{len(found) - 1}个字符同样缺字形）" if len(found) > 1 else ""
        raise ReportgenError(found[0].message + more, at=found[0].at, hint=found[0].hint)


def _refuse_odd_names(attachments: Mapping[str, object]) -> None:
    for name in attachments:
        if not (name.isascii() and name.isprintable() and "/" not in name):
            raise ReportgenError(f"PDF 附件名“{name}”含有非英文字符，部分阅读器会显示乱码", hint="附件名只用英文字母、数字、- 和 _")
