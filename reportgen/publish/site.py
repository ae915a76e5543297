"""The public page: current and earlier years as a static site, switched to in one step."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportgen.core.errors import Refused, Unreadable
from reportgen.core.finding import Finding, Severity, errors, ordered
from reportgen.core.place import Place
from reportgen.files import read_text, write_together
from reportgen.ledger.chain import alone
from reportgen.publish.column import Column, load_column
from reportgen.publish.issues import ABOUT, Issue, carried, issue_of, packaged
from reportgen.publish.package import MANIFEST, gather
from reportgen.publish.switch import beside, put, recover
from reportgen.workspace import Workspace
from reportgen.writers.site import Pages, sitemap

LIST, SHAPE = "site.json", "reportgen/site/1"
_SERVERS_OWN = (".htaccess", "web.config", "favicon.ico", "robots.txt")
_LOOK = "templates/site"


@dataclass(frozen=True, slots=True)
class Published:
    """What is on the site now. years: the latest first."""

    folder: Path
    years: tuple[int, ...]
    files: int
    findings: tuple[Finding, ...]


def publish(workspace: Workspace, year: int, folder: Path, *, on: str, packages: Sequence[Path] = (), answers: Sequence[Mapping[str, object]] = ()) -> Published:
    """Makes the site anew in `folder`: this year from its final reports, others from packages or as the site has them.

    on: the day of publication. answers: feedback answered in public. Raises: Refused if there are no final reports, if what the site has
    was changed, or if the folder holds something else.
    """
    date.fromisoformat(on)
    target = folder.resolve()
    column = load_column(workspace)
    gathered = gather(workspace, year)
    if errors(gathered.findings):
        raise Refused("终稿和文书还有错误，不能发布", hint="按下面各条改正", findings=gathered.findings)
    withheld = _withheld(gathered.files)
    fresh = [issue_of(gathered.files, on=on), *(packaged(path, on=on) for path in packages)]
    with alone(workspace.cache / "locks" / "publish"):
        target.parent.mkdir(parents=True, exist_ok=True)
        recover(target)
        listed = _listed(target)
        issues, found = _issues(target, listed, fresh)
        if errors(found):
            raise Refused("公开栏目里原有的内容不完整，不覆盖", at=Place(folder.name), hint="按下面各条恢复后再发布", findings=found)
        files = _site(workspace, column, issues, answers)
        kept = {name: (target / name).read_bytes() for name in _SERVERS_OWN if (target / name).is_file()}
        _write(target, {**files, **kept})
        put(target)
    return Published(target, tuple(issue.year for issue in issues), len(files), ordered((*found, *withheld)))


def _withheld(files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """The reports that nobody has agreed to publish."""
    return tuple(Finding("G203", "no-consent", Severity.WARNING, f"企业还没有同意公开，不发布：{one['scope']}", Place("project.yaml"),
                         "取得书面同意后，在 project.yaml 的企业下写 consent: {by: 谁, on: 日期}，重新生成终稿") for one in json.loads(files[MANIFEST])["reports"] if not one["public"])


def _listed(target: Path) -> Mapping[str, Mapping[str, object]]:
    """The files that the site lists as its own; none if there is no site. Raises: Refused if the folder holds something else."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return {}
    try:
        told = json.loads((target / LIST).read_bytes())
        listed = told["files"] if told["shape"] == SHAPE else None
        known = {name: {"sha256": str(about["sha256"])} for name, about in listed.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Refused("这个文件夹里有别的内容，不是 reportgen 发布的栏目", at=Place(target.name), hint="换一个空文件夹；发布以后整个文件夹由程序管理") from None
    own = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
    strange = sorted(own - set(known) - {LIST, *_SERVERS_OWN})
    if strange:
        found = tuple(Finding("G202", "strange-file", Severity.ERROR, "栏目里有不是程序发布的文件，切换时会丢失", Place(name), "移到栏目文件夹以外；正文要用的放进项目") for name in strange)
        raise Refused("公开栏目里有别的文件，不覆盖", at=Place(target.name), hint="移走下面各个文件后再发布", findings=found)
    return known


def _issues(target: Path, listed: Mapping[str, Mapping[str, object]], fresh: Sequence[Issue]) -> tuple[tuple[Issue, ...], tuple[Finding, ...]]:
    """Every year's issue, the latest first; one that is published again unchanged keeps its day."""
    made = {issue.year: issue for issue in reversed(fresh)}
    found: list[Finding] = []
    for year in sorted({int(name.split("/")[0]) for name in listed if name.endswith(f"/{ABOUT}")}):
        if year not in made:
            issue, wrong = carried(target, listed, year)
            found += wrong
            made |= {year: issue} if issue else {}
        elif (before := _about(target, year)).get("code") == made[year].about["code"]:
            made[year] = Issue({**made[year].about, "on": before["on"]}, made[year].files)
    return tuple(made[year] for year in sorted(made, reverse=True)), tuple(found)


def _about(target: Path, year: int) -> Mapping[str, object]:
    try:
        return json.loads((target / str(year) / ABOUT).read_bytes())
    except (OSError, ValueError):
        return {}


def _site(workspace: Workspace, column: Column, issues: Sequence[Issue], answers: Sequence[Mapping[str, object]]) -> dict[str, bytes]:
    """Every file of the site by its path, and the list of them."""
    pages = Pages(read_text(workspace.root, workspace.root / _LOOK / "page.html.j2"), read_text(workspace.root, workspace.root / _LOOK / "style.css"),
                  [issue.about for issue in issues], column, address=column.address, label=f"{_LOOK}/page.html.j2")
    files = {"index.html": pages.home(), "feedback.html": pages.feedback(answers)}
    for issue in issues:
        year = issue.year
        files |= {f"{year}/{path}": read() for path, read in issue.files.items()}
        files |= {f"{year}/{ABOUT}": _json(issue.about), f"{year}/index.html": pages.year(year), f"{year}/data.html": pages.data(year, issue.told("figures"))}
    if column.address:
        files["sitemap.xml"] = sitemap(column.address, _addresses(issues))
    listed = {name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in sorted(files.items())}
    return files | {LIST: _json({"shape": SHAPE, "files": listed})}


def _addresses(issues: Sequence[Issue]) -> Iterator[tuple[str, str]]:
    """What a search engine should know: pages and the reports themselves."""
    yield from (("", str(issues[0].about["on"])), ("feedback.html", str(issues[0].about["on"])))
    for issue in issues:
        own = ["", "data.html", *(path for path in issue.files if path.endswith((".html", ".pdf")))]
        yield from ((f"{issue.year}/{path}", str(issue.about["on"])) for path in own)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _write(target: Path, files: Mapping[str, bytes]) -> None:
    """The whole site beside its place."""
    folder = beside(target)
    folder.mkdir()
    write_together({folder / name: data for name, data in files.items()})
