"""A look tried: the small report through all three writers; what they refuse, and what of the report a reader does not find."""

import re
from collections.abc import Callable, Iterator

from reportgen.core.design import CLASSES, FACTS, LIBRARY, PAGE
from reportgen.core.document import CaseBox, Cards, Chart, Grid, Heading, Paragraph, Part, plain
from reportgen.core.errors import ReportgenError
from reportgen.core.finding import Finding, Severity
from reportgen.core.look import Look
from reportgen.core.place import Place
from reportgen.core.report import Report, Written
from reportgen.looks.trial import trial
from reportgen.reading.extract import extract

_BASES = {"pdf": "report.typ", "html": "report.html.j2", "docx": "base.docx"}
_REMEDIES = {"pdf": f"report.typ 用 #import \"{LIBRARY}\" 引入各版式共用的排法，最后一行调用 #report(cover: cover)；不用它的，自己排出全部内容，并给出 {FACTS}",
             "html": f"report.html.j2 用 {{% extends \"{PAGE}\" %}}；自己写的，每种块都要印", "docx": "封面以外的内容由程序写；检查 base.docx 里有没有隐藏文字的样式"}
_MINE = re.compile(r"[\s\u3000]")


def proofs(folder: str, look: Look, year: int, *, word: bool) -> Iterator[Finding]:
    """Every writer tried in turn. folder: of the look, as findings name it. year: of the trial. word: base.docx is worth a trial."""
    report = trial(year, cards="cards" in look.styles)
    for kind, write in _writers(report, look).items():
        if kind == "docx" and not word:
            continue
        file = f"{folder}/{_BASES[kind]}"
        try:
            made = write()
        except ReportgenError as fault:
            yield Finding("Y120", "writer-refuses", Severity.ERROR, f"试排 {kind.upper()} 没有成功：{fault.message}", fault.at if fault.at.file else Place(file), fault.hint)
            continue
        yield from _lost(kind, report, made, file)
        if kind == "html":
            yield from _undressed(made.data.decode("utf-8"), file)


def _writers(report: Report, look: Look) -> dict[str, Callable[[], Written]]:
    from reportgen.writers.charts import draw_chart
    from reportgen.writers.docx import write_docx
    from reportgen.writers.html import write_html
    from reportgen.writers.pdf import write_pdf
    drawings = {block.id: draw_chart(block, look) for block in report.document.blocks() if isinstance(block, Chart)}
    return {"docx": lambda: write_docx(report, look, drawings), "pdf": lambda: write_pdf(report, look, drawings), "html": lambda: write_html(report, look, drawings)}


def _lost(kind: str, report: Report, made: Written, file: str) -> Iterator[Finding]:
    """What was to be printed and is not found again."""
    read = _MINE.sub("", "".join(piece.text for piece in extract(f"trial.{kind}", made.data).pieces))
    missing = [what for what, words in _wanted(report) if _MINE.sub("", words) not in read]
    if missing:
        yield Finding("Y121", "text-not-printed", Severity.ERROR, f"试排的 {kind.upper()} 里没有印出：{'、'.join(dict.fromkeys(missing))}", Place(file), _REMEDIES[kind])


def _wanted(report: Report) -> Iterator[tuple[str, str]]:
    """What each thing is, and words of it that must be found."""
    document = report.document
    yield from (("封面的题目", document.title.removeprefix(document.organisation)), ("封面的年度", document.subtitle), ("编写单位", document.organisation),
                ("日期", document.date))
    if document.statement:
        yield from (("责任声明", words) for words in (document.statement.title, *document.statement.paragraphs, *document.statement.signatures[:1]))
    for part in document.parts:
        yield from _printed(part)


def _printed(part: Part) -> Iterator[tuple[str, str]]:
    for block in part.blocks():
        match block:
            case Heading():
                yield "标题", plain(block.children)
            case Paragraph():
                yield "正文", plain(block.children)
            case Grid() | Chart():
                yield "图表的题目", block.caption
            case CaseBox():
                yield from (("案例", words) for words in (block.title, block.subtitle, block.department))
            case Cards():
                yield from (("数据卡片", card.label) for card in block.cards)


def _undressed(page: str, file: str) -> Iterator[Finding]:
    """Classes that stand in the page and that its style sheet says nothing of."""
    dressed = "\n".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    for name, use in CLASSES.items():
        if re.search(rf'class="(?:[^"]* )?{name}[ "]', page) and not re.search(rf"\.{name}\b", dressed):
            yield Finding("Y122", "class-without-style", Severity.WARNING, f"网页的样式里没有 .{name}（{use}）", Place(file), f"在 <style> 里写 .{name} 的样子")
    for words, what in (("@media print", "打印时的样子"), ('name="viewport"', "手机屏幕的宽度"), ('lang="zh', "网页的语言")):
        if words not in page:
            yield Finding("Y123", "page-lacks", Severity.WARNING, f"网页没有写{what}（{words}）", Place(file), f"用 {{% extends \"{PAGE}\" %}}，或照 templates/common/{PAGE} 补上")
