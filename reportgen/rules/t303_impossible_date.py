"""# T303 impossible-date 日期不存在，或编了虚位

**查什么**：“×年×月×日”在日历上有没有（如2月30日、13月）；月、日前面有没有补“0”。

**为什么**：错的日期连成文日期也保不住可信；公文的日期不编虚位。

**怎么改**：核对后改正；“01月05日”写成“1月5日”。

**程度**：由年度包的 `rules.yaml` 规定；补“0”是警告。
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from reportgen.core.finding import Finding, Severity
from reportgen.core.manuscript import Manuscript
from reportgen.rules.wordings import asked, place, told

EACH = True
_DATE = re.compile(r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?")
_LEAP = 2024  # a date without its year may be any that exists in a leap year


def check_text(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "impossible-date"):
        for passage in text.seen():
            for match in _DATE.finditer(passage.text):
                if not passage.typed(*match.span()):
                    continue
                if not _exists(match):
                    yield told(rule, "T303", "impossible-date", f"日历上没有“{match[0]}”", hint="核对后改正", **place(passage, *match.span()))
                elif match["month"].startswith("0") or (match["day"] or "").startswith("0"):
                    yield replace(told(rule, "T303", "impossible-date", f"“{match[0]}”的月、日前面不补“0”", hint="去掉“0”", **place(passage, *match.span())),
                                  severity=Severity.WARNING)


def _exists(match: re.Match[str]) -> bool:
    try:
        date(int(match["year"] or _LEAP), int(match["month"]), int(match["day"] or 1))
    except ValueError:
        return match["year"] is None and match["day"] is None  # 18个月 is a span, not a date
    return True
