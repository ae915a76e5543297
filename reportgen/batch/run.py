"""The run: workers on this machine, or a cluster's; jobs as they are found, long ones first; outcomes as they come."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.batch.task import Job, Listed, Order, Outcome, failed, list_jobs, lost, make
from reportgen.core.errors import Unavailable

if TYPE_CHECKING:
    from distributed import Client

MEMORY = "700MB"
Told = Callable[[Outcome, int, int], None]
_SCHOOL, _OTHER = 1, 0  # a school's report takes longest; begun last it would be waited for alone
# A worker that is paused near its limit is not woken by ours: its memory is libraries and what they keep, nothing that Dask could move away.
_QUIET = {**{f"distributed.worker.memory.{step}": False for step in ("target", "spill", "pause")}, "distributed.admin.low-level-log-length": 0,
          "distributed.scheduler.allowed-failures": 3, "distributed.worker.daemon": True, "logging.distributed": "critical"}
UNSEEN = {"dashboard_address": "127.0.0.1:0"}  # the scheduler's own page on any free port; without an address it takes a fixed one, open to the network


@dataclass(frozen=True, slots=True)
class Batch:
    """How a run went. listed: the projects, in order. outcomes: of every report, by project and in the project's order."""

    listed: tuple[Listed, ...]
    outcomes: tuple[Outcome, ...] = field(repr=False)

    def of(self, root: str) -> tuple[Outcome, ...]:
        """The outcomes of a project."""
        return tuple(one for one in self.outcomes if one.job.root == root)


def run(projects: Sequence[Path], order: Order, *, workers: int = 0, scheduler: str = "", memory: str = MEMORY, told: Told = lambda *_: None) -> Batch:
    """Build them all. workers: processes on this machine, one a core without; scheduler: a cluster's address instead.

    told: gets every outcome as it comes, how many there are by then, and how many there will be as far as is known.
    Raises: Unavailable if the scheduler does not answer.
    """
    with connected(workers or os.cpu_count() or 1, scheduler, memory) as client:
        listed, outcomes = _done(client, [str(one) for one in projects], order, told)
    places = {job: n for n, job in enumerate(job for one in listed for job in one.jobs)}
    return Batch(listed, tuple(sorted(outcomes, key=lambda one: places.get(one.job, -1))))


def _done(client: "Client", roots: Sequence[str], order: Order, told: Told) -> tuple[tuple[Listed, ...], list[Outcome]]:
    from distributed import as_completed
    listing = {client.submit(list_jobs, root, order, pure=False, priority=_SCHOOL + 1): root for root in roots}
    jobs: dict[object, Job] = {}
    listed: dict[str, Listed] = {}
    outcomes: list[Outcome] = []
    waiting = as_completed(listing)
    for future in waiting:
        if future in listing:
            one = _listed(future, listing.pop(future))
            listed[one.root] = one
            new = {client.submit(make, job, order, pure=False, priority=_OTHER if "/" in job.name else _SCHOOL): job for job in one.jobs}
            jobs |= new
            waiting.update(new)
            outcome = failed(one) if one.error else None
        else:
            outcome = _outcome(future, jobs.pop(future))
        if outcome is not None:
            outcomes.append(outcome)
            told(outcome, len(outcomes), len(outcomes) + len(jobs) + len(listing))
    return tuple(listed[root] for root in roots), outcomes


def _listed(future: object, root: str) -> Listed:
    fault = future.exception()  # type: ignore[attr-defined]
    return future.result() if fault is None else Listed(root, error=lost(Job(root, ""), fault).error)  # type: ignore[attr-defined]


def _outcome(future: object, job: Job) -> Outcome:
    fault = future.exception()  # type: ignore[attr-defined]
    return future.result() if fault is None else lost(job, fault)  # type: ignore[attr-defined]


@contextmanager
def connected(workers: int, scheduler: str, memory: str) -> Iterator["Client"]:
    """A client of the cluster, or of processes of our own on this machine, each of one thread."""
    import dask
    from distributed import Client, LocalCluster
    with dask.config.set(_QUIET):
        if scheduler:
            try:
                client = Client(scheduler, timeout="10s")
            except (OSError, ValueError) as fault:
                raise Unavailable(f"集群 {scheduler} 连不上（{type(fault).__name__}）", hint="检查地址（如 tcp://10.0.0.8:8786）和网络；不写 --scheduler 就用本机") from None
            with client:
                yield client
            return
        with LocalCluster(n_workers=workers, threads_per_worker=1, memory_limit=memory, processes=True, host="127.0.0.1", dashboard_address=None,
                          worker_dashboard_address=None, scheduler_kwargs=UNSEEN, env={"RAYON_NUM_THREADS": "1", "PYTHONUTF8": "1"}, silence_logs=50) as cluster, Client(cluster) as client:
            yield client
