"""# W401 term 过时或不当的用语

**查什么**：年度包 `words.yaml` 里的用语（过时提法、绝对化用语、港澳台与国（境）外表述等）。程度和改法也写在那里。

**为什么**：政策用语每年在变，沿用旧提法是退稿的常见原因。

**怎么改**：按提示替换；属于文件原名、引文的，用书名号或引号标出，或登记豁免。

**程度**：由年度包的 `words.yaml` 逐条规定。
"""

import re
from collections.abc import Iterator

from reportgen.core.document import Block, CaseBox, Chart, Grid, Photo, Text, inlines
from reportgen.core.finding import Finding, Severity
from reportgen.core.pack import Term
from reportgen.core.place import Place
from reportgen.core.report import Report
from reportgen.rules import Read
from reportgen.rules.places import department_at, shifted


def check(report: Report, read: Read) -> Iterator[Finding]:
    terms = tuple((term, re.compile(term.pattern), re.compile(term.unless) if term.unless else None)
                  for term in report.pack.terms)
    for block in report.document.blocks():
        for text, at in texts(block):
            for term, pattern, unless in terms:
                for match in pattern.finditer(text):
                    if not (unless and unless.search(text)):
                        yield _finding(report, term, match, at)


def texts(block: Block) -> Iterator[tuple[str, Place]]:
    """Every text a reader sees in a block, with its place: prose, captions, titles, alt texts."""
    for inline in inlines(block):
        if isinstance(inline, Text):
            yield inline.text, inline.at
    if isinstance(block, Chart | Grid | Photo):
        yield block.caption, block.at
    if isinstance(block, CaseBox):
        yield block.title, block.at
        yield block.subtitle, block.at


def _finding(report: Report, term: Term, match: re.Match[str], at: Place) -> Finding:
    hint = f"改为“{term.instead}”" if term.instead else "删去或改写"
    return Finding("W401", "term", Severity(term.severity), f"用语“{match.group()}”：{term.reason}",
                   at=shifted(at, match.start(), match.end()), hint=f"{hint}（{term.code}）",
                   department=department_at(report, at))
