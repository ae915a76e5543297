"""The command that makes next year's project."""

from datetime import date
from pathlib import Path

import click

from reportgen.cli.chinese import command
from reportgen.cli.console import print_json, say

_SHOWN = 12


@command("rollforward")
@click.option("--year", type=int, required=True, metavar="年度", help="新的报告年度；已是这个年度的项目，则按现有数据重新标注")
@click.option("--to", "target", type=click.Path(file_okay=False), metavar="文件夹", help="新项目放在哪里（默认在本项目旁边，名称后加年度）")
@click.option("--on", "on", metavar="日期", help="办理日期，如 2026-09-10（默认今天）")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def rollforward_command(folder: str, year: int, target: str | None, on: str | None, as_json: bool) -> int:
    """由本年度的项目做出下一年度的项目：正文作草稿，分工、人员、年度包照搬，案例清空。

    绑定的数字和增减随新数据自动更新；手写的增减、首次、连续、名次、手写的数，句后标【待核：…】。新数据冻结以后，在新项目里再运行一次，按数据重新标注。
    """
    from reportgen.edition import open_project
    from reportgen.rollforward import mark, roll_forward
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    if open_project(workspace).year == year:
        root, new_pack = workspace.root, False
    else:
        root = Path(target) if target else workspace.root.resolve().with_name(f"{workspace.root.resolve().name}-{year}")
        new_pack = roll_forward(workspace, year, root, on=on or date.today().isoformat()).new_pack
    marked = mark(open_workspace(str(root)))
    if as_json:
        print_json({"project": str(root), "year": year, "new_pack": new_pack, "compared": marked.compared,
                    "marks": [{"file": file, "line": line, "sentence": sentence, "mark": said} for file, line, sentence, said in marked.marks]})
        return 0
    say(f"{year}年度的项目：{root}")
    if new_pack:
        say(f"  年度包暂沿用上年，通知下发后核对：data_contracts/{year}/pack.yaml")
    for file, line, _, said in marked.marks[:_SHOWN]:
        say(f"  {file}:{line}　{said}")
    if len(marked.marks) > _SHOWN:
        say("  ……")
    say(f"标了{len(marked.marks)}处" + ("，增减已按新数据核对" if marked.compared else f"；{year}年度的数据冻结后，在新项目里再运行 reportgen rollforward --year {year}"))
    return 0
