"""The same school report made the usual way: docxtpl, one write_image a chart, LibreOffice to PDF, pandoc to HTML.

Usage: usual_way.py PROJECT OUT. Prints the seconds it took. Choosing texts and numbers is given to it for nothing: it starts
from our composed document, and that time does not count.
"""

import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

import plotly.graph_objects as go
import pypandoc
from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from reportgen.build import assemble
from reportgen.core.document import CaseBox, Chart, Grid, Heading, Items, Paragraph, Photo, Quote, plain
from reportgen.core.report import Report
from reportgen.workspace import load_look, open_workspace
from reportgen.writers.charts.figure import figure as chart_figure

TEMPLATE = """{%p for b in blocks %}
{%p if b.kind == "heading" %}
{{ b.text }}
{%p elif b.kind == "picture" %}
{{ b.image }}
{{ b.text }}
{%p elif b.kind == "table" %}
{{ b.text }}
{{p b.table }}
{%p else %}
{{ b.text }}
{%p endif %}
{%p endfor %}
"""


def template() -> BytesIO:
    made = Document()
    for line in TEMPLATE.splitlines():
        made.add_paragraph(line)
    out = BytesIO()
    made.save(out)
    return BytesIO(out.getvalue())


def context(template: DocxTemplate, report: Report, styles: dict, folder: Path) -> dict:
    blocks = []
    for number, block in enumerate(report.document.blocks()):
        match block:
            case Heading(label=label, children=children):
                blocks.append({"kind": "heading", "text": label + plain(children)})
            case Paragraph(children=children) | Quote(children=children):
                blocks.append({"kind": "text", "text": plain(children)})
            case Items(items=items):
                blocks += [{"kind": "text", "text": plain(item)} for item in items]
            case Chart(caption=caption):
                path = folder / f"chart-{number}.png"
                go.Figure(chart_figure(block, styles)).write_image(path, width=860, height=430, scale=2)
                blocks.append({"kind": "picture", "text": f"{block.number} {caption}", "image": InlineImage(template, str(path), width=Mm(150))})
            case Photo(data=data, caption=caption):
                path = folder / f"photo-{number}.jpg"
                path.write_bytes(data)
                blocks.append({"kind": "picture", "text": f"{block.number} {caption}", "image": InlineImage(template, str(path), width=Mm(120))})
            case Grid():
                blocks.append({"kind": "table", "text": f"{block.number} {block.caption}", "table": table(template, block)})
            case CaseBox(title=title):
                blocks.append({"kind": "heading", "text": f"{block.number} {title}"})
    return {"blocks": blocks}


def table(template: DocxTemplate, grid: Grid):
    part = template.new_subdoc()
    width = max(sum(cell.colspan for cell in row) for row in (*grid.head, *grid.body))
    made = part.add_table(rows=0, cols=width)
    for row in (*grid.head, *grid.body):
        for cell, source in zip(made.add_row().cells, row, strict=False):
            cell.text = plain(source.children)
    return part


def main(project: str, out: str) -> None:
    workspace = open_workspace(project)
    (report,), _ = assemble(workspace, ["school"])
    styles = load_look(workspace, report.plan.look).styles
    start = time.perf_counter()
    make(report, styles, Path(out))
    print(round(time.perf_counter() - start, 3))


def make(report: Report, styles: dict, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        made = DocxTemplate(template())
        made.render(context(made, report, styles, Path(scratch)), autoescape=True)
        docx = folder / "report.docx"
        made.save(docx)
        subprocess.run(["soffice", f"-env:UserInstallation=file://{scratch}/office", "--headless", "--convert-to", "pdf", "--outdir",
                        str(folder), str(docx)], check=True, capture_output=True)
        pypandoc.convert_file(str(docx), "html5", outputfile=str(folder / "report.html"), extra_args=["--embed-resources", "--standalone"])


if __name__ == "__main__":
    main(*sys.argv[1:])
