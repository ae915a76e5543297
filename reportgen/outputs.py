"""The outputs of one report: Typst sets the PDF on a second core while the interpreter writes the others."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from pathlib import Path

from reportgen.core.document import Chart, numbers
from reportgen.core.figure import SCHOOL
from reportgen.core.look import Look
from reportgen.core.report import Report, Written
from reportgen.lineage import with_lineage
from reportgen.workspace import Workspace
from reportgen.writers.figures import figures_json

Shown = Callable[[str, Written], None]


@dataclass(frozen=True, slots=True)
class Manner:
    """How outputs are made. locked: bound numbers of a Word draft cannot be typed over. leafed: LibreOffice sets the Word file once to see on
    which pages its headings come out; without it the contents have the pages of the PDF. beside: the PDF is set while others are written, on a
    second core. shown: gets each output as soon as it is made, HTML first and alone, because somebody waits for it.
    """

    locked: bool = False
    leafed: bool = False
    beside: bool = True
    shown: Shown | None = None


class _Awaited(Mapping[str, int]):
    """The printed pages of a PDF that is still being set, as the Word file asks for them."""

    def __init__(self, printed: Future[Written]) -> None:
        self._printed = printed

    @cached_property
    def _pages(self) -> Mapping[str, int]:
        from reportgen.writers.docx import BODY_END
        facts = self._printed.result().facts
        return {**facts["anchors"], BODY_END: facts.get("last", "")}

    def __getitem__(self, name: str) -> int:
        return self._pages[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)


def outputs(workspace: Workspace, report: Report, look: Look, formats: Sequence[str], manner: Manner) -> dict[Path, Written]:
    """Every output of a report, its tree included. Raises: Unavailable if it shall be leafed and LibreOffice is not installed."""
    with ThreadPoolExecutor(1) as aside:
        made = {one.format: one for one in _made(workspace, report, look, {*formats}, manner, aside)}
    return {output_path(workspace, report, suffix): made[suffix] for suffix in (*formats, "json")}


def _made(workspace: Workspace, report: Report, look: Look, formats: set[str], manner: Manner, aside: Executor) -> Iterator[Written]:
    """The outputs, each shown as soon as it is there. The Word file wants the pages of the PDF last, so it is composed while that is set."""
    from reportgen.writers.arrange import arranged
    from reportgen.writers.charts import draw_chart
    from reportgen.writers.docx import write_docx
    from reportgen.writers.html import write_html
    from reportgen.writers.pdf import pdf_setting
    from reportgen.writers.tree_json import write_json
    store = workspace.store()
    drawings = {chart.id: store.turns.held("drawing", (chart, look), (), partial(store.kept, "drawing", (chart, look.styles), partial(draw_chart, chart, look)))
                for chart in report.document.blocks() if isinstance(chart, Chart)}
    composed, report = report, replace(report, document=arranged(report.document, look.styles, drawings))

    def shown(made: Written) -> Written:
        if manner.shown is not None and made.format in formats | {"json"}:
            manner.shown(report.name, made)
        return made

    @cache
    def printed() -> Future[Written]:
        setting = pdf_setting(report, look, drawings, attachments=_attachments(report), turns=store.turns)
        job = aside.submit(lambda: shown(setting()))
        if not manner.beside:
            wait([job])
        return job
    if {"pdf", "docx"} & formats and manner.shown is None:
        printed()
    if "html" in formats:
        yield shown(write_html(with_lineage(workspace, report), look, drawings, store=store))
    if "docx" in formats:
        yield shown(_word(partial(write_docx, report, look, drawings, locked=manner.locked, store=store), _Awaited(printed()), leafed=manner.leafed))
    if "pdf" in formats:
        yield printed().result()
    yield shown(write_json(composed))  # the tree without regard to pages: package and publish compare it with what is composed now


def _word(write: Callable[..., Written], pages: Mapping[str, int], *, leafed: bool) -> Written:
    """The Word file with these pages in its contents, or with its own, for which it is set once."""
    made = write(pages=pages)
    if not leafed:
        return made
    from reportgen.writers.printing.leaves import leaves, printed_pages
    return write(pages={**pages, **printed_pages(made, leaves("report.docx", made.data))})


def output_path(workspace: Workspace, report: Report, suffix: str) -> Path:
    """build/<year>/<report>/<title><subtitle>.<suffix>"""
    name = "".join("_" if character in '\\/:*?"<>|\r\n\t' else character for character in report.document.title + report.document.subtitle)
    return workspace.build(report.figures.year) / report.name / f"{name}.{suffix}"


def _attachments(report: Report) -> dict[str, tuple[bytes, str, str]]:
    told = _told(report)
    own = [one for one in report.figures.values() if (one.id, one.scope) in told]
    facts = json.dumps(figures_json(own), ensure_ascii=False, indent=1).encode()
    about = json.dumps({"snapshot": report.snapshot, "root": report.figures.root, "pack": report.pack.version, "year": report.figures.year,
                        "report": report.name}, ensure_ascii=False, indent=1).encode()
    return {"figures.json": (facts, "application/json", "本报告印出的指标"), "manifest.json": (about, "application/json", "数据快照与年度包")}


def _told(report: Report) -> set[tuple[str, str]]:
    """The figures of the year that stand behind what the report prints: a file for the public holds no others."""
    document, year = report.document, report.figures.year
    typed = {(id, one.scope or document.scope) for one in numbers(document) for id, when in one.basis or (((one.figure, year),) if one.figure else ()) if when == year}
    drawn = {(id, block.scope) for block in document.blocks() for id in getattr(block, "figures", ())}
    return typed | drawn | {(id, SCHOOL) for id, _ in typed | drawn}  # a firm's report may print the school's
