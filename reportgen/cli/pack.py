"""Commands on the years' packs: check, diff, new, rebase."""

from datetime import date

import click

from reportgen.cli.chinese import Group, command
from reportgen.cli.console import print_json, report_findings, save, say

COMMANDS = {
    "check": ("pack", "检查年度包：写法、依据、口径之间的引用"),
    "diff": ("pack", "两个年度的包有哪些不同，哪些指标不再可比"),
    "new": ("pack", "通知没到先起草：新建一个年度，暂用上年的口径"),
    "rebase": ("pack", "通知到了：口径改了以后，哪些数、哪些句子和图表跟着变"),
}


@click.command("pack", cls=Group, commands_in=COMMANDS)
def pack_group() -> None:
    """年度包：口径、指标表、国家标准和用语，一年一个文件夹。"""


@command("check")
@click.argument("year", type=int, required=False, metavar="[年度]")
@click.option("--json", "as_json", is_flag=True, help="问题以 JSON 输出")
@click.pass_obj
def check_command(folder: str, year: int | None, as_json: bool) -> int:
    """检查一个年度的包；不写年度则全部检查。不需要数据，也不读数据。"""
    from reportgen.edition import check_packs
    from reportgen.workspace import open_workspace
    packs, findings = check_packs(open_workspace(folder), year)
    for one in () if as_json else packs:
        rows = sum(len(table.rows) for table in one.annex)
        say(f"{one.edition.label}：{len(one.contracts)}张数据表，{len(one.indicators)}个指标，{len(one.breakdowns)}组分类数据，"
            f"{len(one.annex)}张指标表{rows}行，{len(one.benchmarks)}项标准")
    return report_findings(findings, {}, as_json=as_json)


@command("diff")
@click.argument("old", type=int, metavar="原年度")
@click.argument("new", type=int, metavar="新年度")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--xlsx", type=click.Path(dir_okay=False), metavar="文件", help="另存为工作簿")
@click.pass_obj
def diff_command(folder: str, old: int, new: int, as_json: bool, xlsx: str | None) -> int:
    """列出两个年度的包的不同之处；※ 为口径变了、两年不可比的指标。"""
    from reportgen.edition import sound_pack
    from reportgen.pack import diff_packs
    from reportgen.workspace import open_workspace
    from reportgen.writers.pack_changes import changes_json, changes_text, changes_xlsx
    workspace = open_workspace(folder)
    changes = diff_packs(sound_pack(workspace, old)[0], sound_pack(workspace, new)[0])
    if xlsx:
        save(xlsx, changes_xlsx(changes), "年度包变动")
    if as_json:
        print_json(changes_json(changes))
    elif not xlsx:
        apart = sum(not one.comparable for one in changes)
        say(changes_text(changes) or "两个年度的包没有不同")
        say(f"\n共{len(changes)}处不同，其中{apart}个指标两年不可比" if changes else "")
    return 0


@command("new")
@click.argument("year", type=int, metavar="年度")
@click.option("--extends", "base", type=int, metavar="年度", help="暂用哪一年的口径（默认最近的一年）")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help="日期（默认今天）")
@click.pass_obj
def new_command(folder: str, year: int, base: int | None, on: date | None) -> int:
    """新建一个年度的包：口径全部暂用上年的，只有年份往后移。

    可以照常冻结数据、起草、生成草稿；检查时提醒通知还没有到（P145），终稿要等通知到了、核对过了才能生成。
    """
    from reportgen.edition import begin_pack
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    path = begin_pack(workspace, year, base, on.date() if on else date.today())
    say(f"已新建 {workspace.label(path)}\n接着：reportgen freeze 导出文件夹 --year {year}；要起草这一年的报告，把 project.yaml 的 year 改为 {year}")
    return 0


@command("rebase")
@click.argument("year", type=int, metavar="年度")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--xlsx", type=click.Path(dir_okay=False), metavar="文件", help="另存为工作簿（按部门列出要处理的）")
@click.pass_obj
def rebase_command(folder: str, year: int, as_json: bool, xlsx: str | None) -> int:
    """同一份快照，按暂用的口径和现在的口径各编一遍，列出变了的数和用到它们的句子、图表、指标表行。

    暂用的口径就是 extends 所写的年度；本年度文件夹里写的变化，都算通知带来的。
    """
    from reportgen.cli.corrections import impact_lines, show
    from reportgen.edition import bare_pack, sound_pack
    from reportgen.impact import impact, open_rebase
    from reportgen.pack import diff_packs
    from reportgen.workspace import open_workspace
    from reportgen.writers.pack_changes import changes_json, changes_text
    workspace = open_workspace(folder)
    changes = diff_packs(bare_pack(workspace, year), sound_pack(workspace, year)[0])
    told = {**impact(workspace, open_rebase(workspace, year)), "changes": changes_json(changes)}
    if not as_json and not xlsx:
        say((changes_text(changes) or f"{year}年度的口径与暂用的没有不同") + "\n")
    show(told, impact_lines(told), as_json, xlsx, "换口径的影响")
    return 0
