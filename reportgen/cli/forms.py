"""Commands that fill in forms."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.chinese import Command, Group, command
from reportgen.cli.console import day, progress_bar, report_findings, save, say

if TYPE_CHECKING:
    from reportgen.build import Sources
    from reportgen.core.finding import Finding
    from reportgen.core.report import Report
    from reportgen.forms import Issued, Work
    from reportgen.workspace import Workspace

COMMANDS = {
    "letter": ("forms", "报送公文（GB/T 9704 上行文）"),
    "manuscript": ("forms", "发文稿纸"),
    "statement": ("forms", "内容真实性责任声明，一份报告一张"),
    "scheme": ("forms", "编写工作方案：目的、范围、要求、组织、步骤、分工"),
    "plan": ("forms", "任务分工表"),
    "reminder": ("forms", "催办函：还没有签齐的小节，一个部门一份"),
    "review": ("forms", "合规审查表：各项要求查出了什么"),
    "ledger": ("forms", "问题整改台账，加 --department 只列一个部门的"),
    "enterprise": ("forms", "企业年报信息表，一家企业一份"),
    "case": ("forms", "案例登记表，一个案例一份"),
    "feedback": ("forms", "意见反馈情况汇总表，一年一张"),
    "approval": ("forms", "数据采集提交审批表，一个部门一份"),
    "responsibility": ("forms", "数据真实性责任书，一个部门一份"),
    "difference": ("forms", "数据差异说明表：两个快照之间变了的指标"),
    "erratum": ("forms", "勘误表：数据更正后报告中不同的文字、表、图"),
}


@click.command("form", cls=Group, commands_in=COMMANDS)
def form_group() -> None:
    """表单（Word，加 --pdf 同时出 PDF）。版式和文字在 templates/forms/，学校可以改；人填的字段在 forms.yaml。"""


def form(name: str) -> Callable[[Callable[..., object]], Command]:
    """A command that fills in a form: it takes --out and --pdf."""
    def decorate(function: Callable[..., object]) -> Command:
        for option in (click.option("--out", type=click.Path(), metavar="位置", help="文件夹，或 .docx 文件（默认 build/年度/forms/）"),
                       click.option("--pdf", is_flag=True, help="同时转成 PDF（要装 LibreOffice）")):
            function = option(function)
        return command(name)(click.pass_obj(function))
    return decorate


_DEPARTMENT = click.option("--department", metavar="部门", help="只做这个部门的")
_YEAR = click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
_REPORT = click.option("--report", metavar="报告", help="哪一份报告（默认学校年报）")


@form("letter")
def letter_command(folder: str, out: str | None, pdf: bool) -> int:
    """报送公文：按 GB/T 9704 的上行文格式，附件列出项目的各份年报。

    文号、签发人、主送机关、日期、联系人写在 forms.yaml 的 letter 下；没有写的留空，打印后手填。
    """
    return _submission(folder, "letter", out, pdf)


@form("manuscript")
def manuscript_command(folder: str, out: str | None, pdf: bool) -> int:
    """发文稿纸：报送公文送签用，与公文用同样的题目、附件和 forms.yaml 的字段。"""
    return _submission(folder, "manuscript", out, pdf)


@form("statement")
def statement_command(folder: str, out: str | None, pdf: bool) -> int:
    """内容真实性责任声明：每份报告一张，文字与报告中的相同，打印后签字盖章。扫描后写进 report.yaml 的 statement.scan。"""
    from reportgen.forms import statement_words
    workspace, reports, _ = _assembled(folder)
    return issue_form(workspace, "statement", statement_words(reports), out, pdf)


@form("plan")
@_REPORT
def plan_form_command(folder: str, out: str | None, pdf: bool, report: str | None) -> int:
    """任务分工表：哪一节由谁牵头、写什么、必须用到哪些指标和图表、何时交。"""
    from reportgen.build import chosen_plan
    from reportgen.forms import plan_words
    workspace, sources, work = planned(folder)
    return issue_form(workspace, "plan", [plan_words(chosen_plan(sources, report), work, sources.cases)], out, pdf)


@form("scheme")
def scheme_command(folder: str, out: str | None, pdf: bool) -> int:
    """编写工作方案：步骤的时间由各节的交稿期限推算，分工取自 part.yaml，人员取自 people.yaml，要点取自年度包。

    还没有冻结数据也能出。文字和步骤在 templates/forms/scheme.yaml，领导小组、依据、通知定了的日子写在 forms.yaml 的 scheme 下。
    """
    from reportgen.forms import load_form, scheme_words
    workspace, _, work = planned(folder)
    return issue_form(workspace, "scheme", [scheme_words(work, load_form(workspace, "scheme"))], out, pdf)


@form("review")
@_REPORT
def review_command(folder: str, out: str | None, pdf: bool, report: str | None) -> int:
    """合规审查表：逐项写明规则查出了什么；规则查不了的项目由人审查。项目和要求在 templates/forms/review.yaml 里改。"""
    from reportgen.forms import load_form, review_words
    workspace, reports, _ = _chosen(folder, report)
    items = load_form(workspace, "review").texts["审查项目"]
    return issue_form(workspace, "review", [review_words(one, one.findings, items) for one in reports], out, pdf)


@form("ledger")
@_DEPARTMENT
@_REPORT
def ledger_command(folder: str, out: str | None, pdf: bool, department: str | None, report: str | None) -> int:
    """问题整改台账：检查发现的每个问题，由哪个部门、怎样改。"""
    from reportgen.forms import ledger_words
    workspace, reports, _ = _chosen(folder, report)
    return issue_form(workspace, "ledger", [ledger_words(one, one.findings, department) for one in reports], out, pdf)


@form("reminder")
@_DEPARTMENT
@click.option("--on", metavar="日期", help="截至哪一天（默认今天）")
def reminder_command(folder: str, out: str | None, pdf: bool, department: str | None, on: str | None) -> int:
    """催办函：列出部门牵头、还没有签齐的小节，期限、轮到谁签；已经签齐的部门不出。"""
    from reportgen.assignments import board, reminder_words
    until = day(on)
    workspace, reports, _ = _assembled(folder)
    words = list(reminder_words(board(workspace, reports, on=until, department=department), reports[0].pack.edition.label))
    if not words:
        say("各节都已签齐，不用催办")
        return 0
    return issue_form(workspace, "reminder", words, out, pdf)


@form("enterprise")
@click.option("--enterprise", metavar="企业", help="只做这家企业的（全称）")
def enterprise_command(folder: str, out: str | None, pdf: bool, enterprise: str | None) -> int:
    """企业年报信息表：企业的合作数据取自快照，信用代码、联系人等写在 forms.yaml 的 enterprise 下。"""
    from reportgen.forms import enterprise_words, load_form
    workspace, reports, _ = _assembled(folder)
    words = enterprise_words(reports, load_form(workspace, "enterprise").answers)
    return issue_form(workspace, "enterprise", _named(words, "企业", enterprise), out, pdf)


@form("case")
@click.option("--case", metavar="编号", help="只做这个案例的")
def case_command(folder: str, out: str | None, pdf: bool, case: str | None) -> int:
    """案例登记表：题目、作者、主题、图片及其权利、是否同意公开、被哪一节采用。"""
    from reportgen.forms import case_words
    workspace, reports, sources = _assembled(folder)
    return issue_form(workspace, "case", _named(case_words(reports, sources.cases), "编号", case), out, pdf)


@form("feedback")
@click.option("--on", metavar="日期", help="截至哪一天（默认今天）")
@_YEAR
def feedback_command(folder: str, out: str | None, pdf: bool, on: str | None, year: int | None) -> int:
    """意见反馈情况汇总表：收到、答复、逾期各多少，逐件列出；没有来信人的信息。"""
    from datetime import date

    from reportgen.cli.publish import project_year
    from reportgen.feedback.summary import summary_words
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    chosen = project_year(workspace, year)
    return issue_form(workspace, "feedback", [summary_words(workspace, chosen, today=on or date.today().isoformat())], out, pdf, chosen)


@form("approval")
@_DEPARTMENT
@_YEAR
def approval_command(folder: str, out: str | None, pdf: bool, department: str | None, year: int | None) -> int:
    """数据采集提交审批表：条数、与上年对比、异常和已有的签字自动填好，其余由有关人员签署。"""
    return _of_departments(folder, "approval", department, out, year, pdf)


@form("responsibility")
@_DEPARTMENT
@_YEAR
def responsibility_command(folder: str, out: str | None, pdf: bool, department: str | None, year: int | None) -> int:
    """数据真实性责任书：列明部门所报的数据表，双方签署。"""
    return _of_departments(folder, "responsibility", department, out, year, pdf)


@form("difference")
@click.argument("old", metavar="旧快照")
@click.argument("new", metavar="新快照")
def difference_command(folder: str, old: str, new: str, out: str | None, pdf: bool) -> int:
    """数据差异说明表：两个快照之间变了的指标，原值、现值、上年值、差异和更正原因。"""
    from reportgen.forms import difference_words
    return _of_pair(folder, "difference", old, new, difference_words, out, pdf)


@form("erratum")
@click.argument("old", metavar="旧快照")
@click.argument("new", metavar="新快照")
def erratum_command(folder: str, old: str, new: str, out: str | None, pdf: bool) -> int:
    """勘误表：数据更正后，各份报告印出的句子、表、图、指标表行有哪些不同。"""
    from reportgen.forms import erratum_words
    return _of_pair(folder, "erratum", old, new, erratum_words, out, pdf)


def planned(folder: str) -> "tuple[Workspace, Sources, Work]":
    """The project, its sources, and what is to be written this year; nothing has to be frozen yet."""
    from reportgen.build import load_sources
    from reportgen.edition import snapshot_folder, sound_pack
    from reportgen.forms import Work
    from reportgen.people import load_people
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    sources = load_sources(workspace)
    year = sources.project.year
    frozen = snapshot_folder(workspace, year)
    default = tuple(one for one in sources.plans if one.default)
    public = tuple(one for one in default if one.statement)  # those that somebody answers for to the public
    return workspace, sources, Work(sources.project, public or default, sound_pack(workspace, year)[0], load_people(workspace), frozen.name if frozen else "")


def _assembled(folder: str, *names: str) -> "tuple[Workspace, tuple[Report, ...], Sources]":
    """The project, its reports composed and checked (the named ones, or all), and what they are made of."""
    from reportgen.build import assemble, load_sources
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    with progress_bar() as progress:
        reports, _ = assemble(workspace, names, progress=progress)
    return workspace, reports, load_sources(workspace)


def _chosen(folder: str, name: str | None) -> "tuple[Workspace, tuple[Report, ...], Sources]":
    """The same with the reports of that name, or with the project's first report; what is wrong with the project itself counts among its findings."""
    from reportgen.build import assemble, chosen_plan, load_sources
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    sources = load_sources(workspace)
    reports, findings = assemble(workspace, [name or chosen_plan(sources, None).id])
    return workspace, tuple(replace(one, findings=findings if len(reports) == 1 else one.findings) for one in reports), sources


def _named(words: Iterable[Mapping[str, object]], key: str, name: str | None) -> list[Mapping[str, object]]:
    """Those of that name, all without one."""
    from reportgen.core.errors import Unreadable
    known = list(words)
    chosen = [one for one in known if name in (None, one[key])]
    if not chosen:
        raise Unreadable(f"没有{key}“{name}”" if name else f"项目里没有可填表的{key}", hint=f"可用的有：{'、'.join(str(one[key]) for one in known) or '无'}")
    return chosen


def _submission(folder: str, name: str, out: str | None, pdf: bool) -> int:
    from reportgen.core.finding import ordered
    from reportgen.forms import approvals, imprint_findings, letter_findings, letter_words, load_form
    workspace, reports, _ = _assembled(folder)
    form = load_form(workspace, name)
    words = letter_words(reports, form)
    issued = _issued(workspace, name, [words], out, pdf)
    if name != "letter":
        return 0
    wrong = ordered((*letter_findings(form.answered(words), approvals(workspace, reports)), *imprint_findings(one.pages for one in issued.sheets)))
    return report_findings(wrong, {}) if wrong else 0


def _of_departments(folder: str, name: str, department: str | None, out: str | None, year: int | None, pdf: bool) -> int:
    from reportgen.build import assemble
    from reportgen.edition import open_project
    from reportgen.forms import department_words
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    project = open_project(workspace)
    chosen = year or project.year
    findings: tuple[Finding, ...] = assemble(workspace)[1] if name == "approval" and chosen == project.year else ()
    return issue_form(workspace, name, department_words(workspace, chosen, department, findings), out, pdf, chosen)


def _of_pair(folder: str, name: str, old: str, new: str, words: Callable[..., Mapping[str, object]], out: str | None, pdf: bool) -> int:
    from reportgen.impact import open_pair
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    pair = open_pair(workspace, old, new)
    return issue_form(workspace, name, [words(workspace, pair)], out, pdf, pair.project.year)


def issue_form(workspace: "Workspace", name: str, words: Iterable[Mapping[str, object]], out: str | None, pdf: bool, year: int | None = None) -> int:
    """Fill in, print if wanted, save, and say what there is to say of faces."""
    _issued(workspace, name, words, out, pdf, year)
    return 0


def _issued(workspace: "Workspace", name: str, words: Iterable[Mapping[str, object]], out: str | None, pdf: bool, year: int | None = None) -> "Issued":
    from reportgen.cli.printing import font_lines
    from reportgen.edition import open_project
    from reportgen.forms import issue, load_form
    form = load_form(workspace, name)
    target = Path(out) if out else workspace.build(year or open_project(workspace).year) / "forms"
    issued = issue(form, words, out=target, pdf=pdf)
    for path, data in issued.files.items():
        save(str(path), data, form.title if "{" not in form.title else path.stem)
    for line in font_lines(list(issued.sheets)):
        say(line)
    return issued
