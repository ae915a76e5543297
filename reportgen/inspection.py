"""Files that people finished by hand, held against the year's rules: what they say, and what else they hold."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.audit.files import open_text, read_file
from reportgen.audit.places import place
from reportgen.core.errors import Unreadable
from reportgen.core.filefacts import FileFacts
from reportgen.core.finding import Finding, Severity, ordered
from reportgen.core.manuscript import Manuscript, Passage, Stretch
from reportgen.core.pack import Pack
from reportgen.core.place import Place
from reportgen.core.plan import Project
from reportgen.core.reading import Extract, Piece
from reportgen.core.waiving import waived
from reportgen.compose import read_waivers
from reportgen.edition import open_project, sound_pack
from reportgen.reading.facts import facts
from reportgen.rules import run_on_file
from reportgen.workspace import Workspace

_STATEMENT = re.compile(r"^\s*(?:内容)?真实性?(?:责任)?声\s*明|^\s*(?:内容)?真实性责任声明")
_CONTENTS = re.compile(r"^\s*目\s*录\s*$")
_PARTS = 3  # required parts among the headings of a file that is a whole report
_FRONT = 40  # passages in which a report says whose it is


@dataclass(frozen=True, slots=True)
class Inspected:
    """Several files. findings: of all, waived ones marked. refused: how many could not be read."""

    findings: tuple[Finding, ...]
    texts: Mapping[str, str]
    refused: int = 0


def inspect_files(workspace: Workspace, paths: Sequence[Path], year: int | None = None, *,
                  progress: Callable[[str, int, int], None] = lambda *_: None) -> Inspected:
    """Every rule that can judge a file, on these. A file that cannot be read is a finding. Raises: Unreadable or Refused without a sound pack."""
    project = open_project(workspace)
    pack, _ = sound_pack(workspace, year or project.year)
    found: list[Finding] = []
    refused = 0
    for done, path in enumerate(paths):
        progress("检查文件", done, len(paths))
        text, why = open_manuscript(path, pack, project)
        found += run_on_file(text) if text is not None else why
        refused += text is None
    progress("检查文件", len(paths), len(paths))
    waivers, _ = read_waivers(workspace.texts())
    texts = {path.name: path.read_text("utf-8", errors="replace") for path in paths if path.suffix.lower() in (".md", ".txt")}
    return Inspected(ordered(waived(found, waivers, texts)), texts, refused)


def open_manuscript(path: Path, pack: Pack, project: Project) -> tuple[Manuscript | None, tuple[Finding, ...]]:
    """The file as rules read it; None and the reason if nobody can."""
    try:
        data = read_file(path)
        document, why = open_text(path.name, data)
        if document is None:
            return None, why
        return manuscript(path.name, document, facts(path.name, data, document.format), pack, project), ()
    except Unreadable as stop:
        return None, (Finding("E110", "unreadable-file", Severity.ERROR, stop.message, stop.at if stop.at.file else Place(path.name), stop.hint),)


def manuscript(name: str, document: Extract, known: FileFacts, pack: Pack, project: Project) -> Manuscript:
    """A file's text with its facts. It is taken for a whole report if it has a statement, a contents, or most of the required parts."""
    passages = tuple(_passage(name, document, one, known) for one in document.pieces if one.spot.kind != "chart")
    unseen = (*(Passage(value, "metadata", (Stretch(0, Place(name, sheet="文件属性"), fixed=True),)) for _, value in known.properties),
              *(Passage(mark.text, "hidden", (Stretch(0, mark.at, fixed=True),)) for mark in known.marks if mark.kind == "deleted"))
    return Manuscript(name, (*passages, *unseen), pack, project, known, _whole(passages, pack), _title(document, passages),
                      _scope(name, passages, project))


def _passage(name: str, document: Extract, piece: Piece, known: FileFacts) -> Passage:
    spot = piece.spot
    kind = "hidden" if piece.original else spot.kind
    if document.format in ("markdown", "text") and spot.lines:
        stretches = tuple(Stretch(begin, Place(name, line, column)) for begin, line, column in spot.lines)
    else:
        stretches = (Stretch(0, place(name, document, piece, 0, 0), fixed=spot.kind in ("box", "note", "running", "alt")),)
    headings = piece.context.headings
    return Passage(piece.text, kind, stretches, unspoken=piece.unspoken, level=_level(piece, known) if kind == "heading" else 0,
                   part=" ".join(headings), table=spot.table, row=spot.row or 0, column=spot.column or 0, head=spot.row == 0)


def _level(piece: Piece, known: FileFacts) -> int:
    """A heading's level by its style; without one, by what stands over it."""
    number = piece.spot.paragraph
    styled = known.paragraphs[number].level if number is not None and number < len(known.paragraphs) else None
    return styled or len(piece.context.headings) + 1


def _whole(passages: Sequence[Passage], pack: Pack) -> bool:
    heads = [one.text for one in passages if one.kind == "heading"]
    parts = sum(any(name in head for head in heads) for name in pack.required_parts)
    return parts >= _PARTS or any(_STATEMENT.match(one.text) and len(one.text) < 20 or _CONTENTS.match(one.text) for one in passages[:_FRONT * 3])


def _title(document: Extract, passages: Sequence[Passage]) -> str:
    """The line of the cover that says what report it is; else what the file calls itself."""
    named = next((one.text.strip() for one in passages[:_FRONT] if re.search(r"年度报告|质量报告", one.text) and len(one.text) < 60), "")
    return named or document.title


def _scope(name: str, passages: Sequence[Passage], project: Project) -> str:
    """The enterprise whose report it is; "" for the school's."""
    front = name + " ".join(one.text for one in passages[:3])
    return next((one.name for one in project.enterprises if one.name in front and re.search(r"企业|参与", front)), "")
