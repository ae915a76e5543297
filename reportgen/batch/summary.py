"""A run told school by school: what was made, what is wrong, how long it took, where it is."""

import os
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

from reportgen.batch.run import Batch
from reportgen.batch.task import Listed, Outcome
from reportgen.core.finding import Finding, ordered, summary

SHAPE = "reportgen/batch/1"
DONE, DOUBTFUL, FAILED = "完成", "有错误", "没有完成"


def batch_json(batch: Batch, *, seconds: float, workers: str, folder: Path) -> dict[str, object]:
    """The whole run. folder: where the summary is put; its links are seen from there. seconds: of the whole run, by the clock."""
    schools = [_school(one, batch.of(one.root), folder) for one in batch.listed]
    outcomes = batch.outcomes
    states = [str(one["state"]) for one in schools]
    return {"shape": SHAPE, "workers": workers, "seconds": _tenths(seconds), "work": _tenths(sum(one.seconds for one in outcomes)),
            "memory": max((one.memory for one in outcomes), default=0), "schools": schools,
            "totals": {"schools": len(schools), "done": states.count(DONE), "doubtful": states.count(DOUBTFUL), "failed": states.count(FAILED),
                       "reports": sum(bool(one.files) for one in outcomes), "kept": sum(one.kept for one in outcomes),
                       "lost": sum(bool(one.error) for one in outcomes), "errors": sum(int(str(one["errors"])) for one in schools),
                       "warnings": sum(int(str(one["warnings"])) for one in schools), "pages": sum(one.pages for one in outcomes)}}


def _school(listed: Listed, outcomes: tuple[Outcome, ...], folder: Path) -> dict[str, object]:
    found = _together(one.findings for one in outcomes)
    counts = summary(found)
    made = [one for one in outcomes if one.files]
    state = FAILED if len(made) < max(len(listed.jobs), 1) else DOUBTFUL if counts["errors"] else DONE
    return {"root": listed.root, "school": listed.school or Path(listed.root).name, "year": listed.year, "state": state, "reports": len(listed.jobs),
            "made": len(made), "kept": sum(one.kept for one in outcomes), "errors": counts["errors"], "warnings": counts["warnings"],
            "pages": sum(one.pages for one in outcomes), "seconds": _tenths(sum(one.seconds for one in outcomes)),
            "message": "；".join(dict.fromkeys(one.error for one in outcomes if one.error)), "findings": [one.as_json() | {"place": str(one.at)} for one in found],
            "outcomes": [_report(one, folder) for one in outcomes if one.job.name]}


def _report(one: Outcome, folder: Path) -> dict[str, object]:
    counts = summary(one.findings)
    return {"name": one.job.name, "title": one.title or one.job.name, "state": FAILED if not one.files else DOUBTFUL if counts["errors"] else DONE, "error": one.error,
            "hint": one.hint, "errors": counts["errors"], "warnings": counts["warnings"], "pages": one.pages, "seconds": _tenths(one.seconds), "kept": one.kept,
            "files": [{"kind": path.rsplit(".", 1)[-1], "href": _href(Path(one.job.root) / path, folder)} for path, _ in one.files]}


def _href(path: Path, folder: Path) -> str:
    try:
        return quote(Path(os.path.relpath(path, folder)).as_posix())
    except ValueError:  # on another drive
        return path.as_uri()


def _together(groups: Iterable[tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """Each finding once: those of the project itself come with every report."""
    return ordered(dict.fromkeys(one for group in groups for one in group))


def _tenths(seconds: float) -> str:
    return str(Decimal(seconds).quantize(Decimal("0.1")))
