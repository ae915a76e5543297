"""Commands that begin something: init."""

from pathlib import Path

import click

from reportgen.cli.chinese import command
from reportgen.cli.console import say


@command("init")
@click.argument("target", metavar="目录", type=click.Path(file_okay=False))
@click.option("--school", required=True, metavar="名称", help="学校全称")
@click.option("--year", type=int, required=True, metavar="年度", help="报告年度，如 2025")
@click.option("--summary", is_flag=True, help="新建省、市、集团的汇总项目：汇集各校公布的年报（--school 写省或集团名称）")
def init_command(target: str, school: str, year: int, summary: bool) -> int:
    """新建一个空项目：目录齐全，带年度包和默认版式。"""
    from reportgen.starter import make_project
    if not school.strip():
        raise click.UsageError("没有写学校全称")
    if summary:
        return _summary(target, school, year)
    files = make_project(Path(target), school=school, year=year)
    say(f"已新建 {school} {year}年度项目：{target}（{len(files)} 个文件）")
    say("下一步：")
    say(f"  1. 把平台导出文件放进 {target}/data_contracts/{year}/exports/，运行 reportgen freeze data_contracts/{year}/exports --year {year}")
    say("  2. 在 chapters/ 里改分工（part.yaml），各部门写正文")
    say("  3. reportgen check 检查，reportgen build 生成草稿")
    return 0


def _summary(target: str, owner: str, year: int) -> int:
    from reportgen.province import make_summary
    files = make_summary(Path(target), owner=owner, year=year)
    say(f"已新建 {owner} {year}年度汇总项目：{target}（{len(files)} 个文件）")
    say("下一步：")
    say(f"  1. 在 {target}/data_contracts/{year}/exports/院校名单.csv 填学校名单，一行一所")
    say(f"  2. 把各校交来的项目文件夹放在一处，运行 reportgen gather --root 上级目录 --year {year}")
    say(f"  3. 运行 reportgen freeze data_contracts/{year}/exports --year {year}，再运行 reportgen build")
    return 0
