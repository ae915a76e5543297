"""The command for many schools."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.chinese import command
from reportgen.cli.console import say
from reportgen.core.look import FORMATS

if TYPE_CHECKING:
    from reportgen.batch import Outcome


@command("batch")
@click.argument("folders", nargs=-1, type=click.Path(), metavar="[目录 …]")
@click.option("--list", "listed", type=click.Path(dir_okay=False), metavar="文件", help="清单：一行一个项目文件夹，# 开头的行不算")
@click.option("--root", type=click.Path(file_okay=False), metavar="目录", help="上级文件夹：其中的项目都做")
@click.option("--workers", type=click.IntRange(1, 512), metavar="个数", help="本机用几个进程（默认每个核一个）")
@click.option("--scheduler", default="", metavar="地址", help="用已有的 Dask 集群，如 tcp://10.0.0.8:8786（各机器上的项目路径要相同）")
@click.option("--memory", default="700MB", show_default=True, metavar="大小", help="每个进程最多用多少内存，超过的重来")
@click.option("--report", "reports", multiple=True, metavar="报告", help="只编这种报告，如 school、enterprise，可写多个（默认编全部）")
@click.option("--format", "formats", default="docx,pdf,html", show_default=True, metavar="格式", help="要生成的格式，逗号分隔")
@click.option("--final", is_flag=True, help="终稿：有错误的报告不生成")
@click.option("--out", default="batch-summary", show_default=True, type=click.Path(file_okay=False), metavar="目录", help="汇总放在哪里")
@click.option("--cache", type=click.Path(file_okay=False), metavar="目录", help="各校共用的缓存（默认在汇总目录里）")
def batch_command(folders: tuple[str, ...], listed: str | None, root: str | None, workers: int | None, scheduler: str, memory: str, reports: tuple[str, ...],
                  formats: str, final: bool, out: str, cache: str | None) -> int:
    """许多学校的项目一次生成。每份报告是一个任务；一所学校出错不影响别的；中断后再运行一次，接着做没做完的。

    结束时写汇总 summary.html、summary.xlsx、summary.json：每所学校编成了什么、有什么问题、用了多久、成品在哪里。
    """
    from reportgen.batch import Order, find_projects, run
    wanted = tuple(dict.fromkeys(one.strip().lower() for one in formats.split(",") if one.strip()))
    if not wanted or any(one not in FORMATS for one in wanted):
        raise click.UsageError(f"格式可用 {'、'.join(FORMATS)}，逗号分隔")
    projects = find_projects(folders, listed=listed, root=root)
    target = Path(out)
    order = Order(reports, wanted, final, str(Path(cache).resolve() if cache else (target / ".cache").resolve()), date.today().isoformat())
    start = time.perf_counter()
    with _progress() as told:
        batch = run(projects, order, workers=workers or 0, scheduler=scheduler, memory=_memory(memory), told=told)
    return _summed_up(batch, target, time.perf_counter() - start, f"集群 {scheduler}" if scheduler else f"{workers or '每核一'}个进程")


def _memory(text: str) -> str:
    import re
    if not re.fullmatch(r"\d+(?:\.\d+)?\s?[kKmMgG]i?[bB]?", text.strip()):
        raise click.UsageError(f"--memory 写成 700MB、1.5GB 的样子，不是“{text}”")
    return text.strip()


def _summed_up(batch: object, target: Path, seconds: float, workers: str) -> int:
    import json

    from reportgen.batch.summary import batch_json
    from reportgen.files import write_together
    from reportgen.writers.batch import batch_html, batch_xlsx
    told = batch_json(batch, seconds=seconds, workers=workers, folder=target.resolve())  # type: ignore[arg-type]
    write_together({target / "summary.html": batch_html(told), target / "summary.xlsx": batch_xlsx(told),
                    target / "summary.json": json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"})
    totals: dict[str, int] = told["totals"]  # type: ignore[assignment]
    say(f"\n{totals['schools']}所学校：完成{totals['done']}，有错误{totals['doubtful']}，没有完成{totals['failed']}；"
        f"{totals['reports']}份报告（{totals['kept']}份未变），{totals['errors']}处错误，{totals['warnings']}处警告，用时{told['seconds']}秒")
    say(f"汇总：{target / 'summary.html'}、{target / 'summary.xlsx'}")
    return 1 if totals["doubtful"] or totals["failed"] else 0


@contextmanager
def _progress() -> Iterator[object]:
    """A callback for outcomes: a bar with what was last done on a terminal, else one line each."""
    if not sys.stderr.isatty():
        yield lambda outcome, done, total: click.echo(f"[{done}/{total}] {_line(outcome)}", err=True)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
    with Progress(TextColumn("批量生成"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"),
                  console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("准备……", total=None)
        def advance(outcome: "Outcome", done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, description=_line(outcome))
            if outcome.error:
                bar.console.print(_line(outcome), markup=False)
        yield advance


def _line(outcome: "Outcome") -> str:
    name = outcome.title or outcome.job.name
    place = Path(outcome.job.root).name
    if outcome.error:
        return f"{place}　{name}　没有完成：{outcome.error}"
    return f"{place}　{name}　{'未变' if outcome.kept else f'{outcome.seconds:.1f}秒'}"
