"""Lists that run in step: 甲、乙、丙分别为1、2、3; and pairs: 由1增至2."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.core.reading import ReadFigure
from reportgen.reading.cuts import CLAUSE, SENTENCE
from reportgen.reading.passage import Passage

_EACH = re.compile(r"(?:分别|依次|各)(?:为|是|达到|达|有|占|约为|约|到)?$")
_JOIN = re.compile(r"[^，。；;、！？]{0,6}?(?:、|，|,|和|与|及|以及)\s*")
_AND = re.compile(r"[、，,]|和(?!谐|平)|与|及|以及")
_RISE = re.compile(r"(?:[^，。；、\d]{0,6}?)(?:增至|增加到|增加至|增长到|增长至|上升到|上升至|升至|升到|提高到|提高至|提升到|提升至|提增到|扩大到|扩大至|扩充到|扩容到|扩展到|"
                   r"升级到|升级为|优化至|优化到|优化为|改善到|改善至|达到|变为|调整为|下降到|下降至|降低到|降低至|降至|降到|减少到|减少至|减至|减到|缩短到|缩短至|压缩到|回落至|回落到|(?<!报)到(?![账帐款岗位])|至)"
                   r"[^，。；、\d]{0,8}?")
_FAR = 400  # characters in which a list is remembered
_FROM = re.compile(r"由|从|自")


@dataclass(frozen=True, slots=True)
class Member:
    """A figure's place in a list: the words that name it, and what the list shares."""

    words: str
    shared: str


def members(passage: Passage) -> dict[int, Member]:
    """Figures that lists name, by their start."""
    found: dict[int, Member] = {}
    names: list[str] = []
    for run in _runs(passage):
        begin = _list_start(passage, run[0].start)
        phrase = passage.plain[begin:run[0].start]
        each = _EACH.search(phrase.rstrip())
        if not each:
            continue
        subject = phrase[:each.start()]
        if words := _named(subject, len(run)):
            names = words
        if words := words or _borrowed(passage, begin, subject, names, len(run)):
            found |= {read.start: Member(word, subject) for read, word in zip(run, words, strict=True)}
    return found


def orders(passage: Passage) -> dict[int, tuple[int, int, int]]:
    """Figures told one by one (分别为): where their run begins, the how-manieth each is, of how many."""
    found = {}
    for run in _runs(passage):
        if _EACH.search(passage.plain[_list_start(passage, run[0].start):run[0].start].rstrip()):
            found |= {read.start: (run[0].start, place, len(run)) for place, read in enumerate(run)}
    return found


def _runs(passage: Passage) -> list[list[ReadFigure]]:
    """Figures joined by nothing but commas and and: two or more."""
    runs: list[list[ReadFigure]] = []
    for read in passage.bounding:
        if runs and _JOIN.fullmatch(passage.plain[runs[-1][-1].end:read.start]):
            runs[-1].append(read)
        else:
            runs.append([read])
    return [run for run in runs if len(run) > 1]


def _list_start(passage: Passage, place: int) -> int:
    begin = passage.start_of(place, CLAUSE)
    return begin if passage.plain[begin:place].strip() else passage.start_of(max(0, begin - 1), CLAUSE)


def _named(subject: str, count: int) -> list[str]:
    """The members that a phrase names: 面向第一、二、三产业就业 → 面向第一产业就业, 面向第二产业就业, …; empty if it does not name so many."""
    parts = [part.strip() for part in _AND.split(subject) if part.strip()]
    if len(parts) != count:
        return []
    size = min(len(part) for part in parts)
    if all(len(part) == size for part in parts[1:-1]) or size <= 2:
        first, last = parts[0], parts[-1]
        head, tail = first[:len(first) - size], last[size:]
        return [head + (first[-size:] if n == 0 else last[:size] if n == count - 1 else part) + tail for n, part in enumerate(parts)]
    return parts


def _borrowed(passage: Passage, begin: int, subject: str, names: Sequence[str], count: int) -> list[str]:
    """The members of a list named before: the last one in step, or one enumerated (甲、乙、丙等3个专业群。各专业群…分别为)."""
    sentence = passage.plain[max(0, begin - _FAR):begin]
    if len(names) == count and names:
        return [name + subject for name in names]
    for chunk in reversed(re.split(f"[{re.escape(SENTENCE)}，,；;：:]", sentence)[-8:]):
        parts = [part for part in re.split("[、]", chunk) if part.strip()]
        if len(parts) == count or (len(parts) == count - 1 and re.search("[和与及]", parts[-1])):
            cut = _AND.split(chunk)
            items = [part.strip() for part in (cut if len(cut) == count else parts)]
            if len(items) == count:
                return [_trimmed(item, n, count) + subject for n, item in enumerate(items)]
    return []


def _trimmed(item: str, place: int, count: int) -> str:
    text = re.sub(r"^(?:组建|包括|设有|设置|开设|建有|现有|形成|打造)", "", item) if place == 0 else item
    return re.split(r"等|\d", text)[0] if place == count - 1 else text


def rises(passage: Passage) -> tuple[dict[int, ReadFigure], dict[int, ReadFigure]]:
    """由A增至B: the figure before (by the start of the one after), and the one after (by the start of the one before)."""
    before: dict[int, ReadFigure] = {}
    after: dict[int, ReadFigure] = {}
    for first, second in zip(passage.bounding, passage.bounding[1:]):
        between = passage.plain[first.end:second.start]
        clause = passage.plain[passage.start_of(first.start, CLAUSE):first.start]
        if second.kind != "change" and _RISE.fullmatch(between) and (_FROM.search(clause) or not between.startswith(("达到", "到", "至"))):
            before[second.start], after[first.start] = first, second
    return before, after
