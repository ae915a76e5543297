"""What commands print: tables, findings, progress. Colours and bars only on a terminal."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from reportgen.core.finding import Finding, errors
from reportgen.files import reason, write_whole
from reportgen.writers.findings import findings_json, findings_text, findings_xlsx


def say(text: str = "") -> None:
    click.echo(text)


def print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def day(text: str | None) -> date:
    """The day an option names; today without. Raises: click.UsageError if it is none."""
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise click.UsageError(f"“{text}”不是日期，写成 2025-11-12 的样子") from None


def save(path: str, data: bytes, what: str) -> None:
    """Write a file the user asked for, whole, and say so."""
    try:
        write_whole(Path(path), data)
    except OSError as fault:
        from reportgen.core.errors import ReportgenError
        raise ReportgenError(f"{what}写不到 {path}（{reason(fault)}）", hint="检查文件夹是否存在、是否有写权限、磁盘是否已满") from None
    click.echo(f"{what}：{path}", err=True)


def report_findings(findings: Iterable[Finding], sources: Mapping[str, str], *, as_json: bool = False, xlsx: str | None = None,
                    counts: Mapping[str, int] | None = None) -> int:
    """Print or save findings; the exit status they mean: 1 if an error is open."""
    known = tuple(findings)
    if xlsx:
        save(xlsx, findings_xlsx(known), "问题清单")
    if as_json:
        click.echo(findings_json(known, counts))
    else:
        click.echo(findings_text(known, sources, colour=sys.stdout.isatty()))
    return 1 if errors(known) else 0


@contextmanager
def progress_bar() -> Iterator[object]:
    """A callback (stage, done, total); a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, object] = {}

        def advance(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)
        yield advance


@contextmanager
def progress_lines() -> Iterator[object]:
    """A callback (stage) for steps that cannot be counted; a spinner on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    with Console(stderr=True).status("准备……") as status:
        yield lambda stage: status.update(f"{stage}……")
