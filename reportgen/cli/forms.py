"""Commands that fill in forms: difference, erratum, approval, responsibility."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.chinese import Group, command
from reportgen.cli.console import save

if TYPE_CHECKING:
    from reportgen.workspace import Workspace

COMMANDS = {
    "approval": ("forms", "数据采集提交审批表，一个部门一份"),
    "responsibility": ("forms", "数据真实性责任书，一个部门一份"),
    "difference": ("forms", "数据差异说明表：两个快照之间变了的指标"),
    "erratum": ("forms", "勘误表：数据更正后报告中不同的文字、表、图"),
}


@click.command("form", cls=Group, commands_in=COMMANDS)
def form_group() -> None:
    """表单（Word）。版式和文字在 templates/forms/，学校可以改。"""


@command("approval")
@click.option("--department", metavar="部门", help="只做这个部门的；不写则每个部门一份")
@click.option("--out", type=click.Path(), metavar="位置", help="文件夹，或 .docx 文件（默认 build/年度/forms/）")
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.pass_obj
def approval_command(folder: str, department: str | None, out: str | None, year: int | None) -> int:
    """数据采集提交审批表：条数、与上年对比、异常和已有的签字自动填好，其余由有关人员签署。"""
    return _of_departments(folder, "approval", department, out, year)


@command("responsibility")
@click.option("--department", metavar="部门", help="只做这个部门的；不写则每个部门一份")
@click.option("--out", type=click.Path(), metavar="位置", help="文件夹，或 .docx 文件（默认 build/年度/forms/）")
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.pass_obj
def responsibility_command(folder: str, department: str | None, out: str | None, year: int | None) -> int:
    """数据真实性责任书：列明部门所报的数据表，双方签署。"""
    return _of_departments(folder, "responsibility", department, out, year)


@command("difference")
@click.argument("old", metavar="旧快照")
@click.argument("new", metavar="新快照")
@click.option("--out", type=click.Path(), metavar="位置", help="文件夹，或 .docx 文件（默认 build/年度/forms/）")
@click.pass_obj
def difference_command(folder: str, old: str, new: str, out: str | None) -> int:
    """数据差异说明表：两个快照之间变了的指标，原值、现值、上年值、差异和更正原因。"""
    from reportgen.forms import difference_words
    from reportgen.impact import open_pair
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    pair = open_pair(workspace, old, new)
    return _save(workspace, "difference", [difference_words(workspace, pair)], out, pair.project.year)


@command("erratum")
@click.argument("old", metavar="旧快照")
@click.argument("new", metavar="新快照")
@click.option("--out", type=click.Path(), metavar="位置", help="文件夹，或 .docx 文件（默认 build/年度/forms/）")
@click.pass_obj
def erratum_command(folder: str, old: str, new: str, out: str | None) -> int:
    """勘误表：数据更正后，各份报告印出的句子、表、图、指标表行有哪些不同。"""
    from reportgen.forms import erratum_words
    from reportgen.impact import open_pair
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    pair = open_pair(workspace, old, new)
    return _save(workspace, "erratum", [erratum_words(workspace, pair)], out, pair.project.year)


def _of_departments(folder: str, name: str, department: str | None, out: str | None, year: int | None) -> int:
    from reportgen.build import assemble
    from reportgen.edition import open_project
    from reportgen.forms import department_words
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    project = open_project(workspace)
    chosen = year or project.year
    findings = assemble(workspace)[1] if name == "approval" and chosen == project.year else ()
    return _save(workspace, name, department_words(workspace, chosen, department, findings), out, chosen)


def _save(workspace: "Workspace", name: str, filled: Iterable[Mapping[str, object]], out: str | None, year: int) -> int:
    """Write one file for each set of words."""
    from reportgen.core.errors import Refused
    from reportgen.forms import load_form
    form = load_form(workspace, name)
    words = list(filled)
    target = Path(out) if out else workspace.build(year) / "forms"
    single = target.suffix.lower() == ".docx"
    if single and len(words) > 1:
        raise Refused(f"要写{len(words)}份，不能写进一个文件", hint="用 --out 给一个文件夹，或用 --department 只做一个部门的")
    made = [(target if single else target / form.file_name(one), form.filled(one)) for one in words]
    for path, data in made:
        save(str(path), data, form.title)
    return 0
