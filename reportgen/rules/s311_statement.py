"""# S311 statement 内容真实性责任声明

**查什么**：学校年报有没有责任声明；声明是否写了学校名称、报告名称、对真实完整准确负责、签名和盖章的位置（`rules.yaml` 的 `says`）；声明里的报告名称、年度与封面是否一致。成品文件也查。

**为什么**：没有声明，或声明与封面对不上，上报系统直接退回。

**怎么改**：在 `report.yaml` 的 `statement` 里补上；成品文件里补上声明页。

**程度**：由年度包的 `rules.yaml` 规定。
"""

import re
from collections.abc import Iterator

from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.place import Place
from reportgen.core.report import Report
from reportgen.core.rulebook import Requirement
from reportgen.rules import Read
from reportgen.rules.places import kind_of, required
from reportgen.rules.wordings import asked, compiled, told

_TITLE = re.compile(r"^\s*(?:内容)?真实性?(?:责任)?声\s*明|^\s*(?:内容)?真实性责任声明|^\s*责\s*任\s*声\s*明")
_REACH = 12  # passages of a file that a statement can have
_NAMED = re.compile(r"《([^《》]*年度报告[^《》]*)》")
_YEAR = re.compile(r"20\d\d")


def check(report: Report, read: Read) -> Iterator[Finding]:
    document, at = report.document, report.plan.at
    for rule in required(report, "statement") if kind_of(report) in ("school", "enterprise") else ():
        if document.statement is None:
            yield told(rule, "S311", "statement", "没有内容真实性责任声明", at=at, hint="在 report.yaml 中写 statement（题目、正文、签名行）")
            continue
        words = "\n".join((document.statement.title, *document.statement.paragraphs, *document.statement.signatures))
        yield from _judged(rule, words, document.organisation, document.title + document.subtitle, at)


def check_file(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "statement") if text.whole else ():
        seen = list(text.seen())
        start = next((n for n, one in enumerate(seen) if _TITLE.match(one.text) and len(one.text) < 20), None)
        if start is None:
            yield told(rule, "S311", "statement", "没有找到内容真实性责任声明", at=Place(text.name), hint="补上声明页；用扫描页的，把声明的题目也写成文字")
        else:
            words = "\n".join(one.text for one in seen[start:start + _REACH])
            yield from _judged(rule, words, text.scope or text.project.school, text.title, seen[start].at)


def _judged(rule: Requirement, words: str, owner: str, title: str, at: Place) -> Iterator[Finding]:
    for what, pattern in dict(rule.get("says", {})).items():
        if not compiled(pattern.replace("{school}", re.escape(owner))).search(words):
            yield told(rule, "S311", "statement", f"责任声明里没有“{what}”", at=at, hint="补上；按通知的声明格式写")
    for name in _NAMED.findall(words):
        if title and (_plain(name) not in _plain(title) and _plain(title) not in _plain(name) or _years(name, title)):
            yield told(rule, "S311", "statement", f"责任声明里的报告名称《{name}》与封面“{title}”不一致", at=at, hint="改成与封面完全一致")


def _plain(text: str) -> str:
    return re.sub(r"[\s（）()]|\d{4}年?度?", "", text)


def _years(one: str, other: str) -> bool:
    """Whether both name a year, and not the same."""
    return bool(_YEAR.search(one) and _YEAR.search(other) and set(_YEAR.findall(one)) != set(_YEAR.findall(other)))
