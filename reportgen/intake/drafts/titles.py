"""Headings, real and faked: by style, by look, by the ordinal typed before them; and the document's own title on top."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.intake.drafts.model import Block, Heading, Line, parted, trimmed
from reportgen.intake.drafts.ordinals import RANKS, Ordinal, ordinal

_LONGEST = 45
_LONG = 30  # a line of so many characters is body text when its usual size is looked for
_END = re.compile(r"[。；;，,、！!…]$")
_BLANK_FORM = re.compile(r"^[^\u4e00-\u9fffA-Za-z]*$|年[\s\u3000_]+月[\s\u3000_]+日")
_LEAD = re.compile(r".{2,10}[：:].{16,}")
_SUBTITLE = re.compile(r"[—–-]{1,2}|[（(].*[)）]$|20\d\d年\d{1,2}月(?:\d{1,2}日)?$")
_LABELLED = re.compile(r"(?:案例)?(?:题目|标题|名称)\s*[：:]\s*(?=\S)")
_CREDIT = re.compile(r"(?P<what>(?:案例|所属)?(?:主题|类别|类型)|作者|撰稿人?|供稿(?:单位)?|执笔人?|单位|部门|报送(?:单位|部门)|学院|联系人|审核人?)\s*[：:]\s*(?P<who>.+)|[（(](?P<inside>[^（）()]{2,30}(?:供稿|撰稿|报送))[)）]$")
Mixed = Line | Block


@dataclass(frozen=True, slots=True)
class _Key:
    """What headings of one level have in common. family: style, number or look; rank: within the family, small is high; size: of the letters."""

    family: str
    rank: int
    size: int


@dataclass(frozen=True, slots=True)
class Titled:
    """The items with headings among them. top: the lines of the document's own title; credits: who wrote it; faked, numbered: mended ones."""

    items: tuple[Mixed, ...]
    top: tuple[Line, ...]
    credits: tuple[Line, ...]
    faked: int
    numbered: int
    cut: tuple[str, ...]


def titled(items: Sequence[Mixed]) -> Titled:
    """Finds title and headings; ordinals are cut off and counted. A sole heading above all others, before any text, is the title."""
    usual = usual_size(items)
    top, credits, rest = _top(items, usual)
    while rest and isinstance(last := rest[-1], Line) and _signs(last):
        credits.append(last)
        rest = rest[:-1]
    places = [n for n, item in enumerate(rest) if isinstance(item, Line) and _is_heading(rest, n, usual)]
    levels = _levels([(rest[n], _key(rest[n])) for n in places])
    if not top and places and places[0] == 0 and levels.count(1) == 1:
        top, rest = (rest[0],), rest[1:]
        places, levels = [n - 1 for n in places[1:]], [max(1, level - 1) for level in levels[1:]]
    made = list(rest)
    cut: list[str] = []
    bare = _bare_counts([rest[n] for n in places])
    for n, level in zip(places, levels, strict=True):
        made[n], gone = _heading(rest[n], level, bare)
        cut.extend([gone] if gone else [])
    faked = sum(not rest[n].look.level for n in places)
    return Titled(tuple(made), tuple(top), tuple(credits), faked, len(cut), tuple(cut))


def usual_size(items: Sequence[Mixed]) -> int:
    """The size of most body text, in half points; 0 if there is none."""
    sizes: Counter[int] = Counter()
    for item in items:
        if isinstance(item, Line) and not item.look.level and len(item.text) >= _LONG:
            sizes[item.look.size] += len(item.text)
    return sizes.most_common(1)[0][0] if sizes else 0


# ── the title on top ───────────────────────────────────────────────────────

def _top(items: Sequence[Mixed], usual: int) -> tuple[list[Line], list[Line], list[Mixed]]:
    """Title and subtitle; who wrote it; and the rest."""
    top: list[Line] = []
    credits: list[Line] = []
    place = 0
    while place < len(items) and isinstance(line := items[place], Line) and len(line.text) <= 2 * _LONGEST:
        if _CREDIT.match(line.text) and len(line.text) <= _LONGEST and (top or line.look.align == "right"):
            credits.append(line)
        elif _is_subtitle(line, usual) if top else _LABELLED.match(line.text) or _is_title(line, usual) and not _recurs(line, items[place + 2:]):
            top.append(line)
        else:
            break
        place += 1
    return top, credits, list(items[place:])


def _signs(line: Line) -> bool:
    """Whether a line below the text says who wrote it: at the right, or in brackets."""
    found = _CREDIT.match(line.text)
    return found is not None and len(line.text) <= _LONGEST and (line.look.align == "right" or bool(found["inside"]))


def _is_title(line: Line, usual: int) -> bool:
    look = line.look
    return look.style.lower() in ("title", "标题") or (
        look.align == "center" and not _END.search(line.text) and (look.bold or look.size > usual or look.level > 0))


def _recurs(line: Line, later: Sequence[Mixed]) -> bool:
    """Whether later lines look the same: then it is one heading of several."""
    return any(isinstance(one, Line) and one.look == line.look and len(one.text) <= _LONGEST for one in later)


def _is_subtitle(line: Line, usual: int) -> bool:
    look = line.look
    return look.style.lower() in ("subtitle", "副标题") or line.text.startswith("——") and not _END.search(line.text) or (
        look.align == "center" and not _END.search(line.text) and (bool(_SUBTITLE.match(line.text)) or (look.size > usual and not ordinal(line.text))))


def title_of(line: Line) -> str:
    """What a title line says, without a label (题目：…)."""
    return line.text[found.end():] if (found := _LABELLED.match(line.text)) else line.text


def credit(line: Line) -> tuple[str, str]:
    """What a credit line says: (作者, 张三)."""
    found = _CREDIT.match(line.text)
    if not found:
        return "", line.text
    return (found["what"], found["who"].strip()) if found["what"] else ("供稿", re.sub(r"(?:供稿|撰稿|报送)$", "", found["inside"]))


# ── headings ───────────────────────────────────────────────────────────────

def _is_heading(items: Sequence[Mixed], place: int, usual: int) -> bool:
    line = items[place]
    look, text = line.look, line.text
    short = len(text) <= _LONGEST and not _END.search(text)
    if look.level:
        return len(text) <= 2 * _LONGEST and not (text.endswith("。") and len(text) > _LONGEST)
    counted = ordinal(text)
    if line.boxed or not short or look.align == "right" or _BLANK_FORM.search(text) or (counted is None and text.endswith(("：", ":"))):
        return False
    loud = look.bold or (usual and look.size >= usual + 2)
    if look.mark and not (loud and look.mark.ordered):
        return False
    if loud:
        return place + 1 < len(items)
    if counted is None or counted.kind == "bare" or _LEAD.match(text):
        return False
    return not _listed(items, place, counted) and place + 1 < len(items)


def _listed(items: Sequence[Mixed], place: int, counted: Ordinal) -> bool:
    """Whether a quiet numbered line is one of several that follow one another directly: items of a list, no headings."""
    for near, step in ((place - 1, -1), (place + 1, 1)):
        other = items[near] if 0 <= near < len(items) else None
        if isinstance(other, Line) and (found := ordinal(other.text)) and found.kind == counted.kind and found.number == counted.number + step:
            return True
    return False


def _key(line: Line) -> _Key:
    if line.look.level:
        return _Key("style", line.look.level, 0)
    counted = ordinal(line.text)
    if counted:
        kind = "deeper decimal" if counted.kind == "bare" else counted.kind  # 1 stands above 1.1
        return _Key("number", 10 * RANKS[kind] + counted.depth, line.look.size)
    if line.look.mark:
        return _Key("mark", line.look.mark.depth, line.look.size)
    return _Key("look", -line.look.size, line.look.size)


def _levels(headings: Sequence[tuple[Line, _Key]]) -> list[int]:
    """The level of each: a kind seen first stands above one seen later, unless their ranks or sizes say otherwise."""
    stack: list[_Key] = []
    levels = []
    for _, key in headings:
        same = next((n for n, one in enumerate(stack) if (one.family, one.rank) == (key.family, key.rank)), None)
        if same is not None:
            del stack[same + 1:]
        else:
            while stack and _outranks(key, stack[-1]):
                stack.pop()
            stack.append(key)
        levels.append(len(stack))
    return levels


def _outranks(one: _Key, other: _Key) -> bool:
    if one.family == other.family:
        return one.rank < other.rank
    if one.family == "style" and one.rank == 1:
        return True
    return bool(one.size and other.size) and one.size >= other.size + 2


def _bare_counts(headings: Sequence[Line]) -> bool:
    """Whether bare numbers before headings ("1 背景") count them: 1, 2, 3 …"""
    numbers = [found.number for line in headings if (found := ordinal(line.text)) and found.kind == "bare"]
    return numbers == list(range(1, len(numbers) + 1))


def _heading(line: Line, level: int, bare: bool) -> tuple[Heading, str]:
    """The heading without its ordinal, and the ordinal."""
    counted = ordinal(line.text)
    if counted is None or (counted.kind == "bare" and not bare):
        return Heading(level, line.pieces, line.at), ""
    return Heading(level, trimmed(parted(line.pieces, counted.length)[1]), line.at), line.text[:counted.length].strip()
