"""Commands on feedback: add, assign, answer, list."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.chinese import Group, command
from reportgen.cli.console import print_json, say

if TYPE_CHECKING:
    from reportgen.feedback import Item
    from reportgen.workspace import Workspace

COMMANDS = {
    "add": ("feedback", "登记收到的意见"),
    "assign": ("feedback", "转给责任部门办理"),
    "answer": ("feedback", "登记答复"),
    "list": ("feedback", "意见和答复的进度"),
}
_CHANNELS = ("邮件", "电话", "来信", "来访", "网站", "其他")
_KINDS = ("数据疑问", "内容有误", "意见建议", "其他")
_YEAR = click.option("--year", type=int, metavar="年度", help="哪一年度的年报（默认取 project.yaml）")
_ON = click.option("--on", metavar="日期", help="日期（默认今天）")


@click.command("feedback", cls=Group, commands_in=COMMANDS)
def feedback_group() -> None:
    """年报的意见反馈：收到、转办、答复、期限，逐条登记。来信人的姓名、联系方式和原文另存，不发布，不入库。"""


def _opened(folder: str, year: int | None) -> "tuple[Workspace, int]":
    from reportgen.cli.publish import project_year
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    return workspace, project_year(workspace, year)


def _text(text: str, file: str | None) -> str:
    if not file:
        return text
    from reportgen.core.errors import Unreadable
    try:
        return Path(file).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Unreadable(f"文件 {file} 读不了", hint="检查文件名；用记事本另存为 UTF-8 编码的文本") from None


@command("add")
@click.option("--text", default="", metavar="文字", help="收到的内容")
@click.option("--file", metavar="文件", help="内容在文本文件里")
@click.option("--channel", type=click.Choice(_CHANNELS), default="邮件", show_default=True, metavar="渠道", help="、".join(_CHANNELS))
@click.option("--kind", type=click.Choice(_KINDS), default="意见建议", show_default=True, metavar="类别", help="、".join(_KINDS))
@click.option("--department", required=True, metavar="部门", help="责任部门")
@click.option("--name", default="", metavar="姓名", help="来信人（只存在本机的 feedback/private/）")
@click.option("--contact", default="", metavar="联系方式", help="怎样答复（只存在本机的 feedback/private/）")
@click.option("--days", type=click.IntRange(1, 365), metavar="天数", help="几天内答复（默认按 site.yaml 的 answer_days）")
@_ON
@_YEAR
@click.pass_obj
def add_command(folder: str, text: str, file: str | None, days: int | None, on: str | None, year: int | None, **told: str) -> int:
    """登记收到的一条意见，算好答复期限。"""
    from reportgen.feedback import add
    workspace, chosen = _opened(folder, year)
    item = add(workspace, chosen, text=_text(text, file), on=on or date.today().isoformat(), days=days or _days(workspace), **told)
    say(f"已登记 {item.id}：{item.kind}，{item.department}，{item.due} 前答复")
    return 0


def _days(workspace: "Workspace") -> int:
    from reportgen.publish.column import DEFAULT_DAYS, FILE, load_column
    return load_column(workspace).answer_days if (workspace.root / FILE).is_file() else DEFAULT_DAYS


@command("assign")
@click.argument("number", metavar="编号")
@click.option("--department", required=True, metavar="部门", help="转给哪个部门")
@click.option("--due", default="", metavar="日期", help="改定答复期限（不写则不变）")
@_ON
@_YEAR
@click.pass_obj
def assign_command(folder: str, number: str, department: str, due: str, on: str | None, year: int | None) -> int:
    """转给责任部门办理。"""
    from reportgen.feedback import assign
    workspace, chosen = _opened(folder, year)
    item = assign(workspace, chosen, number, department=department, due=due, on=on or date.today().isoformat())
    say(f"已转办 {item.id}：{item.department}，{item.due} 前答复")
    return 0


@command("answer")
@click.argument("number", metavar="编号")
@click.option("--text", default="", metavar="文字", help="答复来信人的内容（不公开）")
@click.option("--file", metavar="文件", help="答复在文本文件里")
@click.option("--question", default="", metavar="文字", help="公开栏目里怎样概括问题")
@click.option("--public", default="", metavar="文字", help="公开栏目里怎样答复；不写则不公开")
@_ON
@_YEAR
@click.pass_obj
def answer_command(folder: str, number: str, text: str, file: str | None, question: str, public: str, on: str | None, year: int | None) -> int:
    """登记答复。问题和答复可以公开的，写 --question 和 --public，下次 publish 时登在意见反馈页；其中不能有个人信息。"""
    from reportgen.feedback import answer
    workspace, chosen = _opened(folder, year)
    item = answer(workspace, chosen, number, text=_text(text, file), on=on or date.today().isoformat(), question=question, public=public)
    say(f"已登记答复 {item.id}：用时{item.days}天，{'将公开' if item.answer else '不公开'}")
    return 0


@command("list")
@click.option("--open", "only_open", is_flag=True, help="只列未答复的")
@click.option("--text", "number", metavar="编号", help="看一条的原文和联系方式（只供办理）")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON（没有个人信息）")
@_ON
@_YEAR
@click.pass_obj
def list_command(folder: str, only_open: bool, number: str | None, as_json: bool, on: str | None, year: int | None) -> int:
    """意见和答复的进度：收到、责任部门、期限、状态。有逾期未答复的，退出状态为 1。"""
    from reportgen.feedback import items
    from reportgen.feedback.book import written
    workspace, chosen = _opened(folder, year)
    today = on or date.today().isoformat()
    if number:
        told = written(workspace, number)
        say("\n".join(f"{word}：{told[key]}" for key, word in (("text", "内容"), ("name", "来信人"), ("contact", "联系方式")) if told.get(key)))
        return 0
    known = [one for one in items(workspace, chosen) if not (only_open and one.answered)]
    late = any(not one.answered and one.due < today for one in known)
    if as_json:
        print_json([_json(one, today) for one in known])
        return 1 if late else 0
    for one in known:
        say(f"{one.id}　{one.on}　{one.channel}　{one.kind}　{one.department}　{one.due} 前　{one.state(today)}")
    say(f"\n{chosen}年度：收到{len(known)}件，未答复{sum(not one.answered for one in known)}件" if known else f"{chosen}年度没有{'未答复的' if only_open else '登记过的'}意见")
    return 1 if late else 0


def _json(one: "Item", today: str) -> dict[str, object]:
    return {"id": one.id, "received": one.on, "channel": one.channel, "kind": one.kind, "department": one.department, "due": one.due,
            "answered": one.answered or None, "days": one.days, "state": one.state(today), "public": {"question": one.question, "answer": one.answer} if one.answer else None}
