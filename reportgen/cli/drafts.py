"""The command that takes in Word drafts."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.chinese import command
from reportgen.cli.console import print_json, report_findings, say

if TYPE_CHECKING:
    from reportgen.drafts import Taken

_COUNTED = (("paragraphs", "段落"), ("characters", "字"), ("pictures", "图"), ("tables", "表"), ("notes", "脚注"))


@command("intake")
@click.argument("draft", type=click.Path(dir_okay=False), metavar="文稿")
@click.option("--section", metavar="部分/节", help="收进哪一节，如 人才培养/就业质量；两种报告同名的，前面加报告名称")
@click.option("--case", "case", metavar="编号", help="收作典型案例，如 jidian-01-zhizao（放在 cases/编号/ 下）")
@click.option("--enterprise", default="", metavar="企业", help="企业年报：是哪一家（编号或全称）")
@click.option("--changes", type=click.Choice(["accept", "reject"]), help="文中的修订：accept 接受，reject 拒绝")
@click.option("--accept", is_flag=True, help="直接写进正文（原有内容另存）；不加则写成 .draft.md，附核对表")
@click.option("--accept-literals", "literals", is_flag=True, help="没有对应指标的数字一律标成 {{literal:…}}，由写的人负责")
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def intake_command(folder: str, draft: str, section: str | None, case: str | None, enterprise: str, changes: str | None, accept: bool, literals: bool,
                   year: int | None, as_json: bool) -> int:
    """把部门交来的 Word 文稿（.docx，装有 LibreOffice 时还有 .doc、.wps）收进项目。

    标题、表格、图片、脚注照转，数字逐个与快照核对并提出绑定；少了一个字都会报出来。
    """
    from reportgen.drafts import Options, take_case, take_section
    from reportgen.workspace import open_workspace
    if bool(section) == bool(case):
        raise click.UsageError("写明收到哪里：--section 部分/节，或 --case 编号")
    options = Options(changes or "", accept, literals, enterprise, year)
    workspace = open_workspace(folder)
    taken = take_section(workspace, Path(draft), section, options) if section else take_case(workspace, Path(draft), str(case), options)
    files = [workspace.label(path) for path in taken.files]
    if as_json:
        print_json(_shape(taken, files))
        return _status(taken)
    if taken.counted:
        _say_counts(taken)
    status = report_findings(taken.findings, {})
    if files:
        say(f"\n已写入 {len(files)} 个文件：")
        for name in files:
            say(f"  {name}")
        if any(".draft." in name for name in files):
            say("核对之后，加 --accept 再运行一次就写进正文；也可以自己修改 .draft.md 后改名采用")
    return status


def _status(taken: "Taken") -> int:
    from reportgen.core.finding import errors
    return 1 if errors(taken.findings) else 0


def _say_counts(taken: "Taken") -> None:
    from reportgen.core.reading import WRONG
    from reportgen.drafts import measured
    before, after = (one.as_json() for one in taken.counted)
    say(f"{taken.target}　原稿→转出：" + "，".join(f"{name} {before[key]}→{after[key]}" for key, name in _COUNTED if before[key] or after[key]))
    rows = measured(taken)
    bound, wrong = sum(bool(row.proposal.source and row.proposal.indicator) for row in rows), sum(row.proposal.verdict in WRONG for row in rows)
    say(f"数字 {len(rows)} 个：已绑定 {bound} 个，与快照不符 {wrong} 个，未绑定 {len(rows) - bound} 个\n")


def _shape(taken: "Taken", files: list[str]) -> dict[str, object]:
    from reportgen.core.finding import ordered, summary
    from reportgen.drafts import measured
    rows = measured(taken)
    bound = sum(bool(row.proposal.source and row.proposal.indicator) for row in rows)
    counted = {name: tally.as_json() for name, tally in zip(("in", "out"), taken.counted or (), strict=False)}
    return {"target": taken.target, "files": files, "counts": counted, "figures": [_figure(row) for row in taken.rows],
            "findings": [one.as_json() for one in ordered(taken.findings)],
            "summary": summary(taken.findings, {"figures_bound": bound, "figures_checked": len(rows), "figures_unread": 0})}


def _figure(row: object) -> dict[str, object]:
    one = row.proposal
    return {"paragraph": row.at.paragraph, "table": row.at.sheet, "cell": row.at.cell, "start": one.start, "end": one.end, "span": one.span,
            "verdict": one.verdict, "indicator": one.indicator or None, "expected": one.expected, "proposal": one.source, "printed": one.printed,
            "message": one.message}
