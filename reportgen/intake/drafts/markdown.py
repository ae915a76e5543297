"""Blocks as the small Markdown, and tables as YAML. A draft's words stay words: what would mean something is escaped."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.intake.drafts.model import Block, Heading, Picture, Piece, Pieces, Points, Prose, Table, plain

_INLINE = re.compile(r"""
    [\\`*]
  | [{}｛｝](?=[{}｛｝]) | (?<=[{}｛｝])[{}｛｝]
  | \^(?=\[) | !(?=\[) | \[(?=\^) | \[(?=[^\[\]]*\]\()
  | <(?=[/!A-Za-z]) | &(?=\#?[A-Za-z0-9]{1,8};)
  | ~(?=~) | _(?=_)
  | [:：](?=[:：]{2})
""", re.X)
_START = re.compile(r"[#＃>＞|=]|[-+](?=[\s\u3000])|[-_](?=[-_\s])|:::?|[:：](?=[:：]{2})|\[(?=\^?[^\]]+\]:)|~(?=~~)")
_COUNTED = re.compile(r"\d{1,2}(?=[.．)）])")
_HALF = str.maketrans("＃＞｛｝：．）", "#>{}:.)")
_URL = re.compile(r"(?:https?://|mailto:)[^\s<>\"()]+$")
_SAFE = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9（）()、，。“”《》·—/%\- ]*\Z")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")  # YAML takes them for line ends, or not at all
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}


def markdown(blocks: Iterable[Block], *, shallow: str = "##") -> str:
    """The text of a section or case. shallow: the marks of a heading of the highest level."""
    return "\n\n".join(_block(block, shallow) for block in blocks) + "\n"


def _block(block: Block, shallow: str) -> str:
    match block:
        case Heading():
            return f"{shallow}{'#' * (block.level - 1)} {inline(block.pieces)}"
        case Prose():
            return line(block.pieces)
        case Points():
            return "\n".join(f"{f'{n}.' if block.ordered else '-'} {inline(item.pieces)}" for n, item in enumerate(block.items, 1))
        case Picture():
            caption = inline(block.caption).replace("|", "/").replace("｜", "/")
            return f"::: 图片 {block.file} {' | '.join(one for one in (caption, escaped(block.alt)) if one)}".rstrip()
        case Table():
            return f"::: 表 {block.id}"


def line(pieces: Pieces) -> str:
    """A paragraph: what a line may not begin with is escaped too."""
    text = inline(pieces)
    if counted := _COUNTED.match(text):
        end = counted.end()
        return f"{text[:end]}\\{text[end].translate(_HALF)}{text[end + 1:]}"
    return f"\\{text[0].translate(_HALF)}{text[1:]}" if _START.match(text) else text


def inline(pieces: Pieces) -> str:
    """Pieces with their marks: bold, emphasis, links, footnotes."""
    return "".join(_marked(list(group)) for group in _groups(pieces))


def escaped(text: str) -> str:
    """Plain words that the parser reads back as they are.

    >>> escaped("5*3 {{x}}")
    '5\\\\*3 \\\\{\\\\{x\\\\}\\\\}'
    """
    return _INLINE.sub(lambda found: "\\" + found[0].translate(_HALF), text.replace("\n", " "))


def _groups(pieces: Pieces) -> Iterator[list[Piece]]:
    """Neighbours that are bold or not, linked or not, together; italic only where nothing else is."""
    group: list[Piece] = []
    for piece in pieces:
        if group and (_look(piece) != _look(group[-1])):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _look(piece: Piece) -> tuple[bool, str, bool]:
    return piece.bold and not piece.note, piece.url if _URL.match(piece.url) else "", bool(piece.note)


def _marked(group: list[Piece]) -> str:
    bold, url, _ = _look(group[0])
    text = "".join(f"^[{inline(piece.note)}]" if piece.note else piece.text if piece.source else escaped(piece.text) for piece in group)
    words = text.strip()
    if not words or "*" in words.replace("\\*", "") or (bold and "*" in words):
        return text
    lead, tail = text[:len(text) - len(text.lstrip())], text[len(text.rstrip()):]
    if url and "[" not in words and "]" not in words:
        words = f"[{words}]({url})"
    return f"{lead}**{words}**{tail}" if bold else f"{lead}{words}{tail}"


# ── YAML ───────────────────────────────────────────────────────────────────

def tables_yaml(tables: Iterable[Table]) -> str:
    """Entries for tables.yaml."""
    return "".join(_table(table) for table in tables)


def _table(table: Table) -> str:
    notes = [cell_text(note) for note in table.notes]
    source = next((text for text in notes if re.match(r"(?:数据|资料)?来源", text)), "")
    notes = [text for text in notes if text != source]
    said = [f"{table.id}:", f"  title: {scalar(cell_text(table.title))}"]
    said += [f"  unit: {scalar(table.unit)}"] if table.unit else []
    said += [f"  note: {_flow(notes)}"] if notes else []
    said += [f"  source: {scalar(re.sub(r'^(?:数据|资料)?来源[：:]', '', source))}"] if source else []
    said += ["  grid:", f"    columns: {_flow([cell_text(one) for one in table.columns])}", "    rows:"]
    said += [f"      - {_flow([cell_text(cell) for cell in row])}" for row in table.rows]
    return "\n".join(said) + "\n"


def cell_text(pieces: Pieces) -> str:
    """A cell or title as the small Markdown has it; lines within it stay apart."""
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        for number, text in enumerate(piece.text.split("\n") if not piece.source and not piece.note else (piece.text,)):
            if number:
                parts.append([])
            parts[-1].append(replace(piece, text=text))
    return "\n".join(inline(tuple(part)) for part in parts if plain(part) or any(piece.note for piece in part))


def _flow(texts: Iterable[str]) -> str:
    return f"[{', '.join(scalar(text, flow=True) for text in texts)}]"


def scalar(text: str, *, flow: bool = False) -> str:
    """A text as a YAML scalar: bare where that is safe, else in double quotes."""
    bare = _SAFE.match(text) and text.lower() not in _WORDS and not text.endswith(" ") and not (flow and ", " in text)
    return text if bare else _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
