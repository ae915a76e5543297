"""The command that takes an edited Word file back into the sources."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.chinese import command
from reportgen.cli.console import print_json, report_findings, say

if TYPE_CHECKING:
    from reportgen.returned import Returned


@command("import")
@click.argument("edited", type=click.Path(dir_okay=False), metavar="改过的.docx")
@click.option("--accept", is_flag=True, help="写进正文；不加则只列出改动")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def import_command(folder: str, edited: str, accept: bool, as_json: bool) -> int:
    """把在 Word、WPS 中改过的工作稿收回来：文字的改动变成正文的改动，绑定的数字不动。

    工作稿是 reportgen build 生成的草稿。改了数字的、说不准放在哪里的、与别处改动冲突的，一一列出，不猜。
    """
    from reportgen.returned import take_back
    from reportgen.workspace import open_workspace
    returned = take_back(open_workspace(folder), Path(edited), accept=accept)
    if as_json:
        print_json(_shape(returned, accept))
        return _status(returned)
    for line in returned.diff():
        click.secho(line, fg={"+": "green", "-": "red"}.get(line[:1]))
    status = report_findings(returned.findings, {})
    by = f"（修订者：{'、'.join(returned.authors)}）" if returned.authors else ""
    if not returned.texts:
        say("正文没有要改的")
    elif accept:
        say(f"已写入 {len(returned.texts)} 个文件，改动 {returned.paragraphs} 处{by}")
    else:
        say(f"要改 {len(returned.texts)} 个文件，{returned.paragraphs} 处{by}。看过以后加 --accept 写进正文")
    return status


def _status(returned: "Returned") -> int:
    from reportgen.core.finding import errors
    return 1 if errors(returned.findings) else 0


def _shape(returned: "Returned", accepted: bool) -> dict[str, object]:
    from reportgen.core.finding import summary
    return {"file": returned.label, "accepted": accepted, "files": sorted(returned.labels.values()), "edits": returned.paragraphs,
            "authors": list(returned.authors), "diff": "\n".join(returned.diff()), "findings": [one.as_json() for one in returned.findings],
            "summary": summary(returned.findings)}
