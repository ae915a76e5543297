"""The papers that go with the reports: sealed scans that somebody put into papers/<year>/, else what `reportgen form` made."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.core.errors import Unreadable
from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.files import inside
from reportgen.forms import load_form
from reportgen.publish.scheme import Scheme
from reportgen.workspace import Workspace

FOLDER = "papers"
_SCANS = (".pdf", ".jpg", ".jpeg", ".png", ".docx")
_SNAPSHOT = re.compile(r"数据快照\s*([0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it goes into the package. form: its kind. sealed: somebody put it there; else the program filled it in."""

    form: str
    name: str
    data: bytes
    sealed: bool


def papers(workspace: Workspace, year: int, scheme: Scheme, snapshot: str) -> tuple[tuple[Paper, ...], tuple[Finding, ...]]:
    """Every paper of the scheme that is there, and what is missing or of another snapshot."""
    made: list[Paper] = []
    found: list[Finding] = []
    for form, title in scheme.papers.items():
        own = _scans(workspace, year, form, title) or _forms(workspace, year, form)
        made += own
        found += [] if own else [_missing(workspace, year, form, title)]
        found += [_outdated(workspace, paper, snapshot) for paper in own if _other(paper, snapshot)]
    return tuple(made), tuple(found)


def _scans(workspace: Workspace, year: int, form: str, title: str) -> list[Paper]:
    folder = workspace.root / FOLDER / str(year)
    known = sorted(folder.glob("*")) if folder.is_dir() else ()
    return [Paper(form, path.name, inside(workspace.root, path).read_bytes(), True) for path in known
            if path.suffix.lower() in _SCANS and path.name.startswith(title)]


def _forms(workspace: Workspace, year: int, form: str) -> list[Paper]:
    try:
        pattern = load_form(workspace, form).file
    except Unreadable:
        return []
    said = re.compile(".+".join(re.escape(piece) for piece in re.split(r"\{\w+\}", pattern)) + r"\.docx")
    folder = workspace.build(year) / "forms"
    known = sorted(folder.glob("*.docx")) if folder.is_dir() else ()
    return [Paper(form, path.name, path.read_bytes(), False) for path in known if said.fullmatch(path.name)]


def _missing(workspace: Workspace, year: int, form: str, title: str) -> Finding:
    known = (workspace.root / "templates" / "forms" / f"{form}.yaml").is_file()
    make = f"运行 reportgen form {form}，签字盖章后把扫描件" if known else "把盖章的扫描件"
    return Finding("G105", "missing-paper", Severity.WARNING, f"报送材料缺“{title}”", Place(f"{FOLDER}/{year}"), f"{make}放进 {FOLDER}/{year}/，文件名以“{title}”开头")


def _other(paper: Paper, snapshot: str) -> str:
    """The snapshot that a filled-in form names, if it is another one."""
    from reportgen.reading.extract import extract
    if paper.sealed:
        return ""
    named = [one for piece in extract(paper.name, paper.data).pieces for one in _SNAPSHOT.findall(piece.text)]
    return next((one for one in named if one != snapshot), "")


def _outdated(workspace: Workspace, paper: Paper, snapshot: str) -> Finding:
    return Finding("G106", "outdated-paper", Severity.ERROR, f"文书按快照 {_other(paper, snapshot)} 填写，现行快照是 {snapshot}", Place(paper.name),
                   f"重新运行 reportgen form {paper.form}")


def shelved(known: Iterable[Paper], scheme: Scheme) -> Iterator[tuple[str, bytes]]:
    """Their paths in the package."""
    return ((f"{scheme.papers_folder}/{paper.name}", paper.data) for paper in known)
