"""The loop: looks for changed files twenty times a second, builds, and puts what comes out on the desk."""

import gc
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from reportgen.build import PROVING, Built, build
from reportgen.cache import files_below
from reportgen.core.errors import ReportgenError
from reportgen.core.finding import errors
from reportgen.core.report import Written
from reportgen.files import reason
from reportgen.unchanged import FOLDERS
from reportgen.watch.desk import Desk
from reportgen.watch.server import serving
from reportgen.workspace import Workspace
from reportgen.writers.findings import findings_text

PAUSE = 0.05  # seconds between two looks at the files
Stamps = Mapping[str, tuple[int, int, int]]
Say = Callable[[str], None]


class _Overtaken(Exception):
    """Files changed while they were built from: what is being made is out of date."""


def watch(workspace: Workspace, names: Sequence[str], *, formats: Sequence[str], year: int | None = None, port: int = 0, say: Say,
          opened: Callable[[str], object], ends: Callable[[], bool] = lambda: False) -> None:
    """Builds drafts, and again at every change of a file, until interrupted. Outputs are written as `build` writes them.

    port: of the preview on this machine; 0: any free one. say: prints a line. opened: gets the address once. ends: asked between two looks.
    """
    desk = Desk()
    with serving(desk, port) as address, _closing(desk):
        say(f"预览：{address}　（按 Ctrl+C 结束）")
        opened(address)
        rounds(workspace, names, desk, formats=formats, year=year, say=say, ends=ends)


def rounds(workspace: Workspace, names: Sequence[str], desk: Desk, *, formats: Sequence[str], year: int | None = None, say: Say,
           ends: Callable[[], bool]) -> None:
    """Builds onto the desk whenever a file changed, until `ends` says so; a line said for each build."""
    before: Stamps = {}
    workspace.store().turn()
    while not ends():
        now = stamps(workspace)
        if now != before:
            before = now
            with _undisturbed():
                told = _turn(workspace, names, desk, formats=formats, year=year, given=now)
            say(told)
        else:
            time.sleep(PAUSE)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Memory is tidied between two builds, not while somebody waits for a page."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()


@contextmanager
def _closing(desk: Desk) -> Iterator[None]:
    try:
        yield
    finally:
        desk.close()


def stamps(workspace: Workspace) -> Stamps:
    """Every file that a build may read, with what the system says of it: another stamp, another content to look at."""
    own = (str(path) for path in workspace.root.glob("*.yaml"))
    below = (path for folder in FOLDERS for path in files_below(workspace.root / folder))
    return {path: stamp for path in (*own, *below) if (stamp := _stamp(path))}


def _stamp(path: str) -> tuple[int, int, int] | None:
    try:
        status = Path(path).stat()
    except OSError:  # gone since it was listed: editors put a new file in the place of the old one
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _turn(workspace: Workspace, names: Sequence[str], desk: Desk, *, formats: Sequence[str], year: int | None, given: Stamps) -> str:
    """One build; what is to be said of it in a line."""
    began = time.monotonic()
    laps: dict[str, float] = {}

    def shown(report: str, written: Written) -> None:
        desk.show(report, written)
        laps.setdefault(written.format, time.monotonic() - began)
        unchanged()

    def unchanged() -> None:
        if stamps(workspace) != given:
            raise _Overtaken

    def progress(stage: str, *_: int) -> None:
        if stage == PROVING:
            unchanged()
    desk.say("building")
    try:
        built = build(workspace, names, formats=formats, year=year, progress=progress, shown=shown)
    except _Overtaken:
        return "又有改动，重新生成……"
    except ReportgenError as stop:
        return _failed(desk, _fault(stop))
    except OSError as fault:
        return _failed(desk, f"文件读写没有成功：{reason(fault)}")
    except Exception as fault:  # noqa: BLE001 - the preview goes on, with the last good pages
        return _failed(desk, f"程序内部出错（{type(fault).__name__}：{fault}）。请把这一行发给维护人员")
    workspace.store().turn()  # one that did not come to its end has not asked for all that is kept
    return _ended(desk, built, laps, time.monotonic() - began)


def _fault(stop: ReportgenError) -> str:
    first = "".join((f"{stop.at}：" if str(stop.at) else "", stop.message, f"\n改法：{stop.hint}" if stop.hint else ""))
    return "\n\n".join((first, findings_text(stop.findings, {}))) if stop.findings else first


def _failed(desk: Desk, told: str) -> str:
    desk.say("failed", told)
    return f"没有生成，预览仍是上一次的：{told}"


def _ended(desk: Desk, built: Built, laps: Mapping[str, float], seconds: float) -> str:
    desk.say("findings" if errors(built.findings) else "good", findings_text(built.findings, built.sources))
    times = "，".join(f"{name.upper()} {lap:.2f} 秒" for name, lap in laps.items() if name != "json")
    return f"已生成（{times}；连同核对 {seconds:.2f} 秒），{len(errors(built.findings))} 处错误"
