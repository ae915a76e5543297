"""# W403 policy-name 文件名称、文号有误

**查什么**：书名号里的名称，与年度包 `papers.yaml` 登记的文件只差一两个字、漏了几个字、或只换了末尾的“方案、意见、条例”等字；后面括号里的文号与登记的不同；同一文件在前后两处写了不同的文号。

**为什么**：文件名称写错，评审一眼就能看出没有查原文。

**怎么改**：按提示改成准确的名称和文号；确是另一份文件的，把它补进 `papers.yaml`。

**程度**：名称有误由年度包的 `rules.yaml` 规定；文号不符是警告。
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache

from reportgen.core.finding import Finding, Severity
from reportgen.core.manuscript import Manuscript, Passage
from reportgen.core.rulebook import Paper, Requirement
from reportgen.rules.wordings import asked, compiled, place, told

_QUOTED = re.compile(r"《([^《》\n]{4,60})》(?:[（(]([^（）()\n]{2,14}[〔\[（(【［]\d{4}[〕\]）)】］]第?\d+号)[）)])?")
_KIND = re.compile(r"(?:实施)?(?:条例|方案|意见|办法|规定|纲要|计划|通知|决定|标准|准则|规划|章程|细则|规范|指南)(?:（[^）]*）)?$")
_AUTHOR = re.compile(r"^(?:(?:中华人民共和国|中共中央|国务院|办公厅|教育部|等[\d一二三四五六七八九]+部门|国家发展改革委|人力资源(?:和)?社会保障部|财政部|、)+)?(?:印发)?(?:关于)?(?:印发)?")
_NEAR, _KEPT = 8, 0.7


def check_text(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "policy-name"):
        said: dict[str, str] = {}
        for passage in text.seen():
            for match in _QUOTED.finditer(passage.text):
                if passage.typed(*match.span()):
                    yield from _judged(rule, passage, match, text.pack.papers, said)


def _judged(rule: Requirement, passage: Passage, match: re.Match[str], papers: Iterable[Paper], said: dict[str, str]) -> Iterator[Finding]:
    name, number = match[1], match[2]
    known = next((one for one in papers if name in (one.name, *one.short) or _core(name) == _core(one.name)), None)
    if known is None and not compiled(str(rule.get("generic", "$^"))).search(name):
        meant = next((one for one in papers if misnamed(name, one, int(rule.get("edits", 2)))), None)
        if meant is not None:
            full = f"《{meant.name}》{f'（{meant.number}）' if meant.number else ''}"
            yield told(rule, "W403", "policy-name", f"文件名称“《{name}》”有误，应为{full}", hint=f"改为《{meant.name}》；确是另一份文件的，补进 papers.yaml",
                       **place(passage, *match.span()))
            return
    expected = known.number if known is not None and known.number else said.setdefault(name, number) if number else ""
    if number and expected and number != expected:
        yield replace(told(rule, "W403", "policy-name", f"《{name}》的文号“{number}”与{'登记的' if known else '前面写的'}“{expected}”不同",
                           hint=f"查对原文，改为（{expected}）", **place(passage, *match.span(2))), severity=Severity.WARNING)


@cache
def misnamed(name: str, paper: Paper, edits: int) -> bool:
    """Whether a name is meant to be that document's: another word for what kind it is, a slip of one or two characters, or words left out."""
    given = _core(name)
    for official in (paper.name, *paper.short):
        right = _core(official)
        if len(right) < _NEAR or re.sub(r"\D", "", given) != re.sub(r"\D", "", right) and re.search(r"\d", given):
            continue
        if _KIND.sub("", given) == _KIND.sub("", right) or _changed(given, right) <= edits:
            return True
        if len(given) >= _KEPT * len(right) and _left_out(given, right):
            return True
    return False


@cache
def _core(name: str) -> str:
    """The name without who issued it, 关于 and blanks."""
    return _AUTHOR.sub("", re.sub(r"[-–~～]", "—", re.sub(r"[\s“”]", "", name)).replace("(", "（").replace(")", "）"))


def _changed(one: str, other: str) -> int:
    """How many characters differ."""
    if abs(len(one) - len(other)) > 4:
        return 99
    return sum(max(b - a, d - c) for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes() if tag != "equal")


def _left_out(given: str, right: str) -> bool:
    """Whether it is the right name with words missing."""
    rest = iter(right)
    return len(given) < len(right) and all(character in rest for character in given)
