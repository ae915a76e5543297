"""Commands that hold texts against the snapshot: audit, bind."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.chinese import command
from reportgen.cli.console import print_json, progress_bar, report_findings, save, say

if TYPE_CHECKING:
    from reportgen.audit import Audit, Desk
    from reportgen.audit.binding import Offer, Offers
    from reportgen.workspace import Workspace


@command("audit")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False), metavar="文件 …")
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--docx", type=click.Path(), metavar="文件", help="另存为带批注和修订的审阅稿（几个文稿时写文件夹）")
@click.option("--xlsx", type=click.Path(dir_okay=False), metavar="文件", help="另存为问题清单（按部门分表）")
@click.option("--html", type=click.Path(dir_okay=False), metavar="文件", help="另存为对照网页")
@click.pass_obj
def audit_command(folder: str, files: tuple[str, ...], year: int | None, as_json: bool, docx: str | None, xlsx: str | None, html: str | None) -> int:
    """把文件里的每个数字与快照核对。

    文件可以是 .docx、.pdf、.html、.md、.txt，可以一次给几个：同一指标在各文件中的说法也互相比较。有一处数字不对，退出状态为 1。
    """
    from reportgen.audit import audit, open_desk
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    desk = open_desk(workspace, year)
    with progress_bar() as progress:
        done = audit([Path(one) for one in dict.fromkeys(files)], desk, progress=progress)
    for path, data, what in _outputs(workspace, done, desk, (docx, xlsx, html)):
        save(path, data, what)
    status = _told(done, as_json)
    return 2 if done.refused else status


def _told(done: "Audit", as_json: bool) -> int:
    from reportgen.core.finding import errors
    from reportgen.writers.audit import audit_records, summary_lines
    if as_json:
        print_json(audit_records(done.documents, done.findings))
        return 1 if errors(done.findings) else 0
    for line in summary_lines(done.documents):
        say(line)
    say()
    return report_findings(done.findings, {})


def _outputs(workspace: "Workspace", done: "Audit", desk: "Desk", paths: tuple[str | None, str | None, str | None]) -> Sequence[tuple[str, bytes, str]]:
    docx, xlsx, html = paths
    made: list[tuple[str, bytes, str]] = []
    if docx:
        from reportgen.audit.outputs import review_copies
        made += [(path, data, "审阅稿") for path, data in review_copies(workspace, done, desk, docx)]
    if xlsx:
        from reportgen.writers.audit.workbook import audit_xlsx
        made.append((xlsx, audit_xlsx(done.documents), "问题清单"))
    if html:
        from reportgen.audit.outputs import page
        made.append((html, page(workspace, done, desk), "对照网页"))
    return made


@command("bind")
@click.argument("section", type=click.Path(exists=True, dir_okay=False), metavar="正文.md")
@click.option("--accept", "accepting", is_flag=True, help="把一模一样的写进文件；其余只列出")
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def bind_command(folder: str, section: str, accepting: bool, year: int | None, as_json: bool) -> int:
    """正文里手写的数字，哪些就是快照里的指标，可以换成 {{指标}}。

    印出来与手写的一模一样的，列成改动；不一样、有误或说不准的，另行列出，由人决定。不加 --accept 不改文件。
    """
    from reportgen.audit import open_desk
    from reportgen.audit.binding import accept, offers
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    offered = offers(workspace, open_desk(workspace, year), Path(section))
    if accepting and offered.exact():
        accept(offered)
    if as_json:
        print_json([_offer(one) for one in offered.offers])
    else:
        _show(offered, accepting)
    return 0


def _offer(one: "Offer") -> dict[str, object]:
    return {"at": one.at.as_json(), "typed": one.typed, "binding": one.source, "printed": one.printed, "verdict": one.verdict, "exact": one.exact,
            "message": one.told}


def _show(offered: "Offers", accepted: bool) -> None:
    from reportgen.audit.binding import diff
    from reportgen.writers.audit.wording import VERDICTS
    for line in diff(offered):
        click.secho(line, fg={"+": "green", "-": "red"}.get(line[:1]))
    for one in offered.others():
        binding = f"，可写 {one.source}（印出{one.printed}）" if one.source else ""
        say(f"{one.at} “{one.typed}” {VERDICTS[one.verdict]}{f'：{one.told}' if one.told else ''}{binding}")
    exact = len(offered.exact())
    if exact and not accepted:
        say(f"\n可以直接换成指标的 {exact} 处，其余 {len(offered.others())} 处由人决定。加 --accept 写进文件")
    else:
        say(f"\n已换成指标 {exact} 处，其余 {len(offered.others())} 处由人决定" if exact else f"没有可以直接换的；{len(offered.others())} 处由人决定")
