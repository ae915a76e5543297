"""The papers that go with the reports: sealed scans that somebody put into papers/<year>/, else the forms, filled in for signature."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reportgen.audit.files import open_text
from reportgen.build import assemble
from reportgen.core.finding import Finding, Severity
from reportgen.core.place import Place
from reportgen.core.report import Report
from reportgen.files import inside
from reportgen.forms import Form, approvals, letter_findings, letter_words, load_form, paper_findings, review_words, statement_words
from reportgen.publish.finals import Finals
from reportgen.publish.readoff import ReadOff, read_off, unread
from reportgen.review.papers import opinion
from reportgen.review.record import read_review
from reportgen.workspace import Workspace

FOLDER = "papers"
_READABLE = (".pdf", ".docx")
_SCANS = (".pdf", ".jpg", ".jpeg", ".png", ".docx")
_Words = Iterable[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it goes into the package. title: what it is. sealed: somebody put it there; else it waits for signature and seal."""

    title: str
    name: str
    data: bytes
    sealed: bool


def papers(workspace: Workspace, finals: Finals) -> tuple[tuple[Paper, ...], tuple[Finding, ...]]:
    """Every paper of the scheme that is there or can be filled in, and what is missing or still to be sealed."""
    made: list[Paper] = []
    read = read_off(workspace, f"{FOLDER}/{finals.opened.figures.year}")
    found: list[Finding] = [*read.findings]
    for form, title in finals.scheme.papers.items():
        own = _scans(workspace, finals, title) or _filled(workspace, finals, form, title)
        made += own
        if not all(one.sealed for one in own) or not own:
            found.append(_unsealed(finals, title, filled=bool(own)))
        found += _judged(workspace, finals, form, own, read)
    return tuple(made), tuple(found)


def _scans(workspace: Workspace, finals: Finals, title: str) -> list[Paper]:
    folder = workspace.root / FOLDER / str(finals.opened.figures.year)
    known = sorted(folder.glob("*")) if folder.is_dir() else ()
    return [Paper(title, path.name, inside(workspace.root, path).read_bytes(), True) for path in known
            if path.suffix.lower() in _SCANS and path.name.startswith(title)]


def _filled(workspace: Workspace, finals: Finals, name: str, title: str) -> list[Paper]:
    if name not in _WORDS or not (workspace.root / "templates" / "forms" / f"{name}.yaml").is_file():
        return []
    form = load_form(workspace, name)
    reports = [one.report for one in finals.reports]
    return [Paper(title, form.file_name(words), form.filled(words), False) for words in _WORDS[name](workspace, reports, form)]


def _judged(workspace: Workspace, finals: Finals, name: str, own: Iterable[Paper], read: ReadOff) -> Iterator[Finding]:
    """What can be told of a letter or statement: of a sealed one by its text, or what somebody read off it; of a letter to be sealed by its answers."""
    folder = f"{FOLDER}/{finals.opened.figures.year}"
    reports = [one.report for one in finals.reports]
    titles = [f"{one.document.title}{one.document.subtitle}" for one in reports]
    for paper in own if name in ("letter", "statement") else ():
        if not paper.sealed and name == "letter":
            form = load_form(workspace, name)
            yield from letter_findings(form.answered(letter_words(reports, form)), approvals(workspace, reports))
        elif paper.sealed:
            said = _text(paper) or read.words.get(paper.name, "")
            yield from (paper_findings(f"{folder}/{paper.name}", said, titles, letter=name == "letter") if said else
                        unread(paper.name, folder, letter=name == "letter"))


def _text(paper: Paper) -> str:
    """What a program can read of it; "" of a picture."""
    text = open_text(paper.name, paper.data)[0] if paper.name.lower().endswith(_READABLE) else None
    return "".join(piece.text for piece in text.pieces).strip() if text else ""


def _review(workspace: Workspace, reports: list[Report], form: Form) -> _Words:
    """The school's reports with what the rules say of them and of the project itself, and the reviewer's decision."""
    for report in reports:
        if not report.plan.each:
            checked, findings = assemble(workspace, [report.name], year=report.figures.year)
            words = review_words(replace(checked[0], document=report.document), findings, form.texts["审查项目"])  # type: ignore[arg-type]
            yield {**words, **opinion(read_review(workspace, report.figures.year, report.pack))}


_WORDS: Mapping[str, Callable[[Workspace, list[Report], Form], _Words]] = {
    "letter": lambda workspace, reports, form: [letter_words(reports, form)],
    "statement": lambda workspace, reports, form: statement_words(reports),
    "review": _review}


def _unsealed(finals: Finals, title: str, *, filled: bool) -> Finding:
    folder = f"{FOLDER}/{finals.opened.figures.year}"
    said = f"“{title}”还没有盖章的扫描件，包里是待签字盖章的电子稿" if filled else f"缺“{title}”"
    return Finding("G105", "missing-paper", Severity.WARNING, said, Place(folder),
                   f"签字盖章后把扫描件放进 {folder}/，文件名以“{title}”开头，再装一次包")


def shelved(known: Iterable[Paper], finals: Finals) -> Iterator[tuple[str, bytes]]:
    """Their paths in the package."""
    return ((f"{finals.scheme.papers_folder}/{paper.name}", paper.data) for paper in known)
