"""The command that prints a Word file finished by hand."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.chinese import command
from reportgen.cli.console import report_findings, save, say

if TYPE_CHECKING:
    from reportgen.writers.printing import Sheet


@command("pdf")
@click.argument("file", type=click.Path(exists=True, dir_okay=False), metavar="终稿.docx")
@click.option("--out", type=click.Path(dir_okay=False), metavar="文件", help="写到哪里（默认与文稿同名、同文件夹）")
@click.option("--anyway", is_flag=True, help="数字有误也照样转换")
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.pass_obj
def pdf_command(folder: str, file: str, out: str | None, anyway: bool, year: int | None) -> int:
    """把在 Word、WPS 中定稿的文件原样转成 PDF（用 LibreOffice）。

    先核对文中的数字；是工作稿的，还逐个查绑定的数字有没有改过、断开。有误的列出来，不转换（加 --anyway 照样转换）。文件所用的字体这台机器上没有的，说明用什么代替。
    """
    from reportgen.printing import print_file
    from reportgen.workspace import open_workspace
    from reportgen.writers.audit import summary_lines
    source = Path(file)
    printed = print_file(open_workspace(folder), source, year, anyway=anyway)
    for line in (*summary_lines(printed.documents), *printed.proof):
        say(line)
    status = report_findings(printed.findings, {}) if printed.findings else 0
    if printed.sheet is None:
        say("数字有误，没有转换；改正后再转换，或加 --anyway 照样转换")
        return status
    save(out or str(source.with_suffix(".pdf")), printed.sheet.pdf, "PDF")
    for line in font_lines([printed.sheet]):
        say(line)
    return status


def font_lines(sheets: "list[Sheet]") -> list[str]:
    """What to say of faces that the machine lacks."""
    replaced = {face: other for one in sheets for face, other in one.replaced.items()}
    if not all(one.checked for one in sheets):
        return ["这个系统上查不到 LibreOffice 用了哪些字体，请打开 PDF，看“文件—属性—字体”"]
    if not replaced:
        return []
    return ["这台机器上没有的字体，用别的代替：" + "，".join(f"{face} → {other}" for face, other in replaced.items()),
            "要与 Word 中一模一样，装上这些字体再转换；字宽相同的，分页一般不变"]
