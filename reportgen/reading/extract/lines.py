"""Lines of a laid-out page to paragraphs and table rows: a figure broken at a line's end becomes whole again."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.core.reading import Piece, Spot
from reportgen.reading.extract.outline import Outline, heading_level, is_caption
from reportgen.reading.extract.tables import UNITS, head_unit, is_value, is_yearish

_ENDS = tuple("。！？；：!?")
_PROSE = re.compile(r"[，。；]")
_HAN = r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f“”‘’—…·％‰㎡]"
_INNER_BLANK = re.compile(rf"(?<={_HAN})[ \u00a0]+(?=\S)|(?<=\S)[ \u00a0]+(?={_HAN})")
_TIME_BLANK = re.compile(r"(?<=\d)\s+(?=[年月日届])|(?<=[年月—–-])\s+(?=\d)|(?<=\d)\s+(?=学年|年度)|(?<=\d)\s*(?=[—–-])\s*")
_LABEL = re.compile(r"^[\d.,，%％‰+\-−—\s]+$")
_NO_MEASURE = frozenset(("单位", "备注", "指标", "项目", "序号", "名称", "类别"))
_FULL = 0.86


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    page: int


def pieces(lines: Sequence[Line], title: str) -> tuple[tuple[Piece, ...], int]:
    """The pieces, and how many lone numbers (labels of drawings) were left out."""
    outline = Outline(title or (lines[0].text if lines else ""))
    full = _FULL * _usual_width(lines)
    found: list[Piece] = []
    loose, start = 0, 0
    head: tuple[str, ...] = ()
    previous: list[str] = []
    while start < len(lines):
        line = lines[start]
        if _LABEL.match(line.text):
            loose += 1
            start += 1
        elif cells := _row(line.text):
            found += _row_pieces(cells, head, line.page, outline, previous)
            previous = [*previous[-2:], cells[0].split()[0]]
            start += 1
        else:
            end = _end(lines, start, full)
            text = _INNER_BLANK.sub("", _joined([one.text for one in lines[start:end]]))
            head = _head(line.text) if end == start + 1 else ()
            found.append(_paragraph(text, line.page, outline))
            start = end
    return tuple(found), loose


def _usual_width(lines: Sequence[Line]) -> int:
    """How wide a full line is: most of the wide ones."""
    widths = sorted(_width(line.text) for line in lines if _PROSE.search(line.text))
    return widths[int(len(widths) * 0.8)] if widths else 0


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _end(lines: Sequence[Line], start: int, full: float) -> int:
    """Where the paragraph that begins at `start` ends: after a line that is not full, or before what is plainly something else."""
    end = start + 1
    if heading_level(lines[start].text) and _width(lines[start].text) < full:
        return end
    while end < len(lines) and _width(lines[end - 1].text) >= full:
        text = lines[end].text
        if heading_level(text) or is_caption(text) or _row(text) or _LABEL.match(text):
            break
        end += 1
    return end


def _joined(texts: Sequence[str]) -> str:
    whole = texts[0]
    for text in texts[1:]:
        both_latin = whole[-1:].isascii() and whole[-1:].isalpha() and text[:1].isascii() and text[:1].isalpha()
        whole += (" " if both_latin else "") + text
    return whole


def _paragraph(text: str, page: int, outline: Outline) -> Piece:
    level = heading_level(text)
    context = outline.over()
    kind = "heading" if level else "caption" if is_caption(text) else "body"
    if level:
        outline.heading(level, text)
    else:
        outline.paragraph(text)
    return Piece(text, Spot(kind, page=page), context)


def _head(text: str) -> tuple[str, ...]:
    """The heads of columns that a line may hold: words and years, no numbers."""
    words = _TIME_BLANK.sub("", text).split()
    plain = len(words) > 1 and not _PROSE.search(text) and not any(is_value(word) and not is_yearish(word) for word in words)
    return tuple(words) if plain else ()


def _row(text: str) -> tuple[str, ...]:
    """The cells of a table row: a name and then numbers; empty if the line is none."""
    if _PROSE.search(text):
        return ()
    words = text.split()
    values = 0
    while values < len(words) and is_value(words[-1 - values]):
        values += 1
    if not values or values == len(words):
        return ()
    name, numbers = words[:-values], words[-values:]
    return (" ".join(name), *numbers) if values > 1 or len(name) > 1 and name[-1] in UNITS else ()


def _row_pieces(cells: tuple[str, ...], head: tuple[str, ...], page: int, outline: Outline, previous: Sequence[str]) -> list[Piece]:
    names = cells[0].split()
    unit = names[-1] if len(names) > 1 and names[-1] in UNITS else ""
    label = "".join(names[:-1] if unit else names)
    around = outline.over_table()
    columns = head[-len(cells) + 1:] if len(head) >= len(cells) else ()
    if not _NO_MEASURE.isdisjoint(columns):
        columns = ()
    found = []
    for place, text in enumerate(cells[1:]):
        row = (*previous[-1:], label.removeprefix("其中").lstrip("：:")) if label.startswith("其中") else (label,)
        context = replace(around, row=row, column=(columns[place],) if columns else (), unit=unit or (head_unit(columns[place]) if columns else "") or around.unit,
                          before="|".join(previous), loose=not columns)
        found.append(Piece(text, Spot("cell", page=page), context))
    return found
