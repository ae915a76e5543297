"""# I501 personal-data 个人信息

**查什么**：全部文字（正文、案例、题注、表格、画面说明，成品文件里还有批注、隐藏文字和文件属性）里的居民身份证号（校验位对的，或前面写着“身份证”的）、手机号、银行卡号，以及年度包规定的护照号、学籍号等。全角、空格、连字符写法同样认得。

**为什么**：年报向社会公开，个人信息保护法第二十五条不允许；一经发布无法收回。

**怎么改**：删去。公开的值班电话可在 `project.yaml` 的 `allowed` 中登记。这一条不能豁免。
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from reportgen.core.finding import Finding, Severity
from reportgen.core.manuscript import Manuscript, Passage
from reportgen.core.rulebook import Requirement
from reportgen.rules.wordings import asked, compiled

EACH = True
_RUN = re.compile(r"(?<![\d.])\d(?:[ \-－—]?[\dXx]){10,20}(?![\d.])")
_HASH = re.compile(r"(?<![\dA-Za-z])(?=\d*[a-f])[\da-f]{12,}(?![\dA-Za-z])")  # ids of snapshots and hashes: their digits mean nothing
_PHONE = re.compile(r"(?:86)?1[3-9]\d{9}")
_ID_WORDS = re.compile(r"身份证|证件号")
_REACH = 12
_CARD_WORDS = re.compile(r"银行|账号|帐号|卡号|开户|账户")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check_text(text: Manuscript) -> Iterator[Finding]:
    rule = next(iter(asked(text, "personal-data")), None)
    secret = tuple(dict(rule.get("secret", {})).items()) if rule else ()
    for passage in text.passages:
        for start, end, what in personal(passage.text, secret):
            if not any(allowed in passage.text[start:end] for allowed in text.project.allowed):
                yield _finding(rule, passage, start, end, what)


@lru_cache(maxsize=1 << 15)
def personal(text: str, secret: tuple[tuple[str, str], ...] = ()) -> tuple[tuple[int, int, str], ...]:
    """Where personal data stand in a text, and what they are; offsets in the text as given. secret: further kinds by name, as patterns."""
    return tuple(_personal(text, secret))


def veiled(text: str) -> str:
    """The text with marks in place of personal data, for messages that quote it."""
    for start, end, _ in reversed(personal(text)):
        text = f"{text[:start]}＊＊＊{text[end:]}"
    return text


def _personal(text: str, secret: tuple[tuple[str, str], ...]) -> Iterator[tuple[int, int, str]]:
    folded = "".join(one if len(one := unicodedata.normalize("NFKC", c)) == 1 else c for c in text)
    hashes = [match.span() for match in _HASH.finditer(folded)]
    for match in _RUN.finditer(folded):
        if any(start <= match.start() and match.end() <= end for start, end in hashes):
            continue
        code = re.sub(r"[^0-9Xx]", "", match.group()).upper()
        if what := _kind(code, folded, folded[max(0, match.start() - _REACH):match.start()]):
            yield match.start(), match.end(), what
    for what, pattern in secret:
        for match in compiled(pattern).finditer(folded):
            yield match.start(), match.end(), what


def _kind(code: str, context: str, before: str) -> str | None:
    if len(code) == 18 and (identity(code) or _dated(code) and _ID_WORDS.search(before)):
        return "身份证号"
    if len(code) == 15 and _ID_WORDS.search(before):
        return "身份证号"
    if _PHONE.fullmatch(code):
        return "手机号"
    if 16 <= len(code) <= 19 and code.isdigit() and (_CARD_WORDS.search(before) or _luhn(code) and (code.startswith("62") or _CARD_WORDS.search(context))):
        return "银行卡号"
    return None


def identity(code: str) -> bool:
    """Whether 18 characters are a citizen's identity number: date of birth and check digit (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(code, _WEIGHTS, strict=False)) if _dated(code) else -1
    return total >= 0 and "10X98765432"[total % 11] == code[17]


def _dated(code: str) -> bool:
    """Whether 18 characters hold a date of birth where an identity number has it."""
    try:
        return code[:17].isdigit() and date(int(code[6:10]), int(code[10:12]), int(code[12:14])).year >= 1900
    except ValueError:
        return False


def _luhn(code: str) -> bool:
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(code)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _finding(rule: Requirement | None, passage: Passage, start: int, end: int, what: str) -> Finding:
    """An error whatever the pack says, with neither the data nor their surroundings in it."""
    return Finding("I501", "personal-data", Severity.ERROR, f"出现{what}（为保护个人信息，此处不显示）", at=passage.place(start, end),
                   hint="删去；确属公开电话的，在 project.yaml 的 allowed 中登记", department=passage.department, rule=rule.code if rule else "",
                   basis=rule.source if rule else "", block=True, secret=True)
