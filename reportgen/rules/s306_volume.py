"""# S306 volume 篇幅、图表、案例的数量

**查什么**：整份报告和各部分的字数、页数、图、表、照片、案例的数量，是否在年度包 `rules.yaml` 规定的范围内（`check: volume`）。成品文件查字数和页数。

**为什么**：太单薄说不清成绩，太长没有人看；通知和省里常有数量要求。

**怎么改**：增删相应内容；要求变了的，改 `rules.yaml`。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from reportgen.core.document import Block, CaseBox, Chart, Document, Grid, Items, Paragraph, PartRole, Photo, Quote, length, nested, plain
from reportgen.core.finding import Finding
from reportgen.core.manuscript import Manuscript
from reportgen.core.place import Place
from reportgen.core.report import Report
from reportgen.core.rulebook import Requirement
from reportgen.rules import Read
from reportgen.rules.places import kind_of, required
from reportgen.rules.wordings import asked, told

_NAMES = {"words": ("正文", "字"), "charts": ("统计图", "个"), "tables": ("表", "个"), "photos": ("照片", "张"), "cases": ("案例", "个"), "pages": ("篇幅", "页")}
_KINDS = {Chart: "charts", Grid: "tables", Photo: "photos", CaseBox: "cases"}
_BODY = (PartRole.OVERVIEW, PartRole.PART)
_EACH = "*"


def check(report: Report, read: Read) -> Iterator[Finding]:
    for rule in required(report, "volume"):
        if rule.get("report", kind_of(report)) != kind_of(report):
            continue
        for title, blocks, at in _measured(report.document, str(rule.get("part", ""))):
            yield from _judged(rule, title, _counts(blocks), at if at.file else report.plan.at)


def check_file(text: Manuscript) -> Iterator[Finding]:
    kind = "enterprise" if text.scope else "school"
    for rule in asked(text, "volume") if text.whole else ():
        if not rule.get("part") and rule.get("report", kind) == kind:
            words = sum(length(one.text) for one in text.seen("body", "item"))
            counts = {"words": words} | ({"pages": text.facts.pages} if text.facts and text.facts.pages else {})
            yield from _judged(rule, "全文", counts, Place(text.name))


def _measured(document: Document, part: str) -> Iterator[tuple[str, list[Block], Place]]:
    """What a rule counts: the whole body, one part, or each numbered part."""
    parts = [(one, [block for section in one.sections for block in nested(section.blocks)]) for one in document.parts if one.role in _BODY]
    if not part:
        yield "全文", [block for _, blocks in parts for block in blocks], Place()
    for one, blocks in parts if part else ():
        title = plain(one.heading.children)
        if title == part or (part == _EACH and one.role is PartRole.PART):
            yield f"“{title}”部分", blocks, one.at


def _counts(blocks: Iterable[Block]) -> Mapping[str, int]:
    made = Counter(dict.fromkeys(("words", *_KINDS.values()), 0))
    for block in blocks:
        match block:
            case Paragraph(children=children) | Quote(children=children):
                made["words"] += length(plain(children))
            case Items(items=items):
                made["words"] += sum(length(plain(item)) for item in items)
            case Chart() | Grid() | Photo() | CaseBox():
                made[_KINDS[type(block)]] += 1
    return made


def _judged(rule: Requirement, title: str, counts: Mapping[str, int], at: Place) -> Iterator[Finding]:
    for key, (what, unit) in _NAMES.items():
        span = rule.get(key)
        if span is None or key not in counts:
            continue
        (least, most), count = span, counts[key]
        if (least is not None and count < least) or (most is not None and count > most):
            yield told(rule, "S306", "volume", f"{title}{what}{count}{unit}，要求{_span(least, most, unit)}", at=at, hint="增删相应内容，或按通知修改 rules.yaml")


def _span(least: Decimal | None, most: Decimal | None, unit: str) -> str:
    if least is not None and most is not None:
        return f"{least}—{most}{unit}"
    return f"至少{least}{unit}" if most is None else f"至多{most}{unit}"
