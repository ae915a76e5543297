"""# S307 case-form 案例的写法

**查什么**：每个案例的字数、图片数、标题长短，有没有写到背景、做法、成效（按小标题和正文里的关键词认）。范围和关键词由年度包的 `rules.yaml` 规定。

**为什么**：案例要主题突出、言简意赅、图文并茂；没有成效的案例不会被采用。

**怎么改**：按提示增删；缺成效的，写出数据和变化。

**程度**：由年度包的 `rules.yaml` 规定。
"""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.core.document import CaseBox, Heading, Photo, inlines, length, plain
from reportgen.core.finding import Finding
from reportgen.core.report import Report
from reportgen.core.rulebook import Requirement
from reportgen.rules import Read
from reportgen.rules.places import required
from reportgen.rules.wordings import compiled, told


def check(report: Report, read: Read) -> Iterator[Finding]:
    boxes = [block for block in report.document.blocks() if isinstance(block, CaseBox)]
    for rule in required(report, "case-form"):
        for box in boxes:
            for problem, hint in _problems(rule, box):
                yield told(rule, "S307", "case-form", f"{box.number}“{box.title}”{problem}", at=box.at, hint=hint, department=box.department)


def _problems(rule: Requirement, box: CaseBox) -> Iterator[tuple[str, str]]:
    texts = [plain(tuple(inlines(block))) for block in box.blocks if not isinstance(block, Heading | Photo)]
    words = sum(map(length, texts))
    photos = sum(isinstance(block, Photo) for block in box.blocks)
    for count, span, what, unit in ((words, rule.get("words"), "正文", "字"), (photos, rule.get("photos"), "图片", "张"),
                                    (len(box.title), rule.get("title"), "标题", "字")):
        if span and not _within(count, span):
            yield f"{what}{count}{unit}，要求{_told(span)}{unit}", "增删相应内容"
    heads = "".join(plain(block.children) for block in box.blocks if isinstance(block, Heading))
    for name, pattern in dict(rule.get("sections", {})).items():
        if not compiled(pattern).search(heads or "".join(texts)):
            yield f"没有写“{name}”", f"补上“{name}”；小标题中要看得出来"


def _within(count: int, span: tuple[Decimal | None, Decimal | None]) -> bool:
    least, most = span
    return (least is None or count >= least) and (most is None or count <= most)


def _told(span: tuple[Decimal | None, Decimal | None]) -> str:
    least, most = span
    return f"{least}—{most}" if least is not None and most is not None else f"至少{least}" if most is None else f"至多{most}"
