"""# T322 mixed-units 同一种量用了几种单位写法

**查什么**：同一种单位的几种写法（如“平方米”与“㎡”）是否混用；同一个指标是否在几处用了不同的单位（万元与元）。有哪些写法由年度包的 `rules.yaml` 规定。

**为什么**：读者要来回换算，容易看错。

**怎么改**：全文统一；指标的单位用 `{{指标|万元}}` 指定成同一个。

**程度**：由年度包的 `rules.yaml` 规定。
"""

import re
from collections import Counter
from collections.abc import Iterator

from reportgen.core.document import Items, Number, Paragraph, Quote, inlines
from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.report import Report
from reportgen.core.rulebook import Requirement
from reportgen.core.unit import unit
from reportgen.rules import Read
from reportgen.rules.places import department_at, required
from reportgen.rules.wordings import asked, compiled, place, told

_PROSE = ("body", "item")
_VALUE = re.compile(r"[\d.]+(\D+)$")


def check_text(text: Manuscript) -> Iterator[Finding]:
    for rule in asked(text, "mixed-units"):
        for name, pattern in dict(rule.get("same", {})).items():
            yield from _spellings(rule, text, name, pattern)


def _spellings(rule: Requirement, text: Manuscript, name: str, pattern: str) -> Iterator[Finding]:
    met = [(passage, match) for passage in text.seen(*_PROSE) for match in compiled(pattern).finditer(passage.text)]
    counts = Counter(match[0] for _, match in met)
    typed = [(passage, match) for passage, match in met if passage.typed(*match.span()) and match[0] != counts.most_common(1)[0][0]]
    if len(counts) > 1 and typed:
        passage, match = typed[0]
        used = "、".join(f"“{spelling}”{count}处" for spelling, count in counts.most_common())
        yield told(rule, "T322", "mixed-units", f"{name}的单位写法不统一：{used}", hint=f"统一写成“{counts.most_common(1)[0][0]}”", **place(passage, *match.span()))


def check(report: Report, read: Read) -> Iterator[Finding]:
    for rule in required(report, "mixed-units"):
        yield from _figures(rule, report)


def _figures(rule: Requirement, report: Report) -> Iterator[Finding]:
    """Figures that prose prints in two units. Tables and data cards have units of their own."""
    first: dict[tuple[str, str], Number] = {}
    for block in report.document.blocks():
        for one in inlines(block) if isinstance(block, Paragraph | Items | Quote) else ():
            if isinstance(one, Number) and one.figure and not one.literal and (printed := _unit(one)) and one.at.file:
                before = first.setdefault((one.figure, one.scope), one)
                if _unit(before) != printed and unit(_unit(before)).of == unit(printed).of:
                    yield told(rule, "T322", "mixed-units", f"同一指标前面写“{before.text}”，这里写“{one.text}”", hint="统一单位", at=one.at, also=(before.at,),
                               figures=(one.figure,), department=department_at(report, one.at))


def _unit(number: Number) -> str:
    """The unit of a plain value as printed; "" for changes and the like."""
    found = _VALUE.match(number.text)
    return found[1] if found else ""
