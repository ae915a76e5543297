"""Typed numbers of a section that are figures of the snapshot: what to write instead, and the section with that written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.audit.desk import Desk
from reportgen.audit.places import place
from reportgen.build import load_sources
from reportgen.core.errors import Unreadable
from reportgen.core.figure import SCHOOL
from reportgen.core.place import Place
from reportgen.core.reading import RIGHT, JudgedPiece, Piece, ReadFigure
from reportgen.files import read_bytes, write_whole
from reportgen.intake.drafts.binding import Proposal
from reportgen.reading.document import judge
from reportgen.reading.extract import extract
from reportgen.workspace import Workspace

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Offer:
    """One typed number. source: what to write in place of `typed`; "" if nothing is offered. exact: it will print just what was typed."""

    at: Place
    start: int
    end: int
    typed: str
    source: str
    printed: str
    verdict: str
    exact: bool
    told: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """A section and what is offered for it. text: its source; offsets of the offers are in it."""

    path: Path
    label: str
    text: str
    offers: tuple[Offer, ...]

    def exact(self) -> tuple[Offer, ...]:
        return tuple(one for one in self.offers if one.exact)

    def others(self) -> tuple[Offer, ...]:
        return tuple(one for one in self.offers if not one.exact)

    def bound(self) -> str:
        """The source with every exact offer taken."""
        parts, done = [], 0
        for one in sorted(self.exact(), key=lambda one: one.start):
            parts += [self.text[done:one.start], one.source]
            done = one.end
        return "".join(parts) + self.text[done:]


def offers(workspace: Workspace, desk: Desk, path: Path) -> Offers:
    """What can be bound in a Markdown file of the project. Raises: Unreadable."""
    label = _label(workspace, path)
    if path.suffix.lower() != ".md":
        raise Unreadable("不是正文文件", at=Place(label), hint="bind 只改 chapters/ 和 cases/ 下的 .md；Word 文稿用 reportgen intake")
    data = read_bytes(workspace.root, path)
    document = extract(label, data)
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    starts = _line_starts(text)
    scope = _scope(workspace, path)
    made: list[Offer] = []
    for piece in judge(document, desk.topics, name=scope if scope != SCHOOL else ""):
        for proposal in desk.propose(piece.piece.text, piece.figures, piece.comparisons, scope):
            made.append(_offer(label, text, starts, piece, proposal, place(label, document, piece.piece, proposal.start, proposal.end)))
    return Offers(path, label, text, tuple(made))


def accept(offered: Offers) -> None:
    """Write the bound source, whole; line ends and a byte-order mark stay as they are."""
    before = offered.path.read_bytes()
    text = offered.bound().replace("\n", "\r\n") if b"\r\n" in before else offered.bound()
    write_whole(offered.path, (_MARK if before.startswith(_MARK) else b"") + text.encode())


def _label(workspace: Workspace, path: Path) -> str:
    try:
        return workspace.label(path.resolve())
    except ValueError:
        raise Unreadable("文件不在项目文件夹内", at=Place(path.name), hint="进入项目文件夹再运行，或用 --project 指定项目") from None


def _scope(workspace: Workspace, path: Path) -> str:
    """The enterprise whose own section it is; the school otherwise. A section that all enterprises share binds what is the school's."""
    sources = load_sources(workspace)
    for plan in sources.plans:
        for section in (one for part in plan.parts for one in part.sections if plan.each == "enterprise"):
            for enterprise in sources.project.enterprises if "{enterprise}" in section.file else ():
                if path.name == Path(section.file.replace("{enterprise}", enterprise.id)).name and plan.id in path.parts:
                    return enterprise.name
    return SCHOOL


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _offer(label: str, text: str, starts: Sequence[int], judged: JudgedPiece, one: Proposal, at: Place) -> Offer:
    typed = judged.piece.text[one.start:one.end]
    start, end = (_in_source(judged.piece, offset, starts) for offset in (one.start, one.end - 1))
    read = next(read for read in judged.figures if read.end == one.end)
    exact = _exact(one, typed, read) and text[start:end + 1] == typed
    return Offer(at, start, end + 1, typed, one.source, one.printed, one.verdict, exact, one.message or one.expected)


def _in_source(piece: Piece, offset: int, starts: Sequence[int]) -> int:
    """An offset of the piece as one of the source."""
    begin, line, column = max((known for known in piece.spot.lines if known[0] <= offset), default=piece.spot.lines[0])
    return starts[line - 1] + column - 1 + offset - begin


def _exact(one: Proposal, typed: str, read: ReadFigure) -> bool:
    """Whether the binding prints what was typed: all of it; of a change, the same amount in the same direction."""
    if not one.source or one.verdict not in RIGHT or read.approx != "none":
        return False
    return one.printed == typed or (read.kind == "change" and one.printed.endswith(read.span))


def diff(offered: Offers) -> Iterator[str]:
    """The change as a unified diff."""
    from difflib import unified_diff
    before, after = (text.splitlines() for text in (offered.text, offered.bound()))
    yield from unified_diff(before, after, offered.label, offered.label, lineterm="", n=0)
