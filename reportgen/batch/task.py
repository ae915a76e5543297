"""What a worker does: list a project's reports; build one of them and say how it went. Whatever goes wrong is an outcome, never an exception."""

import os
import re
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reportgen.cache import digest
from reportgen.core.errors import ReportgenError
from reportgen.core.finding import Finding, Severity
from reportgen.core.look import FORMATS
from reportgen.files import reason
from reportgen.unchanged import inputs
from reportgen.workspace import Workspace, open_workspace

_KIND = "batch"
_RECORDS = ("/snapshots/ledger.jsonl", "/snapshots/ledger.jsonl.head", "/published.json")


@dataclass(frozen=True, slots=True)
class Order:
    """What a run makes of every project. reports: ids of kinds ("school"); all that are made by default without. shared: cache of all projects.

    on: the day that a final report is recorded with.
    """

    reports: tuple[str, ...] = ()
    formats: tuple[str, ...] = FORMATS
    final: bool = False
    shared: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One report of one project. name: as `build` takes it."""

    root: str
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one job went. error: why there is no report ("" if there is). files: path below the project → fingerprint. memory: the most that its
    worker has held so far, in bytes.

    kept: nothing had to be done. pages: of the PDF.
    """

    job: Job
    title: str = ""
    error: str = ""
    hint: str = ""
    findings: tuple[Finding, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    pages: int = 0
    seconds: float = 0.0
    memory: int = 0
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A project's jobs, its school and year; or why there are none."""

    root: str
    school: str = ""
    year: int = 0
    jobs: tuple[Job, ...] = ()
    error: str = ""
    hint: str = ""
    findings: tuple[Finding, ...] = ()


def list_jobs(root: str, order: Order) -> Listed:
    """The reports of a project, the school's first."""
    from reportgen.build import load_sources, report_names
    try:
        sources = load_sources(_workspace(root, order))
        wanted = [one for one in order.reports if any(plan.id == one for plan in sources.plans)]
        names = report_names(sources, wanted) if wanted or not order.reports else ()
        if not names:
            return Listed(root, sources.project.school, sources.project.year, error="项目里没有要编的报告", hint="检查 chapters/ 和 --report")
        return Listed(root, sources.project.school, sources.project.year, tuple(Job(root, name) for name in names))
    except Exception as fault:  # noqa: BLE001 - one project's fault is no other's
        return Listed(root, error=_said(fault), hint=getattr(fault, "hint", ""), findings=getattr(fault, "findings", ()))


def make(job: Job, order: Order) -> Outcome:
    """Builds one report, unless what an earlier run left is what would be made now."""
    start = time.perf_counter()
    try:
        workspace = _workspace(job.root, order)
        store, given = workspace.store(), inputs(workspace)
        asked = (job.name, order.formats, order.final)
        known = store.found(_KIND, (asked, given))
        if isinstance(known, Outcome) and known.files and all(_digest(workspace.root / path) == one for path, one in known.files):
            return _timed(known, job, start, kept=True)
        made = _made(workspace, job, order)
        after = inputs(workspace)
        if made.files and _unrecorded(after) == _unrecorded(given):
            store.keep(_KIND, (asked, after), made)
        store.turn()
        _given_back()
        return _timed(made, job, start)
    except Exception as fault:  # noqa: BLE001 - one report's fault is no other's
        return Outcome(job, error=_said(fault), hint=getattr(fault, "hint", ""), findings=tuple(getattr(fault, "findings", ())),
                       seconds=time.perf_counter() - start, memory=_memory())


def _unrecorded(given: Mapping[str, str]) -> dict[str, str]:
    """The inputs without what a final build itself puts on record."""
    return {path: known for path, known in given.items() if not path.endswith(_RECORDS)}


def _made(workspace: Workspace, job: Job, order: Order) -> Outcome:
    from reportgen.build import build
    built = build(workspace, [job.name], formats=order.formats, final=order.final, on=order.on, beside=False)
    title = "".join((built.reports[0].document.title, built.reports[0].document.subtitle))
    if not built.files:
        return Outcome(job, title, "有错误，终稿没有生成", "按列出的错误改正后再生成", built.findings)
    own = [path for path in built.files if path.suffix.lstrip(".") in order.formats]
    files = tuple((workspace.label(path), _digest(path)) for path in own)
    return Outcome(job, title, findings=built.findings, files=files, pages=_pages(workspace, built.reports[0].figures.year, own))


def _pages(workspace: Workspace, year: int, own: list[Path]) -> int:
    import json
    told: Mapping[str, Mapping[str, object]] = json.loads((workspace.build(year) / "manifest.json").read_bytes())["outputs"]
    names = (path.relative_to(workspace.build(year)).as_posix() for path in own if path.suffix == ".pdf")
    return sum(int(str(told[name].get("pages") or 0)) for name in names)


def _timed(one: Outcome, job: Job, start: float, *, kept: bool = False) -> Outcome:
    return Outcome(job, one.title, one.error, one.hint, one.findings, one.files, one.pages, time.perf_counter() - start, _memory(), kept)


def _workspace(root: str, order: Order) -> Workspace:
    return open_workspace(root, shared=Path(order.shared) if order.shared else None)


def _said(fault: BaseException) -> str:
    if isinstance(fault, ReportgenError):
        return f"{fault.at}：{fault.message}" if str(fault.at) else fault.message
    if isinstance(fault, OSError):
        return f"文件读写没有成功：{reason(fault)}"
    return f"程序内部出错（{type(fault).__name__}：{fault}）"


def lost(job: Job, fault: BaseException) -> Outcome:
    """The outcome of a job whose worker died again and again."""
    return Outcome(job, error=f"生成时进程反复中止（{type(fault).__name__}）", hint="多半是内存不够：减少 --workers，或加大 --memory；再运行一次会接着做")


def failed(listed: Listed) -> Outcome:
    """The outcome of a project that could not even be listed."""
    found = listed.findings or (Finding("G401", "unusable-project", Severity.ERROR, listed.error, hint=listed.hint),)
    return Outcome(Job(listed.root, ""), error=listed.error, hint=listed.hint, findings=found)


def _digest(path: Path) -> str:
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def _given_back() -> None:
    """What Typst and the allocator keep of this report goes back: the next one may be another school's, and the worker has its limit."""
    import ctypes

    from reportgen.writers.pdf import forget
    forget()
    with suppress(AttributeError, OSError, TypeError):  # of the GNU C library alone
        ctypes.CDLL(None).malloc_trim(0)


def _memory() -> int:
    """The most that this process has held, in bytes; what it holds now where the system does not tell.

    Not by `getrusage`: that counts what the process held which began this one.
    """
    with suppress(OSError):
        most = re.search(r"^VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii", "replace"), re.MULTILINE)
        if most:
            return int(most[1]) * 1024
    import psutil
    return int(psutil.Process(os.getpid()).memory_info().rss)
