"""Commands on looks: check."""

from datetime import date
from pathlib import Path

import click

from reportgen.cli.chinese import Group, command
from reportgen.cli.console import report_findings, say

COMMANDS = {"check": ("looks", "检查一个版式缺什么：参数、样式、封面、字体、颜色，并试排一遍")}


@click.command("look", cls=Group, commands_in=COMMANDS)
def look_group() -> None:
    """版式：templates/ 下一个版式一个文件夹，报告用哪个写在 report.yaml 的 look。"""


@command("check")
@click.argument("place", metavar="[版式文件夹]", required=False)
@click.option("--json", "as_json", is_flag=True, help="问题以 JSON 输出")
@click.pass_obj
def check_command(folder: str, place: str | None, as_json: bool) -> int:
    """检查一个版式缺什么，写文件夹（templates/modern）或名称（modern）；不写则检查项目里的全部版式。

    查参数、Word 样式和封面、页面设置、字体、颜色，再用三种格式各试排一份小报告，看有没有漏印。
    """
    from reportgen.looks.checking import check_look
    from reportgen.workspace import Workspace, looks, open_workspace
    path = Path(folder, place or "")
    if place and path.is_dir() and path.resolve().parent.name == "templates":
        workspace, names = Workspace(path.resolve().parents[1]), (path.resolve().name,)
    else:
        workspace = open_workspace(folder)
        names = (place,) if place else looks(workspace)
    found = [finding for name in names for finding in check_look(workspace, name, date.today().year)]
    if not as_json:
        say(f"检查了版式：{'、'.join(names)}")
    return report_findings(found, {}, as_json=as_json)
