"""Lists, made by Word or typed by hand; and the paragraphs between them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from reportgen.core.finding import Finding
from reportgen.intake.drafts.codes import note, warn
from reportgen.intake.drafts.model import Block, Line, Points, Prose, parted, trimmed
from reportgen.intake.drafts.ordinals import ordinal

_BULLET = re.compile(r"[•·●○◆◇■▪▫▶►➢➤✓✔★☆※◎][\s\u3000]*(?=\S)|[-–][\s\u3000]+(?=\S)")
_TYPED = ("decimal", "bracketed decimal", "circled")
Mixed = Line | Block


@dataclass(slots=True)
class Listed:
    """Blocks; the marks that were cut off; findings."""

    blocks: list[Block] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)


def listed(items: Sequence[Mixed]) -> Listed:
    """Lines become paragraphs and lists; what is a block already stays."""
    made = Listed()
    place = 0
    while place < len(items):
        item = items[place]
        if not isinstance(item, Line):
            made.blocks.append(item)
            place += 1
            continue
        run = _run(items, place)
        for take in (_automatic, _bulleted, _numbered):
            if count := take(run, made):
                place += count
                break
        else:
            made.blocks.append(Prose(item.pieces, item.at))
            if (counted := ordinal(item.text)) and counted.kind != "bare":
                made.found.append(note("N131", f"段首的序号“{item.text[:counted.length].strip()}”照原样留着", item.at, "标题写成 ##，列举写成列表；行文里的不必管"))
            place += 1
    return made


def _run(items: Sequence[Mixed], place: int) -> list[Line]:
    """The lines that follow one another from here."""
    made: list[Line] = []
    for item in items[place:]:
        if not isinstance(item, Line):
            break
        made.append(item)
    return made


def _while(run: Sequence[Line], fits: Callable[[Line], bool]) -> list[Line]:
    made: list[Line] = []
    for line in run:
        if not fits(line):
            break
        made.append(line)
    return made


def _automatic(run: Sequence[Line], made: Listed) -> int:
    """A list of Word's own: lines with a mark of one kind."""
    first = run[0].look.mark
    if first is None:
        return 0
    lines = _while(run, lambda line: line.look.mark is not None and line.look.mark.ordered == first.ordered)
    if any(line.look.mark and line.look.mark.depth > first.depth for line in lines):
        made.found.append(warn("N125", "列表里套的列表与上一级排在一起了", lines[0].at, "要分层的，改用小标题"))
    made.blocks.append(Points(tuple(Prose(line.pieces, line.at) for line in lines), first.ordered, lines[0].at))
    return len(lines)


def _bulleted(run: Sequence[Line], made: Listed) -> int:
    lines = _while(run, lambda line: bool(_BULLET.match(line.text)))
    if lines:
        made.blocks.append(_points(lines, [_BULLET.match(line.text).end() for line in lines], False, made))
    return len(lines)


def _numbered(run: Sequence[Line], made: Listed) -> int:
    """Two or more lines that count 1, 2, 3 by one kind of typed number."""
    first = ordinal(run[0].text)
    if first is None or first.kind not in _TYPED or first.number != 1:
        return 0
    marks = []
    for number, line in enumerate(run, 1):
        found = ordinal(line.text)
        if found is None or found.kind != first.kind or found.number != number:
            break
        marks.append(found.length)
    if len(marks) < 2:
        return 0
    made.blocks.append(_points(run[:len(marks)], marks, True, made))
    return len(marks)


def _points(lines: Sequence[Line], cuts: Sequence[int], ordered: bool, made: Listed) -> Points:
    made.dropped.extend(line.text[:cut] for line, cut in zip(lines, cuts, strict=True))
    return Points(tuple(_items(lines, cuts)), ordered, lines[0].at)


def _items(lines: Sequence[Line], cuts: Sequence[int]) -> Iterator[Prose]:
    for line, cut in zip(lines, cuts, strict=True):
        yield Prose(trimmed(parted(line.pieces, cut)[1]), line.at)


