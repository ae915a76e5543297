"""The command of a province or group: gather."""

import click

from reportgen.cli.chinese import command
from reportgen.cli.console import report_findings, say


@command("gather")
@click.argument("folders", nargs=-1, type=click.Path(), metavar="[目录 …]")
@click.option("--list", "listed", type=click.Path(dir_okay=False), metavar="文件", help="清单：一行一个学校的项目文件夹，# 开头的行不算")
@click.option("--root", type=click.Path(file_okay=False), metavar="目录", help="上级文件夹：其中的学校项目都收")
@click.option("--year", type=int, required=True, metavar="年度", help="报告年度，如 2025")
@click.option("--json", "as_json", is_flag=True, help="问题以 JSON 输出")
@click.pass_obj
def gather_command(folder: str, folders: tuple[str, ...], listed: str | None, root: str | None, year: int, as_json: bool) -> int:
    """省、市、集团的汇总项目：收集各校公布的年报指标，写成两张导出表。

    只收公布记录里的、汇总清单列出的、口径相同的全校指标。没有公布、记录损坏、年度或口径不符、交了两份的学校逐一列出，不影响别的学校。
    之后照常冻结、生成。
    """
    from reportgen.batch import find_projects
    from reportgen.files import write_together
    from reportgen.province import gather
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    gathered = gather(workspace, find_projects(folders, listed=listed, root=root), year)
    write_together(gathered.files)
    status = report_findings(gathered.findings, {}, as_json=as_json)
    if not as_json:
        say(f"名单上{gathered.listed}所学校，汇入{gathered.published}所，{gathered.figures}个数：{'、'.join(workspace.label(path) for path in gathered.files)}")
        say(f"下一步：reportgen freeze data_contracts/{year}/exports --year {year}，再 reportgen build")
    return status
