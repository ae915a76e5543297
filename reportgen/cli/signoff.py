"""Commands on data work: sign, return, status, assess, seal, keygen."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.chinese import Group, command
from reportgen.cli.console import print_json, report_findings, save, say

if TYPE_CHECKING:
    from reportgen.core.finding import Finding
    from reportgen.signoff import Table
    from reportgen.workspace import Workspace

COMMANDS = {
    "sign": ("signoff", "数据审签：填报、归口、校级三级"),
    "return": ("signoff", "把数据表退回填报部门，写明原因"),
    "status": ("signoff", "各表审签进度"),
    "reasons": ("signoff", "变动较大的指标：请部门填写原因，收回填好的表"),
    "assess": ("signoff", "各部门数据工作的量化考核"),
    "seal": ("signoff", "给快照封签（电子签名）"),
    "keygen": ("signoff", "生成封签用的钥匙"),
}
_TODAY = "日期（默认今天）"


@click.command("data", cls=Group, commands_in=COMMANDS)
def data_group() -> None:
    """数据审签、考核和封签。"""


def _year(workspace: "Workspace", year: int | None) -> int:
    from reportgen.edition import open_project
    return year or open_project(workspace).year


@command("sign")
@click.option("--person", required=True, metavar="姓名", help="签字人（people.yaml 中的姓名）")
@click.option("--level", type=click.Choice(["填报", "归口", "校级"]), metavar="级别", help="填报、归口或校级；只有一种职责的不必写")
@click.option("--table", "tables", multiple=True, metavar="表", help="表的编号，可写多个；不写则签轮到您签的全部")
@click.option("--conclude", "conclusions", multiple=True, metavar="结论",
              help="“均符合”，或逐项写 规范性=符合（五项：规范性、完整性、合理性、真实性、及时性；符合、基本符合、不符合）")
@click.option("--note", default="", metavar="文字", help="备注")
@click.option("--key", type=click.Path(dir_okay=False), metavar="私钥", help="用私钥签（data keygen --person 生成）")
@click.option("--on", metavar="日期", help=_TODAY)
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.pass_obj
def sign_command(folder: str, person: str, level: str | None, tables: tuple[str, ...], conclusions: tuple[str, ...], note: str,
                 key: str | None, on: str | None, year: int | None) -> int:
    """数据审签。签字认的是冻结的内容：以后内容变了，这张表的签字作废，别的表不受影响。"""
    from reportgen.people import Level
    from reportgen.signoff import Act, sign
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    act = Act(person, on or date.today().isoformat(), Level(level) if level else None, tables, _concluded(conclusions), note, Path(key) if key else None)
    signed, findings = sign(workspace, _year(workspace, year), act)
    return _told("已签字", signed, findings)


def _concluded(words: tuple[str, ...]) -> dict[str, str]:
    from reportgen.signoff import CONCLUSIONS, CRITERIA
    told: dict[str, str] = {}
    for word in words:
        key, _, value = word.replace("＝", "=").partition("=")
        told |= dict.fromkeys(CRITERIA, CONCLUSIONS[0]) if key.strip() == "均符合" else {key.strip(): value.strip()}
    return told


def _told(what: str, titles: tuple[str, ...], findings: tuple["Finding", ...]) -> int:
    if findings:
        status = report_findings(findings, {})
        say("没有登记：以上各条改正后再试")
        return status
    say(f"{what}：{'、'.join(titles)}（{len(titles)}张表）")
    return 0


@command("return")
@click.argument("tables", nargs=-1, required=True, metavar="表 …")
@click.option("--person", required=True, metavar="姓名", help="退回人（people.yaml 中的姓名）")
@click.option("--reason", required=True, metavar="原因", help="退回原因")
@click.option("--level", type=click.Choice(["归口", "校级"]), metavar="级别", help="归口或校级；只有一种职责的不必写")
@click.option("--key", type=click.Path(dir_okay=False), metavar="私钥", help="用私钥签（data keygen --person 生成）")
@click.option("--on", metavar="日期", help=_TODAY)
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.pass_obj
def return_command(folder: str, tables: tuple[str, ...], person: str, reason: str, level: str | None, key: str | None, on: str | None, year: int | None) -> int:
    """把数据表退回填报部门。已有的签字随之作废，改正后从填报一级重新签。"""
    from reportgen.people import Level
    from reportgen.signoff import Act, send_back
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    act = Act(person, on or date.today().isoformat(), Level(level) if level else None, tables, note=reason, key=Path(key) if key else None)
    returned, findings = send_back(workspace, _year(workspace, year), act)
    return _told("已退回", returned, findings)


@command("status")
@click.option("--department", metavar="部门", help="只看这个部门填报的表")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.pass_obj
def status_command(folder: str, department: str | None, as_json: bool, year: int | None) -> int:
    """各表审签进度：谁签了、轮到谁、哪些签字因内容变动作废。"""
    from reportgen.signoff import loose_ends, standing
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    year = _year(workspace, year)
    state = standing(workspace, year)
    tables = [one for one in state.tables.values() if department in (None, one.contract.department)]
    findings = (*state.findings, *(one for one in loose_ends(year, state) if department in (None, one.department)))
    if as_json:
        print_json([_table_json(one) for one in tables])
        return 1 if state.findings else 0
    for one in tables:
        say(_line(one))
    due = sum(one.rows is not None for one in tables)
    done = sum(one.rows is not None and one.complete for one in tables)
    say(f"\n{year}年度快照 {state.snapshot}：应签{due}张表，已签齐{done}张")
    return report_findings(findings, {}) if findings else 0


def _line(table: "Table") -> str:
    from reportgen.people import DATA
    head = f"{table.contract.id:<12}{table.contract.title}（{table.contract.department}）"
    if table.rows is None:
        return f"{head}　未报送"
    signed = {level: f"{entry['person']} {entry['on']}" for level, entry in table.signed.items()}
    marks = "　".join(f"{level}：{signed.get(level, '—')}" for level in DATA)
    return f"{head}　{table.rows}行　{marks}"


def _table_json(table: "Table") -> dict[str, object]:
    return {"table": table.contract.id, "title": table.contract.title, "department": table.contract.department, "collator": table.collator,
            "rows": table.rows, "sha256": table.sha256, "next": table.next, "returns": table.times("退回"),
            "returned": dict(table.returned.said) if table.returned else None,
            "signed": {str(level): dict(entry.said) for level, entry in table.signed.items()},
            "voided": [{**entry.said, "changed": words} for entry, words in table.voided]}


@command("reasons")
@click.option("--xlsx", type=click.Path(dir_okay=False), metavar="文件", help="另存为变动说明表（一个部门一张，发给部门填写）")
@click.option("--take", "files", type=click.Path(dir_okay=False, exists=True), multiple=True, metavar="文件", help="收回填好的变动说明表，写进 explanations.yaml；可写多个")
@click.option("--department", default="", metavar="部门", help="只要这个部门的")
@click.option("--on", metavar="日期", help=_TODAY)
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.pass_obj
def reasons_command(folder: str, xlsx: str | None, files: tuple[str, ...], department: str, on: str | None, year: int | None) -> int:
    """与上年相比变动较大的指标，要由责任部门说明原因；原因印在数据分析报告里。

    先用 --xlsx 存成说明表发给各部门；部门填好交回后用 --take 收进来，改了再收一次就更新，同一项以后收的为准。
    """
    from reportgen.cli.console import day
    from reportgen.edition import open_project
    from reportgen.reasons import asked, take
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    year = _year(workspace, year)
    if files:
        taken, findings = take(workspace, year, [Path(one) for one in files], day(on))
        status = report_findings(findings, {}) if findings else 0
        say(f"已收进{len(taken)}项原因，写入 explanations.yaml" if taken else "没有新的原因，explanations.yaml 未改动")
        return status
    rows = asked(workspace, year, department)
    if xlsx:
        from reportgen.writers.reasons_xlsx import reasons_xlsx
        save(xlsx, reasons_xlsx(rows, school=open_project(workspace).school, label=f"{year}年度", year=year), "变动说明表")
        return 0
    for one in rows:
        told = f"{one.reason.text}（{one.reason.by}）" if one.reason else "待说明"
        say(f"{one.figure.name}（{one.figure.department}）　{one.last}→{one.now}{one.unit}　{one.rate}　{told}")
    say(f"\n变动较大的{len(rows)}项，待说明{sum(one.reason is None for one in rows)}项")
    return 0


@command("assess")
@click.option("--xlsx", type=click.Path(dir_okay=False), metavar="文件", help="另存为考核表")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.pass_obj
def assess_command(folder: str, xlsx: str | None, as_json: bool, year: int | None) -> int:
    """各部门数据工作的量化考核：及时、完整、退回、问题；计分办法在年度包的 assessment.yaml。"""
    from reportgen.assessment import assess
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    made = assess(workspace, _year(workspace, year))
    if xlsx:
        from reportgen.writers.assessment_xlsx import assessment_xlsx
        save(xlsx, assessment_xlsx(made), "数据工作考核表")
    if as_json:
        print_json(made)
    elif not xlsx:
        for row in made["departments"]:
            parts = "　".join(f"{name}{score}" for name, score in row["scores"].items())
            say(f"{row['rank']:>2}  {row['department']}　{row['total']}　{row['grade']}　（{parts}）")
    return 0


@command("seal")
@click.option("--key", required=True, type=click.Path(dir_okay=False), metavar="私钥", help="data keygen 生成的私钥文件")
@click.option("--snapshot", metavar="编号", help="快照编号（默认为现行快照）")
@click.option("--on", metavar="日期", help=_TODAY)
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.pass_obj
def seal_command(folder: str, key: str, snapshot: str | None, on: str | None, year: int | None) -> int:
    """给快照封签：用私钥签下快照的根哈希和登记的现状，verify 用公钥核对。"""
    from reportgen.edition import snapshot_folder
    from reportgen.ledger.seal import seal
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    year = _year(workspace, year)
    current = snapshot_folder(workspace, year)
    path = seal(workspace, year, snapshot or (current.name if current else ""), Path(key), on=on or date.today().isoformat())
    say(f"已封签：{workspace.label(path)}")
    return 0


@command("keygen")
@click.argument("key", type=click.Path(dir_okay=False), metavar="私钥文件")
@click.option("--owner", metavar="名称", help="封签的钥匙：谁的，如 质量管理办公室")
@click.option("--person", metavar="姓名", help="会签的钥匙：people.yaml 中的姓名")
@click.pass_obj
def keygen_command(folder: str, key: str, owner: str | None, person: str | None) -> int:
    """生成一对钥匙，封签或会签用：私钥存到指定文件（放在项目之外），公钥加进 data_contracts/ 的 seal.pub 或 people.pub。"""
    from reportgen.core.errors import Unreadable
    from reportgen.ledger.keys import PEOPLE, SEALS, keygen
    from reportgen.people import FILE, load_people
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    if bool(owner) == bool(person):
        raise click.UsageError("写 --owner（封签的钥匙）或 --person（会签的钥匙），只写一个")
    if person and person not in load_people(workspace).people:
        raise Unreadable(f"{FILE} 中没有“{person}”", hint=f"先把人写进 {FILE}")
    listing = PEOPLE if person else SEALS
    public = keygen(workspace, Path(key), owner=person or owner, listing=listing)
    say(f"私钥：{key}（由专人保管，不入库）")
    say(f"公钥：{public}，已加进 data_contracts/{listing}")
    return 0
