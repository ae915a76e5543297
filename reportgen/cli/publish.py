"""Commands for what leaves the school: package, publish."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.chinese import command
from reportgen.cli.console import progress_bar, report_findings, say

if TYPE_CHECKING:
    from reportgen.workspace import Workspace


@command("package")
@click.option("--out", type=click.Path(dir_okay=False), metavar="文件", help="存到哪里（默认 build/年度/，按报送规定命名）")
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.option("--json", "as_json", is_flag=True, help="问题以 JSON 输出")
@click.pass_obj
def package_command(folder: str, out: str | None, year: int | None, as_json: bool) -> int:
    """报送材料包：终稿的 Word、PDF、网页，指标数据表，案例，企业年报，文书，数据和清单，装成一个压缩包。

    只收终稿。缺的文书会列出来。收到的人用 reportgen verify 压缩包 核对，不用联网，也不用学校的数据。
    """
    from reportgen.publish import make_package
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    with progress_bar() as progress:
        made = make_package(workspace, project_year(workspace, year), out=Path(out) if out else None, progress=progress)
    status = report_findings(made.findings, {}, as_json=as_json) if made.findings or as_json else 0
    if made.path is None:
        say("材料包没有生成：以上错误改正后再试；原有的包未改动")
    elif not as_json:
        say(f"材料包：{made.path}（{len(made.files)}个文件）")
        say(f"材料校验码：{made.code}")
    return status


@command("publish")
@click.argument("target", type=click.Path(file_okay=False), metavar="目录")
@click.option("--package", "packages", type=click.Path(dir_okay=False), multiple=True, metavar="压缩包", help="往年的报送材料包，可写多个；已在栏目里的往年不必再给")
@click.option("--on", metavar="日期", help="发布日期（默认今天）")
@click.option("--year", type=int, metavar="年度", help="报告年度（默认取 project.yaml）")
@click.pass_obj
def publish_command(folder: str, target: str, packages: tuple[str, ...], on: str | None, year: int | None) -> int:
    """向社会发布：在目录里做好信息公开栏目（静态网页），再一次切换过去。

    有当年和往年的学校年报、企业年报（网页、PDF、Word），数据（CSV、JSON）和数据字典，意见反馈，站点地图。只用终稿。栏目名称、网址和
    联系方式写在 site.yaml。把整个目录交给学校网站即可，不需要服务器程序，不联网。读者看到的不是旧的就是新的；中途断电，原来的还在。
    """
    from reportgen.feedback import public_answers
    from reportgen.publish.site import publish
    from reportgen.workspace import open_workspace
    workspace = open_workspace(folder)
    day = on or date.today().isoformat()
    made = publish(workspace, project_year(workspace, year), Path(target), on=day, packages=[Path(one) for one in packages],
                   answers=public_answers(workspace))
    say(f"已发布：{made.folder}（{made.files}个文件；{'、'.join(f'{one}年度' for one in made.years)}）")
    return report_findings(made.findings, {}) if made.findings else 0


def project_year(workspace: "Workspace", year: int | None) -> int:
    """The year asked for, else the project's own."""
    from reportgen.edition import open_project
    return year or open_project(workspace).year


def verify_package(path: str, as_json: bool) -> int:
    """What `verify` says of a package; it needs no project."""
    from reportgen.publish import prove
    with progress_bar() as progress:
        proved = prove(Path(path), progress=progress)
    if not as_json:
        snapshot = proved.told["snapshot"]
        say(f"已核对 {proved.told['school']}报送材料包（{proved.told['edition']}）：{proved.files}个文件")
        say(f"  数据快照 {snapshot['id']}　根哈希 {snapshot['root']}")
        say(f"  印出的数字：{proved.recounted}个按包内指标重新算过，{proved.copied}个（标准、目标、手写登记的数等）只核对各格式是否一致")
        for one in proved.told["missing"]:
            say(f"  报送单位注明：{one}")
        say(f"  材料校验码 {proved.code}")
    return report_findings(proved.findings, {}, as_json=as_json)
