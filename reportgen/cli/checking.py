"""Commands that hold reports and files against the year's rules: check, rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.chinese import command
from reportgen.cli.console import print_json, progress_bar, report_findings, save, say

if TYPE_CHECKING:
    from reportgen.core.finding import Finding
    from reportgen.core.report import Report
    from reportgen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Form:
    """How findings are told: as text unless JSON or SARIF is asked for; xlsx: also as a workbook there."""

    json: bool
    sarif: bool
    xlsx: str | None


@command("check")
@click.argument("reports", nargs=-1, metavar="[报告 …]")
@click.option("--file", "files", multiple=True, type=click.Path(exists=True, dir_okay=False), metavar="文件",
              help="改查一个做好的文件：.docx、.pdf、.html、.md、.txt（可写几次）")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--sarif", "as_sarif", is_flag=True, help="输出 SARIF 2.1.0（给编辑器和服务器用）")
@click.option("--xlsx", type=click.Path(dir_okay=False), metavar="文件", help="另存为问题清单（按部门分表）")
@click.option("--fix", "fixing", is_flag=True, help="改掉只涉及空格和标点的问题，并列出改动；数字、单位、名称从不自动改")
@click.option("--diff", "showing", is_flag=True, help="只列出 --fix 会改什么，不写文件")
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.pass_obj
def check_command(folder: str, reports: tuple[str, ...], files: tuple[str, ...], as_json: bool, as_sarif: bool, xlsx: str | None, fixing: bool,
                  showing: bool, year: int | None) -> int:
    """按规则检查报告，一次列出全部问题；或用 --file 检查在 Word 里改好的文件。

    文件里的数字与快照是否一致，用 reportgen audit 核对。
    """
    from reportgen.workspace import open_workspace
    if (fixing or showing) and files or reports and files:
        raise click.UsageError("--file 不能与报告名称、--fix、--diff 一起用")
    if as_json and as_sarif:
        raise click.UsageError("--json 和 --sarif 只能用一个")
    workspace, form = open_workspace(folder), Form(as_json, as_sarif, xlsx)
    if files:
        return _check_files(workspace, files, year, form)
    found, findings = _assembled(workspace, reports, year)
    if fixing or showing:
        changed = _fixed(workspace, findings, _sources(found), write=fixing and not showing)
        if showing or not changed:
            return 0 if showing else _report(findings, found, form)
        found, findings = _assembled(workspace, reports, year)
    return _report(findings, found, form)


def _assembled(workspace: "Workspace", reports: tuple[str, ...], year: int | None) -> "tuple[tuple[Report, ...], tuple[Finding, ...]]":
    from reportgen.build import assemble
    with progress_bar() as progress:
        return assemble(workspace, reports, year=year, progress=progress)


def _report(findings: "tuple[Finding, ...]", found: "tuple[Report, ...]", form: Form) -> int:
    from reportgen.core.document import numbers
    bound = sum(not number.literal for report in found for number in numbers(report.document))
    return _tell(findings, _sources(found), form, {"figures_bound": bound, "figures_checked": bound})


def _tell(findings: "tuple[Finding, ...]", sources: Mapping[str, str], form: Form, counts: Mapping[str, int] | None = None) -> int:
    """The findings in the form that was asked for; the exit status they mean."""
    if not form.sarif:
        return report_findings(findings, sources, as_json=form.json, xlsx=form.xlsx, counts=counts)
    from reportgen.core.finding import errors
    from reportgen.rules import rules
    from reportgen.writers.findings import findings_xlsx
    from reportgen.writers.sarif import findings_sarif
    if form.xlsx:
        save(form.xlsx, findings_xlsx(findings), "问题清单")
    say(findings_sarif(findings, {one.code: (one.name, one.title, one.page) for one in rules()}))
    return 1 if errors(findings) else 0


def _sources(found: "tuple[Report, ...]") -> dict[str, str]:
    return {source.path: source.text for report in found for source in report.sources}


def _fixed(workspace: "Workspace", findings: "tuple[Finding, ...]", sources: Mapping[str, str], *, write: bool) -> int:
    """Show the safe fixes, and write them if asked to; how many places."""
    from reportgen.review.fixes import fixes, write_fixes
    made = fixes(findings, sources)
    for one in made:
        for line in one.diff():
            click.secho(line, fg={"+": "green", "-": "red"}.get(line[:1]), err=write)
    if write:
        write_fixes(workspace, made)
    count = sum(one.count for one in made)
    click.echo(f"\n{'已改' if write else '可以自动改'} {count} 处空格和标点" if count else "没有可以自动改的空格和标点", err=write)
    return count


def _check_files(workspace: "Workspace", files: tuple[str, ...], year: int | None, form: Form) -> int:
    from reportgen.inspection import inspect_files
    with progress_bar() as progress:
        done = inspect_files(workspace, [Path(one) for one in dict.fromkeys(files)], year, progress=progress)
    status = _tell(done.findings, done.texts, form)
    return 2 if done.refused else status


@command("rule")
@click.argument("code", required=False, metavar="[规则]")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def rule_command(code: str | None, as_json: bool) -> int:
    """解释一条规则（如 T201）；不写则列出全部规则。"""
    from reportgen.core.errors import ReportgenError
    from reportgen.rules import named, rules
    if code is None:
        if as_json:
            print_json([{"code": one.code, "name": one.name, "title": one.title} for one in rules()])
        for one in () if as_json else rules():
            say(f"{one.code}  {one.title}")
        return 0
    known = named(code)
    if not known:
        raise ReportgenError(f"没有规则 {code}", hint="运行 reportgen rule 列出全部规则")
    if as_json:
        print_json([{"code": one.code, "name": one.name, "title": one.title, "page": one.page.strip()} for one in known])
    else:
        say("\n\n".join(one.page.strip() for one in known))
    return 0
