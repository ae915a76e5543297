"""# S305 word-count 字数超出约定

**查什么**：每节正文（不含图表和案例）的字数，是否在 `part.yaml` 的 `words: [最少, 最多]` 之内。

**为什么**：过短说不清，过长挤占篇幅；通知常限字数。

**怎么改**：增删文字，或请质量部门调整分工里的字数范围。

**程度**：警告，不妨碍终稿。
"""

from collections.abc import Iterator

from reportgen.core.document import Items, Paragraph, Quote, Section, length, plain
from reportgen.core.finding import Finding, Severity
from reportgen.core.report import Report
from reportgen.rules import Read
from reportgen.rules.places import sections


def check(report: Report, read: Read) -> Iterator[Finding]:
    written = sections(report)
    for part in report.plan.parts:
        for plan in part.sections:
            section = written.get(f"{part.id}/{plan.id}")
            if section is None or plan.words is None or not (count := words(section)):
                continue
            least, most = plan.words
            if not least <= count <= most:
                yield Finding("S305", "word-count", Severity.WARNING,
                              f"“{plan.title}”一节{count}字，约定{least}—{most}字", at=plan.at,
                              hint="增删正文，或调整 part.yaml 的 words", department=plan.lead)


def words(section: Section) -> int:
    """Characters of prose, blanks left out; charts, tables and cases do not count."""
    runs = []
    for block in section.blocks:
        if isinstance(block, Paragraph | Quote):
            runs.append(plain(block.children))
        elif isinstance(block, Items):
            runs.extend(plain(item) for item in block.items)
    return sum(map(length, runs))
