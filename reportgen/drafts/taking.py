"""One draft into the project: read, bound, written beside the section for review, or in its place when accepted."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.audit.known import known_figures
from reportgen.build import Sources, load_sources
from reportgen.core.errors import Unreadable
from reportgen.core.finding import Finding, errors, ordered
from reportgen.core.place import Place
from reportgen.drafts.binding import Bound, Row, bind, ground_for, missing_figures
from reportgen.drafts.cases import front_matter
from reportgen.drafts.targets import Target, case_target, departments, section_target
from reportgen.edition import Opened, open_year
from reportgen.files import reason, write_together
from reportgen.intake.drafts import Draft, Names, Tally, markdown, read_draft, tables_yaml, to_docx
from reportgen.intake.drafts.codes import fail, note
from reportgen.intake.drafts.gate import sniffed
from reportgen.intake.drafts.model import Picture, Table
from reportgen.intake.drafts.review import review_xlsx
from reportgen.reading.topics import Topics
from reportgen.workspace import Workspace

_LARGEST = 128 * 1024 * 1024
_NEW_TABLES = "# 本部分的表格\n"


@dataclass(frozen=True, slots=True)
class Options:
    """How to take a draft. changes: accept, reject or ""; accept: write the section itself; literals: mark what no indicator speaks of."""

    changes: str = ""
    accept: bool = False
    literals: bool = False
    enterprise: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a draft. files: written, by project path; counted: in and out; rows: its figures; text: the Markdown."""

    target: str
    findings: tuple[Finding, ...]
    files: tuple[Path, ...] = ()
    counted: tuple[Tally, Tally] | None = None
    rows: tuple[Row, ...] = ()
    text: str = field(default="", repr=False)


def take_section(workspace: Workspace, draft: Path, section: str, options: Options = Options()) -> Taken:
    """A department's draft as the text of a section. Raises: Unreadable, Unavailable, Refused."""
    sources = load_sources(workspace)
    return _take(workspace, sources, draft, section_target(workspace, sources, section, options.enterprise), options)


def take_case(workspace: Workspace, draft: Path, slug: str, options: Options = Options()) -> Taken:
    """A draft as a typical case. Raises: Unreadable, Unavailable, Refused."""
    return _take(workspace, load_sources(workspace), draft, case_target(workspace, slug), options)


def _take(workspace: Workspace, sources: Sources, path: Path, target: Target, options: Options) -> Taken:
    opened = open_year(workspace, sources.project, options.year or sources.project.year)
    data = _bytes(path)
    if sniffed(data) == "old":
        data = to_docx(path.name, data)
    draft, found = read_draft(path.name, data, _names(target, sources), changes=options.changes, case=target.case)
    label = workspace.label(target.file)
    if draft is None:
        return Taken(label, ordered(found))
    ground = ground_for(sources.project, opened.pack, opened.figures, target, literals=options.literals)
    bound = bind(draft, ground, Topics(known_figures(opened.figures, opened.pack.rounding)), target, (one.name for one in sources.project.enterprises))
    found = (*found, *missing_figures(draft), *bound.findings)
    text = markdown(bound.blocks, shallow="###" if target.case else "##")
    if target.case:
        head, more = front_matter(draft, bound.blocks, known_departments(sources, opened), opened.pack.required_parts)
        text, found = head + text, (*found, *more)
    counted = draft.before, draft.after
    files, more = _written(workspace, target, draft, bound, text, ordered(found), counted, options)
    return Taken(label, ordered((*found, *more)), files, counted, bound.rows, text)


def known_departments(sources: Sources, opened: Opened) -> tuple[str, ...]:
    """Names of departments, the longest first."""
    return tuple(sorted({name for name in departments(sources, opened.figures) if name}, key=lambda name: (-len(name), name)))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise Unreadable(f"文稿超过 {_LARGEST >> 20} MB，不像文稿", at=Place(path.name), hint="压缩文中的图片后另存，再交来")
        return path.read_bytes()
    except OSError as fault:
        raise Unreadable(f"文稿读不了（{reason(fault)}）", at=Place(path.name), hint="检查文件名和权限") from None


def _names(target: Target, sources: Sources) -> Names:
    """Pictures and tables are called after their section, so that two drafts with an image1.png do not meet."""
    taken = {id for plan in sources.plans for part in plan.parts for id in (*part.charts, *part.tables)}
    ids = [id for n in range(1, 400) if (id := f"{target.prefix}-biao{n}") not in taken]
    return Names(lambda count, suffix: f"{target.prefix}-{count}{suffix}", lambda count: ids[count - 1])


# ── writing ────────────────────────────────────────────────────────────────

def _written(workspace: Workspace, target: Target, draft: Draft, bound: Bound, text: str, found: tuple[Finding, ...], counted: tuple[Tally, Tally],
             options: Options) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Everything on disk at once; what a file held before is kept."""
    accepted = options.accept and not errors(found)
    told = [fail("N162", "有错误，没有写进正文，只写了草稿", Place(workspace.label(target.file)), "改正后重新运行；或核对后自己把 .draft.md 改名")] \
        if options.accept and not accepted else []
    tables = tables_yaml(block for block in bound.blocks if isinstance(block, Table))
    pictures = {target.folder / block.file: block.data for block in bound.blocks if isinstance(block, Picture)}
    files = {target.file if accepted else target.beside(".md"): text.encode(), **pictures}
    if accepted and tables:
        files[target.tables] = _appended(target.tables, tables)
    elif not accepted:
        if tables:
            files[target.beside(".yaml")] = tables.encode()
            told.append(note("N161", "表格写在另一个文件里", Place(workspace.label(target.beside(".yaml"))), f"采用时把内容加到 {target.tables.name} 末尾（--accept 会自动加）"))
        files[target.beside(".xlsx")] = review_xlsx([(row.at, row.text, row.proposal) for row in bound.rows], found, counted)
    kept, notes = _kept(workspace, files, added_to=target.tables)
    write_together({**kept, **files})
    return tuple(files), (*told, *notes)


def _appended(path: Path, tables: str) -> bytes:
    before = path.read_text("utf-8").rstrip("\n") + "\n" if path.is_file() else _NEW_TABLES
    return (before + tables).encode()


def _kept(workspace: Workspace, files: Mapping[Path, bytes], added_to: Path) -> tuple[dict[Path, bytes], list[Finding]]:
    """Copies of what would be replaced by something else; a file that is only added to needs none."""
    kept: dict[Path, bytes] = {}
    notes = []
    for path, data in files.items():
        before = path.read_bytes() if path.is_file() else b""
        if not before.strip() or before == data or path == added_to or path.suffix == ".xlsx":
            continue
        label = workspace.label(path)
        copy = workspace.cache / "intake" / f"{label.replace('/', '_')}.{hashlib.sha256(before).hexdigest()[:8]}{path.suffix}"
        kept[copy] = before
        notes.append(note("N160", f"原有内容已换掉，旧稿存为 {workspace.label(copy)}", Place(label), "要恢复的，把旧稿复制回来"))
    return kept, notes


def measured(taken: Taken) -> tuple[Row, ...]:
    """The figures of a draft without its years."""
    return tuple(row for row in taken.rows if row.proposal.verdict != "year")
