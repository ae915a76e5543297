"""The entry point: commands, and how every kind of trouble ends: one Chinese sentence and an exit status."""

import os
import sys
from collections.abc import Sequence
from pathlib import PurePath

import click

from reportgen import __version__
from reportgen.cli.chinese import Group, sentence
from reportgen.core.errors import ReportgenError
from reportgen.files import reason

COMMANDS = {
    "init": ("start", "新建一个空项目（目录齐全，带年度包和默认版式）"),
    "freeze": ("data", "核对导出数据并冻结为快照"),
    "snapshots": ("data", "列出快照"),
    "verify": ("data", "证明快照或成品未被改动"),
    "data": ("signoff", "数据审签（sign、return、status）、考核、封签"),
    "diff": ("corrections", "两个快照之间哪些数变了"),
    "impact": ("corrections", "数变了，影响哪些句子、图表、报告和部门"),
    "form": ("forms", "表单：工作方案、分工表、公文、声明、审查表、台账等十五种"),
    "figures": ("data", "列出快照中的全部指标"),
    "explain": ("data", "说明一个指标怎样得来，直到源表单元格"),
    "pack": ("pack", "年度包：检查（check）、两年的不同（diff）"),
    "intake": ("drafts", "把部门交来的 Word 文稿收进小节或案例，数字逐个核对"),
    "import": ("returned", "把在 Word 中改过的工作稿收回正文"),
    "plan": ("reports", "工作方案和任务分工表"),
    "status": ("sections", "编写进度：谁写到哪一步、等谁、还剩几天"),
    "sign": ("sections", "小节会签：执笔、部门负责人、归口、校级"),
    "return": ("sections", "把小节退回执笔人，写明原因"),
    "audit": ("audit", "把任何文件里的数字与快照核对"),
    "pdf": ("printing", "把在 Word 中定稿的文件原样转成 PDF（用 LibreOffice）"),
    "bind": ("audit", "正文里手写的数字，换成 {{指标}}"),
    "read": ("reader", "读出文字里的数字（给程序用）"),
    "compare": ("reader", "文字里的数字与给出的指标比较（给程序用）"),
    "check": ("checking", "按规则检查报告"),
    "rule": ("checking", "解释一条规则"),
    "review": ("reviewing", "合规审查：逐轮的问题台账、要点对照、审查结论"),
    "build": ("reports", "生成报告（DOCX、PDF、HTML）"),
    "look": ("looks", "版式：检查缺什么（check）"),
    "batch": ("batch", "许多学校的项目一次生成"),
    "gather": ("province", "省、市、集团：收集各校公布的年报指标，汇总成一份报告"),
    "package": ("publish", "报送材料包（只收终稿，一个压缩包）"),
    "publish": ("publish", "向社会发布：信息公开栏目（静态网页）"),
    "feedback": ("feedback", "年报的意见反馈（add、assign、answer、list）"),
    "rollforward": ("rolling", "做出下一年度的项目"),
    "clean": ("reports", "清除缓存（成品和数据不受影响）"),
}

EPILOG = "先冻结数据（freeze），再检查（check）、生成（build）。退出状态：0 正常，1 有错误级问题，2 用法不对或文件读不了。"


@click.command(cls=Group, commands_in=COMMANDS, epilog=EPILOG, context_settings={"max_content_width": 100})
@click.version_option(__version__, message="reportgen %(version)s", help="显示版本")
@click.option("--project", "folder", type=click.Path(file_okay=False), default=".", metavar="目录", help="项目文件夹（默认为当前文件夹）")
@click.pass_context
def group(context: click.Context, folder: str) -> None:
    """职业教育质量年度报告：数字只来自冻结的状态数据快照。"""
    context.obj = folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command (the help page without arguments); the exit status. No traceback ever reaches a user (REPORTGEN_DEBUG=1 shows ours)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        typed = sys.argv[1:] if arguments is None else arguments
        return _status(group.main(typed or ["--help"], prog_name="reportgen", standalone_mode=False))
    except click.exceptions.Exit as done:
        return done.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        return _complain("已中断，原有成品未改动", status=130)
    except click.ClickException as wrong:
        return _complain(*sentence(wrong))
    except ReportgenError as stop:
        status = _complain(stop.message, stop.hint, at=str(stop.at), status=stop.exit_status)
        if stop.findings:
            from reportgen.writers.findings import findings_text
            click.echo(findings_text(stop.findings, {}), err=True)
        return status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as fault:
        return _complain(f"文件读写没有成功：{reason(fault)}", "关闭正在打开这个文件的 Word、WPS 或阅读器；检查磁盘空间和写权限，再运行一次",
                         at=PurePath(str(fault.filename2 or fault.filename or "")).name)
    except Exception as fault:  # noqa: BLE001 - the last wall before the user
        if os.environ.get("REPORTGEN_DEBUG"):
            raise
        return _complain(f"程序内部出错（{type(fault).__name__}：{fault}），原有成品未改动",
                         "这不是您的操作问题；请设置环境变量 REPORTGEN_DEBUG=1 重新运行，把输出发给维护人员")


def _status(result: object) -> int:
    return result if isinstance(result, int) else 0


def _complain(message: str, hint: str = "", *, at: str = "", status: int = 2) -> int:
    click.echo(click.style("错误", fg="red", bold=True) + f"：{at + '：' if at else ''}{message}", err=True)
    if hint:
        click.echo(f"  改法：{hint}", err=True)
    return status
