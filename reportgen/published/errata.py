"""勘误: the page of a later edition that says what it corrects, why, and who approved."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher

from reportgen.core.document import Block, Cell, Document, Grid, Heading, Inline, Paragraph, Part, PartRole, Role, Section, Strong, Text, plain

_ID = "errata"
HEAD = ("序号", "位置", "原为", "更正为")
_TOKEN = re.compile(r"[+−-]?\d[\d.,]*%?|.", re.S)  # a number is marked as a whole
_NOTHING = "（无）"
_LONGEST, _AROUND = 120, 24


def with_errata(document: Document, edition: int, corrections: Iterable[Mapping[str, object]]) -> Document:
    """The document as that edition, with a first part on what was corrected, the latest edition first."""
    known = sorted(corrections, key=lambda one: -int(one["edition"]))
    blocks = tuple(block for one in known for block in _correction(one))
    part = Part(_ID, PartRole.PREFACE, Heading(1, "", (Text("勘误"),), _ID), (Section(f"{_ID}/list", "勘误", "", blocks),))
    return replace(document, parts=(part, *document.parts), facts=(("版次", f"第{edition}版"), *document.facts))


def corrected(corrections: Iterable[Mapping[str, object]]) -> frozenset[str]:
    """What these corrections print as what was and what is: true of its edition, whatever the figures are now."""
    sides = (side for one in corrections for change in one["changes"] for side in _both(change["old"], change["new"]))
    return frozenset(plain(side) for side in sides)


def _correction(one: Mapping[str, object]) -> Iterator[Block]:
    edition, changes = int(one["edition"]), tuple(one["changes"])
    yield Paragraph((Text(f"本报告第{edition - 1}版于{_day(str(one['since']))}公布。第{edition}版（{_day(str(one['on']))}）更正下列{len(changes)}处，加粗的是不同之处。"
                          f"更正原因：{str(one['reason']).rstrip('。')}。提出：{one['requested_by']}；批准：{one['approved_by']}。"),))
    head = (tuple(Cell((Text(title),), Role.HEAD) for title in HEAD),)
    yield Grid(f"{_ID}-{edition}", "", f"第{edition}版更正内容", head, tuple(_row(n, change) for n, change in enumerate(changes, 1)), widths=(4, 16, 24, 24))


def _row(number: int, change: Mapping[str, str]) -> tuple[Cell, ...]:
    old, new = _both(change["old"], change["new"])
    return (Cell((Text(str(number)),), Role.CENTRE), Cell((Text(change["where"]),)), Cell(old), Cell(new))


def _both(old: str, new: str) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """Both texts, what differs in bold; of a long one only what stands around the differences."""
    if not old or not new:
        return _pieces([(old, False)]), _pieces([(new, False)])
    before, after = [], []
    olds, news = _TOKEN.findall(old), _TOKEN.findall(new)
    for tag, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        before.append(("".join(olds[a:b]), tag != "equal"))
        after.append(("".join(news[c:d]), tag != "equal"))
    return _pieces(before if len(old) <= _LONGEST else _around(before)), _pieces(after if len(new) <= _LONGEST else _around(after))


def _around(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Equal stretches cut down to what stands next to a difference."""
    last = len(pieces) - 1
    return [(text if differs or len(text) <= 2 * _AROUND else
             f"{text[:_AROUND] if n else ''}……{text[-_AROUND:] if n < last else ''}", differs) for n, (text, differs) in enumerate(pieces)]


def _pieces(pieces: list[tuple[str, bool]]) -> tuple[Inline, ...]:
    made = tuple(Strong((Text(text),)) if differs else Text(text) for text, differs in pieces if text)
    return made or (Text(_NOTHING),)


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{year}年{int(month)}月{int(day)}日"
