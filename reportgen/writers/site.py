"""The pages of a school's information-disclosure column: no script, no request, readable on any screen and by any reader."""

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.core.errors import Unreadable
from reportgen.core.period import Period, PeriodKind
from reportgen.core.place import Place
from reportgen.writers.opendata import FIELDS

KINDS = ("数据疑问", "内容有误", "意见建议", "其他")
_Row = Mapping[str, object]


class Pages:
    """Renders the pages of one site. issues: issue.json of every year, the latest first. style: the style sheet's text."""

    def __init__(self, template: str, style: str, issues: Sequence[_Row], column: object, *, address: str = "", label: str = "") -> None:
        environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True)
        environment.globals["size"] = size
        self._label, self._address = label, address
        try:
            self._template = environment.from_string(template)
        except TemplateError as fault:
            raise self._wrong(fault) from None
        self._issues = [{**one, "on_words": day(str(one["on"]))} for one in issues]
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        csp = f"default-src 'none'; style-src 'sha256-{digest}'; form-action mailto:; base-uri 'none'"
        self._common = {"issues": self._issues, "column": column, "style": Markup(style), "csp": csp}

    def home(self) -> bytes:
        """The column's own page."""
        return self._page("home", "index.html", str(self._issues[0]["school"]) + str(getattr(self._common["column"], "title", "")))

    def year(self, year: int) -> bytes:
        """A year's reports and data."""
        issue = self._issue(year)
        return self._page("year", f"{year}/index.html", f"{issue['edition']}报告", issue=issue)

    def data(self, year: int, figures: Sequence[_Row]) -> bytes:
        """A year's figures with their definitions, and what the data files hold."""
        issue = self._issue(year)
        rows: dict[str, list[_Row]] = {}
        for one in figures:
            rows.setdefault(str(one["scope"]), []).append({**one, "when": when(one)})
        return self._page("data", f"{year}/data.html", f"{issue['edition']}数据与数据字典", issue=issue, figures=rows, fields=FIELDS)

    def feedback(self, answers: Iterable[_Row]) -> bytes:
        """How to write to the school, and what it has answered in public."""
        told = [{**one, "on_words": day(str(one["on"]))} for one in answers]
        return self._page("feedback", "feedback.html", "意见反馈", answers=told, kinds=KINDS)

    def _issue(self, year: int) -> _Row:
        return next(one for one in self._issues if one["year"] == year)

    def _page(self, kind: str, path: str, title: str, **words: object) -> bytes:
        address = self._address + path.removesuffix("index.html") if self._address else ""
        page = {"kind": kind, "title": title, "up": "../" * path.count("/"), "address": address}
        try:
            return self._template.render({"issue": None, **self._common, **words, "page": page}).encode()
        except TemplateError as fault:
            raise self._wrong(fault) from None

    def _wrong(self, fault: TemplateError) -> Unreadable:
        return Unreadable(f"栏目页面的模板写错了：{fault.message}", at=Place(self._label, getattr(fault, "lineno", None)), hint="模板开头的说明列出了可用的变量")


def when(figure: _Row) -> str:
    """A figure's period as people say it."""
    told: Mapping[str, str] = figure["period"]  # type: ignore[assignment]
    return str(Period(PeriodKind(told["kind"]), date.fromisoformat(told["start"]), date.fromisoformat(told["end"])))


def day(iso: str) -> str:
    """2025-12-20 → 2025年12月20日"""
    on = date.fromisoformat(iso)
    return f"{on.year}年{on.month}月{on.day}日"


def size(count: int) -> str:
    """How large a file is, for people.

    >>> size(2_139_631), size(45_844), size(12)
    ('2.0 MB', '45 KB', '1 KB')
    """
    kilobytes = -(-count // 1024)
    return f"{count * 10 // 1_048_576 / 10:.1f} MB" if kilobytes >= 1024 else f"{kilobytes} KB"


def sitemap(address: str, pages: Iterable[tuple[str, str]]) -> bytes:
    """sitemap.xml. pages: path below the column's address, and the day it was published."""
    from xml.sax.saxutils import escape
    lines = [f"<url><loc>{escape(address + path)}</loc><lastmod>{on}</lastmod></url>" for path, on in pages]
    whole = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', *lines, "</urlset>", ""]
    return "\n".join(whole).encode()
