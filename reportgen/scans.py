"""What can be told of a signed page that was scanned: whether it can be read at all, and what somebody read off it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from reportgen.core.document import Photo
from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.core.report import Report

_SMALLEST = 1000  # dots of a page's short side: 120 to an inch of A4
_NOT_WORDS = re.compile(r"[\W_]+")


def scan_findings(report: Report, page: Photo, at: Place, on: str) -> Iterator[Finding]:
    """What is wrong with the signed statement of a report. Nobody here sees what stands on a picture: a person reads it off, and that is compared.

    at: the picture's place. on: the day of the final report, "" if it is not known.
    """
    if min(page.width, page.height) < _SMALLEST or page.width > page.height:
        yield _finding(Severity.WARNING, f"声明扫描页{page.width}×{page.height}点，{'是横的' if page.width > page.height else '太小，签字和印章看不清'}", at,
                       "按 A4 竖放、300 dpi 重新扫描")
    told = _read_off(report)
    if told is None:
        yield _finding(Severity.WARNING, "声明扫描页上写的没有抄录，题目、年度、日期没有核对", report.plan.at, f"照着扫描页抄在 statement 下：{_sample(report)}")
        return
    for message in _differences(report, told, on):
        yield _finding(Severity.ERROR, f"声明扫描页{message}", report.plan.at, "抄错的改 on_scan；页上就是这样的，重新打印、签字、盖章、扫描", also=(at,))


def _read_off(report: Report) -> Mapping[str, str] | None:
    known: Mapping[str, Mapping[str, str]] = report.plan.statement.get("on_scan", {})  # type: ignore[assignment]
    return known.get(_subject(report))


def _subject(report: Report) -> str:
    """The id of the enterprise the report is about; "" for the school's own."""
    return next((one.id for one in report.project.enterprises if one.name == report.document.scope), "")


def _sample(report: Report) -> str:
    subject = _subject(report)
    fields = f"{{title: 页上的报告名称, year: {report.pack.edition.label}, date: 页上的日期（如 {report.pack.edition.publish_year}-12-01）}}"
    return f"on_scan: {{{subject}: {fields}}}" if subject else f"on_scan: {fields}"


def _differences(report: Report, told: Mapping[str, str], on: str) -> Iterator[str]:
    title, label = report.document.title, report.pack.edition.label
    if _tight(told["title"]) not in (_tight(title), _tight(title + report.document.subtitle)):
        yield f"的题目是“{told['title']}”，报告是“{title}”"
    if _tight(told["year"]).removesuffix("年度").removesuffix("年") != _tight(label).removesuffix("年度").removesuffix("年"):
        yield f"写的是“{told['year']}”，报告是“{label}”"
    if on and told["date"] > on:
        yield f"签于{told['date']}，晚于终稿的日期{on}"


def _tight(text: str) -> str:
    """Words without blanks, brackets and stops, in one width."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text))


def _finding(severity: Severity, message: str, at: Place, hint: str, also: tuple[Place, ...] = ()) -> Finding:
    return Finding("H736", "scan-unlike-report", severity, message, at, hint, also=also)
