"""Commands on sections: sign, return, status."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.chinese import command
from reportgen.cli.console import day, print_json, progress_bar, report_findings, save, say
from reportgen.core.finding import errors

if TYPE_CHECKING:
    from reportgen.core.finding import Finding
    from reportgen.signoff import Desk

_TODAY = "日期（默认今天）"
_LEVELS = ["执笔", "部门负责人", "归口", "校级"]


def _desk(folder: str) -> "Desk":
    """The desk of the project's sections, as they are now."""
    from reportgen.build import load_sources, unchecked
    from reportgen.edition import open_year
    from reportgen.signoff import section_desk
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    sources = load_sources(workspace)
    year = sources.project.year
    return section_desk(workspace, year, tuple(unchecked(workspace, sources, open_year(workspace, sources.project, year))))


@command("sign")
@click.argument("sections", nargs=-1, metavar="[小节 …]")
@click.option("--person", required=True, metavar="姓名", help="签字人（people.yaml 中的姓名）")
@click.option("--level", type=click.Choice(_LEVELS), metavar="级别", help="、".join(_LEVELS) + "；只有一种职责的不必写")
@click.option("--note", default="", metavar="文字", help="意见")
@click.option("--seen", default="", metavar="校验码", help="您看过的那一稿的校验码（status 列出）；内容已变就不签")
@click.option("--key", type=click.Path(dir_okay=False), metavar="私钥", help="用私钥签（data keygen --person 生成）")
@click.option("--on", metavar="日期", help=_TODAY)
@click.pass_obj
def sign_command(folder: str, sections: tuple[str, ...], person: str, level: str | None, note: str, seen: str, key: str | None, on: str | None) -> int:
    """小节会签：执笔提交，部门负责人、归口部门、校级依次审核。不写小节则签轮到您签的全部。

    小节写 报告/部分/小节，也可只写前一段，如 school/talent。签字认的是这一节的文字、数字、图表和案例：以后哪一样变了，签字作废，别的小节不受影响。
    """
    from reportgen.people import Level
    from reportgen.signoff import Act, sign_at
    act = Act(person, day(on).isoformat(), Level(level) if level else None, sections, note=note, seen=seen.lower(), key=Path(key) if key else None)
    return _told("已签字", *sign_at(_desk(folder), act))


@command("return")
@click.argument("sections", nargs=-1, required=True, metavar="小节 …")
@click.option("--person", required=True, metavar="姓名", help="退回人（people.yaml 中的姓名）")
@click.option("--reason", required=True, metavar="原因", help="退回原因")
@click.option("--level", type=click.Choice(_LEVELS[1:]), metavar="级别", help="、".join(_LEVELS[1:]) + "；只有一种职责的不必写")
@click.option("--key", type=click.Path(dir_okay=False), metavar="私钥", help="用私钥签（data keygen --person 生成）")
@click.option("--on", metavar="日期", help=_TODAY)
@click.pass_obj
def return_command(folder: str, sections: tuple[str, ...], person: str, reason: str, level: str | None, key: str | None, on: str | None) -> int:
    """把小节退回执笔人，写明原因。已有的签字随之作废，改好后从执笔一级重新签。"""
    from reportgen.people import Level
    from reportgen.signoff import Act, send_back_at
    act = Act(person, day(on).isoformat(), Level(level) if level else None, sections, note=reason, key=Path(key) if key else None)
    return _told("已退回", *send_back_at(_desk(folder), act))


def _told(what: str, titles: tuple[str, ...], findings: "tuple[Finding, ...]") -> int:
    if findings:
        status = report_findings(findings, {})
        say("没有登记：以上各条改正后再试")
        return status
    say(f"{what}：{'、'.join(titles)}（{len(titles)}节）")
    return 0


@command("status")
@click.option("--on", metavar="日期", help="截至哪一天（默认今天）")
@click.option("--department", metavar="部门", help="只看这个部门牵头的小节")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--xlsx", type=click.Path(dir_okay=False), metavar="文件", help="另存为进度表")
@click.option("--html", type=click.Path(dir_okay=False), metavar="文件", help="另存为进度网页（一个文件，手机上也能看）")
@click.pass_obj
def status_command(folder: str, on: str | None, department: str | None, as_json: bool, xlsx: str | None, html: str | None) -> int:
    """编写进度：每一节未动笔、草稿、退回、审核中还是签齐，字数、数字、问题、还剩几天、轮到谁签。"""
    from reportgen.assignments import STATES, board
    from reportgen.build import assemble
    from reportgen.workspace import open_workspace
    from reportgen.writers.board import board_html, board_text, board_xlsx
    until = day(on)
    workspace = open_workspace(folder)
    with progress_bar() as progress:
        reports, _ = assemble(workspace, progress=progress)
    made = board(workspace, reports, on=until, department=department)
    findings = made.pop("findings")
    if xlsx:
        save(xlsx, board_xlsx(made, STATES), "进度表")
    if html:
        save(html, board_html(made, STATES), "进度网页")
    if as_json:
        print_json(made)
    elif not (xlsx or html):
        say(board_text(made, STATES))
    return report_findings(findings, {}) if findings and not as_json else int(bool(errors(findings)))
