"""One year as it is published: the reports in three formats, its data, and what the page says of them; from a package or from the site itself."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.core.errors import Refused
from reportgen.core.finding import Finding, Severity, errors
from reportgen.core.place import Place
from reportgen.publish.archive import unzipped
from reportgen.publish.package import MANIFEST
from reportgen.publish.proving import prove
from reportgen.writers.opendata import FIELDS, tables

ABOUT = "issue.json"
SHAPE = "reportgen/issue/1"
Bytes = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Issue:
    """about: issue.json. files: by their path below the year's folder; read when they are asked for."""

    about: Mapping[str, object]
    files: Mapping[str, Bytes]

    @property
    def year(self) -> int:
        return int(str(self.about["year"]))

    def told(self, name: str) -> list[dict[str, object]]:
        """A data file's content."""
        return json.loads(self.files[f"data/{name}.json"]())


def issue_of(files: Mapping[str, bytes], *, on: str) -> Issue:
    """The issue of a package's files: what may be published of them. on: the day it is published."""
    told = json.loads(files[MANIFEST])
    figures, series, annex, first = (json.loads(files[f"{told['data']}/{name}.json"]) for name in ("figures", "series", "annex", "highlights"))
    withheld = {one["scope"] for one in told["reports"] if not one["public"]}
    figures, series = ([one for one in known if one["scope"] not in withheld] for known in (figures, series))
    reports = [_report(one, files) for one in told["reports"] if one["public"]]
    made = {path: files[source] for one in reports for path, source in one["sources"].items()}
    made |= {f"data/{name}": data for name, data in tables(figures, series, annex).items()}
    made |= {"data/annex.xlsx": files[name] for name in told["files"] if name.endswith(".xlsx")}
    about = {"shape": SHAPE, "year": told["year"], "edition": told["edition"], "school": told["school"], "date": told["date"], "on": on,
             "snapshot": told["snapshot"]["id"], "code": hashlib.sha256(files[MANIFEST]).hexdigest(), "highlights": first,
             "reports": [{key: value for key, value in one.items() if key != "sources"} for one in reports],
             "data": [_data(name, title, f"{told['school']}{told['edition']}{title}", made) for name, (title, _) in FIELDS.items()]}
    return Issue(about, {path: (lambda data=data: data) for path, data in made.items()})


def _report(told: Mapping[str, object], files: Mapping[str, bytes]) -> dict[str, object]:
    """A report as the page lists it; its addresses are plain letters, its downloads have the names of the package."""
    folder = f"{told['kind']}/{told['subject']}" if told["subject"] else str(told["kind"])
    sources = {f"{folder}/report.{kind}": source for kind, source in told["files"].items()}  # type: ignore[attr-defined]
    return {"kind": told["kind"], "title": told["title"], "scope": told["scope"] if told["subject"] else "", "sources": sources,
            "files": {path.rsplit(".", 1)[-1]: {"path": path, "bytes": len(files[source]), "name": source.rsplit("/", 1)[-1]}
                      for path, source in sources.items()}}


def _data(name: str, title: str, called: str, made: Mapping[str, bytes]) -> dict[str, object]:
    """A data table as the page lists it."""
    paths = {kind: f"data/{name}.{kind}" for kind in ("csv", "json", "xlsx")}
    return {"name": name, "title": title, "files": {kind: {"path": path, "bytes": len(made[path]), "name": f"{called}.{kind}"}
                                                    for kind, path in paths.items() if path in made}}


def packaged(path: Path, *, on: str) -> Issue:
    """The issue of a package on disk. Raises: Unreadable if it is none, Refused if it does not prove itself."""
    proved = prove(path)
    if errors(proved.findings):
        raise Refused("材料包核对没有通过，不能发布", at=Place(path.name), hint="用 reportgen verify 看详情，换成没有问题的包", findings=proved.findings)
    return issue_of(unzipped(path.name, path.read_bytes()), on=on)


def carried(site: Path, listed: Mapping[str, Mapping[str, object]], year: int) -> tuple[Issue | None, tuple[Finding, ...]]:
    """The issue of a year that the site already has; None and why if a file of it is not what was published."""
    wrong = [_changed(name) for name, about in listed.items() if name.startswith(f"{year}/") and not _same(site / name, about)]
    if wrong:
        return None, tuple(wrong)
    about = json.loads((site / str(year) / ABOUT).read_bytes())
    return Issue(about, {path: (site / str(year) / path).read_bytes for path in _content(about)}), ()


def _content(about: Mapping[str, object]) -> Iterator[str]:
    """The paths of everything that an issue lists."""
    for one in (*about["reports"], *about["data"]):  # type: ignore[misc]
        yield from (file["path"] for file in one["files"].values())


def _same(path: Path, about: Mapping[str, object]) -> bool:
    return path.is_file() and not path.is_symlink() and hashlib.sha256(path.read_bytes()).hexdigest() == about["sha256"]


def _changed(name: str) -> Finding:
    return Finding("G201", "changed-page", Severity.ERROR, "已发布的往年文件被改动过或不见了", Place(name), "用当年的材料包恢复：加 --package 材料包.zip")
