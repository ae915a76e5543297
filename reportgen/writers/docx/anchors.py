"""What can be pointed at: headings and numbered blocks, with their bookmarks, counters and page numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.core.document import CaseBox, Chart, Document, Grid, Heading, Photo, plain
from reportgen.core.pack import frozen
from reportgen.writers.docx.xml import clean

_NUMBER = re.compile(r"([^\d\s]+)((?:\d+[-–—.])*)(\d+)")
_CONTENTS_LEVELS = 3
BODY_END = "/end"             # where the last page of the text is told among the pages of anchors
END_MARK = "_TocEnd"          # the bookmark there


@dataclass(frozen=True, slots=True)
class Anchor:
    """kind: heading · tab · fig · case. text: the entry in a list of contents.

    bookmark: around the whole entry; `ref`: around the number alone. label, prefix, count: the number's pieces
    (表 · 1- · 1). counter: the SEQ instruction by which Word counts the same.
    """

    kind: str
    text: str
    bookmark: str
    level: int = 1
    ref: str = ""
    label: str = ""
    prefix: str = ""
    count: str = ""
    counter: str = ""


@dataclass(frozen=True, slots=True)
class Anchors:
    """All anchors in reading order, by (kind, id)."""

    known: Mapping[tuple[str, str], Anchor] = field(default_factory=lambda: frozen({}))

    def get(self, kind: str, id: str) -> Anchor | None:
        """The anchor of a block; None if it has no number."""
        return self.known.get((kind, id))

    def of(self, kind: str) -> tuple[Anchor, ...]:
        """The anchors of a kind in reading order."""
        return tuple(anchor for anchor in self.known.values() if anchor.kind == kind)

    def bookmarks(self) -> Mapping[str, str]:
        """What every bookmark stands for, as `pages` names it: a heading's id; kind and id of a numbered block."""
        return frozen({one.bookmark: id if kind == "heading" else f"{kind}:{id}" for (kind, id), one in self.known.items()} | {END_MARK: BODY_END})

    def meant(self, target: str, text: str) -> Anchor | None:
        """The numbered block a reference means: by its id, and by its printed number where kinds share an id."""
        found = [self.known[kind, target] for kind in ("tab", "fig", "case") if (kind, target) in self.known]
        return next((one for one in found if one.label + one.prefix + one.count == text), found[0] if found else None)


class _Counters:
    """SEQ counters, counted along as Word and LibreOffice do; a field that would come out differently is told its number."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def instruction(self, label: str, count: int) -> str:
        follows = count == self._last.get(label, 0) + 1
        self._last[label] = count
        return f"SEQ {label} \\* ARABIC" + ("" if follows else f" \\r {count}")


def anchors(document: Document) -> Anchors:
    """Every heading of the contents and every numbered block of the document."""
    known: dict[tuple[str, str], Anchor] = {}
    counters = _Counters()

    def numbered(kind: str, id: str, number: str, title: str) -> None:
        pieces = _NUMBER.fullmatch(clean(number))
        if pieces is None or (kind, id) in known:
            return
        label, prefix, count = pieces.groups()
        n = len(known) + 1
        known[kind, id] = Anchor(kind, caption_text(number, title), f"_Toc{n:08d}", 1, f"_Ref{n:08d}",
                                 label, prefix, count, counters.instruction(label, int(count)))

    for block in document.blocks():
        match block:
            case Heading(level=level, id=id) if level <= _CONTENTS_LEVELS and ("heading", id) not in known:
                known["heading", id] = Anchor("heading", heading_text(block), f"_Toc{len(known) + 1:08d}", level)
            case Grid(id=id, number=number, caption=title):
                numbered("tab", id, number, title)
            case Chart(id=id, number=number, caption=title) | Photo(id=id, number=number, caption=title):
                numbered("fig", id, number, title)
            case CaseBox(id=id, number=number, title=title):
                numbered("case", id, number, title)
    return Anchors(frozen(known))


def heading_text(heading: Heading) -> str:
    """Label and text as one: the number is part of the text in every format."""
    return clean(spaced(heading.label) + plain(heading.children))


def spaced(label: str) -> str:
    """A Chinese label stands close to its text, a decimal one ("1.1") apart from it."""
    return label + " " if label[-1:].isascii() and label[-1:].isalnum() else label


def caption_text(number: str, title: str) -> str:
    """Number, a full-width blank, title."""
    return clean("\u3000".join(part for part in (number, title) if part))
