"""The submission package: everything that leaves the school in one year, as one ZIP that can be proved on any machine.

Equal final reports and papers give equal bytes. Nothing in it tells who made it where.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen import __version__
from reportgen.core.document import CaseBox
from reportgen.core.errors import Refused
from reportgen.core.finding import Finding, Severity, errors, ordered
from reportgen.core.place import Place
from reportgen.edition import snapshot_folder
from reportgen.files import write_whole
from reportgen.intake import root_of
from reportgen.publish.archive import zipped
from reportgen.publish.facts import annex, facts
from reportgen.publish.finals import Final, Finals, open_finals
from reportgen.publish.papers import papers, shelved
from reportgen.publish.scheme import Scheme, load_scheme, named
from reportgen.workspace import Workspace, load_look
from reportgen.writers.annex_xlsx import annex_xlsx
from reportgen.writers.scrub import scrub_pdf, scrubbed

SHAPE = "reportgen/package/1"
MANIFEST, READ_ME = "manifest.json", "说明.txt"
_HOW = ("怎样核对", "  在装有 reportgen 的任何一台电脑上运行：reportgen verify 本压缩包.zip",
        "  不用联网，也不用学校的数据。会重新计算每个文件的哈希、数据快照的根哈希，",
        "  从 Word、PDF、网页里重新读出数字，与包里的指标逐个比较。", "  “材料校验码”应与学校另行告知的一致。", "")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Packed:
    """A package. code: the hash of its manifest, by which it is known. path: None if it was not written."""

    path: Path | None
    files: Mapping[str, int]
    code: str
    findings: tuple[Finding, ...]


def make_package(workspace: Workspace, year: int, *, out: Path | None = None, progress: Progress = lambda *_: None) -> Packed:
    """Make and write it, whole or not at all. Raises: Refused if there is no final build of all that the year's scheme asks for."""
    gathered = gather(workspace, year, progress=progress)
    progress("压缩", 2, 3)
    whole = zipped(gathered.files)
    found = ordered((*gathered.findings, *_too_large(gathered.files, whole, gathered.scheme)))
    path = out or workspace.build(year) / f"{gathered.name}.zip"
    if not errors(found):
        write_whole(path, whole)
    progress("压缩", 3, 3)
    sizes = {name: len(data) for name, data in sorted(gathered.files.items())}
    return Packed(None if errors(found) else path, sizes, hashlib.sha256(gathered.files[MANIFEST]).hexdigest(), found)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a package holds, before it is one. name: what it is called."""

    name: str
    files: Mapping[str, bytes]
    scheme: Scheme
    findings: tuple[Finding, ...]


def gather(workspace: Workspace, year: int, *, progress: Progress = lambda *_: None) -> Gathered:
    """All that leaves the school. Raises: Refused if there is no final build of all that the year's scheme asks for."""
    scheme = load_scheme(workspace, year)
    progress("核对终稿", 0, 3)
    finals = open_finals(workspace, year, scheme)
    progress("汇集材料", 1, 3)
    words = _words(finals)
    own, found = papers(workspace, finals)
    files = _distinct([*_reports(finals, words), *_annex(finals, words), *_cases(workspace, finals, words), *shelved(own, finals)], scheme)
    files = {name: _clean(name, data, finals) for name, data in files.items()} | _data(workspace, finals)
    manifest = _manifest(finals, files, words, sorted({one.message for one in found if one.code == "G105"}))
    files |= {READ_ME: read_me(files, manifest), MANIFEST: manifest}
    return Gathered(named(scheme.archive, words), files, scheme, found)


def _clean(name: str, data: bytes, finals: Finals) -> bytes:
    """The file without traces of who made it; a scan also without its own."""
    if name.lower().endswith(".pdf") and name.startswith(f"{finals.scheme.papers_folder}/"):
        return scrub_pdf(data)
    return scrubbed(name, data, finals.sources.project.school)


def _words(finals: Finals) -> dict[str, str]:
    project, edition = finals.sources.project, finals.opened.pack.edition
    return {"代码": project.code, "学校": project.school, "年度": edition.label}


def _report_words(one: Final, words: Mapping[str, str]) -> dict[str, str]:
    return {**words, "企业": one.enterprise}


def _distinct(named_files: list[tuple[str, bytes]], scheme: Scheme) -> dict[str, bytes]:
    """The files by name. Raises: Refused if two have one name, on any system."""
    names = [name.casefold() for name, _ in named_files]
    twice = next((name for name, _ in named_files if names.count(name.casefold()) > 1), None)
    if twice:
        raise Refused("材料包里有两个文件同名", at=Place(twice), hint=f"在 {scheme.label} 的 name 里加上 {{企业}} 或 {{编号}}，使名称各不相同")
    return dict(named_files)


def _reports(finals: Finals, words: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    return ((one.shelf.path(_report_words(one, words), kind), data) for one in finals.reports for kind, data in one.files.items())


def _annex(finals: Finals, words: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The mandated tables of the school's report; nothing if it prints none."""
    grids = annex(finals)
    if grids:
        title = f"{words['学校']}指标数据表（{words['年度']}）"
        yield finals.scheme.annex.path(words, "xlsx"), annex_xlsx(grids, title=title, school=words["学校"], year=finals.opened.figures.year)


def _cases(workspace: Workspace, finals: Finals, words: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Every case that the school's own reports print, as a Word file of its own; those of enterprise reports stay in them."""
    from reportgen.writers.docx.case import write_case
    for one in finals.reports:
        cases = [] if one.enterprise else [block for block in one.report.document.blocks() if isinstance(block, CaseBox)]
        look = load_look(workspace, one.report.plan.look) if cases else None
        for case in cases:
            yield finals.scheme.cases.path({**_report_words(one, words), "编号": case.number, "题目": case.title}, "docx"), write_case(one.report, case, look)


def _data(workspace: Workspace, finals: Finals) -> dict[str, bytes]:
    """Numbers, figures, and what the snapshot says of itself: hashes of its tables, none of their rows."""
    year = finals.opened.figures.year
    folder = snapshot_folder(workspace, year)
    files = {name: _json(value) for name, value in facts(finals).items()}
    if folder is not None:
        files["snapshot.json"] = (folder / "manifest.json").read_bytes()
        seal = folder.with_name(f"{folder.name}.sig")
        if seal.is_file():
            files["snapshot.sig"] = seal.read_bytes()
    return {f"{finals.scheme.data}/{name}": data for name, data in files.items()}


def _manifest(finals: Finals, files: Mapping[str, bytes], words: Mapping[str, str], missing: list[str]) -> bytes:
    project, opened = finals.sources.project, finals.opened
    snapshot = json.loads(files[f"{finals.scheme.data}/snapshot.json"])
    return _json({
        "shape": SHAPE, "school": project.school, "code": project.code, "year": opened.figures.year, "edition": opened.pack.edition.label,
        "date": project.date, "engine": __version__, "pack": opened.pack.version, "data": finals.scheme.data,
        "snapshot": {"id": opened.figures.snapshot, "root": root_of(snapshot)},
        "last_year": opened.figures.previous.year if opened.figures.previous else None,
        "reports": [{"name": one.report.name, "title": one.report.document.title + one.report.document.subtitle, "scope": one.report.document.scope,
                     "kind": one.id, "subject": one.subject, "public": one.public,
                     "files": {kind: one.shelf.path(_report_words(one, words), kind) for kind in one.files}} for one in finals.reports],
        "missing": missing,
        "files": {name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in sorted(files.items())}})


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def read_me(names: Iterable[str], manifest: bytes) -> bytes:
    """What a person who opens the package reads first; it follows from the manifest. names: every other file's."""
    told = json.loads(manifest)
    folders: dict[str, list[str]] = {}
    for name in sorted(names):
        folder, _, file = name.rpartition("/")
        folders.setdefault(folder, []).append(file)
    lines = [f"{told['school']}职业教育质量年度报告报送材料（{told['edition']}）", "", f"数据快照　{told['snapshot']['id']}",
             f"快照根哈希　{told['snapshot']['root']}", f"材料校验码　{hashlib.sha256(manifest).hexdigest()}", "", "目录"]
    for folder, files in folders.items():
        lines += ["", folder or "（根目录）", *(f"  {name}" for name in files)]
    lines += ["", "尚缺的", *([f"  {one}" for one in told["missing"]] or ["  无"]), "", *_HOW]
    return "\r\n".join(lines).encode("utf-8-sig")


def _too_large(files: Mapping[str, bytes], whole: bytes, scheme: Scheme) -> Iterable[Finding]:
    hint = f"压缩正文和案例里的图片后重新生成终稿；本省限制不同的，改 {scheme.label} 的 limits"
    for name, data in sorted(files.items()):
        if len(data) > scheme.file_limit:
            yield Finding("G104", "too-large", Severity.ERROR, f"文件{_mega(len(data))} MB，超过报送限制{_mega(scheme.file_limit)} MB", Place(name), hint)
    if len(whole) > scheme.archive_limit:
        yield Finding("G104", "too-large", Severity.ERROR, f"材料包{_mega(len(whole))} MB，超过报送限制{_mega(scheme.archive_limit)} MB", hint=hint)


def _mega(size: int) -> str:
    tenths = -(-size * 10 // (1024 * 1024))
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
