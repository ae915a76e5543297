"""Commands on data: freeze, snapshots, verify, figures, explain."""

import gc
import getpass
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from reportgen.cli.chinese import command
from reportgen.cli.console import print_json, progress_lines, report_findings, save, say
from reportgen.core.finding import Finding
from reportgen.core.intake import IntakeReport


@command("freeze")
@click.argument("exports", type=click.Path(), metavar="导出")
@click.option("--year", type=int, required=True, metavar="年度", help="报告年度，如 2025")
@click.option("--note", default="", metavar="文字", help="写进快照的说明")
@click.option("--supersedes", default="", metavar="编号", help="要取代的现行快照（写了就核对）")
@click.option("--reason", default="", metavar="文字", help="更正原因（出过终稿以后必填）")
@click.option("--requested-by", default="", metavar="姓名", help="更正提出人（出过终稿以后必填）")
@click.option("--approved-by", default="", metavar="姓名", help="更正批准人（出过终稿以后必填）")
@click.option("--json", "as_json", is_flag=True, help="问题以 JSON 输出")
@click.option("--xlsx", type=click.Path(dir_okay=False), metavar="文件", help="另存为问题清单（按部门分表，单元格可点开）")
@click.option("--report", "told", type=click.Path(dir_okay=False), metavar="文件", help="另存为读入报告：读了什么，哪些格子不是照原样读的")
@click.pass_obj
def freeze_command(folder: str, exports: str, year: int, note: str, as_json: bool, xlsx: str | None, told: str | None, **correction: str) -> int:
    """核对导出数据，没有错误就冻结为快照。

    导出可以是一个工作簿，也可以是一个文件夹（一表一文件的 .xlsx、.xls、.csv 均可）。全部问题一次列出，指到文件、工作表、单元格。
    有几种读法的地方（像两张表的工作表、像两列的表头、“约300”）不猜：按提示写进 data_contracts/年度/mapping.yaml，以后照办。
    快照不能修改；出过终稿以后要更正数据，写明原因、提出人、批准人，由新快照取代旧的，旧快照保留。
    """
    from reportgen.intake.export import reading
    reports: list[IntakeReport] = []
    with _uncollected(), progress_lines() as progress, reading(Path(exports)) as read:  # while the rest of the program and the pack are loaded
        from reportgen.edition import freeze_year
        from reportgen.ledger import Correction
        from reportgen.workspace import open_workspace
        wanted = Correction(**correction, by=_user(), on=date.today().isoformat())
        frozen, findings = freeze_year(open_workspace(folder), Path(exports), year, note=note, correction=wanted, read=read, progress=progress,
                                       told=reports.append)
    from reportgen.writers.intake_report import intake_text
    _save_lists(Path(exports), findings, xlsx, reports, told)
    status = report_findings(findings, {}, as_json=as_json)
    for report in reports:
        say_unless(as_json, f"\n{intake_text(report)}")
    if frozen is None:
        say_unless(as_json, "没有冻结：以上错误改正后再试；原有快照未改动")
        return status
    rows = sum(frozen.rows.values())
    words = "内容与已有快照相同" if frozen.existed else "已冻结"
    say_unless(as_json, f"{words}：{year}年度快照 {frozen.id}，{len(frozen.rows)}张表，{rows}行\n数据根 {frozen.root}")
    return status


@contextmanager
def _uncollected() -> Iterator[None]:
    """A year's cells are made once and hold no circles: to look for some among them, again and again, takes a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _save_lists(exports: Path, findings: Sequence[Finding], xlsx: str | None, reports: Sequence[IntakeReport], told: str | None) -> None:
    """The lists that were asked for, linked to the export's cells."""
    from reportgen.writers.findings import findings_xlsx
    from reportgen.writers.intake_report import intake_xlsx
    if xlsx:
        save(xlsx, findings_xlsx(findings, books=_seen_from(xlsx, exports)), "问题清单")
    if told and reports:
        save(told, intake_xlsx(reports[0], books=_seen_from(told, exports)), "读入报告")


def _seen_from(list_file: str, exports: Path) -> str:
    """The export's folder as seen from a list's."""
    folder = (exports if exports.is_dir() else exports.parent).resolve()
    try:
        return Path(os.path.relpath(folder, Path(list_file).resolve().parent)).as_posix()
    except ValueError:  # on another drive
        return folder.as_posix()


def _user() -> str:
    """Who gives the command: the variable REPORTGEN_USER, else the account."""
    try:
        return os.environ.get("REPORTGEN_USER") or getpass.getuser()
    except (OSError, KeyError):
        return ""


def say_unless(quiet: bool, text: str) -> None:
    if not quiet:
        say(text)


@command("snapshots")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def snapshots_command(folder: str, as_json: bool) -> int:
    """列出各年度的快照，* 为当前使用的。"""
    from reportgen.edition import frozen_years
    from reportgen.workspace import open_workspace
    known = frozen_years(open_workspace(folder))
    if as_json:
        print_json([{"year": year, "id": one.id, "current": one.current, "tables": one.tables, "rows": one.rows, "note": one.note, "root": one.root}
                    for year, one in known])
    elif not known:
        say("还没有快照：运行 reportgen freeze 导出文件夹 --year 年度")
    else:
        for year, one in known:
            say(f"{'*' if one.current else ' '} {year}  {one.id}  {one.tables}张表 {one.rows}行  {one.note}".rstrip())
            say(f"        数据根 {one.root or '（旧格式，没有）'}")
    return 0


@command("verify")
@click.argument("thing", required=False, metavar="[快照号、年度或文件]")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def verify_command(folder: str, thing: str | None, as_json: bool) -> int:
    """证明快照和 build/ 下的成品没有被改动；不写对象则全部核对。

    给出在 Word 中改过的工作稿，逐个说明绑定的数字：完好、改过、断开，以及手写的。
    报送材料包（.zip）在任何一台电脑上都能核对，不用联网，也不用项目：每个文件、快照的根哈希、文件里重新读出的数字。
    """
    if thing and thing.lower().endswith(".zip"):
        from reportgen.cli.publish import verify_package
        return verify_package(thing, as_json)
    from reportgen.edition import verify_project
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    if thing and Path(thing).is_file():
        from reportgen.returned import verify_file
        checked, findings = verify_file(workspace, Path(thing))
    else:
        checked, findings = verify_project(workspace, thing)
    if not as_json:
        for one in checked:
            say(f"已核对 {one}")
    return report_findings(findings, {}, as_json=as_json)


@command("figures")
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.option("--scope", metavar="范围", help="学校，或某个企业全称；不写则全部")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--csv", "as_csv", is_flag=True, help="输出 CSV")
@click.option("--xlsx", type=click.Path(dir_okay=False), metavar="文件", help="另存为工作簿")
@click.pass_obj
def figures_command(folder: str, year: int | None, scope: str | None, as_json: bool, as_csv: bool, xlsx: str | None) -> int:
    """列出快照中的全部指标。"""
    from reportgen.core.errors import Unreadable
    from reportgen.edition import project_figures
    from reportgen.writers.figures import figure_rows, figures_csv, figures_json, figures_xlsx
    from reportgen.workspace import open_workspace
    if as_json and as_csv:
        raise click.UsageError("--json 和 --csv 只能选一个")
    figures = project_figures(open_workspace(folder), year)
    if scope is not None and scope not in figures.scopes():
        raise Unreadable(f"没有范围“{scope}”", hint="可用的有：" + "、".join(figures.scopes()))
    chosen = [one for one in figures.values() if scope is None or one.scope == scope]
    if xlsx:
        save(xlsx, figures_xlsx(chosen), "指标表")
    if as_json:
        print_json(figures_json(chosen))
    elif as_csv:
        click.echo(figures_csv(chosen), nl=False)
    elif not xlsx:
        _table([(row[0], row[1], row[4], row[5], row[7]) for row in figure_rows(chosen)])
    return 0


def _table(rows: Sequence[tuple[str, ...]]) -> None:
    for row in rows:
        say("  ".join(row))


@command("explain")
@click.argument("name", metavar="指标")
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.option("--scope", metavar="范围", default="学校", help="企业全称（企业指标）")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def explain_command(folder: str, name: str, year: int | None, scope: str, as_json: bool) -> int:
    """说明一个指标怎样得来：定义、公式、逐级的数，直到源表单元格。"""
    from reportgen.cli.explained import explanation_json, explanation_text
    from reportgen.edition import explain_figure
    from reportgen.workspace import open_workspace
    explained = explain_figure(open_workspace(folder), name, year, scope)
    if as_json:
        print_json(explanation_json(explained))
    else:
        say(explanation_text(explained))
    return 0
