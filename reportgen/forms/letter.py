"""What the covering letter must hold to: its number, who signs it, its dates, its attachments. What is still blank is filled in by hand."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.core.report import Report
from reportgen.forms.template import ANSWERS
from reportgen.review.record import read_review
from reportgen.signoff import sections
from reportgen.workspace import Workspace

_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,}〔(?P<year>\d{4})〕[1-9]\d*号")
IMPRINT, IMPRINT_SIDES = "版记面", ("同面", "另面", "隔面")  # where 版记 stands: below the text, on the back of its last page, after a blank page
_DAY = re.compile(r"(\d{4})(?:-|年)(\d{1,2})(?:-|月)(\d{1,2})日?$")
_NOT_WORDS = re.compile(r"[\W_]+")


def approvals(workspace: Workspace, reports: Sequence[Report]) -> dict[str, str]:
    """When the reports were passed: the last signature on a section, the reviewer's decision; what has not happened is not there."""
    year = reports[0].figures.year
    signed = [str(entry["on"]) for piece in sections(workspace, year, reports).pieces.values() for entry in piece.signed.values()]
    decided = read_review(workspace, year, reports[0].pack).decision
    return ({"最后一节会签的日期": max(signed)} if signed else {}) | ({"合规审查作结论的日期": str(decided["on"])} if decided else {})


def letter_findings(told: Mapping[str, object], approved: Mapping[str, str]) -> Iterator[Finding]:
    """What is wrong with a letter's answers. approved: days of what must have happened before it, by what it was."""
    number = str(told.get("发文字号", "")).strip()
    if number and "\u3000" not in number and not _NUMBER.fullmatch(number):
        yield _finding("G111", "letter-number", f"发文字号“{number}”不合规定", "写成 机关代字〔年份〕顺序号号，如 某院〔2025〕12号：年份全称、六角括号，顺序号前不加“第”和0")
    if not told.get("签发人"):
        yield _finding("G112", "letter-signer", "上行文没有写签发人", "在 letter 下写 签发人: [姓名]；几个单位联合发文的，都写上")
    side = told.get(IMPRINT, "")
    if side not in ("", *IMPRINT_SIDES):
        yield _finding("G115", "letter-imprint", f"版记面“{side}”不认识", f"写 {'、'.join(IMPRINT_SIDES)} 中的一个，或不写，由程序排")
    days = {name: _day(str(told.get(name, "")), name) for name in ("成文日期", "印发日期", "报送期限")}
    yield from (one for one in days.values() if isinstance(one, Finding))
    known = {name: one for name, one in days.items() if isinstance(one, date)}
    if (day := known.get("成文日期")) is not None:
        yield from _misdated(day, known, approved, _NUMBER.fullmatch(number))


def _day(text: str, name: str) -> date | Finding | None:
    """The day; None if it is blank still; a finding if it is none."""
    if not text.strip() or "\u3000" in text:
        return None
    found = _DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else _no_day(name, text)
    except ValueError:
        return _no_day(name, text)


def _no_day(name: str, text: str) -> Finding:
    return _finding("G113", "letter-date", f"{name}“{text}”不是日期", "写成 2025-12-20 的样子，印成 2025年12月20日")


def _misdated(day: date, known: Mapping[str, date], approved: Mapping[str, str], number: re.Match[str] | None) -> Iterator[Finding]:
    for what, on in approved.items():
        if on > day.isoformat():
            yield _finding("G113", "letter-date", f"成文日期{day}早于{what}（{on}）", "成文日期写负责人签发的日期，在年报审定之后")
    if "报送期限" in known and day > known["报送期限"]:
        yield _finding("G113", "letter-date", f"成文日期{day}晚于报送期限{known['报送期限']}", "核对日期；确实逾期的，先与主管部门说明")
    if "印发日期" in known and day > known["印发日期"]:
        yield _finding("G113", "letter-date", f"印发日期{known['印发日期']}早于成文日期{day}", "印发日期写付印的日期，不早于成文日期")
    if number and int(number["year"]) != day.year:
        yield _finding("G111", "letter-number", f"发文字号的年份是{number['year']}，成文日期在{day.year}年", "文号按成文的年份编")


def imprint_findings(pages: Iterable[int]) -> Iterator[Finding]:
    """版记 that does not stand on an even page. pages: of each letter as printed."""
    for count in pages:
        if count % 2:
            yield _finding("G115", "letter-imprint", f"公文共{count}面，版记所在的最后一面是奇数面", "在 letter 下写 版记面: 同面（在正文最后一面）、另面（在它的背面）或 隔面（隔一空白面），再出一次")


def paper_findings(name: str, text: str, titles: Iterable[str], *, letter: bool) -> Iterator[Finding]:
    """A sealed paper whose text can be read, against what it goes with. titles: of the reports in the package; a letter lists them all, a statement is of one."""
    known = {title: _tight(title) in _tight(text) for title in titles}
    if letter:
        for title in (title for title, there in known.items() if not there):
            yield _finding("G114", "paper-unlike-package", f"盖章的公文里没有列出附件《{title}》", "核对附件说明；公文不对的重新制发，材料不全的补上", name)
    elif not any(known.values()):
        yield _finding("G114", "paper-unlike-package", "盖章的声明里的报告名称、年度与材料包里的报告都对不上", "核对题目和年度；不对的重新打印、签字、盖章", name)


def _tight(text: str) -> str:
    return _NOT_WORDS.sub("", text)


def _finding(code: str, name: str, message: str, hint: str, file: str = ANSWERS) -> Finding:
    return Finding(code, name, Severity.WARNING, message, Place(file), hint)
