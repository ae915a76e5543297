"""A text cut up around its figures: what stands beside a figure, in its clause, its sentence, and over it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportgen.core.reading import Context, ReadFigure
from reportgen.reading.cuts import CLAUSE, SENTENCE, Along, Cuts
from reportgen.reading.folding import fold
from reportgen.reading.topics import Topics, grams
from reportgen.reading.wording import Held, wording

EDGE = CLAUSE + "、（）()【】[]|"
TIMES = frozenset({"年", "月", "天", "岁", "小时", "分钟", "周", "个月", "秒", "届"})
CLASSIFIERS = frozenset("个 项 所 家 门 种 名 位 本 套 台 支 件 篇 部 场 期 次 条 款 间 处 座 类 大类 张 份 校区 专业 国家 省份 人 成 比例".split())
_NOUN_ENDS = re.compile(r"[均都已将被由与及向赴达占为是获等]|在(?![校职编岗册读线])|和(?!谐)|可(?![再持])|到(?![岗账帐款])|参[与加]|(?<!公)共(?![青享])|开[展办设]|投[入资用]|接[受收待]|"
                        r"服务(?=企业|地方|社会|于|了)|出[版台]|处于|合作(?=建|开|培|举|共|，|。|$)|合计|建[立成]|签[订署]|走|来自|留|选择|从事|进入|通过|毕业(?!生)|就业(?!率|人)|升[学入]|组[成建]|承[担接]|"
                        r"完成|实现|入选|规模|以上|以下|左右")
_COMPARED = re.compile(r"(?:较|比|与)(?:上|去|20|本)|同比|环比")
_JOINED = re.compile(r"\s*(?:和|与|及|以及|并|、)?\s*")
_SILENT = frozenset({"year", "date", "section_number", "doc_number", "law_ref", "phone"})
_PROVINCES = re.compile(r"(?<=省)（[^）]{1,12}）|(?<=省)\([^)]{1,12}\)")

_SEMICOLON, _NAME = 4, 24
_CLAUSES, _BESIDE, _AFTER = 40, 240, 120  # clauses before, characters before and after that anybody still relates to a figure

Letter = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a figure's subject.

    weights: how near each pair of characters stands (1: beside the figure). said: the letters right beside the figure; aside: what
    qualifies them (before the last 的). context: pairs of the sentence, but not beside. everything: all of its clause.
    marked: telling words beside it. held: words beside it that exclude others. bare: nothing that means anything stands beside the figure; said is the clause before then.
    phrase: the words beside it as one.
    """

    weights: dict[str, float]
    said: tuple[Letter, ...]
    aside: tuple[Letter, ...]
    context: frozenset[str]
    everything: str
    marked: tuple[str, ...]
    held: Held
    bare: bool
    phrase: str


class Passage:
    """A text with its figures."""

    def __init__(self, text: str, figures: Sequence[ReadFigure], topics: Topics, context: Context) -> None:
        self.text, self.figures, self.topics, self.context = text, figures, topics, context
        self.plain = _muted(fold(text), figures)
        self.measures = [one for one in figures if one.measures]
        self.bounding = [one for one in self.measures if one.unit not in TIMES and one.span not in topics.inner]
        self.along, self._cuts = Along(self.bounding), Cuts(self.plain)
        self._around = _surroundings(context)

    def left(self, read: ReadFigure) -> str:
        """The words right before a figure, back to a mark or another figure."""
        return self.plain[self.left_edge(read):read.start]

    def left_edge(self, read: ReadFigure) -> int:
        """Where those words begin. A comma of enumeration is no mark where what stands before it has no figure of its own."""
        before = self.before(read)
        floor = before.end if before else 0
        place = read.start
        while place > floor and (self.plain[place - 1] not in EDGE or self._joins(place - 1, floor)):
            place -= 1
        return self._behind_noun(before, read) if before and place == before.end else place

    def _behind_noun(self, before: ReadFigure, read: ReadFigure) -> int:
        """Behind what the figure before counts: of 743名专任教师和86名教授 the 和."""
        if before.unit not in CLASSIFIERS or before.kind != "quantity":
            return before.end
        gap = self.plain[before.end:read.start]
        lead = len(gap) - len(gap.lstrip("的 “”\""))
        noun = _noun(gap)
        place = before.end + lead + len(noun)
        if not noun or place >= read.start or gap[lead + len(noun):].startswith("的"):
            return before.end
        return place + len(_JOINED.match(self.plain, place, read.start)[0])

    def _joins(self, place: int, floor: int) -> bool:
        """Whether the 、 at `place` joins words: 硕士、博士学位的有404人."""
        if self.plain[place] != "、":
            return False
        begin = place
        while begin > floor and self.plain[begin - 1] not in EDGE:
            begin -= 1
        return begin < place and (begin > floor or floor == 0)

    def right(self, read: ReadFigure) -> str:
        """The words right after a figure, up to a mark or another figure."""
        following = self.along.after(read.end)
        ceiling = following.start if following else len(self.plain)
        place = read.end
        while place < ceiling and self.plain[place] not in EDGE:
            place += 1
        return self.plain[read.end:place]

    def caption(self, read: ReadFigure) -> str:
        """The name behind a figure that begins its line, or under one that fills it: 97.07%毕业去向落实率比上年提高…; "" if it counts what follows (80%的课程)."""
        begin = self.plain.rfind("\n", 0, read.start) + 1
        right = self.right(read)
        if self.plain.startswith("\n", read.end):
            under = self.plain[read.end + 1:read.end + 1 + _NAME].partition("\n")[0]
            right = "" if len(under) == _NAME or self.along.within(read.end, read.end + 1 + len(under)) else under
        return "" if self.plain[begin:read.start].strip() or right.startswith("的") else _COMPARED.split(right, maxsplit=1)[0]

    def predicate(self, read: ReadFigure) -> str:
        """What the people do whom the figure counts: 368名毕业生赴西部就业; "" if they are not people, or more is said of them before it."""
        right = self.right(read).lstrip("的 ")
        people = wording().people.match(right)
        return right[people.end():] if people and not wording().means(self.left(read)) else ""

    def before(self, read: ReadFigure) -> ReadFigure | None:
        """The bounding figure before."""
        return self.along.before(read.start)

    def start_of(self, place: int, marks: str) -> int:
        """Where the clause or sentence around `place` begins."""
        return self._cuts.start_of(place, marks)

    def end_of(self, place: int, marks: str) -> int:
        return self._cuts.end_of(place, marks)

    def enumerated(self, read: ReadFigure) -> bool:
        """Whether a list stands right before the figure: 甲、乙等3个, 甲、乙3个."""
        left = self.left(read).rstrip()
        return "、" in left or left.endswith("等")

    def clauses_before(self, place: int) -> list[tuple[int, str]]:
        """The clauses of the sentence before the clause at `place`, the nearest first, with a count of steps (a semicolon counts several)."""
        found, steps, edge = [], 0, self.start_of(place, CLAUSE)
        first = self.start_of(place, SENTENCE)
        while edge > first and self.plain[edge - 1] not in SENTENCE and len(found) < _CLAUSES:
            steps += _SEMICOLON if self.plain[edge - 1] in "；;" else 1
            begin = self.start_of(edge - 1, CLAUSE)
            found.append((steps, self.plain[begin:edge - 1]))
            edge = begin
        return found

    def evidence(self, read: ReadFigure, *, instead: str | None = None, shared: str = "") -> Evidence:
        """instead: words to take for those on the left (a member of a list, a clause without its verb), with `shared` beside them."""
        normal = wording().normal
        left, right = self.left(read) if instead is None else instead, self.right(read)
        counted = read.unit in CLASSIFIERS and read.kind == "quantity"
        noun = _noun(right)
        if counted and not wording().means(left + noun):
            noun = right
        edge = self.left_edge(read)
        same = normal(self.plain[max(edge - _BESIDE, self.start_of(edge, CLAUSE)):edge] if instead is None else shared)
        core, aside = ("", "") if counted and noun and instead is None and self.enumerated(read) else _core(left)
        if aside and not wording().means(wording().people.sub("", core)):
            core, aside = aside, ""
        said = normal(core + noun) if counted else normal(core)
        before = self.clauses_before(read.start)
        context = [(normal(clause), max(0.62, 0.95 - 0.05 * steps)) for steps, clause in before]
        follows = read.end + len(right)
        after = normal(self.plain[follows:min(follows + _AFTER, self.end_of(read.end, SENTENCE))])
        weights: dict[str, float] = {}
        for text, weight in ((normal(left) + (read.unit or ""), 1.0), (said, 1.0), (normal(noun), 0.85), (normal(right), 0.65), (same, 0.95),
                             *context, (after, 0.45), *self._sentences_before(read.start), *self._around):
            _weigh(weights, text, weight)
        part = [text for (text, _), (steps, _) in zip(context, before, strict=True) if steps <= _SEMICOLON]
        near = frozenset(pair for text in (*part, same) for pair in grams(text))
        beside = letters(said)
        bare = all(idle for *_, idle in (*beside, *letters(normal(aside))))
        if bare and context and not shared:
            beside = letters(context[0][0])
        return Evidence(weights, beside, letters(normal(aside)), near - frozenset(grams(said)),
                        normal(left + right) + same,
                        tuple(word for word in wording().marked if word in said or word in aside), wording().held(said + normal(aside)), bare, normal(aside) + said)

    def _sentences_before(self, place: int) -> list[tuple[str, float]]:
        """Those of the same paragraph, the nearest first."""
        start = self.start_of(place, SENTENCE)
        found, weight = [], 0.6
        while start > 0 and self.plain[start - 1] != "\n" and weight > 0.3:
            begin = self.start_of(start - 1, SENTENCE)
            found.append((wording().normal(self.plain[begin:start]), weight))
            start, weight = begin, weight - 0.1
        return found


@lru_cache(maxsize=4096)
def letters(normal: str) -> tuple[Letter, ...]:
    """Each character by the pairs it stands in, and whether it belongs to a word that means nothing."""
    idle = [character == "|" for character in normal]
    for found in wording().idle.finditer(normal):
        idle[found.start():found.end()] = [True] * (found.end() - found.start())
    return tuple((normal[n - 1:n + 1] if n else "", normal[n:n + 2], idle[n]) for n in range(len(normal)))


def _core(left: str) -> tuple[str, str]:
    """The head of a phrase, and what qualifies it."""
    place = left.rstrip(" 的").rfind("的")
    return left[place + 1:], left[:place + 1]


def _surroundings(context: Context) -> list[tuple[str, float]]:
    """What stands over and before the text, and how much it says. A cell is spoken for by its heads and its caption, hardly by more."""
    normal = wording().normal
    found = [(normal(text), 1.0) for heads in (context.row, context.column) for text in heads]
    if context.row:
        over = [(normal(text), 0.6 if n == 0 else 0.2) for n, text in enumerate(reversed(context.headings))]
        return [*found, *over, (normal(context.before), 0.7)]
    over = [(normal(text), max(0.35, 0.55 - 0.08 * n)) for n, text in enumerate(reversed(context.headings))]
    return [*found, *over, (normal(context.before), 0.4), (normal(context.title), 0.4)]


def _muted(text: str, figures: Sequence[ReadFigure]) -> str:
    """The text with years, dates and the like blanked, length for length."""
    letters = list(text)
    spans: Iterable[tuple[int, int]] = [(one.start, one.end) for one in figures if one.kind in _SILENT]
    for start, end in [*spans, *(found.span() for found in _PROVINCES.finditer(text))]:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _noun(right: str) -> str:
    """The noun phrase that the words after a figure begin with."""
    text = right.removeprefix("规模").lstrip("的 “”\"")
    end = _NOUN_ENDS.search(text)
    noun = text[:end.start()] if end else text
    return noun.split("的", 1)[0] if len(noun) > 1 else ""


def _weigh(weights: dict[str, float], text: str, weight: float) -> None:
    for pair in grams(text):
        if weights.get(pair, 0.0) < weight:
            weights[pair] = weight
