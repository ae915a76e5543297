"""Commands on reports: plan, build."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.chinese import command
from reportgen.cli.console import day, print_json, progress_bar, report_findings, save, say
from reportgen.core.errors import Unavailable
from reportgen.core.finding import errors
from reportgen.core.look import FORMATS
from reportgen.writers.findings import findings_text

if TYPE_CHECKING:
    from reportgen.core.plan import ReportPlan
    from reportgen.rotation import Turn
    from reportgen.workspace import Workspace


@command("build")
@click.argument("reports", nargs=-1, metavar="[报告 …]")
@click.option("--final", is_flag=True, help="终稿：有错误就不生成，并全部列出；没有错误则不带草稿水印")
@click.option("--format", "formats", default="docx,pdf,html", show_default=True, metavar="格式", help="要生成的格式，逗号分隔")
@click.option("--lock-numbers", "locked", is_flag=True, help="锁住 Word 草稿里绑定的数字，不能直接改")
@click.option("--word-pages", "pages", flag_value="word", help="目录页码：Word 文件用 LibreOffice 实排一遍填准（要装 LibreOffice）")
@click.option("--pdf-pages", "pages", flag_value="pdf", help="目录页码：Word 文件取 PDF 的页码，个别可能差一页（不写就是这样，哪台机器上都一样）")
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.option("--watch", "watched", is_flag=True, help="改一次就重新生成一次，在浏览器里预览；Ctrl+C 结束")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="端口", help="预览用的端口（默认自动选一个空闲的）")
@click.option("--reason", default="", metavar="原因", help="更正已公布的终稿：原因（印在勘误页）")
@click.option("--requested-by", default="", metavar="姓名", help="更正已公布的终稿：提出人")
@click.option("--approved-by", default="", metavar="姓名", help="更正已公布的终稿：批准人")
@click.option("--on", metavar="日期", help="终稿的日期（默认今天）")
@click.pass_obj
def build_command(folder: str, reports: tuple[str, ...], final: bool, formats: str, locked: bool, pages: str | None, year: int | None,
                  watched: bool, port: int, reason: str, requested_by: str, approved_by: str, on: str | None) -> int:
    """生成报告，放在 build/年度/ 下。不写报告名称则全部生成。

    草稿总能生成，带“草稿”水印，末尾列出未决问题。--final 在有错误、没有签齐、缺声明扫描件或同意书、要求的合规审查没有通过时拒绝，一次全部列出；生成后记入
    published.json，这一版就锁定了，再改要写明原因、提出人和批准人，出带勘误页的新一版。
    """
    wanted = tuple(dict.fromkeys(one.strip().lower() for one in formats.split(",") if one.strip()))
    unknown = [one for one in wanted if one not in FORMATS]
    if unknown or not wanted:
        raise click.UsageError(f"{f'没有格式 {unknown[0]}' if unknown else '没有写格式'}，可用 {'、'.join(FORMATS)}")
    from reportgen.office import installed
    from reportgen.unchanged import Order, inputs, remember, unchanged
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    if watched:
        return _watch(workspace, reports, wanted, final=final, year=year, port=port)
    leafed = pages == "word"
    if leafed and installed() is None:
        raise Unavailable("Word 目录页码要按实排填准，得有 LibreOffice，这台机器上没有找到",
                          hint="安装 LibreOffice（https://zh-cn.libreoffice.org）后再运行；或去掉 --word-pages，取 PDF 的页码（两种文件断行、行高一致）")
    store, order, given = workspace.store(), Order(reports, wanted, year, locked, leafed), inputs(workspace)
    known = None if final else unchanged(workspace, store, order, given)  # a final report is put on record each time
    if known is not None:
        say(known.told[sys.stdout.isatty()])
        _list("没有变化，成品都是最新的", [workspace.root / path for path, _ in known.outputs], workspace)
        return known.status
    from reportgen.build import build
    from reportgen.published import Amendment
    with progress_bar() as progress:
        built = build(workspace, reports, formats=wanted, final=final, year=year, locked=locked, leafed=leafed, progress=progress,
                      on=day(on).isoformat(), amendment=Amendment(reason, requested_by, approved_by))
    told = tuple(findings_text(built.findings, built.sources, colour=colour) for colour in (False, True))
    say(told[sys.stdout.isatty()])
    status = 1 if errors(built.findings) else 0
    if not built.files:
        say("终稿没有生成：以上错误改正后再试；原有成品未改动")
        return status
    _list(f"已生成 {len(built.files)} 个文件", built.files, workspace)
    if final and not leafed and "docx" in wanted:
        _say_how_exact(installed() is not None)
    if not final:
        remember(workspace, store, order, given, files=built.files, told=told, status=status)
    return status


def _say_how_exact(office: bool) -> None:
    """Of the page numbers in the contents of a final Word file, and how to get exact ones. office: LibreOffice is here."""
    say("\nWord 文件目录里的页码取自 PDF 的排版，两种文件断行、行高一致；在 Word、WPS 里改过文字或换了字体，在目录上按 F9 更新。")
    say(f"要按 Word 文件实排填写：{'' if office else '先装 LibreOffice，再运行 '}reportgen build --final --word-pages")


def _watch(workspace: "Workspace", reports: tuple[str, ...], formats: tuple[str, ...], *, final: bool, year: int | None, port: int) -> int:
    if final:
        raise click.UsageError("终稿不边改边生成：--watch 和 --final 只能用一个")
    from reportgen.watch import watch
    try:
        watch(workspace, reports, formats=formats, year=year, port=port, say=say, opened=click.launch if sys.stdout.isatty() else lambda _: None)
    except KeyboardInterrupt:
        say("预览已结束，最后一次的成品在 build/ 下")
    return 0


def _list(title: str, files: Sequence[Path], workspace: "Workspace") -> None:
    say(f"\n{title}：")
    for place, suffixes in _by_folder(files, workspace):
        say(f"  {place}　{suffixes}")


def _by_folder(files: Sequence[Path], workspace: "Workspace") -> list[tuple[str, str]]:
    """Each document once, with the formats it was written in."""
    known: dict[str, list[str]] = {}
    for path in files:
        known.setdefault(workspace.label(path.with_suffix("")), []).append(path.suffix.lstrip("."))
    return [(place, "、".join(suffixes)) for place, suffixes in known.items()]


@command("plan")
@click.argument("report", required=False, metavar="[报告]")
@click.option("--out", type=click.Path(file_okay=False), metavar="文件夹", help="写出工作方案（DOCX）和任务分工表（DOCX、XLSX）")
@click.option("--pdf", is_flag=True, help="同 --out，另转成 PDF（要装 LibreOffice）")
@click.option("--xlsx", type=click.Path(dir_okay=False), metavar="文件", help="另存为任务分工表（总表加每部门一张）")
@click.option("--rotation", "rotating", is_flag=True, help="企业年报轮到谁：各二级学院的企业，最久没有出过的排在前面")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def plan_command(folder: str, report: str | None, out: str | None, pdf: bool, xlsx: str | None, rotating: bool, as_json: bool) -> int:
    """工作方案和任务分工表：哪一节由谁牵头、谁配合、写多少、何时交。还没有冻结数据也能出。

    不加选项在屏幕上列出；加 --out 写出工作方案、任务分工表（Word 和每部门一张的工作簿）。
    """
    from reportgen.build import chosen_plan, load_sources
    from reportgen.workspace import open_workspace
    if pdf and not out:
        raise click.UsageError("--pdf 要和 --out 文件夹 一起用")
    workspace = open_workspace(folder)
    sources = load_sources(workspace)
    if rotating:
        from reportgen.rotation import rotation
        return _rotation(rotation(workspace, sources.project), sources.project.year, as_json)
    plan = chosen_plan(sources, report)
    rows = [(part, section) for part in plan.parts for section in part.sections]
    if out:
        _papers(folder, plan, Path(out), pdf=pdf)
    if xlsx:
        _allocation(folder, plan, xlsx)
    if as_json:
        print_json([{"part": part.title, "section": section.title, "lead": section.lead, "support": list(section.support),
                     "writer": section.writer, "reviewer": section.reviewer, "due": section.due,
                     "words": list(section.words or ())} for part, section in rows])
    elif not (xlsx or out):
        for part, section in rows:
            say(f"{part.title}　{section.title}　牵头：{section.lead}　配合：{'、'.join(section.support) or '—'}　"
                f"执笔：{section.writer or '—'}　审核：{section.reviewer or '—'}　完成：{section.due or '—'}")
    return report_findings(sources.findings, sources.texts) if sources.findings and not as_json else 0


def _papers(folder: str, plan: "ReportPlan", out: Path, *, pdf: bool) -> None:
    """工作方案 and 任务分工表, the latter also as a workbook."""
    from reportgen.cli.forms import issue_form, planned
    from reportgen.forms import load_form, plan_words, scheme_words
    workspace, sources, work = planned(folder)
    issue_form(workspace, "scheme", [scheme_words(work, load_form(workspace, "scheme"))], str(out), pdf)
    issue_form(workspace, "plan", [plan_words(plan, work, sources.cases)], str(out), pdf)
    _allocation(folder, plan, str(out / f"任务分工表（{work.pack.edition.label}）.xlsx"))


def _allocation(folder: str, plan: "ReportPlan", path: str) -> None:
    """The workbook, with figures and cases by their names."""
    from reportgen.cli.forms import planned
    from reportgen.writers.plan_xlsx import plan_xlsx
    _, sources, work = planned(folder)
    names = {id: one.name for id, one in work.pack.indicators.items()} | {id: one.title for id, one in sources.cases.items()}
    save(path, plan_xlsx(plan, sources.project, names), "任务分工表")


def _rotation(turns: "Sequence[Turn]", year: int, as_json: bool) -> int:
    """Whose turn it is, for people or programs."""
    if as_json:
        print_json([{"college": one.college, "enterprise": one.firm.name, "last": one.last, "due": one.due} for one in turns])
        return 0
    for one in turns:
        say(f"{'●' if one.due else '○'} {one.college or '（没有写二级学院）'}　{one.firm.name}　"
            f"{f'上次{one.last}年度' if one.last else '还没有出过'}{f'　{year}年度轮到' if one.due else ''}")
    if not turns:
        say("project.yaml 的 enterprises 中还没有企业")
    return 0


@command("clean")
@click.option("--outputs", is_flag=True, help="连同 build/ 下的成品一起清除")
@click.pass_obj
def clean_command(folder: str, outputs: bool) -> int:
    """清除缓存：以后第一次生成会慢几秒，成品一个字节也不会变。"""
    from reportgen.cache import clear
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    freed = clear(workspace.stored) + (clear(workspace.root / "build") if outputs else 0)
    say(f"已清除{'缓存和成品' if outputs else '缓存'}，腾出 {freed / 1e6:.1f} MB")
    return 0
