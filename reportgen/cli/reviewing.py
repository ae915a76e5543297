"""The command of compliance review: review."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.chinese import command
from reportgen.cli.console import print_json, progress_bar, report_findings, say

if TYPE_CHECKING:
    from reportgen.review.coverage import Coverage
    from reportgen.review.rounds import Ledger, Problem

_SHOWN = 12


@command("review")
@click.option("--decide", "verdict", type=click.Choice(["通过", "退回"]), help="作复查结论；有未改的错误不能通过")
@click.option("--person", metavar="姓名", help="作结论的人（people.yaml 中有校级职责的）")
@click.option("--note", default="", metavar="文字", help="审查意见；退回必须写原因")
@click.option("--key", type=click.Path(dir_okay=False), metavar="私钥", help="用私钥签（data keygen --person 生成）")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--on", metavar="日期", help="复查日期（默认今天）")
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.pass_obj
def review_command(folder: str, verdict: str | None, person: str | None, note: str, key: str | None, as_json: bool, on: str | None, year: int | None) -> int:
    """合规审查：检查全部报告，与上一轮比较哪些新发现、哪些已改正、哪些还没改，记入台账。

    合规审查表、问题整改台账和要点对照表放在 build/年度/review/。加 --decide 由审查人对这一轮作结论；以后内容变了，要重新复查。
    """
    from reportgen.build import assemble
    from reportgen.files import write_together
    from reportgen.review.papers import papers, points
    from reportgen.review.record import Decision, review
    from reportgen.workspace import open_workspace
    if verdict and not person:
        raise click.UsageError("作结论要写明是谁：加上 --person 姓名")
    workspace, today = open_workspace(folder), on or date.today().isoformat()
    with progress_bar() as progress:
        reports, findings = assemble(workspace, year=year, progress=progress)
    decision = Decision(verdict, person, note, Path(key) if key else None) if verdict and person else None
    ledger, wrong = review(workspace, reports, findings, on=today, decision=decision)
    if wrong:
        return report_findings(wrong, {}, as_json=as_json)
    made = papers(workspace, reports, findings, ledger, today=today)
    write_together(made)
    if as_json:
        print_json(_record(ledger, today) | {"points": [_covered(one) for one in points(workspace, reports)]})
    else:
        _show(ledger, today)
        say("\n" + "\n".join(f"  {workspace.label(path)}" for path in made))
    return 1 if any(one.severity == "error" for one in ledger.open()) else 0


def _show(ledger: "Ledger", today: str) -> None:
    from reportgen.review.rounds import overdue
    last = ledger.rounds[-1]
    say(f"第{last.no}轮复查（{last.on}）：新发现 {last.new} 处，已改正 {last.gone} 处，仍未改 {last.still} 处，准予保留 {last.waived} 处")
    late = sum(1 for _ in overdue(ledger, today))
    if late:
        say(f"逾期未改 {late} 处")
    for one in ledger.open()[:_SHOWN]:
        say(f"  {one.no}. {one.department or '—'}　{one.at or '—'}　{one.message}（{one.code}，{one.due}前）")
    if len(ledger.open()) > _SHOWN:
        say(f"  …… 其余 {len(ledger.open()) - _SHOWN} 处见台账")
    said = ledger.decision
    say(f"结论：{said['verdict']}（{said['person']}，{said['on']}）{said['note']}" if said else "结论：还没有作（reportgen review --decide 通过 --person 姓名）")


def _record(ledger: "Ledger", today: str) -> dict[str, object]:
    rounds = [{"round": one.no, "on": one.on, "snapshot": one.snapshot, "new": one.new, "gone": one.gone, "open": one.still, "waived": one.waived}
              for one in ledger.rounds]
    said = ledger.decision
    decision = {name: said[name] for name in ("verdict", "person", "department", "on", "note")} if said else None
    return {"rounds": rounds, "decision": decision, "closed": ledger.closed, "problems": [_problem(one, today) for one in ledger.problems]}


def _covered(one: "Coverage") -> dict[str, object]:
    return {"point": one.point, "part": one.part, "words": list(one.words), "count": one.count, "missing": one.missing, "basis": one.basis,
            "places": [{"section": section, "page": page} for section, page in one.places]}


def _problem(one: "Problem", today: str) -> dict[str, object]:
    return {"no": one.no, "code": one.code, "severity": str(one.severity), "message": one.message, "at": one.at, "department": one.department,
            "state": one.state.name.lower(), "first": one.first, "since": one.since, "due": one.due, "overdue": one.overdue(today), "returned": one.again,
            "waived_by": one.who, "reason": one.reason}
