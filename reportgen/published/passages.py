"""All that a document prints, passage by passage, so that two editions can be compared; numbers of exhibits and headings left out."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.core.document import (Block, CaseBox, Chart, Document, Footnote, Grid, Heading, Inline, Items, Paragraph, Photo, Quote, Reference, Role,
                                     Text, inlines, plain)
from reportgen.ledger import digest

_FRONT = ("封面与声明", "")
_BAR = "｜"
_NUMBER = re.compile(r"[\d\-]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, row, point, picture. section: its id; where: as readers find it; text: as printed."""

    section: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two editions. old, new: "" for what was added or taken out."""

    where: str
    old: str
    new: str


def passages(document: Document) -> tuple[Passage, ...]:
    """Every passage in reading order."""
    front = (document.title + document.subtitle, document.organisation, document.date, *_statement(document))
    told = [Passage("", _FRONT[0], text) for text in front]
    for part in document.parts:
        told.append(Passage(f"{part.id}/", plain(part.heading.children), plain(part.heading.children)))
        for section in part.sections:
            told += [Passage(section.id, f"{section.title}{where}", text) for block in section.blocks for where, text in _of(block)]
    return tuple(told)


def printed(document: Document) -> str:
    """The hash of all that it prints."""
    return digest([[one.section, one.text] for one in passages(document)])


def compared(old: Iterable[Passage], new: Iterable[Passage]) -> tuple[Change, ...]:
    """What differs, in the order of the new edition; passages that were taken out stand where they were."""
    before, after = tuple(old), tuple(new)
    found: list[Change] = []
    keys = [[(one.section, one.text) for one in side] for side in (before, after)]
    for tag, a, b, c, d in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _paired(before[a:b], after[c:d])
    return tuple(found)


def _paired(gone: tuple[Passage, ...], come: tuple[Passage, ...]) -> Iterator[Change]:
    """A passage taken out and one put in at the same place belong together."""
    left = list(gone)
    for one in come:
        match = next((other for other in left if (other.section, other.where) == (one.section, one.where)), None)
        if match is not None:
            left.remove(match)
        yield Change(one.where, match.text if match else "", one.text)
    yield from (Change(other.where, other.text, "") for other in left)


def _statement(document: Document) -> tuple[str, ...]:
    said = document.statement
    if said is None:
        return ()
    return (said.title, *said.paragraphs, *(() if said.scan else said.signatures), *((_picture(said.scan),) if said.scan else ()))


def _of(block: Block, inside: str = "") -> Iterator[tuple[str, str]]:
    """What a block prints, with what its section's title must be followed by to find it."""
    match block:
        case Heading(children=children) | Paragraph(children=children) | Quote(children=children):
            yield f"{inside}（正文）", _printed(children)
        case Items(items=items):
            yield from ((f"{inside}（正文）", _printed(item)) for item in items)
        case Grid():
            yield f"{inside}，表“{block.caption}”", f"{block.caption}{block.unit}"
            for row in (*block.head, *block.body):
                name = next((plain(cell.children) for cell in row if cell.role is Role.ITEM), plain(row[0].children) if row else "")
                yield f"{inside}，表“{block.caption}”：{name}", _BAR.join(_printed(cell.children) for cell in row)
            yield from ((f"{inside}，表“{block.caption}”注", _printed(note)) for note in block.notes)
        case Chart():
            yield f"{inside}，图“{block.caption}”", f"{block.caption}（{block.dimension}，{block.kind}）"
            for n, category in enumerate(block.categories):
                yield f"{inside}，图“{block.caption}”：{category}", _BAR.join(f"{one.name}{one.texts[n]}{one.unit}" for one in block.series)
            yield from ((f"{inside}，图“{block.caption}”注", _printed(note)) for note in block.notes)
        case Photo():
            yield f"{inside}，图片“{block.caption}”", f"{block.caption}{block.credit}（{_picture(block)}）"
        case CaseBox():
            within = f"{inside}，案例“{block.title}”"
            yield within, "".join((block.title, block.subtitle, block.department, block.author))
            for inner in block.blocks:
                yield from _of(inner, within)


def _printed(children: tuple[Inline, ...]) -> str:
    """The text, of references only the kind; footnotes after it."""
    notes = [f"（注：{plain(one.children)}）" for one in inlines(Paragraph(children)) if isinstance(one, Footnote)]
    return plain(tuple(Text(_NUMBER.sub("", one.text)) if isinstance(one, Reference) else one for one in children)) + "".join(notes)


def _picture(photo: Photo) -> str:
    return f"图片文件 {hashlib.sha256(photo.data).hexdigest()[:8]}"
