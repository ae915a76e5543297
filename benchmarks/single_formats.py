"""One format by one tool that people would take for it alone: WeasyPrint for the PDF, pandoc from Markdown for Word and HTML."""

import subprocess
import time
from collections.abc import Iterator

from benchmarks.measuring import Bench, Measure, best, measurement
from reportgen.build import assemble
from reportgen.core.document import Chart, Heading, Paragraph, plain
from reportgen.workspace import load_look, open_workspace
from reportgen.writers.charts import draw_chart
from reportgen.writers.docx import write_docx
from reportgen.writers.html import write_html
from reportgen.writers.pdf import write_pdf


@measurement
def formats(bench: Bench) -> Iterator[Measure]:
    """The composed school report given to each for nothing."""
    import pypandoc
    import weasyprint
    workspace = open_workspace(bench.project)
    (report,), _ = assemble(workspace, ["school"])
    look = load_look(workspace, report.plan.look)
    drawings = {block.id: draw_chart(block, look) for block in report.document.blocks() if isinstance(block, Chart)}
    page = write_html(report, look, drawings).data

    def took(function: object) -> float:
        start = time.perf_counter()
        function()
        return time.perf_counter() - start
    weasy = took(lambda: weasyprint.HTML(string=page.decode()).write_pdf())
    yield Measure("PDF（对比：同一网页交给 WeasyPrint）", took(lambda: write_pdf(report, look, drawings)), weasy, 1 / 5)
    text = bench.scratch / "report.md"
    text.write_text("\n\n".join("#" * block.level + " " + plain(block.children) if isinstance(block, Heading) else plain(block.children)
                                for block in report.document.blocks() if isinstance(block, Heading | Paragraph)), "utf-8")

    def pandoc() -> None:
        for kind in ("docx", "html"):
            subprocess.run([pypandoc.get_pandoc_path(), str(text), "--standalone", "--toc", "-o", str(bench.scratch / f"pandoc.{kind}")], check=True)
    ours = best(lambda: took(lambda: (write_docx(report, look, drawings), write_html(report, look, drawings))), 3)
    yield Measure("DOCX 和网页，含图表（对比：pandoc 只转文字，无图无表）", ours, best(lambda: took(pandoc), 3), 3)
